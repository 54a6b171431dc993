import re

import pytest

from bodymap import shipped
from bodymap.ids import Side
from bodymap.knowledge.library import Knowledge, load
from bodymap.own.record import NOTHING, set_dose
from bodymap.report.handout import Maker, Wish
from bodymap.report.told import PAIN, STEPS, tell, texts
from bodymap.report.wording import DOSE
from bodymap.session.record import CandidateKey

MEDIUS = CandidateKey("gluteus-medius", Side.LEFT)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load(shipped.data_dir())


def test_every_muscle_has_one_sentence_to_read_aloud_for_each_of_its_points(knowledge: Knowledge) -> None:
    for muscle in knowledge.muscles.values():
        for point in muscle.trigger_points:
            told = tell(Maker(knowledge), CandidateKey(muscle.id, Side.LEFT), point=point.number)
            assert told.aloud == point.client
            assert told.aloud.endswith("."), muscle.id
            assert len(told.aloud) < 200, "one breath"


def test_the_client_is_told_in_lay_words_without_a_latin_name(knowledge: Knowledge) -> None:
    told = tell(Maker(knowledge), MEDIUS)
    assert told.title == "Side hip muscle, left"
    assert not any(re.search(r"gluteus|Musculus|TrP", text) for text in texts(told))


def test_after_the_pain_come_a_release_a_stretch_and_an_exercise_each_with_its_steps(knowledge: Knowledge) -> None:
    pages = tell(Maker(knowledge), MEDIUS).pages
    assert [page.tab for page in pages if not page.id.endswith(STEPS)] == ["The pain", "Loosen", "Stretch", "Strengthen"]
    ball = next(page for page in pages if page.tab == "Loosen")
    assert ball.figure is not None
    assert ball.figure.kind == "ball"
    assert ball.dose
    assert ball.stop
    assert any(page.id == f"{ball.id}{STEPS}" and page.steps for page in pages)


def test_what_today_forbids_gives_its_alternative_and_not_the_reason(knowledge: Knowledge) -> None:
    item = knowledge.care["ball-gluteus-medius"]
    rule = next(each for each in item.avoid_if if each.precaution == "implant")
    told = tell(Maker(knowledge), MEDIUS, item=item.id, ticked=frozenset(knowledge.precautions))
    said = " ".join(texts(told))
    assert not any(page.steps for page in told.pages if page.tab == "Loosen")
    assert rule.why not in said
    assert told.pages[0].id == PAIN


def test_a_care_item_of_another_muscle_opens_the_pain(knowledge: Knowledge) -> None:
    assert tell(Maker(knowledge), MEDIUS, item="foot-ball-roll").page.id == PAIN


def test_a_stretch_names_what_it_pulls_along_too(knowledge: Knowledge) -> None:
    figures = [page.figure for page in tell(Maker(knowledge), MEDIUS).pages if page.figure and page.figure.kind == "lit"]
    assert any(figure.less for figure in figures)


def test_the_therapists_own_dose_is_told_and_printed_alike(knowledge: Knowledge) -> None:
    ball = "ball-gluteus-medius"
    maker = Maker(knowledge, own=set_dose(NOTHING, ball, " Two minutes,\r\nslowly. "))
    told = next(page.dose for page in tell(maker, MEDIUS).pages if page.id == ball)
    printed = next(line.text for block in maker.make(Wish((MEDIUS,))).care if block.care == ball for line in block.lines if line.label == DOSE)
    assert told == printed == "Two minutes,\nslowly."
