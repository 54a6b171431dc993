"""The guards guard: a test that lets Qt complain, or leaves something behind, fails. Tried in a test run of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent

CARELESS = '''
from PySide6.QtCore import QObject, QTimer, qWarning
from PySide6.QtWidgets import QWidget
import threading
import time

kept = []


def test_warns(qapp):
    qWarning("something is odd")


def test_expects_its_warning(qapp, qt_messages):
    qWarning("something is odd")
    assert qt_messages.pop() == "something is odd"


def test_leaves_a_widget(qapp):
    kept.append(QWidget())
    timer = QTimer(kept[0])
    timer.start(1000)


def test_leaves_a_thread():
    threading.Thread(target=time.sleep, args=(4,), name="sleeper").start()


def test_cleans_up(qapp):
    widget = QWidget()
    widget.show()
    widget.close()
    widget.deleteLater()
'''


@pytest.mark.slow
def test_careless_tests_fail_and_careful_ones_pass(tmp_path: Path) -> None:
    for name in ("conftest.py", "qt_guard.py"):
        shutil.copy(HERE / name, tmp_path / name)
    (tmp_path / "test_careless.py").write_text(CARELESS)
    (tmp_path / "pytest.ini").write_text("[pytest]\npythonpath = .\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rA", "-p", "no:cacheprovider", "test_careless.py"],
        cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE.parent), *sys.path])},
    )
    said = done.stdout + done.stderr
    assert "FAILED test_careless.py::test_warns" in said
    assert "PASSED test_careless.py::test_expects_its_warning" in said
    assert "ERROR test_careless.py::test_leaves_a_widget" in said
    assert "['QWidget'] and 1 running timers" in said
    assert "ERROR test_careless.py::test_leaves_a_thread" in said
    assert "ERROR test_careless.py::test_cleans_up" not in said
