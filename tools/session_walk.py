#!/usr/bin/env python3
"""Plays three sessions of one client in the real window and keeps a picture of each step: confirm, treat, ask again, compare.

    python tools/session_walk.py FOLDER [--theme light|dark] [--size 1280x800]

In the real window: `QT_QPA_PLATFORM=xcb`, under Xvfb where there is no screen. Nothing of the user's own is touched: sessions go into a folder that is thrown away. Look at the pictures one by one.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from bodymap.archive.archive import Archive
from bodymap.archive.visit import Conflict, begin
from bodymap.ids import Side
from bodymap.session import painting, record, retest
from bodymap.session.paint import Stroke
from bodymap.session.record import CandidateKey, MovementTest, Outcome, PointKey
from bodymap.tongue import tr
from bodymap.ui import state as states
from bodymap.ui.application import make_application
from bodymap.ui.clinic.desk import Desk
from bodymap.ui.loader import load_answers, load_plates
from bodymap.ui.store import Store
from bodymap.ui.window import Window

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

MINIMUS = CandidateKey("gluteus-minimus", Side.LEFT)
FIRST, SECOND = (PointKey("gluteus-minimus", Side.LEFT, number) for number in (1, 2))
STANCE = MovementTest("gluteus-medius", Side.LEFT, "single-leg-stance")
LEG = Stroke("posterior", ((-110.0, -960.0), (-130.0, -880.0), (-125.0, -640.0)), 34.0)
THIGH = Stroke("posterior", ((-127.0, -800.0), (-125.0, -600.0)), 60.0)
CLIENT = "Walk 42"


class Walk:
    """One window over one archive, and the number of the picture."""

    def __init__(self, app: QApplication, folder: Path, archive: Path, *, theme: str = "light", size: tuple[int, int] = (1280, 800)) -> None:
        self.app, self.folder, self._count = app, folder, 0
        self.window = Window(Store())
        self.window.resize(*size)
        self.window.store.apply(states.set_up(theme=theme))
        self.window.take_plates(load_plates()[0])
        self.window.take(load_answers())
        self.window.show()
        self.desk = Desk(self.window.store, lambda passphrase: Archive.open(archive, passphrase))
        self.window.keep(self.desk)
        self.desk.open()
        self.wait(lambda: self.desk.archive is not None)

    def wait(self, is_done: Callable[[], bool]) -> None:
        """Let the window live until `is_done`."""
        end = time.monotonic() + 20
        while not is_done():
            if time.monotonic() > end:
                raise TimeoutError("the archive did not answer")
            self.app.processEvents()
            time.sleep(0.01)
        self.app.processEvents()

    def keep(self, name: str) -> None:
        """Keep a picture of the window."""
        self.app.processEvents()
        self.window.finish_painting()
        self.app.processEvents()
        self._count += 1
        self.window.grab().save(str(self.folder / f"{self._count:02}-{name}.png"))

    def name(self, client: str) -> None:
        """Type whose session it is."""
        box = self.window.client_box
        self.window.actions_by_name["client"].trigger()
        box.clear()
        QTest.keyClicks(box, client)
        QTest.keyClick(box, Qt.Key.Key_Return)
        self.wait(lambda: self.window.store.state.session.client == client)
        self.settle()

    def settle(self) -> None:
        """Wait until everything that was asked of the archive is answered."""
        done: list[bool] = []
        self.desk.errands.run(lambda: True, done.append)
        self.wait(lambda: bool(done))

    def ask(self, when: retest.When, value: int) -> None:
        """Say how strong the first marked thing hurts."""
        self.window.gestures.rate(retest.pains(self.window.store.state.session)[0], when, value)

    def end(self) -> None:
        """Close the window."""
        self.window.close()
        self.window.deleteLater()
        self.app.processEvents()


def first(walk: Walk) -> None:
    """Paint, confirm one X, drop a candidate, test, treat, ask again."""
    window = walk.window
    walk.name(CLIENT)
    window.control.edit_marks(lambda session: painting.paint(session, [LEG]))
    window.control.describe_area(1, "quality", "aching")
    walk.ask("before", 7)
    walk.keep("first-painted")
    window.control.drop(CandidateKey("piriformis", Side.LEFT))
    window.control.choose_point(FIRST)
    window.control.find("active")
    window.gestures.tick(FIRST, "taut-band")
    window.gestures.tick(FIRST, "tender-spot")
    walk.keep("first-confirmed")
    window.control.choose_point(SECOND)
    window.control.find("latent")
    window.gestures.open_page(on=True)
    window.gestures.choose_test(STANCE)
    window.gestures.grade(STANCE, "before", Outcome("limited-and-painful", "8 s"))
    walk.keep("first-before")
    window.gestures.treat(FIRST)
    window.gestures.look_again()
    walk.ask("after", 4)
    window.gestures.grade(STANCE, "after", Outcome("limited", "20 s"))
    window.gestures.note("Eight hours at a desk. Ball against the wall, twice a day.")
    walk.keep("first-after")
    window.gestures.open_page(on=False)
    window.control.choose_point(None)


def second(walk: Walk) -> None:
    """Begin where last time ended; the pain is weaker and reaches less far."""
    window = walk.window
    window.new_client()
    walk.keep("new-client")
    walk.name(CLIENT)
    walk.wait(lambda: window.store.state.view.last is not None)
    walk.keep("second-known")
    window.gestures.begin_from_last()
    answers = window.answers
    if answers is not None:
        window.control.edit_marks(lambda session: answers.erased(session, [THIGH]))
    walk.ask("before", 5)
    walk.keep("second-ghost-of-last-time")
    window.control.note_finding(FIRST, "active")
    window.gestures.treat(FIRST)
    window.gestures.look_again()
    walk.ask("after", 2)
    walk.keep("second-after")


def third(walk: Walk) -> None:
    """Nearly gone; then all three beside each other, over each other, and over time."""
    window = walk.window
    window.new_client()
    walk.name(CLIENT)
    walk.wait(lambda: window.store.state.view.last is not None)
    window.gestures.begin_from_last()
    walk.ask("before", 2)
    window.control.note_finding(FIRST, "latent")
    walk.keep("third")
    compare(walk)


def compare(walk: Walk) -> None:
    """Open the course and turn through its four ways."""
    reception = walk.window.reception
    if reception is None:
        raise RuntimeError("the window keeps no sessions")
    files = reception.files
    reception.open_course()
    walk.wait(lambda: files.is_open)
    walk.settle()
    for way in ("beside", "over", "difference", "time"):
        if files.course is not None:
            files.course.ways.chosen.emit(way)
        walk.settle()
        walk.keep(f"course-{way}")
    if files.course is not None:
        files.course.client.ask_name()
        walk.keep("course-rename")
        files.course.client.ask_delete()
        walk.keep("course-delete")
    walk.window.stage.leave()


def keep_safe(walk: Walk) -> None:
    """The settings of what is kept, the cover, and the lines that ask."""
    window, reception = walk.window, walk.window.reception
    if reception is None:
        raise RuntimeError("the window keeps no sessions")
    window.actions_by_name["settings"].trigger()
    section = reception.housekeeping.section
    scroll = section.parentWidget()
    while scroll is not None and not isinstance(scroll, QScrollArea):
        scroll = scroll.parentWidget()
    if isinstance(scroll, QScrollArea):
        scroll.verticalScrollBar().setValue(section.mapTo(scroll.widget(), QPoint(0, -40)).y())
    walk.settle()
    walk.keep("settings")
    section.buttons["lock"].click()
    walk.keep("settings-passphrase")
    section.question.settle()
    window.stage.leave()
    reception.cover()
    walk.keep("covered")
    reception.guard.uncover()
    reception.unlock.ask()
    reception.trouble.say(tr("Kept sessions cannot be reached now. This one is kept on this computer, and sent once they are back."))
    walk.keep("locked-and-away")
    reception.unlock.settle()
    reception.trouble.say("")
    mine = begin(window.store.state.session)
    reception.conflict.ask(Conflict(mine, replace(mine, session=record.note(mine.session, "Better since Monday, worse after driving."))))
    walk.keep("conflict")
    reception.conflict.hide()


def main() -> None:
    """Play the walk."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--theme", default="light")
    parser.add_argument("--size", default="1280x800")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    wide, tall = (int(each) for each in options.size.split("x"))
    app = make_application()
    with tempfile.TemporaryDirectory() as kept:
        walk = Walk(app, options.folder, Path(kept), theme=options.theme, size=(wide, tall))
        try:
            for part in (first, second, third, keep_safe):
                part(walk)
        finally:
            walk.end()
    print(f"pictures in {options.folder}")


if __name__ == "__main__":
    main()
