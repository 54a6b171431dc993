"""The client box: whatever is typed is the client, also a number, and nothing need be. It searches while it is typed in.

It shows who it is and says who was named; it keeps nobody in mind. What was found is forgotten when the hand leaves.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from bodymap.archive.visit import Client
from bodymap.tongue import tr
from bodymap.ui.part import accessible

_MOST = 8


class ClientBox(QLineEdit):
    """One line. `asked` wants clients for some words, `offer` shows them, `named` says who was typed or chosen."""

    asked = Signal(str)
    named = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("client")
        self.setPlaceholderText(tr("Client"))
        self.setToolTip(tr("A name or a number, as you like, or nothing: without it nothing is kept after New client (Ctrl+I)"))
        accessible(self, tr("Client"), self.toolTip())
        self.setMinimumWidth(104)
        self.setMaximumWidth(210)
        self.recent = False
        """Whether clients are offered before anything is typed."""
        self._shown = ""
        self._found = QStringListModel(self)
        self._list = QCompleter(self._found, self)
        self._list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._list.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._list.setWidget(self)
        self._popup = QListView()
        self._popup.setObjectName("results")
        self._list.setPopup(self._popup)
        self._list.activated.connect(self._choose)
        self.textEdited.connect(self._ask)
        self.returnPressed.connect(self._say)

    def show_client(self, name: str) -> None:
        """Show whose session it is; what is being typed stays while it is the same."""
        if name != self._shown or not self.hasFocus():
            self._shown = name
            self.setText(name)
        if not name:
            self._found.setStringList([])

    def offer(self, clients: Sequence[Client]) -> None:
        """Offer these, best first, while the hand is here."""
        names = [client.name for client in clients[:_MOST]]
        self._found.setStringList(names)
        if names and self.hasFocus() and (self.text().strip() or self.recent):
            self._list.complete()
        else:
            self._popup.hide()

    @property
    def offered(self) -> list[str]:
        """The names that are offered now."""
        return self._found.stringList()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.recent and not self.text():
            self.asked.emit("")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._say()
            self._found.setStringList([])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._shown)
            self._popup.hide()
            event.accept()
            return
        super().keyPressEvent(event)

    def _ask(self, words: str) -> None:
        if words.strip():
            self.asked.emit(words)
        else:
            self.offer(())

    def _choose(self, name: str) -> None:
        self.setText(name)
        self._say()

    def _say(self) -> None:
        self._popup.hide()
        name = self.text().strip()
        if name != self._shown:
            self._shown = name
            self.named.emit(name)
