"""A field for text that is kept as it is written. Knows neither state nor records."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit

from bodymap.ui.part import accessible

_REST_MS = 700


class Writing(QPlainTextEdit):
    """Text without limit. `written` comes when the hand rests, and when it leaves."""

    written = Signal(str)

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        accessible(self, name)
        self._told = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self.tell)
        self.textChanged.connect(self._timer.start)

    def show_text(self, text: str) -> None:
        """Show `text`; what is being written stays while `text` is what was told last."""
        if self._timer.isActive() and text == self._told:
            return
        self._timer.stop()
        self._told = text
        if text.strip() != self.toPlainText().strip():  # a blank at the end may be followed by a word
            place = self.textCursor().position() if self.hasFocus() else 0
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)
            cursor = self.textCursor()
            cursor.setPosition(min(place, self.document().characterCount() - 1))
            self.setTextCursor(cursor)

    def tell(self) -> None:
        """Say what is written, where it was not said yet."""
        self._timer.stop()
        if self.toPlainText() != self._told:
            self._told = self.toPlainText()
            self.written.emit(self._told)

    def forget(self) -> None:
        """Say nothing of what is written."""
        self._timer.stop()
        self._told = self.toPlainText()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.tell()
