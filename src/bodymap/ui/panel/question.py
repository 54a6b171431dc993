"""A question, a comment or a typo: a prepared text to complete and copy. Nothing is sent; bodymap knows no network.

Holds nothing about the client: versions, and the record that was open.
"""

from __future__ import annotations

from urllib.parse import quote

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from bodymap.tongue import phrase, tr
from bodymap.ui.drawing.thumbnail import last_plate
from bodymap.ui.panel.about import versions
from bodymap.ui.part import accessible, button, label
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


class Question(QDialog):
    """The text, and a button that copies it."""

    def __init__(self, state: State, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Question, comment or typo"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 400)
        self.text = QPlainTextEdit(prepared(state))
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)
        accessible(self.text, tr("Your question, comment or typo"))
        self._said = label("", "caption")
        self.copy = button(tr("Copy"), tip=tr("Copy the text to the clipboard"))
        self.copy.clicked.connect(self._copy)
        self.write = button(tr("Open in mail"), tip=tr("Open it as a letter in your own mail program; nothing is sent from here"))
        self.write.clicked.connect(self._write)
        close = button(tr("Close"))
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self._said, 1)
        row.addWidget(self.write)
        row.addWidget(self.copy)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(10)
        column.addWidget(label(tr("Question, comment or typo"), "welcome"))
        column.addWidget(label(tr(_HINT), "quiet", wrap=True))
        column.addWidget(self.text, 1)
        column.addLayout(row)
        self.text.setFocus()

    def _write(self) -> None:
        opened = QDesktopServices.openUrl(letter(self.text.toPlainText()))
        self._said.setText("" if opened else tr("No mail program was found. Copy the text instead."))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._said.setText(tr("Copied."))
