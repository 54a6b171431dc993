"""What a screen reader says of itself when the state changes: which candidate, which trigger point, what was found there, what opened.

`said` is a pure function of the states; `announce` hands a sentence to the platform's assistive technology.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from bodymap.own.record import named
from bodymap.tongue import tr
from bodymap.ui.drawing.hearing import FOUND
from bodymap.vocabulary import word

if TYPE_CHECKING:
    from bodymap.session.record import CandidateKey, PointKey
    from bodymap.ui.answer import Answers
    from bodymap.ui.state import State

def announce(widget: QWidget, sentence: str) -> None:
    """Let a screen reader say `sentence`, after what it is saying."""
    if sentence:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))


def said(before: State, after: State, answers: Answers) -> str:
    """Return in one sentence what changed for somebody who does not see the screen; empty where nothing to be told did."""
    if after.view.red_flags_open and not before.view.red_flags_open:
        return tr("Red-flag questions")
    if before.view.wording != after.view.wording:
        return tr("In the client’s words") if after.view.wording == "client" else tr("In the therapist’s words")
    if before.session.marks != after.session.marks or before.session.areas != after.session.areas:
        return _marked(after, answers)
    point = point_of(after)
    if point is not None and (point != point_of(before) or before.session.findings != after.session.findings):
        return point_name(point, after, answers)
    if after.active is not None and after.active != before.active:
        return _candidate(after.active, after, answers)
    return ""


def point_of(state: State) -> PointKey | None:
    """Return the trigger point that is chosen."""
    from bodymap.session.record import PointKey

    key, number = state.active, state.active_point
    return PointKey(key.muscle, key.side, number) if key is not None and number is not None else None


def point_name(point: PointKey, state: State, answers: Answers) -> str:
    """Return an X in words: ``Trigger point 2, gluteus medius, left: not examined``."""
    muscle = answers.knowledge.muscles.get(point.muscle)
    name = muscle.name if muscle else point.muscle
    found = tr(FOUND[state.session.finding(point)])
    return tr("Trigger point {number}, {muscle}, {side}: {found}", number=named(point.number), muscle=name, side=word(point.side), found=found)


def _marked(state: State, answers: Answers) -> str:
    if not state.session.is_marked:
        return tr("Nothing is marked")
    rows = answers.rows(state.session)
    count = tr("{n} candidate", "{n} candidates", n=len(rows))
    return f"{count}. {_candidate(state.active, state, answers)}" if state.active else count


def _candidate(key: CandidateKey, state: State, answers: Answers) -> str:
    rows = answers.rows(state.session)
    row = next((each for each in rows if each.key == key), None)
    muscle = answers.knowledge.muscles.get(key.muscle)
    if row is None:
        return f"{muscle.name}, {word(key.side)}" if muscle else ""
    name = row.lay_name if state.view.wording == "client" and row.lay_name else row.name
    return tr("{rank} of {count}: {name}, {where}", rank=row.rank, count=len(rows), name=name, where=row.where)
