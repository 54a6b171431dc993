"""What candidates explain together and what stays unexplained; the smallest set that explains most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from bodymap.matching.rank import Candidate
from bodymap.matching.zone import ZoneTable
from bodymap.session.record import CandidateKey

_CONSIDERED = 8
_MOST = 3
_GAIN = 0.05


@dataclass(frozen=True)
class Explanation:
    """A set of candidates, the share of the marked area that their zones cover, and the marked cells that none covers."""

    candidates: tuple[CandidateKey, ...]
    share: float
    unexplained: NDArray[np.bool_]


def explanation(
    cells: NDArray[np.bool_], candidates: Sequence[Candidate], table: ZoneTable, areas: NDArray[np.float32]
) -> Explanation:
    """Return the smallest set of up to three candidates that explains the most of the marked `cells`.

    A larger set must explain at least a twentieth more than a smaller one. Reported zones explain nothing. Where nothing is
    marked, or nothing fits, the set is empty.
    """
    best = Explanation((), 0.0, cells.copy())
    keys = [each.key for each in candidates[:_CONSIDERED] if each.contributions]
    covered = {key: _covered(key, table, cells) for key in keys}
    total = float(areas[cells].sum())
    for size in range(1, _MOST + 1):
        for group in combinations(keys, size):
            inside = np.logical_or.reduce([covered[key] for key in group])
            share = float(areas[inside].sum()) / total
            if share >= best.share + (_GAIN if size > len(best.candidates) else 1e-9):
                best = Explanation(group, share, cells & ~inside)
    return best


def _covered(key: CandidateKey, table: ZoneTable, cells: NDArray[np.bool_]) -> NDArray[np.bool_]:
    inside = np.zeros_like(cells)
    for row, zone in enumerate(table.zones):
        if zone.point.candidate == key and zone.kind != "reported":
            inside |= table.matrix[row] & cells
    return inside
