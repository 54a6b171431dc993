import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.ui.drawing.sheet import Viewport, contained, fit, lay_out

BOUNDS = {"posterior": (-360.0, -1729.0, 360.0, 21.0), "anterior": (-360.0, -1729.0, 360.0, 21.0), "left": (-170.0, -1729.0, 170.0, 21.0)}
numbers = st.floats(-5000, 5000)
scales = st.floats(0.05, 20)


@given(scale=scales, ox=numbers, oy=numbers, x=numbers, y=numbers)
def test_sheet_to_pixel_to_sheet_is_the_identity(scale: float, ox: float, oy: float, x: float, y: float) -> None:
    view = Viewport(scale, ox, oy)
    back = view.to_sheet(*view.to_px(x, y))
    assert back == pytest.approx((x, y), abs=1e-6)


@given(scale=scales, factor=st.floats(0.2, 5), x_px=numbers, y_px=numbers)
def test_zooming_keeps_what_is_under_the_pointer(scale: float, factor: float, x_px: float, y_px: float) -> None:
    view = Viewport(scale, 10, 20)
    zoomed = view.zoomed(factor, (x_px, y_px), limits=(0.01, 100))
    assert zoomed.to_sheet(x_px, y_px) == pytest.approx(view.to_sheet(x_px, y_px), abs=1e-5)


def test_plates_stand_in_reading_order_and_do_not_overlap() -> None:
    sheet = lay_out(BOUNDS)
    assert [placed.plate for placed in sheet.placements] == ["posterior", "anterior", "left"]
    for before, after in zip(sheet.placements, sheet.placements[1:], strict=False):
        assert before.on_sheet[2] < after.on_sheet[0]


@pytest.mark.parametrize("plate", BOUNDS)
def test_a_point_of_a_plate_is_found_again_on_the_sheet(plate: str) -> None:
    sheet = lay_out(BOUNDS)
    placed = sheet.get(plate)
    assert placed is not None
    assert sheet.to_plate(-50 + placed.dx, -900 + placed.dy) == (plate, pytest.approx(-50), pytest.approx(-900))


def test_a_missing_plate_leaves_no_gap_and_no_name() -> None:
    sheet = lay_out({"left": BOUNDS["left"]})
    assert sheet.get("posterior") is None
    assert sheet.placements[0].on_sheet[0] < 100


def test_no_plate_at_all_is_an_empty_sheet() -> None:
    sheet = lay_out({})
    assert sheet.to_plate(0, 0) is None
    assert fit(sheet.bounds, 800, 600).scale > 0


def test_a_fitted_sheet_lies_inside_the_widget() -> None:
    sheet = lay_out(BOUNDS)
    view = fit(sheet.bounds, 900, 600)
    x0, y0 = view.to_px(sheet.bounds[0], sheet.bounds[1])
    x1, y1 = view.to_px(sheet.bounds[2], sheet.bounds[3])
    assert x0 >= -0.01
    assert y0 >= -0.01
    assert x1 <= 900.01
    assert y1 <= 600.01


def test_the_sheet_cannot_be_pushed_out_of_sight() -> None:
    sheet = lay_out(BOUNDS)
    lost = Viewport(2.0, 50_000, -90_000)
    view = contained(lost, sheet.bounds, 900, 600)
    x1, y1 = view.to_px(sheet.bounds[2], sheet.bounds[3])
    x0, y0 = view.to_px(sheet.bounds[0], sheet.bounds[1])
    assert x0 < 900
    assert x1 > 0
    assert y0 < 600
    assert y1 > 0
