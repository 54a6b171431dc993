"""The one top-level window: at first a picture of what will stand in it, later the frame round it. Nothing else is needed to open it.

What the hand does meanwhile is noted and, where it is a press, ringed at once; `arrival` hands it on when the window stands. Must stay light:
whatever it imports is waited for before the first frame.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from bodymap.ui.afterimage import Afterimage

LEAST = QSize(1000, 640)
_RING_PX, _DRAG_PX, _WORDS_PX = 9.0, 6.0, 15
_MOST_NOTED = 200


class Press(NamedTuple):
    """A press and release in one place of the lobby."""

    at: QPointF


class Stroke(NamedTuple):
    """A key that went down."""

    key: int
    modifiers: Qt.KeyboardModifier
    text: str


class Lobby(QWidget):
    """Shows the afterimage, or paper and a word, until it is furnished."""

    painted = Signal()
    """The first frame is on the screen."""

    def __init__(self, seen: Afterimage | None, paper: str = "", ink: str = "", words: str = "") -> None:
        super().__init__()
        self.seen = seen
        self.noted: list[Press | Stroke] = []
        """What the hand did before the window stood, in order."""
        self._paper, self._ink, self._words = paper, ink, words
        self._pressed: QPointF | None = None
        self._furniture: QWidget | None = None
        self._is_painted = False
        self.setWindowTitle("bodymap")
        self.setMinimumSize(LEAST)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # The window comes in -----------------------------------------------------------------------------------------------------

    def let_in(self, furniture: QWidget) -> None:
        """Have `furniture` in here, hidden until it stands."""
        self._furniture = furniture
        furniture.setParent(self, Qt.WindowType.Widget)
        furniture.setGeometry(self.rect())

    def give_way(self) -> list[Press | Stroke]:
        """Show what was let in, in place of the picture; return what was noted until now."""
        noted, self.noted = self.noted, []
        self.seen, self._pressed = None, None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if self._furniture is not None:
            self._furniture.setGeometry(self.rect())
            self._furniture.show()
        return noted

    @property
    def is_pressed(self) -> bool:
        """Whether a press has begun here that has not ended: who gives way now would lose it."""
        return self._pressed is not None and bool(QApplication.mouseButtons() & Qt.MouseButton.LeftButton)

    def give_up(self, words: str, paper: str, ink: str) -> None:
        """Say in place of the picture why nothing will stand here."""
        self.seen, self.noted = None, []
        self._words, self._paper, self._ink = words, paper, ink
        self.update()

    @property
    def is_waiting(self) -> bool:
        """Whether the picture is still all there is."""
        return self._furniture is None or self._furniture.isHidden()

    def on_canvas(self, at: QPointF) -> QPointF | None:
        """Return the pixel of the afterimage's canvas that is shown at `at`, or None beside it."""
        if self.seen is None:
            return None
        source, target = self._placing(self.seen)
        share = source.width() / max(target.width(), 1.0)
        found = source.topLeft() + (at - target.topLeft()) * share - QPointF(self.seen.canvas.topLeft())
        return found if QRectF(0, 0, self.seen.canvas.width(), self.seen.canvas.height()).contains(found) and target.contains(at) else None

    # Painting ----------------------------------------------------------------------------------------------------------------

    def _placing(self, seen: Afterimage) -> tuple[QRectF, QRectF]:
        """What of the picture is shown, and where: all of it where the window is as large as it was, else the sheet alone, as large as it fits."""
        whole = seen.picture.deviceIndependentSize()
        if whole.toSize() == self.size():
            return QRectF(QRect(0, 0, self.width(), self.height())), QRectF(self.rect())
        shown = seen.canvas.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - shown.width()) / 2, (self.height() - shown.height()) / 2
        return QRectF(seen.canvas), QRectF(left, top, shown.width(), shown.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self.is_waiting:
            painter.fillRect(event.rect(), self.palette().window())
        elif self.seen is not None:
            self._paint_seen(painter, self.seen)
        else:
            self._paint_words(painter)
        painter.end()
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def _paint_words(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), QColor(self._paper))
        font = painter.font()
        font.setPixelSize(_WORDS_PX)  # the bundled face comes later
        painter.setFont(font)
        painter.setPen(QColor(self._ink))
        painter.drawText(self.rect().adjusted(40, 0, -40, 0), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)

    def _paint_seen(self, painter: QPainter, seen: Afterimage) -> None:
        source, target = self._placing(seen)
        ratio = seen.picture.devicePixelRatio()
        if target.size().toSize() != self.size():
            painter.fillRect(self.rect(), seen.picture.pixelColor((seen.canvas.topLeft() * ratio) + QPointF(2, 2).toPoint()))
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target, seen.picture, QRectF(source.topLeft() * ratio, source.size() * ratio))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width in zip(reversed(seen.ring), (5.0, 2.0), strict=True):
            painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.SolidLine if width > 2 else Qt.PenStyle.DashLine))
            for press in self.noted:
                if isinstance(press, Press):
                    painter.drawEllipse(press.at, _RING_PX, _RING_PX)

    # What the hand does meanwhile ----------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.is_waiting and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """A double click is one press, as on the canvas."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if self.seen is not None and pressed is not None and (event.position() - pressed).manhattanLength() <= _DRAG_PX:
            self._note(Press(pressed))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.is_waiting:
            self._note(Stroke(event.key(), event.modifiers(), event.text()))

    def _note(self, done: Press | Stroke) -> None:
        if len(self.noted) < _MOST_NOTED:
            self.noted.append(done)
            self.update()

    # As a window ---------------------------------------------------------------------------------------------------------------

    def resizeEvent(self, _event: QResizeEvent) -> None:
        if self._furniture is not None:
            self._furniture.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self._furniture is None or self.is_waiting or self._furniture.close())
