"""The legend of signs, drawn with the same brushes as the body, so that it cannot differ from it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QTransform
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bodymap.ids import Side
from bodymap.session.record import PointKey
from bodymap.tongue import phrase, tr
from bodymap.ui.drawing.overlay import Easel, paint_area, paint_cross, paint_spot, paint_zone
from bodymap.ui.drawing.scene import Cross, SpotArt, ZoneArt
from bodymap.ui.drawing.sheet import Viewport
from bodymap.ui.part import label
from bodymap.ui.theme import Theme

SIGNS = (
    ("essential", phrase("essential")),
    ("spillover", phrase("spillover")),
    ("reported", phrase("reported")),
    ("spot", phrase("marked pain")),
    ("unexplained", phrase("unexplained")),
    ("cross", phrase("trigger point")),
)
_SWATCH = QSize(26, 16)


class Swatch(QWidget):
    """One sign."""

    def __init__(self, sign: str, theme: Theme) -> None:
        super().__init__()
        self._sign, self._theme = sign, theme
        self.setFixedSize(_SWATCH)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in `theme`."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_sign(Easel(painter, self._theme, Viewport(), self.devicePixelRatioF()), self._sign, QRectF(self.rect()))
        painter.end()


def paint_sign(easel: Easel, sign: str, rect: QRectF) -> None:
    """Paint one of `SIGNS` into `rect`."""
    path = QPainterPath()
    path.addRoundedRect(rect.adjusted(1.5, 1.5, -1.5, -1.5), 2, 2)
    if sign == "cross":
        point = PointKey("", Side.LEFT, 0)
        paint_cross(easel, QPointF(rect.center()), Cross(point, "", 0, 0, ""), number="")
    elif sign in {"spot", "unexplained"}:
        paint_spot(easel, path)
        if sign == "unexplained":
            paint_area(easel, path, SpotArt("", path, 0, "unexplained"))
    elif sign in {"essential", "spillover", "reported"}:
        paint_zone(easel, ZoneArt(sign, "", path), QTransform())  # type: ignore[arg-type]  # narrowed by the line above


class Legend(QWidget):
    """All signs with their words, in one row."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("legend")
        self.setAccessibleName(tr("Legend: {signs}", signs=", ".join(tr(words) for _, words in SIGNS)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        self._swatches = []
        for sign, words in SIGNS:
            swatch = Swatch(sign, theme)
            self._swatches.append(swatch)
            row.addWidget(swatch)
            row.addWidget(label(tr(words)))
            row.addSpacing(9)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in `theme`."""
        for swatch in self._swatches:
            swatch.set_theme(theme)
