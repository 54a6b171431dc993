"""A question, a comment or a typo: a prepared text to complete and copy. Nothing is sent; bodymap knows no network.

Holds nothing about the client: versions, and the record that was open.
"""

from __future__ import annotations

from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from bodymap.tongue import phrase, tr
from bodymap.ui.drawing.thumbnail import last_plate
from bodymap.ui.panel.about import versions
from bodymap.ui.panel.textbox import TextBox
from bodymap.ui.part import button
from bodymap.ui.state import State

_HINT = phrase(
    "Write below, and open it in your own mail program, or copy it, for the people you have bodymap from. "
    "Nothing is sent from here. Please leave out anything about a client."
)


def prepared(state: State) -> str:
    """Return the text to complete: the versions, and the record and tab that are open."""
    about = state.view.condition or (state.active.muscle if state.active else None) or tr("bodymap in general")
    point = tr(", point {number}", number=state.active_point) if state.active_point is not None else ""
    head = tr("Question, comment or typo")
    subject = tr("About: {what}", what=f"{about}{point} ({state.view.tab})")
    plate = tr("Plate: {plate}", plate=last_plate(state.session))
    return f"{head}\n\n{subject}\n{plate}\n{versions()}\n\n"


def letter(text: str) -> QUrl:
    """Return the address that opens `text` as a letter in the user's own mail program: nobody is written in, nothing is sent."""
    head, _, body = text.partition("\n\n")
    return QUrl(f"mailto:?subject={quote(f'bodymap: {head}')}&body={quote(body or head)}")


class Question(TextBox):
    """The prepared text, to be completed."""

    def __init__(self, state: State, parent: QWidget | None = None) -> None:
        write = button(tr("Open in mail"), tip=tr("Open it as a letter in your own mail program; nothing is sent from here"))
        super().__init__(
            tr("Question, comment or typo"),
            tr(_HINT),
            prepared(state),
            tr("Your question, comment or typo"),
            write,
            close=button(tr("Close")),
            parent=parent,
        )
        self.write = write
        self.write.clicked.connect(self._write)
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)
        self.text.setFocus()

    def _write(self) -> None:
        opened = QDesktopServices.openUrl(letter(self.text.toPlainText()))
        self.said.setText("" if opened else tr("No mail program was found. Copy the text instead."))
