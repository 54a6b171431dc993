"""Python's garbage: what Qt made is let go in the window's thread, or the window crashes some time later."""

import gc
import threading
import time
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QTextDocument

from bodymap.ui.lean import look_for_garbage

FAR_S = 30.0
"""Longer than any look takes to come."""


class Ring:
    """Garbage that only a look finds, with something of Qt in it that has a timer of its own; tells in which thread it is let go."""

    def __init__(self, told: list[threading.Thread]) -> None:
        self.itself, self._told = self, told
        self.text = QTextDocument("word\n" * 2000)

    def __del__(self) -> None:
        self._told.append(threading.current_thread())


def make_much() -> list[list[int]]:
    """As much that is new as makes Python look dozens of times, where it looks by itself."""
    return [[number] for number in range(50_000)]


def test_what_qt_made_is_let_go_in_the_windows_thread_and_in_no_other(application: Any) -> None:
    told: list[threading.Thread] = []
    Ring(told)
    worker = threading.Thread(target=make_much)
    worker.start()
    worker.join()
    assert not told
    end = time.monotonic() + FAR_S
    held = make_much()
    while not told and time.monotonic() < end:
        application.processEvents()
    assert told == [threading.main_thread()]
    assert held


def test_it_is_looked_for_as_long_as_the_application_runs(application: Any) -> None:
    assert not gc.isenabled()
    assert application.findChild(QTimer, "garbage").isActive()


@pytest.mark.parametrize(("counts", "looked"), [((0, 0, 0), []), ((700, 10, 10), []), ((701, 0, 0), [0]), ((0, 11, 0), [1]), ((701, 11, 0), [1]), ((1, 0, 11), [2])])
def test_a_look_goes_as_far_back_as_pythons_own(counts: tuple[int, int, int], looked: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []
    monkeypatch.setattr(gc, "get_count", lambda: counts)
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    monkeypatch.setattr(gc, "collect", looks.append)
    look_for_garbage()
    assert looks == looked


def test_the_pages_of_a_client_leave_nothing_of_qt_that_only_a_look_would_find(window: Any, application: Any) -> None:
    gc.collect()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        for names in (("handout", "back"), ("session", "back"), ("settings", "back"), ("red-flags", "back"), ("wording", "wording"), ("table", "table"), ("new-client",)):
            window.control.mark("posterior", -95.0, -930.0)
            for name in names:
                window.actions_by_name[name].trigger()
                application.processEvents()
                QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        left = [each for each in gc.garbage if isinstance(each, QObject) and shiboken6.isValid(each) and shiboken6.ownedByPython(each)]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
    assert left == []
