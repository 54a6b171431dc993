"""Before treatment, after it, and again next time: nothing that was said is lost, and what belongs to a day stays with it."""

from hypothesis import given
from hypothesis import strategies as st

from bodymap.anatomy.place import parse
from bodymap.ids import Side
from bodymap.session import painting, record, retest
from bodymap.session.paint import Stroke
from bodymap.session.record import GRADES, NEW_CLIENT, CandidateKey, MovementTest, Outcome, PointKey, Session

SPOT = parse("posterior:-95,-930")
STROKE = Stroke("posterior", ((0.0, 0.0), (10.0, 0.0)), 20.0)
POINT = PointKey("piriformis", Side.LEFT, 1)
FAIR = MovementTest("piriformis", Side.LEFT, "fair")


def painted(intensity: int | None = 7) -> Session:
    session = painting.paint(NEW_CLIENT, [STROKE])
    return painting.describe(session, 1, "intensity", intensity)


def test_after_treatment_the_strength_is_asked_anew_and_the_earlier_one_is_kept() -> None:
    session = retest.look_again(painted(7))
    (pain,) = retest.pains(session)
    assert (pain.before, pain.now) == (7, None)
    session = retest.rate(session, pain, "after", 3)
    assert [(each.before, each.now) for each in retest.pains(session)] == [(7, 3)]
    assert (retest.worst(session, "before"), retest.worst(session, "after")) == (7, 3)


def test_the_strength_before_can_still_be_put_right_after_treatment() -> None:
    session = retest.look_again(painted(7))
    session = retest.rate(session, retest.pains(session)[0], "before", 8)
    assert retest.pains(session)[0].before == 8
    assert session.areas[0].intensity is None


def test_paint_that_is_taken_away_after_treatment_is_pain_that_is_gone() -> None:
    session = painting.remove_area(retest.look_again(painted(7)), 1)
    (pain,) = retest.pains(session)
    assert pain.is_gone
    assert retest.worst(session, "after") == 0
    assert session.before is not None
    assert session.before.areas[0].intensity == 7


def test_an_area_that_is_new_after_treatment_takes_no_earlier_number() -> None:
    session = painting.remove_area(retest.look_again(painted(7)), 1)
    session = painting.paint(session, [STROKE])
    assert [area.number for area in session.areas] == [2]
    assert [(pain.area, pain.before, pain.is_gone) for pain in retest.pains(session)] == [(1, 7, True), (2, None, False)]


def test_without_marks_there_is_nothing_to_look_at_again_and_twice_is_once() -> None:
    assert retest.look_again(NEW_CLIENT) == NEW_CLIENT
    once = retest.look_again(painted())
    assert retest.look_again(once) == once


def test_going_back_before_treatment_brings_back_what_was_marked() -> None:
    session = painting.remove_area(retest.look_again(painted(7)), 1)
    assert retest.forget_after(session).areas == painted(7).areas
    assert not retest.forget_after(session).is_retested


def test_a_spot_has_its_strength_too_and_is_not_marked_twice_for_it() -> None:
    session = record.add_mark(NEW_CLIENT, SPOT)
    session = retest.rate(session, retest.pains(session)[0], "before", 5)
    assert record.add_mark(session, SPOT) == session
    assert retest.worst(session, "before") == 5


def test_swapped_sides_are_swapped_before_treatment_too() -> None:
    session = painting.swap_sides(retest.look_again(record.add_mark(painted(), SPOT)))
    assert session.before is not None
    assert [area.dabs for area in session.before.areas] == [area.dabs for area in session.areas]
    assert session.before.marks[0].place == SPOT.mirrored()


def test_a_test_keeps_what_it_showed_before_and_after() -> None:
    session = retest.grade_test(NEW_CLIENT, FAIR, "before", Outcome("limited", "40°"))
    session = retest.grade_test(session, FAIR, "after", Outcome("free"))
    assert retest.find_test(session, FAIR) == MovementTest("piriformis", Side.LEFT, "fair", Outcome("limited", "40°"), Outcome("free"))
    assert retest.leave_test(session, FAIR) == NEW_CLIENT


@given(st.sampled_from(GRADES), st.sampled_from(GRADES))
def test_better_one_way_is_worse_the_other_and_the_same_is_neither(one: str, other: str) -> None:
    there = retest.is_better(Outcome(one), Outcome(other))
    back = retest.is_better(Outcome(other), Outcome(one))
    assert (there is None) == (back is None)
    assert there is None or there is not back
    assert retest.is_better(Outcome(one), Outcome(one)) is None


def test_beginning_from_last_time_asks_anew_what_belongs_to_the_day() -> None:
    last = record.drop(record.add_mark(painted(7), SPOT), CandidateKey("iliacus", Side.LEFT))
    last = record.answer_precaution(record.find(last, POINT, "active"), "pregnant", "yes")
    last = record.note(retest.grade_test(last, FAIR, "before", Outcome("painful")), "slept badly")
    today = retest.begin_from(last, record.name_client(Session(key="new"), " Ada "))
    assert [mark.place for mark in today.marks] == [SPOT]
    assert [area.intensity for area in today.areas] == [None]
    assert today.dropped == last.dropped
    assert today.tests == (FAIR,)
    assert not today.findings
    assert today.precaution("pregnant") is None
    assert (today.client, today.key, today.notes) == ("Ada", "new", "")


def test_beginning_from_a_last_time_that_ended_without_pain_shows_where_it_was() -> None:
    last = painting.remove_area(retest.look_again(painted(7)), 1)
    assert retest.begin_from(last, NEW_CLIENT).areas[0].dabs == painted().areas[0].dabs


def test_criteria_go_with_a_point_that_is_not_found() -> None:
    session = record.tick(record.tick(NEW_CLIENT, POINT, "tender-spot"), POINT, "taut-band")
    assert session.criteria_at(POINT) == ("taut-band", "tender-spot")
    assert record.tick(record.tick(session, POINT, "taut-band"), POINT, "tender-spot") == NEW_CLIENT
    assert record.find(session, POINT, "not-found").criteria_at(POINT) == ()


def test_who_it_is_makes_no_session_worth_keeping_but_a_note_does() -> None:
    assert record.name_client(NEW_CLIENT, "Ada").is_empty
    assert not record.note(NEW_CLIENT, "called to say it is better").is_empty


def test_what_is_kept_of_a_client_does_not_show_when_a_session_is_printed() -> None:
    session = record.note(record.name_client(NEW_CLIENT, "Ada"), "slept badly")
    assert "Ada" not in repr(session)
    assert "slept" not in repr(session)
