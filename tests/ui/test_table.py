"""The table view: the figure lies, is pressed where it lies, and keeps its sides."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from bodymap.ui import state as states
from bodymap.ui.client import choice
from bodymap.ui.client.table import PLATE_OF
from bodymap.ui.drawing.sheet import Viewport, fit

BUTTOCK = ("posterior", -95.0, -930.0)
COORDINATE = st.floats(-3000, 3000)


@given(COORDINATE, COORDINATE, st.floats(0.05, 6), COORDINATE, COORDINATE, st.integers(0, 3))
def test_a_turned_view_leads_back_to_where_it_came_from(x: float, y: float, scale: float, ox: float, oy: float, quarter: int) -> None:
    view = Viewport(scale, ox, oy, quarter)
    assert view.to_sheet(*view.to_px(x, y)) == pytest.approx((x, y), abs=1e-6)


@pytest.mark.parametrize("quarter", [0, 1, 2, 3])
def test_a_turned_view_never_mirrors(quarter: int) -> None:
    xx, xy, yx, yy = Viewport(2.0, quarter=quarter).axes
    assert xx * yy - xy * yx == 4.0


@pytest.mark.parametrize("quarter", [0, 1, 3])
def test_zooming_a_turned_view_keeps_the_point_under_the_pointer(quarter: int) -> None:
    view = fit((-400, -1800, 400, 0), 900, 500, quarter=quarter)
    under = view.to_sheet(300, 200)
    assert view.zoomed(1.7, (300, 200), limits=(0.01, 10)).to_sheet(300, 200) == pytest.approx(under)


def test_a_lying_figure_fills_the_width() -> None:
    assert fit((-400, -1800, 400, 0), 900, 500, quarter=1).scale == pytest.approx(0.5)
    assert fit((-400, -1800, 400, 0), 900, 500).scale == pytest.approx(500 / 1800)


@pytest.mark.parametrize("head", ["left", "right"])
@pytest.mark.parametrize("hand", ["left", "right"])
def test_head_and_soles_lie_clear_of_the_tab_that_folds_the_panel(window: Any, head: str, hand: str) -> None:
    window.store.apply(states.set_up(table_head=head, hand=hand))
    window.actions_by_name["table"].trigger()
    bounds = window.canvas.sheet.get("posterior").bounds
    ends = sorted(window.canvas.pixel_of("posterior", 0, y).x() for y in (bounds[1], bounds[3]))
    tab_px = window.findChild(QToolButton, "tab").width()
    assert tab_px < ends[0] < ends[1] < window.canvas.width() - tab_px


@pytest.mark.parametrize("head", ["left", "right"])
def test_a_press_on_the_lying_figure_marks_that_place(window: Any, head: str) -> None:
    window.store.apply(states.set_up(table_head=head))
    window.actions_by_name["table"].trigger()
    at = window.canvas.pixel_of(*BUTTOCK).toPoint()
    QTest.mouseClick(window.canvas, Qt.MouseButton.LeftButton, pos=QPoint(at.x(), at.y()))
    place = window.store.state.session.marks[0].place
    assert (place.plate, place.x, place.y) == (BUTTOCK[0], pytest.approx(BUTTOCK[1], abs=4), pytest.approx(BUTTOCK[2], abs=4))
    nose, heel = window.canvas.pixel_of("posterior", 0, -1700), window.canvas.pixel_of("posterior", 0, -50)
    assert (nose.x() < heel.x()) == (head == "left")


def test_the_figure_is_turned_over_and_stands_up_again(window: Any) -> None:
    window.actions_by_name["table"].trigger()
    seen = []
    for _ in range(4):
        seen.append([placed.plate for placed in window.canvas.sheet.placements])
        window.actions_by_name["turn-over"].trigger()
    assert seen == [[PLATE_OF[each]] for each in choice.LYING]
    window.actions_by_name["back"].trigger()
    assert len(window.canvas.sheet.placements) == 4
    assert window.canvas.viewport.quarter == 0


def test_who_lies_on_the_left_side_shows_the_right_one() -> None:
    assert PLATE_OF["left"] == "right"


def test_on_the_belly_with_the_head_left_the_clients_left_is_at_the_lower_edge(window: Any) -> None:
    """Seen from above: who lies face down with the head at our left has the left hand towards us."""
    window.actions_by_name["table"].trigger()
    assert window.canvas.pixel_of("posterior", -200, -900).y() > window.canvas.pixel_of("posterior", 200, -900).y()


def test_the_picture_for_the_next_start_is_never_a_lying_one(window: Any) -> None:
    window.actions_by_name["table"].trigger()
    window.finish_painting()
    assert window.canvas.opening() is None


def lying_on(window: Any) -> list[str]:
    return [placed.plate for placed in window.canvas.sheet.placements]


def test_plates_and_insets_that_arrive_while_it_lies_leave_it_lying(window: Any, plates: Any, insets: Any) -> None:
    """So they do when the figure is changed, or when the program has only just begun."""
    window.actions_by_name["table"].trigger()
    quarter = window.canvas.viewport.quarter
    window.take_plates(plates)
    assert lying_on(window) == ["posterior"]
    assert window.canvas.viewport.quarter == quarter != 0
    window.take_insets(insets)
    assert window.canvas.insets.names == ()
    window.actions_by_name["turn-over"].trigger()
    assert lying_on(window) == ["anterior"]
    window.actions_by_name["back"].trigger()
    assert len(lying_on(window)) == 4
    assert window.canvas.viewport.quarter == 0
    assert set(window.canvas.insets.names) == set(insets)


def test_an_open_inset_stays_open_when_the_plates_change_under_it(window: Any, plates: Any, insets: Any) -> None:
    window.control.apply(states.open_inset(next(iter(insets))))
    opened = window.canvas.insets.open
    assert opened
    window.take_plates(plates, insets=insets)
    assert window.canvas.insets.open == opened
    assert window.canvas.sheet.over.plate == opened
    assert window.canvas.insets.is_near or not window.canvas.is_fitted
    window.control.apply(states.open_inset(None))
    assert window.canvas.sheet.over is None
