"""The hold timer: a large ring that empties, the breath in its middle, how strong it may feel. To be read from two metres.

Drawn from a `Hold` and a clock; it ticks by itself only while the hold runs and it is seen. The tone is another's business: it says `over`.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from bodymap.tongue import tr
from bodymap.ui.drawing.letter import sized
from bodymap.ui.hold import Hold, breath_at
from bodymap.ui.part import accessible, button, label
from bodymap.ui.theme import Theme

if TYPE_CHECKING:
    from bodymap.knowledge.timing import HoldTiming

_TICK_MS = 50
_SLOW_TICK_MS = 500
Pace = tuple[float, float]
"""Seconds in and out, as the records say."""


class Ring(QWidget):
    """Paints one hold."""

    pressed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(220, 220))
        self._theme = theme
        self._hold: Hold | None = None
        self._now = 0.0
        self._breath: Pace | None = None
        self._moves = True

    def set_theme(self, theme: Theme) -> None:
        """Paint in `theme`."""
        self._theme = theme
        self.update()

    def show_hold(self, hold: Hold, now: float, breath: Pace | None, *, moves: bool) -> None:
        """Show `hold` as it is at `now`."""
        self._hold, self._now, self._breath, self._moves = hold, now, breath, moves
        self.setAccessibleName(tr("{n} second left", "{n} seconds left", n=math.ceil(hold.left_s(now))))
        self.update()

    def words(self) -> str:
        """Return what stands under the number: how to breathe, to let go, or that it rests."""
        hold = self._hold
        if hold is None:
            return ""
        if hold.is_over(self._now):
            return tr("Let go slowly")
        if not hold.runs:
            return tr("Paused")
        if self._breath is None:
            return ""
        way, _ = breath_at(hold.done_s(self._now), *self._breath)
        return tr("Breathe in") if way == "in" else tr("Breathe out")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        del event
        self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self._hold is None:
            return
        hold, painter, theme = self._hold, QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height()) * 0.94
        thick = side * 0.07
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        middle = box.center()
        self._paint_breath(painter, hold, middle, side / 2 - thick)
        pen = QPen(QColor(theme.accent_soft), thick)  # pale beside the accent in every theme, so that what is over is told from what is left
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)  # round ends would notch the ring while it is nearly full
        painter.setPen(pen)
        painter.drawEllipse(box)
        is_over = hold.is_over(self._now)
        pen.setColor(QColor(theme.good_line if is_over else theme.accent))
        painter.setPen(pen)
        left = 1.0 if is_over else hold.left_s(self._now) / hold.seconds
        painter.drawArc(box, 90 * 16, round(360 * 16 * left))
        painter.setPen(QColor(theme.ink))
        painter.setFont(sized(painter.font(), round(side * 0.3), QFont.Weight.Bold))
        number = "✓" if is_over else str(math.ceil(hold.left_s(self._now)))
        painter.drawText(QRectF(middle.x() - side / 2, middle.y() - side * 0.24, side, side * 0.36), Qt.AlignmentFlag.AlignCenter, number)
        painter.setFont(sized(painter.font(), round(side * 0.085), QFont.Weight.DemiBold))
        painter.drawText(QRectF(middle.x() - side / 2, middle.y() + side * 0.13, side, side * 0.14), Qt.AlignmentFlag.AlignCenter, self.words())

    def _paint_breath(self, painter: QPainter, hold: Hold, middle: QPointF, most: float) -> None:
        """A soft disc that grows and shrinks with the breath; still where motion is not wanted, or while the hold rests."""
        full = 1.0
        is_over = hold.is_over(self._now)
        if self._moves and hold.runs and not is_over and self._breath is not None:
            _, full = breath_at(hold.done_s(self._now), *self._breath)
            full = 0.5 - 0.5 * math.cos(math.pi * full)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.good if is_over else self._theme.accent_soft))
        radius = most * (0.62 + 0.34 * full)
        painter.drawEllipse(middle, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)


class HoldPage(QFrame):
    """The ring with its times; with `steps`, buttons and keys for the therapist."""

    pressed = Signal()
    """Start or pause."""
    chosen = Signal(int)
    """A time in seconds: start anew with it."""
    over = Signal()
    """The hold has just ended."""
    closed = Signal()

    def __init__(self, theme: Theme, *, steps: bool, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.setObjectName("told")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        accessible(self, tr("Hold timer"))
        self._clock = clock
        self._hold: Hold | None = None
        self._seconds: tuple[int, ...] = ()
        self._breath: Pace | None = None
        self._moves = True
        self._is_over = True
        self.ring = Ring(theme)
        self.ring.pressed.connect(self.pressed)
        self.limit = label("", "told-strong", wrap=True)
        self.limit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._times = QHBoxLayout()
        self._times.setSpacing(12)
        self._has_steps = steps
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(16)
        column.addWidget(self.ring, 1)
        column.addWidget(self.limit)
        if steps:
            column.addLayout(self._times)
            self._make_times()
        self._ticker = QTimer(self)
        self._ticker.timeout.connect(self._tick)

    @property
    def is_ticking(self) -> bool:
        """Whether the ring moves by itself now."""
        return self._ticker.isActive()

    def take(self, timing: HoldTiming | None, *, for_client: bool) -> None:
        """Take times, breath and limit from the records."""
        if timing is None:
            return
        self._seconds = timing.times.seconds
        self._breath = (timing.breath.in_s, timing.breath.out_s)
        limit = timing.limit
        self.limit.setText((limit.client or limit.text) if for_client else limit.text)
        if self._has_steps:
            self._make_times()

    def set_theme(self, theme: Theme) -> None:
        """Paint in `theme`."""
        self.ring.set_theme(theme)

    def show_hold(self, hold: Hold | None, *, moves: bool) -> None:
        """Show `hold`; None stops the ring."""
        self._moves = moves
        if hold is None:
            self._hold = None
            self._ticker.stop()
            return
        if hold != self._hold:
            self._hold = hold
            self._is_over = hold.is_over(self._clock())
        for place in range(self._times.count()):
            item = self._times.itemAt(place)
            made = item.widget() if item is not None else None
            if made is not None and made.property("seconds") is not None:
                made.setChecked(made.property("seconds") == hold.seconds)  # type: ignore[attr-defined]  # only buttons carry seconds
        self._tick()
        if hold.runs and not self._is_over:
            self._ticker.start(_TICK_MS if moves else _SLOW_TICK_MS)
        else:
            self._ticker.stop()

    def finish(self) -> None:
        """Stop ticking."""
        self._ticker.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A foot pedal's keys start, pause and begin anew; 1, 2, 3 choose the time."""
        key = event.key()
        place = key - Qt.Key.Key_1
        if key in {Qt.Key.Key_Space, Qt.Key.Key_PageDown, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.pressed.emit()
        elif key == Qt.Key.Key_PageUp and self._hold is not None:
            self.chosen.emit(self._hold.seconds)
        elif 0 <= place < len(self._seconds):
            self.chosen.emit(self._seconds[place])
        else:
            super().keyPressEvent(event)

    def _tick(self) -> None:
        if self._hold is None:
            return
        now = self._clock()
        self.ring.show_hold(self._hold, now, self._breath, moves=self._moves)
        if self._hold.is_over(now) and not self._is_over:
            self._is_over = True
            self._ticker.stop()
            self.over.emit()

    def _make_times(self) -> None:
        while (item := self._times.takeAt(0)) is not None:
            made = item.widget()
            if made is not None:
                made.hide()
                made.deleteLater()
        self._times.addStretch()
        for place, seconds in enumerate(self._seconds, start=1):
            made = button(tr("{n} s", n=seconds), "told-tab", tip=tr("Hold for {n} seconds ({key})", n=seconds, key=place), checkable=True)
            made.setProperty("seconds", seconds)
            made.clicked.connect(lambda _checked=False, seconds=seconds: self.chosen.emit(seconds))
            self._times.addWidget(made)
        again = button(tr("Start or pause"), "told-step", tip=tr("Start or pause (H, Space, or a foot pedal’s Page Down)"))
        again.setObjectName("start")
        again.clicked.connect(self.pressed)
        self._times.addWidget(again)
        close = button(tr("Close"), "told-tab", tip=tr("Back to the body (Escape)"))
        close.clicked.connect(self.closed)
        self._times.addWidget(close)
        self._times.addStretch()
