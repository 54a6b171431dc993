"""The first minutes: what was opened last is offered again, feedback goes through the user's own mail, nothing is tiny."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from bodymap.ui import arrangement
from bodymap.ui import state as states
from bodymap.ui.arrangement import Arrangement
from bodymap.ui.panel.question import Question, letter
from bodymap.ui.state import State
from bodymap.ui.window import Window


def test_muscles_opened_last_stand_on_the_opening_scene_latest_first(window: Window) -> None:
    window.control.follow_muscle("piriformis")
    window.control.follow_muscle("gluteus-medius")
    window.control.follow_muscle("piriformis")
    window.store.apply(states.new_client)
    assert window.store.state.arrangement.recent[:2] == ("piriformis", "gluteus-medius")
    assert window.panel.welcome.isVisible()
    names = [each.text() for each in window.panel.welcome._recent.findChildren(QPushButton) if each.isVisible()]
    assert names == ["Piriformis", "Gluteus medius"]


def test_only_so_many_are_remembered() -> None:
    state = State()
    for number in range(20):
        state = states.remember(f"muscle-{number}")(state)
    assert state.arrangement.recent == tuple(f"muscle-{number}" for number in range(19, 19 - states.MOST_RECENT, -1))


def test_what_was_opened_last_is_kept_for_the_next_start(tmp_path: Path) -> None:
    kept = Arrangement(recent=("piriformis", "soleus"))
    arrangement.save(kept, tmp_path / "window.json")
    assert arrangement.load(tmp_path / "window.json") == kept


def test_feedback_opens_the_users_own_mail_with_version_and_plate_and_sends_nothing(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Any] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    window.control.mark("anterior", 60.0, -900.0)
    box = Question(window.store.state)
    box.write.click()
    box.close()
    box.deleteLater()
    (url,) = opened
    assert url.scheme() == "mailto"
    assert url.path() == ""
    said = unquote(url.query())
    assert "anterior" in said
    assert "bodymap 0" in said


def test_a_letter_keeps_signs_that_addresses_reserve() -> None:
    text = "Head\n\nC&A 100 % ? # ä\nline"
    assert unquote(letter(text).query(letter(text).ComponentFormattingOption.FullyEncoded)).endswith("C&A 100 % ? # ä\nline")
