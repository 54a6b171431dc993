"""Candidates for a marked area in a total order, each score a sum of named parts.

Every marked cell counts for a muscle with the best of the zones that cover it, so a score is a mean over the marked area and
the order of the marks cannot matter. Parts add up to the score exactly.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from bodymap.ids import Side
from bodymap.knowledge.record import Muscle
from bodymap.matching.setting import Setting
from bodymap.matching.zone import ZoneTable
from bodymap.session.record import CandidateKey

PartName = Literal["essential", "spillover", "reported", "own place", "commonness", "held below"]
_EPSILON = 1e-4


@dataclass(frozen=True)
class Marked:
    """What is marked: skin cells (over both halves) and, for a muscle's own place, how much of the marks lies over each muscle.

    `own_place` is 0 … 1: 1 where every mark lies over the muscle with nothing but skin between.
    """

    cells: NDArray[np.bool_]
    own_place: Mapping[CandidateKey, float]


@dataclass(frozen=True, slots=True)
class Part:
    """One summand of a score."""

    name: PartName
    value: float


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one trigger point explains: the share of the marked area that counts by it, in which kind of zone."""

    number: int
    kind: Literal["essential", "spillover", "reported"]
    share: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A muscle on one side that may send the marked pain. Shares are of the marked area and sum to 1."""

    key: CandidateKey
    rank: int
    score: float
    parts: tuple[Part, ...]
    contributions: tuple[Contribution, ...]
    essential_share: float
    spillover_share: float
    reported_share: float
    own_place: float
    only_crosses: bool
    """It reaches the marked area only across the midline."""

    @property
    def outside_share(self) -> float:
        """The share of the marked area that none of its zones covers."""
        return max(0.0, 1.0 - self.essential_share - self.spillover_share - self.reported_share)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The trigger points that count, the one that explains most first."""
        return tuple(dict.fromkeys(each.number for each in self.contributions))


def rank(
    marked: Marked,
    table: ZoneTable,
    areas: NDArray[np.float32],
    muscles: Mapping[str, Muscle],
    setting: Setting,
) -> tuple[Candidate, ...]:
    """Return the candidates, best first; ties by name, then left before right. Empty where nothing is marked or fits.

    `areas` are the cells' areas in mm², over both halves like `marked.cells`.
    """
    index = np.flatnonzero(marked.cells)
    if not len(index):
        return ()
    scorer = _Scorer(index, areas[index].astype(float), len(areas) // 2, setting)
    found = [
        candidate
        for key, rows in _rows_by_candidate(table, marked.own_place)
        if (candidate := scorer.weigh(key, rows, table, muscles[key.muscle], marked.own_place.get(key, 0.0)))
    ]
    ordered = sorted(_hold_twins(_hold_own_places(found)), key=lambda each: _order(each, muscles))
    return tuple(replace(candidate, rank=place) for place, candidate in enumerate(ordered, start=1))


def _order(candidate: Candidate, muscles: Mapping[str, Muscle]) -> tuple[float, str, int]:
    return (-round(candidate.score, 6), muscles[candidate.key.muscle].name, 0 if candidate.key.side is Side.LEFT else 1)


def _rows_by_candidate(
    table: ZoneTable, own_place: Mapping[CandidateKey, float]
) -> Iterator[tuple[CandidateKey, list[int]]]:
    rows: dict[CandidateKey, list[int]] = {key: [] for key in own_place}
    for row, zone in enumerate(table.zones):
        rows.setdefault(zone.point.candidate, []).append(row)
    yield from sorted(rows.items())


@dataclass(frozen=True)
class _Scorer:
    """Weighs one candidate against the marked cells `index` with their `areas`; `half` is the number of left cells."""

    index: NDArray[np.intp]
    areas: NDArray[np.float64]
    half: int
    setting: Setting

    def weigh(
        self, key: CandidateKey, rows: list[int], table: ZoneTable, muscle: Muscle, own_place: float
    ) -> Candidate | None:
        """Return the candidate, or None where neither a zone nor the muscle itself lies at the marked area."""
        values = self._values(key, rows, table)
        best = values.argmax(axis=0) if len(rows) else np.zeros(len(self.index), dtype=np.intp)
        value = values.max(axis=0) if len(rows) else np.zeros(len(self.index))
        total = self.areas.sum()
        if not value.any() and own_place <= 0:
            return None
        contributions = []
        worth = {"essential": 0.0, "spillover": 0.0, "reported": 0.0}
        for order, row in enumerate(rows):
            counts = (best == order) & (value > 0)
            if counts.any():
                zone = table.zones[row]
                worth[zone.kind] += float((value * self.areas)[counts].sum() / total)
                contributions.append(Contribution(zone.point.number, zone.kind, float(self.areas[counts].sum() / total)))
        shares = self._shares(rows, table)
        parts = self._parts(worth, contributions, muscle, own_place)
        near = self.index < self.half if key.side is Side.LEFT else self.index >= self.half
        return Candidate(
            key=key,
            rank=0,
            score=sum(part.value for part in parts),
            parts=parts,
            contributions=tuple(sorted(contributions, key=lambda each: (-_weight(each, self.setting), each.number))),
            essential_share=shares["essential"],
            spillover_share=shares["spillover"],
            reported_share=shares["reported"],
            own_place=own_place,
            only_crosses=bool(value.any() and not value[near].any() and own_place <= 0),
        )

    def _values(self, key: CandidateKey, rows: list[int], table: ZoneTable) -> NDArray[np.float64]:
        """What each marked cell is worth by each zone, (rows, cells)."""
        weight = self.setting.weight
        far = self.index >= self.half if key.side is Side.LEFT else self.index < self.half
        side = np.where(far, weight.other_side, 1.0)
        covered = table.matrix[rows][:, self.index]
        factors = [getattr(weight, table.zones[row].kind) * self._size(table.zones[row].area_mm2) for row in rows]
        values: NDArray[np.float64] = covered * np.array(factors).reshape(-1, 1) * side
        return values

    def _size(self, zone_mm2: float) -> float:
        """The factor for a zone larger than the marked area: 1 for none, down to the floor."""
        size = self.setting.size
        doublings = math.log2(max(1.0, zone_mm2 / max(1.0, float(self.areas.sum()))))
        return max(size.floor, 1.0 - size.per_doubling * doublings)

    def _shares(self, rows: list[int], table: ZoneTable) -> dict[str, float]:
        """The shares of the marked area in the essential zones, in what spillover adds, and in what is only reported."""
        taken = np.zeros(len(self.index), dtype=np.bool_)
        shares = {}
        for kind in ("essential", "spillover", "reported"):
            inside = np.zeros(len(self.index), dtype=np.bool_)
            for row in rows:
                if table.zones[row].kind == kind:
                    inside |= table.matrix[row, self.index]
            shares[kind] = float(self.areas[inside & ~taken].sum() / self.areas.sum())
            taken |= inside
        return shares

    def _parts(
        self, worth: Mapping[str, float], contributions: Iterable[Contribution], muscle: Muscle, own_place: float
    ) -> tuple[Part, ...]:
        weight = self.setting.weight
        commonness = {point.number: weight.of_commonness(point.commonness) for point in muscle.trigger_points}
        common = sum(commonness[each.number] * each.share * _kind_weight(each.kind, self.setting) for each in contributions)
        parts = (
            Part("essential", worth["essential"]),
            Part("spillover", worth["spillover"]),
            Part("reported", worth["reported"]),
            Part("own place", weight.own_place * own_place),
            Part("commonness", common),
        )
        return tuple(part for part in parts if part.value > 0)


def _kind_weight(kind: str, setting: Setting) -> float:
    weight: float = getattr(setting.weight, kind)
    return weight


def _weight(contribution: Contribution, setting: Setting) -> float:
    return contribution.share * _kind_weight(contribution.kind, setting)


def _hold_own_places(candidates: list[Candidate]) -> list[Candidate]:
    """A muscle that is only near (its own place, no zone) stays below every muscle whose essential zone is hit."""
    hit = [each.score for each in candidates if each.essential_share > 0 and not each.only_crosses]
    ceiling = min(hit, default=math.inf) - _EPSILON
    return [_held(each, ceiling) if not each.contributions else each for each in candidates]


def _hold_twins(candidates: list[Candidate]) -> list[Candidate]:
    """A muscle that only reaches over the midline stays below its twin on the marked side, and goes where there is none."""
    scores = {each.key: each.score for each in candidates}
    out = []
    for each in candidates:
        if not each.only_crosses:
            out.append(each)
            continue
        twin = scores.get(CandidateKey(each.key.muscle, each.key.side.opposite))
        if twin is not None:
            out.append(_held(each, twin - _EPSILON))
    return out


def _held(candidate: Candidate, ceiling: float) -> Candidate:
    if candidate.score <= ceiling:
        return candidate
    part = Part("held below", ceiling - candidate.score)
    return replace(candidate, score=ceiling, parts=(*candidate.parts, part))


def without(candidates: Iterable[Candidate], dropped: Collection[CandidateKey]) -> tuple[Candidate, ...]:
    """Return the candidates that were not dropped, ranks closed up from 1."""
    kept = (each for each in candidates if each.key not in dropped)
    return tuple(replace(each, rank=place) for place, each in enumerate(kept, start=1))
