"""What is being typed when something else is done: it counts before that, wherever its field goes."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from bodymap.ids import Side
from bodymap.session.record import CandidateKey
from bodymap.ui.store import Store
from bodymap.ui.window import Window

HERE = ("posterior", -120.0, -915.0)


def type_into(window: Window, field: QLineEdit, words: str) -> None:
    window.activateWindow()
    field.setFocus()
    QTest.keyClicks(field, words)
    assert QApplication.focusWidget() is field


def type_a_name_of_ones_own(window: Window) -> None:
    window.control.choose(CandidateKey("gluteus-medius", Side.LEFT))
    window.own.toggle()
    window.own.take_tool("own-x")
    window.canvas.clicked.emit(*HERE)
    type_into(window, window.own_strip.name, "mine")


@pytest.mark.parametrize("action", ["own", "wording", "settings", "session", "figure", "new-client"])
def test_the_name_of_ones_own_x_is_kept_whatever_is_done_next(window: Window, action: str) -> None:
    type_a_name_of_ones_own(window)
    window.actions_by_name[action].trigger()
    assert [each.name for each in window.store.state.own.points] == ["mine"]
    window.stage.leave()


def test_undo_takes_back_the_name_that_is_being_typed_and_nothing_else(window: Window) -> None:
    type_a_name_of_ones_own(window)
    window.actions_by_name["undo"].trigger()
    assert [each.name for each in window.store.state.own.points] == [""]


@pytest.mark.parametrize("action", ["session", "wording", "red-flags", "settings"])
def test_a_measure_is_kept_whatever_is_done_next(window: Window, action: str) -> None:
    window.control.mark(*HERE)
    window.actions_by_name["session"].trigger()
    page = window.panel.session
    page.test_chosen.emit(next(filter(None, map(page.tests.itemData, range(page.tests.count())))))
    type_into(window, page.outcomes["before"].measure, "60")
    window.actions_by_name[action].trigger()
    assert [each.before.measure for each in window.store.state.session.tests] == ["60"]
    window.stage.leave()


def test_who_speaks_before_an_edit_is_asked_once(qapp: QObject) -> None:
    store = Store()
    asked: list[str] = []

    def speak() -> None:
        asked.append("asked")
        store.apply(lambda state: state)

    store.about_to_change.connect(speak)
    store.apply(lambda state: state)
    store.undo()
    assert len(asked) == 2
