"""Guards for tests with Qt: its warnings fail the test, and so does a widget, a timer or a worker that stays behind.

They sleep until a test has imported PySide6, so that the Qt-free part of the tests stays free of it. A test that expects a warning
asks for the fixture `qt_messages` and takes it out of the list.
"""

import gc
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from bodymap.ui.lean import look_for_garbage

# Said by Qt about the machine it runs on, never about our code.
_ABOUT_THE_MACHINE = (
    "This plugin does not support",
    "propagateSizeHints",
    "QStandardPaths: XDG_RUNTIME_DIR",
    "QStandardPaths: runtime directory",
    "Could not create a texture",
)

_messages: list[str] = []
_installed = False


def _install() -> None:
    """Listen to Qt from now on; does nothing before PySide6 was imported by somebody else, or when done already."""
    global _installed  # noqa: PLW0603  # one process, one message handler: Qt's rule
    if _installed or "PySide6.QtCore" not in sys.modules:
        return
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    def listen(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}:
            return
        if not any(phrase in message for phrase in _ABOUT_THE_MACHINE):
            _messages.append(message)

    qInstallMessageHandler(listen)
    _installed = True


@pytest.fixture
def qt_messages() -> list[str]:
    """What Qt has warned of so far in this test; take out what was expected."""
    _install()
    return _messages


@pytest.fixture(scope="session")
def qapp() -> Any:
    """The one QApplication of the test process, offscreen, with the system's own look kept out."""
    from PySide6.QtWidgets import QApplication

    from bodymap.ui.application import look_for_garbage_here

    app = QApplication.instance() or QApplication(["bodymap-test"])
    look_for_garbage_here(app)
    _install()
    return app


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fail a test on what Qt says while it runs."""
    _install()
    _messages.clear()
    result = yield
    _install()
    assert not _messages, f"Qt warned in {item.name}: {_messages}"
    return result


@pytest.fixture(autouse=True)
def nothing_of_qt_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test closes and frees what it opened: top-level widgets, running timers, workers of the global pool."""
    before = _top_levels()
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import QThreadPool

    assert QThreadPool.globalInstance().waitForDone(5000), "the test left a worker running"
    left = _left(before)
    timers = [timer for widget in left.values() for timer in _timers(widget)]
    for widget in left.values():
        for timer in _timers(widget):
            timer.stop()
        widget.close()
        widget.deleteLater()
    _free()
    look_for_garbage()  # nobody else does while no window hears events
    assert not left, f"the test left {[type(widget).__name__ for widget in left.values()]} and {len(timers)} running timers"


def _left(before: set[int]) -> dict[int, Any]:
    """Top-level widgets that are new since `before`, after a fair chance to be freed."""
    _free()
    if _new(before):  # only then: with a whole atlas in memory the collector takes longer than most tests
        gc.collect()
        _free()
    return _new(before)


def _new(before: set[int]) -> dict[int, Any]:
    from PySide6.QtWidgets import QApplication

    # Qt keeps frames of its own for pop-ups; only what Python code made counts.
    return {id_: widget for id_, widget in _widgets(QApplication).items() if id_ not in before and widget.parent() is None}


def _top_levels() -> set[int]:
    if "PySide6.QtWidgets" not in sys.modules:
        return set()
    from PySide6.QtWidgets import QApplication

    return set(_widgets(QApplication))


def _widgets(application: Any) -> dict[int, Any]:
    from shiboken6 import getCppPointer

    return {} if application.instance() is None else {getCppPointer(w)[0]: w for w in application.topLevelWidgets()}


def _timers(widget: Any) -> list[Any]:
    from PySide6.QtCore import QTimer

    return [timer for timer in widget.findChildren(QTimer) if timer.isActive()]


def _free() -> None:
    """Let objects marked for deletion go now."""
    from PySide6.QtCore import QCoreApplication, QEvent

    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
