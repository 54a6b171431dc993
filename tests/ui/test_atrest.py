"""At the end of the program the window is drawn for the next start, as that start will be."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from bodymap import tongue
from bodymap.app import Start
from bodymap.session.record import Session
from bodymap.ui import afterimage, atrest, language, setting
from bodymap.ui.afterimage import Afterimage
from bodymap.ui.drawing import opening
from bodymap.ui.drawing.opening import Opening
from bodymap.ui.state import State
from bodymap.ui.store import Store
from bodymap.ui.window import Window


class End:
    """The end of a program in which nothing was drawn but the picture of a file."""

    def __init__(self, application: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self.start = Start(application)
        self.window = Window(Store(State(Session())))
        self.lobby = QWidget()
        self.drawn: list[str] = []
        """In which words the window was drawn each time."""
        monkeypatch.setattr(opening, "load", lambda _theme, **_figure: Opening(QImage(8, 8, QImage.Format.Format_RGB32), {}))
        monkeypatch.setattr(atrest, "at_rest", self._at_rest)

    def _at_rest(self, _state: State, drawn: Opening, _size: QSize) -> Afterimage:
        self.drawn.append(tongue.tr("Find it"))
        return Afterimage(drawn.picture, drawn.picture.rect(), {}, ("", ""))

    def come(self) -> None:
        self.start._keep_afterimage(self.window, self.lobby.size(), 1.0)

    def set_up(self, **changes: Any) -> None:
        state = self.window.store.state
        self.window.store.apply(lambda _: replace(state, settings=replace(state.settings, **changes)))


@pytest.fixture
def end(application: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[End]:
    made = End(application, monkeypatch)
    yield made
    language.speak()
    for each in (made.window, made.lobby):
        each.close()
        each.deleteLater()


def seen(end: End, ratio: float = 1.0) -> tuple[str, QSize, float]:
    return afterimage.key("light"), end.lobby.size(), ratio


def test_where_the_picture_that_was_shown_is_still_right_none_is_drawn(end: End) -> None:
    end.start._seen = seen(end)
    end.come()
    assert end.drawn == []


def test_a_picture_of_a_screen_of_another_density_is_drawn_anew(end: End) -> None:
    end.start._seen = seen(end, 2.0)
    end.come()
    assert len(end.drawn) == 1


def test_after_another_language_was_chosen_the_picture_speaks_it(end: End, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(language.VARIABLE)
    end.set_up(language="pseudo")
    setting.save(end.window.store.state.settings)
    end.come()
    [words] = end.drawn
    assert words != "Find it"


def test_what_is_set_here_but_stands_in_no_file_is_not_drawn_for_the_next_start(end: End) -> None:
    end.set_up(text_size=130)
    end.come()
    assert end.drawn == []


def test_a_program_that_was_changed_does_not_show_its_old_window(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "panel").mkdir()
    monkeypatch.setattr(afterimage, "_HERE", tmp_path)
    before = afterimage.key("light")
    assert afterimage.key("light") == before
    os.utime(tmp_path / "panel", (1.0, 1.0))
    assert afterimage.key("light") != before
