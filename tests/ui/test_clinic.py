"""Confirm, drop, treat, re-test on the real window: what the client's body answers is written where it was found, with one press each."""

from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from bodymap.ids import Side
from bodymap.session import painting
from bodymap.session.paint import Stroke
from bodymap.session.record import NEW_CLIENT, CandidateKey, MovementTest, Outcome, PointKey
from bodymap.ui import state as states
from bodymap.ui.clinic.scale import Scale
from bodymap.ui.theme import LIGHT
from bodymap.ui.window import Window

MEDIUS = CandidateKey("gluteus-medius", Side.LEFT)
FIRST = PointKey("gluteus-medius", Side.LEFT, 1)
STANCE = MovementTest("gluteus-medius", Side.LEFT, "single-leg-stance")
STROKE = Stroke("posterior", ((-110.0, -960.0), (-130.0, -880.0)), 30.0)


def paint(window: Window, intensity: int | None = None) -> None:
    window.control.edit_marks(lambda session: painting.paint(session, [STROKE]))
    if intensity is not None:
        window.control.describe_area(1, "intensity", intensity)


def press(window: Window, name: str) -> None:
    window.actions_by_name[name].trigger()


def write_note(window: Window, words: str) -> None:
    """As one types: the hand does not rest yet."""
    paint(window)
    window.gestures.open_page(on=True)
    QTest.keyClicks(window.panel.session.notes, words)


def test_one_key_notes_what_was_found_at_the_x_under_the_pointer(window: Window) -> None:
    window.control.choose(MEDIUS)
    window.hover(FIRST)
    press(window, "active")
    press(window, "treated")
    assert window.store.state.session.finding(FIRST) == "active"
    assert window.store.state.session.treated == (FIRST,)
    press(window, "active")
    assert window.store.state.session.finding(FIRST) is None
    window.hover(None)


def test_one_tap_notes_it_too_and_the_criteria_are_there_and_never_demanded(window: Window) -> None:
    window.control.choose_point(FIRST)
    confirm = window.panel.card.confirm
    assert confirm.isVisible()
    assert min(made.height() for made in confirm.buttons.values()) >= 54
    confirm.buttons["active"].click()
    assert window.store.state.session.finding(FIRST) == "active"
    assert window.store.state.session.criteria == ()
    for chip in confirm.chips.values():
        chip.click()
    assert window.store.state.session.criteria_at(FIRST) == ("referral", "taut-band", "tender-spot")
    assert "as the expert panel asks" in confirm.says


def test_what_was_found_stays_on_the_body_when_another_muscle_is_looked_at(window: Window) -> None:
    window.control.note_finding(FIRST, "latent")
    window.control.choose(CandidateKey("piriformis", Side.LEFT))
    quiet = [cross for cross in window.canvas.scene.crosses if cross.point == FIRST]
    assert quiet
    assert all(cross.quiet and cross.finding == "latent" for cross in quiet)
    window.store.apply(states.word_for("client"))
    assert not [cross for cross in window.canvas.scene.crosses if cross.point == FIRST]


def test_what_was_dropped_stands_in_one_line_and_comes_back_with_one_press(window: Window) -> None:
    paint(window)
    first = window.panel.candidates.rows[0].row.key
    press(window, "drop")
    assert first not in {row.row.key for row in window.panel.candidates.rows}
    line = window.panel.dropped
    assert line.isVisible()
    line.linkActivated.emit(f"{first.muscle}.{first.side}")
    assert first in {row.row.key for row in window.panel.candidates.rows}
    assert not line.isVisible()


def test_pain_is_asked_before_and_after_and_the_change_is_one_sentence(window: Window) -> None:
    paint(window)
    press(window, "session")
    page = window.panel.session
    (scale,) = page.scales
    QTest.mouseClick(scale, Qt.MouseButton.LeftButton, pos=scale.cell(7).center().toPoint())
    assert window.store.state.session.areas[0].intensity == 7
    window.gestures.choose_test(STANCE)
    window.gestures.grade(STANCE, "before", Outcome("limited", "12 s"))
    page.when.chosen.emit("after")
    (scale,) = page.scales
    assert scale.value is None
    QTest.mouseClick(scale, Qt.MouseButton.LeftButton, pos=scale.cell(3).center().toPoint())
    window.gestures.grade(STANCE, "after", Outcome("free", "30 s"))
    assert "from 7 to 3" in page.sentence
    assert "limited (12 s), then free (30 s)" in page.sentence
    press(window, "back")
    assert not page.isVisible()


def test_the_earlier_pain_is_a_ghost_on_the_body_until_it_is_switched_off(window: Window) -> None:
    paint(window, 7)
    assert not [spot for spot in window.canvas.scene.spots if spot.kind == "ghost"]
    window.gestures.look_again()
    window.control.remove_area()
    ghosts = [spot for spot in window.canvas.scene.spots if spot.kind == "ghost"]
    assert {spot.plate for spot in ghosts} >= {"posterior"}
    press(window, "ghost")
    assert not [spot for spot in window.canvas.scene.spots if spot.kind == "ghost"]


def test_notes_are_kept_when_the_hand_leaves_and_their_keys_are_text(window: Window) -> None:
    paint(window)
    window.gestures.open_page(on=True)
    notes = window.panel.session.notes
    notes.setFocus()
    QTest.keyClicks(notes, "sits 8 hours, b x 1")
    notes.tell()
    assert window.store.state.session.notes == "sits 8 hours, b x 1"
    assert window.store.state.view.tool == "click"
    press(window, "new-client")
    assert notes.toPlainText() == ""
    assert window.store.state.session == NEW_CLIENT


def test_a_new_client_closes_the_page_and_forgets_last_time(window: Window) -> None:
    paint(window)
    window.gestures.remember(window.store.state.session)
    window.gestures.open_page(on=True)
    press(window, "new-client")
    assert window.store.state.view == states.View(system_theme=window.store.state.view.system_theme)
    assert not window.canvas.scene.spots


def test_a_session_begins_where_last_time_ended(window: Window) -> None:
    paint(window, 7)
    last = window.store.state.session
    press(window, "new-client")
    window.gestures.remember(last)
    assert window.panel.strip.isVisible()
    assert "pain 7" in window.panel.strip.text
    window.panel.strip.begin.click()
    session = window.store.state.session
    assert session.areas[0].dabs == last.areas[0].dabs
    assert session.areas[0].intensity is None
    assert window.panel.candidates.rows


def test_the_scale_takes_a_press_a_digit_and_an_arrow_and_gives_them_back(application: Any) -> None:
    scale = Scale(LIGHT, "Pain")
    heard: list[object] = []
    scale.said.connect(heard.append)
    scale.resize(374, 46)
    assert all(scale.cell(number).width() >= 33 for number in range(11))
    assert QPointF(scale.cell(10).center()).x() < scale.width()
    scale.show_value(1)
    QTest.keyClick(scale, Qt.Key.Key_0)
    QTest.keyClick(scale, Qt.Key.Key_Right)
    QTest.keyClick(scale, Qt.Key.Key_Delete)
    assert heard == [10, 2, None]
    scale.deleteLater()


def test_what_is_still_being_written_goes_to_its_own_client_and_not_to_the_next(window: Window) -> None:
    write_note(window, "slept badly")
    press(window, "new-client")
    assert window.store.state.session.notes == ""
    window.store.undo()
    assert window.store.state.session.notes == "slept badly"


@pytest.mark.parametrize("key", ["back", "session", "own", "figure", "dark", "tab-2"])
def test_the_last_words_of_a_note_stay_whatever_is_done_right_after_them(window: Window, key: str) -> None:
    write_note(window, "slept badly")
    press(window, key)
    assert window.store.state.session.notes == "slept badly"
    press(window, "undo")
    assert window.store.state.session.notes == ""
    press(window, "redo")
    assert window.store.state.session.notes == "slept badly"


def test_undo_right_after_a_note_takes_the_note_back_and_redo_brings_it(window: Window) -> None:
    write_note(window, "slept badly")
    press(window, "undo")
    assert window.store.state.session.notes == ""
    assert window.store.state.session.areas
    press(window, "redo")
    assert window.store.state.session.notes == "slept badly"


def test_the_name_of_a_movement_test_is_cut_in_its_box_with_dots_and_whole_in_the_list(window: Window, qt_messages: list[str]) -> None:
    window.control.mark("posterior", -95.0, -930.0)
    window.gestures.open_page(on=True)
    box = window.panel.session.tests
    name = "Pelvic balance and sacroiliac movement, left (Gluteus medius)"
    window.gestures.choose_test(box.itemData(box.findText(name)))
    assert (box.currentText(), box.toolTip()) == (name, name)
    assert box.shown.endswith("…")
    box.showPopup()
    row = box.view().visualRect(box.model().index(box.currentIndex(), 0))
    assert row.height() >= 44
    assert row.width() >= box.view().fontMetrics().horizontalAdvance(name) + 20
    box.hidePopup()
    qt_messages[:] = [each for each in qt_messages if "plugin does not support" not in each]
    window.gestures.open_page(on=False)
