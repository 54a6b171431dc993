"""What the hand draws between pressing and lifting: strokes by plate, drawn at once while the rest follows.

Frames: plate millimetres. Knows the sheet and the easel; neither session nor engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QInputDevice, QPainterPath, QPen, QPointerEvent, QPointingDevice, QTabletEvent

from bodymap.session.paint import Stroke
from bodymap.ui.drawing.easel import Easel
from bodymap.ui.drawing.pattern import hatch
from bodymap.ui.drawing.sheet import Sheet
from bodymap.ui.state import Tool

PlatePoint = tuple[str, float, float]
ERASERS = ("eraser", "own-eraser")
BRUSHES = ("brush", "clear", "own-zone", *ERASERS)
"""The tools that draw strokes."""
_STEP_MM = 1.0
_LIVE_MS = 110


@dataclass(frozen=True, slots=True)
class Gesture:
    """What was drawn in one go, with which tool."""

    strokes: tuple[Stroke, ...]
    tool: Tool


class Hand:
    """One gesture on its way."""

    def __init__(self, tool: Tool, radius_mm: float) -> None:
        self._tool: Tool = tool
        self._radius_mm = radius_mm
        self._lines: list[tuple[str, list[tuple[float, float]]]] = []

    def add(self, at: PlatePoint | None) -> None:
        """Go on to a plate point; another plate begins another stroke, and beside the sheet nothing is drawn."""
        if at is None:
            return
        plate, x, y = at[0], round(at[1], 1), round(at[2], 1)
        if not self._lines or self._lines[-1][0] != plate:
            self._lines.append((plate, []))
        points = self._lines[-1][1]
        if not points or abs(points[-1][0] - x) + abs(points[-1][1] - y) >= _STEP_MM:
            points.append((x, y))

    def gesture(self) -> Gesture:
        """Return what was drawn so far."""
        strokes = (Stroke(plate, tuple(points), self._radius_mm) for plate, points in self._lines)
        return Gesture(tuple(strokes), self._tool)

    def paint(self, easel: Easel, sheet: Sheet) -> None:
        """Draw the swath of the brush as the hand goes."""
        theme, painter = easel.theme, easel.painter
        is_eraser = self._tool in ERASERS
        colour = theme.paper if is_eraser else theme.referral if self._tool == "own-zone" else theme.pain
        width = 2 * self._radius_mm * easel.viewport.scale
        for plate, points in self._lines:
            placed = sheet.get(plate)
            if placed is None:
                continue
            path = _line([easel.point(placed, *point) for point in points])
            brush = QBrush(QColor(colour)) if is_eraser else hatch(colour, easel.density)
            painter.setOpacity(0.45 if is_eraser else 0.9)
            painter.strokePath(path, QPen(brush, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.setOpacity(1.0)


class Brush(QObject):
    """The tool in the hand: follows presses, moves and the pen, and says what was drawn."""

    painting = Signal(object)
    """A `Gesture` on its way, a few times a second."""
    painted = Signal(object)
    """A `Gesture` that was finished."""
    changed = Signal()
    """Something is to be drawn anew."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tool: Tool = "click"
        self._radius_mm = 20.0
        self._hand: Hand | None = None
        self._pointer: QPointF | None = None
        self._live = QTimer(self)
        self._live.setSingleShot(True)
        self._live.setInterval(_LIVE_MS)
        self._live.timeout.connect(self._tell)

    @property
    def draws(self) -> bool:
        """Whether the tool draws strokes."""
        return self.tool in BRUSHES

    @property
    def is_down(self) -> bool:
        """Whether a gesture is on its way."""
        return self._hand is not None

    def take(self, tool: Tool, radius_mm: float) -> None:
        """Take a tool into the hand, its brush so large on the skin."""
        if (tool, radius_mm) != (self.tool, self._radius_mm):
            self.tool, self._radius_mm = tool, radius_mm
            self.changed.emit()

    def begin(self, at_px: QPointF, at: PlatePoint | None, tool: Tool | None = None) -> None:
        """Press down at a pixel over a plate point."""
        self._hand = Hand(tool or self.tool, self._radius_mm)
        self.go_on(at_px, at)

    def go_on(self, at_px: QPointF, at: PlatePoint | None) -> None:
        """Move on while pressed."""
        if self._hand is not None:
            self._hand.add(at)
            self._pointer = at_px
            if not self._live.isActive():
                self._live.start()
            self.changed.emit()

    def lift(self) -> None:
        """End the gesture and tell it."""
        hand, self._hand = self._hand, None
        self._live.stop()
        if hand is not None:
            self.painted.emit(hand.gesture())
        self.changed.emit()

    def hover(self, at_px: QPointF | None) -> None:
        """Show the brush round the pointer; None hides it."""
        if self.draws or self._pointer is not None:
            self._pointer = at_px
            self.changed.emit()

    def take_pen(self, event: QTabletEvent, at: PlatePoint | None) -> None:
        """Follow a pen: it paints whatever tool is in the hand, and its other end erases."""
        is_rubber = event.pointerType() == QPointingDevice.PointerType.Eraser
        if event.type() == QEvent.Type.TabletPress:
            self.begin(event.position(), at, "eraser" if is_rubber else self.tool if self.draws else "brush")
        elif event.type() == QEvent.Type.TabletMove:
            self.go_on(event.position(), at)
        elif event.type() == QEvent.Type.TabletRelease:
            self.lift()
        event.accept()

    def paint(self, easel: Easel, sheet: Sheet) -> None:
        """Draw the stroke on its way, and the brush round the pointer: its size on the body, dashed for the eraser."""
        if self._hand is not None:
            self._hand.paint(easel, sheet)
        if self._pointer is None or not self.draws:
            return
        radius = self._radius_mm * easel.viewport.scale
        easel.painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((easel.theme.halo, 3.5), (self._edge(easel), 1.6)):
            pen = QPen(QColor(colour), width)
            if self.tool in ERASERS:
                pen.setDashPattern([4 / width, 3 / width])
            easel.painter.setPen(pen)
            easel.painter.drawEllipse(self._pointer, radius, radius)

    def _edge(self, easel: Easel) -> str:
        return {"eraser": easel.theme.ink, "own-eraser": easel.theme.ink, "own-zone": easel.theme.referral_edge}.get(self.tool, easel.theme.pain)

    def finish(self) -> None:
        """Tell nothing more; call before closing."""
        self._live.stop()

    def _tell(self) -> None:
        if self._hand is not None:
            self.painting.emit(self._hand.gesture())


def is_finger(event: QPointerEvent) -> bool:
    """Whether an event comes from a finger: a finger taps, it never paints."""
    device = event.pointingDevice()
    return device.type() == QInputDevice.DeviceType.TouchScreen


def _line(points: Sequence[QPointF]) -> QPainterPath:
    path = QPainterPath(points[0])
    for point in points[1:]:
        path.lineTo(point)
    if len(points) == 1:
        path.lineTo(points[0] + QPointF(0.01, 0))
    return path
