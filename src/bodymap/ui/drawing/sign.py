"""The signs of pain's qualities: small forms strewn over a painted area, told apart by form alone. X and the hatch are taken.

Pixels are device-independent; a sign fits a box of 11 px round its middle.
"""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QImage, QPainter, QPainterPath, QPen, QPixmap, QTransform

_PITCH = 26
_ROW = 22
_WIDTH = 1.8
_HALO = 4.6
_BOX = 5.5
_LINES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "spike": (((-4, 5), (0, -5), (4, 5)),),
    "bars": (((-5, -4), (5, -4)), ((-5, 0), (5, 0)), ((-5, 4), (5, 4))),
    "zigzag": (((1, -6), (-3, 0), (3, 0), (-1, 6)),),
    "arrow": (((0, -5), (0, 5)), ((-4, 1), (0, 5), (4, 1))),
    "square": (((-4, -4), (4, -4), (4, 4), (-4, 4), (-4, -4)),),
    "plus": (((-5, 0), (5, 0)), ((0, -5), (0, 5))),
}


def sign_path(sign: str, at: QPointF | None = None) -> QPainterPath:
    """Return a sign as lines to be stroked, round `at`; an unknown one is empty."""
    path = QPainterPath()
    for line in _LINES.get(sign, ()):
        path.moveTo(*line[0])
        for point in line[1:]:
            path.lineTo(*point)
    if sign == "wave":
        path.moveTo(-6, 0)
        path.cubicTo(-4, -6, -2, -6, 0, 0)
        path.cubicTo(2, 6, 4, 6, 6, 0)
    elif sign in {"ring", "target"}:
        path.addEllipse(QPointF(0, 0), 4.4, 4.4)
        if sign == "target":
            path.addEllipse(QPointF(0, 0), 1.0, 1.0)
    elif sign == "dots":
        for turn in (0, 120, 240):
            spot = QPointF(3.6 * math.sin(math.radians(turn)), -3.6 * math.cos(math.radians(turn)))
            path.addEllipse(spot, 0.8, 0.8)
    elif sign in {"flame", "drop"}:
        up = -1 if sign == "flame" else 1
        path.moveTo(0, 6 * up)
        path.cubicTo(5, 0, 4, -5 * up, 0, -5 * up)
        path.cubicTo(-4, -5 * up, -5, 0, 0, 6 * up)
    if at is not None:
        path.translate(at)
    return path


def paint_signs(painter: QPainter, area: QPainterPath, sign: str, colours: tuple[str, str], density: float, *, as_vectors: bool) -> None:
    """Strew a sign over `area` in (halo, colour); `as_vectors` draws single signs that lie in it, for SVG and print."""
    if not as_vectors:
        painter.fillPath(area, _texture(sign, colours, density))
        return
    found = QPainterPath()
    box = area.boundingRect()
    for row in range(int(box.top() // _ROW), int(box.bottom() // _ROW) + 1):
        for column in range(int(box.left() // _PITCH), int(box.right() // _PITCH) + 1):
            at = QPointF((column + row % 2 / 2) * _PITCH, row * _ROW)
            if area.contains(QRectF(at.x() - _BOX, at.y() - _BOX, 2 * _BOX, 2 * _BOX)):
                found.addPath(sign_path(sign, at))
    _stroke(painter, found, colours)


@lru_cache(maxsize=64)
def icon(sign: str, colour: str, density: float) -> QIcon:
    """Return a sign as a small picture for a list."""
    side = round(18 * density)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(density, density)
    _stroke(painter, sign_path(sign, QPointF(9, 9)), (colour, colour), halo=0.0)
    painter.end()
    pixmap.setDevicePixelRatio(density)
    return QIcon(pixmap)


@lru_cache(maxsize=64)
def _texture(sign: str, colours: tuple[str, str], density: float) -> QBrush:
    width, height = round(_PITCH * density), round(2 * _ROW * density)
    tile = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    tile.fill(0)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(width / _PITCH, height / (2 * _ROW))
    _stroke(painter, sign_path(sign, QPointF(_PITCH / 2, _ROW / 2)), colours)
    for x in (0.0, float(_PITCH)):
        _stroke(painter, sign_path(sign, QPointF(x, _ROW * 1.5)), colours)
    painter.end()
    brush = QBrush(tile)
    brush.setTransform(QTransform.fromScale(_PITCH / width, 2 * _ROW / height))
    return brush


def _stroke(painter: QPainter, path: QPainterPath, colours: tuple[str, str], halo: float = _HALO) -> None:
    for colour, width in ((colours[0], _WIDTH + halo), (colours[1], _WIDTH)):
        painter.strokePath(path, QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
