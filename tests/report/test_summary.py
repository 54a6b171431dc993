from bodymap.ids import Side
from bodymap.knowledge.library import Knowledge
from bodymap.report.summary import Considered, summary
from bodymap.session import painting, record, retest
from bodymap.session.paint import Stroke
from bodymap.session.record import NEW_CLIENT, CandidateKey, MovementTest, Outcome, PointKey


def test_the_parts_come_in_soap_order_and_say_what_was_not_asked(knowledge: Knowledge) -> None:
    session = record.find(NEW_CLIENT, PointKey("gluteus-medius", Side.LEFT, 2), "active")
    considered = [Considered("Gluteus medius", "left", ["essential zone of TrP 2"])]
    text = summary(session, knowledge, (knowledge.safety_regions["hip"],), considered, ["Clamshell"])
    assert [line[0] for line in text.splitlines() if line[1:2] == ":"] == ["S", "O", "A", "P"]
    assert "Red flags: not asked." in text
    assert "point 2: reproduces the client's pain" in text
    assert "not a diagnosis" in text
    assert "Clamshell" in text


def test_before_and_after_treatment_test_criteria_and_notes_are_said(knowledge: Knowledge) -> None:
    point, test = PointKey("gluteus-medius", Side.LEFT, 2), MovementTest("gluteus-medius", Side.LEFT, "single-leg-stance")
    session = painting.describe(painting.paint(NEW_CLIENT, [Stroke("posterior", ((-95.0, -930.0),), 20.0)]), 1, "intensity", 7)
    session = record.tick(record.find(session, point, "active"), point, "taut-band")
    session = retest.grade_test(session, test, "before", Outcome("limited", "8 s"))
    session = retest.look_again(record.treat(session, point))
    session = retest.rate(session, retest.pains(session)[0], "after", 3)
    session = retest.grade_test(session, test, "after", Outcome("free"))
    session = record.note(record.drop(session, CandidateKey("piriformis", Side.LEFT)), "Slept\nbadly.")
    text = summary(session, knowledge, (), (), ())
    for said in (
        "Area 1: 7/10 before treatment, 3/10 after.",
        "point 2: reproduces the client's pain (active) (taut band).",
        "left: limited (8 s) before treatment, free after.",
        "Not these: Piriformis, left.",
        "Treated today: Gluteus medius, left, point 2.",
        "Notes: Slept badly.",
    ):
        assert said in text, said


def test_a_raised_red_flag_is_the_plan(knowledge: Knowledge) -> None:
    session = record.answer_red_flag(NEW_CLIENT, "cauda-equina", "yes")
    text = summary(session, knowledge, (), (), ["Clamshell"])
    assert knowledge.red_flags["cauda-equina"].action in text
    assert "Clamshell" not in text
