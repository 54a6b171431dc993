"""Where a structure's edge lies over another muscle: the lines that a theme draws heavier."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from tools.platemaker.cast import SCALE, Raster
from tools.platemaker.outline import GRID, polygons

JUMP_MM = 1.5
"""The edge must stand at least this far before what lies beneath it."""
STEP_MM = 1.0
OUTSIDE_MM = 1.2
INSIDE_MM = 0.8
LEAST_MM = 12.0
LEAST_WIDTH_MM = 5.0
"""What is more slender than this (area over half the length of its outline) has no rim."""
GAP_MM = 8.0


class Ground:
    """What has been drawn so far on a plate: the depth of the topmost muscle, fascia or bone at each pixel."""

    def __init__(self, rasters: list[Raster]) -> None:
        self.row = min(r.row for r in rasters)
        self.column = min(r.column for r in rasters)
        height = max(r.row + r.face.shape[0] for r in rasters) - self.row
        width = max(r.column + r.face.shape[1] for r in rasters) - self.column
        self.depth = np.full((height, width), np.nan, np.float32)
        self.muscle = np.zeros((height, width), bool)

    def add(self, raster: Raster) -> None:
        """Draw a structure over all that was there."""
        window = self._window(raster)
        mask = raster.mask
        self.depth[window][mask] = raster.depth[mask]
        self.muscle[window][mask] = raster.structure.kind == "muscle"

    def add_nearer(self, raster: Raster) -> None:
        """Let a structure show only where it is nearer than all that was there."""
        window = self._window(raster)
        self.depth[window] = np.fmax(self.depth[window], raster.depth)

    def depth_under(self, raster: Raster) -> NDArray[np.float32]:
        """Return (h, w) the depth that was drawn at the raster's pixels, NaN for none."""
        return self.depth[self._window(raster)]

    def _window(self, raster: Raster) -> tuple[slice, slice]:
        row, column = raster.row - self.row, raster.column - self.column
        return slice(row, row + raster.face.shape[0]), slice(column, column + raster.face.shape[1])

    def rims(
        self, raster: Raster, shape: BaseGeometry, flesh: NDArray[np.float64] | None = None
    ) -> list[NDArray[np.float64]]:
        """Return open polylines (n, 2) in plate mm, along the outline where a muscle drawn earlier lies beneath its edge.

        Bones, fasciae, slender muscles and tendons (`flesh` (h, w) under a half) have none: a heavy line would drown them.
        """
        if raster.structure.kind != "muscle" or shape.area < LEAST_WIDTH_MM / 2 * max(shape.length, 1.0):
            return []
        lines: list[NDArray[np.float64]] = []
        for part in polygons(shape):
            for ring in (part.exterior, *part.interiors):
                lines += self._ring_rims(raster, np.asarray(ring.coords), flesh)
        return lines

    def _ring_rims(
        self, raster: Raster, ring: NDArray[np.float64], flesh: NDArray[np.float64] | None
    ) -> list[NDArray[np.float64]]:
        line = shapely.linestrings(ring)
        count = max(int(line.length / STEP_MM), 8)
        at = np.arange(count) * line.length / count
        points = shapely.get_coordinates(shapely.line_interpolate_point(line, at))
        tangent = np.roll(points, -1, axis=0) - np.roll(points, 1, axis=0)
        tangent /= np.maximum(np.linalg.norm(tangent, axis=1, keepdims=True), 1e-9)
        normal = np.column_stack([tangent[:, 1], -tangent[:, 0]])
        own = [self._own(raster, raster.depth, points + s * INSIDE_MM * normal) for s in (1.0, -1.0)]
        inward = np.where(np.isfinite(own[0]) >= np.isfinite(own[1]), 1.0, -1.0)
        mine = np.where(inward > 0, own[0], own[1])
        beneath = self._beneath(points - (inward * OUTSIDE_MM)[:, None] * normal)
        over = np.isfinite(beneath) & (np.nan_to_num(mine, nan=-1e9) - beneath > JUMP_MM)
        if flesh is not None:
            inside = points + (inward * 2 * INSIDE_MM)[:, None] * normal
            over &= np.nan_to_num(self._own(raster, flesh, inside), nan=1.0) > 0.5
        return _arcs(line, at, over)

    def _own(self, raster: Raster, image: NDArray[np.floating], points: NDArray[np.float64]) -> NDArray[np.floating]:
        column = np.floor(points[:, 0] * SCALE).astype(int) - raster.column
        row = np.floor(points[:, 1] * SCALE).astype(int) - raster.row
        return image[np.clip(row, 0, raster.face.shape[0] - 1), np.clip(column, 0, raster.face.shape[1] - 1)]

    def _beneath(self, points: NDArray[np.float64]) -> NDArray[np.float32]:
        column = np.clip(np.floor(points[:, 0] * SCALE).astype(int) - self.column, 0, self.depth.shape[1] - 1)
        row = np.clip(np.floor(points[:, 1] * SCALE).astype(int) - self.row, 0, self.depth.shape[0] - 1)
        return np.where(self.muscle[row, column], self.depth[row, column], np.nan)


def _arcs(line: BaseGeometry, at: NDArray[np.float64], over: NDArray[np.bool_]) -> list[NDArray[np.float64]]:
    """The stretches of a closed line where `over` holds: short gaps closed, short stretches dropped, simplified."""
    if not over.any():
        return []
    if over.all():
        return [_simple(shapely.get_coordinates(line))]
    step = float(line.length) / len(at)
    start = int(np.argmin(over))
    over, at = np.roll(over, -start), np.roll(at, -start)
    over = _closed(over, int(GAP_MM / step))
    edges = np.flatnonzero(np.diff(np.r_[0, over.astype(int), 0]))
    out = []
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        if (last - first) * step < LEAST_MM:
            continue
        points = shapely.get_coordinates(shapely.line_interpolate_point(line, at[first:last]))
        out.append(_simple(points))
    return out


def _closed(over: NDArray[np.bool_], gap: int) -> NDArray[np.bool_]:
    """Gaps of at most `gap` steps between stretches are filled."""
    edges = np.flatnonzero(np.diff(np.r_[0, over.astype(int), 0]))
    filled = over.copy()
    for end, begin in zip(edges[1:-1:2], edges[2::2], strict=True):
        if begin - end <= gap:
            filled[end:begin] = True
    return filled


def _simple(points: NDArray[np.float64]) -> NDArray[np.float64]:
    simple = shapely.simplify(shapely.linestrings(points), GRID)
    return np.asarray(shapely.get_coordinates(simple))
