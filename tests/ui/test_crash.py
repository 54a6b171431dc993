"""An error that nobody caught becomes a calm box with a text to copy, from any thread, and never holds anything of a client."""

import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from bodymap.ui.crash import Watch

SECRET = "Erika Mustermann, left hip"


@pytest.fixture
def watch(application: Any) -> Iterator[Watch]:
    made = Watch()
    yield made
    made.stop()
    if made.box is not None:
        made.box.close()
    made.deleteLater()
    QApplication.processEvents()


def fail(name: str) -> None:
    note = f"note of {name}"
    raise ValueError(f"cannot read {note!r}")


def settle(watch: Watch) -> str:
    for _ in range(20):
        QApplication.processEvents()
    return watch.box.text.toPlainText() if watch.box is not None else ""


def test_an_error_in_a_slot_is_shown_and_the_window_goes_on(watch: Watch, capsys: Any) -> None:
    QTimer.singleShot(0, lambda: fail(SECRET))
    text = settle(watch)
    assert "ValueError" in text
    assert "test_crash.py" in text
    assert "bodymap" in text
    assert "Qt 6" in text
    assert SECRET not in text
    assert "cannot read" not in text
    told = capsys.readouterr()
    assert "ValueError" in told.err
    assert SECRET not in told.err + told.out


def test_an_error_on_another_thread_is_shown_in_the_windows(watch: Watch) -> None:
    thread = threading.Thread(target=fail, args=(SECRET,))
    thread.start()
    thread.join()
    assert "ValueError" in settle(watch)

    class Worker(QThread):
        def run(self) -> None:
            raise KeyError(SECRET)

    worker = Worker()
    worker.start()
    worker.wait()
    text = settle(watch)
    assert "KeyError" in text
    assert SECRET not in text


def test_the_same_error_is_told_once_and_another_is_added(watch: Watch) -> None:
    for _ in range(3):
        QTimer.singleShot(0, lambda: fail(SECRET))
    assert settle(watch).count("ValueError") == 1
    QTimer.singleShot(0, [].pop)
    text = settle(watch)
    assert text.count("ValueError") == 1
    assert text.count("IndexError") == 1


def test_the_text_is_copied(watch: Watch) -> None:
    QTimer.singleShot(0, lambda: fail(SECRET))
    text = settle(watch)
    assert watch.box is not None
    watch.box.copy.click()
    assert QApplication.clipboard().text() == text
    next(each for each in watch.box.findChildren(QPushButton) if each.text() == "Go on").click()
    assert settle(watch) == ""
    assert watch.box is None


def test_no_path_of_the_users_own_is_told(watch: Watch) -> None:
    QTimer.singleShot(0, lambda: fail(SECRET))
    text = settle(watch)
    assert not [line for line in text.splitlines() if line.strip().startswith("/")]


def test_an_interrupt_is_none(watch: Watch) -> None:
    heard: list[type[BaseException]] = []
    watch._before = (lambda kind, *_: heard.append(kind), *watch._before[1:])
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert settle(watch) == ""
    assert heard == [KeyboardInterrupt]
    watch._before = (sys.__excepthook__, threading.__excepthook__, sys.__unraisablehook__)
