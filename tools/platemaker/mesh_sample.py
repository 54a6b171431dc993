"""Spreads sample points over the faces of a triangle mesh, always the same ones for the same mesh."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = NDArray[np.int64]


def sample_faces(vertices: Array, faces: Index, spacing: float) -> tuple[Array, Index]:
    """Return points at most `spacing` apart on every face, and the face of each, sorted by face.

    Each face is cut into n² equal triangles, whose centres are the points: all samples of a face stand for equal areas.
    """
    corner = vertices[faces]
    longest = np.max([np.linalg.norm(corner[:, i] - corner[:, i - 1], axis=1) for i in range(3)], axis=0)
    pieces = np.clip(np.ceil(longest / spacing).astype(int), 1, 40)
    points, owners = [], []
    for n in np.unique(pieces):
        rows = np.flatnonzero(pieces == n)
        weights = _lattice(int(n))
        points.append(np.einsum("kw,fwi->fki", weights, corner[rows]).reshape(-1, 3))
        owners.append(np.repeat(rows, len(weights)))
    order = np.argsort(np.concatenate(owners), kind="stable")
    return np.vstack(points)[order], np.concatenate(owners)[order]


def _lattice(n: int) -> Array:
    """Return barycentric weights of the centres of the n² equal small triangles of a triangle."""
    out = []
    for i in range(n):
        for j in range(n - i):
            out.append(((i + 1 / 3) / n, (j + 1 / 3) / n))
            if i + j < n - 1:
                out.append(((i + 2 / 3) / n, (j + 2 / 3) / n))
    a = np.array(out)
    return np.c_[a, 1 - a.sum(axis=1)]
