"""Which layer each muscle belongs to, and what lies behind the skeleton on a plate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from tools.platemaker.cast import Raster
from tools.platemaker.order import Hits

SUPERFICIAL, INTERMEDIATE, DEEP = "superficial", "intermediate", "deep"

LAYER_SHARE = 0.5
"""A muscle is superficial where at least this share of it on its home plate lies free, intermediate where it lies under one structure at most."""

BEHIND_MM = 10.0
"""What lies further than this behind the middle of the skeleton is seen from the other side."""
SEEN_SHARE = 0.35
VISIBLE_SHARE, VISIBLE_MM2 = 0.06, 400.0

DIVE_MM = 1.0

WRAP_SHARE = 0.75
"""A muscle of which less than this lies before the middle of the skeleton wraps round the body: only its near side is drawn."""


@dataclass(frozen=True)
class Cover:
    """One structure on one plate: area in mm², how many structures cover it on average, the share that nothing covers, the share under one at most, the share before the middle of the skeleton."""

    area: float
    mean: float
    visible: float
    shallow: float
    before: float


def covers(hits: Hits, rasters: list[Raster], sheets: set[str]) -> list[Cover]:
    """Return the cover of each raster's structure; sheets (switched off by default, fascia) cover nothing."""
    count = len(rasters)
    solid = np.array([r.structure.base not in sheets and r.structure.kind != "fascia" for r in rasters])
    first = np.r_[True, hits.pixel[1:] != hits.pixel[:-1]]
    above = _before(solid[hits.structure], first)
    before = hits.depth > _middle(hits, rasters) - BEHIND_MM
    size = np.bincount(hits.structure, minlength=count).astype(float)

    def share(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(hits.structure, weights=values, minlength=count) / np.maximum(size, 1.0)

    columns = (share(v.astype(float)) for v in (above, above == 0, above <= 1, before))
    return [Cover(*(float(v) for v in c)) for c in zip(size, *columns, strict=True)]


def _before(counts: NDArray[np.bool_], first: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How many hits that count lie in front of each hit at its pixel."""
    running = np.cumsum(counts) - counts
    start = np.maximum.accumulate(np.where(first, np.arange(len(first)), 0))
    return (running - running[start]).astype(float)


@dataclass(frozen=True)
class Middle:
    """The depth half-way between the nearest and the furthest bone, by 1 mm pixel of the plate's grid; beside the bones, that of the nearest pixel."""

    row: int
    column: int
    depth: NDArray[np.float64]

    @classmethod
    def of(cls, hits: Hits, rasters: list[Raster]) -> Middle:
        """Measure it from the hits of all structures of a plate."""
        bone = np.array([r.structure.kind == "bone" for r in rasters])[hits.structure]
        row, column = hits.row, hits.column
        top, left = int(row.min()), int(column.min())
        shape = (int(row.max()) - top + 1, int(column.max()) - left + 1)
        near, far = np.full(shape, -np.inf), np.full(shape, np.inf)
        np.maximum.at(near, (row[bone] - top, column[bone] - left), hits.depth[bone])
        np.minimum.at(far, (row[bone] - top, column[bone] - left), hits.depth[bone])
        known = np.isfinite(near)
        middle = np.where(known, (np.where(known, near, 0.0) + np.where(known, far, 0.0)) / 2, 0.0)
        i, j = ndimage.distance_transform_edt(~known, return_distances=False, return_indices=True)
        return cls(top, left, middle[i, j])

    def at(self, row: NDArray[np.int64], column: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the middle at rows and columns of the 1 mm grid; beyond its edge, that of the edge."""
        r = np.clip(row - self.row, 0, self.depth.shape[0] - 1)
        c = np.clip(column - self.column, 0, self.depth.shape[1] - 1)
        found: NDArray[np.float64] = self.depth[r, c]
        return found


def _middle(hits: Hits, rasters: list[Raster]) -> NDArray[np.float64]:
    return Middle.of(hits, rasters).at(hits.row, hits.column)


def is_behind(cover: Cover) -> bool:
    """Return whether a muscle lies behind the skeleton on this plate: mostly beyond its middle, and hardly seen outright."""
    seen = cover.visible >= VISIBLE_SHARE or cover.visible * cover.area >= VISIBLE_MM2
    return cover.before < SEEN_SHARE and not seen


def near_side(raster: Raster, plane: NDArray[np.float64], front: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Return (h, w): the part of a muscle before the middle of the skeleton, or not covered; smooth-edged, without crumbs.

    `plane` is the depth of that middle and `front` the depth of the nearest structure, at the raster's pixels.
    """
    mask = raster.mask
    before = np.where(mask, np.nan_to_num(raster.depth) > plane - BEHIND_MM, False)
    free = mask & (raster.depth > np.nan_to_num(front, nan=-1e9) - 0.5)
    keep = (before | free).astype(float)
    weight = ndimage.gaussian_filter(mask.astype(float), 9.0)
    smooth = ndimage.gaussian_filter(keep, 9.0) / np.maximum(weight, 1e-6) > 0.4
    keep_all = (smooth & mask) | ndimage.binary_opening(free, iterations=3)
    return _without_crumbs(keep_all, mask)


def uncovered(raster: Raster, front: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Return (h, w): the part of a structure that does not lie clearly behind `front`, the depth (h, w) of what covers it."""
    beneath = raster.mask & (np.nan_to_num(front, nan=-1e9) > np.nan_to_num(raster.depth) + DIVE_MM)
    beneath = ndimage.gaussian_filter(beneath.astype(float), 4.0) > 0.5
    return _without_crumbs(raster.mask & ~beneath, raster.mask)


def _without_crumbs(keep: NDArray[np.bool_], whole: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The large pieces of a mask; the whole where nothing is left."""
    labels, count = ndimage.label(keep)
    if count == 0:
        return whole
    sizes = ndimage.sum_labels(keep, labels, np.arange(count + 1))
    large = sizes >= max(0.04 * sizes.max(), 1.0)
    large[0] = False
    kept: NDArray[np.bool_] = large[labels]
    return kept


def home(by_plate: dict[str, Cover]) -> str:
    """Return the plate where least covers the muscle, of those where it is not behind the skeleton; equal ones by the larger area, then by name."""
    shown = [p for p, cover in by_plate.items() if not is_behind(cover)] or list(by_plate)
    return min(shown, key=lambda p: (round(by_plate[p].mean, 2), -by_plate[p].area, p))


def computed(cover: Cover) -> str:
    """Return the layer that a cover on the home plate means."""
    if cover.visible >= LAYER_SHARE:
        return SUPERFICIAL
    return INTERMEDIATE if cover.shallow >= LAYER_SHARE else DEEP
