"""The client box: whatever is typed is the client, also a number, and nothing need be. It searches while it is typed in.

It shows who it is and says who was named; it keeps nobody in mind. What was found is forgotten when the hand leaves.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidgetItem

from bodymap.archive.visit import Client
from bodymap.tongue import tr
from bodymap.ui.clinic.day import near_day_of
from bodymap.ui.droplist import DropList
from bodymap.ui.part import accessible

_MOST = 8
_LEAST_PX, _LIST_PX, _ROW_PX = 104, 300, 50


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
        self.setMinimumWidth(_LEAST_PX)
        self.setMaximumWidth(210)
        self.recent = False
        """Whether clients are offered before anything is typed."""
        self._shown = ""
        self._names: list[str] = []
        self._list = DropList(self, tr("Clients found"))
        self._list.itemClicked.connect(lambda _item: self._choose())
        self.textEdited.connect(self._ask)
        self.installEventFilter(self)

    def show_client(self, name: str) -> None:
        """Show whose session it is; what is being typed stays while it is the same."""
        if name != self._shown or not self.hasFocus():
            self._shown = name
            self.setText(name)
        if not name:
            self._forget()

    def offer(self, clients: Sequence[Client]) -> None:
        """Offer these, best first, while the hand is here. Nobody is chosen yet: what is typed may be somebody new."""
        is_wanted = self.hasFocus() and bool(self.text().strip() or self.recent)
        self._forget()
        if not is_wanted or not clients:
            return
        self._names = [client.name for client in clients[:_MOST]]
        for client in clients[:_MOST]:
            item = QListWidgetItem(f"{client.name}\n{_seen(client)}")
            item.setSizeHint(QSize(_LIST_PX - 30, _ROW_PX))
            self._list.addItem(item)
        self._list.setCurrentRow(-1)
        self._list.drop(_LIST_PX, len(self._names), _ROW_PX)

    @property
    def offered(self) -> list[str]:
        """The names that are offered now."""
        return list(self._names)

    def tell(self) -> None:
        """Say who was typed, if that is somebody else."""
        self._forget()
        name = self.text().strip()
        if name != self._shown:
            self._shown = name
            self.named.emit(name)

    def _tell_late(self, typed: str, shown: str) -> None:
        """Say who was typed, unless somebody else was named since."""
        if shown == self._shown:
            self.setText(typed)
            self.tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # or the window's own Escape would take it
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.recent and not self.text():
            self.asked.emit("")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.isVisible():
            self.tell()
        else:  # it goes with the bar it stands in while the state is being shown: that is no time to change it
            typed, shown = self.text(), self._shown
            QTimer.singleShot(0, self, lambda: self._tell_late(typed, shown))

    def _take_key(self, key: Qt.Key) -> bool:
        """Whether the key was one for the list, or ended the typing."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(key)
        if step is not None and self._names:
            here = self._list.currentRow()
            self._list.setCurrentRow(max(here, 0) if here < 0 else (here + step) % len(self._names))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose()
        elif key == Qt.Key.Key_Escape:
            self.setText(self._shown)
            self._forget()
            parent = self.parentWidget()
            if parent is not None:
                parent.setFocus()
        else:
            return False
        return True

    def _ask(self, words: str) -> None:
        if words.strip():
            self.asked.emit(words)
        else:
            self._forget()

    def _choose(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._names):
            self.setText(self._names[row])
        self.tell()

    def _forget(self) -> None:
        self._names = []
        self._list.clear()
        self._list.hide()


def _seen(client: Client) -> str:
    sessions = tr("{n} session", "{n} sessions", n=client.visits)
    return tr("{sessions}, the last on {day}", sessions=sessions, day=near_day_of(client.last)) if client.last is not None else sessions
