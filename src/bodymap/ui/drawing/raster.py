"""Plates as pictures: each run of a layer painted once into an image, composed with the layers' opacities afterwards.

A repaint of the paths takes 80 ms a plate, a composition of the images 4 ms: so peeling and fading never repaint. A `Frame` is all
runs of all plates for one viewport and one stretch of the widget. Painting runs in worker threads (QPainter releases the lock).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QRect, QRectF, QRunnable, QThreadPool, Signal
from PySide6.QtGui import QImage, QPainter, QTransform

from bodymap.ui.drawing.art import PlateArt, Run
from bodymap.ui.drawing.brushwork import Weight, has_mood, paint_ground, paint_run, paint_skin, prime
from bodymap.ui.drawing.packed import Packed, pack
from bodymap.ui.drawing.sheet import Placement, Sheet, Viewport
from bodymap.ui.state import Layers
from bodymap.ui.theme import Theme

GROUND = "ground"


@dataclass(frozen=True, slots=True)
class Request:
    """What a frame shows: the viewport, the stretch of the widget in pixels, the screen's density, the theme and the muscles' mood."""

    viewport: Viewport
    rect: tuple[int, int, int, int]
    density: float
    theme: Theme
    resting: bool


@dataclass(frozen=True, slots=True)
class Patch:
    """One run's picture on one plate in the frame, in device pixels."""

    plate: str
    layer: str
    picture: Packed


@dataclass(frozen=True, slots=True)
class Frame:
    """All patches of one request, back to front."""

    request: Request
    patches: tuple[Patch, ...]

    def of(self, plate: str) -> tuple[Patch, ...]:
        """Return the patches of one plate."""
        return tuple(patch for patch in self.patches if patch.plate == plate)


def plate_transform(request: Request, placed: Placement) -> QTransform:
    """Return the map from `placed`'s plate frame to the frame's device pixels."""
    view, (left, top, _, _), density = request.viewport, request.rect, request.density
    x, y = view.to_px(placed.dx, placed.dy)
    return QTransform(*view.axes, x - left, y - top) * QTransform.fromScale(density, density)


def paint_plate(plate: PlateArt, placed: Placement, request: Request, twin: Sequence[Patch] = ()) -> tuple[Patch, ...]:
    """Return the patches of one plate, back to front: ground, runs, skin. Runs outside of the frame give none.

    `twin` are the same plate's patches in the other mood, all else alike: what has no mood (skin, bones, fascia) is not painted, nor kept, a second time.
    """
    transform = plate_transform(request, placed)
    _, _, width, height = request.rect
    whole = QRect(0, 0, round(width * request.density), round(height * request.density))
    weight = Weight(request.viewport.scale)
    patches: list[Patch] = []

    def add(layer: str, box: QRectF, run: Run | None) -> None:
        area = transform.mapRect(box).toAlignedRect().adjusted(-3, -3, 3, 3).intersected(whole)
        if area.isEmpty():
            return
        if twin and (run is None or not any(has_mood(art.kind) for art in run.arts)):
            patches.append(twin[len(patches)])
            return
        image = QImage(area.size(), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(transform * QTransform.fromTranslate(-area.x(), -area.y()))
        if run is not None:
            _paint_visible(painter, run, request, weight, transform, area)
        elif layer == GROUND:
            paint_ground(painter, plate, request.theme, weight)
        else:
            paint_skin(painter, plate, request.theme, weight)
        painter.end()
        patches.append(Patch(placed.plate, layer, pack(image, area.topLeft())))

    add(GROUND, plate.silhouette.box, None)
    for run in plate.runs:
        add(run.layer, _box_of(run), run)
    add("skin", plate.silhouette.box, None)
    return tuple(patches)


def compose(frame: Frame, layers: Layers) -> QImage:
    """Return the frame as one opaque picture on paper, each layer with its own opacity."""
    _, _, width, height = frame.request.rect
    density = frame.request.density
    picture = QImage(round(width * density), round(height * density), QImage.Format.Format_RGB32)
    picture.fill(frame.request.theme.paper)
    painter = QPainter(picture)
    covered = layers.shown("skin") >= 1.0
    for patch in frame.patches:
        opacity = 1.0 if patch.layer == GROUND else layers.shown(patch.layer)
        if opacity <= 0 or (covered and patch.layer not in {GROUND, "skin"}):
            continue
        painter.setOpacity(opacity)
        patch.picture.draw(painter)
    painter.end()
    picture.setDevicePixelRatio(density)
    return picture


def make_frame(plates: Mapping[str, PlateArt], sheet: Sheet, request: Request) -> Frame:
    """Return the frame of `request`, painted here and now."""
    patches: list[Patch] = []
    for placed in sheet.placements:
        patches.extend(paint_plate(plates[placed.plate], placed, request))
    return Frame(request, tuple(patches))


class FrameMaker(QObject):
    """Makes frames in a thread behind the window; only the newest request of a kind is ever told of."""

    made = Signal(str, object)
    """``(kind, frame)``: the frame asked for under `kind`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        prime()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)  # two wait for the interpreter more than they paint: a third slower, at twice the work
        self._newest: dict[str, int] = {}
        self._parts: dict[str, dict[int, tuple[Patch, ...]]] = {}
        self._reporter = _Reporter(self)
        self._reporter.painted.connect(self._collect)

    def ask(
        self, kind: str, plates: Mapping[str, PlateArt], sheet: Sheet, request: Request, *, twin: Frame | None = None, priority: int = 0
    ) -> None:
        """Start the frame of `request`; an older request of the same `kind` is forgotten. `twin` is its frame in the other mood. A higher `priority` goes first."""
        self.drop(kind)
        number = self._newest[kind]
        self._parts[kind] = {}
        for index, placed in enumerate(sheet.placements):
            ticket = (kind, number, index, len(sheet.placements))
            paint = partial(paint_plate, plates[placed.plate], placed, request, twin.of(placed.plate) if twin else ())
            job = _Job(self._reporter, ticket, request, paint, self._is_newest)
            self._pool.start(job, priority)

    def drop(self, kind: str) -> None:
        """Forget what was asked for under `kind`: it is not told of, even if it is painted already, and what was not begun is not painted."""
        self._newest[kind] = self._newest.get(kind, 0) + 1
        self._parts.pop(kind, None)

    def drop_all(self) -> None:
        """Forget whatever was asked for."""
        for kind in tuple(self._newest):
            self.drop(kind)

    def finish(self) -> None:
        """Wait for all that was started; what they made is no longer told."""
        self.drop_all()
        self._pool.clear()
        self._pool.waitForDone()

    def _is_newest(self, kind: str, number: int) -> bool:
        return self._newest.get(kind) == number

    def _collect(self, ticket: tuple[str, int, int, int], request: Request, patches: tuple[Patch, ...]) -> None:
        kind, number, index, count = ticket
        if not self._is_newest(kind, number):
            return
        parts = self._parts[kind]
        parts[index] = patches
        if len(parts) == count:
            del self._parts[kind]  # or they would be held beside the frame, as long as nothing of this kind is asked for
            ordered = tuple(patch for i in range(count) for patch in parts[i])
            self.made.emit(kind, Frame(request, ordered))


class _Reporter(QObject):
    """Carries a worker's patches back to the window's thread."""

    painted = Signal(object, object, object)


class _Job(QRunnable):
    """Paints one plate, if it is still wanted when its turn comes."""

    def __init__(
        self,
        reporter: _Reporter,
        ticket: tuple[str, int, int, int],
        request: Request,
        paint: Callable[[], tuple[Patch, ...]],
        is_wanted: Callable[[str, int], bool],
    ) -> None:
        super().__init__()
        self._reporter, self._ticket, self._request = reporter, ticket, request
        self._paint, self._is_wanted = paint, is_wanted

    def run(self) -> None:
        if not self._is_wanted(self._ticket[0], self._ticket[1]):
            return
        self._reporter.painted.emit(self._ticket, self._request, self._paint())


def _paint_visible(
    painter: QPainter, run: Run, request: Request, weight: Weight, transform: QTransform, area: QRect
) -> None:
    """Paint those structures of `run` that reach into `area`; on a whole figure that is all of them."""
    seen = tuple(art for art in run.arts if transform.mapRect(art.box).intersects(QRectF(area)))
    paint_run(painter, Run(run.layer, seen), request.theme, weight, resting=request.resting)


def _box_of(run: Run) -> QRectF:
    box = QRectF()
    for art in run.arts:
        box = box.united(art.box)
    return box
