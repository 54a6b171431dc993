"""The lock for wiping, and stray taps: nothing reacts, nothing is lost."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bodymap.ui import state as states
from bodymap.ui.window import Window

BUTTOCK = ("posterior", -95.0, -930.0)


@pytest.fixture
def locked(window: Window) -> Any:
    window.control.mark(*BUTTOCK)
    window.actions_by_name["lock"].trigger()
    QApplication.processEvents()
    yield window
    window.lock.unlock()


def test_a_locked_screen_says_so_and_covers_all(locked: Window) -> None:
    assert locked.lock.is_locked
    assert locked.lock.rect().size() == locked.rect().size()
    assert "wiping" in locked.lock.accessibleName()


def test_no_press_and_no_key_does_anything_while_it_is_locked(locked: Window) -> None:
    before = locked.store.state
    QTest.mouseClick(locked.canvas, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    QTest.mouseClick(locked.panel.candidates.rows[1], Qt.MouseButton.LeftButton)
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_B, Qt.Key.Key_PageDown):
        QTest.keyClick(locked, key)
    QTest.keyClick(locked, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert locked.store.state == before
    assert locked.lock.is_locked


def test_its_own_key_unlocks(locked: Window) -> None:
    QTest.keyClick(locked, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not locked.lock.is_locked
    QTest.keyClick(locked, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not locked.store.state.session.is_marked


def test_a_tap_on_the_key_is_not_enough_a_press_that_rests_is(locked: Window) -> None:
    hold = locked.lock.hold
    QTest.mouseClick(hold, Qt.MouseButton.LeftButton)
    assert locked.lock.is_locked
    QTest.mousePress(hold, Qt.MouseButton.LeftButton)
    hold.ring.setCurrentTime(hold.ring.duration())
    assert not locked.lock.is_locked


def test_a_cloth_that_wipes_over_the_key_does_not_unlock(locked: Window) -> None:
    hold = locked.lock.hold
    QTest.mousePress(hold, Qt.MouseButton.LeftButton)
    away = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(-20, 5), QPointF(0, 0), Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(hold, away)
    assert hold.ring.state() == hold.ring.State.Stopped
    assert locked.lock.is_locked


def test_a_stray_new_client_is_undone_whole(window: Window) -> None:
    window.control.mark(*BUTTOCK)
    window.control.mark("anterior", 60.0, -900.0)
    before = window.store.state.session
    window.actions_by_name["new-client"].trigger()
    assert not window.store.state.session.is_marked
    window.actions_by_name["undo"].trigger()
    assert window.store.state.session == before


def test_a_finger_shows_a_candidate_first_and_chooses_it_second(window: Window) -> None:
    window.control.mark(*BUTTOCK)
    window.store.apply(states.show(None))
    QApplication.processEvents()
    row = window.panel.candidates.rows[2]
    screen = QPointingDevice(
        "finger",
        7,
        QInputDevice.DeviceType.TouchScreen,
        QPointingDevice.PointerType.Finger,
        QInputDevice.Capability.Position,
        1,
        1,
    )

    def tap() -> None:
        at = QPointF(20, 20)
        for kind, buttons in ((QEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton), (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton)):
            event = QMouseEvent(
                kind, at, at, row.mapToGlobal(at), Qt.MouseButton.LeftButton, buttons, Qt.KeyboardModifier.NoModifier, screen
            )
            QApplication.sendEvent(row, event)

    chosen = window.store.state.session.chosen
    row._is_fresh = True  # as the pointer's arrival makes it
    tap()
    assert window.store.state.view.shown == row.row.key
    assert window.store.state.session.chosen == chosen
    tap()
    assert window.store.state.session.chosen == row.row.key
