"""Closes the eye's opening, in the skin and in the muscle of the lids: a ray into the open eye would meet the inside of the back of the head. Body frame, millimetres, left side."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.interpolate import RBFInterpolator

from tools.platemaker.cast import SCALE, Raster
from tools.platemaker.frame import PlateFrame
from tools.platemaker.meshes import Structure
from tools.platemaker.ray import Caster

Array = NDArray[np.float64]
Index = NDArray[np.int64]

REGION = "orbital-region"
MUSCLE = "orbicularis-oculi--palpebral-part"
"""The muscle of the lids: the eyeball is not among the meshes, and the muscle would stand open before an empty orbit."""
NOTE = "lids"
"""Under this name the manifest of a pack whose eye is closed already holds the line of the lids."""
STEP_MM = 1.0
FAR_MM = 300.0
UP = np.array([0.0, 1.0, 0.0])
FACING = 0.15
"""How far the lids must look toward the viewer for their line to be drawn."""
RIM_PX = 3
"""The sheet hangs on the lids so many steps round the opening, …"""
OVERLAP_PX = 1
"""… and reaches so many steps beneath them."""
SAMPLES = 240
LASH_MM = 1.0
"""The line of the closed lids reaches so far beyond the corners of the opening."""


@dataclass(frozen=True)
class Lids:
    """The closed lids: a smooth sheet (vertices, faces) across the eye's opening, and the line (n, 3) where they meet; empty where nothing is open."""

    vertices: Array
    faces: Index
    line: Array


def close(vertices: Array, faces: Index, box: Array) -> Lids:
    """Return the lids over the opening: a thin plate hung on its rim. They meet where the lower one ends, as in a closed eye.

    `vertices` and `faces` are the whole left skin. The opening lies within the bounds of `box` (points), and what lies behind them is seen through it.
    """
    low, high = box.min(axis=0), box.max(axis=0)
    x, y = (np.arange(low[k], high[k] + STEP_MM, STEP_MM) for k in (0, 1))
    grid = np.stack(np.meshgrid(x, y), axis=-1)
    front = np.concatenate([grid, np.full((*grid.shape[:2], 1), FAR_MM)], axis=-1).reshape(-1, 3)
    distance, _ = Caster(vertices, faces).first(front, np.tile([0.0, 0.0, -1.0], (len(front), 1)))
    depth = (FAR_MM - distance).reshape(grid.shape[:2])
    hole = _largest(~(depth > low[2] - RIM_PX))
    if not hole.any():
        return Lids(np.zeros((0, 3)), np.zeros((0, 3), dtype=np.int64), np.zeros((0, 3)))
    rim = ndimage.binary_dilation(hole, iterations=RIM_PX) & ~ndimage.binary_dilation(hole, iterations=OVERLAP_PX) & (depth > low[2] - RIM_PX)
    rows = np.flatnonzero(rim.ravel())
    rows = rows[:: max(1, len(rows) // SAMPLES)]
    hung = RBFInterpolator(grid.reshape(-1, 2)[rows], depth.ravel()[rows], kernel="thin_plate_spline", smoothing=2.0)
    wide = ndimage.binary_dilation(hole, iterations=OVERLAP_PX)
    flat = grid.reshape(-1, 2)
    points = np.column_stack([flat, hung(flat)])
    line = _lower_edge(hole, x, y)
    return Lids(*_meshed(points, wide), np.column_stack([line, hung(line)]))


def drawn(folder: Path, regions: list[Structure]) -> tuple[list[Structure], Array]:
    """Return a pack's skin regions with the eye closed, and the line of its lids: noted in its manifest, or found where the eye is open."""
    noted = json.loads((folder / "manifest.json").read_text(encoding="utf-8")).get(NOTE)
    if noted:
        return regions, np.array(noted)
    orbit = next(r for r in regions if r.base == REGION)
    start = np.cumsum([0, *(len(r.vertices) for r in regions)])
    faces = np.vstack([r.faces + first for r, first in zip(regions, start[:-1], strict=True)])
    lids = close(np.vstack([r.vertices for r in regions]), faces, orbit.vertices)
    whole = replace(
        orbit, vertices=np.vstack([orbit.vertices, lids.vertices]), faces=np.vstack([orbit.faces, lids.faces + len(orbit.vertices)])
    )
    return [whole if r is orbit else r for r in regions], lids.line


def seen(line: Array, frame: PlateFrame) -> list[Array]:
    """Return what of the line of the lids looks toward a plate's viewer, in drawn units: from its outer end to where it turns back behind the eye."""
    if len(line) < 2:
        return []
    ahead = np.cross(np.gradient(line, axis=0), UP)
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    shown = frame.project(line[ahead @ frame.matrix[2] > FACING])[::-1, :2]
    steps = np.sign(np.diff(shown[:, 0]))
    back = np.flatnonzero(steps != steps[:1])
    shown = shown[: back[0] + 1] if len(back) else shown
    return [shown] if len(shown) > 1 else []


def shut(raster: Raster, line: Array, frame: PlateFrame) -> Raster:
    """Return what a plate sees of the muscle of the lids, closed: each lid goes on, as it is at its margin, to the `line` where they meet."""
    hole = _largest(~raster.mask)
    if not hole.any():
        return raster
    rows, columns = np.nonzero(hole)
    source = rows.copy(), columns.copy()
    for is_donor, chosen in _lids(raster, line, frame, rows, columns):
        if chosen.any() and is_donor.any():
            nearest = ndimage.distance_transform_edt(~is_donor, return_distances=False, return_indices=True)
            for axis in (0, 1):
                source[axis][chosen] = nearest[axis][rows[chosen], columns[chosen]]
    face, depth = raster.face.copy(), raster.depth.copy()
    face[hole], depth[hole] = raster.face[source], raster.depth[source]
    return replace(raster, face=face, depth=depth)


def _lids(raster: Raster, line: Array, frame: PlateFrame, rows: Index, columns: Index) -> list[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    """For the upper lid and the lower: the pixels that it may take from, and which of those at `rows` and `columns` are its own."""
    parts = seen(line, frame)
    if not parts:
        return [(raster.mask, np.ones(len(rows), dtype=bool))]
    drawn = parts[0][np.argsort(parts[0][:, 0])] * SCALE - 0.5
    meets = np.interp(np.arange(raster.face.shape[1]), drawn[:, 0] - raster.column, drawn[:, 1] - raster.row)
    is_upper = np.arange(raster.face.shape[0])[:, None] < meets
    own = is_upper[rows, columns]
    return [(raster.mask & is_upper, own), (raster.mask & ~is_upper, ~own)]


def _lower_edge(hole: NDArray[np.bool_], x: Array, y: Array) -> Array:
    """The smooth lower edge (n, 2) of the opening, from the inner corner to the outer one; y grows upward along the rows."""
    columns = np.flatnonzero(hole.any(axis=0))
    lowest = y[hole[:, columns].argmax(axis=0)]
    curve = np.polynomial.Polynomial.fit(x[columns], lowest, min(2, len(columns) - 1))
    along = np.arange(x[columns[0]] - LASH_MM, x[columns[-1]] + LASH_MM + 0.01, STEP_MM)
    return np.column_stack([along, curve(along)])


def _largest(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The largest connected part of a mask that does not touch its edge."""
    labels, count = ndimage.label(mask)
    edge = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    size = ndimage.sum_labels(mask, labels, np.arange(count + 1))
    size[edge] = 0
    size[0] = 0
    return np.asarray(labels == size.argmax()) if size.any() else np.zeros_like(mask)


def _meshed(points: Array, mask: NDArray[np.bool_]) -> tuple[Array, Index]:
    """Two triangles for each square of the grid whose corners are all in the mask, facing forward."""
    index = np.arange(mask.size).reshape(mask.shape)
    whole = mask[:-1, :-1] & mask[1:, :-1] & mask[:-1, 1:] & mask[1:, 1:]
    a, b, c, d = (corner[whole] for corner in (index[:-1, :-1], index[:-1, 1:], index[1:, :-1], index[1:, 1:]))
    faces = np.vstack([np.c_[a, b, d], np.c_[a, d, c]])
    used, compact = np.unique(faces, return_inverse=True)
    return points[used], compact.reshape(faces.shape)
