import json
import os
import subprocess
from pathlib import Path

import pytest

from tools import home

ALL_TYPES = """
found, left = set(), [object]
while left:
    for each in type.__subclasses__(left.pop()):
        if each not in found:
            found.add(each)
            left.append(each)
"""
"""Every type that there is, found from `object` down."""

FIRST = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
import json, sys
from bodymap import app
from bodymap.ui.userfile import settings_file

def look(self, lobby):
    there = {}
    exec(ALL_TYPES, there)
    print(json.dumps({"modules": sorted(sys.modules), "types": sum(each.__module__.startswith("PySide6.Qt") for each in there["found"])}))
    lobby.close()
    yield

app.Start._furnish = look
app.run_window()
"""
LIGHT = {
    *("bodymap", "bodymap.app", "bodymap.errors", "bodymap.shipped", "bodymap.tongue", "bodymap.ui"),
    *(f"bodymap.ui.{name}" for name in ("afterimage", "application", "language", "lobby", "pseudo", "steps", "theme", "userfile")),
}


def _with_types(script: str) -> str:
    return f"ALL_TYPES = {ALL_TYPES!r}\n{script}"


def first_frame(python: str, folder: Path) -> dict[str, list[str]]:
    around = {name: value for name, value in os.environ.items() if name != "PYSIDE6_OPTION_LAZY"}
    done = subprocess.run([python, "-c", _with_types(FIRST)], capture_output=True, text=True, check=True, timeout=60, env={**around, **home.variables(folder)})
    return json.loads(done.stdout)


def test_the_first_frame_waits_for_no_more_than_its_picture(python: str, tmp_path: Path) -> None:
    found = first_frame(python, tmp_path)
    assert {name for name in found["modules"] if name.startswith("bodymap")} <= LIGHT
    assert not {"numpy", "shapely", "pydantic", "sqlalchemy", "cryptography"} & set(found["modules"])


def test_the_first_frame_needs_few_of_qts_types(python: str, tmp_path: Path) -> None:
    assert int(str(first_frame(python, tmp_path)["types"])) < 400, "of some 1300"


TYPES = """
import bodymap, sys
if sys.argv[1] == "later":
    bodymap.make_types_later()
    from bodymap.ui import qttypes
    for _ in qttypes.make_all():
        pass
from PySide6 import QtCore, QtGui, QtWidgets
exec(ALL_TYPES)
print(sorted({f"{each.__module__}.{each.__qualname__}" for each in found if each.__module__.startswith(("PySide6.Qt", "Shiboken"))}))
"""


def test_the_types_that_are_made_behind_the_first_frame_are_all_that_there_are(python: str) -> None:
    around = {name: value for name, value in os.environ.items() if name != "PYSIDE6_OPTION_LAZY"}
    at_once, later = (
        subprocess.run([python, "-c", _with_types(TYPES), when], capture_output=True, text=True, check=True, timeout=60, env=around).stdout for when in ("at once", "later")
    )
    assert len(at_once) > 10_000
    assert later == at_once


BEHIND = """
import json, sys
from importlib import import_module
import bodymap.ui.crash
from bodymap import app
brought = {}
for name in (*app.WINDOW_NEEDS, *app.KEEPING_NEEDS):
    before = set(sys.modules)
    import_module(name)
    brought[name] = len(set(sys.modules) - before)
print(json.dumps(brought))
"""


def test_what_comes_behind_the_first_frame_comes_a_little_at_a_time(python: str) -> None:
    done = subprocess.run([python, "-c", BEHIND], capture_output=True, text=True, check=True, timeout=60)
    brought = json.loads(done.stdout)
    assert {name: number for name, number in brought.items() if number > 30 or not number} == {}


SCRIPT = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from bodymap.ui.application import make_application
application = make_application()
from bodymap.ui.store import Store
from bodymap.ui.window import Window
window = Window(Store())
window.show()
application.processEvents()
heavy = [name for name in ("numpy", "shapely", "pydantic", "svgelements", "rapidfuzz") if name in sys.modules]
print(",".join(heavy) or "light")
window.close()
"""


def test_the_first_frame_needs_nothing_heavy(python: str) -> None:
    done = subprocess.run([python, "-c", SCRIPT], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "light"


SOURCES = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from bodymap.ui.application import make_application
application = make_application()
import linecache
from bodymap.ui.window import Window
print([name for name in linecache.cache if "bodymap" in name])
"""


def test_nobody_reads_the_sources_of_what_is_imported(python: str) -> None:
    done = subprocess.run([python, "-c", SOURCES], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


GARBAGE = """
import gc, os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
import bodymap
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from bodymap import app
from bodymap.ui.figure import FigureSwitch

looked = []
def note(phase, info):
    looked.append(phase)
def end():
    print(len(looked), gc.isenabled(), gc.get_freeze_count() > 100_000, QApplication.instance().findChild(QTimer, "garbage").isActive())
    QApplication.quit()
def load(switch):
    start(switch)
    looked.clear()
    gc.callbacks.append(note)
    switch.settled.connect(lambda: QTimer.singleShot(0, end))
start, FigureSwitch.start = FigureSwitch.start, load
app.run_window()
"""


def test_no_garbage_is_looked_for_until_all_is_loaded_and_then_only_among_what_is_new(python: str) -> None:
    done = subprocess.run([python, "-c", GARBAGE], capture_output=True, text=True, check=True, timeout=120)
    looks, is_everywhere, is_kept, is_here = done.stdout.split()
    assert (is_everywhere, is_kept, is_here) == ("False", "True", "True")
    assert int(looks) < 10, "before: some six hundred"


TWICE = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
import sys
import bodymap
bodymap.make_types_later()
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from bodymap import app

def opened(self, seen):
    lobby = open_lobby(self, seen)
    lobby.painted.connect(lambda: press(self, lobby) if sys.argv[1] == "press" else wait(self, lobby))
    return lobby

def press(start, lobby):
    canvas = lobby.seen.canvas
    QTest.mouseClick(lobby, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, canvas.topLeft() + QPoint(int(canvas.width() * 0.12), canvas.height() // 2))
    QTest.keyClicks(lobby, "/psoas")
    wait(start, lobby)

def wait(start, lobby):
    window = start.window
    is_done = window is not None and window.isVisible() and window.answers is not None and window.canvas.opening() is not None
    if is_done and len(window.store.state.session.marks) == (sys.argv[1] == "press"):
        print(lobby.seen is None, len(window.store.state.session.marks), window.search.text())
        QTimer.singleShot(0, lobby.close)
    else:
        QTimer.singleShot(20, lobby, lambda: wait(start, lobby))

open_lobby, app.Start._lobby = app.Start._lobby, opened
sys.exit(app.run_window())
"""


@pytest.mark.slow
def test_what_is_done_in_the_first_moment_of_a_start_is_done(python: str, tmp_path: Path) -> None:
    around = {name: value for name, value in os.environ.items() if name != "PYSIDE6_OPTION_LAZY"} | home.variables(tmp_path)
    for how, said in (("wait", "True 0"), ("press", "True 1 psoas")):
        done = subprocess.run([python, "-c", TWICE, how], capture_output=True, text=True, check=False, timeout=120, env=around)
        assert (done.returncode, done.stdout.strip()) == (0, said), done.stderr
        assert "Traceback" not in done.stderr
        if how == "wait":
            assert [each.name for each in tmp_path.rglob("at-rest-*.png")] == ["at-rest-light.png"]


FAILS = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
import sys
from bodymap import app, shipped
from bodymap.errors import MissingFileError
from PySide6.QtCore import QTimer

def missing():
    if sys.argv[1] == "file":
        raise MissingFileError("is missing; install bodymap anew", file="assets")
    raise ValueError("a client's name")

def opened(self, seen):
    lobby = open_lobby(self, seen)
    shipped.assets_dir = missing
    def look():
        print(lobby._words)
        lobby.close()
    give_up = lobby.give_up
    lobby.give_up = lambda *told: (give_up(*told), QTimer.singleShot(0, lobby, look))
    return lobby

open_lobby, app.Start._lobby = app.Start._lobby, opened
print(app.run_window())
"""


def test_a_window_that_cannot_be_made_says_so_in_its_place(python: str, tmp_path: Path) -> None:
    around = {**os.environ, **home.variables(tmp_path)}
    for why, said in (("file", "assets: is missing; install bodymap anew"), ("fault", "bodymap could not be opened. Start it again; if that does not help, install it anew.")):
        done = subprocess.run([python, "-c", FAILS, why], capture_output=True, text=True, check=False, timeout=60, env=around)
        assert done.stdout.strip().splitlines() == [said, "0"], done.stderr
        assert ("Traceback" in done.stderr) is (why == "fault")
