"""What every test may use, and what no test may leave behind. Qt is imported only by tests that ask for it."""

import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import bodymap  # before Qt: it says how Qt for Python must be started

HERE = Path(__file__).parent

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")

pytest_plugins = ["qt_guard"]


def pytest_report_header() -> str:
    """Name what is tested."""
    return f"bodymap {bodymap.__version__}"


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Doctests are looked for in `src`; what tests share is no test, and may need what only the plate maker has."""
    if collection_path.suffix == ".py" and collection_path.is_relative_to(HERE) and not collection_path.name.startswith("test_"):
        return True
    return None


@pytest.fixture(autouse=True)
def no_thread_left_behind() -> Iterator[None]:
    """A test that starts a thread ends it."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before and not thread.daemon]
    for thread in left:
        thread.join(timeout=2)
    assert not [thread.name for thread in left if thread.is_alive()], "the test left a thread running"


@pytest.fixture(scope="session")
def python() -> str:
    """This very interpreter, for tests that start a process of their own."""
    return sys.executable
