"""Two candidates side by side, differences only; and the one trigger point that would separate the remaining candidates best.

Plain values with sentences, for window and command line alike. Ordinal words only, never a likelihood.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bodymap.knowledge.claim import Commonness
from bodymap.knowledge.record import Muscle
from bodymap.matching.engine import Engine
from bodymap.matching.rank import Candidate
from bodymap.matching.remainder import explained
from bodymap.own.record import WHOLE, named
from bodymap.session.record import CandidateKey, PointKey, Session
from bodymap.tongue import listed, tr
from bodymap.vocabulary import word

_REMAINING = 5
_NEAR_BEST = 0.4
"""Candidates below this part of the best one's score are not worth a check of their own."""
_MOST_REGIONS = 3
_MOST_CLAIMS = 3
_LARGE_MM2 = 600.0
"""A part of a zone smaller than this, about a thumb's width each way, is no difference."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which two candidates differ; an empty text means that nothing is known or there of it."""

    topic: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What tells two candidates apart, in the order of reading."""

    first: CandidateKey
    second: CandidateKey
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """The trigger point to press next, and why."""

    point: PointKey
    sentence: str


def tell_apart(engine: Engine, session: Session, first: CandidateKey, second: CandidateKey) -> Comparison:
    """Return in what two candidates differ for this session; what they share is left out."""
    one, other = engine.knowledge.muscle(first.muscle), engine.knowledge.muscle(second.muscle)
    rows = [
        _marked_share(engine, session, first, second),
        _only_in(engine, first, second),
        Difference(tr("How it is told"), _tells(one, other), _tells(other, one)),
        Difference(tr("Layer"), word(one.layer), word(other.layer)),
        Difference(tr("How common"), _common(one), _common(other)),
        Difference(tr("Client says"), *_only(tuple(each.text for each in one.symptoms), tuple(each.text for each in other.symptoms))),
        Difference(tr("Tests"), *_only(tuple(each.name for each in one.tests), tuple(each.name for each in other.tests))),
    ]
    return Comparison(first, second, tuple(row for row in rows if row.first != row.second))


def next_check(engine: Engine, session: Session) -> Check | None:
    """Return the trigger point that would best separate the remaining candidates when pressed; None for fewer than two.

    Best is the point that alone accounts for the most of what is marked where the other candidates do not; points that were examined
    already are left out. A tie goes to the better candidate, then to the lower number.
    """
    found = [each for each in engine.candidates(session) if each.contributions]
    remaining = [each for each in found[:_REMAINING] if each.score >= _NEAR_BEST * found[0].score]
    if len(remaining) < 2:
        return None
    index = np.flatnonzero(engine.marked(session).cells)
    areas = engine.body.cells.areas[index].astype(float)
    covers = {each.key: explained(each.key, engine.table, index) for each in remaining}
    best: tuple[float, float, PointKey, Candidate] | None = None
    for candidate in remaining:
        others = np.mean([covers[each.key] for each in remaining if each is not candidate], axis=0)
        for number in sorted(set(candidate.numbers) - {WHOLE}):
            point = PointKey(candidate.key.muscle, candidate.key.side, number)
            if session.finding(point) is not None:
                continue
            inside = _point_cover(engine, point, index)
            alone, whole = float((areas * inside * (1 - others)).sum()), float(areas[inside].sum())
            if best is None or (alone, whole) > (best[0] + 1e-6, best[1] + 1e-6):
                best = (alone, whole, point, candidate)
    return None if best is None else Check(best[2], _why(engine, best[2], remaining, best[0] / max(best[1], 1e-9)))


def _why(engine: Engine, point: PointKey, remaining: Sequence[Candidate], alone: float) -> str:
    names = [engine.knowledge.muscle(each.key.muscle).name for each in remaining if each.key != point.candidate]
    own = engine.knowledge.muscle(point.muscle).name
    others = listed(names)
    reason = (
        tr("its zone covers marked skin that {muscles} hardly reaches", "its zone covers marked skin that {muscles} hardly reach", n=len(names), muscles=others)
        if alone > 0.5
        else tr("its pattern overlaps with {muscles}, so only the finger decides", muscles=others)
    )
    return tr("Next, press TrP {number} of {muscle}, {side}: {reason}.", number=named(point.number), muscle=own.lower(), side=word(point.side), reason=reason)


def _point_cover(engine: Engine, point: PointKey, index: NDArray[np.intp]) -> NDArray[np.bool_]:
    zones = [zone for zone in engine.table.of(point) if zone.kind != "reported"]
    return np.logical_or.reduce([zone.cells[index] for zone in zones]) if zones else np.zeros(len(index), dtype=np.bool_)


def _marked_share(engine: Engine, session: Session, first: CandidateKey, second: CandidateKey) -> Difference:
    found = {each.key: each for each in engine.candidates(session)}
    return Difference(tr("Covers of the marked area"), _words(engine, found.get(first)), _words(engine, found.get(second)))


def _words(engine: Engine, candidate: Candidate | None) -> str:
    if candidate is None or not candidate.contributions:
        return tr("none of it")
    words = engine.setting.words
    parts = [(candidate.essential_share, "essential"), (candidate.spillover_share, "spillover"), (candidate.own_share, "your own zone"), (candidate.reported_share, "reported")]
    return ", ".join(f"{word(kind)}: {word(words.of(share))}" for share, kind in parts if share > 0)


def _only_in(engine: Engine, first: CandidateKey, second: CandidateKey) -> Difference:
    """Where only one of the two is usually felt, by the names of the skin regions."""
    one, other = _essential(engine, first), _essential(engine, second)
    reach_one, reach_other = one | _reach(engine, first), other | _reach(engine, second)
    return Difference(tr("Felt only there"), _regions(engine, one & ~reach_other), _regions(engine, other & ~reach_one))


def _essential(engine: Engine, key: CandidateKey) -> NDArray[np.bool_]:
    return _union(engine, key, ("essential",))


def _reach(engine: Engine, key: CandidateKey) -> NDArray[np.bool_]:
    return _union(engine, key, ("essential", "spillover"))


def _union(engine: Engine, key: CandidateKey, kinds: tuple[str, ...]) -> NDArray[np.bool_]:
    rows = [row for row in engine.table.rows_of.get(key, ()) if engine.table.zones[row].kind in kinds]
    return engine.table.union(rows)


def _regions(engine: Engine, cells: NDArray[np.bool_]) -> str:
    body = engine.body.cells
    index = np.flatnonzero(cells)
    sums = np.bincount(body.region[index], weights=body.areas[index], minlength=len(body.region_names))
    largest = [int(each) for each in np.argsort(-sums, kind="stable")[:_MOST_REGIONS] if sums[each] >= _LARGE_MM2]
    names = (engine.terminology.find(body.region_names[each]) for each in largest)
    return ", ".join(name.name_en.lower() for name in names if name)


def _tells(muscle: Muscle, other: Muscle) -> str:
    """What `other`'s record says of how to tell it from `muscle`: said of `muscle`."""
    return " ".join(each.tells_apart for each in other.look_alikes if each.muscle == muscle.id)


def _common(muscle: Muscle) -> str:
    order: tuple[Commonness, ...] = ("often", "sometimes", "rarely")
    return next((word(each) for each in order if any(point.commonness == each for point in muscle.trigger_points)), "")


def _only(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, str]:
    """The first few of each that the other has not."""
    mine = [text for text in one if text not in other][:_MOST_CLAIMS]
    theirs = [text for text in other if text not in one][:_MOST_CLAIMS]
    return " · ".join(mine), " · ".join(theirs)
