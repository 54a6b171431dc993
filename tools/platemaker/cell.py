"""Skin cells: evenly spread points of the left skin, each with the area it stands for, its canonical address and who sees it.

Body frame, millimetres. The right half is the mirror image and is not stored.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from tools.platemaker.frame import ANTERIOR, LEFT, POSTERIOR, PlateFrame
from tools.platemaker.integument import HAND_REGIONS, LIMB_REGIONS
from tools.platemaker.npz import snap
from tools.platemaker.ray import Caster
from tools.platemaker.surface import Surface
from tools.platemaker.tube import Tube

Array = NDArray[np.float64]
Index = NDArray[np.int64]
Mask = NDArray[np.bool_]

COARSE_MM, FINE_MM = 7.6, 3.9
PLATE_NAMES = ("anterior", "posterior", "left", "right")
SEEN_WITHIN_MM = 3.0
GRAZING = 0.03
ROUND_TRIP_MM = 6.0
SEED = 20


@dataclass(frozen=True)
class Cells:
    """The cells of the left half: position, outward normal (n, 3), area (n,) and region (n,) into the skin's names."""

    points: Array
    normals: Array
    areas: Array
    region: Index


def spread(surface: Surface, is_fine: Mask) -> Index:
    """Return the indices of a maximal Poisson-disc subset of the samples, sorted from head to foot; deterministic.

    No two points on the same face of the skin are nearer than 7.6 mm (3.9 mm where `is_fine`), and none can be added. Two
    sides of a thin fold (finger web, ear) do not count as near: their normals look away from each other.
    """
    tree = cKDTree(surface.points)
    radius = np.where(is_fine, FINE_MM, COARSE_MM)
    is_free = np.ones(len(surface.points), dtype=bool)
    taken = []
    for candidate in np.random.default_rng(SEED).permutation(len(surface.points)):
        if not is_free[candidate]:
            continue
        taken.append(candidate)
        near = np.asarray(tree.query_ball_point(surface.points[candidate], radius[candidate]))
        is_free[near[surface.normals[near] @ surface.normals[candidate] > 0]] = False
        is_free[candidate] = False
    picked = np.array(taken)
    return picked[np.lexsort((surface.points[picked, 0], -surface.points[picked, 1].round(1)))]


def make(surface: Surface, is_fine: Mask) -> Cells:
    """Return the cells; each sample's area goes to the nearest cell that looks the same way, so that areas add up to the skin."""
    picked = spread(surface, is_fine)
    points = surface.points[picked]
    normals = surface.normal(points)
    bend_mm = 4.0
    tree = cKDTree(np.c_[points, surface.normals[picked] * bend_mm])
    owner = tree.query(np.c_[surface.points, surface.normals * bend_mm])[1]
    areas = np.bincount(owner, weights=surface.areas, minlength=len(points))
    return Cells(points, normals, areas, surface.region[picked])


def segments_of(region: str, points: Array, tubes: dict[str, Tube]) -> list[str]:
    """Return the names of the segments that may own a cell of a region, the first choice first."""
    if region in HAND_REGIONS:
        return [*(f"hand-{digit}" for digit in range(1, 6)), "forearm"]
    if region in FOOT_REGIONS:
        return [*(f"foot-{digit}" for digit in range(1, 6)), "leg"]
    for names, order in REGION_ORDER:
        if region in names:
            return list(order)
    # What is named nowhere lies on the head or on the trunk: the throat tells which.
    is_head = points[:, 1].mean() > tubes["neck"].centres[4, 1]
    return ["head", "neck"] if is_head else ["trunk", "neck", "arm", "thigh"]


FOOT_REGIONS = frozenset(
    {
        "dorsum-of-foot", "metatarsal-region", "sole", "heel-region", "lateral-border-of-foot", "medial-border-of-foot",
        "lateral-part-of-longitudinal-arch-of-foot", "medial-part-of-longitudinal-arch-of-foot", "hallucial-eminence",
        "proximal-transverse-arch-of-foot", "distal-transverse-arch-of-foot", "dorsal-surfaces-of-digits-of-foot",
        "plantar-surfaces-of-digits-of-foot", "nail-plate-foot", "perionyx-foot",
    }
)
LEG_REGIONS = frozenset(
    {
        "anterior-region-of-leg", "posterior-region-of-leg", "anterior-region-of-ankle", "lateral-malleolus", "medial-malleolus",
        "lateral-retromalleolar-region", "medial-retromalleolar-region",
    }
)
KNEE_REGIONS = frozenset({"anterior-region-of-knee", "posterior-region-of-knee", "popliteal-fossa"})
THIGH_REGIONS = frozenset({"anterior-region-of-thigh", "posterior-region-of-thigh", "femoral-triangle", "gluteal-fold"})
HIP_REGIONS = frozenset({"gluteal-region", "hip-region"})
FOREARM = frozenset(
    {
        "anterior-region-of-forearm", "posterior-region-of-forearm", "medial-border-of-forearm", "lateral-border-of-forearm",
        "anterior-region-of-wrist", "posterior-region-of-wrist", "radial-foveola",
    }
)
NECK_REGIONS = frozenset(
    {
        "posterior-region-of-neck", "lateral-region-of-neck", "sternocleidomastoid-region", "carotid-triangle",
        "muscular-triangle", "submandibular-triangle", "submental-triangle", "greater-supraclavicular-fossa",
        "lesser-supraclavicular-fossa",
    }
)
REGION_ORDER: tuple[tuple[frozenset[str], tuple[str, ...]], ...] = (
    (LEG_REGIONS, ("leg",)),
    (KNEE_REGIONS, ("thigh", "leg")),
    (THIGH_REGIONS, ("thigh", "trunk")),
    (HIP_REGIONS, ("trunk", "thigh")),
    (FOREARM, ("forearm", "arm")),
    (LIMB_REGIONS, ("arm", "forearm")),
    (frozenset({"deltoid-region"}), ("arm", "trunk")),
    (NECK_REGIONS, ("neck", "trunk", "head")),
)


def address(cells: Cells, names: tuple[str, ...], tubes: dict[str, Tube], caster: Caster) -> tuple[list[str], Array, Array]:
    """Return the canonical segment (as a list of n names), level (n,) and angle (n,) of each cell.

    Of a region's segments the first wins whose ray comes out within 6 mm of the cell, else the one that comes out nearest.
    """
    count = len(cells.points)
    best = np.full(count, np.inf)
    segment = np.full(count, "", dtype=object)
    level, angle = np.zeros(count), np.zeros(count)
    for index, name in enumerate(names):
        rows = np.flatnonzero(cells.region == index)
        if not len(rows):
            continue
        for candidate in segments_of(name, cells.points[rows], tubes):
            tube = tubes[candidate]
            open_rows = rows[best[rows] >= (0 if "-" in candidate else 1)]
            if not len(open_rows):
                break
            at, around, miss = _round_trip(cells.points[open_rows], tube, caster)
            better = miss < best[open_rows]
            won = open_rows[better]
            best[won], segment[won] = miss[better], candidate
            level[won], angle[won] = at[better], around[better]
    return [str(s) for s in segment], level, angle


def _round_trip(points: Array, tube: Tube, caster: Caster) -> tuple[Array, Array, Array]:
    """Return level, angle and how far in mm each point lies from where its own address comes out (0 below 6 mm)."""
    level, angle, radius = tube.locate(points)
    origins, directions = tube.rays(level, angle)
    distance, _ = caster.first(origins, directions)
    reach = np.where(np.isfinite(distance), distance, 1e4)
    miss = np.linalg.norm(origins + directions * reach[:, None] - points, axis=1)
    miss = np.where(radius > tube.reach, 1e3, np.where(miss < ROUND_TRIP_MM, 0.0, miss))
    # The neighbour finger's axis is farther from the cell than its own: distance decides between digits.
    return level, angle, miss + tube.beside(points) / 1e3 if "-" in tube.name else miss


def seen(cells: Cells, names: tuple[str, ...], whole: Caster, armless: Caster) -> Mask:
    """Return (n, 4) whether each cell is the first skin hit on each plate of `PLATE_NAMES`.

    On the left plate the near arm is absent, on the right plate the right one; the far arm is not drawn there either.
    """
    is_arm = np.array([name in LIMB_REGIONS for name in names])[cells.region]
    out = np.zeros((len(cells.points), 4), dtype=bool)
    toward = (ANTERIOR.matrix[2], POSTERIOR.matrix[2], LEFT.matrix[2], -LEFT.matrix[2])
    for column, view in enumerate(toward):
        caster = whole if column < 2 else armless
        start = cells.points + view * 1000.0
        distance, _ = caster.first(start, np.tile(-view, (len(start), 1)))
        out[:, column] = (distance > 1000.0 - SEEN_WITHIN_MM) & (cells.normals @ view > GRAZING)
    out[is_arm, 2:] = False
    return out


def seen_on(cells: Cells, is_part: Mask, caster: Caster, frame: PlateFrame) -> Mask:
    """Return (n,) whether each cell is the first skin hit on an inset, within its window; `is_part` tells which cells are of its part."""
    if frame.window is None:
        raise ValueError(f"{frame.name} has no window")
    view = frame.matrix[2]
    distance, _ = caster.first(cells.points + view * 1000.0, np.tile(-view, (len(cells.points), 1)))
    flat = frame.plain.project(cells.points)
    x0, y0, x1, y1 = frame.window
    inside = (flat[:, 0] >= x0) & (flat[:, 0] <= x1) & (flat[:, 1] >= y0) & (flat[:, 1] <= y1)
    if frame.floor is not None:
        inside &= flat[:, 2] >= frame.floor
    first = (distance > 1000.0 - SEEN_WITHIN_MM) & (cells.normals @ view > GRAZING)
    return np.asarray(first & inside & is_part)


def arrays(
    cells: Cells, names: tuple[str, ...], owner: tuple[list[str], Array, Array], who: Mask, plates: tuple[str, ...]
) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of `data/body/cells.npz`; coordinates are rounded to 1/16 mm, normals to 1/128.

    `who` (n, plates) tells which of the `plates` see each cell.
    """
    segment, level, angle = owner
    segment_names = sorted(set(segment))
    return {
        "points": snap(cells.points, 16),
        "normals": snap(cells.normals, 128),
        "areas": snap(cells.areas, 16),
        "segment": np.array([segment_names.index(s) for s in segment], dtype=np.uint8),
        "segment_names": np.array(segment_names),
        "level": snap(level, 1024),
        "angle": snap(angle, 8),
        "region": cells.region.astype(np.uint8),
        "region_names": np.array(names),
        "seen": who,
        "plate_names": np.array(plates),
    }
