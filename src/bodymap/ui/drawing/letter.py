"""Words on the body: how large, and with a halo, so that they read on every colour. Frame: pixels of the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainterPath, QPen

if TYPE_CHECKING:
    from bodymap.ui.drawing.easel import Easel

_EDGE_PX = 6.0


def sized(font: QFont, px: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return `font` at `px` pixels and `weight`."""
    other = QFont(font)
    other.setPixelSize(px)
    other.setWeight(weight)
    return other


def draw_label(easel: Easel, at: QPointF, text: str, *, leftward: bool) -> None:
    """Write `text` beside a point, on its left or right, with a halo; above it where the left edge would cut it."""
    font = sized(easel.painter.font(), easel.theme.type.caption, QFont.Weight.DemiBold)
    width = QFontMetricsF(font).horizontalAdvance(text)
    left = at.x() - 11 - width if leftward else at.x() + 11
    is_cut = left < _EDGE_PX
    baseline = QPointF(_EDGE_PX, at.y() - 11) if is_cut else QPointF(left, at.y() + 4.5)
    halo_text(easel, baseline, text, font, easel.theme.ink)


def halo_text(easel: Easel, baseline: QPointF, text: str, font: QFont, colour: str) -> None:
    """Write `text` with a halo of the theme, starting at `baseline`."""
    path = QPainterPath()
    path.addText(baseline, font, text)
    pen = QPen(QColor(easel.theme.halo), 3.5)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    easel.painter.strokePath(path, pen)
    easel.painter.fillPath(path, QColor(colour))
