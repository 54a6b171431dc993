"""The small magnifying glass beside a place that has an inset, as a picture: many stand on the sheet, and each frame draws them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from bodymap.ui.drawing.brushwork import faded
from bodymap.ui.theme import Theme

ROUND_PX = 20.0
"""Half the side of the picture; the glass's own middle is its middle."""
_GLASS_PX, _FAINT, _FAINT_IN_CONTRAST = 6.5, 0.34, 0.75


def picture_of_glass(theme: Theme, clear: float, density: float, *, strong: bool) -> QPixmap:
    """Return the glass on a clear ground: as clear as the pointer is near (0 … 1), or `strong` where it is meant."""
    side = round(2 * ROUND_PX * density)
    picture = QPixmap(side, side)
    picture.setDevicePixelRatio(density)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(ROUND_PX, ROUND_PX)
    size = _GLASS_PX * (1.35 if strong else 0.8 + 0.2 * clear)
    shape = QPainterPath()
    shape.addEllipse(QPointF(0, 0), size * 0.72, size * 0.72)
    shape.moveTo(QPointF(size * 0.55, size * 0.55))
    shape.lineTo(QPointF(size * 1.25, size * 1.25))
    faint = _FAINT_IN_CONTRAST if theme.name == "contrast" else _FAINT
    colour = QColor(theme.accent) if strong else faded(theme.quiet, faint + (0.9 - faint) * clear)
    for pen in (QPen(faded(theme.halo, 1.0 if strong else clear), 4.0), QPen(colour, 2.0 if strong else 1.3)):
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.strokePath(shape, pen)
    painter.end()
    return picture
