"""A box in which one of several is picked, with the small arrow that says so: a style sheet that rounds a box takes Qt's own arrow away."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox

_FROM_EDGE_PX, _HALF_PX, _DROP_PX, _PEN_PX = 18.0, 4.5, 4.5, 1.6


class PickBox(QComboBox):
    """A combo box with its arrow, in the colour of its words."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.paint_arrow()

    def paint_arrow(self) -> None:
        """Draw the arrow at the end of the box."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.palette().buttonText(), _PEN_PX)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        x = _FROM_EDGE_PX if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else self.width() - _FROM_EDGE_PX
        y = self.height() / 2 - _DROP_PX / 2
        painter.drawPolyline([QPointF(x - _HALF_PX, y), QPointF(x, y + _DROP_PX), QPointF(x + _HALF_PX, y)])
        painter.end()
