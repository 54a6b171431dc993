"""Pictures of which most is clear, kept without what is clear: one layer of a body is a few stretches in a large empty box.

Frame: device pixels. What is drawn of a packed picture is, pixel for pixel, what was packed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint32]

_BAND_PX, _GAP_PX, _WIDTH_PX = 32, 24, 1024


@dataclass(frozen=True, slots=True)
class Packed:
    """The stretches of a picture that show anything, side by side in a smaller one, and where each is drawn."""

    image: QImage
    pieces: tuple[tuple[QPoint, QRect], ...]

    def draw(self, painter: QPainter) -> None:
        """Draw the picture where it was packed."""
        for at, piece in self.pieces:
            painter.drawImage(at, self.image, piece)


def pack(image: QImage, at: QPoint) -> Packed:
    """Return `image` (32 bits, premultiplied) as it is to be drawn at a pixel, without its clear stretches."""
    pixels = _pixels(image)
    boxes = list(_stretches(pixels))
    width = max([_WIDTH_PX, *(box.width() for box in boxes)])
    pieces: list[tuple[QPoint, QRect]] = []
    x = y = 0
    for box in boxes:
        if x + box.width() > width:
            x, y = 0, y + _BAND_PX
        pieces.append((at + box.topLeft(), QRect(x, y, box.width(), box.height())))
        x += box.width()
    small = QImage(width if y else max(x, 1), y + _BAND_PX if boxes else 1, image.format())
    small.fill(0)
    there = _pixels(small)
    for box, (_, piece) in zip(boxes, pieces, strict=True):
        there[_slices(piece)] = pixels[_slices(box)]
    return Packed(small, tuple(pieces))


def _pixels(image: QImage) -> Pixels:
    """The picture's own pixels, to be read and written."""
    import numpy as np

    rows = np.frombuffer(image.bits(), dtype=np.uint32).reshape(image.height(), image.bytesPerLine() // 4)
    return rows[:, : image.width()]


def _stretches(pixels: Pixels) -> Iterator[QRect]:
    """Yield the boxes in which anything is, band by band; small gaps are not worth a box of their own."""
    import numpy as np

    for top in range(0, pixels.shape[0], _BAND_PX):
        band = pixels[top : top + _BAND_PX]
        used = np.flatnonzero(band.any(axis=0))
        if len(used):
            cuts = np.flatnonzero(np.diff(used) > _GAP_PX)
            starts, ends = used[np.concatenate(([0], cuts + 1))], used[np.concatenate((cuts, [-1]))]
            for left, right in zip(starts.tolist(), ends.tolist(), strict=True):
                yield QRect(left, top, right - left + 1, band.shape[0])


def _slices(box: QRect) -> tuple[slice, slice]:
    return slice(box.top(), box.top() + box.height()), slice(box.left(), box.left() + box.width())
