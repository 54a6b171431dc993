import subprocess

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
    print(len(looked), gc.isenabled(), gc.get_freeze_count() > 100_000)
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
    looks, is_enabled, is_kept = done.stdout.split()
    assert (is_enabled, is_kept) == ("True", "True")
    assert int(looks) < 10, "before: some six hundred"
