"""Painting on the real window: strokes, eraser, regions, pen and finger, words of an area, undo on two plates."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bodymap.session.paint import Fill
from bodymap.ui import state as states
from bodymap.ui.answer import Answers
from bodymap.ui.drawing.hand import Gesture
from bodymap.ui.window import Window

THIGH = [(-120.0, -950.0), (-135.0, -870.0), (-150.0, -780.0)]
OUTSIDE = [(5.0, -800.0), (0.0, -600.0), (5.0, -450.0), (10.0, -250.0), (15.0, -120.0)]


def pixel(window: Window, plate: str, x: float, y: float) -> QPoint:
    found = window.canvas.pixel_of(plate, x, y)
    assert found is not None
    return found.toPoint()


def draw(window: Window, plate: str, points: list[tuple[float, float]]) -> None:
    way = [pixel(window, plate, *point) for point in points]
    QTest.mousePress(window.canvas, Qt.MouseButton.LeftButton, pos=way[0])
    for at in way[1:]:
        QTest.mouseMove(window.canvas, at)
    QTest.mouseRelease(window.canvas, Qt.MouseButton.LeftButton, pos=way[-1])


def key(window: Window, name: str) -> None:
    window.actions_by_name[name].trigger()


def plates_of(window: Window, kind: str = "pain") -> set[str]:
    return {spot.plate for spot in window.scene.spots if spot.kind == kind}


def names(window: Window) -> list[str]:
    return [row.row.name for row in window.panel.candidates.rows]


def test_the_strip_is_there_only_while_painting(window: Window) -> None:
    assert window.paint.isHidden()
    key(window, "paint")
    assert window.paint.isVisible()
    assert window.paint.words.isHidden()
    key(window, "back")
    assert window.paint.isHidden()


def test_painting_on_two_plates_ranks_shows_wraps_and_is_undone_stroke_by_stroke(window: Window) -> None:
    key(window, "paint")
    draw(window, "posterior", THIGH)
    first = names(window)
    assert first
    assert {"posterior", "left"} <= plates_of(window)
    draw(window, "left", OUTSIDE)
    assert len(window.store.state.session.areas) == 1
    assert names(window)[0] == "Gluteus minimus"
    key(window, "undo")
    assert names(window) == first
    key(window, "undo")
    assert not window.store.state.session.areas
    assert not window.scene.spots
    key(window, "redo")
    assert names(window) == first


def test_the_list_follows_the_brush_and_a_sketch_leaves_no_step(window: Window) -> None:
    key(window, "paint")
    seen: list[Gesture] = []
    window.canvas.brush.painting.connect(seen.append)
    QTest.mousePress(window.canvas, Qt.MouseButton.LeftButton, pos=pixel(window, "posterior", *THIGH[0]))
    QTest.mouseMove(window.canvas, pixel(window, "posterior", *THIGH[1]))
    QTest.qWait(250)
    assert seen
    assert names(window)
    QTest.mouseRelease(window.canvas, Qt.MouseButton.LeftButton, pos=pixel(window, "posterior", *THIGH[1]))
    key(window, "undo")
    assert not window.store.state.session.areas


def test_the_eraser_takes_paint_and_spots_and_what_is_empty_goes(window: Window) -> None:
    window.control.mark("posterior", -135.0, -870.0)
    key(window, "paint")
    draw(window, "posterior", THIGH)
    assert window.store.state.session.marks
    window.control.apply(states.size_brush(60))
    key(window, "erase")
    draw(window, "posterior", THIGH)
    assert not window.store.state.session.marks
    assert not window.store.state.session.areas
    key(window, "undo")
    assert window.store.state.session.marks
    assert window.store.state.session.areas


def test_a_press_with_the_region_tool_fills_the_named_region(window: Window) -> None:
    key(window, "region")
    QTest.mouseClick(window.canvas, Qt.MouseButton.LeftButton, pos=pixel(window, "posterior", -95, -930))
    (area,) = window.store.state.session.areas
    assert isinstance(area.dabs[0].shape, Fill)
    assert area.dabs[0].shape.region == "gluteal-region"
    assert names(window)


def test_each_area_has_its_own_words_and_numbness_asks_first_for_nerves(window: Window, answers: Answers) -> None:
    key(window, "paint")
    draw(window, "posterior", THIGH)
    window.paint.intensity.setValue(7)
    window.paint.quality.setCurrentIndex(window.paint.quality.findData("numb"))
    window.paint.quality.activated.emit(0)
    area = window.store.state.session.areas[0]
    assert (area.intensity, area.quality) == (7, "numb")
    assert {spot.sign for spot in window.scene.spots if spot.kind == "pain"} == {"ring"}
    assert [spot.badge for spot in window.scene.spots if spot.badge] == ["7"]
    assert "numb" in answers.look_alikes(window.store.state.session)[0].raised_by
    key(window, "new-area")
    draw(window, "anterior", [(90.0, -700.0), (90.0, -650.0)])
    assert [each.intensity for each in window.store.state.session.areas] == [7, None]
    assert window.paint.intensity.value() == -1


def test_no_pain_here_is_drawn_and_speaks_for_itself(window: Window) -> None:
    key(window, "no-pain")
    draw(window, "posterior", THIGH)
    assert plates_of(window, "clear") >= {"posterior"}
    assert not names(window)


def test_mirror_and_swap_keep_left_and_right_exact(window: Window) -> None:
    key(window, "paint")
    draw(window, "left", OUTSIDE)
    left = [row.row.key for row in window.panel.candidates.rows]
    key(window, "swap-sides")
    assert "right" in plates_of(window)
    assert "left" not in plates_of(window)
    right = [row.row.key for row in window.panel.candidates.rows]
    assert [(each.muscle, each.side.opposite) for each in right] == [(each.muscle, each.side) for each in left]
    key(window, "mirror")
    assert {"left", "right"} <= plates_of(window)


def test_two_candidates_are_told_apart_and_escape_goes_back(window: Window) -> None:
    key(window, "paint")
    draw(window, "posterior", THIGH)
    key(window, "compare")
    assert window.panel.apart.isVisible()
    text = window.panel.apart.page.toPlainText()
    assert all(name in text for name in names(window)[:2])
    key(window, "back")
    assert not window.panel.apart.isVisible()


def pen(window: Window, kind: QEvent.Type, at: QPoint, pointer: QPointingDevice.PointerType) -> None:
    device = QPointingDevice(
        "pen", 7, QInputDevice.DeviceType.Stylus, pointer, QInputDevice.Capability.Position | QInputDevice.Capability.Pressure, 1, 1
    )
    button = Qt.MouseButton.LeftButton
    where = QPointF(at)
    event = QTabletEvent(kind, device, where, where, 0.5, 0, 0, 0, 0, 0, Qt.KeyboardModifier.NoModifier, button, button)
    QApplication.sendEvent(window.canvas, event)


@pytest.mark.parametrize("tool", ["click", "brush"])
def test_a_pen_paints_whatever_the_tool_and_its_other_end_erases(window: Window, tool: Any) -> None:
    window.control.apply(states.take_tool(tool))
    for pointer, count in ((QPointingDevice.PointerType.Pen, 1), (QPointingDevice.PointerType.Eraser, 0)):
        if pointer is QPointingDevice.PointerType.Eraser:
            window.control.apply(states.size_brush(60))
        pen(window, QEvent.Type.TabletPress, pixel(window, "posterior", *THIGH[0]), pointer)
        pen(window, QEvent.Type.TabletMove, pixel(window, "posterior", *THIGH[1]), pointer)
        pen(window, QEvent.Type.TabletRelease, pixel(window, "posterior", *THIGH[1]), pointer)
        assert len(window.store.state.session.areas) == count


def test_a_finger_never_paints_a_stroke(window: Window) -> None:
    key(window, "paint")
    window.canvas.zoom(3, QPointF(pixel(window, "posterior", *THIGH[0])))
    finger = QPointingDevice(
        "finger", 8, QInputDevice.DeviceType.TouchScreen, QPointingDevice.PointerType.Finger, QInputDevice.Capability.Position, 1, 1
    )
    start = pixel(window, "posterior", *THIGH[0])
    for kind, shift in ((QEvent.Type.MouseButtonPress, 0), (QEvent.Type.MouseMove, 60), (QEvent.Type.MouseButtonRelease, 60)):
        at = QPointF(start + QPoint(0, shift))
        left = Qt.MouseButton.LeftButton
        QApplication.sendEvent(window.canvas, QMouseEvent(kind, at, at, left, left, Qt.KeyboardModifier.NoModifier, finger))
    assert not window.store.state.session.areas


def test_unexplained_pain_is_crossed_over_and_said(window: Window, answers: Answers) -> None:
    key(window, "paint")
    draw(window, "posterior", THIGH)
    key(window, "new-area")
    window.control.apply(states.size_brush(40))
    draw(window, "anterior", [(0.0, -1090.0), (0.0, -1030.0)])
    key(window, "new-area")
    draw(window, "posterior", [(200.0, -880.0), (215.0, -800.0)])
    found = answers.together(window.store.state.session)
    assert bool(plates_of(window, "unexplained")) == ("cross-hatched" in found.sentence)
