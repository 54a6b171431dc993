"""The whole flow without a mouse: from the first arrow key on the body to the next client; and what a screen reader is told on the way."""

from typing import Any

import pytest
from heard import faults, open_windows, reached

from bodymap.ids import base_of
from bodymap.ui.drawing.finger import WAYS
from tools.walk import SCENES, Walk, again


@pytest.fixture
def keys(window: Any, application: Any) -> Any:
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    window.canvas.finger.leave()
    window.canvas.setFocus()

    def press(key: Any, modifier: Any = None) -> None:
        from PySide6.QtCore import Qt

        target = QApplication.activeModalWidget() or QApplication.focusWidget() or window
        QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)
        application.processEvents()

    return press


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    from bodymap.ui import speech

    heard: list[str] = []
    monkeypatch.setattr(speech, "announce", lambda _widget, sentence: heard.append(sentence) if sentence else None)
    return heard


def go_to(window: Any, keys: Any, wanted: str) -> None:
    """Walk with arrow keys to a region, by the shortest way that the keys offer."""
    from PySide6.QtCore import Qt

    keys(Qt.Key.Key_Down)
    finger = window.canvas.finger
    ways: dict[Any, list[Any]] = {finger.region: []}
    todo = [finger.region]
    while todo:
        here = todo.pop(0)
        if here.id == wanted and here.plate == "posterior":
            for key in ways[here]:
                keys(key)
            assert finger.region is here
            return
        for key, way in WAYS.items():
            there = finger._next(here, way)
            if there is not None and there not in ways:
                ways[there] = [*ways[here], key]
                todo.append(there)
    raise AssertionError(f"no keys lead to {wanted}")


def test_a_treatment_from_the_first_key_to_the_next_client(window: Any, keys: Any, spoken: list[str], qt_messages: list[str]) -> None:
    from PySide6.QtCore import Qt

    go_to(window, keys, "gluteal-region.left")
    assert spoken[-1] == "Gluteal region, left"
    keys(Qt.Key.Key_Return)
    rows = window.control.rows()
    assert rows
    assert spoken[-1].startswith(f"{len(rows)} candidates. 1 of {len(rows)}: {rows[0].name}")
    keys(Qt.Key.Key_PageDown)
    assert window.store.state.session.chosen == rows[1].key
    assert spoken[-1].startswith(f"2 of {len(rows)}: {rows[1].name}")
    keys(Qt.Key.Key_PageUp)
    keys(Qt.Key.Key_X)
    assert window.store.state.active_point is not None
    assert "Trigger point" in spoken[-1]
    assert "not examined" in spoken[-1]
    keys(Qt.Key.Key_3)
    assert "the client’s own pain" in spoken[-1]
    keys(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.store.state.view.tab == "care"
    keys(Qt.Key.Key_V)
    assert window.store.state.view.wording == "client"
    keys(Qt.Key.Key_Escape)
    for _ in range(6):
        if window.store.state.view.wording == "client":
            keys(Qt.Key.Key_Escape)
    assert window.store.state.view.wording == "therapist", "Escape leads back, one level at a time"
    keys(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert window.stage.is_open
    keys(Qt.Key.Key_Escape)
    assert not window.stage.is_open
    assert window.store.state.session.is_marked, "going back loses nothing"
    keys(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert not window.store.state.session.is_marked
    assert spoken[-1] == "Nothing is marked"


def test_every_region_is_reached_with_arrow_keys_and_lies_where_it_says(window: Any) -> None:
    finger = window.canvas.finger
    finger.leave()
    finger.step((1, 0))
    seen, todo = {finger.region}, [finger.region]
    while todo:
        here = todo.pop()
        for way in WAYS.values():
            there = finger._next(here, way)
            if there is not None and there not in seen:
                seen.add(there)
                todo.append(there)
    assert {(each.plate, each.id) for each in finger.regions} == {(each.plate, each.id) for each in seen}
    answers = window.answers
    found = [(each, answers.region_at(each.plate, each.at.x(), each.at.y())) for each in seen]
    assert not [each.id for each, region in found if region is None]
    agree = [region is not None and region.region == base_of(each.id) for each, region in found]
    assert sum(agree) > 0.8 * len(agree)


def test_the_way_back_takes_the_finger_off_the_body_at_last(window: Any, keys: Any) -> None:
    from PySide6.QtCore import Qt

    keys(Qt.Key.Key_Up)
    window.canvas.lens.zoom_in()
    assert window.canvas.finger.region is not None
    keys(Qt.Key.Key_Escape)
    assert window.canvas.is_fitted
    keys(Qt.Key.Key_Escape)
    assert window.canvas.finger.region is None


def test_in_the_panel_escape_leads_back_to_the_body(window: Any, keys: Any) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    window.control.mark("posterior", -95.0, -930.0)
    window.panel.candidates.rows[0].setFocus(Qt.FocusReason.TabFocusReason)
    window.control.choose(window.panel.candidates.rows[0].row.key)
    for _ in range(3):
        keys(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is window.canvas


def test_a_tool_fills_or_empties_the_region_under_the_keyboard(window: Any, keys: Any) -> None:
    from PySide6.QtCore import Qt

    keys(Qt.Key.Key_Down)
    keys(Qt.Key.Key_B)
    keys(Qt.Key.Key_Return)
    assert len(window.store.state.session.areas) == 1
    keys(Qt.Key.Key_E)
    keys(Qt.Key.Key_Return)
    assert not window.store.state.session.areas


def test_the_sheet_of_keys_names_every_action_that_has_a_key(window: Any, keys: Any) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from bodymap.ui.action import TABLE
    from bodymap.ui.panel.keysheet import KeySheet

    keys(Qt.Key.Key_F1)
    sheet = next(each for each in QApplication.topLevelWidgets() if isinstance(each, KeySheet))
    text = sheet.text.toPlainText()
    try:
        assert [entry.name for entry in TABLE if entry.keys and text.count(entry.said(entry.tip)) != 1] == []
    finally:
        sheet.close()
        application_done()


def test_assistive_technology_reads_the_regions_and_trigger_points_of_the_sheet(window: Any) -> None:
    from PySide6.QtGui import QAccessible

    window.control.mark("posterior", -95.0, -930.0)
    sheet = QAccessible.queryAccessibleInterface(window.canvas)
    children = [sheet.child(index) for index in range(sheet.childCount())]
    names = [child.text(QAccessible.Text.Name) for child in children]
    crosses = window.scene.crosses
    assert crosses
    assert all(name.startswith("Trigger point ") and name.endswith(": not examined") for name in names[: len(crosses)])
    assert "Gluteal region, left" in names[len(crosses) :]
    assert all(names)
    assert sheet.rect().contains(children[0].rect().center())
    assert sheet.indexOfChild(children[3]) == 3
    assert children[0].parent() is not None


def test_a_region_is_where_the_figure_of_now_has_it_though_a_screen_reader_asked_before_the_figure_changed(window: Any, plates: Any, insets: Any) -> None:
    from PySide6.QtGui import QAccessible

    sheet = QAccessible.queryAccessibleInterface(window.canvas)

    def gluteal() -> Any:
        found = (sheet.child(index) for index in range(sheet.childCount()))
        return next(each for each in found if each.text(QAccessible.Text.Name) == "Gluteal region, left")

    region, before = gluteal(), gluteal().rect()
    assert before.isValid()
    window.take_plates({name: art for name, art in plates.items() if name in {"posterior", "anterior"}}, insets=insets)
    assert gluteal() is region
    assert region.rect() != before
    window.take_plates({name: art for name, art in plates.items() if name == "anterior"}, insets=insets)
    assert region.rect().isEmpty()
    window.take_plates(plates, insets=insets)
    assert region.rect() == before


class Quick(Walk):
    """A walk that waits for no picture: what is heard is there before what is seen."""

    def rest(self) -> None:
        from PySide6.QtCore import QCoreApplication

        for _ in range(3):
            QCoreApplication.processEvents()
        application_done()


@pytest.mark.parametrize("scene", SCENES)
def test_in_every_scene_whatever_can_be_pressed_or_focused_has_a_name_of_its_own(scene: str, window: Any) -> None:
    walk = Quick(window)
    again(walk, window.store.state.settings)
    SCENES[scene](walk)
    tops = open_windows()
    count, wrong = sum(len(reached(top)) for top in tops), faults(tops)
    again(walk, window.store.state.settings)
    assert count
    assert wrong == []


def test_what_has_no_name_in_words_or_one_that_means_two_things_is_found(application: Any) -> None:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

    top = QWidget()
    row = QHBoxLayout(top)
    action = QAction("Undo", top)
    for text in ("+", "Open", "Open"):
        row.addWidget(QPushButton(text))
    for _ in range(2):
        same = QToolButton()
        same.setDefaultAction(action)
        row.addWidget(same)
    top.show()
    try:
        assert faults([top]) == ["“+” is no name: QPushButton in QWidget", "“Open” means two things: QPushButton in QWidget, QPushButton in QWidget"]
    finally:
        top.close()
        top.deleteLater()
        application_done()


@pytest.mark.parametrize("action", ["handout", "settings", "session", "red-flags", "paint"])
def test_tab_reaches_every_control_of_a_page_and_comes_back(action: str, window: Any, keys: Any) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QMenu

    window.control.mark("posterior", -95.0, -930.0)
    window.actions_by_name[action].trigger()
    QApplication.processEvents()
    wanted = {each for each in reached_by_tab(window) if each.isEnabled() and not isinstance(each, QMenu)}
    assert len(wanted) > 3
    seen = set()
    for _ in range(3 * len(wanted)):
        here = QApplication.focusWidget()
        assert here is not None
        seen.add(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    window.stage.leave()
    missed = [f"{type(each).__name__} {each.accessibleName()}" for each in wanted - seen]
    assert missed == []


def reached_by_tab(top: Any) -> list[Any]:
    """Everything visible that the Tab key may stop at; what a scroll area shows through is heard as the area itself."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QAbstractScrollArea, QWidget

    found = [each for each in top.findChildren(QWidget) if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return [each for each in found if not isinstance(each.parentWidget(), QAbstractScrollArea)]


def application_done() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
