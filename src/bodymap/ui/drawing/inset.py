"""The insets on the canvas: a small glass beside each place that has one, and the open one on a card over the place that it enlarges.

Frames: sheet millimetres, pixels of the widget. Knows neither state nor records: it says which inset the hand wants.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QPainterPath, QPen, QPixmap

from bodymap.ui.drawing.art import PlateArt
from bodymap.ui.drawing.backdrop import BASE, Backdrop
from bodymap.ui.drawing.brushwork import faded
from bodymap.ui.drawing.caption import letters_of, title_of
from bodymap.ui.drawing.easel import Easel
from bodymap.ui.drawing.glass import ROUND_PX, picture_of_glass
from bodymap.ui.drawing.lens import Lens
from bodymap.ui.drawing.letter import draw_label, sized
from bodymap.ui.drawing.nest import Nest, entered, is_left, lay_nests, nest_at
from bodymap.ui.drawing.overlay import paint_ahead, paint_scene
from bodymap.ui.drawing.raster import Request
from bodymap.ui.drawing.scene import Scene
from bodymap.ui.drawing.sheet import Bounds, Sheet
from bodymap.ui.state import Layers

_VEIL = 0.88
_HEAD, _FOOT = 0.12, 0.015
_CORNER_PX, _AIR_PX = 12.0, 5.0
_REACH_PX, _SIGN_PX = 22.0, 12.0
_NAME_PX = 260.0
_NEAR_PX, _STEPS = 170.0, 5
_JUDGE_MS = 140


class Insets(QObject):
    """The insets of one canvas; `open` is the one that lies on the sheet."""

    wanted = Signal(object)
    """The inset that the hand opens by its glass or by going near, or None where it went away."""
    changed = Signal()
    """Something is to be drawn anew."""
    touched = Signal(QRect)
    """What lies in this box of pixels is to be drawn anew."""

    def __init__(self, lens: Lens, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lens = lens
        self._plates: dict[str, PlateArt] = {}
        self._nests: tuple[Nest, ...] = ()
        self._open: Nest | None = None
        self._hovered: Nest | None = None
        self._shows: dict[str, frozenset[str]] = {}
        self._clear: tuple[float, ...] = ()
        self._pictures: dict[tuple[object, ...], QPixmap] = {}
        self._seen_from: tuple[object, ...] = (None, None)
        self._glasses: dict[str, tuple[QPointF, bool]] = {}
        self._size = (1.0, 1.0)
        self._backdrop = Backdrop(self)
        self._backdrop.changed.connect(self.changed)
        self._judge = QTimer(self)
        self._judge.setSingleShot(True)
        self._judge.setInterval(_JUDGE_MS)
        self._judge.timeout.connect(self._judge_view)
        lens.changed.connect(self._look)

    @property
    def open(self) -> str | None:
        """The inset that is open."""
        return self._open.inset if self._open else None

    @property
    def names(self) -> tuple[str, ...]:
        """Every inset that can be opened, in reading order."""
        return tuple(each.inset for each in self._nests)

    def known(self, inset: str | None) -> str | None:
        """Return `inset` where it can be opened now, else None."""
        return inset if inset in self.names else None

    def set_plates(self, plates: Mapping[str, PlateArt], sheet: Sheet) -> None:
        """Have `plates` ready to be opened where they lie on `sheet`."""
        self._plates = dict(plates)
        self._nests = lay_nests(sheet, self._plates)
        self._shows = {name: frozenset(region.id for region in art.regions) for name, art in self._plates.items()}
        self._hovered, self._clear, self._seen_from = None, (), (None, None)
        self.changed.emit()

    def show(self, inset: str | None, sheet: Sheet) -> Sheet:
        """Open an inset, or close the open one, and return the sheet with it on top; an unknown one is closed."""
        nest = next((each for each in self._nests if each.inset == inset), None)
        if nest is not self._open:
            self._open, self._hovered = nest, None
            self._backdrop.forget()
            if nest is not None:
                self._backdrop.set_plates({nest.inset: self._plates[nest.inset]}, self._alone(nest))
        return replace(sheet, over=nest.placed if nest else None)

    @property
    def card(self) -> Bounds | None:
        """The stretch of the sheet on which the open inset lies."""
        return self._open.card if self._open else None

    @property
    def view(self) -> Bounds:
        """The stretch of the sheet to look at: the open inset's card with room for its name above."""
        x0, y0, x1, y1 = self.card or (0.0, 0.0, 1.0, 1.0)
        return x0, y0 - _HEAD * (y1 - y0), x1, y1 + _FOOT * (y1 - y0)

    def ask(self, request: Request) -> None:
        """Have the open inset painted for `request`."""
        self._size = (request.rect[2], request.rect[3])
        if self._open is not None:
            self._backdrop.ask(BASE, request)

    def make(self, request: Request) -> None:
        """Paint the open inset here and now."""
        if self._open is not None:
            self._backdrop.make(BASE, request)

    def set_layers(self, layers: Layers) -> None:
        """Show so much of each layer."""
        self._backdrop.set_layers(layers)

    def forget(self) -> None:
        """Paint the open inset anew: the theme changed."""
        self._backdrop.forget()

    def finish(self) -> None:
        """Wait for the painters and judge no more; call before closing."""
        self._judge.stop()
        self._backdrop.finish()

    # The hand

    def hover(self, at_px: QPointF | None, region: str | None = None) -> None:
        """Show the frame of the place under a pixel, where the region there is one that its inset shows; None shows none.

        So the thigh beside a hanging arm, though within the arm's frame, stays what it is. A glass grows clearer as the pointer comes near.
        """
        nest = None
        if at_px is not None and self._open is None:
            x, y = self._lens.viewport.to_sheet(at_px.x(), at_px.y())
            shown = (each for each in self._nests if region in self._shows.get(each.inset, ()))
            nest = self._glass_at(at_px) or nest_at(shown, x, y)
        clear = tuple(self._clearness(each, at_px) for each in self._nests) if self._open is None else ()
        before, self._clear = self._clear or (0.0,) * len(clear), clear
        for each, was, now in zip(self._nests, before, clear, strict=False):
            if was != now:
                self.touched.emit(self._around(self._glass(each)))
        if nest is not self._hovered:
            for other in (self._hovered, nest):
                if other is not None:
                    self.touched.emit(self._framed(other))
            self._hovered = nest

    def _around(self, at: QPointF) -> QRect:
        return QRectF(at.x() - ROUND_PX, at.y() - ROUND_PX, 2 * ROUND_PX, 2 * ROUND_PX).toAlignedRect()

    def _is_whole(self, nest: Nest) -> bool:
        """Whether the drawing of a glass is on the canvas: half a glass at its edge says nothing and stands where the next press is meant for a button."""
        return self._placed_glasses[nest.inset][1]

    def _framed(self, nest: Nest) -> QRect:
        """The pixels of a nest's frame, glass and name."""
        at, air = self._glass(nest), _AIR_PX + 4.0
        name = QRectF(at.x() - _NAME_PX, at.y() - ROUND_PX, 2 * _NAME_PX, 2 * ROUND_PX)
        return self._box(nest.frame).adjusted(-air, -air, air, air).united(name).toAlignedRect()

    def _clearness(self, nest: Nest, at_px: QPointF | None) -> float:
        """How clearly a glass is drawn, in a few steps, by how near the pointer is."""
        if at_px is None:
            return 0.0
        away = (self._glass(nest) - at_px).manhattanLength()
        return round(min(max((_NEAR_PX - away) / (_NEAR_PX - _REACH_PX), 0.0), 1.0) * _STEPS) / _STEPS

    @property
    def hovered(self) -> str | None:
        """The inset of the place under the pointer."""
        return self._hovered.inset if self._hovered else None

    def is_glass(self, at_px: QPointF) -> bool:
        """Whether a glass is at a pixel."""
        return self._open is None and self._glass_at(at_px) is not None

    @property
    def is_near(self) -> bool:
        """Whether the eye went near the open inset's place by itself."""
        return self._open is not None and entered((self._open,), self._lens.goal, *self._size) is not None

    @property
    def is_far(self) -> bool:
        """Whether the eye left the open inset."""
        return self._open is not None and is_left(self._open, self._lens.goal, *self._size)

    def press(self, at_px: QPointF) -> bool:
        """Open the inset whose glass is at a pixel, or close the open one by a press beside it; whether there was one to be meant."""
        if self._open is not None:
            is_beside = not self._box(self._open.card).contains(at_px)
            if is_beside:
                self.wanted.emit(None)
            return is_beside
        nest = self._glass_at(at_px)
        if nest is not None:
            self.wanted.emit(nest.inset)
        return nest is not None

    def suited(self, scene: Scene, sheet: Sheet) -> str | None:
        """Return the inset of the place where most of a scene is: of its X's, else of its essential zones, else of the marks."""
        points = [(each.plate, QPointF(each.x, each.y)) for each in scene.crosses]
        points += [(each.plate, each.path.boundingRect().center()) for each in scene.zones if each.kind == "essential"]
        points += [(each.plate, each.path.boundingRect().center()) for each in scene.spots]
        for plate, at in points:
            placed = sheet.get(plate)
            nest = nest_at(self._nests, at.x() + placed.dx, at.y() + placed.dy) if placed else None
            if nest is not None:
                return nest.inset
        return None

    def _glass_at(self, at_px: QPointF) -> Nest | None:
        away = [((self._glass(each) - at_px).manhattanLength(), each) for each in self._nests if self._is_whole(each)]
        near = [pair for pair in away if pair[0] <= _REACH_PX]
        return min(near, key=lambda pair: pair[0])[1] if near else None

    def _look(self) -> None:
        if self._nests:
            self._judge.start()

    def _judge_view(self) -> None:
        """Going near opens what looks the same from near; going away closes."""
        if not self._lens.is_still:
            return
        if self._open is not None:
            if is_left(self._open, self._lens.viewport, *self._size):
                self.wanted.emit(None)
        else:
            nest = entered(self._nests, self._lens.viewport, *self._size)
            if nest is not None:
                self.wanted.emit(nest.inset)

    # Painting

    def paint_under(self, easel: Easel) -> None:
        """Paint the glasses, and the frame of the place under the pointer: from near, where its glass is away, it would be a line across the body."""
        if self._open is not None:
            return
        for nest, clear in zip(self._nests, self._clear or (0.0,) * len(self._nests), strict=True):
            self._paint_glass(easel, nest, 1.0 if nest is self._hovered else clear, strong=nest is self._hovered)
        if self._hovered is not None and self._is_whole(self._hovered):
            self._paint_frame(easel, self._hovered)

    def paint_over(self, easel: Easel, scene: Scene, rect: QRect) -> None:
        """Paint the open inset over the veiled sheet, once its picture is there."""
        if self._open is None or not self._backdrop.is_drawn:
            return
        painter, theme = easel.painter, easel.theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(rect, faded(theme.paper, _VEIL))
        card = self._box(self._open.card)
        paper = QPainterPath()
        paper.addRoundedRect(card, _CORNER_PX, _CORNER_PX)
        painter.fillPath(paper, QColor(theme.paper))
        painter.save()
        painter.setClipPath(paper)
        self._backdrop.draw(painter, easel.viewport, rect, with_detail=False)
        paint_scene(easel, scene, self._alone(self._open), self._plates)
        painter.restore()
        painter.strokePath(paper, QPen(faded(theme.skin_line, 0.7), 1.2))
        self._paint_letters(easel, card)

    def paint_ahead(self, easel: Easel, scene: Scene) -> Iterator[None]:
        """Make, one by one, the pictures that `scene` will need on the open inset."""
        if self._open is not None:
            yield from paint_ahead(easel, scene, self._alone(self._open), self._plates)

    def _paint_letters(self, easel: Easel, card: QRectF) -> None:
        painter = easel.painter
        painter.setPen(QColor(easel.theme.quiet))
        painter.setFont(sized(painter.font(), 17, QFont.Weight.DemiBold))
        row = QRectF(card.left() + 14, max(card.top(), 0.0) + 10, card.width() - 28, 24)
        flags = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
        for letter, flag in zip(letters_of(self.open or ""), flags, strict=True):
            painter.drawText(row, flag | Qt.AlignmentFlag.AlignVCenter, letter)

    def _paint_frame(self, easel: Easel, nest: Nest) -> None:
        box = self._box(nest.frame).adjusted(-_AIR_PX, -_AIR_PX, _AIR_PX, _AIR_PX)
        path = QPainterPath()
        path.addRoundedRect(box, 8, 8)
        easel.painter.strokePath(path, QPen(faded(easel.theme.halo, 0.8), 3.0))
        easel.painter.strokePath(path, QPen(faded(easel.theme.accent, 0.8), 1.2))
        at = self._glass(nest)
        draw_label(easel, at, title_of(nest.inset), leftward=not self._is_leftmost(nest))

    def _paint_glass(self, easel: Easel, nest: Nest, clear: float, *, strong: bool) -> None:
        """A small magnifying glass, faint until the pointer is near."""
        at = self._glass(nest)
        if not self._is_whole(nest) or not easel.sees(QRectF(self._around(at))):
            return
        theme = easel.theme
        key = (theme.halo, theme.accent, theme.quiet, clear, strong, easel.density)
        if key not in self._pictures:
            self._pictures[key] = picture_of_glass(theme, clear, easel.density, strong=strong)
        easel.painter.drawPixmap(at - QPointF(ROUND_PX, ROUND_PX), self._pictures[key])

    def _glass(self, nest: Nest) -> QPointF:
        """The pixel of a nest's glass."""
        return self._placed_glasses[nest.inset][0]

    @property
    def _placed_glasses(self) -> dict[str, tuple[QPointF, bool]]:
        """Where each glass is and whether it is whole there, reckoned once for each view: every move of the pointer asks for all of them."""
        view, size = self._seen_from
        if view is not self._lens.viewport or size is not self._size:
            self._seen_from = (self._lens.viewport, self._size)
            room = QRectF(0, 0, *self._size).adjusted(_SIGN_PX, _SIGN_PX, -_SIGN_PX, -_SIGN_PX)
            places = {each.inset: self._place_of_glass(each) for each in self._nests}
            self._glasses = {name: (at, room.contains(at)) for name, at in places.items()}
        return self._glasses

    def _place_of_glass(self, nest: Nest) -> QPointF:
        """At the outer corner of its frame, below for hand and foot, above for head and arm."""
        box = self._box(nest.frame)
        is_low = nest.inset.startswith(("hand", "foot"))
        x = box.left() if self._is_leftmost(nest) else box.right()
        return QPointF(x, box.bottom() if is_low else box.top())

    def _is_leftmost(self, nest: Nest) -> bool:
        """Whether the nest lies left of its figure's middle."""
        enlarged = self._plates[nest.inset].parent_rect
        return enlarged is not None and enlarged[0] + enlarged[2] < 0

    def _box(self, bounds: Bounds) -> QRectF:
        view = self._lens.viewport
        return QRectF(QPointF(*view.to_px(bounds[0], bounds[1])), QPointF(*view.to_px(bounds[2], bounds[3])))

    def _alone(self, nest: Nest) -> Sheet:
        return Sheet((nest.placed,), nest.card)
