"""Only what lies in the pixels that changed is painted, and they look as if all had been."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QRegion

from bodymap.session.record import PointKey
from bodymap.ui import state as states

BUTTOCK = ("posterior", -95.0, -930.0)
SIDE_PX, SQUARES = 70, 30


def whole(canvas: Any) -> QImage:
    image: QImage = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return image


def part(canvas: Any, box: QRect) -> QImage:
    image = QImage(canvas.size(), QImage.Format.Format_RGB32)
    canvas.render(image, box.topLeft(), QRegion(box))  # where it lies in the canvas, for textures begin at its corner
    return image.copy(box)


def show_much(window: Any, laid: Sequence[str]) -> None:
    """Marks, zones, X's, a way with its landmark, cautions, and what is laid over the body."""
    window.control.mark(*BUTTOCK)
    key = window.answers.rows(window.store.state.session)[0].key
    window.control.choose_point(PointKey(key.muscle, key.side, 1))
    for name in laid:
        window.control.apply(states.lay(name, on=True))


@pytest.mark.parametrize(("factor", "laid"), [(1.0, ("nerves", "roots", "attachments")), (2.5, ("nerves", "attachments"))])
def test_a_part_that_is_painted_alone_looks_as_it_does_in_the_whole(window: Any, factor: float, laid: tuple[str, ...]) -> None:
    show_much(window, laid)  # from near, the edges of roots are dashed, and Qt begins dashes anew where it clips
    canvas = window.canvas
    canvas.lens.zoom(factor, canvas.pixel_of(*BUTTOCK), at_once=True)
    canvas.paint_now()
    expected = whole(canvas)
    places = random.Random(7)
    for _ in range(SQUARES):
        box = QRect(places.randrange(canvas.width() - SIDE_PX), places.randrange(canvas.height() - SIDE_PX), SIDE_PX, SIDE_PX)
        assert part(canvas, box) == expected.copy(box), box

