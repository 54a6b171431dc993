"""Pictures of what is drawn over the plates: shapes take milliseconds to paint, hundreds of them tens, their picture hardly any.

A picture is made at the view in which it is asked for, with some room round it, so that panning only shifts it. It is drawn scaled while the view is
on its way to another scale, and made anew at rest; where it does not reach, it is made anew at once: nothing is ever missing. So it goes with what is
laid over the plates (`draw`) and with what a press changes (`show`), which can also be made ahead (`take`); of that, what is read (marks, words on a
way) keeps its size on the way and is painted as it is.

Frame: pixels of the widget.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QImage, QPainter

from bodymap.ui.drawing.easel import Easel, transform_of
from bodymap.ui.drawing.sheet import Placement, Sheet, Viewport
from bodymap.ui.theme import Theme

_ROOM = 0.25
"""So much of the widget lies round it in the picture, on each side."""
_LEAST_SHAPES = 24
"""Fewer are painted as they are."""

_MOST_SIGNS = 96


@dataclass(frozen=True, slots=True)
class _Shot:
    arts: tuple[object, ...]
    theme: Theme
    density: float
    viewport: Viewport
    picture: QImage
    box: QRectF
    is_whole: bool
    """Whether all of the plate is in it."""

    def reaches(self, seen: QRectF, easel: Easel, placed: Placement) -> bool:
        """Whether it shows all that is seen of the plate."""
        return self.is_whole or self.there(easel, placed).adjusted(-1, -1, 1, 1).contains(seen)

    def there(self, easel: Easel, placed: Placement) -> QRectF:
        """Where it lies in the view of `easel`: shifted by whole pixels where the scale is the same."""
        now, then = transform_of(easel.viewport, placed), transform_of(self.viewport, placed)
        if easel.viewport.scale == self.viewport.scale:
            return self.box.translated(round(now.dx() - then.dx()), round(now.dy() - then.dy()))
        return (then.inverted()[0] * now).mapRect(self.box)

    def put(self, easel: Easel, placed: Placement) -> None:
        """Draw it where it lies."""
        there = self.there(easel, placed)
        if there.size() == self.box.size():
            easel.painter.drawImage(there.topLeft(), self.picture)
        else:
            easel.painter.drawImage(there, self.picture)


@dataclass(frozen=True, slots=True)
class Still:
    """What of a scene stands still on one plate until the next press: of two that are `about` the same, one picture serves."""

    name: str
    about: tuple[object, ...]
    box: QRectF
    """The pixels that it takes in the view; empty where there is nothing to paint."""
    paint: Callable[[Easel], None]
    is_scaled: bool = False
    """Whether its picture is drawn scaled on the way to another scale, as the plates beneath are; what is read keeps its size."""


class Shots:
    """The pictures of one widget, by plate and what is laid there."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, Hashable], tuple[_Shot, ...]] = {}
        """The last picture, and one of the whole plate: what the first does not reach while the view is on its way, the second does."""
        self._stills: dict[tuple[str, str], tuple[_Shot, ...]] = {}
        """First the one that was shown last, then the one that the next press may show."""
        self._signs: dict[Hashable, QImage] = {}
        self._signs_in: Theme | None = None
        self._rect = QRectF()
        self._font = QFont()
        self._moves = False

    def begin(self, rect: QRectF, sheet: Sheet, font: QFont, *, moves: bool) -> None:
        """Begin a frame of a widget of that size; `moves`: its view is on its way to another one. What lies on `sheet` no more is let go: a picture takes megabytes."""
        self._rect, self._font, self._moves = rect, font, moves
        self._kept = {name: shots for name, shots in self._kept.items() if sheet.get(name[0]) is not None}
        self._stills = {name: shots for name, shots in self._stills.items() if sheet.get(name[0]) is not None}

    def show(self, easel: Easel, placed: Placement, still: Still) -> None:
        """Draw a still: from the picture of its own view; on the way to another from any that reaches, or as it is."""
        if still.box.isEmpty() or not easel.sees(still.box):
            return
        shot = self._find(easel, placed, still)
        if shot is None and self._moves and not still.is_scaled:
            still.paint(easel)
            return
        shot = shot or (self._take_whole if self._moves else self._take)(easel, placed, still)
        self._stills[placed.plate, still.name] = tuple(sorted(self._stills[placed.plate, still.name], key=lambda each: each is not shot))
        shot.put(easel, placed)

    def take(self, easel: Easel, placed: Placement, still: Still) -> None:
        """Have the picture of a still ready, where the view is at rest and the still in it or near it."""
        if not (still.box.intersected(self._reach).isEmpty() or self._moves or self._find(easel, placed, still)):
            self._take(easel, placed, still)

    def sign(self, easel: Easel, look: Hashable, make: Callable[[], QImage]) -> QImage:
        """Return the picture of a sign that looks like this in the colours of now."""
        if easel.theme is not self._signs_in or len(self._signs) >= _MOST_SIGNS:
            self._signs_in, self._signs = easel.theme, {}
        key = (look, easel.density)
        if key not in self._signs:
            self._signs[key] = make()
        return self._signs[key]

    def _find(self, easel: Easel, placed: Placement, still: Still) -> _Shot | None:
        seen, now = still.box.intersected(self._rect), easel.viewport
        for shot in self._stills.get((placed.plate, still.name), ()):
            is_same = (shot.theme, shot.density, shot.arts) == (easel.theme, easel.density, still.about)
            was = shot.viewport
            serves = was == now or (self._moves and was.quarter == now.quarter and (still.is_scaled or was.scale == now.scale))
            if is_same and serves and shot.reaches(seen, easel, placed):
                return shot
        return None

    def _take(self, easel: Easel, placed: Placement, still: Still) -> _Shot:
        return self._keep(placed, still, self._made(easel, still.box, still.about, still.paint, within=self._reach))

    def _take_whole(self, easel: Easel, placed: Placement, still: Still) -> _Shot:
        """A picture of all of a still, no larger than the widget: wherever the view is on its way to, it reaches."""
        room = min(1.0, self._rect.width() / still.box.width(), self._rect.height() / still.box.height())
        far = replace(easel, viewport=easel.viewport.zoomed(room, (0.0, 0.0), limits=(0.0, easel.viewport.scale)))
        box = (easel.transform(placed).inverted()[0] * far.transform(placed)).mapRect(still.box)
        return self._keep(placed, still, self._made(far, box, still.about, still.paint, within=box))

    def _keep(self, placed: Placement, still: Still, shot: _Shot) -> _Shot:
        before = self._stills.get((placed.plate, still.name), ())
        self._stills[placed.plate, still.name] = (*before[:1], shot)
        return shot

    def draw(self, easel: Easel, placed: Placement, kinds: Hashable, arts: tuple[object, ...], paint: Callable[[Easel], None]) -> None:
        """Draw `arts` of some kinds on a placed plate; `paint` paints all of them where there is no picture that serves."""
        name = (placed.plate, kinds)
        if len(arts) < _LEAST_SHAPES:
            self._kept.pop(name, None)
            if arts:
                paint(easel)
            return
        seen = easel.box(placed).intersected(self._rect)
        if seen.isEmpty():
            return
        kept = self._kept.get(name, ())
        shot = next((each for each in kept if self._serves(each, easel, arts) and each.reaches(seen, easel, placed)), None)
        if shot is None:
            shot = self._made(easel, easel.box(placed), arts, paint, within=self._reach)
            whole = [each for each in kept if each.arts == arts and each.theme == easel.theme and each.is_whole]
            self._kept[name] = (shot,) if shot.is_whole else (shot, *whole[-1:])
        shot.put(easel, placed)

    def _serves(self, shot: _Shot, easel: Easel, arts: tuple[object, ...]) -> bool:
        was, now = shot.viewport, easel.viewport
        is_same = (shot.theme, shot.density, was.quarter) == (easel.theme, easel.density, now.quarter) and shot.arts == arts
        return is_same and (self._moves or was.scale == now.scale)

    @property
    def _reach(self) -> QRectF:
        """What a picture may take: the widget and some room round it."""
        across, down = self._rect.width() * _ROOM, self._rect.height() * _ROOM
        return self._rect.adjusted(-across, -down, across, down)

    def _made(self, easel: Easel, whole: QRectF, arts: tuple[object, ...], paint: Callable[[Easel], None], *, within: QRectF) -> _Shot:
        box = QRectF(whole.intersected(within).toAlignedRect())
        picture = QImage((box.size() * easel.density).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
        picture.setDevicePixelRatio(easel.density)
        picture.fill(0)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        painter.translate(QPointF(0, 0) - box.topLeft())
        paint(replace(easel, painter=painter, dirty=None, shots=None))
        painter.end()
        return _Shot(arts, easel.theme, easel.density, easel.viewport, picture, box, box.contains(whole))
