"""Strokes on the skin and what they reach: distances that bend round the body, cells under a stroke. Body frame, mm."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bodymap.atlas import limb
from bodymap.atlas.band import Bands
from bodymap.atlas.cell import Cells
from bodymap.ids import Side

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

_BOTH = 2
_MIDLINE_MM = 1.5
FAR_MM = 1e4
"""The distance of skin that a stroke may not reach."""


@dataclass(frozen=True, eq=False)
class SkinPath:
    """A stroke sampled along the skin: points (k, 3), radii (k,), unit normals (k, 3) and the nearest cell of each point (k,).

    `own_side`: where it is left or right, the stroke stops at the midline; midline means that it may cross.
    """

    points: Floats
    radii: Floats
    normals: Floats
    cells: NDArray[np.int64]
    own_side: Side = field(default=Side.MIDLINE)

    def __len__(self) -> int:
        return len(self.points)

    def thinned(self) -> "SkinPath":
        """The stroke with as few points as its shape on the skin needs: about four to a radius, ends and turns of side kept."""
        keep = [0]
        walked = 0.0
        steps = np.linalg.norm(np.diff(self.points, axis=0), axis=1)
        for index in range(1, len(self)):
            walked += float(steps[index - 1])
            if walked >= self.radii[index] / 4 or index == len(self) - 1:
                keep.append(index)
                walked = 0.0
        return SkinPath(self.points[keep], self.radii[keep], self.normals[keep], self.cells[keep], self.own_side)


@dataclass(frozen=True, eq=False)
class Skin:
    """Pieces of skin (k) that strokes are measured against: points, unit normals, zone, half of the body."""

    points: Floats
    normals: Floats
    zones: limb.Codes
    is_left: Bools

    @cached_property
    def bands(self) -> Bands:
        """The index that finds the pieces in a box."""
        return Bands(self.points)

    @classmethod
    def of(cls, cells: Cells, zones: limb.Codes) -> "Skin":
        """Return the skin of all cells."""
        return cls(cells.points, cells.normals, zones, cells.is_left)

    def part(self, chosen: NDArray[np.int64] | Bools) -> "Skin":
        """Return some of the pieces."""
        return Skin(self.points[chosen], self.normals[chosen], self.zones[chosen], self.is_left[chosen])


def beyond(skin: Skin, path: SkinPath, zones: limb.Codes, half: int) -> Floats:
    """Return for each piece of skin (k,) its distance to the stroke less the radius there: below 0 is under the stroke.

    The smallest over the stroke's points. `FAR_MM` for skin that the same-limb rule keeps the stroke from. `zones` and `half` are
    the cells': they tell on which limb and side the stroke's own points lie.
    """
    found = np.full(len(skin.points), FAR_MM, dtype=np.float32)
    if not len(skin.points):
        return found
    thin = path.thinned()
    # A stroke point on the midline stands on both sides.
    on_side = np.where(np.abs(thin.points[:, 0]) <= _MIDLINE_MM, _BOTH, thin.cells < half).astype(np.int64)
    kinds = np.stack([zones[thin.cells].astype(np.int64), on_side], axis=1)
    for zone, left in np.unique(kinds, axis=0):
        mine = (kinds == (zone, left)).all(axis=1)
        is_same_side = (skin.is_left == bool(left)) | (left == _BOTH)
        open_to = limb.reachable(int(zone), skin.zones, is_same_side)
        if path.own_side is not Side.MIDLINE:
            open_to &= skin.is_left == (path.own_side is Side.LEFT)
        reached = np.flatnonzero(open_to)
        if len(reached):
            distance = distances(skin.part(reached), thin.points[mine], thin.normals[mine])
            found[reached] = np.minimum(found[reached], (distance - thin.radii[mine]).min(axis=1))
    return found


def distances(skin: Skin, points: Floats, normals: Floats) -> Floats:
    """Return the distances (k, p) along the skin from pieces of skin to points with unit normals (p, 3), approximately.

    The straight distance, lengthened to the arc of the circle that both normals suggest (exact on a ball and round a cylinder). Skin
    that faces away is the far side of a limb or another fold: it is pushed out further, the more the more it faces away.
    """
    # |a-b|² = |a|² + |b|² - 2ab about the middle: one matrix product, exact enough in single precision at this size.
    middle = points.mean(axis=0)
    a, b = skin.points - middle, points - middle
    squared = (a * a).sum(axis=1)[:, None] + (b * b).sum(axis=1)[None, :] - 2 * (a @ b.T)
    cosine = np.clip(skin.normals @ normals.T, -1, 1)
    # (θ/2)/sin(θ/2) of the angle between the normals, by sin²(θ/2) = (1 - cos θ)/2; the series is good to 1 % at a right angle.
    half_sine = (1 - cosine) / 2
    arc = 1 + half_sine / 6 + 3 * half_sine**2 / 40
    away = 1 + 2 * np.maximum(-cosine, 0)
    return np.asarray(np.sqrt(np.maximum(squared, 0)) * arc * away, dtype=np.float32)


def near(skin: Skin, path: SkinPath, *, margin: float = 0.0) -> NDArray[np.int64]:
    """Return the indices of the skin inside the stroke's bounding box, widened by its largest radius and a margin."""
    reach = float(path.radii.max()) + margin
    return skin.bands.inside(path.points.min(axis=0) - reach, path.points.max(axis=0) + reach)


def cover(skin: Skin, path: SkinPath, zones: limb.Codes, half: int) -> Bools:
    """Return which pieces of skin lie under the stroke, its edge included."""
    covered = np.zeros(len(skin.points), dtype=bool)
    if len(path):
        close = near(skin, path)
        covered[close] = beyond(skin.part(close), path, zones, half) <= 0
    return covered
