"""bodymap knows no network: a whole played session opens no socket, neither from Python nor from Qt."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import home

PLAYED = """
import os, sys
opened = []
sys.addaudithook(lambda event, args: opened.append((event, str(args)[:80])) if event.startswith("socket.") or event == "urllib.Request" else None)

def sockets():
    found = set()
    for name in os.listdir("/proc/self/fd"):
        try:
            target = os.readlink(f"/proc/self/fd/{name}")
        except OSError:
            continue
        if target.startswith("socket:"):
            found.add(target)
    return found

at_first = sockets()
import bodymap
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

seen = set()

def look():
    seen.update(sockets() - at_first)
    window = next((each for each in QApplication.allWidgets() if type(each).__name__ == "Window"), None)
    if window is None or window.answers is None or window.reception is None or window.reception.desk.archive is None:
        QTimer.singleShot(50, look)
        return
    play(window)
    seen.update(sockets() - at_first)
    QTimer.singleShot(300, window.window().close)

def play(window):
    window.gestures.name_client("A. B.")
    window.control.mark("posterior", -95.0, -930.0)
    window.search.try_words("sciatica")
    for name in ("next-candidate", "next-point", "active", "dark", "ask", "about", "second", "copy-summary", "handout", "back", "settings", "back", "new-client"):
        window.actions_by_name[name].trigger()
        QApplication.processEvents()
        seen.update(sockets() - at_first)
    for top in QApplication.topLevelWidgets():
        if top is not window.window() and top.isVisible():
            top.close()

from bodymap.ui import application
make = application.make_application
def made():
    app = make()
    QTimer.singleShot(0, look)
    return app
application.make_application = made
from bodymap.app import run_window
code = run_window()
print("code", code, "python", opened, "qt", sorted(seen))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="open files are read in Linux's way")
def test_a_whole_session_opens_no_socket(tmp_path: Path) -> None:
    own = {**home.variables(tmp_path), "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"], "XDG_RUNTIME_DIR": str(tmp_path / "runtime")}
    del own["BODYMAP_ARCHIVE"]
    Path(own["XDG_RUNTIME_DIR"]).mkdir(mode=0o700)
    environment = {name: value for name, value in os.environ.items() if name != "BODYMAP_ARCHIVE"} | own | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", PLAYED], capture_output=True, text=True, check=False, timeout=180, env=environment)
    assert done.stdout.strip().splitlines()[-1:] == ["code 0 python [] qt []"], done.stdout + done.stderr
    assert "A. B." not in done.stdout + done.stderr, "no client in what is logged"
    left = [path for path in Path(own["XDG_DATA_HOME"]).rglob("*") if path.is_file()] + [path for path in Path(own["XDG_CONFIG_HOME"]).rglob("*") if path.is_file()]
    assert "archive.sqlite" in {path.name for path in left}, "the session was kept"
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in left if path.stat().st_mode & 0o077} == {}, "saved files are their owner's alone"


def test_nothing_of_ours_names_a_network_library() -> None:
    """The clinic's store is psycopg's to reach, and only where a user has set its address."""
    words = ("import socket", "import urllib.request", "from urllib.request", "import http", "import requests", "QtNetwork", "import ssl")
    source = Path(__file__).resolve().parents[1] / "src" / "bodymap"
    found = [f"{path.name}: {word}" for path in source.rglob("*.py") for word in words if word in path.read_text(encoding="utf-8")]
    assert found == []
