"""Turns pixel fields of a raster into smooth, simplified, valid areas in plate millimetres."""

from __future__ import annotations

from functools import reduce

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from shapely.geometry.base import BaseGeometry
from skimage import measure

from tools.platemaker.cast import Raster

GRID = 0.1
"""Coordinates are written with one decimal: areas are snapped to it, and stay valid."""

LOST = 0.02
"""An area that differs by more than this share from what its rings hold was not built whole."""

Points = NDArray[np.float64]


def smooth_ring(ring: Points, sigma: float) -> Points:
    """Return a closed ring (first point repeated last) averaged along it, sigma in points, without shrinking it."""
    if sigma <= 0 or len(ring) < 8:
        return ring
    inner = ndimage.gaussian_filter1d(ring[:-1], sigma, axis=0, mode="wrap")
    inner = ndimage.gaussian_filter1d(
        2 * inner - ndimage.gaussian_filter1d(inner, sigma, axis=0, mode="wrap"), 0.6, axis=0, mode="wrap"
    )
    return np.vstack([inner, inner[:1]])


def contour(field: NDArray[np.floating], level: float, *, sigma: float = 0.0) -> list[Points]:
    """Return the closed rings, (n, 2) as (row, column), where a field crosses a level; the field must be low on its rim."""
    rings = measure.find_contours(np.asarray(field, dtype=float), level)
    return [smooth_ring(r, sigma) for r in rings if len(r) >= 5 and np.allclose(r[0], r[-1])]


def area(rings: list[Points]) -> BaseGeometry:
    """Return the even-odd area of closed rings, all of which have what they hold on the same hand; an empty polygon for none."""
    rings = [r for r in rings if len(r) >= 4]
    if not rings:
        return shapely.Polygon()
    lines = [shapely.linestrings(r) for r in rings]
    held = abs(sum(_signed(r) for r in rings))
    try:
        built = shapely.build_area(shapely.multilinestrings(lines))
    except shapely.errors.GEOSException:  # rings that touch one another within the rounding of numbers
        built = shapely.Polygon()
    if abs(built.area - held) <= LOST * held:
        return built
    # where a smoothed ring crosses itself, what is built of it lacks whole rings
    loops = [shapely.make_valid(shapely.Polygon(line)) for line in lines]
    return reduce(lambda one, other: shapely.symmetric_difference(one, other, grid_size=GRID / 100), loops)


def _signed(ring: Points) -> float:
    x, y = (ring - ring[0]).T
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum()) / 2


def sift(geometry: BaseGeometry, least: float, *, hole: float | None = None) -> BaseGeometry:
    """Return the polygons of a geometry that are at least `least` large, without holes smaller than `hole`."""
    limit = least if hole is None else hole
    kept = []
    for part in polygons(geometry):
        if part.area < least:
            continue
        holes = [h for h in part.interiors if shapely.Polygon(h).area >= limit]
        kept.append(shapely.Polygon(part.exterior, holes))
    return shapely.union_all(kept) if len(kept) != 1 else kept[0]


def polygons(geometry: BaseGeometry) -> list[shapely.Polygon]:
    """Return the polygons that a geometry is made of, largest first; lines and points are dropped."""
    parts = [p for p in shapely.get_parts(geometry) if not p.is_empty]
    flat: list[shapely.Polygon] = []
    for part in parts:
        if isinstance(part, shapely.Polygon):
            flat.append(part)
        elif hasattr(part, "geoms"):
            flat.extend(polygons(part))
    return sorted(flat, key=lambda p: (-p.area, p.bounds))


def tidy(geometry: BaseGeometry, tolerance: float) -> BaseGeometry:
    """Return a geometry simplified within a tolerance (mm) and snapped to the written grid, valid."""
    return shapely.set_precision(shapely.simplify(geometry, tolerance, preserve_topology=True), GRID)


def outline(raster: Raster, *, zoom: float = 1.0) -> BaseGeometry:
    """Return the area a raster covers, in plate mm: sub-pixel contours, smoothed, holes kept.

    Specks are dropped: islands under 2 mm² or 1 % of the whole, holes under 1 mm². A structure so thin that smoothing
    would lose it keeps its bare pixels. What is drawn so many times larger is smoothed more, since its mesh is not finer.
    """
    tolerance, sigma, ease = (0.1, 1.0, 1.0) if zoom == 1.0 else (0.14, max(1.0, 0.45 * zoom), max(1.0, 0.65 * zoom))
    mask = ndimage.binary_closing(raster.mask, iterations=1)
    shape = _area_mm(raster, ndimage.gaussian_filter(mask.astype(float), sigma), ease)
    if shape.area < 0.5 * raster.area:
        shape = _area_mm(raster, raster.mask.astype(float), ease)
    if shape.is_empty:
        return shape
    least = min(max(2.0, 0.01 * shape.area), 0.5 * polygons(shape)[0].area)
    return tidy(sift(shape, least, hole=1.0), tolerance)


def _area_mm(raster: Raster, field: NDArray[np.floating], ease: float) -> BaseGeometry:
    small, middling, large = 2.0, 4.0, 8.0
    sigma = small if raster.area <= 400.0 else large if raster.area > 6000.0 and raster.structure.kind == "muscle" else middling
    rings = contour(field, 0.5, sigma=ease * sigma)
    return area([raster.plate_point(r[:, 0], r[:, 1]) for r in rings])


def mirrored(geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry of anterior or posterior with left and right exchanged."""
    return shapely.transform(geometry, lambda xy: xy * (-1.0, 1.0))
