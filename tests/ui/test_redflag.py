from PySide6.QtWidgets import QLabel

from bodymap.knowledge.library import Knowledge
from bodymap.session import record
from bodymap.session.record import Session
from bodymap.ui.answer import Loaded
from bodymap.ui.panel.advice import Advice
from bodymap.ui.panel.redflag import RedFlagRow, asked_for, verdict


def knowledge_of(loaded: Loaded) -> Knowledge:
    assert loaded.answers is not None
    return loaded.answers.knowledge


def test_the_gravest_flags_are_asked_first_and_only_those_of_the_region(loaded: Loaded) -> None:
    knowledge = knowledge_of(loaded)
    hip = [region for region in knowledge.safety_regions.values() if region.id == "hip"]
    flags = asked_for(tuple(knowledge.red_flags.values()), hip)
    assert flags
    assert all("hip" in flag.regions for flag in flags)
    levels = [("emergency", "today", "refer-on").index(flag.level) for flag in flags]
    assert levels == sorted(levels)


def test_unasked_is_not_none_and_a_yes_is_never_hidden(loaded: Loaded) -> None:
    flags = asked_for(tuple(knowledge_of(loaded).red_flags.values()), ())
    session = Session()
    assert verdict(flags, session)[0] == "unasked"
    session = record.answer_red_flag(session, flags[0].id, "no")
    assert verdict(flags, session)[0] == "part"
    for flag in flags:
        session = record.answer_red_flag(session, flag.id, "no")
    assert verdict(flags, session)[0] == "none"
    session = record.answer_red_flag(session, flags[-1].id, "yes")
    assert verdict(flags, session)[0] == "yes"
    assert verdict(flags[:1], session)[0] == "yes"


def test_on_a_yes_the_client_reads_what_to_do_and_no_name_of_a_disease(application: object, loaded: Loaded) -> None:
    flags = knowledge_of(loaded).red_flags
    row = RedFlagRow()
    for flag in flags.values():
        row.show_answers([flag], [flag], [], record.answer_red_flag(Session(), flag.id, "yes"), "client")
        assert flag.client_action in row.accessibleName()
        assert f"{flag.name}." not in row.accessibleName()


def test_a_yes_leaves_no_advice_to_press_on(application: object, loaded: Loaded) -> None:
    answers = loaded.answers
    assert answers is not None
    session = record.add_mark(Session(), answers.place_of("posterior:-95,-930"))
    assert answers.next_check(session)
    session = record.answer_red_flag(session, next(iter(answers.knowledge.red_flags)), "yes")
    assert answers.next_check(session) == ""
    advice = Advice()
    advice.show_advice(session, answers, client=False)
    assert not any("press" in each.text().lower() for each in advice.findChildren(QLabel))
    advice.deleteLater()
