"""A course of treatment in rows: what was said is there, and what was not said or not looked at again is not zero."""

from dataclasses import replace
from typing import Any

from bodymap.archive import form
from bodymap.archive.visit import Skin, begin
from bodymap.ids import Side
from bodymap.report import course
from bodymap.session import painting, record, retest
from bodymap.session.paint import Stroke
from bodymap.session.record import NEW_CLIENT, PointKey, Session

STROKE = Stroke("posterior", ((0.0, 0.0), (10.0, 0.0)), 20.0)
POINT = PointKey("piriformis", Side.LEFT, 1)


def session(before: int, after: int | None = None) -> Session:
    made = painting.describe(painting.paint(NEW_CLIENT, [STROKE]), 1, "intensity", before)
    made = record.find(record.name_client(made, "Ada"), POINT, "active")
    if after is None:
        return made
    made = retest.look_again(made)
    return record.find(painting.describe(made, 1, "intensity", after), POINT, "latent")


def row(one: Session, cm2: float | None = None, cm2_before: float | None = None) -> course.Sitting:
    skins: list[Any] = [None if size is None else Skin(size) for size in (cm2, cm2_before)]
    return course.sitting(form.summarise(begin(one), *skins))


def test_a_sitting_tells_before_and_after_apart() -> None:
    one = row(session(7, 3), 30.0, 70.0)
    assert (one.before, one.after, one.cm2, one.cm2_after, one.active, one.active_after) == (7, 3, 70.0, 30.0, 1, 0)
    assert one.pain == "7 → 3"
    assert course.within(one) == "Pain 7 → 3; painful skin 70 → 30 cm²; active points 1 → 0."


def test_what_was_not_asked_again_is_not_zero() -> None:
    one = row(session(7), 70.0)
    assert (one.cm2, one.after, one.cm2_after, one.active_after) == (70.0, None, None, None)
    assert course.within(one) == ""


def test_two_sessions_are_compared_as_the_client_came() -> None:
    first, last = row(session(7, 3), 30.0, 70.0), row(session(4, 1), 10.0, 40.0)
    assert course.between(first, last) == "Pain 7 → 4; painful skin 70 → 40 cm²; active points 1 → 1."
    unmeasured = replace(last, cm2=None)
    assert course.between(first, unmeasured) == "Pain 7 → 4; active points 1 → 1."
