"""Finds points on a bone's outline: its edge seen from a side, and where that edge bulges or is notched.

Body frame, millimetres.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def box(points: Array, **limits: tuple[float, float]) -> Array:
    """Return the points within limits given by axis: `box(p, x=(0, 10), y=(800, 900))`."""
    keep = np.ones(len(points), dtype=bool)
    for axis, (low, high) in limits.items():
        column = points[:, "xyz".index(axis)]
        keep &= (column >= low) & (column <= high)
    return points[keep]


def edge(points: Array, outward: Array, along: Array, step: float = 3.0) -> Array:
    """Return the points farthest along `outward` in each slice of `step` mm along `along`, in that order."""
    slices = np.round(points @ along / step).astype(int)
    far = points @ outward
    best: dict[int, int] = {}
    for index, key in enumerate(slices):
        if key not in best or far[index] > far[best[key]]:
            best[int(key)] = index
    return points[[best[key] for key in sorted(best)]]


def bulge(line: Array, outward: Array) -> Array:
    """Return the point of a line that stands out farthest from the chord between its ends, toward `outward`."""
    chord = line[-1] - line[0]
    chord = chord / np.linalg.norm(chord)
    offset = line - line[0]
    square = offset - np.outer(offset @ chord, chord)
    return np.asarray(line[np.argmax(square @ outward)])


def notch(line: Array, outward: Array) -> Array:
    """Return the point of a line that lies farthest behind the chord between its ends."""
    return bulge(line, -outward)


def walk(line: Array, share: float) -> Array:
    """Return the point at a share (0 … 1) of a line's length."""
    along = np.r_[0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))]
    return np.array([np.interp(share * along[-1], along, line[:, i]) for i in range(3)])
