"""Finds points in a box quickly: an index by height, since a body is tall and zones are not."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


class Bands:
    """An index of points (n, 3) by their second coordinate."""

    def __init__(self, points: NDArray[np.float32]) -> None:
        self._points = points
        self._order = np.argsort(points[:, 1], kind="stable").astype(np.int32)
        self._heights = points[self._order, 1]

    def inside(self, low: ArrayLike, high: ArrayLike) -> NDArray[np.int64]:
        """Return the rising indices of the points in the box from `low` to `high` (3,), its faces included; perhaps none."""
        bottom, top = np.asarray(low, dtype=np.float32), np.asarray(high, dtype=np.float32)
        first = int(np.searchsorted(self._heights, bottom[1], side="left"))
        last = int(np.searchsorted(self._heights, top[1], side="right"))
        near = self._order[first:last]
        band = self._points[near]
        is_in = (band[:, 0] >= bottom[0]) & (band[:, 0] <= top[0]) & (band[:, 2] >= bottom[2]) & (band[:, 2] <= top[2])
        return np.sort(near[is_in]).astype(np.int64)
