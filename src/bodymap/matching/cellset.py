"""Sets of skin cells, eight cells a byte: there are more than a thousand zones on tens of thousands of cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Cells = NDArray[np.bool_]
_AT_ONCE = 128


@dataclass(frozen=True, eq=False)
class CellSet:
    """One set of cells."""

    packed: NDArray[np.uint8]
    count: int
    """Of how many cells, in it or not."""

    @classmethod
    def of(cls, cells: Cells) -> CellSet:
        """Return the set of the cells (n,) that are true.

        >>> CellSet.of(np.array([True, False, True])).cells
        array([ True, False,  True])
        """
        return cls(np.packbits(cells), len(cells))

    @property
    def cells(self) -> Cells:
        """Whether each cell (n,) is in it."""
        return np.unpackbits(self.packed, count=self.count).view(np.bool_)


@dataclass(frozen=True, eq=False)
class ByCell:
    """Many sets, turned round: for each cell in which of them it is."""

    packed: NDArray[np.uint8]
    count: int

    @classmethod
    def of(cls, sets: Sequence[CellSet]) -> ByCell:
        """Return `sets`, all of the same number of cells, turned round."""
        groups = (sets[first : first + _AT_ONCE] for first in range(0, len(sets), _AT_ONCE))
        packed = [np.packbits([each.cells for each in group], axis=0) for group in groups]
        return cls(np.ascontiguousarray(np.concatenate(packed).T) if packed else np.zeros((0, 0), np.uint8), len(sets))

    def at(self, index: NDArray[np.intp]) -> Cells:
        """Return whether the cells `index` (k,) are in each set: (k × sets)."""
        if not self.count:
            return np.zeros((len(index), 0), dtype=np.bool_)
        return np.unpackbits(self.packed[index], axis=1, count=self.count).view(np.bool_)
