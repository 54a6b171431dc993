"""Strokes on the skin and what they reach: distances that bend round the body, cells under a stroke. Body frame, mm."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bodymap.atlas import limb
from bodymap.atlas.band import Bands
from bodymap.atlas.cell import Cells
from bodymap.ids import Side

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

_BOTH = 2
_PIECE = 8
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

    def mirrored(self, half: int) -> "SkinPath":
        """The same stroke on the other side of the body; `half` is the number of cells of one half."""
        flip = np.array([-1.0, 1.0, 1.0], dtype=np.float32)
        cells = np.where(self.cells < half, self.cells + half, self.cells - half)
        return SkinPath(self.points * flip, self.radii, self.normals * flip, cells, self.own_side.opposite)

    def thinned(self) -> "SkinPath":
        """The stroke with as few points as its shape on the skin needs: about four to a radius, both ends kept."""
        keep = [0]
        walked = 0.0
        steps = np.linalg.norm(np.diff(self.points, axis=0), axis=1)
        for index in range(1, len(self)):
            walked += float(steps[index - 1])
            if walked >= self.radii[index] / 4 or index == len(self) - 1:
                keep.append(index)
                walked = 0.0
        return self.part(np.array(keep))

    def part(self, chosen: slice | NDArray[np.int64]) -> "SkinPath":
        """Return some of the stroke's points."""
        return SkinPath(self.points[chosen], self.radii[chosen], self.normals[chosen], self.cells[chosen], self.own_side)


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


def beyond(skin: Skin, path: SkinPath, zones: limb.Codes, half: int, *, margin: float = 0.0) -> Floats:
    """Return for each piece of skin (k,) its distance to the stroke less the radius there: below 0 is under the stroke.

    The smallest over the stroke's points. `FAR_MM` for skin further off than radius and `margin`, and for skin that the same-limb
    rule keeps the stroke from. `zones` and `half` are the cells': they tell on which limb and side the stroke's own points lie.
    """
    found = np.full(len(skin.points), FAR_MM, dtype=np.float32)
    for piece in _pieces(path.thinned(), zones, half):
        reach = float(piece.radii.max()) + margin
        near = skin.bands.inside(piece.points.min(axis=0) - reach, piece.points.max(axis=0) + reach)
        near = near[_is_open(piece, skin.zones[near], skin.is_left[near], zones, half)]
        if len(near):
            distance = distances(skin.part(near), piece.points, piece.normals)
            found[near] = np.minimum(found[near], (distance - piece.radii).min(axis=1))
    return found


def _pieces(path: SkinPath, zones: limb.Codes, half: int) -> Iterator[SkinPath]:
    """Yield the stroke in short pieces, each on one limb and side."""
    kinds = zones[path.cells].astype(np.int64) * 4 + _side_of_points(path, half)
    cuts = np.flatnonzero(np.diff(kinds)) + 1
    for first, last in pairwise([0, *cuts.tolist(), len(path)]):
        for start in range(first, last, _PIECE):
            yield path.part(slice(start, min(start + _PIECE, last)))


def _side_of_points(path: SkinPath, half: int) -> NDArray[np.int64]:
    """Return 1 left, 0 right for the stroke's points; those on the midline stand on both sides."""
    return np.where(np.abs(path.points[:, 0]) <= _MIDLINE_MM, _BOTH, path.cells < half).astype(np.int64)


def _is_open(piece: SkinPath, skin_zones: limb.Codes, is_left: Bools, zones: limb.Codes, half: int) -> Bools:
    """Return which skin a piece of stroke may colour."""
    side = int(_side_of_points(piece, half)[0])
    is_open = limb.reachable(int(zones[piece.cells[0]]), skin_zones, (is_left == bool(side)) | (side == _BOTH))
    return is_open if piece.own_side is Side.MIDLINE else is_open & (is_left == (piece.own_side is Side.LEFT))


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


def cover(skin: Skin, path: SkinPath, zones: limb.Codes, half: int) -> Bools:
    """Return which pieces of skin lie under the stroke, its edge included."""
    return beyond(skin, path, zones, half) <= 0
