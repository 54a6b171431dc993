"""What can be laid over the plates: attachments, nerves, sheets of fascia, and the skin of roots and nerves; how each is painted.

Told apart by pattern as well as by colour: origins hatched one way, insertions the other, nerves as lines in a casing, fascia as a pale veil, skin as
bands with a dashed edge and their name. Never red: red is referral. Frames: plate millimetres; painted in pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainterPath, QPen

from bodymap.ui.drawing.brushwork import faded
from bodymap.ui.drawing.pattern import hatch, hatch_path

if TYPE_CHECKING:
    from bodymap.ui.drawing.overlay import Easel
    from bodymap.ui.drawing.sheet import Placement

LaidKind = Literal["origin", "insertion", "attachment", "nerve", "fascia", "band"]
UNDER: tuple[LaidKind, ...] = ("fascia", "band", "nerve")
"""Painted beneath muscle, zones and X's, in this order; the rest over the zones."""
OVER: tuple[LaidKind, ...] = ("attachment", "origin", "insertion")
_BEHIND = 0.45
_DASHED_FROM = 0.6
"""On a smaller figure (px/mm) the edges of bands are thin whole lines: dashes would be all that is seen."""


@dataclass(frozen=True, slots=True)
class LaidArt:
    """One shape laid over one plate. `behind`: other bones lie in front of it; `label`: the name written in it."""

    kind: LaidKind
    plate: str
    path: QPainterPath
    behind: bool = False
    label: str = ""
    id: str = ""


def paint_laid(easel: Easel, placed: Placement, arts: Sequence[LaidArt], kinds: Sequence[LaidKind]) -> None:
    """Paint what is laid over one plate of some kinds, kind by kind."""
    transform = easel.transform(placed)
    written: list[QRectF] = []
    for kind in kinds:
        here = [(art, transform.map(art.path)) for art in arts if art.kind == kind and art.plate == placed.plate]
        for art, path in here:
            paint_one(easel, path, art)
        for art, path in here:
            if art.label:
                _paint_label(easel, path, art.label, written)


def paint_one(easel: Easel, path: QPainterPath, art: LaidArt) -> None:
    """Paint one shape, mapped to pixels."""
    painter, theme = easel.painter, easel.theme
    weight = min(max(easel.viewport.scale**0.5, 0.5), 1.35)
    painter.save()
    if art.behind:
        painter.setOpacity(_BEHIND)
    if art.kind == "nerve":
        painter.strokePath(path, _pen(theme.nerve_line, 1.8 * weight))
        painter.fillPath(path, QColor(theme.nerve))
    elif art.kind == "fascia":
        painter.fillPath(path, faded(theme.muscle.tendon, 0.72))
        painter.strokePath(path, _pen(theme.skin_line, 1.0))
    elif art.kind == "band":
        painter.fillPath(path, faded(theme.nerve, 0.16))
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
    painter.strokePath(path, _pen(colour, 1.4))


def _paint_label(easel: Easel, path: QPainterPath, text: str, written: list[QRectF]) -> None:
    """Write a band's name in its largest part, with a halo; small bands have none, nor those whose name would lie on another."""
    painter, theme = easel.painter, easel.theme
    box = max((part.boundingRect() for part in path.toFillPolygons()), key=lambda each: each.width() * each.height(), default=QRectF())
    font = QFont(painter.font())
    font.setPixelSize(max(theme.type.caption - 1, 11))
    font.setWeight(QFont.Weight.DemiBold)
    measure = QFontMetricsF(font)
    if box.width() < measure.horizontalAdvance(text) * 0.7 or box.height() < measure.height() * 0.8:
        return
    centre = box.center()
    place = QRectF(0, 0, measure.horizontalAdvance(text) + 4, measure.height() * 0.85)
    place.moveCenter(centre)
    if any(place.intersects(other) for other in written):
        return
    written.append(place)
    letters = QPainterPath()
    letters.addText(QPointF(centre.x() - measure.horizontalAdvance(text) / 2, centre.y() + measure.ascent() / 2 - 1), font, text)
    halo = QPen(QColor(theme.halo), 3.0)
    halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(letters, halo)
    painter.fillPath(letters, QColor(theme.nerve_line))


def _pen(colour: str, width: float) -> QPen:
    return QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
