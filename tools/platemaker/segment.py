"""Builds the body's segments (thigh, trunk, hand-3, …) as tubes from joint centres. `address` tabulates their skin.

Which convention each segment follows is told in docs/body-coordinates.md. Body frame, millimetres, left side.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tools.platemaker import joint
from tools.platemaker.joint import Skeleton
from tools.platemaker.surface import Surface
from tools.platemaker.tube import Tube

Array = NDArray[np.float64]

ROUND = np.arange(0, 360, 15.0)
HALF_ROUND = np.arange(0, 181, 7.5)
TOES = tuple(f"{d}-finger-of-foot" for d in joint.DIGITS)
FINGERS = tuple(f"{d}-finger-of-hand" for d in joint.DIGITS)
COCCYX = 30
TIP_MM, HEEL_MM = 8.0, 26.0
FINE = np.round(np.arange(0, 1.001, 0.025), 4)
SACRAL_SHARES = (0.28, 0.24, 0.2, 0.16, 0.12)


def build(bones: Skeleton, surface: Surface) -> dict[str, Tube]:
    """Return the tubes of all segments by name."""
    tubes = [
        _limb("thigh", joint.hip(bones), joint.knee(bones), (-0.35, 1.1), 230.0),
        _limb("leg", joint.knee(bones), joint.ankle(bones), (-0.1, 1.1), 120.0),
        _limb("arm", joint.shoulder(bones), joint.elbow(bones), (-0.15, 1.1), 95.0),
        _limb("forearm", joint.elbow(bones), joint.wrist(bones), (-0.1, 1.1), 70.0),
        _trunk(bones),
        _neck(bones),
        _head(surface, bones),
        *(_finger(bones, surface, digit) for digit in range(1, 6)),
        *(_toe(bones, digit) for digit in range(1, 6)),
    ]
    return {tube.name: tube for tube in tubes}


def _limb(name: str, start: Array, end: Array, span: tuple[float, float], reach: float) -> Tube:
    axis = (end - start) / np.linalg.norm(end - start)
    front = np.array([0.0, 0.0, 1.0]) - axis * axis[2]
    front /= np.linalg.norm(front)
    lateral = np.cross(front, axis)
    lateral *= np.sign(lateral[0])
    table = np.round(np.arange(span[0], span[1] + 0.01, 0.05), 4)
    return Tube(name, np.array([0.0, 1.0]), np.stack([start, end]), np.stack([front] * 2), np.stack([lateral] * 2), reach,
                table, ROUND, np.stack([start, end]))


def _column(bones: Skeleton) -> tuple[Array, Array]:
    """Return vertebral levels (C1 = 1 … Co = 30) and the centres of their bodies; below L5 the axis goes straight down.

    The pelvis has its axis below L5, not along the curve of the sacrum: rays from so far back would see all of the hip and
    the belly in the first few degrees.
    """
    centres = [joint.vertebral_centre(bones, bone) for bone in joint.VERTEBRAE]
    for y in sacral_heights(bones):
        centres.append(np.array([0.0, y, centres[-1][2]]))
    return np.arange(1.0, COCCYX + 1), np.array(centres)


def sacral_heights(bones: Skeleton) -> Array:
    """Return the heights of S1 … S5 and Co: the sacrum's midline cut into five parts that dwindle downward, and the coccyx."""
    sacrum, coccyx = bones["sacrum"], bones["coccyx"]
    near = sacrum[np.abs(sacrum[:, 0]) < 6]
    top = joint.extreme(near[near[:, 2] > near[:, 2].max() - 20], (0, 1, 0))[1]
    middles = np.cumsum(SACRAL_SHARES) - np.array(SACRAL_SHARES) / 2
    return np.append(top + (sacrum[:, 1].min() - top) * middles, (coccyx[:, 1].min() + coccyx[:, 1].max()) / 2)


def _midline(name: str, levels: Array, centres: Array, table: Array, front_rise: Array, reach: float) -> Tube:
    count = len(levels)
    front, lateral = np.tile([0.0, 0.0, 1.0], (count, 1)), np.tile([1.0, 0.0, 0.0], (count, 1))
    return Tube(name, levels, centres, front, lateral, reach, table, HALF_ROUND, centres[[0, -1]], None, front_rise)


def _trunk(bones: Skeleton) -> Tube:
    levels, centres = _column(bones)
    keep = levels >= 7
    table = np.arange(7.5, COCCYX + 0.01, 0.25)
    return _midline("trunk", levels[keep], centres[keep], table, _front_fall(levels[keep]), 260.0)


def _neck(bones: Skeleton) -> Tube:
    levels, centres = _column(bones)
    keep = levels <= 10
    table = np.arange(1.0, 8.51, 0.25)
    return _midline("neck", levels[keep], centres[keep], table, _front_fall(levels[keep]), 130.0)


def _front_fall(levels: Array) -> Array:
    """Return how steeply front rays fall, in degrees: the throat lies lower than the vertebrae behind it, the chest does not."""
    return np.interp(levels, [1.0, 7.0, 11.0], [-38.0, -30.0, 0.0])


def _head(surface: Surface, bones: Skeleton) -> Tube:
    """Return the head: level rays round a vertical axis up to half height, from there a fan up to the vertex."""
    base = joint.extreme(bones["atlas-c1"], (0, 1, 0), 0.01)[1]
    skin = surface.skin.vertices
    vertex = skin[:, 1].max()
    band = skin[np.abs(skin[:, 1] - (base + 0.4 * (vertex - base))) < 15]
    middle = (band[:, 2].min() + band[:, 2].max()) / 2
    levels = np.array([-0.5, 0.0, 0.5, 1.0])
    heights = base + (vertex - base) * np.array([-0.5, 0.0, 0.5, 0.5])
    centres = np.stack([np.zeros(4), heights, np.full(4, middle)], axis=1)
    rise = np.array([0.0, 0.0, 0.0, 90.0])
    front, lateral = np.tile([0.0, 0.0, 1.0], (4, 1)), np.tile([1.0, 0.0, 0.0], (4, 1))
    table = np.round(np.arange(-0.45, 1.01, 0.05), 4)
    return Tube("head", levels, centres, front, lateral, 150.0, table, HALF_ROUND, centres[[1, 2]], rise, None)


def _digit(name: str, knots: Array, dorsal: Array, lateral: Array, reach: float, heel_mm: float) -> Tube:
    """Return the tube along a chain of joints; dorsal and lateral (k, 3) are wishes, made square to the chain.

    At the tip, and at the heel where `heel_mm` is its radius, levels fan out over the rounded end.
    """
    length = np.r_[0, np.cumsum(np.linalg.norm(np.diff(knots, axis=0), axis=1))]
    along = np.gradient(knots, length, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    front = dorsal - along * (dorsal * along).sum(axis=1, keepdims=True)
    front /= np.linalg.norm(front, axis=1, keepdims=True)
    side = np.cross(front, along)
    side *= np.sign((side * lateral).sum(axis=1, keepdims=True))
    way = np.sign((np.cross(front, side) * along).sum(axis=1))
    rise = np.zeros(len(knots) + 1)
    rise[-1] = 90.0 * way[-1]
    rows = [*range(len(knots)), len(knots) - 1]
    length = np.append(length, length[-1] + TIP_MM)
    if heel_mm > 0:
        rows, rise = [0, *rows], np.r_[-90.0 * way[0], rise]
        length = np.r_[0, length + heel_mm]
    return Tube(name, length / length[-1], knots[rows], front[rows], side[rows], reach, FINE, ROUND, knots[[0, -1]], rise)


def _ends(points: Array, direction: Array) -> tuple[Array, Array]:
    """Return the middles of the two ends of a long bone, the near end first, seen along a direction."""
    low, high = joint.extreme(points, -direction, 0.08), joint.extreme(points, direction, 0.08)
    return low, high


def _chain(bones: Skeleton, start: Array, metapodial: str, phalanges: list[str], tarsal: Array | None = None) -> Array:
    """Return start, perhaps a tarsal joint, base and head of the metapodial, the joints between the phalanges, and the tip."""
    knots = [start] if tarsal is None else [start, tarsal]
    direction = bones[phalanges[-1]].mean(axis=0) - start
    direction /= np.linalg.norm(direction)
    near, far = _ends(bones[metapodial], direction)
    knots.append(near)
    for bone in phalanges:
        own = bones[bone].mean(axis=0) - far
        own /= np.linalg.norm(own)
        next_near, next_far = _ends(bones[bone], own)
        knots.append((far + next_near) / 2)
        far = next_far
    knots.append(joint.extreme(bones[phalanges[-1]], own) - own * TIP_MM / 2)
    return np.array(knots)


def _phalanges(part: str, digit: int) -> list[str]:
    rows = ("proximal", "distal") if digit == 1 else ("proximal", "middle", "distal")
    return [f"{row}-phalanx-of-{part}" for row in rows]


def _finger(bones: Skeleton, surface: Surface, digit: int) -> Tube:
    """Return a finger's tube from the wrist; dorsal is square to the palm at the wrist and to the nail at the tip."""
    wrist = joint.wrist(bones)
    knots = _chain(bones, wrist, f"{joint.DIGITS[digit - 1]}-metacarpal-bone", _phalanges(FINGERS[digit - 1], digit))
    index, little = (bones[f"{d}-metacarpal-bone"].mean(axis=0) for d in ("second", "fifth"))
    middle = bones["third-metacarpal-bone"].mean(axis=0)
    radial = (index - little) / np.linalg.norm(index - little)
    palm = np.cross(middle - wrist, radial)
    palm *= np.sign(palm @ (surface.of("dorsum-of-hand").mean(axis=0) - surface.of("palm").mean(axis=0)))
    palm /= np.linalg.norm(palm)
    nail = surface.normal_of("nail-plate", knots[-1], 14.0)
    share = np.array([0.0, 0.35, *np.linspace(0.7, 1, len(knots) - 2)])[:, None]
    dorsal = palm * (1 - share) + nail * share
    return _digit(f"hand-{digit}", knots, dorsal, np.tile(radial, (len(knots), 1)), 45.0, 0.0)


def _toe(bones: Skeleton, digit: int) -> Tube:
    """Return a toe's tube from the heel's back; dorsal is up, lateral is the side of the fifth toe."""
    calcaneus = bones["calcaneus"]
    heel = joint.extreme(calcaneus, (0, 0, -1), 0.02) + np.array([0, 0, HEEL_MM / 2])
    arch = (bones["navicular-bone" if digit < 4 else "cuboid-bone"].mean(axis=0) + bones["talus"].mean(axis=0)) / 2
    knots = _chain(bones, heel, f"{joint.DIGITS[digit - 1]}-metatarsal-bone", _phalanges(TOES[digit - 1], digit), arch)
    up, out = np.tile([0.0, 1.0, 0.0], (len(knots), 1)), np.tile([1.0, 0.0, 0.0], (len(knots), 1))
    return _digit(f"foot-{digit}", knots, up, out, 48.0, HEEL_MM)
