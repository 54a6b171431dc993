"""Which figure is looked at closely: its name and the client's own L and R, at the top edge when the figure's own are out of sight.

A press on a figure's name, wherever it stands, looks at that figure closely.

Frames: pixels of the canvas, sheet millimetres.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from bodymap.ui.drawing.caption import letters_of, title_of
from bodymap.ui.drawing.sheet import HEAD_ROOM_MM, Bounds, Placement, Sheet, Viewport
from bodymap.ui.theme import Theme

_TOP_PX, _HEIGHT_PX, _EDGE_PX, _KEYS_PX = 10.0, 26.0, 12.0, 60.0
_LEAST_PX = 150.0
"""A figure of which less is seen needs no name."""
_TARGET_PX = 88.0
_AIR_MM = 24.0


def paint_close_titles(painter: QPainter, theme: Theme, sheet: Sheet, view: Viewport, width_px: float) -> None:
    """Paint the names and letters of the figures whose heads are above the upper edge; a lying figure's stay with it."""
    for placed in sheet.placements if not view.quarter else ():
        left, right = _seen(placed, view, width_px)
        head = view.to_px(0, placed.on_sheet[1])[1]
        if head > 0 or right - left < _LEAST_PX:
            continue
        _plaque(painter, theme, (left + right) / 2, title_of(placed.plate), bold=False)
        for letter, x in zip(letters_of(placed.plate), (left + 14, right - 14), strict=False):
            if letter:
                _plaque(painter, theme, x, letter, bold=True)


def with_title(bounds: Bounds) -> Bounds:
    """Return the stretch of the sheet that holds a figure and its name above it."""
    x0, y0, x1, y1 = bounds
    return x0 - _AIR_MM, y0 - HEAD_ROOM_MM, x1 + _AIR_MM, y1 + _AIR_MM


def title_at(at: QPointF, sheet: Sheet, view: Viewport, width_px: float) -> str | None:
    """Return the plate whose name a press at a pixel means, or None."""
    for placed in sheet.placements if not view.quarter else ():
        if _target(placed, view, width_px).contains(at):
            return placed.plate
    return None


def _target(placed: Placement, view: Viewport, width_px: float) -> QRectF:
    """Where a finger finds the name: above the head, or at the upper edge where the head is out of sight."""
    x0, y0, x1, _ = placed.on_sheet
    head = view.to_px(0, y0)[1]
    middle = view.to_px((x0 + x1) / 2, 0)[0]
    if head <= 0:
        left, right = _seen(placed, view, width_px)
        if right - left < _LEAST_PX:
            return QRectF()
        return QRectF((left + right - _TARGET_PX) / 2, 0, _TARGET_PX, 2 * _TOP_PX + _HEIGHT_PX)
    height = min(head - 2, 44.0)
    return QRectF(middle - _TARGET_PX / 2, head - 2 - height, _TARGET_PX, height)


def _seen(placed: Placement, view: Viewport, width_px: float) -> tuple[float, float]:
    """The stretch of the upper edge that belongs to the figure."""
    x0, _, x1, _ = placed.on_sheet
    left, right = view.to_px(x0, 0)[0], view.to_px(x1, 0)[0]
    return max(left, _EDGE_PX), min(right, width_px - _KEYS_PX)


def _plaque(painter: QPainter, theme: Theme, x: float, text: str, *, bold: bool) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = QFont(painter.font())
    font.setPixelSize(17 if bold else theme.type.caption)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    painter.setFont(font)
    width = painter.fontMetrics().horizontalAdvance(text) + 16
    box = QRectF(QPointF(x - width / 2, _TOP_PX), QPointF(x + width / 2, _TOP_PX + _HEIGHT_PX))
    paper = QColor(theme.paper)
    paper.setAlphaF(0.85)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(paper)
    painter.drawRoundedRect(box, 8, 8)
    painter.setPen(QColor(theme.quiet))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
