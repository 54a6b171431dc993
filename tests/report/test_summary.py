from bodymap.ids import Side
from bodymap.knowledge.library import Knowledge
from bodymap.report.summary import Considered, summary
from bodymap.session import record
from bodymap.session.record import NEW_CLIENT, PointKey


def test_the_parts_come_in_soap_order_and_say_what_was_not_asked(knowledge: Knowledge) -> None:
    session = record.find(NEW_CLIENT, PointKey("gluteus-medius", Side.LEFT, 2), "active")
    considered = [Considered("Gluteus medius", "left", ["essential zone of TrP 2"])]
    text = summary(session, knowledge, (knowledge.safety_regions["hip"],), considered, ["Clamshell"])
    assert [line[0] for line in text.splitlines() if line[1:2] == ":"] == ["S", "O", "A", "P"]
    assert "Red flags: not asked." in text
    assert "point 2: reproduces the client's pain" in text
    assert "not a diagnosis" in text
    assert "Clamshell" in text


def test_a_raised_red_flag_is_the_plan(knowledge: Knowledge) -> None:
    session = record.answer_red_flag(NEW_CLIENT, "cauda-equina", "yes")
    text = summary(session, knowledge, (), (), ["Clamshell"])
    assert knowledge.red_flags["cauda-equina"].action in text
    assert "Clamshell" not in text
