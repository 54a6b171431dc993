"""The same-limb rule: which skin a stroke may reach from where it runs. Left never colours right, a leg never the hand beside it.

Skin is sorted into zones of the body by its canonical address. A stroke point in one zone reaches the zones that grow together with
it at a joint, on its own side; across the midline it reaches only from trunk, neck and head, or back onto them.
"""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from bodymap.atlas.cell import Cells

Codes = NDArray[np.int8]


class Zone(IntEnum):
    """Where on the body a piece of skin is, as far as reaching goes."""

    TRUNK = 0
    HIP = 1
    UPPER_THIGH = 2
    LEG = 3
    SHOULDER = 4
    UPPER_ARM = 5
    FOREARM = 6


_JOINT_LEVEL = 0.05
"""Above it a limb's skin lies over the joint: buttock and shoulder."""
_ROOT_LEVEL = 0.4
"""Above it a limb still borders on the trunk: groin, inner thigh, armpit."""

_TOGETHER = (
    (Zone.TRUNK, Zone.HIP),
    (Zone.TRUNK, Zone.UPPER_THIGH),
    (Zone.TRUNK, Zone.SHOULDER),
    (Zone.TRUNK, Zone.UPPER_ARM),
    (Zone.HIP, Zone.UPPER_THIGH),
    (Zone.HIP, Zone.LEG),
    (Zone.UPPER_THIGH, Zone.LEG),
    (Zone.SHOULDER, Zone.UPPER_ARM),
    (Zone.SHOULDER, Zone.FOREARM),
    (Zone.UPPER_ARM, Zone.FOREARM),
)
"""Pairs that a stroke may join on one side; every zone also with itself."""
_ACROSS = ((Zone.TRUNK, Zone.TRUNK), (Zone.TRUNK, Zone.HIP))
"""Pairs that a stroke may join over the midline."""


def zones(cells: Cells) -> Codes:
    """Return the `Zone` of every cell, as small integers (2n,)."""
    names = np.array([name.partition("-")[0] for name in cells.segment_names])[cells.segment]
    found = np.full(len(cells), Zone.TRUNK, dtype=np.int8)
    found[np.isin(names, ("thigh", "leg", "foot"))] = Zone.LEG
    found[np.isin(names, ("arm", "forearm", "hand"))] = Zone.FOREARM
    for segment, over, root in (("thigh", Zone.HIP, Zone.UPPER_THIGH), ("arm", Zone.SHOULDER, Zone.UPPER_ARM)):
        is_on = names == segment
        found[is_on & (cells.level < _ROOT_LEVEL)] = root
        found[is_on & (cells.level < _JOINT_LEVEL)] = over
    return found


def _matrix(pairs: tuple[tuple[Zone, Zone], ...]) -> NDArray[np.bool_]:
    matrix = np.zeros((len(Zone), len(Zone)), dtype=bool)
    for first, second in pairs:
        matrix[first, second] = matrix[second, first] = True
    return matrix


_SAME_SIDE = _matrix(_TOGETHER) | np.eye(len(Zone), dtype=bool)
_OTHER_SIDE = _matrix(_ACROSS)


def reachable(zone: int, skin_zones: Codes, is_same_side: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which skin a stroke point in `zone` may reach; `skin_zones` and `is_same_side` describe the skin, one entry each."""
    return np.asarray(np.where(is_same_side, _SAME_SIDE[zone][skin_zones], _OTHER_SIDE[zone][skin_zones]))
