"""Two that wrote the same session: the second one is asked, and nothing is written over. A page, not a dialog: work goes on until the answer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bodymap.archive.visit import Conflict, Visit
from bodymap.session import retest
from bodymap.tongue import tr
from bodymap.ui.part import accessible, button, label

_NOTED = 48


class ConflictBar(QFrame):
    """Says what both hold, and takes one of three answers."""

    answered = Signal(str)
    """``mine``, ``theirs`` or ``both``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._title = label(tr("Another room changed this session too. Nothing was written over."), "strong", wrap=True)
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
            ("theirs", tr("Take theirs"), tr("Theirs is opened; mine is gone")),
        ):
            made = button(text, "tick", tip=tip)
            made.clicked.connect(lambda _on=False, keep=keep: self._answer(keep))
            self.buttons[keep] = made
            row.addWidget(made)
        accessible(self, self._title.text())
        self.hide()

    def ask(self, conflict: Conflict) -> None:
        """Ask about `conflict`."""
        theirs = _said(conflict.theirs, conflict.mine) if conflict.theirs is not None else tr("deleted")
        self._says.setText(tr("Mine: {mine}. Theirs: {theirs}.", mine=_said(conflict.mine, conflict.theirs), theirs=theirs))
        self.buttons["theirs"].setVisible(conflict.theirs is not None)
        self.show()

    def _answer(self, keep: str) -> None:
        self.hide()
        self.answered.emit(keep)


def _said(visit: Visit, other: Visit | None) -> str:
    """What one of the two holds; of notes only the end, where they differ."""
    session = visit.session
    pain = retest.worst(session, "after" if session.is_retested else "before")
    is_noted = bool(session.notes) and (other is None or other.session.notes != session.notes)
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
