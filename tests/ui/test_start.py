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
