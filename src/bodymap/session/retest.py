"""Before and after treatment as pure edits ``(session, …) → session``, and beginning again where last time ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from bodymap.anatomy.place import Place
from bodymap.ids import Side
from bodymap.session.paint import Area
from bodymap.session.record import GRADES, Before, Mark, MovementTest, Outcome, Session

When = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Pain:
    """How strong one marked thing hurt before and now; None is not said. `is_gone` where its paint was taken away after treatment."""

    area: int | None
    """The number of a painted area; None for a spot."""
    place: Place | None
    """The place of a spot; None for an area."""
    before: int | None
    now: int | None
    is_gone: bool = False


def look_again(session: Session) -> Session:
    """Return the session after treatment: what is marked is kept as it was, what was said of its strength is to be asked again.

    Done twice it is done once; where nothing is marked there is nothing to look at again.
    """
    if session.before is not None or not session.is_marked:
        return session
    before = Before(session.marks, session.areas, session.findings)
    return replace(session, before=before, marks=_unsaid_marks(session.marks), areas=_unsaid_areas(session.areas))


def forget_after(session: Session) -> Session:
    """Return the session as it was before treatment, without what was marked after; findings and tests stay as they are."""
    if session.before is None:
        return session
    tests = tuple(replace(test, after=Outcome()) for test in session.tests)
    return replace(session, marks=session.before.marks, areas=session.before.areas, before=None, tests=tests, current=None)


def rate(session: Session, pain: Pain, when: When, value: int | None) -> Session:
    """Return the session with the strength of one area or spot, before treatment or after; None takes it back.

    While treatment is still to come, what is said now is what was before. One that is not there changes nothing.
    """
    if when == "before" and session.before is not None:
        marks, areas = _rated(session.before.marks, session.before.areas, pain, value)
        return replace(session, before=replace(session.before, marks=marks, areas=areas))
    marks, areas = _rated(session.marks, session.areas, pain, value)
    return replace(session, marks=marks, areas=areas)


def pains(session: Session) -> tuple[Pain, ...]:
    """Return all that is marked and hurts, or did before treatment: areas by number, then spots in their order."""
    now_areas = {area.number: area for area in session.areas if not area.is_clear}
    now_marks = {mark.place: mark for mark in session.marks}
    if session.before is None:
        areas = [Pain(number, None, area.intensity, area.intensity) for number, area in now_areas.items()]
        return (*areas, *(Pain(None, mark.place, mark.intensity, mark.intensity) for mark in session.marks))
    was_areas = {area.number: area for area in session.before.areas if not area.is_clear}
    was_marks = {mark.place: mark for mark in session.before.marks}
    numbers = sorted({*was_areas, *now_areas})
    places = dict.fromkeys((*was_marks, *now_marks))
    found = [
        Pain(number, None, _said(was_areas.get(number)), _said(now_areas.get(number)), number not in now_areas) for number in numbers
    ]
    return (*found, *(Pain(None, place, _said(was_marks.get(place)), _said(now_marks.get(place)), place not in now_marks) for place in places))


def worst(session: Session, when: When) -> int | None:
    """Return the strongest pain that was said before treatment, or after it; None where none was said, or treatment is still to come.

    What was marked before and taken away after is pain 0, so that a body without marks after treatment says 0.
    """
    if when == "after" and session.before is None:
        return None
    said = [pain.before if when == "before" else 0 if pain.is_gone else pain.now for pain in pains(session)]
    return max((value for value in said if value is not None), default=None)


def choose_test(session: Session, muscle: str, side: Side, test: str) -> Session:
    """Return the session with a movement test to be done; one that is there already stays as it is."""
    wanted = MovementTest(muscle, side, test)
    return session if find_test(session, wanted) else replace(session, tests=(*session.tests, wanted))


def leave_test(session: Session, test: MovementTest) -> Session:
    """Return the session without a movement test and what it showed."""
    return replace(session, tests=tuple(each for each in session.tests if each.name != test.name))


def grade_test(session: Session, test: MovementTest, when: When, outcome: Outcome) -> Session:
    """Return the session with what a movement test showed before or after treatment; a test that was not chosen is chosen by it."""
    here = find_test(session, test) or MovementTest(*test.name)
    said = replace(here, before=outcome) if when == "before" else replace(here, after=outcome)
    return replace(choose_test(session, *test.name), tests=_put(choose_test(session, *test.name).tests, said))


def find_test(session: Session, test: MovementTest) -> MovementTest | None:
    """Return a movement test with what it showed, or None where it was not chosen."""
    return next((each for each in session.tests if each.name == test.name), None)


def is_better(before: Outcome, after: Outcome) -> bool | None:
    """Return whether a test went better after than before; None where that cannot be said: not graded twice, the same, or only otherwise."""
    if before.grade is None or after.grade is None:
        return None
    worth = {grade: (0, 1, 1, 2)[place] for place, grade in enumerate(GRADES)}
    change = worth[after.grade] - worth[before.grade]
    return None if change == 0 else change < 0


def begin_from(last: Session, today: Session) -> Session:
    """Return today's session with what was marked last time, to be asked anew: where it hurt, how it felt, and what was ruled out.

    Strengths, findings, red flags and precautions are today's own: last time's are not carried over. What is not marked after
    treatment any more is marked again as it was before it only where nothing at all was left.
    """
    marks, areas = last.marks, last.areas
    if last.before is not None and not last.is_marked:
        marks, areas = last.before.marks, last.before.areas
    tests = tuple(MovementTest(*test.name) for test in last.tests)
    return replace(
        today,
        marks=_unsaid_marks(marks),
        areas=_unsaid_areas(areas),
        dropped=last.dropped,
        tests=tests,
        chosen=last.chosen,
        chosen_point=None,
        current=None,
        before=None,
    )


def _rated(
    marks: tuple[Mark, ...], areas: tuple[Area, ...], pain: Pain, value: int | None
) -> tuple[tuple[Mark, ...], tuple[Area, ...]]:
    if pain.area is not None:
        return marks, tuple(replace(area, intensity=value) if area.number == pain.area and not area.is_clear else area for area in areas)
    return tuple(replace(mark, intensity=value) if mark.place == pain.place else mark for mark in marks), areas


def _unsaid_marks(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    return tuple(replace(mark, intensity=None) for mark in marks)


def _unsaid_areas(areas: tuple[Area, ...]) -> tuple[Area, ...]:
    return tuple(replace(area, intensity=None) for area in areas)


def _said(marked: Area | Mark | None) -> int | None:
    return marked.intensity if marked is not None else None


def _put(tests: tuple[MovementTest, ...], test: MovementTest) -> tuple[MovementTest, ...]:
    return tuple(test if each.name == test.name else each for each in tests)
