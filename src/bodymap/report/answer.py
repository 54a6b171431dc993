"""The answer to `locate` as a value that is written as JSON or as lines of text. The keys are documented in docs/command-line.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypedDict

from bodymap.anatomy.place import Place
from bodymap.atlas.body import Spot
from bodymap.knowledge.record import Muscle
from bodymap.matching import explain
from bodymap.matching.engine import Engine
from bodymap.matching.rank import Candidate
from bodymap.session.record import NEW_CLIENT, add_mark


class TissueAnswer(TypedDict):
    """One tissue under a place; mm are the model body's, and None over thorax and neck."""

    structure: str
    depth_mm: float | None
    thickness_mm: float | None


class PlaceAnswer(TypedDict):
    """Where a given place lies."""

    given: str
    plate: str
    x: float
    y: float
    address: str
    side: str
    stack: list[TissueAnswer]


class CandidateAnswer(TypedDict):
    """One candidate."""

    muscle: str
    side: str
    sections: list[str]
    rank: int
    score: float
    parts: dict[str, float]
    reasons: list[str]
    trigger_points: list[int]


class LookAlikeAnswer(TypedDict):
    """Something else that is usually felt there."""

    condition: str
    name: str


class LocateAnswer(TypedDict):
    """The whole answer."""

    places: list[PlaceAnswer]
    candidates: list[CandidateAnswer]
    stack: list[TissueAnswer]
    red_flag_regions: list[str]
    look_alikes: list[LookAlikeAnswer]
    prompts: list[str]
    disclaimer: str


def locate(engine: Engine, places: Sequence[tuple[str, Place]]) -> LocateAnswer:
    """Return what `engine` answers for the places, given as (text, place) in the order asked."""
    session = NEW_CLIENT
    for _, place in places:
        session = add_mark(session, place)
    located = [_place(engine, given, engine.spot(place)) for given, place in places]
    return LocateAnswer(
        places=located,
        candidates=[_candidate(engine, each) for each in engine.candidates(session)],
        stack=located[0]["stack"] if located else [],
        red_flag_regions=[region.id for region in engine.safety_regions(session)],
        look_alikes=[LookAlikeAnswer(condition=each.id, name=each.name) for each in engine.look_alikes(session)],
        prompts=[prompt.text for prompt in engine.prompts(session)],
        disclaimer=engine.knowledge.disclaimer.short if engine.knowledge.disclaimer else "",
    )


def _place(engine: Engine, given: str, spot: Spot) -> PlaceAnswer:
    return PlaceAnswer(
        given=given,
        plate=spot.plate,
        x=round(spot.xy[0], 1),
        y=round(spot.xy[1], 1),
        address=spot.address,
        side=str(spot.side),
        stack=list(_stack(engine, spot)),
    )


def _stack(engine: Engine, spot: Spot) -> Iterator[TissueAnswer]:
    tissues = engine.tissue(spot)
    shown = engine.shows_depth(spot)
    first = tissues[0].depth_mm if tissues else 0.0
    yield TissueAnswer(structure="skin", depth_mm=0.0 if shown else None, thickness_mm=round(first, 1) if shown else None)
    for tissue in tissues:
        yield TissueAnswer(
            structure=tissue.structure,
            depth_mm=round(tissue.depth_mm, 1) if shown else None,
            thickness_mm=round(tissue.thickness_mm, 1) if shown else None,
        )


def _candidate(engine: Engine, candidate: Candidate) -> CandidateAnswer:
    muscle = engine.knowledge.muscle(candidate.key.muscle)
    return CandidateAnswer(
        muscle=candidate.key.muscle,
        side=str(candidate.key.side),
        sections=list(explain.sections(candidate, muscle)),
        rank=candidate.rank,
        score=round(candidate.score, 4),
        parts={part.name: round(part.value, 4) for part in candidate.parts},
        reasons=list(explain.reasons(candidate, muscle, engine.setting)),
        trigger_points=list(candidate.numbers),
    )


def locate_lines(answer: LocateAnswer, engine: Engine) -> Iterator[str]:
    """Yield the answer as lines for a terminal."""
    for place in answer["places"]:
        yield f"{place['given']}  =  {place['address']}  ({place['plate']}:{place['x']:g},{place['y']:g})"
    yield ""
    if answer["red_flag_regions"]:
        names = [engine.knowledge.safety_regions[each].name.lower() for each in answer["red_flag_regions"]]
        yield f"Red flags first: ask those for {', '.join(names)}."
    if not answer["candidates"]:
        yield "No muscle of the knowledge base is known to send pain here."
    for each in answer["candidates"]:
        muscle = engine.knowledge.muscle(each["muscle"])
        yield f"{each['rank']:>2}  {_title(muscle, each)}  {each['score']:.2f}"
        for reason in each["reasons"]:
            yield f"      {reason}"
    if answer["look_alikes"]:
        yield f"Looks alike: {', '.join(each['name'] for each in answer['look_alikes'])}"
    yield from answer["prompts"]
    yield ""
    yield "Under the first place, from skin inwards (mm of the model body, not of your client; never for needles):"
    for tissue in answer["stack"]:
        yield "  " + _tissue_line(tissue)
    yield answer["disclaimer"]


def _title(muscle: Muscle, candidate: CandidateAnswer) -> str:
    names = {section.id: section.name for section in muscle.sections}
    sections = ", ".join(names[each] for each in candidate["sections"] if each in names)
    return f"{muscle.name}, {candidate['side']}" + (f" ({sections})" if sections else "")


def _tissue_line(tissue: TissueAnswer) -> str:
    if tissue["depth_mm"] is None or tissue["thickness_mm"] is None:
        return tissue["structure"]
    end = tissue["depth_mm"] + tissue["thickness_mm"]
    return f"{tissue['structure']:<44} {tissue['depth_mm']:5.0f} to {end:.0f} mm"
