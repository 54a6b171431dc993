"""Evenly spaced streamlines of a direction field on a pixel mask.

Jobard & Lefer 1997, Creating evenly-spaced streamlines of arbitrary density: a line starts a full spacing from the
others and ends where it comes closer than half of one. Pixels, x to the right and y down; knows nothing of muscles.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

STOP_SHARE = 0.55
CELLS_A_SPACING = 4.0
TURN_LIMIT = 0.3


@dataclass(frozen=True)
class _Grid:
    """The field on a coarser grid of cells, as nested lists (quick to read one by one); `cell` is its pitch in px."""

    cell: float
    u: list[list[float]]
    v: list[list[float]]
    inside: list[list[bool]]
    rows: int
    columns: int
    room: Floats


def trace(
    direction: Floats,
    mask: Mask,
    spacing_px: float,
    min_length_px: float,
    *,
    margin_px: float = 0.0,
    smooth_px: float | None = None,
) -> list[Floats]:
    """Return streamlines as (n, 2) polylines of pixel centres (x, y), in the order in which they were laid.

    `direction` (h, w, 2) holds (x, y) vectors of any length (their sign may flip; zero or NaN where unknown); lines stay
    `margin_px` inside the mask, at least about half of `spacing_px` apart, none shorter than `min_length_px`. The field is
    smoothed over `smooth_px` (a quarter spacing by default). Empty list for an empty mask. Deterministic.
    """
    spacing = max(float(spacing_px), 1.0)
    grid = _coarse(direction, mask, spacing, margin_px, spacing / 4 if smooth_px is None else smooth_px)
    if grid is None:
        return []
    weaver = _Weaver(grid, spacing / grid.cell, max(min_length_px, 1.0) / grid.cell)
    return [(line + 0.5) * grid.cell - 0.5 for line in weaver.weave()]


def _coarse(direction: Floats, mask: Mask, spacing: float, margin: float, smooth: float) -> _Grid | None:
    """Return the smoothed line field on cells of a quarter spacing; None where nothing is left inside the margin."""
    if not mask.any():
        return None
    room = ndimage.distance_transform_edt(np.pad(mask, 1))[1:-1, 1:-1]
    cell = max(spacing / CELLS_A_SPACING, 1.0)
    vector = np.nan_to_num(np.asarray(direction, dtype=float))
    length = np.hypot(vector[..., 0], vector[..., 1])
    known = mask & (length > 1e-9)
    with np.errstate(invalid="ignore", divide="ignore"):
        c, s = (np.where(known, vector[..., k] / length, 0.0) for k in (0, 1))
    sigma = max(smooth, cell / 2)
    double = [ndimage.gaussian_filter(np.where(known, part, 0.0), sigma) for part in (c * c - s * s, 2 * c * s)]
    rows, columns = (max(1, int(np.ceil(size / cell))) for size in mask.shape)
    y, x = np.meshgrid((np.arange(rows) + 0.5) * cell - 0.5, (np.arange(columns) + 0.5) * cell - 0.5, indexing="ij")
    at = [y.ravel(), x.ravel()]
    dc, ds = (ndimage.map_coordinates(part, at, order=1, mode="nearest").reshape(rows, columns) for part in double)
    free = ndimage.map_coordinates(room, at, order=1, mode="constant").reshape(rows, columns) - max(margin, 0.5)
    angle = np.arctan2(ds, dc) / 2
    inside = (free > 0) & (np.hypot(dc, ds) > 1e-6)
    if not inside.any():
        return None
    return _Grid(cell, np.cos(angle).tolist(), np.sin(angle).tolist(), inside.tolist(), rows, columns, np.where(inside, free, 0.0))


class _Weaver:
    """Lays lines one after another; `near` holds for every cell the distance to the closest line laid so far, in cells."""

    def __init__(self, grid: _Grid, spacing: float, min_length: float) -> None:
        self.grid = grid
        self.spacing = spacing
        self.min_length = min_length
        self.step = 0.5
        self.near = np.full((grid.rows, grid.columns), np.inf)
        self.reach = int(np.ceil(spacing * 1.5)) + 1
        self.lines: list[Floats] = []

    def weave(self) -> list[Floats]:
        """Return all lines: from each the neighbours at one spacing, then from the emptiest place, until nothing is free."""
        tried = ~np.array(self.grid.inside)
        while True:
            open_cells = np.where(tried | (self.near < self.spacing), -1.0, np.minimum(self.near, self.reach) + 1e-3 * self.grid.room)
            best = int(np.argmax(open_cells))
            row, column = divmod(best, self.grid.columns)
            if open_cells[row, column] < 0:
                return self.lines
            tried[row, column] = True
            self._spread(float(column), float(row))

    def _spread(self, x: float, y: float) -> None:
        """Lay the line through a seed and then, breadth first, all lines that fit beside it and beside those."""
        queue: deque[tuple[float, float]] = deque([(x, y)])
        while queue:
            line = self._lay(*queue.popleft())
            if line is None:
                continue
            queue.extend(self._beside(line))

    def _beside(self, line: Floats) -> list[tuple[float, float]]:
        """Return the seeds one spacing to both sides of a line, its middle first."""
        tangent = np.gradient(line, axis=0)
        normal = np.column_stack([-tangent[:, 1], tangent[:, 0]])
        normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)
        every = max(1, int(self.spacing / self.step))
        order = sorted(range(len(line) // 2 % every, len(line), every), key=lambda i: abs(i - len(line) // 2))
        return [tuple(line[i] + side * self.spacing * normal[i]) for i in order for side in (1.0, -1.0)]

    def _lay(self, x: float, y: float) -> Floats | None:
        """Return the line through a seed, now laid; None where the seed is too close to another line or the line is too short."""
        row, column = int(y + 0.5), int(x + 0.5)
        if not (0 <= row < self.grid.rows and 0 <= column < self.grid.columns) or not self.grid.inside[row][column]:
            return None
        if self.near[row, column] < 0.95 * self.spacing:
            return None
        forward = self._run(x, y, 1.0, {})
        closed = len(forward) > 3 * self.spacing / self.step and np.hypot(*(forward[-1] - forward[0])) < self.spacing
        back = forward[:1] if closed else self._run(x, y, -1.0, self._visited(forward))
        line = np.vstack([back[::-1], forward[1:]])
        if (len(line) - 1) * self.step < self.min_length:
            return None
        self._stamp(line)
        self.lines.append(line)
        return line

    def _visited(self, points: Floats) -> dict[tuple[int, int], int]:
        return {(int(y + 0.5), int(x + 0.5)): -i for i, (x, y) in enumerate(points.tolist())}

    def _run(self, x: float, y: float, sign: float, own: dict[tuple[int, int], int]) -> Floats:
        """Return the points from a seed onward, one step apart, until edge, neighbour, sharp turn or the line itself."""
        grid, near, stop = self.grid, self.near, STOP_SHARE * self.spacing
        loop = int(2.5 * self.spacing / self.step)
        u, v = self._at(x, y, 0.0, 0.0)
        u, v = sign * u, sign * v
        points = [(x, y)]
        for count in range(1, 8 * (grid.rows + grid.columns)):
            mu, mv = self._at(x + u * self.step / 2, y + v * self.step / 2, u, v)
            if mu * u + mv * v < TURN_LIMIT:
                break
            x, y, u, v = x + mu * self.step, y + mv * self.step, mu, mv
            row, column = int(y + 0.5), int(x + 0.5)
            if not (0 <= row < grid.rows and 0 <= column < grid.columns) or not grid.inside[row][column]:
                break
            if near[row, column] < stop or count - own.get((row, column), count) > loop:
                break
            own.setdefault((row, column), count)
            points.append((x, y))
        return np.array(points)

    def _at(self, x: float, y: float, pu: float, pv: float) -> tuple[float, float]:
        """Return the unit direction at a place, its sign that of (pu, pv): bilinear, so that lines bend smoothly."""
        grid = self.grid
        x0 = min(max(int(x), 0), max(grid.columns - 2, 0))
        y0 = min(max(int(y), 0), max(grid.rows - 2, 0))
        fx, fy = min(max(x - x0, 0.0), 1.0), min(max(y - y0, 0.0), 1.0)
        x1, y1 = min(x0 + 1, grid.columns - 1), min(y0 + 1, grid.rows - 1)
        if pu == 0.0 and pv == 0.0:
            near_row, near_column = (y1 if fy > 0.5 else y0), (x1 if fx > 0.5 else x0)
            pu, pv = grid.u[near_row][near_column], grid.v[near_row][near_column]
        su = sv = 0.0
        for row, column, weight in (
            (y0, x0, (1 - fx) * (1 - fy)), (y0, x1, fx * (1 - fy)), (y1, x0, (1 - fx) * fy), (y1, x1, fx * fy),
        ):
            if not grid.inside[row][column]:
                continue
            a, b = grid.u[row][column], grid.v[row][column]
            signed = weight if a * pu + b * pv >= 0 else -weight
            su += signed * a
            sv += signed * b
        length = (su * su + sv * sv) ** 0.5
        return (su / length, sv / length) if length > 1e-9 else (pu, pv)

    def _stamp(self, line: Floats) -> None:
        """Lower `near` around a line to the distance from its points."""
        reach = self.reach
        span = np.arange(-reach, reach + 1)
        thin = line[:: max(1, int(1 / self.step))]
        cell = np.rint(thin).astype(int)
        rows = (cell[:, 1, None, None] + span[:, None]).repeat(len(span), axis=2)
        columns = (cell[:, 0, None, None] + span[None, :]).repeat(len(span), axis=1)
        distance = np.hypot(rows - thin[:, 1, None, None], columns - thin[:, 0, None, None])
        keep = (rows >= 0) & (rows < self.grid.rows) & (columns >= 0) & (columns < self.grid.columns)
        np.minimum.at(self.near, (rows[keep], columns[keep]), distance[keep])
