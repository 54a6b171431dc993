"""The toes of a skin, found by rule: their tips and what lies round each, so that toes are paired with toes.

Going back from the tips, the skin of each toe is a piece of its own until it meets its neighbour's. Where toes touch, skins may be closed far before the web:
so each toe is read from its tip, and webs are not paired. Body frame, millimetres, left foot.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.platemaker.refine import weld

Array = NDArray[np.float64]
Index = NDArray[np.int64]

COUNT = 5
ANKLE_MM = 90.0
"""The foot is the skin below this height."""
LEAST_MM = 4.0
"""What stands out less before it meets another piece is no toe."""
SHARES = (0.015, 0.03, 0.045)
"""Where each toe is read: how far behind its tip, as shares of the foot's length."""
BAND_MM, BAND_POINTS = 4.0, 24
AROUND = np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])


@dataclass
class Toe:
    """A piece of skin that grows back from its tip."""

    tip: int
    members: list[int]
    own: list[int]
    """What it held when it first met a neighbour."""


def points(vertices: Array, faces: Index) -> Array:
    """Return the same points of the toes on every skin (n, 3): tips, and outermost skin on four sides, from the great toe to the little one.

    Raises `ValueError` where the skin does not have five toes.
    """
    skin, triangles = weld(vertices, faces)
    foot = np.flatnonzero((skin[:, 1] < ANKLE_MM) & (skin[:, 0] > 0))
    toes = sorted(_parted(skin, triangles, foot), key=lambda toe: skin[toe.tip, 0])
    if len(toes) != COUNT:
        raise ValueError(f"the skin has {len(toes)} toes instead of {COUNT}")
    length = float(np.ptp(skin[foot, 2]))
    return np.vstack([skin[[toe.tip for toe in toes]], *(_round(skin[toe.own], skin[toe.tip, 2], length) for toe in toes)])


def _round(own: Array, tip: float, length: float) -> Array:
    """The outermost skin of one toe on four sides, at some places behind its tip."""
    found = []
    for share in SHARES:
        depth = tip - share * length
        band = own[np.argsort(np.abs(own[:, 2] - depth), kind="stable")[:BAND_POINTS], :]
        band = band[np.abs(band[:, 2] - depth) < BAND_MM][:, :2]
        middle, half = (band.max(axis=0) + band.min(axis=0)) / 2, np.ptp(band, axis=0) / 2
        found += [[*(middle + half * way), depth] for way in AROUND]
    return np.array(found)


def _parted(skin: Array, faces: Index, foot: Index) -> list[Toe]:
    """Return the pieces of skin that stand out to the front, each as far as it is a piece of its own."""
    inside = np.zeros(len(skin), dtype=bool)
    inside[foot] = True
    near: dict[int, set[int]] = {}
    for a, b, c in faces[inside[faces].all(axis=1)].tolist():
        for one, two in ((a, b), (b, c), (c, a)):
            near.setdefault(one, set()).add(two)
            near.setdefault(two, set()).add(one)
    piece: dict[int, Toe] = {}
    toes: list[Toe] = []
    webs = 0
    for vertex in foot[np.argsort(-skin[foot, 2], kind="stable")].tolist():
        met = {id(piece[n]): piece[n] for n in near.get(vertex, ()) if n in piece}
        pieces = sorted(met.values(), key=lambda each: -skin[each.tip, 2])
        if not pieces:
            piece[vertex] = Toe(vertex, [vertex], [])
            continue
        first, *others = pieces
        grown = [each for each in others if skin[each.tip, 2] - skin[vertex, 2] > LEAST_MM]
        for each in grown:
            webs += 1
            for toe in (first, each):
                if not toe.own:
                    toe.own = list(toe.members)
                    toes.append(toe)
        for each in others:
            first.members += each.members
            for member in each.members:
                piece[member] = first
        first.members.append(vertex)
        piece[vertex] = first
        if webs == COUNT - 1:
            break
    return toes
