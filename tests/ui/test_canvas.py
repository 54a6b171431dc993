"""Real mouse, wheel and key events on the canvas, and colours at known places."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainterPath, QWheelEvent
from PySide6.QtTest import QTest

from bodymap.ids import Side
from bodymap.session.record import PointKey
from bodymap.ui import state as states
from bodymap.ui.drawing import overlay, title
from bodymap.ui.drawing.art import PlateArt
from bodymap.ui.drawing.backdrop import AHEAD, BASE, DETAIL
from bodymap.ui.drawing.canvas import Canvas
from bodymap.ui.drawing.raster import compose, make_frame
from bodymap.ui.drawing.scene import Cross, Scene, SpotArt, ZoneArt
from bodymap.ui.drawing.sheet import lay_out
from bodymap.ui.state import Layers, State
from bodymap.ui.theme import DARK, LAYERS, LIGHT

POINT = PointKey("gluteus-medius", Side.LEFT, 2)
HERE = ("posterior", -95.0, -930.0)


@pytest.fixture
def canvas(application: Any, plates: dict[str, PlateArt]) -> Iterator[Canvas]:
    made = Canvas(LIGHT)
    made.resize(1000, 700)
    made.set_plates(plates, lay_out({name: art.bounds for name, art in plates.items()}))
    made.show()
    made.paint_now()
    yield made
    made.finish()
    made.close()
    made.deleteLater()


def at(canvas: Canvas, plate: str, x: float, y: float) -> QPoint:
    pixel = canvas.pixel_of(plate, x, y)
    assert pixel is not None
    return pixel.toPoint()


def square(x: float, y: float, half: float) -> QPainterPath:
    path = QPainterPath()
    path.addRect(x - half, y - half, 2 * half, 2 * half)
    return path


def colour(canvas: Canvas, plate: str, x: float, y: float) -> QColor:
    return canvas.grab().toImage().pixelColor(at(canvas, plate, x, y))


def is_near(one: QColor, other: str, *, within: int = 12) -> bool:
    wanted = QColor(other)
    return max(abs(one.red() - wanted.red()), abs(one.green() - wanted.green()), abs(one.blue() - wanted.blue())) <= within


def test_a_click_says_where_on_which_plate_in_millimetres(canvas: Canvas) -> None:
    clicks: list[tuple[str, float, float]] = []
    canvas.clicked.connect(lambda *place: clicks.append(place))
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at(canvas, *HERE))
    ((plate, x, y),) = clicks
    assert plate == "posterior"
    assert (x, y) == pytest.approx(HERE[1:], abs=2.5)


@pytest.mark.parametrize("plate", ["posterior", "anterior", "left", "right"])
def test_each_of_the_four_plates_answers_to_a_click(canvas: Canvas, plate: str) -> None:
    clicks: list[str] = []
    canvas.clicked.connect(lambda name, _x, _y: clicks.append(name))
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at(canvas, plate, 0, -900))
    assert clicks == [plate]


def test_a_right_or_middle_click_marks_nothing(canvas: Canvas) -> None:
    clicks: list[object] = []
    canvas.clicked.connect(lambda *place: clicks.append(place))
    for button in (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
        QTest.mouseClick(canvas, button, pos=at(canvas, *HERE))
    assert not clicks


def test_a_drag_pans_a_zoomed_sheet_and_marks_nothing(canvas: Canvas) -> None:
    clicks: list[object] = []
    canvas.clicked.connect(lambda *place: clicks.append(place))
    canvas.zoom(3, QPointF(at(canvas, *HERE)))
    before = canvas.viewport
    start = QPoint(400, 300)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    for step in (10, 30, 60):
        QTest.mouseMove(canvas, start + QPoint(step, step // 2))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 30))
    assert canvas.viewport.ox - before.ox == pytest.approx(60, abs=1)
    assert not clicks


def wheel(canvas: Canvas, pixel: QPoint, turn: int) -> None:
    from PySide6.QtWidgets import QApplication

    spot = QPointF(pixel)
    event = QWheelEvent(
        spot,
        QPointF(canvas.mapToGlobal(pixel)),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)


def hover(canvas: Canvas, pixel: QPoint) -> None:
    """The pointer over a pixel, sent at once: the platform may merge or repeat moves."""
    from PySide6.QtWidgets import QApplication

    none, plain = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    spot = QPointF(pixel)
    event = QMouseEvent(QEvent.Type.MouseMove, spot, QPointF(canvas.mapToGlobal(pixel)), none, none, plain)
    QApplication.sendEvent(canvas, event)


def test_the_wheel_zooms_at_the_pointer(canvas: Canvas) -> None:
    pixel = at(canvas, *HERE)
    before = canvas.plate_at(QPointF(pixel))
    wheel(canvas, pixel, 480)
    assert canvas.viewport.scale > 0.6
    after = canvas.plate_at(QPointF(pixel))
    assert before is not None
    assert after is not None
    assert after[1:] == pytest.approx(before[1:], abs=0.5)


def test_zooming_out_ends_at_the_whole_sheet(canvas: Canvas) -> None:
    whole = canvas.viewport
    canvas.zoom(4)
    for _ in range(20):
        canvas.lens.zoom_out()
    assert canvas.viewport == whole


def test_arrow_keys_with_shift_pan_a_zoomed_sheet(canvas: Canvas) -> None:
    canvas.zoom(3)
    before = canvas.viewport
    QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.viewport.ox < before.ox


def test_an_x_is_picked_within_a_fingers_reach_and_before_the_body(canvas: Canvas) -> None:
    canvas.set_scene(Scene(crosses=(Cross(POINT, *HERE, "middle"),)))
    crosses: list[object] = []
    clicks: list[object] = []
    canvas.cross_clicked.connect(crosses.append)
    canvas.clicked.connect(lambda *place: clicks.append(place))
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at(canvas, *HERE) + QPoint(5, 4))
    assert crosses == [POINT]
    assert not clicks
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at(canvas, *HERE) + QPoint(30, 0))
    assert len(clicks) == 1


def test_hovering_an_x_says_so_and_leaving_takes_it_back(canvas: Canvas) -> None:
    canvas.set_scene(Scene(crosses=(Cross(POINT, *HERE, "middle"),)))
    hovered: list[object] = []
    canvas.cross_hovered.connect(hovered.append)
    hover(canvas, at(canvas, *HERE))
    hover(canvas, at(canvas, *HERE) + QPoint(60, 40))
    assert hovered == [POINT, None]


def test_an_essential_zone_is_solid_referral_red(canvas: Canvas) -> None:
    canvas.set_scene(Scene(zones=(ZoneArt("essential", "posterior", square(-95, -930, 60)),)))
    assert is_near(colour(canvas, *HERE), LIGHT.referral, within=40)


def test_a_reported_zone_is_only_an_edge(canvas: Canvas) -> None:
    before = colour(canvas, *HERE)
    canvas.set_scene(Scene(zones=(ZoneArt("reported", "posterior", square(-95, -930, 60)),)))
    assert colour(canvas, *HERE) == before


def test_spillover_is_dotted_neither_empty_nor_solid(canvas: Canvas) -> None:
    canvas.set_scene(Scene(zones=(ZoneArt("spillover", "posterior", square(-95, -930, 60)),)))
    image = canvas.grab().toImage()
    middle = at(canvas, *HERE)
    shades = [image.pixelColor(middle.x() + dx, middle.y() + dy) for dx in range(-9, 9) for dy in range(-9, 9)]
    red = sum(is_near(shade, LIGHT.referral, within=30) for shade in shades)
    assert 0.04 < red / len(shades) < 0.5


def test_the_marked_spot_is_hatched_blue_also_on_a_zone(canvas: Canvas) -> None:
    zone = ZoneArt("essential", "posterior", square(-95, -930, 90))
    canvas.set_scene(Scene(zones=(zone,), spots=(SpotArt("posterior", square(-95, -930, 30), 1),)))
    image = canvas.grab().toImage()
    middle = at(canvas, *HERE)
    shades = [image.pixelColor(middle.x() + dx, middle.y() + dy) for dx in range(-8, 8) for dy in range(-8, 8)]
    assert any(is_near(shade, LIGHT.pain, within=45) for shade in shades)


def test_an_x_is_ink_with_a_white_halo_at_any_zoom(canvas: Canvas) -> None:
    for factor in (1.0, 4.0):
        canvas.zoom(factor, QPointF(at(canvas, *HERE)))
        canvas.paint_now()
        canvas.set_scene(Scene(crosses=(Cross(POINT, *HERE, "middle"),)))
        image = canvas.grab().toImage()
        middle = at(canvas, *HERE)
        assert is_near(image.pixelColor(middle), LIGHT.ink, within=30)
        beside = [image.pixelColor(middle.x() + dx, middle.y()) for dx in range(2, 7)]
        assert any(is_near(shade, LIGHT.halo, within=40) for shade in beside)


@pytest.mark.parametrize("layer", LAYERS)
def test_every_layer_switch_changes_pixels(canvas: Canvas, layer: str) -> None:
    peeled = {"skin": "skin", "superficial": "superficial", "intermediate": "middle", "deep": "deep", "bone": "bone"}
    state = states.peel_to(peeled[layer])(State())
    canvas.set_scene(Scene(state.view.layers))
    on = canvas.grab().toImage()
    canvas.set_scene(Scene(states.switch(layer, on=False)(state).view.layers))
    off = canvas.grab().toImage()
    changed = sum(on.pixelColor(x, y) != off.pixelColor(x, y) for x in range(0, 1000, 5) for y in range(0, 700, 5))
    assert changed > 60


def test_muscles_go_to_their_resting_tones_while_a_zone_shows(canvas: Canvas) -> None:
    before = colour(canvas, "posterior", 95, -600)
    canvas.set_scene(Scene(Layers(), resting=True))
    canvas.paint_now()
    after = colour(canvas, "posterior", 95, -600)
    assert after.saturation() < before.saturation()


def test_the_dark_theme_repaints_the_paper(canvas: Canvas) -> None:
    assert is_near(canvas.grab().toImage().pixelColor(4, 690), LIGHT.paper)
    canvas.set_theme(DARK)
    canvas.paint_now()
    assert is_near(canvas.grab().toImage().pixelColor(4, 690), DARK.paper)


def test_numbers_of_crowded_xs_do_not_cover_other_xs() -> None:
    from bodymap.ui.drawing.cross import number_ways

    spots = [QPointF(100, 100), QPointF(116, 96), QPointF(132, 102)]
    ways = number_ways(spots)
    assert ways[0] == (-1, 0)
    assert ways[2] == (1, 0)
    assert ways[1] in {(0, -1), (0, 1)}
    assert number_ways([QPointF(0, 0)]) == ((1, 0),)


def test_a_press_on_a_title_looks_at_that_figure_and_the_next_at_all_again(canvas: Canvas) -> None:
    marked: list[object] = []
    canvas.clicked.connect(lambda *place: marked.append(place))
    whole = canvas.viewport
    placed = canvas.sheet.get("anterior")
    assert placed is not None
    x0, y0, x1, _ = placed.on_sheet
    name = QPointF(*canvas.viewport.to_px((x0 + x1) / 2, y0)) - QPointF(0, 12)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=name.toPoint())
    assert canvas.viewport.scale > whole.scale
    assert canvas.plate_at(QPointF(500, 350)) is not None
    assert canvas.plate_at(QPointF(500, 350))[0] == "anterior"  # type: ignore[index]
    name = QPointF(*canvas.viewport.to_px((x0 + x1) / 2, y0)) - QPointF(0, 12)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=name.toPoint())
    assert canvas.viewport == whole
    assert not marked


def test_the_view_glides_to_its_goal_and_a_new_goal_takes_over_on_the_way(canvas: Canvas) -> None:
    canvas.lens.moves = True
    whole = canvas.viewport
    canvas.look_at_plate("left")
    goal = canvas.lens.goal
    assert canvas.viewport == whole
    assert goal.scale > whole.scale
    canvas.lens._step_to(0.5)
    assert whole.scale < canvas.viewport.scale < goal.scale
    here = canvas.viewport
    canvas.fit()
    assert canvas.viewport == here
    assert canvas.lens.goal == whole
    canvas.lens.settle()
    assert canvas.viewport == whole


def test_with_reduced_motion_every_change_of_view_is_at_once(canvas: Canvas) -> None:
    canvas.lens.moves = False
    canvas.look_at_plate("left")
    assert canvas.lens.is_still


def test_a_hand_that_pans_stops_the_glide(canvas: Canvas) -> None:
    canvas.lens.moves = True
    canvas.look_at_plate("left")
    canvas.lens._step_to(0.5)
    canvas.lens.pan(5, 0)
    assert canvas.lens.is_still


def test_the_painters_hold_nothing_of_a_frame_that_was_handed_over(canvas: Canvas) -> None:
    maker = canvas._backdrop._maker
    for _ in range(4):  # the sheet, and then the other mood
        maker._pool.waitForDone()
        QTest.qWait(1)
    assert len(canvas._backdrop._kept) == 2
    assert not maker._parts


def test_the_moods_share_what_looks_the_same_in_both_and_nothing_else(canvas: Canvas) -> None:
    backdrop = canvas._backdrop
    for _ in range(4):
        backdrop._maker._pool.waitForDone()
        QTest.qWait(1)
    for frame in backdrop._kept.values():
        alone = make_frame(backdrop._plates, backdrop._sheet, frame.request)
        for layers in (Layers(), Layers((0.6,) * len(LAYERS))):
            assert compose(frame, layers) == compose(alone, layers)
    one, other = backdrop._kept.values()
    shared = [first.layer for first, second in zip(one.patches, other.patches, strict=True) if first is second]
    assert {"ground", "skin", "bone"} <= set(shared)
    assert 0 < len(shared) < len(one.patches)


def test_what_was_sharp_from_near_is_held_no_longer_once_the_whole_sheet_is_shown(canvas: Canvas) -> None:
    canvas.lens.zoom(3.0, at_once=True)
    canvas.paint_now()
    near = canvas._backdrop._frames[DETAIL].request
    assert near in canvas._backdrop._kept
    canvas.fit()
    canvas.grab()
    assert DETAIL not in canvas._backdrop._frames
    assert near not in canvas._backdrop._kept


def test_what_is_wanted_sharp_no_more_is_not_painted_to_the_end(canvas: Canvas) -> None:
    maker = canvas._backdrop._maker
    canvas.lens.zoom(3.0, at_once=True)
    canvas._ask_detail()
    asked = maker._newest[DETAIL]
    assert maker._is_newest(DETAIL, asked)
    canvas.fit()
    canvas.grab()
    assert not maker._is_newest(DETAIL, asked)
    canvas.lens.zoom(3.0, at_once=True)
    canvas._ask_detail()
    maker._pool.waitForDone()
    QTest.qWait(1)
    assert DETAIL in canvas._backdrop._frames


def test_a_frame_that_comes_late_does_not_take_the_place_of_the_one_that_is_wanted(application: Any, canvas: Canvas) -> None:
    backdrop = canvas._backdrop
    whole = backdrop._frames[BASE].request
    backdrop.ask(BASE, replace(whole, rect=(0, 0, 500, 350)))
    backdrop.ask(BASE, whole)
    backdrop._maker._pool.waitForDone()
    application.processEvents()
    assert backdrop._frames[BASE].request == whole


def test_what_was_begun_of_other_plates_is_neither_shown_nor_kept(application: Any, canvas: Canvas) -> None:
    """The other figure's hand, say, asked for a moment before its plates change: seen just so, it has other parts, and none of them is this one's."""
    backdrop = canvas._backdrop
    plates, sheet, whole = backdrop._plates, backdrop._sheet, backdrop._frames[BASE].request
    fewer = {name: replace(art, runs=art.runs[:-2]) for name, art in plates.items()}
    backdrop.set_plates(fewer, sheet)
    backdrop.ask(BASE, whole)
    backdrop._maker.ask(AHEAD, fewer, sheet, replace(whole, resting=not whole.resting))
    backdrop._maker._pool.waitForDone()
    backdrop.set_plates(plates, sheet)
    application.processEvents()
    assert not backdrop.is_drawn
    assert not backdrop._kept
    backdrop.ask(BASE, whole)
    for _ in range(4):  # the sheet, and then the other mood
        backdrop._maker._pool.waitForDone()
        application.processEvents()
    assert len(backdrop._kept) == 2
    for frame in backdrop._kept.values():
        assert compose(frame, Layers()) == compose(make_frame(plates, sheet, frame.request), Layers())


def test_a_figure_bears_its_name_and_letters_in_one_place_only(canvas: Canvas, monkeypatch: pytest.MonkeyPatch) -> None:
    own: list[str] = []
    edge: list[str] = []
    monkeypatch.setattr(overlay, "_write", lambda _easel, _box, _font, text: own.append(text))
    monkeypatch.setattr(title, "_plaque", lambda _painter, _theme, _x, text, **_how: edge.append(text))
    for near in (1.0, 1.15):
        canvas.lens.zoom(near, QPointF(500, 600), at_once=True)
        own.clear()
        edge.clear()
        canvas.grab()
        said = Counter(own + edge)
        assert [said[each] for each in ("Back", "Front", "L", "R")] == [1, 1, 2, 2]
    assert {"Back", "Front"} <= set(edge)
