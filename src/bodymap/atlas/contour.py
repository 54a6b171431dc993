"""A stroke's outline on a plate: marching squares over the plate's skin grid. Plate mm."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from contourpy import contour_generator
from numpy.typing import NDArray

from bodymap.atlas import limb, stroke
from bodymap.atlas.cell import Cells
from bodymap.atlas.outline import only_areas
from bodymap.atlas.stack import NO_CELL, Grid
from bodymap.atlas.stroke import FAR_MM, Skin, SkinPath

Floats = NDArray[np.float32]
Ring = NDArray[np.floating[Any]]
_BAND_MM = 9.0
"""The field is cut off so far from the edge: what lies beyond must not sway the smoothing."""
_GROW = 3
"""So many grid steps the field is carried on past the silhouette, so that the silhouette and not the grid cuts the zone."""
_SMALLEST_MM2 = 12.0


@dataclass(frozen=True, eq=False)
class Ground:
    """What a plate shows of the skin, ready for strokes: plate x (w,) and y (h,), cells (h, w), which pixels have skin, and those row by row as skin.

    Nothing is kept of pixels that have none: half of them.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    cells: NDArray[np.int32]
    has_skin: NDArray[np.bool_]
    skin: Skin

    @classmethod
    def of(cls, grid: Grid, cells: Cells, zones: limb.Codes) -> "Ground":
        """Return the ground of a plate's grid; limb, side and normal of a pixel are those of its cell."""
        has_skin = grid.cells != NO_CELL
        cell = grid.cells[has_skin]
        skin = Skin(grid.points[has_skin], cells.normals[cell], zones[cell], cells.is_left[cell])
        return cls(grid.x, grid.y, grid.cells, has_skin, skin)

    def points(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Floats:
        """Return the body points (k, 3) of pixels that have skin."""
        place = np.searchsorted(np.flatnonzero(self.has_skin), rows * self.has_skin.shape[1] + columns)
        return np.asarray(self.skin.points[place])


def outline(
    ground: Ground, paths: Sequence[SkinPath], zones: limb.Codes, half: int, silhouette: shapely.Geometry
) -> shapely.MultiPolygon:
    """Return the area that the strokes cover together as this plate shows it; empty where nothing of it is seen."""
    beyond = np.full(len(ground.skin.points), _BAND_MM, dtype=np.float32)
    for path in paths:
        beyond = np.minimum(beyond, stroke.beyond(ground.skin, path, zones, half, margin=_BAND_MM))
    if not (beyond < 0).any():
        return shapely.MultiPolygon()
    field = np.full(ground.has_skin.shape, _BAND_MM, dtype=np.float32)
    field[ground.has_skin] = np.maximum(beyond, -_BAND_MM)
    return _clip(_polygons(ground, field), silhouette)


def cells_outline(ground: Ground, inside: NDArray[np.bool_], silhouette: shapely.Geometry) -> shapely.MultiPolygon:
    """Return the area that a set of cells (2n,) takes as this plate shows it, its steps smoothed; empty where nothing is seen."""
    is_in = inside[np.where(ground.has_skin, ground.cells, 0)] & ground.has_skin
    if not is_in.any():
        return shapely.MultiPolygon()
    field = np.where(is_in, -_BAND_MM, _BAND_MM).astype(np.float32)
    smooth = _blur(_blur(field))
    # A single pixel would be smoothed away.
    return _clip(_polygons(ground, smooth if (smooth < 0).any() else field), silhouette)


def skin_area(grid: Grid) -> shapely.MultiPolygon:
    """Return the area of a plate's grid that has skin, to about half a grid step: a stand-in for the drawn silhouette."""
    known = np.where(grid.cells != NO_CELL, -1.0, 1.0).astype(np.float32)
    padded = np.pad(known, 1, constant_values=1.0)
    step = float(grid.y[1] - grid.y[0])
    x = np.concatenate([[grid.x[0] - step], grid.x, [grid.x[-1] + step]])
    y = np.concatenate([[grid.y[0] - step], grid.y, [grid.y[-1] + step]])
    return _below_zero(x, y, padded, lambda ring: ring)


def _polygons(ground: Ground, field: Floats) -> shapely.MultiPolygon:
    rows, columns = _window(field < 0)
    x, y = ground.x[columns], ground.y[rows]
    has_skin = ground.has_skin[rows, columns]
    smooth = _blur(_grown(field[rows, columns], has_skin))
    return _below_zero(x, y, smooth, _rounded)


def _below_zero(x: Ring, y: Ring, field: Floats, finish: Callable[[Ring], Ring]) -> shapely.MultiPolygon:
    """Return where a field on a grid is below zero, each ring finished by a function."""
    shapes = []
    filled = contour_generator(x, y, field, fill_type="OuterOffset").filled(-2 * FAR_MM, 0.0)
    for points, offsets in zip(*filled, strict=True):
        rings = [finish(np.asarray(points)[start:end]) for start, end in pairwise(np.asarray(offsets).tolist())]
        shapes.append(shapely.Polygon(rings[0], rings[1:]))
    whole = shapely.MultiPolygon(shapes)
    if whole.is_valid:  # apart from one another, as nearly always: uniting them costs more than all the rest
        return whole
    return only_areas(shapely.union_all(shapely.buffer(shapes, 0)))


def _window(inside: NDArray[np.bool_]) -> tuple[slice, slice]:
    spans = []
    for axis, length in ((1, inside.shape[0]), (0, inside.shape[1])):
        index = np.flatnonzero(inside.any(axis=axis))
        spans.append(slice(max(int(index[0]) - _GROW - 2, 0), min(int(index[-1]) + _GROW + 3, length)))
    return spans[0], spans[1]


def _grown(field: Floats, known: NDArray[np.bool_]) -> Floats:
    """Return the field carried on past the skin: each unknown pixel takes the mean of its known neighbours, ring by ring."""
    value = np.where(known, field, 0.0).astype(np.float32)
    weight = known.astype(np.float32)
    for _ in range(_GROW):
        total, count = _sum3(value * weight), _sum3(weight)
        fill = (weight == 0) & (count > 0)
        value = np.where(fill, total / np.maximum(count, 1), value)
        weight = np.where(fill, 1.0, weight).astype(np.float32)
    return np.where(weight > 0, value, _BAND_MM).astype(np.float32)


def _sum3(image: Floats) -> Floats:
    padded = np.pad(image, 1)
    rows = padded[:-2] + padded[1:-1] + padded[2:]
    return np.asarray(rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:], dtype=np.float32)


def _blur(image: Floats) -> Floats:
    padded = np.pad(image, 1, mode="edge")
    rows = (padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4
    return np.asarray((rows[:, :-2] + 2 * rows[:, 1:-1] + rows[:, 2:]) / 4, dtype=np.float32)


def _rounded(ring: Ring) -> Ring:
    """Return a closed ring with its corners cut twice (Chaikin)."""
    points = ring[:-1] if len(ring) > 1 and (ring[0] == ring[-1]).all() else ring
    for _ in range(2):
        after = np.roll(points, -1, axis=0)
        points = np.stack([0.75 * points + 0.25 * after, 0.25 * points + 0.75 * after], axis=1).reshape(-1, 2)
    return points


def _clip(zone: shapely.MultiPolygon, silhouette: shapely.Geometry) -> shapely.MultiPolygon:
    simple = shapely.simplify(zone, 0.15, preserve_topology=False)  # what then crosses itself is mended; the other way takes fifteen times as long
    clipped = only_areas(shapely.intersection(simple, silhouette))
    return shapely.MultiPolygon([part for part in clipped.geoms if part.area >= _SMALLEST_MM2])
