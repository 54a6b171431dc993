"""Textures fixed on the screen: dots for spillover, rings for the therapist's own zones, hatches for the marked spot and for cautions.

A texture brush costs 3.8 ms where single dots cost 85. Pixels here are device-independent; `density` is the screen's.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF, QTransform

_DOT = 3.0
_PITCH = 6
_ROWS = 10
_HATCH = 7
_RING, _RING_LINE, _RING_PITCH, _RING_ROWS = 4.6, 1.2, 11, 19


@lru_cache(maxsize=32)
def dots(colour: str, density: float, size: float = 1.0) -> QBrush:
    """Return dots of 3 px on a hexagonal pitch of 6 px, times `size`."""
    scale = density * size
    tile = _tile(round(_PITCH * scale), round(_ROWS * scale))
    painter = _painter(tile)
    painter.scale(tile.width() / _PITCH, tile.height() / _ROWS)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    for x in (0.0, float(_PITCH)):
        for y in (0.0, float(_ROWS)):
            painter.drawEllipse(QPointF(x, y), _DOT / 2, _DOT / 2)
    painter.drawEllipse(QPointF(_PITCH / 2, _ROWS / 2), _DOT / 2, _DOT / 2)
    painter.end()
    return _brush(tile, density)


@lru_cache(maxsize=32)
def hatch(colour: str, density: float, *, width: float = 1.5, pitch: float = _HATCH, leaning_left: bool = False) -> QBrush:
    """Return lines at 45° of `width` px, `pitch` px apart; `leaning_left` turns them the other way."""
    side = round(pitch * 2**0.5 * density)
    tile = _tile(side, side)
    painter = _painter(tile)
    if leaning_left:
        painter.translate(side, 0)
        painter.scale(-1, 1)
    painter.setPen(QPen(QColor(colour), width * density))
    for shift in (-side, 0, side):
        painter.drawLine(QPointF(shift - side, side * 2), QPointF(shift + side * 2, -side))
    painter.end()
    return _brush(tile, density)


@lru_cache(maxsize=32)
def rings(colour: str, density: float) -> QBrush:
    """Return small open rings on a hexagonal pitch, wider than that of the dots: told from them in grey too."""
    tile = _tile(round(_RING_PITCH * density), round(_RING_ROWS * density))
    painter = _painter(tile)
    painter.scale(tile.width() / _RING_PITCH, tile.height() / _RING_ROWS)
    painter.setPen(QPen(QColor(colour), _RING_LINE))
    for x, y in ((0, 0), (_RING_PITCH, 0), (0, _RING_ROWS), (_RING_PITCH, _RING_ROWS), (_RING_PITCH / 2, _RING_ROWS / 2)):
        painter.drawEllipse(QPointF(x, y), _RING / 2, _RING / 2)
    painter.end()
    return _brush(tile, density)


def ring_path(area: QPainterPath) -> QPainterPath:
    """Return the rings whose middle lies in `area` as one filled path: for SVG and print."""
    box, rows = area.boundingRect(), _RING_ROWS / 2
    found = QPainterPath()
    for row in range(int(box.top() // rows), int(box.bottom() // rows) + 1):
        for column in range(int(box.left() // _RING_PITCH), int(box.right() // _RING_PITCH) + 1):
            at = QPointF((column + row % 2 / 2) * _RING_PITCH, row * rows)
            if area.contains(at):
                for radius in ((_RING + _RING_LINE) / 2, (_RING - _RING_LINE) / 2):
                    found.addEllipse(at, radius, radius)
    return found


def dot_path(area: QPainterPath, *, width: float = _DOT, pitch: float = _PITCH) -> QPainterPath:
    """Return the dots of `width` px on a hexagonal pitch whose middle lies in `area`, as one path: for SVG and print, where textures are lost."""
    box = area.boundingRect()
    rows = pitch * _ROWS / _PITCH / 2
    found = QPainterPath()
    for row in range(int(box.top() // rows), int(box.bottom() // rows) + 1):
        for column in range(int(box.left() // pitch), int(box.right() // pitch) + 1):
            at = QPointF((column + row % 2 / 2) * pitch, row * rows)
            if area.contains(at):
                found.addEllipse(at, width / 2, width / 2)
    return found


def hatch_path(area: QPainterPath, *, width: float = 1.5, pitch: float = _HATCH, leaning_left: bool = False) -> QPainterPath:
    """Return the lines at 45° as far as they lie in `area`, as one filled path: for SVG and print."""
    box = area.boundingRect().adjusted(-pitch, -pitch, pitch, pitch)
    step, half = pitch * 2**0.5, width / 2**0.5
    lines = QPainterPath()
    side = box.height()
    lean = 1 if leaning_left else -1
    for index in range(int((box.width() + side) / step) + 2):
        bottom = box.left() + index * step - (side if leaning_left else 0)
        top = bottom - lean * side
        corners = ((bottom - half, box.bottom()), (bottom + half, box.bottom()), (top + half, box.top()), (top - half, box.top()))
        lines.addPolygon(QPolygonF([QPointF(x - (side if lean < 0 else 0), y) for x, y in corners]))
        lines.closeSubpath()
    return area.intersected(lines)


def _tile(width: int, height: int) -> QImage:
    tile = QImage(max(width, 1), max(height, 1), QImage.Format.Format_ARGB32_Premultiplied)
    tile.fill(0)
    return tile


def _painter(tile: QImage) -> QPainter:
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def _brush(tile: QImage, density: float) -> QBrush:
    brush = QBrush(tile)
    brush.setTransform(QTransform.fromScale(1 / density, 1 / density))
    return brush
