"""The plates behind the scene: frames asked for, kept, composed and drawn; last time's picture until the first one comes.

A `base` frame shows the whole sheet, a `detail` frame what a zoomed widget shows. While a frame is still being painted the one before
is drawn in its place, scaled, never a blank. Frames of both moods (muscles resting or not) are kept, so that changing is at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter

from bodymap.ui.drawing.art import PlateArt
from bodymap.ui.drawing.opening import Opening
from bodymap.ui.drawing.raster import Frame, FrameMaker, Request, compose, make_frame
from bodymap.ui.drawing.sheet import Sheet, Viewport
from bodymap.ui.state import Layers

BASE, DETAIL, AHEAD = "base", "detail", "ahead"
_IDLE_MS = 30
"""After so long without a new picture the other mood's is composed: the next press may need it."""
_KEPT = 3
"""Both moods of the whole sheet, and a stretch of it: at 1920 × 1080 a frame takes 15 MB, at 3840 × 2160 four times that."""


class Backdrop(QObject):
    """Frames of one widget."""

    changed = Signal()
    """A frame came: repaint."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._plates: dict[str, PlateArt] = {}
        self._sheet = Sheet((), (0, 0, 1, 1))
        self._layers = Layers()
        self._frames: dict[str, Frame] = {}
        self._composed: dict[Request, QImage] = {}
        """The frames as the layers show them; both moods, for each click may change from one to the other."""
        self._kept: dict[Request, Frame] = {}
        self._wanted: dict[str, Request] = {}
        self._ahead: Request | None = None
        self._opening = QImage()
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self._compose_ahead)
        self._maker = FrameMaker(self)
        self._maker.made.connect(self._take)

    @property
    def is_drawn(self) -> bool:
        """Whether the whole sheet was drawn at least once."""
        return BASE in self._frames

    def set_plates(self, plates: Mapping[str, PlateArt], sheet: Sheet) -> None:
        """Draw `plates` from now on; all older frames are forgotten."""
        self._plates, self._sheet = dict(plates), sheet
        self.forget()

    def set_layers(self, layers: Layers) -> None:
        """Show so much of each layer; nothing is painted anew for that."""
        if layers != self._layers:
            self._layers = layers
            self._composed.clear()

    def set_opening(self, picture: QImage) -> None:
        """Show `picture` until the first frame is there."""
        self._opening = picture

    def forget(self) -> None:
        """Drop all frames, also those on their way: the plates or the theme changed, and a request does not say of which plates it is."""
        self._maker.drop_all()
        self._wanted.clear()
        self._ahead = None
        self._frames.clear()
        self._composed.clear()
        self._kept.clear()

    def ask(self, kind: str, request: Request) -> None:
        """Have the frame of `request` shown as `kind` as soon as it is there: at once where it was kept."""
        if not self._plates:
            return
        self._wanted[kind] = request
        self._maker.drop(kind)  # what was begun before may not come and take its place
        kept = self._kept.get(request)
        if kept is not None:
            self._show(kind, kept)
        elif request != self._ahead:  # or it is on its way already
            self._maker.ask(kind, self._plates, self._sheet, request, twin=self._kept.get(_twin(request)), priority=1)

    def make(self, kind: str, request: Request) -> None:
        """Make the frame of `request` here and now."""
        if self._plates:
            self._wanted[kind] = request
            self._maker.drop(kind)
            self._take(kind, make_frame(self._plates, self._sheet, request))

    def opening(self) -> Opening | None:
        """Return the whole sheet in its first mood and without any scene, for the next start; None where it was not drawn so."""
        base = self._frames.get(BASE)
        whole = self._kept.get(replace(base.request, resting=False)) if base else None
        if whole is None or whole.request.viewport.quarter:
            return None
        return Opening(compose(whole, Layers()), {name: art.bounds for name, art in self._plates.items()})

    def covers(self, viewport: Viewport, rect: QRect) -> bool:
        """Whether the whole sheet is there for this very view: then nothing is seen beneath it."""
        base = self._frames.get(BASE)
        return base is not None and (base.request.viewport, base.request.rect) == (viewport, (0, 0, rect.width(), rect.height()))

    def draw(self, painter: QPainter, viewport: Viewport, rect: QRect, *, with_detail: bool) -> bool:
        """Draw what there is for `viewport` into `rect`; whether there was anything."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self.is_drawn:
            if not self._opening.isNull():
                painter.drawImage(_centred(self._opening.size(), rect), self._opening)
            return not self._opening.isNull()
        self._draw_frame(painter, BASE, viewport)
        if with_detail:
            self._draw_frame(painter, DETAIL, viewport)
        else:
            self._drop_detail()
        return True

    def _drop_detail(self) -> None:
        """Once the whole sheet is shown, what was sharp from near is held no longer."""
        if self._wanted.pop(DETAIL, None) is not None:
            self._maker.drop(DETAIL)
        detail = self._frames.pop(DETAIL, None)
        if detail is not None:
            self._kept.pop(detail.request, None)
            self._composed.pop(detail.request, None)

    def finish(self) -> None:
        """Wait for the painters."""
        self._idle.stop()
        self._maker.finish()

    def _take(self, kind: str, frame: Frame) -> None:
        if kind == DETAIL and kind not in self._wanted:
            return  # the whole sheet is shown again
        self._kept.pop(frame.request, None)
        self._composed.pop(frame.request, None)
        self._kept[frame.request] = frame
        while len(self._kept) > _KEPT:
            self._kept.pop(next(iter(self._kept)))
        if kind == AHEAD:
            self._ahead = None
            kind = next((each for each, wanted in self._wanted.items() if wanted == frame.request), AHEAD)
        if kind != AHEAD:
            self._show(kind, frame)
        if kind == BASE:
            self._look_ahead(frame)

    def _look_ahead(self, frame: Frame) -> None:
        """Make the frame of the other mood before it is asked for: the first click needs it."""
        request = _twin(frame.request)
        if request not in self._kept:
            self._ahead = request
            self._maker.ask(AHEAD, self._plates, self._sheet, request, twin=frame)

    def _show(self, kind: str, frame: Frame) -> None:
        self._frames[kind] = frame
        self.changed.emit()

    def _picture(self, kind: str) -> QImage | None:
        frame = self._frames.get(kind)
        if frame is None:
            return None
        if frame.request not in self._composed:
            shown = {each.request for each in self._frames.values()} | set(self._kept)
            self._composed = {request: image for request, image in self._composed.items() if request in shown}
            self._composed[frame.request] = compose(frame, self._layers)
            self._idle.start()
        return self._composed[frame.request]

    def _compose_ahead(self) -> None:
        base = self._frames.get(BASE)
        other = self._kept.get(_twin(base.request)) if base else None
        if other is not None and other.request not in self._composed:
            self._composed[other.request] = compose(other, self._layers)

    def _draw_frame(self, painter: QPainter, kind: str, viewport: Viewport) -> None:
        picture = self._picture(kind)
        if picture is None:
            return
        request = self._frames[kind].request
        if viewport.quarter != request.viewport.quarter:
            return
        width, height = request.rect[2], request.rect[3]
        ratio = viewport.scale / request.viewport.scale
        left, top = viewport.to_px(*request.viewport.to_sheet(0, 0))
        if abs(ratio - 1) < 1e-6:
            painter.drawImage(QPointF(round(left), round(top)), picture)
        else:
            painter.drawImage(QRectF(left, top, width * ratio, height * ratio), picture)


def _twin(request: Request) -> Request:
    """The same in the other mood."""
    return replace(request, resting=not request.resting)


def _centred(size: QSize, rect: QRect) -> QRect:
    """The largest rectangle of `size`'s shape inside `rect`."""
    shown = size.scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
    left, top = (rect.width() - shown.width()) // 2, (rect.height() - shown.height()) // 2
    return QRect(left, top, shown.width(), shown.height())
