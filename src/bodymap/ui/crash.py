"""When bodymap itself is wrong: a calm box with a text to copy. The window stays open, and what was made stays kept.

The text tells where in the program it happened and on what machine. It holds nothing of a client: no message of the error (it may quote what was
typed), no values, no paths of the user's own. It also goes to the error output, in place of Python's own words. Nothing is sent.
"""

from __future__ import annotations

import contextlib
import os
import platform
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from bodymap.tongue import phrase, tr
from bodymap.ui.panel.about import versions
from bodymap.ui.panel.textbox import TextBox
from bodymap.ui.part import button

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_PACKAGE = Path(__file__).resolve().parents[1]
_DEEPEST = 40
_SAYS = phrase(
    "bodymap made a mistake. What you marked and wrote is still here, and it is kept. You can go on; if something looks odd, start bodymap again. "
    "The text below says where in the program it happened, and holds nothing about a client. Nothing is sent: copy it for the people you have bodymap from."
)


def report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return what happened where, without anything that a client or the user could be known by."""
    lines = [versions(), f"Python {platform.python_version()}, Qt {qt_version}, {platform.system()} {platform.machine()}", "", kind.__name__]
    return "\n".join([*lines, *places(trace)])


def places(trace: TracebackType | None) -> list[str]:
    """Return the calls that led there, outermost first: file, line and function, of the program's and its libraries' files only by name."""
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"  {_named(code.co_filename)}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return found[-_DEEPEST:]


def _named(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(_PACKAGE.parent)) if path.is_relative_to(_PACKAGE) else os.path.join(path.parent.name, path.name)  # noqa: PTH118


class CrashBox(TextBox):
    """What happened where. What comes while it is open is added below."""

    def __init__(self, text: str) -> None:
        close = button(tr("Go on"), tip=tr("Close this and go on"))
        super().__init__(tr("bodymap made a mistake"), tr(_SAYS), text, tr("What happened where"), close=close, parent=QApplication.activeWindow())
        self.text.setReadOnly(True)
        close.setDefault(True)


class Watch(QObject):
    """Hears of every error that nobody caught, on any thread, and shows it in the window's. The same place is told once."""

    _came = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.box: CrashBox | None = None
        self._told: set[str] = set()
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        self._came.connect(self._show, Qt.ConnectionType.QueuedConnection)
        sys.excepthook = self._hear
        threading.excepthook = lambda args: self._hear(args.exc_type, args.exc_value, args.exc_traceback)
        sys.unraisablehook = self._hear_unraisable

    def stop(self) -> None:
        """Hear no more: Python says again itself what nobody catches."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before

    def _hear_unraisable(self, found: UnraisableHookArgs) -> None:
        self._hear(found.exc_type, found.exc_value, found.exc_traceback)

    def _hear(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, (KeyboardInterrupt, SystemExit)):
            self._before[0](kind, error or kind(), trace)
            return
        text = report(kind, trace)
        if sys.stderr is not None:
            sys.stderr.write(f"{text}\n")
        with contextlib.suppress(RuntimeError):  # the application is gone already
            self._came.emit(text)

    def _show(self, text: str) -> None:
        if text in self._told:
            return
        self._told.add(text)
        if self.box is not None:
            self.box.text.appendPlainText(f"\n{text}")
            return
        self.box = CrashBox(text)
        self.box.destroyed.connect(self._forget)
        self.box.show()

    def _forget(self, _box: Any = None) -> None:
        self.box = None
