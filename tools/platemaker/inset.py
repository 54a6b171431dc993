"""The insets of one body: what belongs on each, and the window that it shows, found on the body by rule.

Body frame and plate frames in millimetres.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tools.platemaker import arm
from tools.platemaker.cell import FOOT_REGIONS, LEG_REGIONS
from tools.platemaker.frame import INSETS, PlateFrame, Window
from tools.platemaker.integument import HAND_REGIONS, LIMB_REGIONS
from tools.platemaker.meshes import Structure

HEAD_ROOM_MM = 12.0
HEAD_HALF_WIDTH_MM = 122.0
CHEST_MM = 12.0
"""A head is shown down to so far below the top of the breastbone."""
MARGIN_MM = 9.0
FOREARM_MM = 48.0
"""A hand is shown with so much of the forearm, a foot from the front with so much of the leg."""
LEG_MM = 26.0
JOINT_MM = 22.0
"""No belly of the forearm or leg reaches further than this above the joint of wrist or ankle …"""
LONG_MM = 50.0
"""… where a muscle belongs to forearm or leg when it begins so far above the joint."""

SHOULDER_REGIONS = frozenset({"deltoid-region"})
REGIONS = {
    "arm": LIMB_REGIONS | SHOULDER_REGIONS,
    "hand": LIMB_REGIONS,
    "foot": FOOT_REGIONS | LEG_REGIONS,
}
"""The skin of each part; `body` and `armless` have all of it, or all but the arm's."""
EXTENT = {"arm": LIMB_REGIONS | SHOULDER_REGIONS, "hand": HAND_REGIONS, "foot": FOOT_REGIONS}
"""The skin that a window holds whole."""


@dataclass(frozen=True)
class Site:
    """What the rules need of a body: bones and skin regions by base id, and the height of the shoulder."""

    bones: dict[str, Structure]
    regions: dict[str, Structure]
    shoulder: float

    @classmethod
    def of(cls, bones: Sequence[Structure], regions: Sequence[Structure]) -> Site:
        """Gather them from the left and midline structures."""
        by_base = {b.base: b for b in bones}
        return cls(by_base, {r.base: r for r in regions}, arm.shoulder_height(by_base["clavicle"]))


def framed(site: Site) -> tuple[PlateFrame, ...]:
    """Return the insets with their windows and floors on a body."""
    return tuple(_framed(frame, site) for frame in INSETS)


def _framed(frame: PlateFrame, site: Site) -> PlateFrame:
    if frame.part in ("body", "armless"):
        return replace(frame, window=_rounded(_head(frame, site)))
    low, high = _extent(frame, EXTENT[frame.part], site)
    top = {"hand": FOREARM_MM, "foot": LEG_MM}.get(frame.part, MARGIN_MM)
    floor = None
    talus = site.bones["talus"].vertices[:, 1]
    if frame.name == "foot-plantar":
        top = MARGIN_MM
        floor = -float(talus.mean())
    x0, y0 = low - [MARGIN_MM, top]
    x1, y1 = high + MARGIN_MM
    return replace(frame, window=_rounded((x0, y0, x1, y1)), floor=floor)


def flesh_end(structure: Structure, site: Site) -> float | None:
    """Return the height (body mm) below which a long muscle is tendon, at wrist or ankle. None: no limit."""
    height = structure.vertices[:, 1]
    if arm.is_near_arm(structure, site.shoulder):
        joint = float(site.bones["radius"].vertices[:, 1].min())
    elif height.max() < float(site.bones["femur"].vertices[:, 1].min()) + LONG_MM:
        joint = float(site.bones["talus"].vertices[:, 1].max())
    else:
        return None
    if not height.min() < joint + JOINT_MM < joint + LONG_MM < height.max():
        return None
    return joint + JOINT_MM


def _head(frame: PlateFrame, site: Site) -> Window:
    skull = np.vstack([site.bones[b].vertices for b in ("parietal-bone", "frontal-bone", "occipital-bone")])
    top = -float(skull[:, 1].max()) - HEAD_ROOM_MM
    bottom = -float(site.bones["manubrium-of-sternum"].vertices[:, 1].max()) + CHEST_MM
    if frame.two_sided:
        return -HEAD_HALF_WIDTH_MM, top, HEAD_HALF_WIDTH_MM, bottom
    nose = float(site.regions["nasal-region"].vertices[:, 2].max())
    back = float(site.regions["occipital-region"].vertices[:, 2].min())
    return -nose - HEAD_ROOM_MM, top, -back + HEAD_ROOM_MM, bottom


def _extent(frame: PlateFrame, names: frozenset[str], site: Site) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    points = np.vstack([site.regions[name].vertices for name in sorted(names & site.regions.keys())])
    flat = frame.plain.project(points)[:, :2]
    return flat.min(axis=0), flat.max(axis=0)


def _rounded(window: Sequence[float]) -> Window:
    """Whole millimetres, outward."""
    x0, y0, x1, y1 = window
    return float(np.floor(x0)), float(np.floor(y0)), float(np.ceil(x1)), float(np.ceil(y1))


def parent_rect(frame: PlateFrame, parent: PlateFrame, site: Site) -> Window:
    """Return the rectangle on the parent plate that an inset enlarges: where the skin in its window lies there."""
    if frame.window is None:
        raise ValueError(f"{frame.name} has no window")
    if frame.part in ("body", "armless"):
        return frame.window
    points = np.vstack([r.vertices for r in site.regions.values() if r.base in REGIONS[frame.part]])
    flat = frame.plain.project(points)
    x0, y0, x1, y1 = frame.window
    shown = (flat[:, 0] >= x0) & (flat[:, 0] <= x1) & (flat[:, 1] >= y0) & (flat[:, 1] <= y1)
    if frame.floor is not None:
        shown &= flat[:, 2] >= frame.floor
    there = parent.plain.project(points[shown])[:, :2]
    low, high = there.min(axis=0) - MARGIN_MM / 2, there.max(axis=0) + MARGIN_MM / 2
    return _rounded((*low, *high))


def belongs(frame: PlateFrame, structure: Structure, site: Site, also: frozenset[str]) -> bool:
    """Return whether a muscle, bone or fascia is drawn on an inset: it is of the part, and something of it lies in the window.

    `also` are the base ids that people chose to draw on the inset though they are not the part's own.
    """
    near_arm = arm.is_near_arm(structure, site.shoulder)
    if frame.part == "armless" and near_arm:
        return False
    if frame.part in ("arm", "hand") and not (near_arm or structure.base in also):
        return False
    return _overlaps(frame, structure)


def region_belongs(frame: PlateFrame, region: Structure, site: Site) -> bool:
    """Return whether a skin region is drawn on an inset."""
    if frame.part in REGIONS:
        return region.base in REGIONS[frame.part] and _overlaps(frame, region)
    return not (frame.part == "armless" and arm.is_near_arm(region, site.shoulder)) and _overlaps(frame, region)


def _overlaps(frame: PlateFrame, structure: Structure) -> bool:
    if frame.window is None:
        return True
    flat = frame.plain.project(structure.vertices)
    if frame.floor is not None:
        flat = flat[flat[:, 2] >= frame.floor]
        if not len(flat):
            return False
    low, high = flat.min(axis=0), flat.max(axis=0)
    x0, y0, x1, y1 = frame.window
    return bool(low[0] < x1 and high[0] > x0 and low[1] < y1 and high[1] > y0)
