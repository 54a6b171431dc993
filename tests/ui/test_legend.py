"""Every sign of the legend is whole in its place in the row."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QTransform

from bodymap.ui.drawing.care import paint_ball
from bodymap.ui.drawing.easel import Easel
from bodymap.ui.drawing.scene import BallArt, Scene
from bodymap.ui.drawing.sheet import Viewport
from bodymap.ui.panel import legend
from bodymap.ui.theme import LIGHT

SIGNS = [sign for sign, _ in (*legend.ALWAYS, *legend._SOMETIMES, *legend._FOUND, *legend._LAID)]
ROOM_PX, HIGH_PX = 20, 18
"""Round the sign, and what the row shows of it."""


def canvas() -> QImage:
    picture = QImage(80, 60, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(QColor(LIGHT.halo))
    return picture


def painter_on(picture: QImage) -> QPainter:
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def marked_rows(picture: QImage) -> list[int]:
    ground = QColor(LIGHT.halo)
    return [y for y in range(picture.height()) if any(abs(picture.pixelColor(x, y).lightness() - ground.lightness()) > 40 for x in range(picture.width()))]


@pytest.mark.parametrize("sign", SIGNS)
def test_no_sign_of_the_legend_is_cut_at_the_edge_of_its_row(application: object, sign: str) -> None:
    del application
    picture = canvas()
    painter = painter_on(picture)
    legend.paint_sign(Easel(painter, LIGHT, Viewport()), sign, QRectF(ROOM_PX, ROOM_PX, 26, 16))
    painter.end()
    rows = marked_rows(picture)
    assert rows, "something is drawn"
    assert rows[0] >= ROOM_PX - 1
    assert rows[-1] < ROOM_PX - 1 + HIGH_PX


def test_the_legend_names_where_to_press_as_soon_as_it_is_drawn() -> None:
    ball = BallArt("posterior", None, QPainterPath())
    assert "ball" not in dict(legend.signs_of(Scene(), {}))
    assert dict(legend.signs_of(Scene(balls=(ball,)), {}))["ball"] == "press or roll here"


def test_on_a_narrow_screen_what_is_not_on_the_sheet_makes_room_for_what_is(application: object) -> None:
    del application
    shown = legend.Legend(LIGHT)
    signs = (*legend.ALWAYS, *legend._FOUND)
    shown.show_signs(signs, frozenset({"cross", "spillover"}))
    shown.resize(shown.whole_px, 20)
    assert shown.seen == signs
    shown.resize(shown.whole_px - 40, 20)
    assert [sign for sign, _ in shown.seen] == ["essential", "spillover", "spot", "active", "latent", "not-found"]
    shown.resize(shown.whole_px - 200, 20)
    assert [sign for sign, _ in shown.seen] == ["essential", "spot", "active", "latent", "not-found"]
    shown.resize(150, 20)
    assert [sign for sign, _ in shown.seen] == ["essential"]
    shown.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_four_signs_are_idle_until_they_are_drawn() -> None:
    assert legend.idle_of(Scene()) == {"essential", "spillover", "spot", "cross"}


@pytest.mark.parametrize(("length_mm", "is_drawn"), [(40.0, False), (130.0, True)])
def test_a_way_that_is_seen_from_its_edge_only_is_not_scribbled_beside_the_body(application: object, length_mm: float, is_drawn: bool) -> None:
    del application
    way = QPainterPath()
    way.lineTo(length_mm, 0)
    picture = canvas()
    painter = painter_on(picture)
    view = Viewport(0.35, 10, 30)
    easel = Easel(painter, LIGHT, view)
    paint_ball(easel, QTransform(0.35, 0, 0, 0.35, 10, 30), BallArt("left", None, way))
    painter.end()
    assert bool(marked_rows(picture)) == is_drawn
