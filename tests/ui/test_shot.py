"""What is laid over the plates is drawn as a picture: never missing, never of another view, as sharp at rest as if it were painted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath

from bodymap.ui.drawing.art import Art, PlateArt, _stream
from bodymap.ui.drawing.easel import Easel
from bodymap.ui.drawing.overlay import paint_scene
from bodymap.ui.drawing.scene import Scene
from bodymap.ui.drawing.sheet import Placement, Sheet, Viewport
from bodymap.ui.drawing.shot import Shots, Still
from bodymap.ui.theme import DARK, LIGHT

PLACED = Placement("posterior", (-300.0, -1800.0, 300.0, 0.0), 0.0, 0.0)
ARTS = tuple(range(30))
FITTED = Viewport(0.3, 200.0, 560.0)
NEAR = Viewport(2.0, 200.0, 1500.0)


class Desk:
    """Draws through pictures, and counts how often they had to be painted."""

    def __init__(self) -> None:
        self.shots, self.painted = Shots(), 0

    def draw(self, view: Viewport, arts: tuple[object, ...] = ARTS, theme: Any = LIGHT, *, moves: bool = False, placed: Placement = PLACED) -> QImage:
        image = QImage(400, 600, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        self.shots.begin(QRectF(0, 0, 400, 600), Sheet((placed,), placed.bounds), QFont(), moves=moves)
        easel = Easel(painter, theme, view, shots=self.shots)
        self.shots.draw(easel, placed, "under", arts, self.paint)
        painter.end()
        return image

    def show(self, view: Viewport, about: str, *, moves: bool = False, ahead: bool = False, is_scaled: bool = False) -> QImage:
        image = QImage(400, 600, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        self.shots.begin(QRectF(0, 0, 400, 600), Sheet((PLACED,), PLACED.bounds), QFont(), moves=moves)
        easel = Easel(painter, LIGHT, view, shots=self.shots)
        still = Still("lit", (about,), easel.transform(PLACED).mapRect(QRectF(-200, -1700, 400, 1600)), self.paint, is_scaled)
        (self.shots.take if ahead else self.shots.show)(easel, PLACED, still)
        painter.end()
        return image

    def paint(self, easel: Easel) -> None:
        self.painted += 1
        body = QPainterPath()
        body.addRect(QRectF(-200, -1700, 400, 1600))
        easel.painter.fillPath(easel.transform(PLACED).map(body), QColor("red"))


def is_laid(image: QImage, view: Viewport, x: float, y: float) -> bool:
    px, py = view.to_px(x, y)
    return not (0 <= px < 400 and 0 <= py < 600) or image.pixelColor(int(px), int(py)).green() < 40


def test_panning_shifts_the_picture_and_paints_it_anew_only_where_it_ends(application: Any) -> None:
    desk = Desk()
    desk.draw(NEAR)
    for step in range(9):
        view = NEAR.moved(0.0, -10.0 * step)
        image = desk.draw(view)
        assert all(is_laid(image, view, x, y) for x in (-90.0, 0.0) for y in (-700.0, -500.0))
    assert desk.painted == 1
    desk.draw(NEAR.moved(0.0, -400.0))
    assert desk.painted == 2


def test_on_the_way_it_is_scaled_and_at_rest_it_is_sharp(application: Any) -> None:
    desk = Desk()
    desk.draw(FITTED)
    for scale in (0.4, 0.9, 1.6):
        view = replace(NEAR, scale=scale)
        image = desk.draw(view, moves=True)
        assert all(is_laid(image, view, x, y) for x in (-90.0, 0.0) for y in (-900.0, -500.0))
    assert desk.painted == 1
    desk.draw(NEAR)
    assert desk.painted == 2
    desk.draw(replace(NEAR, scale=0.6), moves=True)
    assert desk.painted == 2, "what the near picture does not reach, that of the whole plate does"


def test_other_shapes_or_colours_are_another_picture_and_few_need_none(application: Any) -> None:
    desk = Desk()
    desk.draw(FITTED)
    desk.draw(FITTED)
    assert desk.painted == 1
    desk.draw(FITTED, ARTS[1:])
    desk.draw(FITTED, ARTS[1:], DARK)
    assert desk.painted == 3
    desk.draw(FITTED, ARTS[:5])
    desk.draw(FITTED, ARTS[:5])
    assert desk.painted == 5
    assert not desk.shots._kept
    desk.draw(FITTED, ())
    assert desk.painted == 5


def test_a_plate_that_is_on_the_sheet_no_more_leaves_no_picture(application: Any) -> None:
    desk, other = Desk(), replace(PLACED, plate="anterior")
    desk.draw(FITTED)
    desk.draw(NEAR)
    desk.draw(NEAR, placed=other)
    assert [plate for plate, _ in desk.shots._kept] == ["anterior"]


def test_what_stands_still_is_painted_once_for_its_view_and_shifted_in_panning(application: Any) -> None:
    desk = Desk()
    for step in range(5):
        view = NEAR.moved(0.0, -10.0 * step)
        image = desk.show(view, "one", moves=step > 0)
        assert all(is_laid(image, view, x, y) for x in (-90.0, 0.0) for y in (-700.0, -500.0))
    assert desk.painted == 1
    desk.show(NEAR.moved(0.0, -40.0), "one")
    assert desk.painted == 2, "at rest it is of this very view"


def test_what_is_read_is_never_drawn_scaled(application: Any) -> None:
    desk = Desk()
    desk.show(FITTED, "one")
    for scale in (0.4, 0.9, 1.6):
        view = replace(NEAR, scale=scale)
        image = desk.show(view, "one", moves=True)
        assert all(is_laid(image, view, x, y) for x in (-90.0, 0.0) for y in (-900.0, -500.0))
    assert desk.painted == 4
    desk.show(FITTED, "one")
    assert desk.painted == 4, "the picture of before still serves"


def test_on_the_way_the_muscle_and_its_zones_are_scaled_as_the_body_is_and_at_rest_they_are_sharp(application: Any) -> None:
    desk = Desk()
    desk.show(FITTED, "one", is_scaled=True)
    for scale in (0.4, 0.9, 1.6):
        view = replace(NEAR, scale=scale)
        image = desk.show(view, "one", moves=True, is_scaled=True)
        assert all(is_laid(image, view, x, y) for x in (-90.0, 0.0) for y in (-900.0, -500.0))
    assert desk.painted == 1
    desk.show(NEAR, "one", is_scaled=True)
    assert desk.painted == 2


def test_going_away_from_near_the_muscle_is_painted_once_whole_and_never_missing(application: Any) -> None:
    desk = Desk()
    desk.show(NEAR, "one", is_scaled=True)
    for scale in (1.6, 1.2, 0.9, 0.6, 0.4, 0.3):
        view = replace(FITTED, scale=scale)
        image = desk.show(view, "one", moves=True, is_scaled=True)
        assert all(is_laid(image, view, x, y) for x in (-150.0, 0.0, 150.0) for y in (-1600.0, -900.0, -200.0))
    assert desk.painted == 2
    kept = desk.shots._stills["posterior", "lit"]
    assert all(shot.picture.width() <= 1.5 * 400 and shot.picture.height() <= 1.5 * 600 for shot in kept), "a picture of all of it is no larger than the widget"


def test_what_the_next_press_shows_can_be_painted_ahead_and_costs_what_is_shown_nothing(application: Any) -> None:
    desk = Desk()
    desk.show(FITTED, "one")
    for thought in ("two", "three", "four"):
        desk.show(FITTED, thought, ahead=True)
    assert desk.painted == 4
    desk.show(FITTED, "one")
    desk.show(FITTED, "four")
    desk.show(FITTED, "four", ahead=True)
    assert desk.painted == 4
    assert [len(kept) for kept in desk.shots._stills.values()] == [2]


def test_what_lies_far_beyond_the_view_is_not_painted_ahead(application: Any) -> None:
    desk = Desk()
    desk.show(FITTED.moved(5000.0, 0.0), "one", ahead=True)
    assert desk.painted == 0
    desk.show(FITTED.moved(290.0, 0.0), "one", ahead=True)
    assert desk.painted == 1, "what is near is: a little panning shows it"


def test_the_muscle_of_another_figure_is_painted_anew_even_where_its_plate_lies_the_same(application: Any) -> None:
    def plate(width: float) -> PlateArt:
        ring = [(0.0, -900.0), (width, -900.0), (width, -700.0), (0.0, -700.0)]
        stream = _stream([np.array(ring)], closed=True, real=">f4")
        art = Art("psoas-major", "muscle", "deep", {"outline": stream}, QRectF(0, -900, 200, 200))
        return PlateArt("posterior", PLACED.bounds, (), Art("skin", "skin", "", {}, QRectF()), (), {art.id: art}, frozenset())

    shots, scene, sheet = Shots(), Scene(lit=("psoas-major",)), Sheet((PLACED,), PLACED.bounds)
    images = []
    for width in (200.0, 100.0):
        image = QImage(400, 600, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        shots.begin(QRectF(0, 0, 400, 600), sheet, QFont(), moves=False)
        paint_scene(Easel(painter, LIGHT, FITTED, shots=shots), scene, sheet, {"posterior": plate(width)})
        painter.end()
        images.append(image)
    assert images[0] != images[1]
