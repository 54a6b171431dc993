"""The signs of what was found at a trigger point as icons for buttons: the same forms as on the body."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from bodymap.ids import Side
from bodymap.session.record import Finding, PointKey
from bodymap.ui.drawing.cross import paint_cross
from bodymap.ui.drawing.easel import Easel
from bodymap.ui.drawing.scene import Cross
from bodymap.ui.drawing.sheet import Viewport
from bodymap.ui.theme import Theme

_RING_PX = 29.0
"""What the widest sign needs: the ring of what is the client's own pain, with its line."""


def point_icon(theme: Theme, number: int, finding: Finding | None, size: QSize, ratio: float) -> QIcon:
    """Return the sign of point `number` in the ink of a button, and in that of a button that is down."""
    icon = QIcon()
    for state, colour in ((QIcon.State.Off, theme.ink), (QIcon.State.On, theme.on_accent)):
        pixmap = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        easel = Easel(painter, _inked(theme, colour), Viewport(), ratio)
        painter.translate(size.width() / 2, size.height() / 2)
        share = min(size.width(), size.height()) / _RING_PX
        painter.scale(share, share)
        paint_cross(easel, QPointF(), Cross(PointKey("", Side.LEFT, number), "", 0, 0, "", finding=finding), number="")
        painter.end()
        icon.addPixmap(pixmap, QIcon.Mode.Normal, state)
    return icon


def _inked(theme: Theme, ink: str) -> Theme:
    """The theme with the signs in `ink` and without their halo: a button is no body."""
    return replace(theme, ink=ink, halo="#00000000")
