"""Pictures without their clear stretches: smaller, and drawn exactly the same."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter

from bodymap.ui.drawing.packed import pack

FORMAT = QImage.Format.Format_ARGB32_Premultiplied


def spotted(seed: int, spots: int, width: int, height: int) -> QImage:
    """A clear picture with some half-clear boxes, also at its edges."""
    chance = random.Random(seed)
    image = QImage(width, height, FORMAT)
    image.fill(0)
    painter = QPainter(image)
    for _ in range(spots):
        box = QRect(chance.randrange(-9, width), chance.randrange(-9, height), chance.randrange(1, 60), chance.randrange(1, 60))
        painter.fillRect(box, QColor(chance.randrange(256), chance.randrange(256), chance.randrange(256), chance.randrange(1, 256)))
    painter.end()
    return image


def paper() -> QImage:
    image = QImage(700, 500, QImage.Format.Format_RGB32)
    image.fill(QColor("#f4efe6"))
    return image


def furthest(one: QImage, other: QImage) -> int:
    """By how much the most different bytes of two pictures differ."""
    first, second = (np.frombuffer(image.constBits(), dtype=np.uint8).astype(int) for image in (one, other))
    return int(np.abs(first - second).max())


@pytest.mark.parametrize(("opacity", "least"), [(1.0, 0), (0.4, 1)], ids=["whole", "faded"])
@pytest.mark.parametrize(("spots", "width", "height"), [(0, 300, 200), (1, 1, 1), (12, 600, 433), (300, 611, 97)])
def test_a_packed_picture_is_drawn_pixel_for_pixel(application: Any, spots: int, width: int, height: int, opacity: float, least: int) -> None:
    for seed in range(5):
        image, at = spotted(seed, spots, width, height), QPoint(seed * 7, 3)
        plain, packed = paper(), paper()
        for target, draw in ((plain, lambda painter, at=at, image=image: painter.drawImage(at, image)), (packed, pack(image, at).draw)):
            painter = QPainter(target)
            painter.setOpacity(opacity)
            draw(painter)
            painter.end()
        assert furthest(packed, plain) <= least  # faded, Qt rounds a pixel otherwise by where its run begins


def test_what_is_mostly_clear_takes_little(application: Any) -> None:
    image = QImage(1500, 1000, FORMAT)
    image.fill(0)
    painter = QPainter(image)
    for x in (20, 1400):
        painter.fillRect(x, 100, 60, 700, QColor("red"))
    painter.end()
    assert pack(image, QPoint(0, 0)).image.sizeInBytes() < 0.1 * image.sizeInBytes()
