"""Work that takes longer than a glance: done in a thread, so that the window never freezes, with a calm notice once it takes half a second.

One errand at a time; another waits for it. Knows nothing of what is done.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, Qt, QThread, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from bodymap.errors import sentence_of
from bodymap.tongue import tr
from bodymap.ui.part import accessible, label

_PATIENCE_MS, _SAID_MS = 500, 6000
_EDGE_PX = 12


class _Work(QThread):
    """One errand's thread."""

    failed = Signal(str)

    def __init__(self, work: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work

    def run(self) -> None:
        try:
            self._work()
        except Exception as error:  # noqa: BLE001 - a thread must not die silently: the window shows the sentence
            self.failed.emit(sentence_of(error))


class Errands(QFrame):
    """The notice at the lower edge of its owner; hidden unless there is something to say."""

    failed = Signal(str)
    """The sentence that says why an errand came to nothing."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.setObjectName("notice")
        self._owner = owner
        self._waiting: deque[tuple[str, str, Callable[[], None]]] = deque()
        self._work: _Work | None = None
        self._text = label()
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(120, 6)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(14)
        row.addWidget(self._text)
        row.addWidget(self._bar)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._show_progress)
        self._said = QTimer(self)
        self._said.setSingleShot(True)
        self._said.setInterval(_SAID_MS)
        self._said.timeout.connect(self.hide)
        owner.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What the notice says."""
        return self._text.text()

    @property
    def is_busy(self) -> bool:
        """Whether an errand is on its way."""
        return self._work is not None

    def run(self, doing: str, done: str, work: Callable[[], None]) -> None:
        """Do `work` in a thread; say `doing` where it takes long, and `done` when it is done."""
        self._waiting.append((doing, done, work))
        self._next()

    def finish(self) -> None:
        """Wait for what is on its way, and begin nothing more; call before closing."""
        self._waiting.clear()
        if self._work is not None:
            self._work.wait()
        self._patience.stop()
        self._said.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._owner and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _next(self) -> None:
        if self._work is not None or not self._waiting:
            return
        doing, done, work = self._waiting.popleft()
        self._say(doing)
        self._work = _Work(work, self)
        said: list[str] = []
        self._work.failed.connect(said.append)
        self._work.finished.connect(lambda: self._end(done, said))
        self._patience.start()
        self._work.start()

    def _end(self, done: str, said: list[str]) -> None:
        work, self._work = self._work, None
        if work is not None:
            work.deleteLater()
        self._patience.stop()
        self._bar.hide()
        if said:
            self.hide()
            self.failed.emit(said[0])
        else:
            self._say(done)
            self.show()
            self._said.start()
        self._next()

    def _say(self, text: str) -> None:
        self._said.stop()
        self._text.setText(text)
        accessible(self, text)
        self._place()

    def _show_progress(self) -> None:
        self._bar.show()
        self._place()
        self.show()

    def _place(self) -> None:
        self.adjustSize()
        self.move((self._owner.width() - self.width()) // 2, self._owner.height() - self.height() - _EDGE_PX)
        self.raise_()


@contextmanager
def waiting() -> Iterator[None]:
    """Show by the pointer that the window is at work, where what it does must be done at once: about a second at most."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()


def saved(name: str) -> str:
    """Return the sentence that a file is there."""
    return tr("Saved: {file}", file=name)
