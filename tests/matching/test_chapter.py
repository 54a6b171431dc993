"""What the gluteal chapter must answer, on the shipped body and records."""

import pytest

from bodymap.atlas.stack import Tissue
from bodymap.ids import Side
from bodymap.matching.engine import Engine
from bodymap.matching.rank import Candidate
from bodymap.session.record import NEW_CLIENT, CandidateKey, add_mark, drop

MIDDLE_OF_LEFT_BUTTOCK = "centre-of-buttock.left"
MM = 12
"""How far a depth may be from the trial's reading of the same meshes, at a spot that was only called the middle."""


def candidates(engine: Engine, *places: str) -> tuple[Candidate, ...]:
    session = NEW_CLIENT
    for place in places:
        session = add_mark(session, engine.body.parse(place))
    return engine.candidates(session)


def muscles(engine: Engine, *places: str) -> list[str]:
    return [each.key.muscle for each in candidates(engine, *places)]


@pytest.mark.parametrize(
    ("place", "wanted", "within"),
    [
        ("greater-trochanter.left", {"quadratus-lumborum", "tensor-fasciae-latae", "gluteus-minimus"}, 3),
        ("psis.left", {"gluteus-medius", "quadratus-lumborum", "piriformis"}, 3),
        ("thigh 0.5 lateral left", {"gluteus-minimus", "tensor-fasciae-latae", "vastus-lateralis"}, 1),
        ("thigh 0.5 posterior left", {"gluteus-minimus", "piriformis"}, 3),
        ("greater-trochanter.right", {"quadratus-lumborum", "tensor-fasciae-latae", "gluteus-minimus"}, 3),
    ],
)
def test_a_place_has_a_muscle_that_is_known_for_it_among_the_first(engine: Engine, place: str, wanted: set[str], within: int) -> None:
    assert wanted & set(muscles(engine, place)[:within])


def test_at_the_coccyx_gluteus_maximus_leads_the_chapter(engine: Engine) -> None:
    of_chapter = [muscle for muscle in muscles(engine, "coccyx") if muscle in {"gluteus-maximus", "gluteus-medius", "piriformis", "multifidus"}]
    assert of_chapter[0] == "gluteus-maximus"


@pytest.mark.parametrize("level", [0.4, 0.5, 0.7, 0.9])
@pytest.mark.parametrize("angle", ["anterior", "lateral", "posterior", "medial"])
def test_gluteus_maximus_never_answers_for_the_leg(engine: Engine, level: float, angle: str) -> None:
    found = [each for each in candidates(engine, f"thigh {level} {angle} left") if each.key.muscle == "gluteus-maximus"]
    assert all(not each.contributions for each in found)
    assert "gluteus-maximus" not in muscles(engine, f"leg {level} {angle} left")


@pytest.mark.parametrize("place", ["leg 0.1 posterior left", "leg 0.4 posterior left", "leg 0.8 lateral left", "foot 3 0.5 dorsal left"])
def test_piriformis_never_answers_below_the_thigh(engine: Engine, place: str) -> None:
    assert "piriformis" not in muscles(engine, place)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("place", ["psis", "greater-trochanter", "centre-of-buttock", "thigh 0.5 lateral", "thigh 0.5 posterior", "trunk L4 160"])
def test_one_side_answers_with_the_other_only_across_the_midline_and_below_its_twin(engine: Engine, place: str, side: str) -> None:
    found = candidates(engine, f"{place} {side}")
    ranks = {each.key: each.rank for each in found}
    assert {each.key.side for each in found} >= {Side(side)}
    for each in found:
        if each.key.side != side:
            assert each.only_crosses
            assert ranks[CandidateKey(each.key.muscle, Side(side))] < each.rank


def test_the_middle_of_the_left_buttock_reads_from_skin_to_bone(engine: Engine) -> None:
    tissue = engine.tissue(engine.body.spot(MIDDLE_OF_LEFT_BUTTOCK))
    order = ("gluteus-maximus.left", "gluteus-medius.left", "gluteus-minimus.left", "hip-bone.left")
    first: dict[str, Tissue] = {}
    for each in tissue:
        first.setdefault(each.structure, each)
    assert [name for name in first if name in order] == list(order)
    for name, depth in zip(order, (35, 65, 93, 118), strict=True):
        assert first[name].depth_mm == pytest.approx(depth, abs=MM)


def test_both_sides_marked_answer_for_both(engine: Engine) -> None:
    found = candidates(engine, "greater-trochanter.left", "greater-trochanter.right")
    assert {each.key.side for each in found[:2]} == {Side.LEFT, Side.RIGHT}
    assert found[0].key.muscle == found[1].key.muscle


def test_the_order_of_clicks_does_not_matter(engine: Engine) -> None:
    assert candidates(engine, "psis.left", "thigh 0.3 160 left") == candidates(engine, "thigh 0.3 160 left", "psis.left")


def test_not_this_one_answers_for_what_remains(engine: Engine) -> None:
    session = add_mark(NEW_CLIENT, engine.body.parse("greater-trochanter.left"))
    first = engine.candidates(session)[0]
    rest = engine.candidates(drop(session, first.key))
    assert first.key not in {each.key for each in rest}
    assert rest[0].rank == 1


@pytest.mark.parametrize(
    ("place", "region"),
    [("trunk L4 165 left", "low-back"), ("centre-of-buttock.left", "pelvis"), ("greater-trochanter.left", "hip"), ("leg 0.5 posterior left", "leg")],
)
def test_red_flags_are_asked_for_the_region_that_is_marked(engine: Engine, place: str, region: str) -> None:
    session = add_mark(NEW_CLIENT, engine.body.parse(place))
    assert region in {each.id for each in engine.safety_regions(session)}


def test_over_the_lumbar_spine_the_low_backs_red_flags_are_asked_and_not_the_chests(engine: Engine) -> None:
    def asked(place: str) -> set[str]:
        return {each.id for each in engine.safety_regions(add_mark(NEW_CLIENT, engine.body.parse(place)))}

    assert engine.body.cells.region_base(engine.body.spot("trunk L3 180").cell) == "vertebral-region"
    assert "low-back" in asked("trunk L3 180")
    assert "chest" not in asked("trunk L3 180")
    assert "chest" in asked("trunk T6 180")


def test_a_marked_low_back_asks_to_check_gluteus_maximus_too(engine: Engine) -> None:
    session = add_mark(NEW_CLIENT, engine.body.parse("trunk L4 165 left"))
    assert any(prompt.muscle == "gluteus-maximus" for prompt in engine.prompts(session))
    elsewhere = add_mark(NEW_CLIENT, engine.body.parse("leg 0.5 posterior left"))
    assert not engine.prompts(elsewhere)


def test_no_millimetres_are_given_over_thorax_and_neck(engine: Engine) -> None:
    assert not engine.shows_depth(engine.body.spot("trunk T6 150 left"))
    assert not engine.shows_depth(engine.body.spot("neck C5 posterior"))
    assert engine.shows_depth(engine.body.spot(MIDDLE_OF_LEFT_BUTTOCK))
