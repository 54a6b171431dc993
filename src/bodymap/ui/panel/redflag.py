"""Red flags: the row above the candidates (not asked, none, yes) and the questions that it opens into.

A yes puts the action first. Knows the safety records and the session's answers; edits nothing, it says what was answered.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bodymap.session.record import Answer, Session
from bodymap.tongue import listed, phrase, tr
from bodymap.ui.hem import Hem
from bodymap.ui.panel.carepage import CLIENT_LEVELS
from bodymap.ui.part import accessible, button, clear, label, restyle
from bodymap.ui.state import Wording

if TYPE_CHECKING:
    from bodymap.knowledge.safety import RedFlag, SafetyRegion

LEVELS = {"emergency": phrase("Emergency now"), "today": phrase("See a doctor today"), "refer-on": phrase("Refer on")}
_ORDER = tuple(LEVELS)
_HINT = phrase("Ask aloud. A yes puts what to do first and hides treatment and self-care.")
_CLIENT_HINT = phrase("Is any of these so for you? Tell your therapist: then something else may come first.")


def asked_for(
    flags: Sequence[RedFlag], regions: Sequence[SafetyRegion], raising: Collection[str] = ()
) -> tuple[RedFlag, ...]:
    """Return the flags of `regions`, those that the pain's quality raises first, then the gravest; all where no region is marked."""
    wanted = {region.id for region in regions}
    found = [flag for flag in flags if not wanted or wanted & set(flag.regions)]
    return tuple(sorted(found, key=lambda flag: (not set(raising) & set(flag.raised_by), _ORDER.index(flag.level))))


def verdict(flags: Sequence[RedFlag], session: Session) -> tuple[str, int, int]:
    """Return ``("unasked" | "part" | "none" | "yes", asked, all)`` for `flags`; a yes elsewhere counts too: it never hides."""
    asked = [flag for flag in flags if session.red_flag(flag.id)]
    if session.raised:
        return "yes", len(asked), len(flags)
    if flags and len(asked) == len(flags):
        return "none", len(asked), len(flags)
    return ("part" if asked else "unasked"), len(asked), len(flags)


class RedFlagRow(QFrame):
    """One line that is never hidden; on a yes, the action in full."""

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("redflags")
        self._text = label(wrap=True)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setText(tr("Red flags: <b>not asked</b>"))
        self._open = button(tr("Ask ›"), "plain", tip=tr("Ask the red-flag questions (Q)"))
        self._open.clicked.connect(self.opened)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(12, 0, 2, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)

    def show_answers(
        self, flags: Sequence[RedFlag], raised: Sequence[RedFlag], regions: Sequence[SafetyRegion], session: Session, wording: Wording
    ) -> None:
        """Show how far `flags` were asked, and for the `raised` ones what to do."""
        state, asked, count = verdict(flags, session)
        words = {
            "unasked": tr("Red flags: <b>not asked</b>"),
            "part": tr("Red flags: <b>{asked} of {count} asked</b>", asked=asked, count=count),
            "none": tr("Red flags: <b>none</b>"),
            "yes": "",
        }
        text = words[state]
        if state == "yes":
            if wording == "client":
                lines = [f"<b>{tr(CLIENT_LEVELS[flag.level])}.</b> {flag.client_action}" for flag in raised]
            else:
                lines = [f"<b>{tr(LEVELS[flag.level])}: {flag.name}.</b> {flag.action}" for flag in raised]
            text = "<br/>".join(lines)
        if text != self._text.text():
            self._text.setText(text)
        self._open.setText({"unasked": tr("Ask ›"), "part": tr("Go on ›")}.get(state, tr("Change ›")))
        accessible(self, self._text.text().replace("<b>", "").replace("</b>", "").replace("<br/>", " "))
        self.setToolTip(_where(regions))
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if state == "yes" else directions.LeftToRight)
        self._row.setContentsMargins(12, 10 if state == "yes" else 0, 10 if state == "yes" else 2, 0)
        if state != self.property("answer"):
            self.setProperty("answer", state)
            restyle(self)


def _where(regions: Sequence[SafetyRegion]) -> str:
    names = [region.name.lower() for region in regions]
    if not names:
        return tr("Red flags")
    return tr("Red flags for {regions}", regions=listed(names))


class RedFlagQuestions(QWidget):
    """The questions, one card each with its level, answered with one tap."""

    answered = Signal(str, object)
    """``(flag, "yes" | "no" | None)``."""
    all_denied = Signal(object)
    """The flags that were still open and are now all answered no."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._flags: tuple[RedFlag, ...] = ()
        self._head = label(tr("Red flags"), "title")
        self._hint = label(tr(_HINT), "caption", wrap=True)
        done = button(tr("‹ Back"), "plain", tip=tr("Back to the candidates (Esc)"))
        done.clicked.connect(self.closed)
        self._none = button(tr("None of these"), tip=tr("Answer no to every question that is still open"))
        self._none.clicked.connect(self._deny_all)
        top = QHBoxLayout()
        top.addWidget(self._head, 1)
        top.addWidget(done)
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self._column.setContentsMargins(0, 4, 3, 0)
        inside = QWidget()
        inside.setLayout(self._column)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        Hem(scroll)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self._hint)
        column.addWidget(scroll, 1)
        column.addWidget(self._none)

    def show_questions(self, flags: Sequence[RedFlag], session: Session, wording: Wording = "therapist") -> None:
        """Show `flags` with today's answers; keeps the focused button where the questions are the same.

        The client reads the question and, on a yes, what to do; the signs behind it and its level are the therapist's.
        """
        client = wording == "client"
        self._head.setText(tr("Before we start") if client else tr("Red flags"))
        self._hint.setText(tr(_CLIENT_HINT if client else _HINT))
        if self._flags != tuple(flags):
            self._flags = tuple(flags)
            clear(self._column)
            for flag in flags:
                made = _Question(flag)
                made.answered.connect(self.answered)
                self._column.addWidget(made)
            self._column.addStretch()
        for index in range(self._column.count()):
            item = self._column.itemAt(index)
            question = item.widget() if item else None
            if isinstance(question, _Question):
                question.show_answer(session.red_flag(question.flag.id), wording)
        still_open = [flag for flag in flags if session.red_flag(flag.id) is None]
        self._none.setEnabled(bool(still_open))
        self._none.setText(tr("None of these") if len(still_open) == len(flags) else tr("No to the other {n}", n=len(still_open)))

    def _deny_all(self) -> None:
        self.all_denied.emit(self._flags)


class _Question(QFrame):
    answered = Signal(str, object)

    def __init__(self, flag: RedFlag) -> None:
        super().__init__()
        self.flag = flag
        self.setObjectName("flag")
        self._action = label(wrap=True, role="strong")
        self._signs = label(" · ".join(flag.signs), "caption", wrap=True)
        self._level = label(tr(LEVELS[flag.level]), "caption")
        self._yes = button(tr("Yes"), tip=tr("Yes: what to do comes first"), checkable=True)
        self._no = button(tr("No"), tip=tr("No"), checkable=True)
        self._yes.clicked.connect(lambda on: self.answered.emit(flag.id, "yes" if on else None))
        self._no.clicked.connect(lambda on: self.answered.emit(flag.id, "no" if on else None))
        accessible(self._yes, tr("Yes: {question}", question=flag.question))
        accessible(self._no, tr("No: {question}", question=flag.question))
        answers = QHBoxLayout()
        answers.addWidget(self._no)
        answers.addWidget(self._yes)
        answers.addStretch()
        answers.addWidget(self._level)
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 10, 13, 10)
        column.addWidget(label(flag.question, wrap=True))
        column.addWidget(self._signs)
        column.addLayout(answers)
        column.addWidget(self._action)

    def show_answer(self, answer: Answer | None, wording: Wording) -> None:
        """Show today's answer; on yes, what to do."""
        client = wording == "client"
        self._signs.setHidden(client)
        self._level.setHidden(client)
        self._yes.setChecked(answer == "yes")
        self._no.setChecked(answer == "no")
        self._action.setText(self.flag.client_action if client else self.flag.action)
        self._action.setVisible(answer == "yes")
        self.setProperty("answer", answer or "")
        restyle(self)


