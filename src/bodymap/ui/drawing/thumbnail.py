"""A candidate's zone over the clicked spot, as a small picture: why it is in the list, seen at a glance.

The stretch of the body that holds spot and zone, on the plate where the spot was clicked. Frames: plate millimetres.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QTransform

from bodymap.session.record import Session
from bodymap.ui.drawing.art import PlateArt
from bodymap.ui.drawing.brushwork import faded
from bodymap.ui.drawing.pattern import dots, hatch
from bodymap.ui.drawing.scene import ZoneArt
from bodymap.ui.theme import Theme

_LEAST_MM = 420.0
_AIR = 1.15


def last_plate(session: Session) -> str:
    """Return the plate on which was marked last: painted, else clicked; the back where nothing says it."""
    shapes = [dab.shape for area in session.areas for dab in area.dabs if not area.is_clear]
    places = [mark.place for mark in session.marks]
    return next((found for each in (*shapes[-1:], *places[-1:]) if isinstance(found := getattr(each, "plate", None), str)), "posterior")


def thumbnail(
    plate: PlateArt, zones: Sequence[ZoneArt], spots: Sequence[QPainterPath], theme: Theme, size: QSize, density: float
) -> QPixmap:
    """Return the picture at `size` device-independent pixels; zones and spots are those of `plate` only."""
    pixmap = QPixmap(size * density)
    pixmap.setDevicePixelRatio(density)
    pixmap.fill(QColor(theme.paper))
    box = QRectF()
    for path in (*(zone.path for zone in zones), *spots):
        box = box.united(path.boundingRect())
    if box.isEmpty():
        box = plate.silhouette.box
    transform = _window(box, size)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = plate.silhouette.path("outline")
    if outline is not None:
        painter.setPen(QPen(QColor(theme.skin_line), 1.0))
        painter.setBrush(QColor(theme.skin))
        painter.drawPath(transform.map(outline))
    for kind in ("spillover", "reported", "essential", "own"):
        for zone in zones:
            if zone.kind == kind:
                _paint_zone(painter, transform.map(zone.path), kind, theme, density)
    painter.setBrush(hatch(theme.pain, density, width=1.0, pitch=3.6))
    painter.setPen(QPen(QColor(theme.pain), 1.6))
    for spot in spots:
        painter.drawPath(transform.map(spot))
    painter.end()
    return pixmap


def _window(box: QRectF, size: QSize) -> QTransform:
    middle = box.center()
    scale = min(
        size.width() / max(box.width() * _AIR, _LEAST_MM * 0.62), size.height() / max(box.height() * _AIR, _LEAST_MM)
    )
    return QTransform(
        scale, 0, 0, scale, size.width() / 2 - scale * middle.x(), size.height() / 2 - scale * middle.y()
    )


def _paint_zone(painter: QPainter, path: QPainterPath, kind: str, theme: Theme, density: float) -> None:
    if kind == "essential":
        painter.setPen(QPen(QColor(theme.referral_edge), 0.8))
        painter.setBrush(faded(theme.referral, 0.9))
    elif kind == "spillover":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(dots(theme.referral, density, 0.55))
    else:
        line = Qt.PenStyle.DashDotLine if kind == "own" else Qt.PenStyle.DashLine
        painter.setPen(QPen(QColor(theme.referral_edge if kind == "own" else theme.referral), 0.8, line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
