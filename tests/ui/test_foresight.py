"""Where the pointer rests, the click is answered before it comes."""

from typing import Any

import pytest
from PySide6.QtTest import QTest

from bodymap.atlas import contour
from bodymap.ui import state as states
from bodymap.ui.window import Window

THIGH = ("posterior", -80.0, -640.0)


def rest(window: Window) -> None:
    window.foresight.rest(*THIGH)
    for _ in range(400):
        QTest.qWait(5)
        if not window.foresight.is_thinking:
            return


def test_a_click_where_the_pointer_rested_draws_no_outline_anew(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    rest(window)
    asked: list[Any] = []
    outline = contour.outline
    monkeypatch.setattr(contour, "outline", lambda *values: asked.append(values) or outline(*values))
    window.control.mark(*THIGH)
    assert window.panel.candidates.rows
    assert not asked


def test_resting_changes_nothing_and_leaving_ends_it(window: Window) -> None:
    before = window.store.state
    rest(window)
    assert window.store.state is before
    window.foresight.rest(*THIGH)
    window.foresight.rest("", 0.0, 0.0)
    assert not window.foresight.is_thinking


def test_with_a_brush_in_the_hand_nothing_is_foreseen(window: Window) -> None:
    window.control.apply(states.take_tool("brush"))
    window.foresight.rest(*THIGH)
    assert not window.foresight.is_thinking
