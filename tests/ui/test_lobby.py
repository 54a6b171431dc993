"""Until the window stands, its picture does: nothing of a client is in it, nothing jumps, and nothing that the hand did is lost or goes elsewhere."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QToolButton

from bodymap.app import Start
from bodymap.session import record
from bodymap.session.record import Session
from bodymap.ui import afterimage
from bodymap.ui.afterimage import Afterimage
from bodymap.ui.arrival import hand_on, spot_of
from bodymap.ui.atrest import at_rest
from bodymap.ui.clinic.cover import Guard
from bodymap.ui.drawing.lens import whole_in
from bodymap.ui.drawing.opening import Opening
from bodymap.ui.drawing.sheet import lay_out
from bodymap.ui.lobby import Lobby
from bodymap.ui.state import State, take_session
from bodymap.ui.steps import Steps
from bodymap.ui.store import Store
from bodymap.ui.window import Window

SIZE = QSize(1280, 800)
BUTTOCK = ("posterior", -95.0, -930.0)
Open = Callable[..., tuple[Lobby, Window]]


def opening(plates: Any) -> Opening:
    picture = QImage(800, 560, QImage.Format.Format_RGB32)
    picture.fill(QColor("#C0A080"))
    return Opening(picture, {name: art.bounds for name, art in plates.items()})


@pytest.fixture(scope="module")
def seen(application: Any, plates: Any) -> Afterimage:
    return at_rest(State(), opening(plates), SIZE)


@pytest.fixture
def enter(application: Any, plates: Any, seen: Afterimage) -> Iterator[Open]:
    """Open a lobby of a size, with a window that waits in it."""
    made: list[Lobby] = []

    def begin(size: QSize = SIZE, picture: Afterimage | None = seen) -> tuple[Lobby, Window]:
        lobby = Lobby(picture)
        made.append(lobby)
        lobby.resize(size)
        lobby.show()
        window = Window(Store(State(Session(key="new"))), in_steps=True)
        lobby.let_in(window)
        for _ in window.building:
            application.processEvents()
        window.take_opening(opening(plates))
        return lobby, window

    yield begin
    for lobby in made:
        lobby.close()
        lobby.deleteLater()


def press(lobby: Lobby, at: QPointF) -> None:
    QTest.mouseClick(lobby, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at.toPoint())


def settle(application: Any) -> None:
    """Let everything happen that was put off."""
    for _ in range(20):
        application.processEvents()


def on_picture(seen: Afterimage, spot: tuple[str, float, float] = BUTTOCK) -> QPointF:
    """Where in the picture a spot of the body is, to the pixel."""
    sheet = lay_out(seen.bounds)
    placed = sheet.get(spot[0])
    assert placed is not None
    x, y = whole_in(sheet.bounds, seen.canvas.size()).to_px(spot[1] + placed.dx, spot[2] + placed.dy)
    return QPointF((QPointF(x, y) + seen.canvas.topLeft()).toPoint())


def test_a_press_on_the_picture_is_ringed_at_once_and_marked_where_it_was(application: Any, enter: Open, seen: Afterimage, plates: Any, loaded: Any) -> None:
    lobby, window = enter()
    calm = lobby.grab().toImage()
    press(lobby, on_picture(seen))
    assert lobby.grab().toImage() != calm, "the ring"
    hand_on(window, lobby)
    [(plate, x, y)] = window.canvas.awaited.spots
    assert (plate, x, y) == (BUTTOCK[0], pytest.approx(BUTTOCK[1], abs=2), pytest.approx(BUTTOCK[2], abs=2))
    assert window.control.waiting == ((plate, x, y),), "it belongs to this session: what the archive brings back leaves it alone"
    window.take_plates(plates)
    window.take(loaded)
    application.processEvents()
    assert len(window.store.state.session.marks) == 1
    assert window.store.state.session.key == "new"


def test_in_a_window_of_another_size_a_press_means_the_spot_that_was_shown_there(enter: Open, seen: Afterimage) -> None:
    lobby, window = enter(QSize(1100, 900))
    at = QPointF(200, 480)
    shown = lobby.on_canvas(at)
    assert shown is not None
    press(lobby, at)
    press(lobby, QPointF(550, 3))
    hand_on(window, lobby)
    assert window.canvas.awaited.spots == [spot_of(seen, shown)], "what lies beside the body is nobody's"


def test_where_a_line_came_over_the_body_a_press_still_means_what_was_shown(enter: Open, seen: Afterimage) -> None:
    lobby, window = enter()
    window.tell(("settings.json: theme: “drak” is not known; nearest: dark",))
    press(lobby, on_picture(seen))
    hand_on(window, lobby)
    assert window.canvas.awaited.spots == [spot_of(seen, on_picture(seen) - QPointF(seen.canvas.topLeft()))]


def test_a_press_beside_the_body_does_what_stands_there(application: Any, enter: Open) -> None:
    standing, there = enter()
    standing.give_way()
    at = QPointF(there.client_box.mapTo(there, there.client_box.rect().center()))
    lobby, window = enter()
    press(lobby, at)
    hand_on(window, lobby)
    settle(application)
    assert window.client_box is window.focusWidget() or window.client_box.isAncestorOf(window.focusWidget())


def test_what_was_typed_before_the_window_stands_is_typed_into_it(application: Any, enter: Open, plates: Any, loaded: Any) -> None:
    lobby, window = enter()
    QTest.keyClicks(lobby, "/psoas")
    hand_on(window, lobby)
    settle(application)
    assert window.search.text() == "psoas"
    assert window.search.hits == ()
    lobby.activateWindow()
    window.take_plates(plates)
    window.take(loaded)
    assert "psoas-major" in {hit.id for hit in window.search.hits}, "what was typed early is looked for once it can be"


def test_a_key_does_what_it_does_in_the_window(application: Any, enter: Open) -> None:
    lobby, window = enter()
    was = window.store.state.arrangement.panel_open
    keys = window.actions_by_name["panel"].shortcuts()[0][0]
    QTest.keyClick(lobby, keys.key(), keys.keyboardModifiers())
    hand_on(window, lobby)
    settle(application)
    assert window.store.state.arrangement.panel_open is not was


def test_what_was_typed_early_goes_into_no_other_session(application: Any, enter: Open) -> None:
    lobby, window = enter()
    QTest.keyClicks(lobby, "/psoas")
    hand_on(window, lobby)
    window.store.apply(take_session(record.name_client(Session(key="anna"), "Anna")))
    settle(application)
    assert window.search.text() == ""


def test_a_menu_that_is_opened_early_holds_nothing_up(application: Any, enter: Open) -> None:
    standing, there = enter()
    standing.give_way()
    more = next(each for each in there.bar.findChildren(QToolButton) if each.menu() is not None)
    at = QPointF(more.mapTo(there, more.rect().center()))
    lobby, window = enter()
    press(lobby, at)
    seen: list[str] = []

    def look() -> None:
        popup = QApplication.activePopupWidget()
        seen.append(type(popup).__name__)
        if popup is not None:
            popup.close()

    def furnish() -> Iterator[None]:
        hand_on(window, lobby)
        yield
        QTimer.singleShot(0, lobby, look)
        seen.append("went on")
        yield

    steps = Steps(furnish(), lobby)
    steps.start()
    settle(application)
    assert seen[0] == "went on"
    assert "Menu" in seen[1]


def test_nothing_jumps_when_the_window_takes_the_place_of_its_picture(application: Any, enter: Open) -> None:
    lobby, window = enter()
    before = lobby.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    hand_on(window, lobby)
    window.canvas.clearFocus()
    application.processEvents()
    after = lobby.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    differing = [(x, y) for x in range(0, SIZE.width(), 3) for y in range(0, SIZE.height(), 3) if before.pixel(x, y) != after.pixel(x, y)]
    assert not differing, differing[:5]


def test_the_picture_holds_nothing_of_a_client(application: Any, plates: Any, seen: Afterimage) -> None:
    anna = record.note(record.name_client(Session(key="anna"), "Anna Example"), "her own words")
    arrangement = replace(State().arrangement, recent=("psoas-major",))
    drawn = at_rest(replace(State(), session=anna, arrangement=arrangement), opening(plates), SIZE)
    assert drawn.picture == seen.picture
    assert drawn[1:] == seen[1:]


def test_the_picture_is_kept_for_the_same_window_only(application: Any, seen: Afterimage, tmp_path: Path, monkeypatch: Any) -> None:
    from bodymap.ui import setting

    afterimage.save("light", seen, tmp_path)
    kept = afterimage.load("light", tmp_path)
    assert kept is not None
    assert kept.picture.convertToFormat(QImage.Format.Format_RGB32) == seen.picture.convertToFormat(QImage.Format.Format_RGB32)
    assert kept[1:] == seen[1:]
    assert afterimage.load("dark", tmp_path) is None
    setting.save(setting.Settings(text_size=130))
    assert afterimage.load("light", tmp_path) is None
    (tmp_path / "at-rest-light.png").write_bytes(b"no picture")
    assert afterimage.load("light", tmp_path) is None


def test_no_setting_can_be_read_from_the_kept_picture(application: Any, seen: Afterimage, tmp_path: Path) -> None:
    from bodymap.ui import setting

    setting.save(setting.Settings(server="postgresql://anna:secret@clinic/bodymap"))
    afterimage.save("light", seen, tmp_path)
    assert not [text for text in QImage(str(tmp_path / "at-rest-light.png")).text().split() if "secret" in text or "clinic" in text]


def test_without_a_picture_a_press_means_nothing_and_a_key_waits(application: Any, enter: Open) -> None:
    lobby, window = enter(SIZE, None)
    press(lobby, QPointF(300, 400))
    QTest.keyClicks(lobby, "/knee")
    hand_on(window, lobby)
    settle(application)
    assert window.canvas.awaited.spots == []
    assert window.search.text() == "knee"


def test_a_lobby_that_is_closed_before_its_window_stands_is_closed(application: Any) -> None:
    lobby = Lobby(None, "#FFFFFF", "#000000", "")
    lobby.show()
    window = Window(Store(), in_steps=True)
    lobby.let_in(window)
    next(window.building)
    assert lobby.close()
    for _ in window.building:
        pass
    lobby.deleteLater()


def test_what_covers_the_screens_covers_the_window_in_its_lobby(application: Any, enter: Open) -> None:
    lobby, window = enter()
    hand_on(window, lobby)
    guard = Guard()
    guard.cover()
    [cover] = [each for each in guard.covers if each.window() is lobby]
    there = lobby.childAt(lobby.rect().center())
    assert there is cover or cover.isAncestorOf(there)
    assert cover.geometry() == lobby.rect()
    guard.uncover()
    application.processEvents()


def test_the_size_of_the_lobby_is_what_the_next_start_has(enter: Open) -> None:
    lobby, window = enter(QSize(1120, 700))
    hand_on(window, lobby)
    lobby.resize(1160, 720)
    assert window.size() == QSize(1160, 720)
    lobby.close()
    arrangement = window.store.state.arrangement
    assert (arrangement.width, arrangement.height, arrangement.maximized) == (1160, 720, False)


def test_a_drag_over_the_picture_is_no_press(enter: Open, seen: Afterimage) -> None:
    lobby, _window = enter()
    at = on_picture(seen).toPoint()
    QTest.mousePress(lobby, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseRelease(lobby, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at + QPoint(40, 0))
    assert lobby.noted == []


def test_a_double_click_on_the_picture_is_one_press(enter: Open, seen: Afterimage) -> None:
    lobby, _window = enter()
    at = on_picture(seen).toPoint()
    press(lobby, QPointF(at))
    QTest.mouseDClick(lobby, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseRelease(lobby, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert len(lobby.noted) == 1


def test_the_lobby_knows_of_a_press_that_has_not_ended(enter: Open, seen: Afterimage) -> None:
    lobby, _window = enter()
    at = on_picture(seen).toPoint()
    assert not lobby.is_pressed
    QTest.mousePress(lobby, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert lobby.is_pressed
    QTest.mouseRelease(lobby, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert not lobby.is_pressed
    assert len(lobby.noted) == 1


def test_the_window_waits_for_the_end_of_a_press(application: Any, enter: Open, seen: Afterimage) -> None:
    lobby, window = enter()
    at = on_picture(seen).toPoint()
    QTest.mousePress(lobby, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    steps = Start(application)._let_in(lobby, window)
    for _, _ in zip(range(60), steps, strict=False):
        assert lobby.is_waiting
    QTest.mouseRelease(lobby, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    for _ in steps:
        pass
    assert len(window.canvas.awaited.spots) == 1


def test_a_sign_that_needs_shift_does_what_it_does_in_the_window(application: Any, enter: Open) -> None:
    """As on a German keyboard, where the slash stands on the seven."""
    lobby, window = enter()
    QTest.sendKeyEvent(QTest.KeyAction.Click, lobby, Qt.Key.Key_Slash, "/", Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(lobby, "psoas")
    hand_on(window, lobby)
    settle(application)
    assert window.search.text() == "psoas"


def test_what_was_done_early_goes_past_nothing_that_was_opened_over_the_window(application: Any, enter: Open) -> None:
    lobby, window = enter()
    QTest.keyClicks(lobby, "/psoas")
    hand_on(window, lobby)
    over = QDialog(window)
    over.setModal(True)
    over.show()
    settle(application)
    over.close()
    over.deleteLater()
    assert window.search.text() == ""


def test_between_steps_events_are_heard(application: Any) -> None:
    heard: list[str] = []

    def work() -> Iterator[None]:
        from time import sleep

        for number in range(3):
            sleep(0.02)  # longer than a turn
            heard.append(f"step {number}")
            QTimer.singleShot(0, steps, lambda number=number: heard.append(f"event {number}"))
            yield

    steps = Steps(work(), application)
    steps.start()
    while len(heard) < 6:
        application.processEvents()
    assert heard == ["step 0", "event 0", "step 1", "event 1", "step 2", "event 2"]
    steps.deleteLater()
