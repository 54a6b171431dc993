"""Which layer each muscle belongs to, and what lies behind the skeleton on a plate."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from tools.platemaker.cast import Raster
from tools.platemaker.order import Hits

SUPERFICIAL, INTERMEDIATE, DEEP = "superficial", "intermediate", "deep"

SUPERFICIAL_COVER = 0.5
"""A muscle under less than this many others, on average over its area on its home plate, is superficial …"""
INTERMEDIATE_COVER = 1.25
"""… and under less than this many, intermediate."""

BEHIND_MM = 10.0
"""What lies further than this behind the middle of the skeleton is seen from the other side."""
SEEN_SHARE = 0.35
VISIBLE_SHARE, VISIBLE_MM2 = 0.06, 400.0


@dataclass(frozen=True)
class Cover:
    """One structure on one plate: its area in mm², how many muscles cover it on average, the share nothing covers, the share seen before the middle of the skeleton."""

    area: float
    mean: float
    visible: float
    before: float


def covers(hits: Hits, rasters: list[Raster], sheets: set[str]) -> list[Cover]:
    """Return the cover of each raster's structure; sheets (switched off by default, fascia) cover nothing."""
    count = len(rasters)
    solid = np.array([r.structure.base not in sheets and r.structure.kind != "fascia" for r in rasters])
    muscle = np.array([r.structure.kind == "muscle" for r in rasters]) & solid
    first = np.r_[True, hits.pixel[1:] != hits.pixel[:-1]]
    above_muscle = _before(muscle[hits.structure], first)
    above_any = _before(solid[hits.structure], first)
    before = hits.depth > _middle(hits, rasters) - BEHIND_MM
    size = np.bincount(hits.structure, minlength=count).astype(float)

    def share(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(hits.structure, weights=values, minlength=count) / np.maximum(size, 1.0)

    columns = zip(
        size, share(above_muscle), share((above_any == 0).astype(float)), share(before.astype(float)), strict=True
    )
    return [Cover(*(float(v) for v in c)) for c in columns]


def _before(counts: NDArray[np.bool_], first: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How many hits that count lie in front of each hit at its pixel."""
    running = np.cumsum(counts) - counts
    start = np.maximum.accumulate(np.where(first, np.arange(len(first)), 0))
    return (running - running[start]).astype(float)


def _middle(hits: Hits, rasters: list[Raster]) -> NDArray[np.float64]:
    """The depth half-way between the nearest and the furthest bone at each hit's pixel; beside the bones, that of the nearest pixel."""
    bone = np.array([r.structure.kind == "bone" for r in rasters])[hits.structure]
    row, column = hits.pixel // 100_000, hits.pixel % 100_000
    row, column = row - row.min(), column - column.min()
    shape = (int(row.max()) + 1, int(column.max()) + 1)
    near, far = np.full(shape, -np.inf), np.full(shape, np.inf)
    np.maximum.at(near, (row[bone], column[bone]), hits.depth[bone])
    np.minimum.at(far, (row[bone], column[bone]), hits.depth[bone])
    known = np.isfinite(near)
    middle = np.where(known, (np.where(known, near, 0.0) + np.where(known, far, 0.0)) / 2, 0.0)
    i, j = ndimage.distance_transform_edt(~known, return_distances=False, return_indices=True)
    filled: NDArray[np.float64] = middle[i, j]
    return filled[row, column]


def is_behind(cover: Cover) -> bool:
    """Return whether a muscle lies behind the skeleton on this plate: mostly beyond its middle, and hardly seen outright."""
    seen = cover.visible >= VISIBLE_SHARE or cover.visible * cover.area >= VISIBLE_MM2
    return cover.before < SEEN_SHARE and not seen


def home(by_plate: dict[str, Cover]) -> str:
    """Return the plate where least covers the muscle; equal ones by the larger area, then by name."""
    return min(by_plate, key=lambda p: (round(by_plate[p].mean, 2), -by_plate[p].area, p))


def computed(cover: Cover) -> str:
    """Return the layer that a cover on the home plate means."""
    if cover.mean < SUPERFICIAL_COVER:
        return SUPERFICIAL
    return INTERMEDIATE if cover.mean < INTERMEDIATE_COVER else DEEP


def overrides(path: Path) -> dict[str, str]:
    """Return base id → layer of `layers.toml`; empty where there is no such file."""
    if not path.exists():
        return {}
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {entry["id"]: entry["layer"] for entry in table.get("override", [])}
