"""Enlarged plates on the sheet: opened from their place, worked on as any plate is, left again."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from bodymap.anatomy.location import INSETS, PLATES, PlatePlace, siblings
from bodymap.cli import main
from bodymap.ids import Side
from bodymap.session.record import CandidateKey, PointKey
from bodymap.ui import state as states
from bodymap.ui.drawing import canvas, inset
from bodymap.ui.drawing.art import PlateArt
from bodymap.ui.drawing.nest import Nest, entered, is_left, lay_nests, nest_at
from bodymap.ui.drawing.sheet import Placement, Sheet, fit, lay_out

HEEL = CandidateKey("quadratus-plantae", Side.LEFT)


@pytest.fixture(scope="module")
def sheet(plates: dict[str, PlateArt]) -> Sheet:
    return lay_out({name: art.bounds for name, art in plates.items()})


@pytest.fixture(scope="module")
def nests(sheet: Sheet, insets: dict[str, PlateArt]) -> dict[str, Nest]:
    return {each.inset: each for each in lay_nests(sheet, insets)}


def open_inset(window: Any, inset: str | None) -> None:
    window.control.apply(states.open_inset(inset))
    window.finish_painting()


# Where they lie


def test_every_inset_lies_on_the_sheet_over_the_place_that_it_enlarges(nests: dict[str, Nest], sheet: Sheet) -> None:
    assert set(nests) == set(INSETS)
    for nest in nests.values():
        x0, y0, x1, y1 = nest.card
        assert sheet.bounds[0] <= x0
        assert sheet.bounds[1] <= y0
        assert x1 <= sheet.bounds[2]
        assert y1 <= sheet.bounds[3]
        assert x0 < (nest.frame[0] + nest.frame[2]) / 2 < x1
        assert y0 < (nest.frame[1] + nest.frame[3]) / 2 < y1


def test_an_inset_whose_plate_is_not_on_the_sheet_is_nowhere(insets: dict[str, PlateArt]) -> None:
    assert lay_nests(lay_out({}), insets) == ()


def test_the_hand_is_found_before_the_arm_that_it_hangs_on(nests: dict[str, Nest]) -> None:
    hand = nests["hand-palmar.left"].frame
    found = nest_at(nests.values(), (hand[0] + hand[2]) / 2, (hand[1] + hand[3]) / 2)
    assert found is nests["hand-palmar.left"]


def test_going_near_opens_what_looks_the_same_from_near_and_going_away_leaves_it(nests: dict[str, Nest], sheet: Sheet) -> None:
    head, sole = nests["head-anterior"], nests["foot-plantar.left"]
    near, whole = fit(head.frame, 300, 300), fit(sheet.bounds, 900, 650)
    assert entered(tuple(nests.values()), near.zoomed(1.6, (150, 150), limits=(0.1, 9)), 300, 300) is head
    assert entered(tuple(nests.values()), whole, 900, 650) is None
    assert entered((sole,), fit(sole.frame, 100, 60).zoomed(2, (50, 30), limits=(0.1, 9)), 100, 60) is None
    assert all(is_left(each, whole, 900, 650) for each in nests.values())
    assert not any(is_left(each, fit(each.card, 900, 650), 900, 650) for each in nests.values())


@given(x=st.floats(-3000, 3000), y=st.floats(-3000, 3000))
def test_while_an_inset_is_open_it_alone_answers(x: float, y: float) -> None:
    below = Placement("anterior", (-360, -1729, 360, 21), 400, 1800)
    over = Placement("hand-palmar.left", (274, -809, 413, -599), 400, 1800)
    found = Sheet((below,), (0, 0, 800, 1900), over).to_plate(x, y)
    x0, y0, x1, y1 = over.on_sheet
    is_on_card = x0 <= x <= x1 and y0 <= y <= y1
    assert found == (("hand-palmar.left", x - 400, y - 1800) if is_on_card else None)


@pytest.mark.parametrize("plate", [*PLATES, *INSETS])
def test_siblings_show_one_part_and_know_one_another(plate: str) -> None:
    assert plate in siblings(plate)
    assert all(siblings(each) == siblings(plate) for each in siblings(plate))


# In the window


def test_a_press_on_the_glass_opens_and_escape_shows_the_whole_sheet_again(window: Any) -> None:
    canvas = window.canvas
    whole = canvas.viewport
    nest = next(each for each in canvas.insets._nests if each.inset == "hand-palmar.right")
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.insets._glass(nest).toPoint())
    assert window.store.state.view.inset == "hand-palmar.right"
    assert window.store.state.session.marks == ()
    assert window.inset_bar.isVisible()
    assert window.inset_bar.name.text() == "Right hand, palm"
    canvas.lens.settle()
    assert canvas.viewport.scale > 3 * whole.scale
    window.actions_by_name["back"].trigger()
    canvas.lens.settle()
    assert window.store.state.view.inset is None
    assert canvas.is_fitted
    assert not window.inset_bar.isVisible()


def test_each_glass_of_the_whole_sheet_is_there_on_a_small_screen(window: Any) -> None:
    window.resize(1024, 768)
    window.canvas.fit()
    window.canvas.grab()
    nests = window.canvas.insets
    assert [nest.inset for nest in nests._nests if not nests._is_whole(nest)] == []


def test_a_click_on_an_inset_marks_its_own_place_and_is_seen_on_the_figures_too(window: Any) -> None:
    open_inset(window, "hand-palmar.left")
    pixel = window.canvas.pixel_of("hand-palmar.left", 320.0, -740.0).toPoint()
    QTest.mouseClick(window.canvas, Qt.MouseButton.LeftButton, pos=pixel)
    (mark,) = window.store.state.session.marks
    assert isinstance(mark.place, PlatePlace)
    assert mark.place.plate == "hand-palmar.left"
    assert (mark.place.x, mark.place.y) == pytest.approx((320, -740), abs=0.6)
    assert window.control.rows()
    assert {"hand-palmar.left", "anterior"} <= {spot.plate for spot in window.scene.spots}


def test_a_stroke_on_an_inset_is_paint_on_its_skin(window: Any) -> None:
    open_inset(window, "foot-plantar.left")
    window.control.toggle_paint()
    window.control.apply(states.size_brush(8.0))
    start, end = (window.canvas.pixel_of("foot-plantar.left", 90.0, y).toPoint() for y in (20.0, 60.0))
    QTest.mousePress(window.canvas, Qt.MouseButton.LeftButton, pos=start)
    for share in (0.3, 0.6, 1.0):
        QTest.mouseMove(window.canvas, start + QPoint(0, round(share * (end.y() - start.y()))))
    QTest.mouseRelease(window.canvas, Qt.MouseButton.LeftButton, pos=end)
    (area,) = window.store.state.session.areas
    assert {dab.shape.plate for dab in area.dabs} == {"foot-plantar.left"}
    assert any(spot.plate == "foot-plantar.left" and not spot.path.isEmpty() for spot in window.scene.spots)
    assert window.control.rows()
    window.control.toggle_paint()


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_the_same_scene_is_on_the_inset_and_its_x_answers(window: Any, side: Side) -> None:
    key = CandidateKey("quadratus-plantae", side)
    window.control.choose(key)
    open_inset(window, f"foot-plantar.{side}")
    assert any(zone.plate == f"foot-plantar.{side}" and zone.kind == "essential" for zone in window.scene.zones)
    cross = next(each for each in window.scene.crosses if each.plate == f"foot-plantar.{side}")
    pixel = window.canvas.pixel_of(cross.plate, cross.x, cross.y)
    QTest.mouseClick(window.canvas, Qt.MouseButton.LeftButton, pos=pixel.toPoint())
    assert window.store.state.session.chosen_point == 1
    assert window.store.state.session.marks == ()


def test_xs_on_the_sheet_beneath_do_not_answer(window: Any) -> None:
    window.control.choose(HEEL)
    open_inset(window, "foot-plantar.left")
    beneath = [each for each in window.scene.crosses if each.plate in PLATES]
    assert beneath
    for cross in beneath:
        found = window.canvas.cross_at(window.canvas.pixel_of(cross.plate, cross.x, cross.y) or QPointF())
        assert found is None or found.plate == "foot-plantar.left"


def test_an_x_of_the_palm_is_not_drawn_on_the_back_of_the_hand(loaded: Any) -> None:
    found = loaded.answers.crosses(CandidateKey("opponens-pollicis", Side.LEFT), ("hand-palmar.left", "hand-dorsal.left"))
    assert {each.plate for each in found} == {"hand-palmar.left"}
    assert loaded.answers.crosses(HEEL, ("hand-palmar.left",)) == ()
    assert {each.point for each in loaded.answers.crosses(HEEL, ("foot-plantar.left",))} == {PointKey("quadratus-plantae", Side.LEFT, 1)}


def test_the_key_opens_where_the_muscle_is_and_then_the_next_one(window: Any) -> None:
    window.control.choose(HEEL)
    window.actions_by_name["inset"].trigger()
    first = window.store.state.view.inset
    assert first is not None
    assert first.startswith("foot-")
    window.actions_by_name["inset"].trigger()
    second = window.store.state.view.inset
    assert second != first
    window.actions_by_name["inset-before"].trigger()
    assert window.store.state.view.inset == first


def test_the_bar_leads_to_the_other_side_and_the_other_view(window: Any) -> None:
    open_inset(window, "hand-palmar.left")
    window.inset_bar.side.click()
    assert window.store.state.view.inset == "hand-palmar.right"
    window.inset_bar.turn.click()
    assert window.store.state.view.inset == "hand-dorsal.right"
    window.inset_bar.back.click()
    assert window.store.state.view.inset is None


def test_a_press_beside_the_open_card_closes_it_and_marks_nothing(window: Any) -> None:
    open_inset(window, "hand-palmar.left")
    QTest.mouseClick(window.canvas, Qt.MouseButton.LeftButton, pos=QPoint(30, window.canvas.height() - 20))
    assert window.store.state.view.inset is None
    assert window.store.state.session.marks == ()


def test_no_name_of_a_figure_shines_through_under_an_open_inset(window: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    monkeypatch.setattr(canvas, "paint_titles", lambda *_: written.append("titles"))
    window.canvas.paint_now()
    window.canvas.grab()
    assert written
    open_inset(window, "hand-palmar.left")
    window.canvas.paint_now()
    written.clear()
    window.canvas.grab()
    assert not written


def test_going_away_closes_and_going_near_the_head_opens(window: Any) -> None:
    canvas = window.canvas
    open_inset(window, "hand-palmar.left")
    canvas.lens.fit()
    canvas.lens.settle()
    canvas.insets._judge_view()
    assert window.store.state.view.inset is None
    nest = next(each for each in canvas.insets._nests if each.inset == "head-posterior")
    x0, y0, x1, y1 = nest.frame
    canvas.look_at((x0 + 60, y0 + 110, x1 - 60, y1 - 110))
    canvas.lens.settle()
    before = canvas.viewport
    canvas.insets._judge_view()
    canvas.lens.settle()
    assert window.store.state.view.inset == "head-posterior"
    assert canvas.viewport == before


def test_a_new_client_finds_the_whole_sheet(window: Any) -> None:
    open_inset(window, "head-left")
    window.actions_by_name["new-client"].trigger()
    assert window.store.state.view.inset is None
    assert window.canvas.insets.open is None


def test_the_inset_is_painted_in_the_layers_of_the_view(window: Any) -> None:
    open_inset(window, "hand-palmar.left")
    muscle = window.canvas.grab().toImage()
    window.control.apply(states.peel_to("bone"))
    bone = window.canvas.grab().toImage()
    middle = window.canvas.pixel_of("hand-palmar.left", 343.0, -720.0).toPoint()
    around = [(middle.x() + dx, middle.y() + dy) for dx in range(-60, 60, 4) for dy in range(-60, 60, 4)]
    assert sum(muscle.pixelColor(*at) != bone.pixelColor(*at) for at in around) > 200


# Pictures


@pytest.mark.parametrize("plate", ["hand-palmar.left", "head-right"])
def test_a_picture_of_an_inset_is_drawn(plate: str, application: Any, tmp_path: Any) -> None:
    out = tmp_path / "inset.png"
    assert main(["snapshot", "--plate", plate, "--size", "400x500", "--out", str(out)]) == 0
    image = QImage(str(out))
    paper = image.pixelColor(3, 60)
    body = sum(image.pixelColor(x, y) != paper for x in range(0, 400, 8) for y in range(0, 470, 8))
    assert body > 500


def test_an_inset_without_its_side_is_one_sentence(application: Any, tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["snapshot", "--plate", "hand-palmar", "--out", str(tmp_path / "x.png")]) == 2
    assert "hand-palmar.left" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_thigh_beside_the_hanging_arm_is_not_taken_for_the_arm(window: Any) -> None:
    canvas = window.canvas
    frame = next(each.frame for each in canvas.insets._nests if each.inset == "arm-lateral.left")
    placed = canvas.sheet.get("posterior")

    def hovered(x: float, y: float) -> str | None:
        canvas._point(QPointF(*canvas.viewport.to_px(x + placed.dx, y + placed.dy)))
        return canvas.insets.hovered

    assert frame[0] < -150 + placed.dx < frame[2], "the thigh lies within the arm's frame"
    assert hovered(-150, -760) is None
    assert hovered(-235, -1150) == "arm-lateral.left"
    canvas.insets.hover(None)


def test_from_near_no_frame_of_a_place_whose_glass_is_away_lies_across_the_body(window: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    named: list[str] = []
    monkeypatch.setattr(inset, "draw_label", lambda _easel, _at, text, **_how: named.append(text))
    sheet = window.canvas
    placed = sheet.sheet.get("posterior")
    neck = (0.0 + placed.dx, -1500.0 + placed.dy)

    def names() -> list[str]:
        sheet._point(QPointF(*sheet.viewport.to_px(*neck)))
        named.clear()
        sheet.grab()
        return named

    assert names() == ["Head, back"]
    sheet.lens.zoom(2.2, QPointF(*sheet.viewport.to_px(*neck)) + QPointF(0, 150), at_once=True)
    assert not any(sheet.insets._is_whole(each) for each in sheet.insets._nests if each.inset == "head-posterior")
    assert names() == []
    assert sheet.insets.hovered == "head-posterior", "its key opens it all the same"
    sheet.insets.hover(None)
