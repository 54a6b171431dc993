"""Closes the eye's opening in the skin: a ray into the open eye would meet the inside of the back of the head. Body frame, millimetres, left side."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.interpolate import RBFInterpolator

from tools.platemaker.ray import Caster

Array = NDArray[np.float64]
Index = NDArray[np.int64]

REGION = "orbital-region"
STEP_MM = 1.0
FAR_MM = 300.0
RIM_PX = 3
"""The sheet hangs on the lids so many steps round the opening, …"""
OVERLAP_PX = 1
"""… and reaches so many steps beneath them."""
SAMPLES = 240


def sheet(vertices: Array, faces: Index, region: Array) -> tuple[Array, Index]:
    """Return a smooth sheet (vertices, faces) across the eye's opening, a thin plate hung on the lids; empty where nothing is open.

    `vertices` and `faces` are the whole left skin, `region` the vertices of the orbital region, in whose box the opening lies.
    """
    low, high = region.min(axis=0), region.max(axis=0)
    x, y = (np.arange(low[k], high[k] + STEP_MM, STEP_MM) for k in (0, 1))
    grid = np.stack(np.meshgrid(x, y), axis=-1)
    front = np.concatenate([grid, np.full((*grid.shape[:2], 1), FAR_MM)], axis=-1).reshape(-1, 3)
    distance, _ = Caster(vertices, faces).first(front, np.tile([0.0, 0.0, -1.0], (len(front), 1)))
    depth = (FAR_MM - distance).reshape(grid.shape[:2])
    hole = _largest(~(depth > low[2] - RIM_PX))
    if not hole.any():
        return np.zeros((0, 3)), np.zeros((0, 3), dtype=np.int64)
    rim = ndimage.binary_dilation(hole, iterations=RIM_PX) & ~ndimage.binary_dilation(hole, iterations=OVERLAP_PX) & (depth > low[2] - RIM_PX)
    rows = np.flatnonzero(rim.ravel())
    rows = rows[:: max(1, len(rows) // SAMPLES)]
    hung = RBFInterpolator(grid.reshape(-1, 2)[rows], depth.ravel()[rows], kernel="thin_plate_spline", smoothing=2.0)
    wide = ndimage.binary_dilation(hole, iterations=OVERLAP_PX)
    flat = grid.reshape(-1, 2)
    points = np.column_stack([flat, hung(flat)])
    return _meshed(points, wide)


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
