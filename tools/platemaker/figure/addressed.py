"""Pairs of skin points that have the same body address on both bodies: segment by segment, level and angle."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from tools.platemaker import address, segment
from tools.platemaker.figure.warp import Pairs, steady, thinned
from tools.platemaker.integument import Integument
from tools.platemaker.joint import Skeleton
from tools.platemaker.ray import Caster
from tools.platemaker.surface import Surface
from tools.platemaker.tube import Tube

Array = NDArray[np.float64]

COARSE_MM, FINE_MM = 24.0, 9.0
SLOPE_SHARE, SLOPE_MM = 0.36, 12.0
FINE_SEGMENTS = ("hand", "foot")
HIP_LEVEL, CROTCH_LEVEL = 0.0, 0.35
"""Above the hip joint, and on the inner side above the crotch, the trunk's addresses lead: the thigh's rays slant there across loins and buttock."""
BREAST = frozenset({"mammary-region", "inframammary-region"})
BREAST_MM = 42.0
"""A breast lifts the skin round it too: what lies nearer to the nipple's region than this does not count for the flesh."""
UNLIKE = frozenset(
    {
        "urogenital-region", "anal-region", "orbital-region", "oral-region", "nasal-region", "angle-of-mouth", "labial-commissure",
        "philtrum", "tubercle-of-upper-lip", "eyebrow", "auricular-region", "posterior-auricular-groove", "umbilicus",
    }
)  # fmt: skip
"""Where level and angle do not find the same feature on two faces, ears or loins: the landmarks lead there."""


class Addressed:
    """One body's skin by address: its tubes, and the skin that each sees."""

    def __init__(self, bones: Skeleton, skin: Integument) -> None:
        self.skin, self.surface = skin, Surface(skin)
        self.tubes: dict[str, Tube] = segment.build(bones, self.surface)
        self._whole = _caster(skin)
        self._armless = _caster(address.trunk_skin(skin, self.tubes["arm"]))

    def table(self, name: str) -> Array:
        """Return the skin points (levels · angles, 3) of a segment, NaN where its rays meet none of it."""
        tube = self.tubes[name]
        near = self._armless if name in ("trunk", "neck") else self._whole
        rivals = [t for n, t in self.tubes.items() if "-" in name and n[:-1] == name[:-1] and n != name]
        level, angle = tube.grid()
        origins, directions = tube.rays(level, angle)
        distance, face = near.first(origins.reshape(-1, 3), directions.reshape(-1, 3))
        points = np.full((level.size, 3), np.nan)
        good = (face >= 0) & (distance <= tube.reach)
        points[good] = origins.reshape(-1, 3)[good] + directions.reshape(-1, 3)[good] * distance[good, None]
        if rivals:
            good[good] = tube.beside(points[good]) <= np.min([r.beside(points[good]) for r in rivals], axis=0)
        points[~good | (points[:, 0] < -0.3)] = np.nan
        return points

    def region(self, points: Array) -> NDArray[np.str_]:
        """Return the name of the region of each skin point."""
        names = np.array(self.skin.names)
        return np.asarray(names[self.surface.region[cKDTree(self.surface.points).query(points)[1]]])

    def far(self, points: Array, region: str) -> Array:
        """Return how far points (n, 3) lie from a region's skin."""
        own = self.surface.points[self.surface.region == self.skin.names.index(region)]
        return np.asarray(cKDTree(own).query(points)[0])


def _caster(skin: Integument) -> Caster:
    both = skin.whole()
    return Caster(both.vertices, both.faces)


def pairs(first: Addressed, second: Addressed, *, breast: bool) -> Pairs:
    """Return the thinned pairs of all segments; `breast` tells whether those of the breast count (for skin) or not (for flesh)."""
    out = Pairs(np.empty((0, 3)), np.empty((0, 3)))
    spacing = []
    for name in sorted(first.tubes):
        own = Pairs(first.table(name), second.table(name))
        known = np.isfinite(own.source[:, 0]) & np.isfinite(own.target[:, 0])
        if name == "thigh":
            level, angle = (each.ravel() for each in first.tubes[name].grid())
            known &= level >= np.where(angle > 180, CROTCH_LEVEL, HIP_LEVEL)
        own = own.keep(known)
        if name in ("trunk", "neck"):
            own = own.keep(~_on_shoulder(own.source, first.tubes["arm"]))
        own = own.keep(_wanted(first.region(own.source), breast=breast))
        if name == "trunk" and not breast:
            own = own.keep(first.far(own.source, "mammary-region") > BREAST_MM)
        own = own.keep(steady(own))
        out += own
        spacing.append(np.full(len(own.source), FINE_MM if name.startswith(FINE_SEGMENTS) else COARSE_MM))
    chosen = thinned(out, np.concatenate(spacing))
    out = out.keep(chosen)
    return out.keep(steady(out))


def _on_shoulder(points: Array, arm: Tube) -> NDArray[np.bool_]:
    """Whether skin points lie on the slope from neck to shoulder, above the joint: there the joint tells the place, not the vertebra."""
    joint = arm.ends[0]
    return np.asarray((points[:, 0] > SLOPE_SHARE * joint[0]) & (points[:, 1] > joint[1] - SLOPE_MM))


def _wanted(regions: NDArray[np.str_], *, breast: bool) -> NDArray[np.bool_]:
    left_out = UNLIKE if breast else UNLIKE | BREAST
    ear = ("helix", "antihelix", "auricle", "concha", "conchae", "tragus", "antitragus", "triangular-fossa", "scapha")
    return np.array([r not in left_out and not r.endswith(ear) for r in regions])
