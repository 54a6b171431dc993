"""What a brush or a shape drawn on a plate covers: from plate points to strokes on the skin and to skin cells.

Frames: plate mm in, body mm out. Only skin that the plate shows can be drawn on; a stroke then reaches as far as its radius on the
skin, round the limb and onto other plates.
"""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from bodymap.atlas import frame
from bodymap.atlas.cell import Cells
from bodymap.atlas.contour import Ground
from bodymap.atlas.stack import NO_CELL
from bodymap.atlas.stroke import Bools, SkinPath
from bodymap.ids import Side

SPACING_MM = 2.0
"""A drawn line is sampled so densely that it does not matter how densely the hand's own points lie."""
_HALF_STEP = 0.51
_ON_MIDLINE_MM = 1e-3


def path(plate: str, ground: Ground, cells: Cells, points: ArrayLike, radius_mm: float, side: Side) -> SkinPath | None:
    """Return the stroke on the skin of a line (k, 2) drawn on a plate; what lies beside the body is left out, None where all does."""
    xy = resampled(np.asarray(points, dtype=float).reshape(-1, 2))
    rows, columns, on_grid = _pixels(ground, xy)
    cell = np.where(on_grid, ground.cells[rows, columns], NO_CELL)
    there = cell != NO_CELL
    if not there.any():
        return None
    rows, columns, cell, xy = rows[there], columns[there], cell[there], xy[there]
    depth = ground.points(rows, columns) @ np.array(frame.get(plate).viewer)
    at = frame.unproject(plate, xy, depth).astype(np.float32)
    # The midline's own column of pixels knows left cells only.
    half = cells.half
    cell = np.where((at[:, 0] < 0) & (cell < half), cell + half, np.where((at[:, 0] > 0) & (cell >= half), cell - half, cell))
    normals = cells.normals[cell]
    normals[np.abs(at[:, 0]) < _ON_MIDLINE_MM, 0] = 0.0
    return SkinPath(at, np.full(len(at), radius_mm, np.float32), normals, cell, side)


def inside(plate: str, ground: Ground, cells: Cells, rings: Sequence[ArrayLike], side: Side) -> Bools:
    """Return which cells (2n,) a plate shows inside rings (k, 2), even-odd; of a shape smaller than a cell the ones it touches."""
    shape = even_odd(rings)
    shapely.prepare(shape)
    seen = np.flatnonzero(cells.is_seen(plate))
    found = np.zeros(len(cells), dtype=np.bool_)
    at = frame.project_all(plate, cells.points[seen])
    found[seen[shapely.contains_xy(shape, at)]] = True
    if not found.any():
        y, x = np.nonzero(ground.has_skin)
        touched = shapely.contains_xy(shape, ground.x[x], ground.y[y])
        found[ground.cells[y[touched], x[touched]]] = True
    return np.asarray(found & on_side(cells, side))


def on_side(cells: Cells, side: Side) -> Bools:
    """Return which cells (2n,) lie on a side; all of them for the midline."""
    if side is Side.MIDLINE:
        return np.ones(len(cells), dtype=np.bool_)
    return np.asarray(cells.is_left == (side is Side.LEFT))


def even_odd(rings: Sequence[ArrayLike]) -> shapely.Geometry:
    """Return the area of rings by the even-odd rule; rings of fewer than three points have none."""
    shape: shapely.Geometry = shapely.Polygon()
    for ring in rings:
        points = np.asarray(ring, dtype=float).reshape(-1, 2)
        if len(points) >= 3:
            shape = shapely.symmetric_difference(shape, shapely.make_valid(shapely.Polygon(points)))
    return shape


def resampled(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a line (k, 2) with points evenly at most 2 mm apart, its ends kept; a single point stays one."""
    gaps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    walked = np.concatenate([[0.0], np.cumsum(gaps)])
    if walked[-1] <= 0:
        return points[:1]
    at = np.linspace(0, walked[-1], int(np.ceil(walked[-1] / SPACING_MM)) + 1)
    return np.stack([np.interp(at, walked, points[:, 0]), np.interp(at, walked, points[:, 1])], axis=1)


def _pixels(ground: Ground, xy: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64], Bools]:
    columns, near_x = _nearest(ground.x, xy[:, 0])
    rows, near_y = _nearest(ground.y, xy[:, 1])
    return rows, columns, near_x & near_y


def _nearest(axis: NDArray[np.float64], values: NDArray[np.float64]) -> tuple[NDArray[np.int64], Bools]:
    """Return the index of the nearest entry of a rising axis (of two the one nearer to 0), and whether it lies within half a step."""
    after = np.clip(np.searchsorted(axis, values), 1, len(axis) - 1)
    below, above = values - axis[after - 1], axis[after] - values
    index = np.where((below < above) | ((below == above) & (values > 0)), after - 1, after)
    return index, np.abs(axis[index] - values) <= _HALF_STEP * np.diff(axis).max()

