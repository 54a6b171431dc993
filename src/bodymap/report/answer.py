"""The answer to `locate` as a value that is written as JSON or as lines of text. The keys are documented in docs/command-line.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from bodymap.anatomy.place import Place
from bodymap.atlas.body import Spot
from bodymap.errors import DataError, UnknownNameError
from bodymap.knowledge.record import Muscle
from bodymap.matching import compare, explain
from bodymap.matching.engine import Engine
from bodymap.matching.rank import Candidate
from bodymap.session import painting
from bodymap.session.paint import Area
from bodymap.session.record import NEW_CLIENT, Session, add_mark


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


class AreaAnswer(TypedDict):
    """One painted area as it lies on the body; what was not said is None."""

    given: str
    skin_mm2: float
    clear: bool
    intensity: int | None
    quality: str | None
    depth: str | None
    constancy: str | None


class MuscleAnswer(TypedDict):
    """A muscle on one side."""

    muscle: str
    side: str


class TogetherAnswer(TypedDict):
    """The smallest set of up to three that explains most, its share of the marked area, and what it leaves."""

    muscles: list[MuscleAnswer]
    share: float
    unexplained_mm2: float
    sentence: str


class CheckAnswer(MuscleAnswer):
    """The trigger point to press next, and why."""

    trigger_point: int
    sentence: str


class LocateAnswer(TypedDict):
    """The whole answer."""

    places: list[PlaceAnswer]
    areas: list[AreaAnswer]
    candidates: list[CandidateAnswer]
    together: TogetherAnswer
    next_check: CheckAnswer | None
    stack: list[TissueAnswer]
    red_flag_regions: list[str]
    look_alikes: list[LookAlikeAnswer]
    prompts: list[str]
    disclaimer: str


def locate(engine: Engine, places: Sequence[tuple[str, Place]], areas: Sequence[tuple[str, Area]] = ()) -> LocateAnswer:
    """Return what `engine` answers for places and painted areas together, given as (text, place) and (file, area) in the order asked.

    They are given as they lie on the engine's figure.

    Raises `DataError` for an area that lies beside the body, or whose quality is not known.
    """
    session = NEW_CLIENT
    for _, place in places:
        session = add_mark(session, engine.carried.place(place, "back"))
    kept = [(given, engine.carried.area(area, "back")) for given, area in areas]
    for given, area in kept:
        _check(engine, given, area)
        session = painting.add_area(session, area)
    located = [_place(engine, given, engine.spot(place)) for given, place in places]
    return LocateAnswer(
        places=located,
        areas=[_area(engine, given, area) for given, area in kept],
        candidates=[_candidate(engine, each) for each in engine.candidates(session)],
        together=_together(engine, session),
        next_check=_next_check(engine, session),
        stack=located[0]["stack"] if located else [],
        red_flag_regions=[region.id for region in engine.safety_regions(session)],
        look_alikes=[LookAlikeAnswer(condition=each.id, name=each.name) for each in engine.look_alikes(session)],
        prompts=[prompt.text for prompt in engine.prompts(session)],
        disclaimer=engine.knowledge.disclaimer.short if engine.knowledge.disclaimer else "",
    )


def _check(engine: Engine, given: str, area: Area) -> None:
    record = f"features[{area.number - 1}]"
    if area.quality is not None and area.quality not in engine.knowledge.qualities:
        names = engine.knowledge.qualities
        raise UnknownNameError("quality", area.quality, names, file=given, record=record, field="properties.quality")
    if not engine.paint.cells(area).any():
        raise DataError("lies beside the body: no skin is there on that plate", file=given, record=record)


def _area(engine: Engine, given: str, area: Area) -> AreaAnswer:
    return AreaAnswer(
        given=given,
        skin_mm2=_mm2(engine, engine.paint.cells(area)),
        clear=area.is_clear,
        intensity=area.intensity,
        quality=area.quality,
        depth=area.depth,
        constancy=area.constancy,
    )


def _mm2(engine: Engine, cells: NDArray[np.bool_]) -> float:
    return round(float(engine.body.cells.areas[cells].sum()))


def _together(engine: Engine, session: Session) -> TogetherAnswer:
    found = engine.explanation(session)
    return TogetherAnswer(
        muscles=[MuscleAnswer(muscle=key.muscle, side=str(key.side)) for key in found.candidates],
        share=round(found.share, 3),
        unexplained_mm2=_mm2(engine, found.unexplained),
        sentence=explain.together(found, engine.knowledge, engine.setting),
    )


def _next_check(engine: Engine, session: Session) -> CheckAnswer | None:
    found = compare.next_check(engine, session)
    if found is None:
        return None
    point = found.point
    return CheckAnswer(muscle=point.muscle, side=str(point.side), trigger_point=point.number, sentence=found.sentence)


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
    yield from (_area_line(area) for area in answer["areas"])
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
    yield from _together_lines(answer)
    if answer["look_alikes"]:
        yield f"Looks alike: {', '.join(each['name'] for each in answer['look_alikes'])}"
    yield from answer["prompts"]
    yield ""
    if answer["stack"]:
        yield "Under the first place, from skin inwards (mm of the model body, not of your client; never for needles):"
        yield from ("  " + _tissue_line(tissue) for tissue in answer["stack"])
    yield answer["disclaimer"]


def _together_lines(answer: LocateAnswer) -> Iterator[str]:
    if answer["candidates"]:
        left_cm2 = answer["together"]["unexplained_mm2"] / 100
        yield answer["together"]["sentence"].replace(" is cross-hatched", f": {left_cm2:.0f} cm²")
    if answer["next_check"]:
        yield answer["next_check"]["sentence"]


def _area_line(area: AreaAnswer) -> str:
    intensity = f"{area['intensity']}/10" if area["intensity"] is not None else None
    said = ("no pain here" if area["clear"] else None, area["quality"], intensity, area["depth"], area["constancy"])
    words = ", ".join(each for each in said if each)
    return f"{area['given']}  =  {area['skin_mm2'] / 100:.0f} cm² of skin" + (f"  ({words})" if words else "")


def _title(muscle: Muscle, candidate: CandidateAnswer) -> str:
    names = {section.id: section.name for section in muscle.sections}
    sections = ", ".join(names[each] for each in candidate["sections"] if each in names)
    return f"{muscle.name}, {candidate['side']}" + (f" ({sections})" if sections else "")


def _tissue_line(tissue: TissueAnswer) -> str:
    if tissue["depth_mm"] is None or tissue["thickness_mm"] is None:
        return tissue["structure"]
    end = tissue["depth_mm"] + tissue["thickness_mm"]
    return f"{tissue['structure']:<44} {tissue['depth_mm']:5.0f} to {end:.0f} mm"
