"""Clicks that the engine has still to answer: a ring each at once, so that no press seems lost while records load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

if TYPE_CHECKING:
    from bodymap.ui.drawing.canvas import Canvas
    from bodymap.ui.theme import Theme

_RADIUS_MM = 20.0
_LEAST_PX = 5.0


class Awaited:
    """Rings on one canvas."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self.spots: list[tuple[str, float, float]] = []

    def add(self, plate: str, x: float, y: float) -> None:
        """Ring a spot until it is answered."""
        self.spots.append((plate, x, y))
        self._canvas.update()

    def clear(self) -> None:
        """All are answered."""
        self.spots.clear()
        self._canvas.update()

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Paint the rings: dashed, as what is not known yet."""
        for spot in self.spots:
            at = self._canvas.pixel_of(*spot)
            if at is not None:
                radius = max(_RADIUS_MM * self._canvas.viewport.scale, _LEAST_PX)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                for colour, width in ((theme.halo, 5.0), (theme.pain, 2.0)):
                    painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.SolidLine if width > 2 else Qt.PenStyle.DashLine))
                    painter.drawEllipse(at, radius, radius)
