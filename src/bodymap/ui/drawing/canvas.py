"""The sheet with the four plates: shows frames and the scene, turns gestures into signals.

A plain click marks, a brush in the hand paints; a drag pans; the wheel, a pinch, + and − zoom at the pointer; 0 fits. It edits nothing
itself and knows no records: it says where in which plate's frame something happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from bodymap.session.record import PointKey
from bodymap.tongue import tr
from bodymap.ui.drawing.art import PlateArt
from bodymap.ui.drawing.awaited import Awaited
from bodymap.ui.drawing.backdrop import BASE, DETAIL, Backdrop
from bodymap.ui.drawing.easel import Easel
from bodymap.ui.drawing.finger import Finger
from bodymap.ui.drawing.hand import Brush, is_finger
from bodymap.ui.drawing.inset import Insets
from bodymap.ui.drawing.lens import Lens
from bodymap.ui.drawing.opening import Opening
from bodymap.ui.drawing.overlay import measure_lit, paint_ahead, paint_scene, paint_titles
from bodymap.ui.drawing.raster import Request
from bodymap.ui.drawing.reach import cross_at, update_changed
from bodymap.ui.drawing.scene import Cross, Scene
from bodymap.ui.drawing.sheet import Bounds, Sheet, Viewport, lay_out
from bodymap.ui.drawing.shot import Shots
from bodymap.ui.drawing.title import paint_close_titles, title_at, with_title
from bodymap.ui.state import Layers
from bodymap.ui.theme import Theme

_DRAG_PX = 6.0


class Canvas(QWidget):
    """Paints plates and scene; emits what the hand did, in plate millimetres."""

    clicked = Signal(str, float, float)
    """A plain click beside every X: ``(plate, x, y)``."""
    cross_clicked = Signal(object)
    """A click on an X: its `PointKey`."""
    pointed = Signal(str, float, float)
    """The pointer rests over ``(plate, x, y)``; an empty plate means that it left."""
    cross_hovered = Signal(object)
    """The pointer came over an X (its `PointKey`) or left it (None)."""
    resized = Signal()
    """The canvas has another size."""
    painted_first = Signal()
    """The first whole frame is on the screen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(420, 320)
        self.setAccessibleName(tr("Body sheet: back, front, left and right view"))
        self.setAccessibleDescription(tr("Click where it hurts. Arrow keys go from region to region, Enter marks. Plus and minus zoom, Shift and arrow keys pan, 0 fits."))
        self._theme = theme
        self._scene = Scene()
        self._sheet = Sheet((), (0, 0, 1, 1))
        self._plates: dict[str, PlateArt] = {}
        self._waiting, self._ringed = True, False
        self._pressed: QPointF | None = None
        self._dragged_from: QPointF | None = None
        self._hovered: PointKey | None = None
        self._backdrop = Backdrop(self)
        self.brush = Brush(self)
        self.finger = Finger(self)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.lens = Lens(self)
        self.lens.rested.connect(self._ask_detail)
        self.lens.rested.connect(self.update)
        self._shots = Shots()
        self.insets = Insets(self.lens, self)
        for changed in (self._backdrop.changed, self.brush.changed, self.finger.moved, self.lens.changed, self.insets.changed):
            changed.connect(self.update)
        self.insets.touched.connect(lambda box: self.update(box))  # noqa: PLW0108  # connected by its name, `update` takes no box
        self.awaited = Awaited(self)

    @property
    def viewport(self) -> Viewport:
        """The map from sheet millimetres to this widget's pixels."""
        return self.lens.viewport

    @property
    def sheet(self) -> Sheet:
        """Where the plates lie."""
        return self._sheet

    @property
    def scene(self) -> Scene:
        """What is drawn over the plates now."""
        return self._scene

    def paint_now(self) -> None:
        """Make the whole frame here and now, for pictures and tests."""
        self.lens.settle()
        self._backdrop.make(BASE, self._request(self.lens.whole))
        if not self.is_fitted:
            self._backdrop.make(DETAIL, self._request(self.viewport))
        self.insets.make(self._request(self.viewport))
        self.update()

    def set_opening(self, opening: Opening) -> None:
        """Show the picture of last time until the plates are there; clicks on it already say where."""
        if not self._plates:
            self._backdrop.set_opening(opening.picture)
            self._sheet = lay_out(opening.bounds)
            self.lens.show_sheet(self._sheet.bounds)

    def opening(self) -> Opening | None:
        """Return the whole sheet as it is drawn now without any scene, for the next start; None before it was drawn."""
        return self._backdrop.opening()

    def set_plates(self, plates: Mapping[str, PlateArt], sheet: Sheet) -> None:
        """Show `plates` as they lie on `sheet`, fitted."""
        self._plates, self._sheet = dict(plates), sheet
        self._backdrop.set_plates(plates, sheet)
        self.finger.take_plates(plates, sheet)
        self.lens.show_sheet(sheet.bounds)
        self._ask_base()

    def set_scene(self, scene: Scene) -> None:
        """Draw `scene` over the plates; where its mood differs, new frames are asked for and the old ones stay till they come."""
        before, self._scene = self._scene, scene
        self._backdrop.set_layers(scene.layers)
        self.insets.set_layers(scene.layers)
        if before.resting != scene.resting:
            self._ask_base()
        update_changed(self, before, scene)

    def set_layers(self, layers: Layers) -> None:
        """Show so much of each layer."""
        self.set_scene(replace(self._scene, layers=layers))

    def set_theme(self, theme: Theme) -> None:
        """Repaint everything in `theme`."""
        self._theme = theme
        self._backdrop.forget()
        self.insets.forget()
        self._ask_base()

    def finish(self) -> None:
        """Wait for the painters; call before closing."""
        self.lens.finish()
        self.brush.finish()
        self.insets.finish()
        self._backdrop.finish()

    def ahead(self, scene: Scene) -> Iterator[None]:
        """Make, a little at a time, what `scene` would need here: its pictures, and how much of what it lights lies open."""
        easel = Easel(QPainter(), self._theme, self.viewport, self.devicePixelRatioF(), shots=self._shots)
        yield from measure_lit(scene, self._plates)
        yield from paint_ahead(easel, scene, self._sheet, self._plates)
        yield from self.insets.paint_ahead(easel, scene)

    # Zoom and pan: see `lens` -----------------------------------------------------------------------------------------------

    def fit(self) -> None:
        """Show the whole sheet."""
        self.lens.fit()

    @property
    def is_fitted(self) -> bool:
        """Whether the whole sheet is shown."""
        return self.lens.is_fitted

    def look_at(self, bounds: Bounds) -> None:
        """Show a stretch of the sheet as large as it fits."""
        self.lens.look_at(bounds)

    def look_at_plate(self, plate: str) -> None:
        """Show one figure as large as it fits; where it fills the view already, the whole sheet again."""
        placed = self._sheet.get(plate)
        if placed is None:
            return
        before = self.lens.goal
        self.lens.look_at(with_title(placed.on_sheet))
        if self.lens.goal == before:
            self.lens.fit()

    def set_insets(self, insets: Mapping[str, PlateArt]) -> None:
        """Have the enlarged plates ready to be opened on the sheet; the one that is open lies there anew."""
        self.insets.set_plates(insets, self._sheet)
        self._sheet = self.insets.show(self.insets.open, self._sheet)

    def show_inset(self, inset: str | None) -> None:
        """Open an inset over its place and look at it; None closes it and shows the whole sheet, unless the eye went elsewhere already."""
        if inset == self.insets.open:
            return
        is_far = self.insets.is_far
        self._sheet = self.insets.show(inset, self._sheet)
        if self.insets.open is None and not is_far:
            self.lens.fit()
        elif self.insets.open is not None and not self.insets.is_near:
            self.lens.look_at(self.insets.view)
        self._ask_detail()
        self.update()

    def zoom(self, factor: float, at_px: QPointF | None = None) -> None:
        """Zoom by `factor` at a pixel, or at the middle; never smaller than the whole sheet."""
        self.lens.zoom(factor, at_px)

    # Frames -----------------------------------------------------------------------------------------------------------------

    def _request(self, viewport: Viewport) -> Request:
        return Request(viewport, (0, 0, self.width(), self.height()), self.devicePixelRatioF(), self._theme, self._scene.resting)

    def _ask_base(self) -> None:
        if not self._plates or self.width() < 2:
            return
        self._backdrop.ask(BASE, self._request(self.lens.whole))
        self._ask_detail()
        self.update()

    def _ask_detail(self) -> None:
        if not self.is_fitted and self.lens.is_still:
            self._backdrop.ask(DETAIL, self._request(self.viewport))
        self.insets.ask(self._request(self.lens.goal))

    # Painting ---------------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._backdrop.covers(self.viewport, self.rect()):
            painter.fillRect(event.rect(), QColor(self._theme.paper))
        is_drawn = self._backdrop.draw(painter, self.viewport, self.rect(), with_detail=not self.is_fitted)
        self._shots.begin(QRectF(self.rect()), self._sheet, self.font(), moves=not self.lens.is_at_rest)
        easel = Easel(painter, self._theme, self.viewport, self.devicePixelRatioF(), dirty=event.region(), shots=self._shots)
        if self._backdrop.is_drawn:
            paint_scene(easel, self._scene, self._sheet, self._plates)
            if self.hasFocus():
                self.finger.paint(easel, self._sheet)
        if is_drawn:
            self.insets.paint_under(easel)
            if self._sheet.over is None:
                paint_titles(easel, self._sheet)
                paint_close_titles(painter, self._theme, self._sheet, self.viewport, self.width())
            self.insets.paint_over(easel, self._scene, self.rect())
            self.brush.paint(easel, self._sheet)
        else:
            painter.setPen(QColor(self._theme.quiet))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, tr("Drawing the body…"))
        self.awaited.paint(painter, self._theme)
        if self._ringed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()
        if self._backdrop.is_drawn and self._waiting:
            self._waiting = False
            self.painted_first.emit()

    # Gestures ---------------------------------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        self.update()

    def focusOutEvent(self, _event: QFocusEvent) -> None:
        self._ringed = False
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.finger.leave()
        if self.brush.draws and event.button() == Qt.MouseButton.LeftButton and not is_finger(event) and not self.insets.is_glass(event.position()):
            self.brush.begin(event.position(), self.plate_at(event.position()))
            return
        self._pressed = event.position()
        self._dragged_from = event.position() if event.button() == Qt.MouseButton.MiddleButton else None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click is one mark, its second press does nothing; two quick strokes are two."""
        if self.brush.draws:
            self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self.brush.is_down:
            self.brush.go_on(at, self.plate_at(at))
            return
        if self._pressed is None:
            self.brush.hover(None if is_finger(event) else at)
            self._point(at)
            return
        if self._dragged_from is None and (at - self._pressed).manhattanLength() > _DRAG_PX:
            self._dragged_from = self._pressed
        if self._dragged_from is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            delta = at - self._dragged_from
            self._dragged_from = at
            self.lens.pan(delta.x(), delta.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.brush.is_down:
            self.brush.lift()
            return
        pressed, dragged = self._pressed, self._dragged_from
        self._pressed = self._dragged_from = None
        self.unsetCursor()
        if pressed is None or dragged is not None or event.button() != Qt.MouseButton.LeftButton:
            return
        cross = self.cross_at(event.position())
        if cross is not None:
            self.cross_clicked.emit(cross.point)
            return
        if self.insets.press(event.position()):
            return
        title = None if self._sheet.over else title_at(event.position(), self._sheet, self.viewport, self.width())
        if title is not None:
            self.look_at_plate(title)
            return
        found = self.plate_at(event.position())
        if found is not None:
            self.clicked.emit(*found)

    def tabletEvent(self, event: QTabletEvent) -> None:
        self.brush.take_pen(event, self.plate_at(event.position()))

    def leaveEvent(self, _event: QEvent) -> None:
        self.brush.hover(None)
        self.insets.hover(None)
        self._hover(None)
        self.pointed.emit("", 0.0, 0.0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        pixels = event.pixelDelta()
        precise = not pixels.isNull() and event.phase() != Qt.ScrollPhase.NoScrollPhase
        if precise and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.lens.pan(pixels.x(), pixels.y())
        else:
            self.zoom(1.0015 ** event.angleDelta().y(), event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.lens.zoom(1 + event.value(), event.position(), at_once=True)
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self.lens.zoom(pinch.scaleFactor(), QPointF(self.mapFromGlobal(pinch.centerPoint().toPoint())), at_once=True)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.finger.take_key(event, self.lens):
            super().keyPressEvent(event)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self.resized.emit()
        self.lens.resize(self.size())
        self._ask_base()

    def plate_at(self, at_px: QPointF) -> tuple[str, float, float] | None:
        """Return the plate under a pixel and the point in its frame, or None off the sheet."""
        return self._sheet.to_plate(*self.viewport.to_sheet(at_px.x(), at_px.y()))

    def pixel_of(self, plate: str, x: float, y: float) -> QPointF | None:
        """Return the pixel of a plate point, or None where the plate is not shown."""
        placed = self._sheet.get(plate)
        return QPointF(*self.viewport.to_px(x + placed.dx, y + placed.dy)) if placed else None

    def cross_at(self, at_px: QPointF) -> Cross | None:
        """Return the X nearest to a pixel within a finger's reach, or None."""
        return cross_at(at_px, self._scene, self._sheet, self.viewport)

    def _point(self, at: QPointF) -> None:
        cross = self.cross_at(at)
        self._hover(cross.point if cross else None)
        found = self.plate_at(at)
        self.insets.hover(at, self.finger.under(found))
        self.pointed.emit(*(found or ("", 0.0, 0.0)))

    def _hover(self, point: PointKey | None) -> None:
        if point == self._hovered:
            return
        self._hovered = point
        self.setCursor(Qt.CursorShape.PointingHandCursor if point else Qt.CursorShape.ArrowCursor)
        self.cross_hovered.emit(point)

