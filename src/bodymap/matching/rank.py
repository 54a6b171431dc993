"""Candidates for a marked area in a total order, each score a sum of named parts.

Every marked cell counts for a muscle with the best of the zones that cover it, so a score is a mean over the marked area and
the order of the marks cannot matter. Parts add up to the score exactly.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from bodymap.ids import Side
from bodymap.knowledge.record import Muscle
from bodymap.matching.setting import Setting
from bodymap.matching.weigh import Contribution, Weighed, weigh
from bodymap.matching.zone import KINDS, ZoneTable
from bodymap.session.record import CandidateKey

PartName = Literal["essential", "spillover", "own zone", "reported", "own place", "commonness", "held below"]
_EPSILON = 1e-4
_NOTHING = Weighed(dict.fromkeys(KINDS, 0.0), dict.fromkeys(KINDS, 0.0), (), is_near=False)


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
class Candidate:
    """A muscle on one side that may send the marked pain. Shares are of the marked area and sum to 1."""

    key: CandidateKey
    rank: int
    score: float
    parts: tuple[Part, ...]
    contributions: tuple[Contribution, ...]
    essential_share: float
    spillover_share: float
    own_share: float
    reported_share: float
    own_place: float
    only_crosses: bool
    """It reaches the marked area only across the midline."""

    @property
    def outside_share(self) -> float:
        """The share of the marked area that none of its zones covers."""
        return max(0.0, 1.0 - self.essential_share - self.spillover_share - self.own_share - self.reported_share)

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
    weighed = weigh(index, areas[index].astype(float), table, setting)
    found = [
        _candidate(key, weighed.get(key), muscles[key.muscle], marked.own_place.get(key, 0.0), setting)
        for key in sorted(weighed.keys() | {key for key, value in marked.own_place.items() if value > 0})
    ]
    ordered = sorted(_hold_twins(_hold_own_places(found)), key=lambda each: _order(each, muscles))
    return tuple(replace(candidate, rank=place) for place, candidate in enumerate(ordered, start=1))


def _order(candidate: Candidate, muscles: Mapping[str, Muscle]) -> tuple[float, str, int]:
    return (-round(candidate.score, 6), muscles[candidate.key.muscle].name, 0 if candidate.key.side is Side.LEFT else 1)


def _candidate(key: CandidateKey, weighed: Weighed | None, muscle: Muscle, own_place: float, setting: Setting) -> Candidate:
    weighed = weighed or _NOTHING
    parts = _parts(weighed, muscle, own_place, setting)
    return Candidate(
        key=key,
        rank=0,
        score=sum(part.value for part in parts),
        parts=parts,
        contributions=weighed.contributions,
        essential_share=weighed.shares["essential"],
        spillover_share=weighed.shares["spillover"],
        own_share=weighed.shares["own"],
        reported_share=weighed.shares["reported"],
        own_place=own_place,
        only_crosses=bool(weighed.contributions) and not weighed.is_near and own_place <= 0,
    )


def _parts(weighed: Weighed, muscle: Muscle, own_place: float, setting: Setting) -> tuple[Part, ...]:
    weight = setting.weight
    commonness = {point.number: weight.of_commonness(point.commonness) for point in muscle.trigger_points}
    common = sum(commonness.get(each.number, 0.0) * each.share * getattr(weight, each.kind) for each in weighed.contributions)
    parts = (
        Part("essential", weighed.worth["essential"]),
        Part("spillover", weighed.worth["spillover"]),
        Part("own zone", weighed.worth["own"]),
        Part("reported", weighed.worth["reported"]),
        Part("own place", weight.own_place * own_place),
        Part("commonness", common),
    )
    return tuple(part for part in parts if part.value > 0)


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
