"""The map between plate and screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.atlas.viewport import Viewport

pixels = st.floats(-5000, 5000)
viewports = st.builds(Viewport, st.floats(0.05, 60), pixels, pixels)


@given(viewports, pixels, pixels)
def test_screen_to_plate_to_screen_is_the_identity(viewport: Viewport, x_px: float, y_px: float) -> None:
    assert viewport.to_screen(*viewport.to_plate(x_px, y_px)) == pytest.approx((x_px, y_px), abs=1e-6)


@given(viewports, st.floats(0.2, 5), pixels, pixels)
def test_zooming_keeps_the_point_under_the_pointer(viewport: Viewport, factor: float, x_px: float, y_px: float) -> None:
    before, after = viewport.to_plate(x_px, y_px), viewport.zoomed(factor, (x_px, y_px)).to_plate(x_px, y_px)
    assert after == pytest.approx(before, abs=1e-5)


@given(viewports, pixels, pixels)
def test_panning_there_and_back_is_the_identity(viewport: Viewport, dx_px: float, dy_px: float) -> None:
    back = viewport.panned(dx_px, dy_px).panned(-dx_px, -dy_px)
    assert (back.x_px, back.y_px) == pytest.approx((viewport.x_px, viewport.y_px), abs=1e-6)


def test_a_fitting_viewport_shows_all_of_the_plate_in_the_middle() -> None:
    viewport = Viewport.fitting((-360, -1729, 360, 21), (400, 900), margin_px=10)
    x0, y0 = viewport.to_screen(-360, -1729)
    x1, y1 = viewport.to_screen(360, 21)
    assert (x0 + x1, y0 + y1) == pytest.approx((400, 900))
    assert min(x0, y0) >= 10 - 1e-9
    assert min(x0, y0) == pytest.approx(10)


def test_a_viewport_has_a_positive_scale() -> None:
    for scale in (0, -1, float("inf"), float("nan")):
        with pytest.raises(ValueError, match="scale"):
            Viewport(scale, 0, 0)
