"""The row 0 to 10 that a thumb can hit: one press says how strong the pain is, the same again takes it back; the earlier answer stays as a ghost."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bodymap.session.paint import MOST_INTENSE
from bodymap.tongue import tr
from bodymap.ui.drawing.letter import sized
from bodymap.ui.part import accessible
from bodymap.ui.theme import Theme

_TALL_PX = 46
_LEAST_PX = 26


class Scale(QWidget):
    """Eleven cells. Arrow keys step, digits say a number (0 after 1 makes 10), Delete takes it back."""

    said = Signal(object)
    """A number 0 to 10, or None."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._value: int | None = None
        self._ghost: int | None = None
        self._hovered: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_value(None)

    @property
    def value(self) -> int | None:
        """The number that is shown as said."""
        return self._value

    def show_value(self, value: int | None, ghost: int | None = None) -> None:
        """Show `value` as said, and `ghost` as what was said earlier."""
        self._value, self._ghost = value, ghost
        now = tr("not said") if value is None else tr("{n} of 10", n=value)
        before = "" if ghost is None else tr(", before {n}", n=ghost)
        accessible(self, self._name, now + before)
        self.setToolTip(tr("{name}: 0 no pain, 10 the worst", name=self._name))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in `theme`."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(11 * 34, _TALL_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(11 * _LEAST_PX, _TALL_PX)

    def cell(self, number: int) -> QRectF:
        """Return where `number` stands."""
        wide = (self.width() - 2) / (MOST_INTENSE + 1)
        return QRectF(1 + number * wide, 1, wide, self.height() - 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(theme.accent if self.hasFocus() else theme.strong_line), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(whole, 10, 10)
        for number in range(MOST_INTENSE + 1):
            self._paint_cell(painter, number)
        painter.end()

    def _paint_cell(self, painter: QPainter, number: int) -> None:
        theme, cell = self._theme, self.cell(number)
        ink, weight = theme.ink, QFont.Weight.Normal
        inner = cell.adjusted(2, 3, -2, -3)
        painter.setPen(Qt.PenStyle.NoPen)
        if number == self._value:
            painter.setBrush(QColor(theme.pain))
            painter.drawRoundedRect(inner, 8, 8)
            ink, weight = theme.raised, QFont.Weight.Bold
        elif number == self._hovered:
            painter.setBrush(QColor(theme.accent_soft))
            painter.drawRoundedRect(inner, 8, 8)
        if number == self._ghost and number != self._value:
            pen = QPen(QColor(theme.pain), 1.6)
            pen.setDashPattern([3.0, 2.2])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), 8, 8)
        painter.setFont(sized(self.font(), 16, weight))
        painter.setPen(QColor(ink))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(number))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._number_at(event.position()))

    def leaveEvent(self, event: object) -> None:
        del event
        self._hover(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position())
        if number is not None and event.button() == Qt.MouseButton.LeftButton:
            self.said.emit(None if number == self._value else number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            here = self._value if self._value is not None else (self._ghost if self._ghost is not None else -1 if step > 0 else 1)
            self.said.emit(min(max(here + step, 0), MOST_INTENSE))
        elif event.text().isdigit() and len(event.text()) == 1:
            digit = int(event.text())
            self.said.emit(MOST_INTENSE if digit == 0 and self._value == 1 else digit)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.said.emit(None)
        else:
            super().keyPressEvent(event)

    def event(self, event: object) -> bool:
        """Digits are the scale's own while it has the keyboard, not the findings' keys."""
        from PySide6.QtCore import QEvent

        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            is_own = (event.text().isdigit() and event.text() != "") or event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
            if is_own and not event.modifiers():
                event.accept()
                return True
        return super().event(event)  # type: ignore[arg-type]  # Qt hands in events only

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _number_at(self, at: QPointF) -> int | None:
        return next((number for number in range(MOST_INTENSE + 1) if self.cell(number).contains(at)), None)

    def _hover(self, number: int | None) -> None:
        if number != self._hovered:
            self._hovered = number
            self.update()
