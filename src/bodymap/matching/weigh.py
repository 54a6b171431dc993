"""What the marked cells are worth to every candidate at once: zones × cells as one table, so that a list can follow the brush.

Every cell counts for a candidate with the best of its zones there. Cells are the body's, over both halves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bodymap.matching.setting import Setting
from bodymap.matching.zone import KINDS, ZoneKind, ZoneTable
from bodymap.session.record import CandidateKey

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one trigger point explains: the share of the marked area that counts by it, in which kind of zone."""

    number: int
    kind: ZoneKind
    share: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """One candidate's zones at the marked area: worth and shares by kind of zone, and whether one reaches it on its own side."""

    worth: dict[ZoneKind, float]
    shares: dict[ZoneKind, float]
    contributions: tuple[Contribution, ...]
    is_near: bool


def weigh(index: Indices, areas: Floats, table: ZoneTable, setting: Setting) -> dict[CandidateKey, Weighed]:
    """Return for each candidate that has a zone at the marked cells `index`, of `areas` (mm², as many), what they are worth to it."""
    layout = table.layout
    covered = table.at(index)
    columns = np.flatnonzero(covered.any(axis=0))
    if not len(columns):
        return {}
    groups = layout.group[columns]
    starts = np.flatnonzero(np.concatenate([[True], groups[1:] != groups[:-1]]))
    members = np.cumsum(np.concatenate([[False], groups[1:] != groups[:-1]]))
    return dict(_Weighing(index, areas, table, setting, columns, starts, members, covered[:, columns]).each())


@dataclass(frozen=True)
class _Weighing:
    """Columns are the zones that are hit; `starts` the first column of each candidate, `members` the candidate of each column."""

    index: Indices
    areas: Floats
    table: ZoneTable
    setting: Setting
    columns: Indices
    starts: Indices
    members: Indices
    covered: Bools

    def each(self) -> Iterator[tuple[CandidateKey, Weighed]]:
        """Yield every candidate that is hit."""
        layout, total = self.table.layout, float(self.areas.sum())
        is_left = self.index < self.table.cell_count // 2
        near = is_left[:, None] == layout.is_left[self.columns]
        value = self._values(near)
        counts = self._first_best(value)
        worth = self.areas @ (value * counts) / total
        share = self.areas @ counts.astype(float) / total
        is_near = ((value > 0) & near).any(axis=0)
        inside = self._inside(total)
        ends = [*self.starts[1:].tolist(), len(self.columns)]
        for place, (first, last) in enumerate(zip(self.starts.tolist(), ends, strict=True)):
            zones = [self.table.zones[int(layout.order[column])] for column in self.columns[first:last]]
            sums: dict[ZoneKind, float] = dict.fromkeys(KINDS, 0.0)
            contributions = []
            for column, zone in enumerate(zones, start=first):
                if share[column] > 0:
                    sums[zone.kind] += float(worth[column])
                    contributions.append(Contribution(zone.point.number, zone.kind, float(share[column])))
            shares: dict[ZoneKind, float] = {kind: float(inside[kind][place]) for kind in KINDS}
            yield zones[0].point.candidate, Weighed(sums, shares, self._sorted(contributions), bool(is_near[first:last].any()))

    def _values(self, near: Bools) -> Floats:
        """What each marked cell is worth by each zone, (cells, columns)."""
        weight = self.setting.weight
        sizes = self._sizes(self.table.layout.area_mm2[self.columns])
        kinds = np.array([getattr(weight, kind) for kind in KINDS])[self.table.layout.kind[self.columns]]
        return np.asarray(self.covered * (kinds * sizes) * np.where(near, 1.0, weight.other_side))

    def _sizes(self, zone_mm2: Floats) -> Floats:
        """The factor for zones larger than the marked area: 1 for none, down to the floor."""
        size = self.setting.size
        doublings = np.log2(np.maximum(1.0, zone_mm2 / max(1.0, float(self.areas.sum()))))
        return np.asarray(np.maximum(size.floor, 1.0 - size.per_doubling * doublings))

    def _first_best(self, value: Floats) -> Bools:
        """By which zone of each candidate a cell counts: the best, of equals the first."""
        best = np.maximum.reduceat(value, self.starts, axis=1)
        is_best = (value == best[:, self.members]) & (value > 0)
        seen = is_best.cumsum(axis=1, dtype=np.int32)
        before = seen[:, self.starts] - is_best[:, self.starts]
        return np.asarray(is_best & (seen - before[:, self.members] == 1))

    def _inside(self, total: float) -> dict[ZoneKind, Floats]:
        """The share of the marked area in each candidate's essential zones, in what spillover adds, and in what is only reported."""
        kinds = self.table.layout.kind[self.columns]
        taken = np.zeros((len(self.index), len(self.starts)), dtype=np.bool_)
        shares: dict[ZoneKind, Floats] = {}
        for code, kind in enumerate(KINDS):
            inside = np.logical_or.reduceat(self.covered & (kinds == code), self.starts, axis=1)
            shares[kind] = self.areas @ (inside & ~taken) / total
            taken |= inside
        return shares

    def _sorted(self, contributions: list[Contribution]) -> tuple[Contribution, ...]:
        weight = self.setting.weight
        return tuple(sorted(contributions, key=lambda each: (-each.share * getattr(weight, each.kind), each.number)))

