"""Two that wrote the same session: the second one is asked, and nothing is written over. A page, not a dialog: work goes on until the answer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bodymap.archive.visit import Conflict, Visit
from bodymap.session import retest
from bodymap.tongue import tr
from bodymap.ui.clinic.day import day_and_time
from bodymap.ui.part import accessible, button, label

_NOTED = 48


class ConflictBar(QFrame):
    """Says what both hold, and takes one of three answers."""

    answered = Signal(str)
    """``mine``, ``theirs`` or ``both``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._title = label("", "strong", wrap=True)
        self._says = label("", "caption", wrap=True)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._title)
        texts.addWidget(self._says)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 12, 8)
        row.setSpacing(8)
        row.addLayout(texts, 1)
        self.buttons = {}
        for keep, text, tip in (
            ("both", tr("Keep both"), tr("Mine becomes a session of its own; theirs stays")),
            ("mine", tr("Keep mine"), tr("Mine takes the place of theirs")),
            ("theirs", tr("Take theirs"), tr("Theirs stays; mine is gone")),
        ):
            made = button(text, "tick", tip=tip)
            made.clicked.connect(lambda _on=False, keep=keep: self._answer(keep))
            self.buttons[keep] = made
            row.addWidget(made)
        self.hide()

    def ask(self, conflict: Conflict | None, *, is_open: bool) -> None:
        """Ask about `conflict`, or about nothing any more. Of a session that is not open (`is_open`) only the day is told, and how much there is."""
        self.hide()
        if conflict is None:
            return
        title = tr("Another room changed this session too. Nothing was written over.")
        if not is_open:
            title = tr("Another room changed the session of {day} too. Nothing was written over.", day=day_and_time(conflict.mine.started))
        self._title.setText(title)
        accessible(self, title)
        theirs = _said(conflict.theirs, conflict.mine, is_open=is_open) if conflict.theirs is not None else tr("deleted")
        mine = _said(conflict.mine, conflict.theirs, is_open=is_open)
        self._says.setText(tr("Mine: {mine}. Theirs: {theirs}.", mine=mine, theirs=theirs))
        self.buttons["theirs"].setVisible(conflict.theirs is not None)
        self.show()

    @property
    def text(self) -> str:
        """What is asked."""
        return f"{self._title.text()} {self._says.text()}"

    def _answer(self, keep: str) -> None:
        self.hide()
        self.answered.emit(keep)


def _said(visit: Visit, other: Visit | None, *, is_open: bool) -> str:
    """What one of the two holds; of notes only the end, where they differ, and nothing while another client may look on."""
    session = visit.session
    pain = retest.worst(session, "after" if session.is_retested else "before")
    is_noted = is_open and bool(session.notes) and (other is None or other.session.notes != session.notes)
    parts = (
        tr("pain {n}", n=pain) if pain is not None else "",
        tr("{n} area", "{n} areas", n=len(session.areas)) if session.areas else "",
        tr("{n} spot", "{n} spots", n=len(session.marks)) if session.marks else "",
        tr("{n} point", "{n} points", n=len(session.findings)) if session.findings else "",
        tr("notes “{text}”", text=_end(session.notes)) if is_noted else "",
    )
    return ", ".join(part for part in parts if part) or tr("nothing yet")


def _end(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _NOTED else f"…{line[-_NOTED:]}"
