"""What changed from before treatment to after it, or from one session to the next, as one plain sentence. It counts, it does not judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from bodymap.session import retest
from bodymap.session.record import MovementTest, Outcome, Session
from bodymap.session.retest import Pain
from bodymap.tongue import phrase, tr

if TYPE_CHECKING:
    from bodymap.knowledge.library import Knowledge
    from bodymap.knowledge.record import Test

Where = Callable[[Pain], str]
GRADES: dict[str, str] = {
    "free": phrase("free"),
    "limited": phrase("limited"),
    "painful": phrase("painful"),
    "limited-and-painful": phrase("limited and painful"),
}


def change(session: Session, knowledge: Knowledge, where: Where) -> str:
    """Return the change from before treatment to after it; empty while nothing was asked or tested twice."""
    return _sentence([*_pain_changes(session, where), *_test_changes(session, knowledge), *_point_change(session)])


def since(last: Session, now: Session) -> str:
    """Return how the pain at the beginning of this session stands beside that at the end of the last one; empty where one was not asked."""
    was = retest.worst(last, "after")
    was = retest.worst(last, "before") if was is None else was
    comes = retest.worst(now, "before")
    if was is None or comes is None:
        return ""
    return _sentence([_went(tr("strongest pain since last time"), was, comes)])


def outcome_words(outcome: Outcome) -> str:
    """Return what a movement test showed, in words; empty where it was not done."""
    grade = tr(GRADES[outcome.grade]) if outcome.grade else ""
    return f"{grade} ({outcome.measure})" if grade and outcome.measure else grade or outcome.measure


def test_of(knowledge: Knowledge, test: MovementTest) -> Test | None:
    """Return the record of a movement test, or None where it is not in the data any more."""
    muscle = knowledge.muscles.get(test.muscle)
    return next((each for each in muscle.tests if each.id == test.test), None) if muscle else None


def test_name(knowledge: Knowledge, test: MovementTest) -> str:
    """Return the name of a movement test and its side."""
    found = test_of(knowledge, test)
    name = found.name if found else test.test.replace("-", " ")
    return name if test.side == "midline" else f"{name}, {tr(str(test.side))}"


def _pain_changes(session: Session, where: Where) -> Iterator[str]:
    if session.before is None:
        return
    for pain in retest.pains(session):
        place = where(pain)
        label = tr("pain ({place})", place=place) if place else tr("pain")
        if pain.is_gone:
            yield tr("{pain} gone", pain=label) if pain.before is None else tr("{pain} from {n} to nothing", pain=label, n=pain.before)
        elif pain.now is not None and pain.before is not None:
            yield _went(label, pain.before, pain.now)
        elif pain.now is not None and pain.area is not None and not any(each.number == pain.area for each in session.before.areas):
            yield tr("{pain} new, {n} of 10", pain=label, n=pain.now)


def _went(label: str, before: int, now: int) -> str:
    if before == now:
        return tr("{pain} still {n}", pain=label, n=now)
    return tr("{pain} from {before} to {now}", pain=label, before=before, now=now)


def _test_changes(session: Session, knowledge: Knowledge) -> Iterator[str]:
    for test in session.tests:
        if not (test.before.is_said and test.after.is_said):
            continue
        name, before, after = test_name(knowledge, test), outcome_words(test.before), outcome_words(test.after)
        still = tr("{test}: still {after}", test=name, after=after)
        yield still if before == after else tr("{test}: {before}, then {after}", test=name, before=before, after=after)


def _point_change(session: Session) -> Iterator[str]:
    if session.before is None:
        return
    was = [point for point, finding in session.before.findings if finding == "active"]
    left = [point for point in was if session.finding(point) == "active"]
    if was and len(left) < len(was):
        yield tr("{n} of {all} active points no longer the client’s pain", n=len(was) - len(left), all=len(was))


def _sentence(parts: list[str]) -> str:
    said = "; ".join(part for part in parts if part)
    return f"{said[:1].upper()}{said[1:]}." if said else ""
