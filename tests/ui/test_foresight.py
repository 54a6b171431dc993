"""Where the pointer rests, the click is answered before it comes."""

from typing import Any

import pytest
from PySide6.QtTest import QTest

from bodymap.atlas import contour
from bodymap.ui import state as states
from bodymap.ui.answer import Answers
from bodymap.ui.drawing.compose import Composer
from bodymap.ui.drawing.shot import Shots
from bodymap.ui.panel.card import Card
from bodymap.ui.window import Window

THIGH = ("posterior", -80.0, -640.0)


def rest(window: Window) -> None:
    window.foresight.rest(*THIGH)
    assert window.foresight.is_thinking
    settled(window)


def settled(window: Window) -> None:
    for _ in range(2000):
        QTest.qWait(5)
        if not window.foresight.is_thinking:
            return
    raise AssertionError("it is still thinking")


@pytest.fixture
def drawn(window: Window, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every outline drawn from now on; what the tests before have drawn is forgotten."""
    answers: Any = window.answers
    for kept in (answers._picture._outlines, answers._engine.paint._outlines, answers._engine._recent, answers._recent):
        kept.clear()
    monkeypatch.setattr(window, "_composer", Composer(answers))
    asked: list[Any] = []
    outline = contour.outline
    monkeypatch.setattr(contour, "outline", lambda *values: asked.append(values) or outline(*values))
    return asked


def test_a_click_where_the_pointer_rested_draws_no_outline_anew(window: Window, drawn: list[Any]) -> None:
    rest(window)
    assert len(drawn) >= 2, "the spot and a zone at the least"
    drawn.clear()
    window.control.mark(*THIGH)
    assert window.panel.candidates.rows
    assert not drawn


def test_a_click_where_it_did_not_rest_draws_them_itself(window: Window, drawn: list[Any]) -> None:
    window.control.mark(*THIGH)
    assert drawn


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


def test_a_press_on_an_x_where_the_pointer_rested_draws_no_outline_anew(window: Window, drawn: list[Any]) -> None:
    window.control.mark(*THIGH)
    cross = next(each for each in window.scene.crosses if each.plate == "posterior")
    window.hover(cross.point)
    window.foresight.rest("posterior", cross.x, cross.y)
    settled(window)
    drawn.clear()
    window.control.choose_point(cross.point)
    assert window.store.state.session.chosen_point == cross.point.number
    assert not drawn
    window.hover(None)


def test_the_body_answers_a_press_before_list_and_card_do(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, bool]] = []
    monkeypatch.setattr(window.canvas, "repaint", lambda: seen.append((len(window.scene.zones), window.panel.card.isVisible())))
    window.control.mark(*THIGH)
    zones = len(window.scene.zones)
    assert zones
    assert seen == [(zones, False)], "once, with the zones, while the card is still to come"
    assert window.panel.card.isVisible()


def test_while_the_layers_box_is_open_what_it_may_lay_over_the_body_is_made(window: Window, drawn: list[Any], answers: Answers) -> None:
    answers._picture._strokes.clear()
    window.control.apply(states.arrange(layers_open=True))
    window.foresight.rest("", 0.0, 0.0)
    settled(window)
    window.control.apply(states.arrange(layers_open=False))
    assert drawn
    drawn.clear()
    for name in ("roots", "skin-nerves"):
        window.control.apply(states.lay(name, on=True))
    assert {art.kind for art in window.scene.laid} == {"band"}
    assert not drawn


def test_what_a_press_shows_on_the_body_is_painted_before_it(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    window.canvas.grab()
    rest(window)
    made: list[Any] = []
    monkeypatch.setattr(Shots, "_made", lambda *values: made.append(values))
    window.control.mark(*THIGH)
    window.canvas.grab()
    assert window.scene.zones
    assert not made


def test_the_page_that_a_press_shows_on_the_card_is_set_before_it(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    rest(window)
    written: list[Any] = []
    write = Card._set
    monkeypatch.setattr(Card, "_set", lambda *values, **named: written.append(values) or write(*values, **named))
    window.control.mark(*THIGH)
    assert window.panel.card.key is not None
    assert window.panel.card.page.toPlainText()
    assert not written
    window.control.apply(states.turn_to("anatomy"))
    assert len(written) == 1
