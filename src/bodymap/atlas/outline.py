"""Closed rings → polygon, even-odd as SVG fills them. The only rule for what a drawn outline covers."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import ArrayLike

_MANY = 200
_PIECES = 1_000
_RIM_MM = 5.0
"""On a screen that shows the whole body two or three pixels: a line, and no area to be read."""
_MOST_MEETINGS = 20
"""The box of each segment meets its own and its two neighbours'; beyond so many, the ring is a tangle."""


def polygon(rings: Sequence[ArrayLike]) -> shapely.MultiPolygon:
    """Return what the rings (n, 2) cover together under the even-odd rule, valid; rings need not repeat their first point.

    Empty for no rings, and for rings without area. A ring that crosses itself is covered where an
    odd number of turns is; a ring given twice counts once. Where a ring crosses itself so often that nobody can have meant it, each
    ring counts as its hull.
    """
    parts = [shapely.Polygon(points) for ring in rings if len(points := _distinct(ring)) >= 3]
    if not parts:
        return shapely.MultiPolygon()
    if any(_is_tangled(part) for part in parts):
        parts = [part.convex_hull for part in parts if isinstance(part.convex_hull, shapely.Polygon)]
    # Polygons of shells alone, repaired even-odd ("linework"): nested rings become holes, crossings are resolved.
    whole = shapely.make_valid(shapely.MultiPolygon(parts), method="linework")
    return only_areas(whole)


def _is_tangled(part: shapely.Polygon) -> bool:
    """Whether a ring crosses itself more than a few times a point; to resolve that would take the square of its points in memory."""
    points = shapely.get_coordinates(part)
    if len(points) < _MANY or part.is_valid:
        return False
    segments = np.atleast_1d(np.asarray(shapely.linestrings(np.stack([points[:-1], points[1:]], axis=1))))
    tree = shapely.STRtree(segments)
    meetings = 0
    for start in range(_PIECES):  # a few evenly strewn ones at a time, so that a bad tangle is known at once
        meetings += tree.query(segments[start::_PIECES]).shape[1]
        if meetings > _MOST_MEETINGS * len(segments):
            return True
    return False


def only_areas(geometry: shapely.Geometry) -> shapely.MultiPolygon:
    """Return the areas of a geometry as one multipolygon; lines and points that a repair left over are dropped."""
    areas = [part for part in _flat(geometry) if isinstance(part, shapely.Polygon) and part.area > 0]
    return shapely.MultiPolygon(areas)


def without_rims(geometry: shapely.Geometry, width: float = _RIM_MM) -> shapely.MultiPolygon:
    """Return the areas of a geometry without whatever is narrower than `width`: where the body turns away only the rim of an area is seen."""
    return only_areas(shapely.buffer(shapely.buffer(only_areas(geometry), -width / 2), width / 2))


def _flat(geometry: shapely.Geometry) -> list[shapely.Geometry]:
    if isinstance(geometry, shapely.MultiPolygon | shapely.GeometryCollection):
        return [leaf for part in geometry.geoms for leaf in _flat(part)]
    return [geometry]


def _distinct(ring: ArrayLike) -> np.ndarray:
    points = np.asarray(ring, dtype=float).reshape(-1, 2)
    if len(points) < 2:
        return points
    keep = np.any(points != np.roll(points, 1, axis=0), axis=1)
    return points[keep]
