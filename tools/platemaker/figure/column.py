"""Keeps the vertebral column whole: vertebrae of their own shape, one above the other as on the first body.

Left to the skins, a column drifts: a level is read off the vertebrae that are being laid on, and what lies between two skins nearer together is
squeezed, bones and all. So each vertebra is laid on as a whole, scaled by the bodies' heights; between the levels that are known the column is stretched more evenly, and
each spinous process stays as near to the skin as the map brings what lies there. Body frame, millimetres, left half.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from tools.platemaker.figure.warp import Pairs
from tools.platemaker.joint import VERTEBRAE, Skeleton

Array = NDArray[np.float64]

KEPT = VERTEBRAE[2:]
"""All but atlas and axis, which go with the skull."""
KNOWN = tuple(KEPT.index(name) for name in ("vertebra-c3", "vertebra-c7", "vertebra-l5"))
"""The uppermost, and the levels that a landmark holds: nape and loins are told by the skin, what lies between is not."""
EVEN = 0.5
"""How far the levels between are spread evenly: shoulder blades and collar bones hang with arms that hang lower, and would be torn if all were."""
MIDLINE_MM = 2.0


def pairs(bones: Skeleton, laid: Callable[[Array], Array], scale: float) -> Pairs:
    """Return a few points of each vertebra of the first body, and where they lie on the second; `laid` is the map so far."""
    shapes = [bones[name][bones[name][:, 0] >= 0] for name in KEPT]
    moved = [laid(shape) for shape in shapes]
    before, after = (np.array([each[:, 1:].mean(axis=0) for each in parts]) for parts in (shapes, moved))
    tips = np.array([laid(_keys(shape)[:1])[0, 1:] for shape in shapes])
    even = -np.interp(-before[:, 0], *(-each[list(KNOWN), 0] for each in (before, after)))
    heights = after[:, 0] + EVEN * (even - after[:, 0])
    depths = np.interp(-heights, -after[:, 0], after[:, 1])
    leans = _slope(np.column_stack([heights, depths])) - _slope(before)
    turns = (leans + [_turn(*each) for each in zip(shapes, moved, strict=True)]) / 2
    keys = [_keys(shape) for shape in shapes]
    laid_keys = []
    for own, middle, height, turn in zip(keys, before, heights, turns, strict=True):
        points = scale * (own - [0.0, *middle]) @ _about(turn).T
        points[:, 1] += height
        points[:, 2] += np.interp(-points[0, 1], -tips[:, 0], tips[:, 1]) - points[0, 2]
        laid_keys.append(points)
    return Pairs(np.vstack(keys), np.vstack(laid_keys))


def _keys(points: Array) -> Array:
    """The tip of the spinous process, the front of the body, its side and the tip of the transverse process."""
    middle = points[points[:, 0] < MIDLINE_MM]
    ahead = points[points[:, 2] > (points[:, 2].min() + 3 * points[:, 2].max()) / 4]
    keys = np.array([middle[middle[:, 2].argmin()], middle[middle[:, 2].argmax()], ahead[ahead[:, 0].argmax()], points[points[:, 0].argmax()]])
    keys[:2, 0] = 0.0
    return keys


def _slope(middles: Array) -> Array:
    """How far the column leans forward at each vertebra, as an angle."""
    along = np.gradient(middles, axis=0)
    return np.asarray(np.arctan2(along[:, 1], -along[:, 0]))


def _turn(points: Array, moved: Array) -> float:
    """How the map itself turns a vertebra, as an angle."""
    first, second = (each[:, 1:] - each[:, 1:].mean(axis=0) for each in (points, moved))
    return float(np.arctan2((first[:, 1] * second[:, 0] - first[:, 0] * second[:, 1]).sum(), (first * second).sum()))


def _about(angle: float) -> Array:
    """A turn about the transverse axis: by it what points down comes forward."""
    cos, sin = np.cos(angle), np.sin(angle)
    return np.array([[1.0, 0.0, 0.0], [0.0, cos, sin], [0.0, -sin, cos]])
