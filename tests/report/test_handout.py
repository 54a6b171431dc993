from dataclasses import replace
from datetime import date

import pytest

from bodymap import shipped
from bodymap.errors import UnknownNameError
from bodymap.ids import Side
from bodymap.knowledge.library import Knowledge
from bodymap.report.handout import Maker, Wish
from bodymap.report.template import Template
from bodymap.report.wording import text_of
from bodymap.session.record import CandidateKey, PointKey

MEDIUS = CandidateKey("gluteus-medius", Side.LEFT)
BALL = "ball-gluteus-medius"
MUSCLES = sorted(path.stem for path in (shipped.data_dir() / "muscles").rglob("*.toml"))


@pytest.mark.parametrize("muscle", MUSCLES)
def test_every_muscle_gives_a_page_in_plain_words(muscle: str, knowledge: Knowledge) -> None:
    page = Maker(knowledge).make(Wish((CandidateKey(muscle, Side.RIGHT),)))
    assert len(page.chapters[0].blocks) == 3
    assert page.chapters[0].title.endswith(", right")
    assert page.chapters[0].figure is not None
    assert page.disclaimer
    assert page.sources


def test_ball_and_stretch_come_with_dose_feeling_and_when_to_stop(knowledge: Knowledge) -> None:
    page = Maker(knowledge).make(Wish((MEDIUS,)))
    ball = next(block for block in page.care if block.care == BALL)
    assert ball.figure is not None
    assert ball.figure.kind == "ball"
    assert {line.label for line in ball.lines} >= {"How long", "It should feel", "Stop if"}
    assert any(block.figure is not None and block.figure.kind == "lit" for block in page.care)


def test_a_precaution_takes_the_ball_off_and_says_what_to_do_instead(knowledge: Knowledge) -> None:
    wish = Wish((MEDIUS,), items=(BALL,), ticked=frozenset({"blood-thinner"}))
    (block,) = Maker(knowledge).make(wish).care
    rule = next(each for each in knowledge.care[BALL].avoid_if if each.precaution == "blood-thinner")
    assert rule.instead in text_of(block.lines)
    assert not any(line.role == "step" for line in block.lines)
    assert block.figure is None


def test_a_precaution_prints_its_rule_and_never_its_name(knowledge: Knowledge) -> None:
    page = Maker(knowledge).make(Wish((MEDIUS,), ticked=frozenset({"pregnant"})))
    assert knowledge.precautions["pregnant"].client_rule in text_of(page.first[0].lines)
    assert "Pregnant" not in page.first[0].title


def test_what_is_suggested_keeps_off_what_a_precaution_forbids_where_it_can(knowledge: Knowledge) -> None:
    maker, ticked = Maker(knowledge), frozenset({"blood-thinner"})
    suggested = maker.suggested(Wish((MEDIUS,), ticked=ticked))
    assert suggested
    assert set(suggested) != set(maker.suggested(Wish((MEDIUS,)))), "something is forbidden, and something else is offered for it"
    for name in suggested:
        item = knowledge.care[name]
        others = [each for each in maker.offered(MEDIUS) if each.kind == item.kind]
        forbidden = [each for each in others if any(rule.precaution in ticked for rule in each.avoid_if)]
        assert item not in forbidden or len(forbidden) == len(others)


def test_a_red_flag_comes_first_and_leaves_no_care(knowledge: Knowledge) -> None:
    page = Maker(knowledge).make(Wish((MEDIUS,), raised=("cauda-equina",)))
    assert page.first[0].lines[0].text == knowledge.red_flags["cauda-equina"].client_action
    assert page.care == ()


def test_the_red_flags_of_the_regions_are_printed_the_gravest_first(knowledge: Knowledge) -> None:
    page = Maker(knowledge).make(Wish((MEDIUS,)), (knowledge.safety_regions["hip"],))
    assert [group.level for group in page.urgent] == ["emergency", "today"]
    assert knowledge.red_flags["cauda-equina"].question in page.urgent[0].questions


def test_an_own_dose_replaces_the_shipped_one(knowledge: Knowledge) -> None:
    page = Maker(knowledge, Template(doses={BALL: "One minute, twice a week."})).make(Wish((MEDIUS,)))
    block = next(block for block in page.care if block.care == BALL)
    assert "How long: One minute, twice a week." in text_of(block.lines)
    assert knowledge.care[BALL].dose not in text_of(block.lines)


def test_own_words_hold_for_one_block_and_an_empty_one_takes_it_off(knowledge: Knowledge) -> None:
    maker, wish = Maker(knowledge), Wish((MEDIUS,))
    block = maker.make(wish).chapters[0].blocks[0]
    said = maker.make(replace(wish, edits=((block.id, "In my own words."),)))
    assert said.chapters[0].blocks[0].lines[0].text == "In my own words."
    assert said.chapters[0].blocks[1:] == maker.make(wish).chapters[0].blocks[1:]
    assert len(maker.make(replace(wish, edits=((block.id, "  "),))).chapters[0].blocks) == 2


def test_parts_can_be_left_out_but_neither_the_disclaimer_nor_the_doctor(knowledge: Knowledge) -> None:
    parts = frozenset({"picture", "words", "release", "stretch", "strengthening", "habit", "note", "sources"})
    page = Maker(knowledge).make(Wish((MEDIUS,), without=parts, note="Mine"), (knowledge.safety_regions["hip"],))
    assert (page.chapters[0].blocks, page.care, page.note, page.sources) == ((), (), "", ())
    assert page.chapters[0].figure is None
    assert page.urgent
    assert page.disclaimer


def test_one_point_can_be_shown_alone(knowledge: Knowledge) -> None:
    key = CandidateKey("trapezius", Side.RIGHT)
    page = Maker(knowledge).make(Wish((key,), points=(PointKey("trapezius", Side.RIGHT, 1),)))
    assert page.chapters[0].figure is not None
    assert page.chapters[0].figure.number == 1


def test_the_day_is_written_out(knowledge: Knowledge) -> None:
    assert Maker(knowledge).make(Wish((MEDIUS,), day=date(2026, 3, 1))).day == "1 March 2026"


def test_an_unknown_muscle_is_named_with_its_neighbours(knowledge: Knowledge) -> None:
    with pytest.raises(UnknownNameError, match="gluteus-medius"):
        Maker(knowledge).make(Wish((CandidateKey("gluteus-medus", Side.LEFT),)))
