"""Casts one structure at a time onto a plate's pixel grid: what is hit first, how deep, on which face.

Every plate has one endless grid (`SCALE` pixels a millimetre, pixel centres at (j + ½, i + ½) / SCALE); a raster is a
window of it, so rasters of different structures line up pixel by pixel. Knows nothing of drawing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from embreex import rtcore_scene
from embreex.mesh_construction import TriangleMesh
from numpy.typing import NDArray

from tools.platemaker.frame import PlateFrame
from tools.platemaker.meshes import Structure
from tools.platemaker.refine import Refined

SCALE = 3.0
MARGIN = 6
"""Empty pixels round each window, so that contours close and filters have room."""

BLEED = 30
"""An inset is cast so many pixels beyond its window, so that nothing bends toward its edge; it is cut there at the end."""

Pixels = tuple[int, int, int, int]
"""Column, row, width and height on the plate's grid."""


@dataclass(frozen=True)
class Raster:
    """First hits of one structure on one plate: a window at (column, row) of the plate's grid.

    `face` (h, w) is the index into the structure's faces, −1 where nothing is hit; `depth` (h, w) grows toward the
    viewer, NaN where nothing is hit.
    """

    structure: Structure
    column: int
    row: int
    face: NDArray[np.int32]
    depth: NDArray[np.float32]
    step: int = 1
    """Every so many pixels of the grid were cast; only `order.gather` takes other than 1."""

    @property
    def mask(self) -> NDArray[np.bool_]:
        """Where the structure is hit."""
        return self.face >= 0

    @property
    def area(self) -> float:
        """The structure's area on the plate in mm²."""
        return float(self.mask.sum()) / SCALE**2

    def plate_point(self, rows: NDArray[np.float64], columns: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return (n, 2) plate millimetres of (fractional) pixel indices of this window."""
        return np.column_stack([columns + self.column + 0.5, rows + self.row + 0.5]) / SCALE

    def barycentric(self, frame: PlateFrame) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return faces (k,) and barycentric weights (k, 3) of the hit pixels in row-major order."""
        rows, columns = np.nonzero(self.mask)
        faces = self.face[rows, columns].astype(np.int64)
        corners = frame.project(self.structure.vertices)[:, :2][self.structure.faces[faces]]
        point = self.plate_point(rows.astype(float), columns.astype(float))
        a, b, c = corners[:, 0], corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
        d = point - a
        area = b[:, 0] * c[:, 1] - b[:, 1] * c[:, 0]
        area = np.where(np.abs(area) < 1e-9, 1e-9, area)
        v = (d[:, 0] * c[:, 1] - d[:, 1] * c[:, 0]) / area
        w = (b[:, 0] * d[:, 1] - b[:, 1] * d[:, 0]) / area
        weights = np.clip(np.column_stack([1 - v - w, v, w]), 0.0, 1.0)
        return faces, weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)


def _window(points: NDArray[np.float64], frame: PlateFrame) -> Pixels:
    """Return the window that holds (n, 2) plate points with its margin, as far as the plate shows them."""
    low = np.floor(points.min(axis=0) * SCALE).astype(int) - MARGIN
    high = np.ceil(points.max(axis=0) * SCALE).astype(int) + MARGIN
    shown = pixels(frame)
    if shown is not None:
        first = np.array(shown[:2])
        low = np.clip(low, first, first + shown[2:])
        high = np.clip(high, low + 2 * MARGIN + 1, np.maximum(first + shown[2:], low + 2 * MARGIN + 1))
    return int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1])


def pixels(frame: PlateFrame) -> Pixels | None:
    """Return the pixels of an inset with bleed and margin; None for a whole-body plate."""
    window = frame.drawn_window
    if window is None:
        return None
    low = np.floor(np.array(window[:2]) * SCALE).astype(int) - BLEED - MARGIN
    high = np.ceil(np.array(window[2:]) * SCALE).astype(int) + BLEED + MARGIN
    return int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1])


def _shown(
    face: NDArray[np.int32], depth: NDArray[np.float32], frame: PlateFrame, margin: int
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The hits that an inset shows: above its floor, and none in the window's margin, so that contours close."""
    if frame.window is None:
        return face, depth
    hidden = np.ones(face.shape, bool)
    hidden[margin:-margin, margin:-margin] = False
    if frame.floor is not None:
        hidden |= np.nan_to_num(depth, nan=-1e9) < frame.floor * frame.zoom
    return np.where(hidden, -1, face).astype(np.int32), np.where(hidden, np.nan, depth).astype(np.float32)


def first_hits(
    projected: NDArray[np.float64], faces: NDArray[np.int64], window: tuple[int, int, int, int], step: int = 1
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Return face (h, w), −1 for none, and depth (h, w), NaN for none, of the hits nearest to the viewer.

    `projected` are (n, 3) plate x, plate y and depth; the window is column, row, width, height on the plate's grid,
    of which every `step`-th pixel is cast.
    """
    column, row = window[:2]
    width, height = (-(-n // step) for n in window[2:])
    scene = rtcore_scene.EmbreeScene()
    TriangleMesh(scene, projected.astype(np.float32), faces.astype(np.int32))
    x = ((np.arange(width) * step + column + 0.5) / SCALE).astype(np.float32)
    y = ((np.arange(height) * step + row + 0.5) / SCALE).astype(np.float32)
    top = np.float32(projected[:, 2].max() + 5.0)
    origins = np.empty((height * width, 3), np.float32)
    origins[:, 0] = np.tile(x, height)
    origins[:, 1] = np.repeat(y, width)
    origins[:, 2] = top
    directions = np.zeros_like(origins)
    directions[:, 2] = -1.0
    face = np.asarray(scene.run(origins, directions)).astype(np.int32)
    depth = np.full(len(face), np.nan, np.float32)
    hit = np.nonzero(face >= 0)[0]
    corners = projected[faces[face[hit]]]
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    slope = np.where(np.abs(normal[:, 2]) < 1e-9, 1e-9, normal[:, 2])
    offset = origins[hit, :2].astype(float) - corners[:, 0, :2]
    flat = corners[:, 0, 2] - (normal[:, :2] * offset).sum(axis=1) / slope
    depth[hit] = np.clip(flat, corners[..., 2].min(axis=1), corners[..., 2].max(axis=1))
    return face.reshape(height, width), depth.reshape(height, width)


def cast(solid: Refined, frame: PlateFrame) -> Raster:
    """Return the first hits of a structure on a plate; the faces are the structure's own, not the finer ones."""
    projected = frame.project(solid.vertices)
    window = _window(projected[:, :2], frame)
    face, depth = _shown(*first_hits(projected, solid.faces, window), frame, MARGIN)
    own = np.where(face >= 0, solid.parent[np.maximum(face, 0)], -1).astype(np.int32)
    return Raster(solid.structure, window[0], window[1], own, depth)


def sample(structure: Structure, frame: PlateFrame, step: int) -> Raster:
    """Return the first hits of a structure's own mesh on every `step`-th pixel of the plate's grid: quick, for counting."""
    projected = frame.project(structure.vertices)
    column, row, width, height = _window(projected[:, :2], frame)
    column, row = column // step * step, row // step * step
    hits = first_hits(projected, structure.faces, (column, row, width + step, height + step), step)
    face, depth = _shown(*hits, frame, -(-MARGIN // step))
    return Raster(structure, column, row, face, depth, step)


def cut(raster: Raster, keep: NDArray[np.bool_]) -> Raster:
    """Return a raster with only the hits where `keep` (h, w) holds."""
    face = np.where(keep, raster.face, -1).astype(np.int32)
    return Raster(
        raster.structure, raster.column, raster.row, face, np.where(keep, raster.depth, np.nan).astype(np.float32)
    )
