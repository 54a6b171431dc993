"""The head of a client's sessions: the name, and the two things that concern all of them: another name, and deleting. Each is asked in its own place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QWidget

from bodymap.tongue import tr
from bodymap.ui.part import accessible, button, label

_DELETING = 2


class ClientRow(QStackedWidget):
    """Shows a name; asks for another one, or whether all is really to be deleted. It says what was answered."""

    renamed = Signal(str)
    deleted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        self._title = label("", "title")
        rename = button(tr("Rename…"), "plain", tip=tr("Another name for this client, in all sessions"))
        rename.clicked.connect(self.ask_name)
        delete = button(tr("Delete client…"), "plain", tip=tr("Delete this client and all their sessions for good"))
        delete.clicked.connect(self.ask_delete)
        self._shown = QWidget()
        self._row = _row(self._shown)
        self._row.addWidget(self._title)
        self._row.addStretch(1)
        for each in (rename, delete):
            self._row.addWidget(each)
        self.addWidget(self._shown)
        self.field = QLineEdit()
        self.field.setMaximumWidth(320)
        accessible(self.field, tr("Another name"))
        self.field.returnPressed.connect(self._rename)
        self.keep = button(tr("Rename all sessions"), "tick", tip=tr("A name that is taken joins the two clients"))
        self.keep.clicked.connect(self._rename)
        self.addWidget(self._asking(self.field, self.keep))
        self._question = label("", wrap=True)
        self.really = button(tr("Really delete"), "tick", tip=tr("There is no way back, but a backup"))
        self.really.clicked.connect(self._confirm)
        self.addWidget(self._asking(self._question, self.really))

    def add(self, made: QPushButton) -> None:
        """Put another button at the end of the row."""
        self._row.addWidget(made)

    def show_client(self, name: str, count: int) -> None:
        """Show whose sessions these are."""
        is_other, self._count = name != self._title.text(), count
        self._title.setText(name)
        if is_other:
            self.field.clear()
            self.setCurrentIndex(0)
        elif self.currentIndex() == _DELETING:
            self.ask_delete()  # there are more or fewer of them now

    @property
    def title(self) -> str:
        """The name that is shown."""
        return self._title.text()

    def ask_name(self) -> None:
        """Ask for another name."""
        self.field.setText(self._title.text())
        self.field.selectAll()
        self.setCurrentIndex(1)
        self.field.setFocus()

    def ask_delete(self) -> None:
        """Ask whether all is really to be deleted."""
        sessions = tr("{n} session", "{n} sessions", n=self._count)
        self._question.setText(tr("Delete this client and {sessions} for good? Export first what must be kept.", sessions=sessions))
        self.setCurrentIndex(_DELETING)

    def event(self, event: QEvent) -> bool:
        """Escape takes a question back before it closes the page."""
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self.currentIndex() > 0
        if is_escape and event.type() == QEvent.Type.KeyPress:
            self.setCurrentIndex(0)
        if is_escape:
            event.accept()
            return True
        return super().event(event)

    def _asking(self, *parts: QWidget) -> QWidget:
        cancel = button(tr("Cancel"), "plain")
        cancel.clicked.connect(lambda: self.setCurrentIndex(0))
        made = QWidget()
        row = _row(made)
        row.addWidget(parts[0], 1)
        for each in (*parts[1:], cancel):
            row.addWidget(each)
        row.addStretch(1)
        return made

    def _rename(self) -> None:
        name = self.field.text().strip()
        self.setCurrentIndex(0)
        if name and name != self._title.text():
            self.renamed.emit(name)

    def _confirm(self) -> None:
        self.setCurrentIndex(0)
        self.deleted.emit()


def _row(inside: QWidget) -> QHBoxLayout:
    made = QHBoxLayout(inside)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(8)
    return made
