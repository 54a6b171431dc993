"""The panel's place: on either hand, folded or not, as wide as the hand made it; and all of it remembered."""

import itertools
from pathlib import Path
from typing import Any

import pytest

from bodymap.ui import arrangement
from bodymap.ui import state as states
from bodymap.ui.arrangement import Arrangement


@pytest.mark.parametrize("hand", ["right", "left"])
def test_the_panel_stands_on_the_side_of_the_hand(window: Any, hand: str) -> None:
    window.store.apply(states.set_up(hand=hand))
    panel, sheet = window.panel.geometry(), window.dock.widget(0 if hand == "right" else 1).geometry()
    assert (panel.left() > sheet.left()) == (hand == "right")
    assert sheet.width() > panel.width()


def test_a_folded_panel_gives_the_sheet_its_room_and_one_press_brings_it_back(window: Any) -> None:
    before = window.canvas.width()
    window.actions_by_name["panel"].trigger()
    assert window.panel.isHidden()
    assert window.canvas.width() > before + 250
    window.dock._tab.click()
    assert not window.panel.isHidden()
    assert window.canvas.width() == before


@pytest.mark.parametrize(("size", "least", "most"), [((1024, 768), 320, 345), ((1280, 800), 370, 370), ((1920, 1080), 480, 480)])
def test_the_panel_is_as_wide_as_suits_the_window(window: Any, application: Any, size: tuple[int, int], least: int, most: int) -> None:
    window.resize(*size)
    application.processEvents()
    assert least <= window.panel.width() <= most


@pytest.mark.parametrize("letters", [90, 100, 115, 130])
def test_in_the_lowest_window_nothing_of_the_panel_lies_over_anything_else(window: Any, application: Any, letters: int) -> None:
    window.store.apply(states.set_up(text_size=letters))
    window.resize(window.minimumSize())
    window.control.mark("posterior", -95.0, -930.0)
    window.actions_by_name["next-point"].trigger()
    application.processEvents()
    panel = window.panel
    assert panel.card.height() >= panel.card.minimumSizeHint().height()
    shown = [each.geometry() for each in (panel.advice, panel.candidates, panel.alike) if each.isVisible()]
    assert all(one.bottom() < other.top() for one, other in itertools.pairwise(shown))
    assert panel.candidates.isVisible() or letters > 100, "only large letters give the card all of the panel"
    assert not shown or shown[-1].bottom() <= panel.candidates.parentWidget().height()
    panel.card.point_chosen.emit(None)
    window.control.answer_red_flag(next(iter(window.answers.knowledge.red_flags)), "yes")
    application.processEvents()
    assert panel.card.height() >= panel.card.minimumSizeHint().height()


def test_a_width_that_the_hand_chose_is_kept_also_for_the_next_client(window: Any) -> None:
    window.store.apply(states.arrange(panel_px=430))
    window.store.apply(states.new_client)
    assert window.panel.width() == 430


def test_the_arrangement_is_kept_in_a_file_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "state" / "window.json"
    kept = Arrangement(width=1500, height=900, panel_open=False, panel_px=400)
    arrangement.save(kept, file)
    assert arrangement.load(file) == kept
    file.write_text("{", encoding="utf-8")
    assert arrangement.load(file) == Arrangement()
