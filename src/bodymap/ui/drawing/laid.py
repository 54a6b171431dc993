"""What can be laid over the plates: attachments, nerves, sheets of fascia, and the skin of roots and nerves; how each is painted.

Told apart by pattern as well as by colour: origins hatched one way, insertions the other, nerves as lines in a casing, fascia as a pale veil, skin as
bands with a dashed edge and their name. Never red: red is referral. Frames: plate millimetres; painted in pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainterPath, QPen, QPolygonF, QTransform

from bodymap.ui.drawing.brushwork import faded
from bodymap.ui.drawing.pattern import hatch, hatch_path

if TYPE_CHECKING:
    from bodymap.ui.drawing.easel import Easel
    from bodymap.ui.drawing.sheet import Placement

LaidKind = Literal["origin", "insertion", "attachment", "nerve", "fascia", "band"]
UNDER: tuple[LaidKind, ...] = ("fascia", "band", "nerve")
"""Painted beneath muscle, zones and X's, in this order; the rest over the zones."""
OVER: tuple[LaidKind, ...] = ("attachment", "origin", "insertion")
_BEHIND = 0.45
_NEAR_MM = 2.5
"""What lies so near to the pointer is named."""
_MOST_NAMED = 3
_FITS = 0.7
"""A band is named when it is at least so many times as broad as its name."""
_LETTERS = 10
_PITCH = 0.9
_EDGE_PX = 6.0
_GRID = 9
_DASHED_FROM = 0.6
"""On a smaller figure (px/mm) the edges of bands are thin whole lines: dashes would be all that is seen."""


@dataclass(frozen=True, slots=True)
class LaidArt:
    """One shape laid over one plate. `behind`: other bones lie in front of it; `label`: what is written in it."""

    kind: LaidKind
    plate: str
    path: QPainterPath
    behind: bool = False
    label: str = ""
    id: str = ""
    name: str = ""
    """What it is called when it is pointed at."""
    is_even: bool = True
    """Every other band is a little paler, so that neighbours are told apart."""
    part: QPolygonF = field(default_factory=QPolygonF)
    """Its largest part, in which its label is written; found once, for each frame asks."""
    middle: QPointF = field(default_factory=QPointF)
    """Where in it the label stands."""


def band(name: str, plate: str, path: QPainterPath, label: str, *, is_even: bool) -> LaidArt:
    """Return a band of skin with the place of its label."""
    part = max(path.toFillPolygons(), key=_spread, default=QPolygonF())
    return LaidArt("band", plate, path, label=label, name=name, is_even=is_even, part=part, middle=_inside(part))


def names_at(arts: Sequence[LaidArt], plate: str, x: float, y: float) -> tuple[str, ...]:
    """Return the names of what is laid over a place of a plate, what is painted last first; a few of them where there are many."""
    near = QRectF(x - _NEAR_MM, y - _NEAR_MM, 2 * _NEAR_MM, 2 * _NEAR_MM)
    order = (*UNDER, *OVER)
    here = [art for art in arts if art.plate == plate and art.name and art.path.boundingRect().intersects(near) and art.path.intersects(near)]
    here.sort(key=lambda art: (art.behind, -order.index(art.kind)))
    return tuple(dict.fromkeys(art.name for art in here))[:_MOST_NAMED]


def paint_laid(easel: Easel, placed: Placement, arts: Sequence[LaidArt], kinds: Sequence[LaidKind]) -> None:
    """Paint what is laid over one plate of some kinds, kind by kind."""
    of_kind: dict[str, list[LaidArt]] = {kind: [] for kind in kinds}
    for art in arts:
        if art.plate == placed.plate and art.kind in of_kind:
            of_kind[art.kind].append(art)
    here = tuple(art for alike in of_kind.values() for art in alike)
    if easel.shots is not None:
        easel.shots.draw(easel, placed, kinds, here, lambda other: _paint_all(other, placed, here))
    else:
        _paint_all(easel, placed, here)


def _paint_all(easel: Easel, placed: Placement, arts: Sequence[LaidArt]) -> None:
    transform = easel.transform(placed)
    for art in easel.seen(placed, arts, _EDGE_PX):
        paint_one(easel, transform.map(art.path), art)
    _paint_labels(easel, transform, [art for art in arts if art.label])


def paint_one(easel: Easel, path: QPainterPath, art: LaidArt) -> None:
    """Paint one shape, mapped to pixels."""
    painter, theme = easel.painter, easel.theme
    weight = min(max(easel.viewport.scale**0.5, 0.5), 1.35)
    painter.save()
    if art.behind:
        painter.setOpacity(_BEHIND)
    if art.kind == "nerve":
        painter.strokePath(path, _pen(theme.nerve_line, 2.4 * weight))
        painter.strokePath(path, _pen(theme.nerve, 1.1 * weight))
        painter.fillPath(path, QColor(theme.nerve))
    elif art.kind == "fascia":
        painter.fillPath(path, faded(theme.muscle.tendon, 0.72))
        painter.strokePath(path, _pen(theme.fascia.line, 1.0))
    elif art.kind == "band":
        painter.fillPath(path, faded(theme.nerve, 0.2 if art.is_even else 0.09))
        pen = _pen(theme.nerve_line, 1.2 * weight)
        if easel.viewport.scale > _DASHED_FROM:
            pen.setDashPattern([4.0, 3.0])
        painter.strokePath(path, pen)
    else:
        _paint_attachment(easel, path, art.kind)
    painter.restore()


def _paint_attachment(easel: Easel, path: QPainterPath, kind: LaidKind) -> None:
    """An attachment: a hatch on a light ground, origins rising to the right, insertions falling, both ways where the sources do not say."""
    painter, theme = easel.painter, easel.theme
    colour = theme.insertion if kind == "insertion" else theme.origin
    painter.fillPath(path, faded(theme.halo, 0.55))
    for leaning_left in {"origin": (False,), "insertion": (True,)}.get(kind, (False, True)):
        if easel.as_vectors:
            painter.fillPath(partial(hatch_path, width=1.2, pitch=4.5, leaning_left=leaning_left)(path), QColor(colour))
        else:
            painter.fillPath(path, hatch(colour, easel.density, width=1.2, pitch=4.5, leaning_left=leaning_left))
    painter.strokePath(path, _pen(colour, 1.4 * min(max(easel.viewport.scale**0.5, 0.6), 1.0)))


def _paint_labels(easel: Easel, transform: QTransform, arts: Sequence[LaidArt]) -> None:
    """Write the names of bands, each in its largest part, with a halo; small bands have none, nor those whose name would lie on another.

    Where each stands does not hang on which pixels are painted just now.
    """
    if not arts:
        return
    font = QFont(easel.painter.font())
    font.setPixelSize(max(easel.theme.type.caption - 1, 11))
    font.setWeight(QFont.Weight.DemiBold)
    measure = QFontMetricsF(font)
    written: list[QRectF] = []
    for art in arts:
        lines = _lines(art.label)
        place = _place_of(art, transform, lines, measure)
        if place is None or any(place.intersects(other) for other in written):
            continue
        written.append(place)
        if easel.sees(place, _EDGE_PX):
            _write(easel, place, lines, font, measure)


def _place_of(art: LaidArt, transform: QTransform, lines: Sequence[str], measure: QFontMetricsF) -> QRectF | None:
    """Where a band's name stands, in pixels; None where the band is too small for it."""
    box = transform.mapRect(art.part.boundingRect())
    width = max(measure.horizontalAdvance(line) for line in lines)
    height = measure.height() * _PITCH * len(lines)
    if box.width() < width * _FITS or box.height() < height * 0.9:
        return None
    place = QRectF(0, 0, width + 4, height)
    place.moveCenter(transform.map(art.middle))
    return place if len(lines) == 1 or _holds(art.part, transform, place) else None


def _write(easel: Easel, place: QRectF, lines: Sequence[str], font: QFont, measure: QFontMetricsF) -> None:
    letters = QPainterPath()
    for row, line in enumerate(lines):
        x = place.center().x() - measure.horizontalAdvance(line) / 2
        letters.addText(QPointF(x, place.top() + row * measure.height() * _PITCH + measure.ascent() - 1), font, line)
    halo = QPen(QColor(easel.theme.halo), 3.0)
    halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    easel.painter.strokePath(letters, halo)
    easel.painter.fillPath(letters, QColor(easel.theme.nerve_line))


def _spread(part: QPolygonF) -> float:
    box = part.boundingRect()
    return box.width() * box.height()


def _inside(part: QPolygonF) -> QPointF:
    """The middle of a shape, or where that lies outside a bent one, the point of a grid inside it that is nearest to its middle."""
    box, middle = part.boundingRect(), part.boundingRect().center()
    rule = Qt.FillRule.OddEvenFill
    steps = [(n + 0.5) / _GRID for n in range(_GRID)]
    grid = [QPointF(box.left() + u * box.width(), box.top() + v * box.height()) for u in steps for v in steps]
    inside = [point for point in (middle, *grid) if part.containsPoint(point, rule)]
    return min(inside, key=lambda point: (point - middle).manhattanLength(), default=middle)


def _holds(part: QPolygonF, transform: QTransform, place: QRectF) -> bool:
    """Whether half of a name's breadth, in pixels, lies on the shape that it names."""
    y, (back, _) = place.center().y(), transform.inverted()
    across = [back.map(QPointF(place.left() + (n + 0.5) / _GRID * place.width(), y)) for n in range(_GRID)]
    return sum(part.containsPoint(point, Qt.FillRule.OddEvenFill) for point in across) >= _GRID / 2


def _lines(text: str) -> tuple[str, ...]:
    """Return a name in lines of about fourteen letters.

    >>> _lines("Lateral cutaneous nerve of the thigh")
    ('Lateral', 'cutaneous', 'nerve of', 'the thigh')
    >>> _lines("L5")
    ('L5',)
    """
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _LETTERS:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return tuple(lines)


def _pen(colour: str, width: float) -> QPen:
    return QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
