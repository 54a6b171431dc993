"""A question in its own place, without a dialog: a sentence, perhaps fields for passphrases, yes and cancel."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bodymap.tongue import tr
from bodymap.ui.part import accessible, button, clear, label

_FIELD_PX = 300


class AskRow(QFrame):
    """Hidden until something is asked; what was typed is forgotten with the answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("prompt")
        self.says = label("", wrap=True)
        self.fields: list[QLineEdit] = []
        self._then: Callable[[list[str]], None] | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.yes = button("", "tick")
        self.yes.clicked.connect(self._answer)
        self.cancel = button(tr("Cancel"), "plain")
        self.cancel.clicked.connect(self.settle)
        row = QHBoxLayout()
        row.addWidget(self.yes)
        row.addWidget(self.cancel)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        column.addWidget(self.says)
        column.addLayout(self._lines)
        column.addLayout(row)
        self.hide()

    def ask(self, sentence: str, yes: str, then: Callable[[list[str]], None], fields: Sequence[str] = ()) -> None:
        """Ask; `then` is given what was typed in each of `fields`. It is asked on until `settle`."""
        self._then = then
        self.says.setText(sentence)
        accessible(self, sentence)
        self.yes.setText(yes)
        clear(self._lines)
        self.fields = [self._field(name) for name in fields]
        self.show()
        (self.fields[0] if self.fields else self.yes).setFocus()

    def ask_again(self, sentence: str) -> None:
        """Say what is wrong and wait for another answer."""
        self.says.setText(sentence)
        accessible(self, sentence)
        for field in self.fields:
            field.clear()
        if self.fields:
            self.fields[0].setFocus()

    def settle(self) -> None:
        """It is answered, or not to be."""
        self._then = None
        clear(self._lines)
        self.fields = []
        self.hide()

    def _field(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.setPlaceholderText(name)
        made.setMaximumWidth(_FIELD_PX)
        accessible(made, name)
        made.returnPressed.connect(self._answer)
        self._lines.addWidget(made)
        return made

    def _answer(self) -> None:
        if self._then is not None:
            self._then([field.text() for field in self.fields])

    def event(self, event: QEvent) -> bool:
        """Escape takes the question back before it closes the page."""
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_escape and event.type() == QEvent.Type.KeyPress:
            self.settle()
        if is_escape:
            event.accept()
            return True
        return super().event(event)
