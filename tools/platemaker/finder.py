"""The plain ways of finding a landmark: the farthest point of a part of a bone, a share of the way between two, a skin region's edge.

A `part` limits a bone by shares of its box: `y=(0.4, 0.6)` is the middle fifth of its height. Body frame, millimetres.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from tools.platemaker.joint import extreme
from tools.platemaker.landmark import Site

Array = NDArray[np.float64]
Finder = Callable[[Site], Array]
Way = tuple[float, float, float]
Share = tuple[float, float]

FEWEST = 3


def part(points: Array, **shares: Share) -> Array:
    """Return the points between two shares of their box along each axis named."""
    low, high = points.min(axis=0), points.max(axis=0)
    keep = np.ones(len(points), dtype=bool)
    for axis, (first, last) in shares.items():
        i = "xyz".index(axis)
        share = (points[:, i] - low[i]) / (high[i] - low[i])
        keep &= (share >= first) & (share <= last)
    return points[keep]


def farthest(bone: str, way: Way, share: float = 0.0, **shares: Share) -> Finder:
    """Return a rule that takes the farthest point of a part of a bone along a direction; with `share`, the mean of that share of it."""
    return lambda site: extreme(part(site.bones[bone], **shares), way, share)


def middle(bone: str, way: Way, width: float = 3.0) -> Finder:
    """Return a rule that takes the surface of a bone straight along a direction from its middle."""

    def find(site: Site) -> Array:
        points = site.bones[bone]
        outward = np.asarray(way) / np.linalg.norm(way)
        offset = points - (points.min(axis=0) + points.max(axis=0)) / 2
        aside = np.linalg.norm(offset - np.outer(offset @ outward, outward), axis=1)
        near = points[aside < max(width, float(np.sort(aside)[FEWEST]))]
        return extreme(near, outward)

    return find


def between(first: str, second: str, share: float = 0.5) -> Finder:
    """Return a rule that takes the point at a share of the way between two landmarks."""
    return lambda site: site.found[first] * (1 - share) + site.found[second] * share


def joint_line(first: str, second: str, way: Way, reach: float = 6.0) -> Finder:
    """Return a rule that takes the farthest point, along a direction, of the places where two bones come next to each other."""

    def find(site: Site) -> Array:
        a, b = site.bones[first], site.bones[second]
        gap = cKDTree(b).query(a)[0]
        near = a[gap < max(reach, float(gap.min()) + 1.0)]
        return extreme(near, way)

    return find


def region_middle(region: str) -> Finder:
    """Return a rule that takes the skin nearest to the middle of a skin region."""

    def find(site: Site) -> Array:
        samples = site.surface.of(region)
        return samples[np.argmin(np.linalg.norm(samples - samples.mean(axis=0), axis=1))]

    return find


def region_end(way: Way, *regions: str) -> Finder:
    """Return a rule that takes the farthest point of some skin regions along a direction."""
    return lambda site: extreme(np.vstack([site.surface.of(region) for region in regions]), way)
