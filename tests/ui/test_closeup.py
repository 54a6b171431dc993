"""Where the eye wants to be nearer."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath

from bodymap.ids import Side
from bodymap.session.record import PointKey
from bodymap.ui.drawing.closeup import close_up
from bodymap.ui.drawing.scene import Cross, Scene, SpotArt, ZoneArt
from bodymap.ui.drawing.sheet import lay_out

SHEET = lay_out({"posterior": (-400, -1800, 400, 0), "left": (-200, -1800, 200, 0)})


def _box(x: float, y: float, width: float, height: float) -> QPainterPath:
    path = QPainterPath()
    path.addRect(QRectF(x, y, width, height))
    return path


def _cross(plate: str, x: float, y: float) -> Cross:
    return Cross(PointKey("piriformis", Side.LEFT, 1), plate, x, y, "piriformis")


def test_nothing_marked_has_no_close_up() -> None:
    assert close_up(Scene(), SHEET) is None


def test_the_close_up_holds_every_x_and_the_essential_zone_but_not_the_spillover_down_the_leg() -> None:
    zones = (
        ZoneArt("essential", "posterior", _box(-120, -960, 60, 60)),
        ZoneArt("spillover", "posterior", _box(-120, -900, 60, 800)),
    )
    scene = Scene(zones=zones, crosses=(_cross("posterior", -50, -1000),))
    bounds = close_up(scene, SHEET)
    placed = SHEET.get("posterior")
    assert bounds is not None
    assert placed is not None
    assert bounds[0] < -120 + placed.dx
    assert bounds[2] > -50 + placed.dx
    assert bounds[1] < -1000 + placed.dy
    assert bounds[3] < -500 + placed.dy


def test_the_plate_that_sees_most_of_the_last_spot_is_looked_at() -> None:
    spots = (SpotArt("posterior", _box(-100, -950, 5, 40), 1), SpotArt("left", _box(0, -950, 40, 40), 1))
    scene = Scene(spots=spots, crosses=(_cross("posterior", -90, -940), _cross("left", 20, -940)))
    bounds = close_up(scene, SHEET)
    placed = SHEET.get("left")
    assert bounds is not None
    assert placed is not None
    assert bounds[0] <= 20 + placed.dx <= bounds[2]
