"""The cover: after some minutes without a hand every window of the program shows nothing but itself, until the passphrase or a press."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from bodymap.tongue import tr
from bodymap.ui.part import accessible, button, label

_BY_HAND = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.KeyPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}
Check = Callable[[str, Callable[[bool], None]], None]
"""Says, perhaps later, whether a passphrase is the right one."""


class Cover(QFrame):
    """Lies over one window. With a passphrase it asks for it, else a press takes it away."""

    lifted = Signal()
    tried = Signal(str)

    def __init__(self, window: QWidget, *, asks: bool) -> None:
        super().__init__(window)
        self.setObjectName("cover")
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        accessible(self, tr("Covered"))
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addStretch()
        column.addWidget(label("bodymap", "title"), 0, Qt.AlignmentFlag.AlignHCenter)
        self.says = label(tr("Covered"), "quiet")
        column.addWidget(self.says, 0, Qt.AlignmentFlag.AlignHCenter)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setPlaceholderText(tr("Passphrase"))
        self.passphrase.setFixedWidth(300)
        accessible(self.passphrase, tr("Passphrase"))
        self.passphrase.returnPressed.connect(self._try)
        self.passphrase.setVisible(asks)
        column.addWidget(self.passphrase, 0, Qt.AlignmentFlag.AlignHCenter)
        self.go_on = button(tr("Go on"), "finding")
        self.go_on.setFixedWidth(300)
        self.go_on.clicked.connect(self._try if asks else self.lifted)
        column.addWidget(self.go_on, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        self._asks = asks
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self.take_keys()

    def take_keys(self) -> None:
        """Have the keyboard."""
        (self.passphrase if self._asks else self.go_on).setFocus()

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: FBT001 - Qt's
        """Tab goes round on the cover, never under it."""
        del is_next
        (self.go_on if self._asks and self.passphrase.hasFocus() else self.passphrase if self._asks else self.go_on).setFocus()
        return True

    def refuse(self) -> None:
        """The passphrase was another one."""
        self.passphrase.clear()
        self.says.setText(tr("That is not the passphrase."))
        self.passphrase.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()

    def event(self, event: QEvent) -> bool:
        """No key of the body acts from under the cover."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def _try(self) -> None:
        if self.passphrase.text():
            self.tried.emit(self.passphrase.text())


class Guard(QObject):
    """Covers every window of the program after `minutes` without a hand, or at once. `check` is asked where a passphrase is set."""

    covered = Signal(bool)

    def __init__(self, check: Check | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._check = check
        self.asks: Callable[[], bool] = lambda: False
        """Whether a passphrase is set."""
        self.covers: list[Cover] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.cover)
        self._minutes = 0

    def watch(self, minutes: int) -> None:
        """Cover after so many minutes; 0 never."""
        if minutes == self._minutes:
            return
        self._minutes = minutes
        app = QApplication.instance()
        if app is None:
            return
        app.removeEventFilter(self)
        self._timer.stop()
        if minutes:
            app.installEventFilter(self)
            self._timer.start(minutes * 60_000)

    def stop(self) -> None:
        """Watch no more."""
        self.watch(0)
        self.uncover()

    def cover(self) -> None:
        """Cover every window now."""
        if self.covers:
            return
        _close_what_floats()
        for widget in QApplication.topLevelWidgets():
            is_window = widget.isVisible() and widget.isWindow() and widget.windowType() in {Qt.WindowType.Window, Qt.WindowType.Dialog}
            if is_window and widget.graphicsProxyWidget() is None:  # what is drawn in a window is covered with it
                made = Cover(widget, asks=self._check is not None and self.asks())
                made.lifted.connect(self.uncover)
                made.tried.connect(self._try)
                self.covers.append(made)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._hold_keys, Qt.ConnectionType.UniqueConnection)
        self.covered.emit(bool(self.covers))

    def uncover(self) -> None:
        """Take the covers away."""
        covers, self.covers = self.covers, []
        application = QApplication.instance()
        if covers and isinstance(application, QApplication):
            application.focusChanged.disconnect(self._hold_keys)
        for cover in filter(isValid, covers):  # a window that was closed meanwhile took its cover along
            cover.hide()
            cover.deleteLater()
        if covers:
            self.covered.emit(False)
        if self._minutes:
            self._timer.start(self._minutes * 60_000)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if event.type() in _BY_HAND and not self.covers:
            self._timer.start(self._minutes * 60_000)
        return False

    def _hold_keys(self, _before: QWidget | None, now: QWidget | None) -> None:
        """What comes late from the archive may want the keyboard; while the window is covered it does not get it."""
        for cover in filter(isValid, self.covers):
            if now is not None and now.window() is cover.window() and now is not cover and not cover.isAncestorOf(now):
                cover.take_keys()

    def _try(self, passphrase: str) -> None:
        if self._check is not None:
            self._check(passphrase, self._answer)

    def _answer(self, is_right: bool) -> None:  # noqa: FBT001 - what `Check` hands over
        if is_right:
            self.uncover()
        for cover in filter(isValid, self.covers):
            cover.refuse()


def _close_what_floats() -> None:
    """Menus and lists of names are windows of their own, and would lie over the cover."""
    for widget in QApplication.topLevelWidgets():
        if widget.isVisible() and widget.windowType() in {Qt.WindowType.ToolTip, Qt.WindowType.Popup}:
            widget.close()
