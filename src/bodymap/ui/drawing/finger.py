"""The keyboard's finger on the body: arrow keys take it from one named region to the next, Enter presses there.

It moves over the skin regions that the plates carry, by where they lie on the sheet; over a plate's edge it goes on to the next plate.
It knows no records: it says which region it is on, and where it presses.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainterPath, QPen

from bodymap.ui.drawing.art import PlateArt
from bodymap.ui.drawing.easel import Easel
from bodymap.ui.drawing.lens import Lens
from bodymap.ui.drawing.letter import halo_text, sized
from bodymap.ui.drawing.sheet import PLATES, Placement, Sheet

_LEAST_MM = 14.0
"""A rim of a region narrower than this, seen from its edge, is no place to point at."""
_SAMPLES = 11
_BESIDE = 2.2
"""So many times more a region that lies beside the way counts than one that lies on it."""
_PAN_PX = 60.0
_PRESSING = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
WAYS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


@dataclass(frozen=True, eq=False)
class Region:
    """A named region as one plate shows it."""

    plate: str
    id: str
    """With its side."""
    path: QPainterPath

    @cached_property
    def at(self) -> QPointF:
        """The point to press: well inside what is seen of it, in the plate's frame."""
        return well_inside(self.path)


class Finger(QObject):
    """Where the keyboard points; `region` is None until an arrow key was pressed."""

    moved = Signal(str)
    """The sided id of the region that it is on now."""
    pressed = Signal(str, float, float)
    """Enter: ``(plate, x, y)``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.region: Region | None = None
        self.called: Callable[[str], str] = str
        """How a region is called, by its sided id."""
        self._sheet = Sheet((), (0, 0, 1, 1))
        self._regions: dict[str, tuple[Region, ...]] = {}

    def take_plates(self, plates: Mapping[str, PlateArt], sheet: Sheet) -> None:
        """Move over these plates from now on."""
        self._sheet = sheet
        self._regions = {name: tuple(_regions(art)) for name, art in plates.items() if name in PLATES and sheet.get(name)}
        self.region = None

    def under(self, at: tuple[str, float, float] | None) -> str | None:
        """Return the region at a plate point, by its sided id; None beside all regions."""
        plate, x, y = at or ("", 0.0, 0.0)
        point = QPointF(x, y)
        return next((each.id for each in self._regions.get(plate, ()) if each.path.contains(point)), None)

    @property
    def regions(self) -> tuple[Region, ...]:
        """Every region that can be pointed at, plate by plate."""
        return tuple(region for regions in self._regions.values() for region in regions)

    def take_key(self, event: QKeyEvent, lens: Lens) -> bool:
        """Do what a key means here, and keep what is pointed at in sight; whether it means anything."""
        way = WAYS.get(Qt.Key(event.key()))
        if way is None:
            return event.key() in _PRESSING and self.press()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            lens.pan(-_PAN_PX * way[0], -_PAN_PX * way[1])
        elif self.step(way):
            self._keep_in_sight(lens)
        return True

    def _keep_in_sight(self, lens: Lens) -> None:
        placed = self._sheet.get(self.region.plate) if self.region else None
        if self.region is not None and placed is not None:
            at, size = self._on_sheet(self.region, placed), lens.size
            x, y = lens.viewport.to_px(at.x(), at.y())
            lens.pan(min(max(x, _PAN_PX), size.width() - _PAN_PX) - x, min(max(y, _PAN_PX), size.height() - _PAN_PX) - y)

    def step(self, way: tuple[int, int]) -> bool:
        """Go on to the next region that way; whether there is one."""
        found = self._first() if self.region is None else self._next(self.region, way)
        if found is None:
            return False
        self.region = found
        self.moved.emit(found.id)
        return True

    def press(self) -> bool:
        """Press where it is; whether it is anywhere."""
        if self.region is None:
            return False
        self.pressed.emit(self.region.plate, self.region.at.x(), self.region.at.y())
        return True

    def leave(self) -> bool:
        """Take it from the body; whether it was there."""
        was, self.region = self.region is not None, None
        return was

    def paint(self, easel: Easel, sheet: Sheet) -> None:
        """Ring the region in the colour of the focus, and name it."""
        placed = sheet.get(self.region.plate) if self.region else None
        if self.region is None or placed is None:
            return
        path = easel.transform(placed).map(self.region.path)
        easel.painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((easel.theme.halo, 7.0), (easel.theme.accent, 3.0)):
            pen = QPen(QColor(colour), width)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            easel.painter.strokePath(path, pen)
        box = path.boundingRect()
        font = sized(easel.painter.font(), 14, QFont.Weight.DemiBold)
        text = self.called(self.region.id)
        left = box.center().x() - QFontMetricsF(font).horizontalAdvance(text) / 2
        halo_text(easel, QPointF(max(left, 6), max(box.top() - 9, 18)), text, font, easel.theme.ink)

    def _first(self) -> Region | None:
        """The region in the middle of the first plate."""
        for placed in self._sheet.placements:
            left, top, right, bottom = placed.on_sheet
            middle = QPointF((left + right) / 2, (top + bottom) / 2)
            regions = self._regions.get(placed.plate, ())
            if regions:
                return min(regions, key=lambda each: _length(self._on_sheet(each, placed) - middle))
        return None

    def _next(self, here: Region, way: tuple[int, int]) -> Region | None:
        placed = self._sheet.get(here.plate)
        if placed is None:
            return None
        start = self._on_sheet(here, placed)
        there = [(_cost(self._on_sheet(each, placed) - start, way), each) for each in self._regions[here.plate] if each is not here]
        near = [pair for pair in there if pair[0] < math.inf]
        if near:
            return min(near, key=lambda pair: pair[0])[1]
        return self._beyond(placed, start, way) if way[0] else None

    def _beyond(self, placed: Placement, start: QPointF, way: tuple[int, int]) -> Region | None:
        """The region of the neighbouring plate nearest to the edge that was left, at the same height."""

        def side(each: Placement) -> float:
            return each.on_sheet[0] if way[0] > 0 else -each.on_sheet[2]

        others = [each for each in self._sheet.placements if side(each) > side(placed) and self._regions.get(each.plate)]
        if not others:
            return None
        other = min(others, key=side)
        return min(self._regions[other.plate], key=lambda each: _cost(self._on_sheet(each, other) - start, way))

    @staticmethod
    def _on_sheet(region: Region, placed: Placement) -> QPointF:
        return QPointF(region.at.x() + placed.dx, region.at.y() + placed.dy)


def well_inside(path: QPainterPath) -> QPointF:
    """Return a point of `path` far from its edge: the sample that keeps the most others of the shape about it."""
    box = path.boundingRect()
    fits: dict[tuple[int, int], QPointF] = {}
    for column in range(_SAMPLES):
        for row in range(_SAMPLES):
            point = QPointF(
                box.left() + (column + 0.5) / _SAMPLES * box.width(), box.top() + (row + 0.5) / _SAMPLES * box.height()
            )
            if path.contains(point):
                fits[column, row] = point
    if not fits:
        return path.pointAtPercent(0)
    centre = (_SAMPLES - 1) / 2

    def depth(place: tuple[int, int]) -> tuple[int, float]:
        column, row = place
        reach = next(
            (
                ring
                for ring in range(1, _SAMPLES)
                if any((column + dx, row + dy) not in fits for dx in (-ring, 0, ring) for dy in (-ring, 0, ring))
            ),
            _SAMPLES,
        )
        return reach, -math.hypot(column - centre, row - centre)

    return fits[max(fits, key=depth)]


def _regions(art: PlateArt) -> Iterator[Region]:
    for region in art.regions:
        path = region.path("outline")
        if path is not None and min(region.box.width(), region.box.height()) >= _LEAST_MM:
            yield Region(art.name, region.id, path)


def _cost(away: QPointF, way: tuple[int, int]) -> float:
    """How far a step of `away` is when going that way; infinite for what lies behind or rather beside."""
    along = away.x() * way[0] + away.y() * way[1]
    beside = abs(away.x() * way[1]) + abs(away.y() * way[0])
    return math.inf if along <= 1.0 or beside > 1.6 * along else along + _BESIDE * beside


def _length(point: QPointF) -> float:
    return math.hypot(point.x(), point.y())
