"""A course of treatment as plain rows: each session's pain, painful skin and active points, before and after, and one sentence over two of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bodymap.archive.visit import Summary
from bodymap.session.record import Session
from bodymap.tongue import tr


@dataclass(frozen=True, slots=True)
class Sitting:
    """One session of a course, as it is drawn over time. None is not said, not measured yet, or not done."""

    name: str
    started: datetime
    before: int | None = None
    after: int | None = None
    cm2: float | None = None
    cm2_after: float | None = None
    active: int = 0
    active_after: int | None = None

    @property
    def pain(self) -> str:
        """The pain as it is read at a glance: ``7 → 3``."""
        said = "–" if self.before is None else str(self.before)
        return said if self.after is None else f"{said} → {self.after}"


def sitting(found: Summary) -> Sitting:
    """Return one kept session as a row."""
    one = Sitting(found.id, found.started, found.pain_before, found.pain_after, found.cm2, active=found.active)
    if found.before is None:
        return one
    return replace(one, cm2=found.cm2_before, cm2_after=found.cm2, active=found.active_before or 0, active_after=found.active)


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
    if first.cm2 is not None and last.cm2 is not None:
        parts.append(tr("painful skin {first:.0f} → {last:.0f} cm²", first=first.cm2, last=last.cm2))
    parts.append(tr("active points {first} → {last}", first=first.active, last=last.active))
    said = "; ".join(parts)
    return f"{said[:1].upper()}{said[1:]}."


def within(one: Sitting) -> str:
    """Return what changed from before treatment to after it, in one sentence; empty where it was not asked again."""
    if one.active_after is None:
        return ""
    after = replace(one, before=one.after, cm2=one.cm2_after, active=one.active_after)
    return between(one, after)
