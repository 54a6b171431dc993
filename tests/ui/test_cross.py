"""X's on a picture that is looked at from afar."""

import pytest
from PySide6.QtGui import QImage, QPainter

from bodymap.ids import Side
from bodymap.session.record import PointKey
from bodymap.ui.drawing.cross import paint_crosses
from bodymap.ui.drawing.easel import Easel
from bodymap.ui.drawing.scene import Cross, Scene
from bodymap.ui.drawing.sheet import Placement, Viewport
from bodymap.ui.theme import LIGHT

SIDE_PX = 200
MIDDLE = Cross(PointKey("gluteus-medius", Side.LEFT, 1), "posterior", SIDE_PX / 2, SIDE_PX / 2, "")


def inked(signs: float) -> tuple[int, bool]:
    """How many pixels an X so much enlarged blackens, and whether its middle is where it was."""
    image = QImage(SIDE_PX, SIDE_PX, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    paint_crosses(Easel(painter, LIGHT, Viewport(), signs=signs), Scene(crosses=(MIDDLE,)), Placement("posterior", (0, 0, SIDE_PX, SIDE_PX), 0.0, 0.0))
    painter.end()
    return sum(value < 128 for value in bytes(image.constBits())), image.pixelColor(SIDE_PX // 2, SIDE_PX // 2).red() < 128


@pytest.mark.usefixtures("application")
def test_an_x_is_larger_where_it_is_looked_at_from_afar_and_stays_in_its_place() -> None:
    plain, is_there = inked(1.0)
    large, is_still_there = inked(2.0)
    assert is_there
    assert is_still_there
    assert large > 3 * plain
