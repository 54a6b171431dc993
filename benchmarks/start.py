"""Cold start: a new process until its first frame is painted, the app's beside a bare window's, and how soon it answers a click meanwhile."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.outcome import Chapter, Line, share
from tools import home

_WATCH = """
import json, os, resource, sys, time
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer

app = None

def said(**values):
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps(dict(at=time.clock_gettime(time.CLOCK_MONOTONIC), cpu=used.ru_utime + used.ru_stime, **values)), flush=True)

class First(QObject):
    def __init__(self, kind, then):
        super().__init__()
        self.kind, self.then, self.is_done = kind, then, False

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and type(watched).__name__ == self.kind and not self.is_done:
            self.is_done = True
            app.removeEventFilter(self)  # seen from Python, each event of a window would cost more than it does
            QTimer.singleShot(0, lambda: (said(what="first"), self.then(watched)))
        return False
"""
BARE = _WATCH + """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
first = First("QLabel", lambda label: app.quit())
app.installEventFilter(first)
label = QLabel("bodymap")
label.resize(1600, 1000)
label.show()
app.exec()
"""
APP = "import sys, bodymap\nbodymap.make_types_later()" + _WATCH + """
from bodymap.ui import application
begin = application.begin_application
KEPT_ON = int(sys.argv.pop())

def begun():
    global app
    app = begin()
    app.first = First("Lobby", follow)
    app.installEventFilter(app.first)
    return app

def press(widget, x, y):
    from PySide6.QtTest import QTest

    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(int(x), int(y)))
    widget.repaint()

def clocks():
    return time.perf_counter(), time.thread_time()

def follow(lobby):
    said(what="seen", body=lobby.seen is not None)
    import PySide6.QtTest  # no part of what is measured
    since = [clocks()]
    slowest = [0.0, 0.0]
    clicks = []
    told = set()

    def once(what):
        if what not in told:
            told.add(what)
            said(what=what)

    def note():  # what passed since the last look is what a press would have waited for
        ends = clocks()
        slowest[:] = [max(longest, end - begin) for longest, end, begin in zip(slowest, ends, since[0])]
        since[0] = ends

    def spot():
        box = lobby.seen.canvas
        return box.x() + box.width() * 0.12, box.y() + box.height() * 0.5

    def tick():
        now = time.perf_counter()
        note()
        window = next((each for each in lobby.children() if type(each).__name__ == "Window"), None)
        stands = window is not None and window.isVisible()
        if stands:
            once("window")
            if window.canvas._backdrop.is_drawn:
                once("body")
        done = stands and window.answers is not None and window.canvas._backdrop.is_drawn
        early = not stands or window.answers is None  # later presses may find the X's of earlier ones
        if early and len(clicks) < 5 and now - (clicks[-1] if clicks else 0) > 0.3:
            if lobby.seen is not None:
                clicks.append(now)
                x, y = spot()
                press(lobby, x + 9 * len(clicks), y)
            elif stands and window.canvas.sheet.placements:
                clicks.append(now)
                box = window.canvas.sheet.placements[0].on_sheet
                x, y = window.canvas.viewport.to_px((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
                press(window.canvas, x + 9 * len(clicks), y)
        if done and len(window.store.state.session.marks) == len(clicks):
            said(what="ready", slowest=slowest[0], work=slowest[1], clicks=len(clicks))
            QTimer.singleShot(KEPT_ON, lobby.close)
        else:
            QTimer.singleShot(5, tick)
        note()

    tick()

application.begin_application = begun
from bodymap.__main__ import main
main()
"""


def chapter(rounds: int = 5) -> Chapter:
    """Measure: bare and app in turn, so that what else the machine does meets both."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _run(APP, folder, "3500")  # the first start makes the caches, and keeps the sheet for the next
        _run(BARE, folder)
        bare, warm, stands, ready, slowest, work = [], [], [], [], [], []
        for _ in range(rounds):
            bare.append(_run(BARE, folder)["first"])
            found = _run(APP, folder, "0")
            if not found["seen"]["body"]:
                raise RuntimeError("the first frame shows no body: no picture of it was kept")
            warm.append(found["first"])
            stands.append(found["window"])
            ready.append(found["ready"])
            slowest.append(found["ready"]["slowest"] * 1000)
            work.append(found["ready"]["work"] * 1000)
        cold = [_run(APP, folder / f"new-{number}", "0") for number in range(2)]
    wall = [after["wall"] / before["wall"] for before, after in zip(bare, warm, strict=True)]
    cpu = [after["cpu"] / before["cpu"] for before, after in zip(bare, warm, strict=True)]
    whole = [after["wall"] / before["wall"] for before, after in zip(bare, stands, strict=True)]
    base, base_cpu = statistics.median(each["wall"] for each in bare), statistics.median(each["cpu"] for each in bare)
    empty = [each["first"]["wall"] / base for each in cold]
    new = [each["window"]["wall"] / base for each in cold]
    body = [each["body"]["wall"] / base for each in cold]
    waits = [each["wall"] * 1000 for each in ready]
    lines = (
        Line("a bare window with one label", "", f"{base * 1000:.0f} ms", f"{base_cpu * 1000:.0f} ms of processor", None),
        Line("bodymap to its first frame (the window and the body as they were kept; a press is noted), caches warm: × the bare window", "≤ 2.0", f"{statistics.median(wall):.2f}", f"{share(wall, 0.99):.2f}", statistics.median(wall) <= 2),
        Line("the same in processor time", "≤ 2.0", f"{statistics.median(cpu):.2f}", f"{share(cpu, 0.99):.2f}", statistics.median(cpu) <= 2),
        Line("until the window itself stands in its place: ×", "", f"{statistics.median(whole):.2f}", f"{share(whole, 0.99):.2f}", None),
        Line("first start without any cache, first frame (paper and a word): ×", "", f"{statistics.median(empty):.2f}", f"{max(empty):.2f}", None),
        Line("first start without any cache, the window with all its keys: ×", "≤ 5", f"{statistics.median(new):.2f}", f"{max(new):.2f}", statistics.median(new) <= 5),
        Line("first start without any cache, the body drawn: ×", "", f"{statistics.median(body):.2f}", f"{max(body):.2f}", None),
        Line("until the candidates can be asked, caches warm", "", f"{statistics.median(waits):.0f} ms", f"{max(waits):.0f} ms", None),
        Line("longest wait of a click made meanwhile, on the wall", "≤ 150 ms", f"{statistics.median(slowest):.0f} ms", f"{max(slowest):.0f} ms", statistics.median(slowest) <= 150),
        Line("longest wait of a click made meanwhile, work of the window's thread", "≤ 150 ms", f"{statistics.median(work):.0f} ms", f"{max(work):.0f} ms", statistics.median(work) <= 150),
    )
    return Chapter("Start", lines)


def _run(script: str, folder: Path, *arguments: str) -> dict[str, dict[str, float]]:
    """Start `script` anew; return what it said and when, in seconds since it was started."""
    own = home.variables(folder)
    own |= {"PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "bodymap-benchmark-code")}  # an installed program has its byte code
    around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begin = time.clock_gettime(time.CLOCK_MONOTONIC)
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], check=True, capture_output=True, text=True, env={**around, **own}, timeout=300
    )
    told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return {each["what"]: {**each, "wall": each["at"] - begin} for each in told}
