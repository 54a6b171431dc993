"""Long work: in a thread, with a notice once it takes half a second, and an honest sentence where it fails."""

import threading
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from bodymap.errors import BodymapError
from bodymap.ui.window import Window


def wait_for(window: Window) -> None:
    for _ in range(600):
        QApplication.processEvents()
        if not window.errands.is_busy:
            return
        time.sleep(0.02)  # QTest.qWait would keep the interpreter's lock from the errand's thread
    raise AssertionError("the errand never ended")


def test_the_window_answers_while_work_is_on_its_way_and_says_so(window: Window) -> None:
    go_on = threading.Event()
    window.errands.run("Working…", "Done.", lambda: go_on.wait(10) and None)
    QApplication.processEvents()
    assert window.errands.isHidden(), "short work needs no notice"
    window.control.mark("posterior", -95.0, -930.0)
    assert window.store.state.session.is_marked
    window.errands._patience.timeout.emit()
    assert window.errands.isVisible()
    assert window.errands.text == "Working…"
    assert window.errands._bar.isVisible()
    go_on.set()
    wait_for(window)
    assert window.errands.text == "Done."
    assert not window.errands._bar.isVisible()


def test_one_errand_waits_for_the_other(window: Window) -> None:
    done: list[int] = []
    for number in range(3):
        window.errands.run("…", "Done.", lambda number=number: done.append(number))  # type: ignore[misc]
    for _ in range(3):
        wait_for(window)
    assert done == [0, 1, 2]


def test_an_errand_that_fails_says_why_and_nothing_is_said_to_be_done(window: Window) -> None:
    def fail() -> None:
        raise BodymapError("cannot be written: the disk is full", record="file “x.png”")

    said: list[str] = []
    window.errands.failed.connect(said.append)
    window.errands.run("Saving…", "Saved.", fail)
    wait_for(window)
    window.errands.failed.disconnect(said.append)
    assert said == ["file “x.png” cannot be written: the disk is full"]
    assert window.errands.isHidden()


def test_a_picture_is_saved_without_holding_the_window_up(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "body.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    window.actions_by_name["picture"].trigger()
    assert window.errands.is_busy
    wait_for(window)
    assert out.stat().st_size > 10_000
    assert "body.png" in window.errands.text
