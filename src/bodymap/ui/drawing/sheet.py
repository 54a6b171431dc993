"""Where the plates lie on the one continuous sheet, and the affine map from the sheet to the screen.

Frames: plate (mm, y down, origin on the plate's own midline), sheet (mm, y down: the plates side by side, soles on one line), and
pixels (device-independent, of the widget). Knows no Qt and no body.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bodymap.tongue import phrase

PLATES = ("posterior", "anterior", "left", "right")
TITLES = {"posterior": phrase("Back"), "anterior": phrase("Front"), "left": phrase("Left"), "right": phrase("Right")}
GAP_MM = 60.0
MARGIN_MM = 24.0
HEAD_ROOM_MM = 84.0

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Placement:
    """One plate on the sheet: its bounds in its own frame and the shift from there to the sheet."""

    plate: str
    bounds: Bounds
    dx: float
    dy: float

    @property
    def on_sheet(self) -> Bounds:
        """The plate's bounds in the sheet's frame."""
        x0, y0, x1, y1 = self.bounds
        return x0 + self.dx, y0 + self.dy, x1 + self.dx, y1 + self.dy


@dataclass(frozen=True, slots=True)
class Sheet:
    """All plates in reading order, left to right."""

    placements: tuple[Placement, ...]
    bounds: Bounds
    over: Placement | None = None
    """The inset that lies open over the place that it enlarges."""

    def get(self, plate: str) -> Placement | None:
        """Return where `plate` lies, or None where it is not on the sheet (it could not be read)."""
        if self.over is not None and self.over.plate == plate:
            return self.over
        return next((placed for placed in self.placements if placed.plate == plate), None)

    def to_plate(self, x: float, y: float) -> tuple[str, float, float] | None:
        """Return the plate whose column holds the sheet point and the point in its frame, or None outside of all.

        Columns meet half-way between two plates, so that a point beside a figure still belongs to it. While an inset is open it alone answers.
        """
        if self.over is not None:
            x0, y0, x1, y1 = self.over.on_sheet
            return (self.over.plate, x - self.over.dx, y - self.over.dy) if x0 <= x <= x1 and y0 <= y <= y1 else None
        if not self.placements or not self.bounds[1] <= y <= self.bounds[3]:
            return None
        for here, after in zip(self.placements, (*self.placements[1:], None), strict=True):
            if after is None or x <= (here.on_sheet[2] + after.on_sheet[0]) / 2:
                return here.plate, x - here.dx, y - here.dy
        return None


def lay_out(bounds_of: Mapping[str, Bounds], order: Sequence[str] = PLATES) -> Sheet:
    """Return the sheet on which the plates of `bounds_of` stand side by side in `order`, soles level; a missing plate leaves no gap."""
    placed: list[Placement] = []
    x = MARGIN_MM
    top = min((bounds[1] for bounds in bounds_of.values()), default=-1800.0)
    foot = max((bounds[3] for bounds in bounds_of.values()), default=0.0)
    for plate in order:
        if plate not in bounds_of:
            continue
        bounds = bounds_of[plate]
        placed.append(Placement(plate, bounds, x - bounds[0], HEAD_ROOM_MM - top))
        x += bounds[2] - bounds[0] + GAP_MM
    width = max(x - GAP_MM + MARGIN_MM, 1.0)
    return Sheet(tuple(placed), (0.0, 0.0, width, HEAD_ROOM_MM + foot - top + MARGIN_MM))


@dataclass(frozen=True, slots=True)
class Viewport:
    """The map from sheet millimetres to pixels: ``px = turned(mm) * scale + (ox, oy)``; `quarter` turns clockwise lay the figures down.

    >>> Viewport(0.5, 10, 20).to_px(100, 100)
    (60.0, 70.0)
    >>> Viewport(0.5, 10, 20).to_sheet(60, 70)
    (100.0, 100.0)
    >>> Viewport(1.0, 0, 0, quarter=1).to_px(0, -1800)
    (1800.0, 0.0)
    """

    scale: float = 1.0
    ox: float = 0.0
    oy: float = 0.0
    quarter: int = 0
    """0, 1 (heads to the right) or 3 (heads to the left)."""

    @property
    def axes(self) -> tuple[float, float, float, float]:
        """The matrix in the order of Qt's transforms: where the sheet's x axis goes, where its y axis goes."""
        s = self.scale
        return ((s, 0.0, 0.0, s), (0.0, s, -s, 0.0), (-s, 0.0, 0.0, -s), (0.0, -s, s, 0.0))[self.quarter]

    def to_px(self, x: float, y: float) -> tuple[float, float]:
        """Return the pixel of a sheet point."""
        xx, xy, yx, yy = self.axes
        return x * xx + y * yx + self.ox, x * xy + y * yy + self.oy

    def to_sheet(self, x_px: float, y_px: float) -> tuple[float, float]:
        """Return the sheet point under a pixel."""
        xx, xy, yx, yy = (each / self.scale for each in self.axes)
        u, v = (x_px - self.ox) / self.scale, (y_px - self.oy) / self.scale
        return u * xx + v * xy, u * yx + v * yy

    def moved(self, dx_px: float, dy_px: float) -> Viewport:
        """The same scale, shifted by pixels."""
        return replace(self, ox=self.ox + dx_px, oy=self.oy + dy_px)

    def zoomed(self, factor: float, at_px: tuple[float, float], *, limits: tuple[float, float]) -> Viewport:
        """Scaled by `factor` within `limits` (px/mm), the sheet point under `at_px` staying where it is."""
        scale = min(max(self.scale * factor, limits[0]), limits[1])
        x, y = self.to_sheet(*at_px)
        u, v = replace(self, scale=scale, ox=0.0, oy=0.0).to_px(x, y)
        return replace(self, scale=scale, ox=at_px[0] - u, oy=at_px[1] - v)


def fit(bounds: Bounds, width_px: float, height_px: float, *, padding_px: float = 0.0, quarter: int = 0) -> Viewport:
    """Return the viewport that shows `bounds` whole and centred in a widget of that size, turned by so many quarters."""
    x0, y0, x1, y1 = turned(bounds, quarter)
    room_x = max(width_px - 2 * padding_px, 1.0)
    room_y = max(height_px - 2 * padding_px, 1.0)
    scale = min(room_x / max(x1 - x0, 1.0), room_y / max(y1 - y0, 1.0))
    return Viewport(scale, width_px / 2 - scale * (x0 + x1) / 2, height_px / 2 - scale * (y0 + y1) / 2, quarter)


def turned(bounds: Bounds, quarter: int) -> Bounds:
    """Return the bounds of `bounds` turned by quarters, clockwise.

    >>> turned((0.0, 0.0, 3.0, 1.0), 1)
    (-1.0, 0.0, 0.0, 3.0)
    """
    view = Viewport(quarter=quarter)
    (ax, ay), (bx, by) = view.to_px(bounds[0], bounds[1]), view.to_px(bounds[2], bounds[3])
    return min(ax, bx) + 0.0, min(ay, by) + 0.0, max(ax, bx) + 0.0, max(ay, by) + 0.0


def contained(view: Viewport, bounds: Bounds, width_px: float, height_px: float) -> Viewport:
    """Return `view` shifted so that the sheet cannot be lost: at least a third of the widget keeps showing it."""
    (ax, ay), (bx, by) = view.to_px(bounds[0], bounds[1]), view.to_px(bounds[2], bounds[3])
    return view.moved(_nudge(min(ax, bx), max(ax, bx), width_px), _nudge(min(ay, by), max(ay, by), height_px))


def _nudge(low: float, high: float, room: float) -> float:
    if high - low <= room:
        return (room - low - high) / 2
    if low > room / 3:
        return room / 3 - low
    if high < room * 2 / 3:
        return room * 2 / 3 - high
    return 0.0
