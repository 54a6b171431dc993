"""Times the page of a client's sessions in the window, over the archive that `archive.py` makes: `.venv/bin/python benchmarks/course.py`.

From the press to the picture, offscreen: the list with two sessions side by side, and the plots over time. Prints one line each: median, slowest, aim; and how much
of the median the processor worked, which a busy machine does not change.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks.archive import LARGE, client, fill, show
from bodymap.archive.archive import Archive
from bodymap.archive.visit import Skin
from bodymap.ui.application import make_application
from bodymap.ui.clinic.desk import Desk
from bodymap.ui.loader import load_answers, load_plates
from bodymap.ui.store import Store
from bodymap.ui.window import Window

FOLDER = Path(tempfile.gettempdir()) / "bodymap-benchmark"
TIMES = 7


class Course:
    """A window with the page of one client."""

    def __init__(self) -> None:
        self.app = make_application()
        self.window = Window(Store())
        self.window.resize(1280, 800)
        self.window.take_plates(load_plates()[0])
        self.window.take(load_answers())
        self.window.show()
        self.desk = Desk(self.window.store, lambda passphrase: Archive.open(FOLDER, passphrase))
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

    def turn(self, way: str) -> None:
        """Press one of the four ways and wait for the picture."""
        self.files.course.ways.chosen.emit(way)
        self.settle()
        self.window.grab()


def time_it(what: str, action: Callable[[], object], after: Callable[[], object]) -> None:
    """Print the milliseconds of some runs; what comes `after` each is not counted."""
    taken, worked = [], []
    for _ in range(TIMES):
        start, begun = time.perf_counter(), time.process_time()
        action()
        taken.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - begun) * 1000)
        after()
    show(what, taken, 200)
    print(f"{'  of it processor time':<58} {statistics.median(worked):9.1f}")


def main() -> None:
    """Measure and print."""
    with Archive.open(FOLDER) as archive:
        fill(archive)
        names = [client(0), client(LARGE)]
        for name in names:
            found = archive.client(name)
            if found is not None:
                archive.timeline(found.id, lambda _session: Skin(42.0))
    course = Course()
    print(f"{'':<58} {'median':>9} {'slowest':>9} {'aim':>6}")
    for name in reversed(names):
        course.begin(name)
        count = len(course.desk.ledger.earlier)
        course.open()
        course.close()
        time_it(f"all sessions of a client ({count}): list and two bodies", course.open, course.close)
        course.open()
        time_it(f"over time ({count})", lambda: course.turn("time"), lambda: course.turn("beside"))
        time_it("what differs between two of them", lambda: course.turn("difference"), lambda: course.turn("beside"))
        course.close()
    course.window.close()
    course.window.deleteLater()
    course.app.processEvents()


if __name__ == "__main__":
    main()
