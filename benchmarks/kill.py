"""Ends the program in the middle of saving, many times: `.venv/bin/python benchmarks/kill.py [times] [server address, or "postgres" for one of its own]`.

Each time a process saves one visit over and over, naming each version once it is kept; it is killed (kill -9) at some moment, and the archive
must hold the last version it named, or the one it was writing. Then the same with a visit that is drawn on without pause and saved by itself, by the archive
alone and by the real window: what was drawn in the last five seconds may be lost, and nothing more. Ends with 1 at the first loss.
"""

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bodymap.archive.archive import Archive
from bodymap.archive.visit import Conflict

ROOT = Path(__file__).resolve().parents[1]

WRITER = """
import itertools, os, sys
from dataclasses import replace
from pathlib import Path
from bodymap.archive.archive import Archive
from bodymap.archive.visit import begin
from bodymap.session.record import NEW_CLIENT, note
folder, server, identity = sys.argv[1:]
with Archive.open(Path(folder), server=server or None) as archive:
    visit = archive.load(identity) or replace(begin(NEW_CLIENT), id=identity)
    for number in itertools.count(int(visit.session.notes.partition(" ")[0] or 0) + 1):
        visit = archive.save(replace(visit, session=note(NEW_CLIENT, f"{number} " + os.urandom(30_000).hex()))).visit
        print(number, flush=True)
"""
DRAWER = """
import sys, time
from dataclasses import replace
from pathlib import Path
from bodymap.archive.archive import Archive
from bodymap.archive.autosave import Autosave
from bodymap.archive.visit import begin
from bodymap.session.record import NEW_CLIENT, note
folder, server, identity = sys.argv[1:]
with Archive.open(Path(folder), server=server or None) as archive:
    visit = archive.load(identity) or replace(begin(NEW_CLIENT), id=identity)
    with Autosave(archive, lambda outcome: None) as autosave:
        while True:
            now = time.monotonic()
            autosave.offer(replace(visit, session=note(NEW_CLIENT, f"{now} ")))
            print(now, flush=True)
            time.sleep(0.02)
"""
WINDOW = """
import os, sys, time
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
import bodymap
from PySide6.QtCore import QTimer
from bodymap.session import record
from bodymap.session.record import Session
from bodymap.ui.application import make_application
from bodymap.ui.clinic.keeping import desk_of
from bodymap.ui.setting import Settings
from bodymap.ui.state import State, in_session
from bodymap.ui.store import Store
from bodymap.ui.window import Window
folder, server, identity = sys.argv[1:]
app = make_application()
window = Window(Store(State(Session(key=identity), settings=Settings(archive=folder, server=server))))
window.show()
window.keep(desk_of(window.store))
window.store.apply(in_session(lambda session: record.name_client(session, "A. B.")))

def write():
    if window.reception.desk.archive is not None:
        now = time.monotonic()
        window.store.apply(in_session(lambda session: record.note(session, f"{now} ")))
        print(now, flush=True)

timer = QTimer()
timer.timeout.connect(write)
timer.start(20)
app.exec()
"""
VISIT = "0123456789abcdef"
LOST_S = 5.0


def kill_once(folder: Path, server: str, delay_s: float) -> tuple[int, float]:
    """Kill one writer; return the last number that it named and the number that is kept."""
    writer = subprocess.Popen([sys.executable, "-c", WRITER, folder, server, VISIT], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    named = [writer.stdout.readline()]
    time.sleep(delay_s)
    writer.kill()
    named += writer.stdout.read().splitlines(keepends=True)
    writer.stdout.close()
    writer.wait()
    whole = [int(line) for line in named if line.endswith("\n") and line.strip()]
    return (whole[-1] if whole else 0), kept_number(folder, server)


def kill_drawing(folder: Path, server: str, delay_s: float, program: str = DRAWER, visit: str = VISIT) -> float:
    """Kill one who draws without pause; return how many seconds of it are lost. `WINDOW` is the real window with its desk; it begins the visit anew."""
    drawer = subprocess.Popen([sys.executable, "-c", program, folder, server, visit], stdout=subprocess.PIPE, text=True)
    assert drawer.stdout is not None
    first = float(drawer.stdout.readline())
    time.sleep(delay_s)
    drawer.kill()
    last = [first, *(float(line) for line in drawer.stdout.read().splitlines(keepends=True) if line.endswith("\n"))][-1]
    drawer.stdout.close()
    drawer.wait()
    return last - max(kept_number(folder, server, visit), first)


def kept_number(folder: Path, server: str, identity: str = VISIT) -> float:
    """Open the archive as the next start does, send what waits, and return the number that is kept."""
    with Archive.open(folder, server=server or None) as archive:
        assert not [outcome for outcome in archive.send() if isinstance(outcome, Conflict)], "a conflict with oneself"
        with archive.reading() as shelf:
            if not server:
                assert shelf.connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        visit = archive.load(identity)
        return float(visit.session.notes.partition(" ")[0]) if visit else 0


def main() -> int:
    """Kill, look, say."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    server = sys.argv[2] if len(sys.argv) > 2 else ""
    sys.path += [str(ROOT), str(ROOT / "tests")]
    from tools import home

    with home.thrown_away():
        if server == "postgres":
            import postgres

            with postgres.running() as own:
                return kill(times, own.address)
        return kill(times, server)


def kill(times: int, server: str) -> int:
    """Kill so many writers, and a fifth as many who draw; 1 at the first loss."""
    with tempfile.TemporaryDirectory() as name:
        for number in range(times):
            named, kept = kill_once(Path(name), server, random.uniform(0, 0.4))
            print(f"{number + 1:3}: named {named}, kept {kept:.0f}")
            if not named <= kept <= named + 1:
                print("LOST")
                return 1
    for number in range(max(2, times // 5)):
        program, what = ((DRAWER, "of one who draws"), (WINDOW, "of a window"))[number % 2]
        with tempfile.TemporaryDirectory() as name:
            lost_s = kill_drawing(Path(name), server, random.uniform(0.2, 7), program, visit=f"{number + 1:016x}")
        print(f"{number + 1:3}: the last {lost_s:.1f} s {what} are lost")
        if lost_s > LOST_S:
            print("LOST")
            return 1
    print(f"killed {times} times, nothing lost that was kept")
    return 0


if __name__ == "__main__":
    sys.exit(main())
