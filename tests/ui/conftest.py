"""The window over the shipped body and records: loaded once, a fresh window for each test."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from bodymap.ui.answer import Answers, Loaded
from bodymap.ui.drawing.art import PlateArt

BUTTOCK = ("posterior", -95.0, -930.0)


@pytest.fixture(scope="session")
def application() -> Any:
    from bodymap.ui.application import make_application

    return make_application()


@pytest.fixture(scope="session")
def plates(application: Any) -> dict[str, PlateArt]:
    from bodymap.ui.loader import load_plates

    return load_plates()[0]


@pytest.fixture(scope="session")
def loaded() -> Loaded:
    from bodymap.ui.loader import load_answers

    return load_answers()


@pytest.fixture
def empty_window(application: Any) -> Iterator[Any]:
    from bodymap.ui.store import Store
    from bodymap.ui.window import Window

    window = Window(Store())
    window.resize(1280, 800)
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture(scope="session")
def insets(application: Any) -> dict[str, PlateArt]:
    from bodymap.ui.loader import load_insets

    return load_insets()


@pytest.fixture(scope="session")
def shared_window(application: Any, plates: dict[str, PlateArt], insets: dict[str, PlateArt], loaded: Loaded) -> Iterator[Any]:
    from bodymap.ui.store import Store
    from bodymap.ui.window import Window

    window = Window(Store())
    window.resize(1280, 800)
    window.take_plates(plates)
    window.take(loaded)
    window.take_insets(insets)
    window.show()
    window.finish_painting()
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def window(application: Any, shared_window: Any) -> Any:
    """The one window, as a new client finds it: opening one for each test would take most of the time."""
    from bodymap.session.record import Session
    from bodymap.ui.setting import Settings
    from bodymap.ui.state import State
    from bodymap.ui.style import dress, theme_of

    dress(theme_of(shared_window.store.state))  # another window, with letters of another size, dressed all of the application
    shared_window.resize(1280, 800)
    shared_window.activateWindow()  # another window, closed by the last test, takes the keyboard with it
    shared_window.search.clear()
    shared_window._problems = ()
    shared_window.tell(())
    shared_window.canvas.fit()
    shared_window.store.apply(lambda _state: State(session=Session(key=uuid.uuid4().hex), settings=Settings(motion="reduced")))
    application.processEvents()  # what the last test unfolded has folded again before anything is pointed at
    return shared_window


@pytest.fixture
def answers(window: Any) -> Answers:
    """What the window answers from."""
    there: Answers | None = window.answers
    assert there is not None
    return there
