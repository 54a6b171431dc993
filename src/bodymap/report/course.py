"""A course of treatment as plain rows: each session's pain, painful skin and active points, before and after, and one sentence over two of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bodymap.session import retest
from bodymap.session.record import Finding, Session
from bodymap.tongue import tr

Skin = Callable[[Session], float]
"""How much skin hurts in a session, in cm²."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One session of a course, as it is drawn over time. None is not said, or not done."""

    name: str
    started: datetime
    session: Session
    before: int | None
    after: int | None
    cm2: float
    cm2_after: float | None
    active: int
    active_after: int | None

    @property
    def day(self) -> str:
        """The day and time as a table writes it, the same in every language."""
        return f"{self.started:%Y-%m-%d %H:%M}"

    @property
    def pain(self) -> str:
        """The pain as it is read at a glance: ``7 → 3``."""
        said = "–" if self.before is None else str(self.before)
        return said if self.after is None else f"{said} → {self.after}"


def sitting(name: str, started: datetime, session: Session, skin: Skin) -> Sitting:
    """Return one session as a row; `skin` measures it."""
    was = entry(session)
    return Sitting(
        name,
        started,
        session,
        retest.worst(session, "before"),
        retest.worst(session, "after"),
        skin(was),
        skin(session) if session.is_retested else None,
        _count(was, "active"),
        _count(session, "active") if session.is_retested else None,
    )


def entry(session: Session) -> Session:
    """Return how the client came in: what was marked and found before treatment."""
    if session.before is None:
        return session
    return replace(session, marks=session.before.marks, areas=session.before.areas, findings=session.before.findings, before=None)


def between(first: Sitting, last: Sitting) -> str:
    """Return what changed from the beginning of one session to that of a later one, in one sentence."""
    parts = []
    if first.before is not None and last.before is not None:
        parts.append(tr("Pain {first} → {last}", first=first.before, last=last.before))
    parts.append(tr("painful skin {first:.0f} → {last:.0f} cm²", first=first.cm2, last=last.cm2))
    parts.append(tr("active points {first} → {last}", first=first.active, last=last.active))
    said = "; ".join(parts)
    return f"{said[:1].upper()}{said[1:]}."


def within(one: Sitting) -> str:
    """Return what changed from before treatment to after it, in one sentence; empty where it was not asked again."""
    if one.cm2_after is None or one.active_after is None:
        return ""
    after = replace(one, before=one.after, cm2=one.cm2_after, active=one.active_after)
    return between(one, after)


COLUMNS = (
    "started", "pain_before", "pain_after", "skin_cm2_before", "skin_cm2_after", "active_before", "active_after", "findings", "treated", "tests", "notes",
)  # fmt: skip
"""The columns of a table of sessions, one row a session."""


def table(sittings: Sequence[Sitting]) -> list[tuple[str, ...]]:
    """Return the head and one row a session, as texts: what was not said is empty."""
    return [COLUMNS, *(_row(each) for each in sittings)]


def _row(one: Sitting) -> tuple[str, ...]:
    session = one.session
    found = (f"{point.muscle}.{point.side}:{point.number} {finding}" for point, finding in session.findings)
    treated = (f"{point.muscle}.{point.side}:{point.number}" for point in session.treated)
    tests = (
        f"{test.muscle}.{test.side} {test.test}: {_said(test.before.grade, test.before.measure)} > {_said(test.after.grade, test.after.measure)}"
        for test in session.tests
    )
    return (
        one.started.isoformat(timespec="minutes"),
        *(_text(value) for value in (one.before, one.after)),
        f"{one.cm2:.0f}",
        "" if one.cm2_after is None else f"{one.cm2_after:.0f}",
        *(_text(value) for value in (one.active, one.active_after)),
        *("; ".join(each) for each in (found, treated, tests)),
        session.notes,
    )


def _said(grade: str | None, measure: str) -> str:
    return " ".join(each for each in (grade or "", measure) if each) or "-"


def _text(value: int | None) -> str:
    return "" if value is None else str(value)


def _count(session: Session, wanted: Finding) -> int:
    return sum(finding == wanted for _, finding in session.findings)
