"""The lock for wiping the screen: while it lies over the window no press, tap, turn or key does anything but unlock.

Unlocked by the key that locked it, or by a press that rests on its button: a cloth never rests. Knows nothing of what it covers.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from bodymap.tongue import tr
from bodymap.ui.part import accessible, label
from bodymap.ui.theme import Theme

_HOLD_MS = 1200
_KEY_PX = 132
_RING_PX = 5.0
_SWALLOWED = {
    QEvent.Type.KeyPress,
    QEvent.Type.KeyRelease,
    QEvent.Type.Shortcut,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TouchEnd,
    QEvent.Type.TabletPress,
    QEvent.Type.TabletMove,
    QEvent.Type.TabletRelease,
    QEvent.Type.NativeGesture,
    QEvent.Type.Gesture,
    QEvent.Type.ContextMenu,
    QEvent.Type.DragEnter,
    QEvent.Type.Drop,
}


class HoldKey(QWidget):
    """A round key that must be held; a ring closes round it meanwhile."""

    held = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(_KEY_PX, _KEY_PX)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        accessible(self, tr("Hold to unlock"))
        self.ring = QVariantAnimation(self)
        self.ring.setStartValue(0.0)
        self.ring.setEndValue(1.0)
        self.ring.setDuration(_HOLD_MS)
        self.ring.valueChanged.connect(self.update)
        self.ring.finished.connect(self.held)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in `theme`."""
        self._theme = theme
        self.update()

    def let_go(self) -> None:
        """Begin anew."""
        self.ring.stop()
        self.ring.setCurrentTime(0)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        del event
        self.ring.start()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self.rect().contains(event.position().toPoint()):
            self.let_go()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        del event
        self.let_go()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QRectF(self.rect()).adjusted(_RING_PX, _RING_PX, -_RING_PX, -_RING_PX)
        painter.setBrush(QColor(self._theme.raised))
        painter.setPen(QPen(QColor(self._theme.strong_line), 1.5))
        painter.drawEllipse(edge)
        share = float(self.ring.currentValue() or 0.0)
        if share > 0:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.accent), _RING_PX, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawArc(edge, 90 * 16, -round(360 * 16 * share))
        painter.setPen(QColor(self._theme.ink))
        painter.drawText(edge.adjusted(14, 14, -14, -14), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, tr("Hold to unlock"))
        painter.end()


class Lock(QWidget):
    """Covers its window while it is shown."""

    unlocked = Signal()

    def __init__(self, window: QWidget, key: QKeySequence, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._key = window, key
        self._theme = theme
        self._focused: QWidget | None = None
        accessible(self, tr("Locked for wiping"))
        self.hold = HoldKey(theme)
        self.hold.held.connect(self.unlock)
        self._head = label(tr("Locked for wiping"), "welcome")
        self._text = QLabel(tr("Nothing on the screen reacts. Hold the key below, or press {key}.", key=key.toString(QKeySequence.SequenceFormat.NativeText)))
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addStretch()
        for made in (self._head, self._text, self.hold):
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        self.hide()

    @property
    def is_locked(self) -> bool:
        """Whether it lies over the window."""
        return not self.isHidden()

    def lock(self) -> None:
        """Cover the window; from now on nothing reacts."""
        if self.is_locked:
            return
        self._focused = QApplication.focusWidget()
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.setFocus()
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def unlock(self) -> None:
        """Uncover the window; the keyboard is where it was."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self.hold.let_go()
        self.hide()
        if self._focused is not None and self._focused.isVisible():
            self._focused.setFocus()
        self._focused = None
        self.unlocked.emit()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in `theme`."""
        self._theme = theme
        self.hold.set_theme(theme)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # no shortcut, and no key for anybody else
            return True
        if event.type() not in _SWALLOWED:
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and QKeySequence(event.keyCombination()) == self._key:
            self.unlock()
            return True
        return watched is not self.hold and not watched.isWindowType()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        ground = QColor(self._theme.paper)
        ground.setAlphaF(0.93)
        painter.fillRect(self.rect(), ground)
        painter.end()
