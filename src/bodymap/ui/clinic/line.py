"""Two calm lines over the body: a sentence about what is kept, and the question for the passphrase. Work goes on under both."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from bodymap.tongue import tr
from bodymap.ui.part import accessible, button, label


class Line(QFrame):
    """One sentence until it is hidden, or until there is nothing to say. `kind` is a name of the style sheet: `saying` or `banner`."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(kind)
        self._text = label("", wrap=True)
        close = button(tr("Hide"), "plain", tip=tr("Hide this line"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 4, 12, 4)
        row.addWidget(self._text, 1)
        row.addWidget(close)
        self.hide()

    @property
    def text(self) -> str:
        """What it says, empty while it is hidden."""
        return "" if self.isHidden() else self._text.text()

    def say(self, sentence: str) -> None:
        """Say `sentence`; nothing hides the line."""
        self._text.setText(sentence)
        accessible(self, sentence)
        self.setVisible(bool(sentence))


class Unlock(QFrame):
    """Asks for the passphrase of what is kept. Without it everything works, and nothing is kept."""

    tried = Signal(str)
    refused = Signal()
    """To work without it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.says = label("", wrap=True)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setPlaceholderText(tr("Passphrase"))
        self.passphrase.setFixedWidth(240)
        accessible(self.passphrase, tr("Passphrase"))
        self.passphrase.returnPressed.connect(self._try)
        self.open = button(tr("Open"), "tick", tip=tr("Open the kept sessions"))
        self.open.clicked.connect(self._try)
        self.without = button(tr("Work without"), "plain", tip=tr("Nothing is kept, and earlier sessions cannot be seen"))
        self.without.clicked.connect(self._refuse)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(self.says, 1)
        for each in (self.passphrase, self.open, self.without):
            row.addWidget(each)
        self.hide()

    def ask(self) -> None:
        """Ask, or ask again where it was another one."""
        again = not self.isHidden()
        self.says.setText(tr("That is not the passphrase.") if again else tr("Kept sessions are locked. Type the passphrase to see and keep sessions."))
        accessible(self, self.says.text())
        self._wait(is_waiting=False)
        self.passphrase.clear()
        self.show()
        self.passphrase.setFocus()

    def settle(self) -> None:
        """It was the right one."""
        self._wait(is_waiting=False)
        self.passphrase.clear()
        self.hide()

    def _try(self) -> None:
        if self.passphrase.text() and not self.passphrase.isReadOnly():
            self._wait(is_waiting=True)
            self.says.setText(tr("One moment…"))
            self.tried.emit(self.passphrase.text())

    def _wait(self, *, is_waiting: bool) -> None:
        """The field keeps the keyboard meanwhile: nothing that is typed reaches the body."""
        self.passphrase.setReadOnly(is_waiting)
        self.open.setEnabled(not is_waiting)

    def _refuse(self) -> None:
        self.settle()
        self.refused.emit()
