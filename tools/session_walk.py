#!/usr/bin/env python3
"""Plays three sessions of one client in the real window and keeps a picture of each step: confirm, treat, ask again, compare.

    python -m tools.session_walk FOLDER [--theme light|dark] [--size 1280x800]

In the real window where there is a display (or Xvfb), else offscreen. Nothing of the user's own is touched. Look at the pictures one by one. A warning of Qt's fails the walk.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QScrollArea

from bodymap.archive.archive import Archive
from bodymap.archive.visit import Conflict, begin
from bodymap.ids import Side
from bodymap.session import painting, record, retest
from bodymap.session.paint import Stroke
from bodymap.session.record import CandidateKey, MovementTest, Outcome, PointKey
from bodymap.tongue import tr
from bodymap.ui.clinic.desk import Desk
from tools import home
from tools.walk import THEMES, Walk, listen, opened

MINIMUS = CandidateKey("gluteus-minimus", Side.LEFT)
FIRST, SECOND = (PointKey("gluteus-minimus", Side.LEFT, number) for number in (1, 2))
STANCE = MovementTest("gluteus-medius", Side.LEFT, "single-leg-stance")
LEG = Stroke("posterior", ((-110.0, -960.0), (-130.0, -880.0), (-125.0, -640.0)), 34.0)
THIGH = Stroke("posterior", ((-127.0, -800.0), (-125.0, -600.0)), 60.0)
CLIENT = "Walk 42"


@dataclass(frozen=True)
class Played(Walk):
    """A walk over an archive, which keeps a numbered picture of each step in `folder`."""

    desk: Desk
    folder: Path
    numbers: Iterator[int]

    def wait(self, is_done: Callable[[], bool]) -> None:
        """Let the window live until `is_done`."""
        end = time.monotonic() + 20
        while not is_done():
            if time.monotonic() > end:
                raise TimeoutError("the archive did not answer")
            QCoreApplication.processEvents()
            time.sleep(0.01)
        self.rest()

    def keep(self, name: str) -> None:
        """Keep a picture of the window."""
        self.rest()
        self.window.grab().save(str(self.folder / f"{next(self.numbers):02}-{name}.png"))

    def name(self, client: str) -> None:
        """Type whose session it is."""
        self.press("client")
        self.window.client_box.clear()
        self.type(client)
        self.key("Return")
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


@contextmanager
def opened_with_archive(folder: Path, width: int, height: int, theme: str) -> Iterator[Played]:
    """Open the window over the archive of this home."""
    with opened(width, height, theme) as plain:
        desk = Desk(plain.window.store, lambda passphrase: Archive.open(passphrase=passphrase))
        plain.window.keep(desk)
        played = Played(plain.window, desk, folder, count(1))
        desk.open()
        played.wait(lambda: desk.archive is not None)
        yield played


def first(walk: Played) -> None:
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


def second(walk: Played) -> None:
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


def third(walk: Played) -> None:
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


def compare(walk: Played) -> None:
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


def keep_safe(walk: Played) -> None:
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
    reception.conflict.ask(Conflict(mine, replace(mine, session=record.note(mine.session, "Better since Monday, worse after driving."))), is_open=True)
    walk.keep("conflict")
    reception.conflict.hide()


def main() -> None:
    """Play the walk."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--theme", default="light", choices=THEMES)
    parser.add_argument("--size", default="1280x800")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    width, _, height = options.size.partition("x")
    warnings = listen()
    with home.thrown_away(), opened_with_archive(options.folder, int(width), int(height), options.theme) as played:
        for part in (first, second, third, keep_safe):
            part(played)
    print(f"pictures in {options.folder}")
    if warnings:
        sys.exit("Qt warned:\n" + "\n".join(warnings))


if __name__ == "__main__":
    main()
