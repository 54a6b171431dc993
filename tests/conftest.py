"""What every test may use, and what no test may leave behind. Qt is imported only by tests that ask for it."""

import contextlib
import os
import sys
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

import bodymap  # before Qt: it says how Qt for Python must be started
from tools import home

HERE = Path(__file__).parent

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")

pytest_plugins = ["qt_guard"]


def pytest_configure(config: pytest.Config) -> None:
    """Move out of the user's home before anything is read; pytest's worker processes live in that of the process that started them."""
    if hasattr(config, "workerinput"):
        return
    away = home.thrown_away()
    away.__enter__()
    config.add_cleanup(lambda: away.__exit__(None, None, None))
    if hasattr(config, "cache"):  # what was compiled once is kept beside pytest's own notes: the next run begins sooner
        with contextlib.suppress(OSError):
            os.environ["XDG_CACHE_HOME"] = str(config.cache.mkdir("home"))


_number = count()


@pytest.fixture(autouse=True)
def nothing_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Each test has a home of its own, empty but for the cache; no folder is made before something is written there."""
    own = home.variables(tmp_path_factory.getbasetemp() / f"home-{next(_number)}")
    del own["XDG_CACHE_HOME"]
    with pytest.MonkeyPatch.context() as patch:
        for name, value in own.items():
            patch.setenv(name, value)
        yield


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
