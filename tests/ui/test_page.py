from html.parser import HTMLParser

import pytest

from bodymap.ids import Side
from bodymap.knowledge.library import Knowledge
from bodymap.ui import markup
from bodymap.ui.answer import Loaded
from bodymap.ui.panel.carepage import care_page
from bodymap.ui.panel.page import Topic, anatomy_page, find_page, look_alike_page, notes_page

PAGES = (find_page, care_page, look_alike_page, anatomy_page, notes_page)


@pytest.fixture(scope="session")
def knowledge(loaded: Loaded) -> Knowledge:
    assert loaded.answers is not None
    return loaded.answers.knowledge


def topic(knowledge: Knowledge, **changes: object) -> Topic:
    return Topic(knowledge.muscle("gluteus-medius"), Side.LEFT, knowledge, **changes)  # type: ignore[arg-type]


class Balance(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag != "br":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("wording", ["therapist", "client"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_every_muscle_has_balanced_tags(page: object, wording: str, knowledge: Knowledge) -> None:
    for muscle in knowledge.muscles.values():
        checker = Balance()
        checker.feed(page(Topic(muscle, Side.LEFT, knowledge, wording)))  # type: ignore[operator, arg-type]
        assert not checker.open, muscle.id


@pytest.mark.parametrize("page", PAGES)
def test_no_therapist_page_is_empty(page: object, knowledge: Knowledge) -> None:
    assert page(topic(knowledge))  # type: ignore[operator]


def test_text_is_escaped() -> None:
    assert "<b>" not in markup.paragraph("<b>& co")
    assert "&lt;b&gt;&amp; co" in markup.paragraph("<b>& co")
    assert '"' not in markup.link('x"y', "z").replace('href="', "").replace('">', "")


def test_one_chosen_point_is_found_in_full_and_alone(knowledge: Knowledge) -> None:
    all_points, one = find_page(topic(knowledge)), find_page(topic(knowledge, point=2))
    record = knowledge.muscle("gluteus-medius").trigger_points[1]
    assert markup.escape(record.palpation.position) in one
    assert "point:1" in all_points
    assert "point:1" not in one


def test_a_red_flag_hides_treatment_and_self_care_and_says_what_to_do(knowledge: Knowledge) -> None:
    flag = next(iter(knowledge.red_flags.values()))
    page = care_page(topic(knowledge, raised=(flag.id,)))
    assert markup.escape(flag.action) in page
    for item in knowledge.care.values():
        assert markup.escape(item.name) not in page


def test_a_precaution_takes_out_what_it_forbids_and_says_why(knowledge: Knowledge) -> None:
    care = knowledge.muscle("gluteus-medius").care
    items = [knowledge.care[each] for each in (*care.techniques, *care.self_care, *care.stretches) if each in knowledge.care]
    item, rule = next((item, rule) for item in items for rule in item.avoid_if)
    page = care_page(topic(knowledge, ticked=frozenset({rule.precaution})))
    assert markup.escape(rule.instead) in page
    assert item.steps
    assert markup.escape(item.steps[0]) not in page


def test_the_client_never_reads_sources_or_techniques(knowledge: Knowledge) -> None:
    for muscle in knowledge.muscles.values():
        for page in PAGES:
            text = page(Topic(muscle, Side.LEFT, knowledge, "client"))
            assert 'class="source"' not in text
        care = care_page(Topic(muscle, Side.LEFT, knowledge, "client"))
        for each in muscle.care.techniques:
            if each in knowledge.care and knowledge.care[each].for_whom == "therapist":
                assert markup.subheading(knowledge.care[each].name) not in care
