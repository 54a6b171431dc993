"""A picture in 256 colours: a third of the size of a screen's picture as PNG, and the same to the eye."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage

COLOURS = 256


def reduced(image: QImage) -> QImage:
    """Return `image` in at most 256 colours, without dither; one that has no more keeps each as it is. Transparency is lost."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(plain.constBits(), np.uint32).reshape(plain.height(), plain.bytesPerLine() // 4)
    shades, inverse, counts = np.unique(rows[:, : plain.width()] & 0xFFFFFF, return_inverse=True, return_counts=True)
    colours = np.stack([shades >> 16, shades >> 8 & 255, shades & 255], axis=1).astype(float)
    boxes = _boxes(colours, counts)
    box_of = np.empty(len(shades), np.uint8)
    table = []
    for number, box in enumerate(boxes):
        box_of[box] = number
        red, green, blue = np.rint(np.average(colours[box], axis=0, weights=counts[box])).astype(int)
        table.append(0xFF000000 | int(red) << 16 | int(green) << 8 | int(blue))
    indices = box_of[inverse].reshape(plain.height(), plain.width())
    made = QImage(indices.tobytes(), plain.width(), plain.height(), plain.width(), QImage.Format.Format_Indexed8).copy()
    made.setColorTable(table)
    return made


def _boxes(colours: np.ndarray, counts: np.ndarray) -> list[np.ndarray]:
    """Split the colours until there are 256 boxes, always the one whose colours differ most from their mean, at the mean of its widest channel."""
    boxes = [np.arange(len(colours))]
    spreads = [_spread(colours, counts)]
    while len(boxes) < COLOURS:
        worst = max(range(len(boxes)), key=lambda number: float(spreads[number].max()))
        channel = int(spreads[worst].argmax())
        if spreads[worst][channel] == 0:
            return boxes
        box = boxes.pop(worst)
        del spreads[worst]
        low = colours[box, channel] <= np.average(colours[box, channel], weights=counts[box])
        for half in (box[low], box[~low]):
            boxes.append(half)
            spreads.append(_spread(colours[half], counts[half]))
    return boxes


def _spread(colours: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return, per channel, the squared distance of all pixels from their mean."""
    mean = np.average(colours, axis=0, weights=counts)
    return counts @ (colours - mean) ** 2  # type: ignore[no-any-return]
