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
    index = np.flatnonzero(cells)
    keys = [each.key for each in candidates[:_CONSIDERED] if each.contributions]
    covered = {key: explained(key, table, index) for key in keys}
    weights = areas[index].astype(float)
    inside_of_best = np.zeros(len(index), dtype=np.bool_)
    for size in range(1, _MOST + 1):
        for group in combinations(keys, size):
            inside = np.logical_or.reduce([covered[key] for key in group])
            share = float(weights[inside].sum() / weights.sum())
            if share >= best.share + (_GAIN if size > len(best.candidates) else 1e-9):
                best, inside_of_best = Explanation(group, share, cells), inside
    unexplained = np.zeros_like(cells)
    unexplained[index[~inside_of_best]] = True
    return Explanation(best.candidates, best.share, unexplained)


def explained(key: CandidateKey, table: ZoneTable, index: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Return which of the cells `index` lie in a candidate's essential zones or spillover."""
    rows = [row for row in table.rows_of.get(key, ()) if table.zones[row].kind != "reported"]
    return table.union(rows)[index]
