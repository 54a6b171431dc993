"""Memory over an hour's use, played fast: clients, marks, candidates, zoom and pan; the app's beside a bare window's."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.outcome import Chapter, Line
from benchmarks.screen import Screen

CLIENTS = 60
"""One a minute: far more than a busy hour brings."""
RESTS, REST_MS = 3, 1000
BARE = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("bodymap")
label.resize(1920, 1080)
label.show()
for _ in range(20):
    app.processEvents()
print(open("/proc/self/smaps_rollup").read().split("Rss:")[1].split()[0])
"""


def held() -> float:
    """The megabytes that this process holds for itself (resident set size)."""
    gc.collect()
    text = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    return int(text.split("Rss:")[1].split()[0]) / 1024


def rest(window: Any) -> None:
    """Wait until the painters are done: in the midst of it they are at pictures that may not be wanted any more, and no two looks find them alike."""
    from PySide6.QtTest import QTest

    from bodymap.ui.drawing.raster import FrameMaker

    for _ in range(RESTS):
        for maker in window.findChildren(FrameMaker):
            maker._pool.waitForDone()
        QTest.qWait(REST_MS)


def chapter(clients: int = CLIENTS) -> Chapter:
    """Play, and look every tenth client."""
    bare = int(subprocess.run([sys.executable, "-c", BARE], check=True, capture_output=True, text=True, timeout=60).stdout) / 1024
    screen = Screen(1920, 1080)
    window = screen.window
    looks, rested = [], []
    for number in range(clients):
        screen.clicks(4)
        for name in ("next-candidate", "next-candidate", "next-point", "tab-2", "tab-3", "tab-4", "tab-1", "wording", "wording", "undo", "redo"):
            window.actions_by_name[name].trigger()
            screen.settle(2)
        screen.frames(6)
        if (number + 1) % (clients // 6) == 0:
            looks.append(held())
            rest(window)
            rested.append(held())
    screen.close()
    half = rested[len(rested) // 2 :]
    grown = max(half) / min(half) - 1
    lines = (
        Line("a bare window with one label", "", f"{bare:.0f} MB", ""),
        Line("bodymap after the hour: × the bare window", "≤ 6", f"{looks[-1] / bare:.1f} ({looks[-1]:.0f} MB)", f"{max(looks) / bare:.1f}", looks[-1] / bare <= 6),
        Line("the same at rest, three seconds after the painters are done", "", f"{rested[-1]:.0f} MB", f"{max(rested):.0f} MB"),
        Line("flat over the second half hour, at rest", "2 %", f"{100 * grown:.1f} %", "", grown <= 0.02),
    )
    said, resting = (" → ".join(f"{each:.0f}" for each in each_look) for each_look in (looks, rested))
    return Chapter("Memory", lines, (f"Looked at every ten minutes of the hour, in the midst of it: {said} MB; at rest: {resting} MB.",))
