"""Times the page of a client's sessions in the window, over the archives that `archive.py` makes: from the press to the picture, offscreen."""

import os
import time
from collections.abc import Callable, Iterator
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks.archive import AIM_MS, LARGE, PASSPHRASE, STROKES, client, folder, made
from benchmarks.outcome import Chapter, Line, share, timed
from bodymap.archive.archive import Archive
from bodymap.ui.application import make_application
from bodymap.ui.clinic.desk import Desk
from bodymap.ui.loader import load_answers, load_plates
from bodymap.ui.store import Store
from bodymap.ui.window import Window
from tools import home

TIMES = 15


class Course:
    """A window with the page of one client."""

    def __init__(self, passphrase: str | None) -> None:
        self.app = make_application()
        self.window = Window(Store())
        self.window.resize(1280, 800)
        self.window.take_plates(load_plates()[0])
        self.window.take(load_answers())
        self.window.show()
        self.desk = Desk(self.window.store, lambda _asked: Archive.open(folder(passphrase), passphrase))
        self.window.keep(self.desk)
        self.desk.open()
        self.settle()

    @property
    def files(self) -> Any:
        """What holds the page."""
        return self.window.reception.files

    def settle(self) -> None:
        """Wait until everything that was asked is answered and drawn."""
        done: list[bool] = []
        self.desk.errands.run(lambda: True, done.append)
        while not done:
            self.app.processEvents()
        self.app.processEvents()

    def begin(self, name: str) -> None:
        """Name the client of a new session."""
        self.window.new_client()
        self.window.gestures.name_client(name)
        for _ in range(4):
            self.settle()

    def open(self) -> None:
        """Press Ctrl+H and wait for the picture."""
        self.window.reception.open_course()
        while not (self.files.is_open and self.files.course.portraits[0].scene.spots):
            self.app.processEvents()
            time.sleep(0.004)  # an idle window leaves the other thread alone
        self.window.grab()

    def close(self) -> None:
        """Back to the body, with nothing left on the page."""
        self.window.stage.leave()
        self.files.course.forget()
        self.settle()

    def end(self) -> None:
        """Close the window."""
        self.window.close()
        self.window.deleteLater()
        self.app.processEvents()

    def turn(self, way: str) -> None:
        """Press one of the four ways and wait for the picture."""
        self.files.course.ways.chosen.emit(way)
        self.settle()
        self.window.grab()


def time_it(what: str, action: Callable[[], object], after: Callable[[], object]) -> tuple[Line, Line]:
    """Time some runs; what comes `after` each is not counted."""
    taken, worked = [], []
    for _ in range(TIMES):
        start, begun = time.perf_counter(), time.process_time()
        action()
        taken.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - begun) * 1000)
        after()
    wall = Line(f"{what}, on the wall", "", *timed(taken))
    return wall, Line(f"{what}, processor time", f"≤ {AIM_MS} ms", *timed(worked), share(worked, 0.5) <= AIM_MS)


def lines(how: str, passphrase: str | None = None) -> Iterator[Line]:
    """Measure the page over one archive."""
    made(passphrase).close()
    course = Course(passphrase)
    for number in (LARGE, 0):
        course.begin(client(number))
        count = len(course.desk.ledger.earlier)
        course.open()
        course.close()
        yield from time_it(f"{how}: all sessions of a client ({count}), list and two bodies", course.open, course.close)
        course.open()
        yield from time_it(f"{how}: pain, skin and points over time ({count})", lambda: course.turn("time"), lambda: course.turn("beside"))
        if number:
            yield from time_it(f"{how}: what differs between two sessions of {STROKES} strokes", lambda: course.turn("difference"), lambda: course.turn("beside"))
        course.close()
    course.end()


def chapter() -> Chapter:
    """Measure the page over an open archive and a locked one."""
    note = "From the press to the picture in the window, 1280 × 800, over the archive above; processor time is what a machine with nothing else to do would need."
    return Chapter("All sessions of a client", (*lines("as a file"), *lines("with a passphrase", PASSPHRASE)), (note,))


if __name__ == "__main__":
    with home.thrown_away():
        print(chapter())
