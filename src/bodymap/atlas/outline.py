"""Closed rings → polygon, even-odd as SVG fills them. The only rule for what a drawn outline covers."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import ArrayLike


def polygon(rings: Sequence[ArrayLike]) -> shapely.MultiPolygon:
    """Return what the rings (n, 2) cover together under the even-odd rule, valid; rings need not repeat their first point.

    Empty for no rings, and for rings without area. A ring that crosses itself is covered where an
    odd number of turns is; a ring given twice counts once.
    """
    parts = [shapely.Polygon(points) for ring in rings if len(points := _distinct(ring)) >= 3]
    if not parts:
        return shapely.MultiPolygon()
    # Polygons of shells alone, repaired even-odd ("linework"): nested rings become holes, crossings are resolved.
    whole = shapely.make_valid(shapely.MultiPolygon(parts), method="linework")
    return only_areas(whole)


def only_areas(geometry: shapely.Geometry) -> shapely.MultiPolygon:
    """Return the areas of a geometry as one multipolygon; lines and points that a repair left over are dropped."""
    areas = [part for part in _flat(geometry) if isinstance(part, shapely.Polygon) and part.area > 0]
    return shapely.MultiPolygon(areas)


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
