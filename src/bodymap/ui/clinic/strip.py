"""One quiet row of the panel: what last time was, or how today goes, and the ways to this session's page and to all sessions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bodymap.report.change import change
from bodymap.session import retest
from bodymap.session.record import Session
from bodymap.tongue import tr
from bodymap.ui.part import button, label
from bodymap.ui.state import State

if TYPE_CHECKING:
    from bodymap.ui.answer import Answers


class SessionStrip(QWidget):
    """Shows a state; says what was pressed. It is not there while there is nothing to say."""

    opened = Signal()
    """This session's page is wanted."""
    sessions_opened = Signal()
    begun = Signal()
    """Today is to begin where last time ended."""

    def __init__(self) -> None:
        super().__init__()
        self.is_elsewhere: Callable[[], bool] = lambda: False
        """Whether the session's page can be opened from somewhere else: then a mere question needs no row."""
        self._has_news = self._is_any = False
        self.last_day = ""
        """The day of the session before this one, where there is one."""
        self._text = label("", "caption", wrap=True)
        self._text.setMaximumHeight(40)
        self.begin = button(tr("Start from last time"), "tick", tip=tr("Mark what was marked last time; how strong it is, is asked anew"))
        self.begin.clicked.connect(self.begun)
        self.page = button(tr("Session"), "tick", tip=tr("Pain before and after, one movement test, notes (S)"))
        self.page.clicked.connect(self.opened)
        self.sessions = button(tr("Earlier"), "tick", tip=tr("All sessions of this client: beside each other, over each other, over time (Ctrl+H)"))
        self.sessions.clicked.connect(self.sessions_opened)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._text, 1)
        for each in (self.begin, self.page, self.sessions):
            row.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    @property
    def text(self) -> str:
        """What the row says."""
        return self._text.text()

    def show_state(self, state: State, answers: Answers, *, has_earlier: bool) -> None:
        """Show what `state` calls for; `has_earlier` says whether the client has sessions that are kept."""
        session, last = state.session, state.view.last
        is_fresh = not session.is_marked and session.before is None
        self.begin.setVisible(last is not None and is_fresh and last_marked(last))
        self.page.setVisible(self.begin.isHidden() and (session.is_marked or bool(session.notes) or session.is_retested or bool(session.client)))
        self.sessions.setVisible(has_earlier)
        said = change(session, answers.knowledge, lambda pain: answers.where(session, pain))
        if not said and last is not None:
            said = last_time(last, self.last_day)
        self._has_news = bool(said) or not self.begin.isHidden() or has_earlier
        if not said and session.is_marked and not session.is_retested:
            strongest = retest.worst(session, "before")
            self._has_news = self._has_news or strongest is not None
            said = tr("Pain {n} of 10", n=strongest) if strongest is not None else tr("How strong is it? Which test?")
        self._text.setText(said)
        self._text.setToolTip(said)
        is_any = any(not each.isHidden() for each in (self.begin, self.page, self.sessions))
        self._is_any = is_any and state.view.wording == "therapist"
        self.fit()

    def fit(self) -> None:
        """Be there only where it says something, or where the session's page is opened from here."""
        self.setVisible(self._is_any and (self._has_news or not self.is_elsewhere()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._text.setMinimumWidth(0)


def last_marked(last: Session) -> bool:
    """Whether last time has anything to begin from."""
    return last.is_marked or (last.before is not None and bool(last.before.marks or last.before.areas))


def last_time(last: Session, day: str = "") -> str:
    """Return last time's pain in one short sentence, with its day where that is known."""
    before, after = retest.worst(last, "before"), retest.worst(last, "after")
    when = tr("Last time ({day})", day=day) if day else tr("Last time")
    if before is None:
        return tr("{when}: pain was not asked", when=when)
    return tr("{when}: pain {n}", when=when, n=before) if after is None else tr("{when}: pain {before} → {after}", when=when, before=before, after=after)
