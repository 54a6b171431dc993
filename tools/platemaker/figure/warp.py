"""A smooth map of space from one body into another: a thin-plate spline through pairs of points, the same on both sides.

Body frame, millimetres.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import RBFInterpolator
from scipy.spatial import cKDTree

Array = NDArray[np.float64]

CHUNK = 20_000
MIRROR = np.array([-1.0, 1.0, 1.0])
MIDLINE_MM = 0.5


@dataclass(frozen=True)
class Pairs:
    """Points of the first body and where each lies on the second (n, 3), left half and midline."""

    source: Array
    target: Array

    def __add__(self, other: Pairs) -> Pairs:
        return Pairs(np.vstack([self.source, other.source]), np.vstack([self.target, other.target]))

    def keep(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> Pairs:
        """Return some of the pairs."""
        return Pairs(self.source[chosen], self.target[chosen])

    def both_sides(self) -> Pairs:
        """Return the pairs and their mirror images; those on the midline once, and exactly on it."""
        middle = np.abs(self.source[:, 0]) < MIDLINE_MM
        on = Pairs(self.source[middle] * [0, 1, 1], self.target[middle] * [0, 1, 1])
        off = self.keep(~middle)
        return on + off + Pairs(off.source * MIRROR, off.target * MIRROR)


class Warp:
    """The map itself. It is symmetric, so a midline point stays on the midline."""

    def __init__(self, pairs: Pairs, smoothing: float | Array = 0.0) -> None:
        both = pairs.both_sides()
        if isinstance(smoothing, np.ndarray):
            middle = np.abs(pairs.source[:, 0]) < MIDLINE_MM
            smoothing = np.concatenate([smoothing[middle], smoothing[~middle], smoothing[~middle]])
        self.count = len(both.source)
        self._spline = RBFInterpolator(
            both.source, both.target - both.source, kernel="thin_plate_spline", smoothing=smoothing, degree=1
        )

    def __call__(self, points: Array) -> Array:
        """Return where points (n, 3) of the first body lie on the second."""
        out = np.array(points, dtype=float)
        for start in range(0, len(out), CHUNK):
            part = slice(start, start + CHUNK)
            out[part] += self._spline(out[part])
        return out


def thinned(pairs: Pairs, spacing: Array) -> NDArray[np.int64]:
    """Return the indices of pairs of which no two lie nearer on the first body than the first one's spacing (n,); in their order."""
    tree = cKDTree(pairs.source)
    free = np.ones(len(pairs.source), dtype=bool)
    taken = []
    for i in range(len(pairs.source)):
        if free[i]:
            taken.append(i)
            free[tree.query_ball_point(pairs.source[i], spacing[i])] = False
    return np.array(taken, dtype=np.int64)


def steady(pairs: Pairs, near: int = 12, most: float = 3.0, least_mm: float = 6.0) -> NDArray[np.bool_]:
    """Return which pairs move like their neighbours: a move further than `most` times their usual spread from their median is a mistake."""
    move = pairs.target - pairs.source
    around = move[cKDTree(pairs.source).query(pairs.source, k=min(near, len(move)))[1]]
    off = np.linalg.norm(move - np.median(around, axis=1), axis=1)
    spread = np.median(np.linalg.norm(around - np.median(around, axis=1)[:, None], axis=2), axis=1)
    return np.asarray(off <= np.maximum(most * spread, least_mm))
