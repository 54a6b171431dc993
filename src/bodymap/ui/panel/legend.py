"""The legend of signs, drawn with the same brushes as the body, so that it cannot differ from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar, get_args

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QTransform
from PySide6.QtWidgets import QWidget

from bodymap.ids import Side
from bodymap.own.record import FIRST_NUMBER
from bodymap.session.record import Finding, PointKey
from bodymap.tongue import phrase, tr
from bodymap.ui.drawing.care import paint_ball, paint_caution
from bodymap.ui.drawing.cross import paint_cross
from bodymap.ui.drawing.easel import Easel
from bodymap.ui.drawing.laid import LaidArt, LaidKind, paint_one
from bodymap.ui.drawing.letter import sized
from bodymap.ui.drawing.overlay import paint_area, paint_spot, paint_zone
from bodymap.ui.drawing.scene import BallArt, Cross, Scene, SpotArt, ZoneArt, ZoneKind
from bodymap.ui.drawing.sheet import Viewport
from bodymap.ui.drawing.sign import sign_path
from bodymap.ui.theme import Theme

KindT = TypeVar("KindT", bound=str)
Sign = tuple[str, str]
"""A sign's name, and the words for it."""
ALWAYS: tuple[Sign, ...] = (
    ("essential", phrase("essential")),
    ("spillover", phrase("spillover")),
    ("spot", phrase("marked pain")),
    ("cross", phrase("trigger point")),
)
_SOMETIMES: tuple[Sign, ...] = (("own", phrase("your own zone")), ("own-cross", phrase("your own X")), ("reported", phrase("reported")), ("unexplained", phrase("unexplained")), ("caution", phrase("keep off")), ("ball", phrase("press or roll here")))
_FOUND: tuple[Sign, ...] = (("active", phrase("the client’s pain")), ("latent", phrase("latent")), ("not-found", phrase("not found")))
"""What was found at an X."""
_LAID: tuple[Sign, ...] = (
    ("origin", phrase("origin")),
    ("insertion", phrase("insertion")),
    ("nerve", phrase("nerve")),
    ("fascia", phrase("fascia")),
    ("band", phrase("skin of a root or nerve")),
)
_SWATCH = QSize(26, 16)
_GAP_PX, _NEXT_PX = 7, 16
_SCALES = {"own-cross": 0.58, "active": 0.64}
"""With its diamond or its ring an X would not fit into a line of words."""


def signs_of(scene: Scene, names: Mapping[str, str]) -> tuple[Sign, ...]:
    """Return the signs to explain: the four that are always meant, then what else is on the sheet; `names` are those of qualities' signs."""
    kinds = {str(zone.kind) for zone in scene.zones} | {spot.kind for spot in scene.spots} | ({"caution"} if scene.cautions else set())
    qualities = dict.fromkeys(spot.sign for spot in scene.spots if spot.sign)
    drawn = [(f"quality:{sign}", names[sign]) for sign in qualities if sign in names]
    kinds |= {str(art.kind) for art in scene.laid} | ({"own-cross"} if scene.own_crosses else set()) | ({"ball"} if scene.balls else set())
    kinds |= {cross.finding for cross in scene.crosses if cross.finding}
    return (*((sign, tr(words)) for sign, words in ALWAYS), *drawn, *((sign, tr(words)) for sign, words in (*_FOUND, *_SOMETIMES, *_LAID) if sign in kinds))


def idle_of(scene: Scene) -> frozenset[str]:
    """Return which of the four that are always meant are not on the sheet just now."""
    drawn = {str(zone.kind) for zone in scene.zones} | ({"spot"} if scene.spots else set()) | ({"cross"} if any(not cross.finding for cross in scene.crosses) else set())
    return frozenset(sign for sign, _ in ALWAYS) - drawn


def paint_sign(easel: Easel, sign: str, rect: QRectF) -> None:
    """Paint one sign into `rect`."""
    path = QPainterPath()
    if sign == "nerve":
        path.addRoundedRect(QRectF(rect.left() + 2, rect.center().y() - 1, rect.width() - 4, 2.5), 1, 1)
        paint_one(easel, path, LaidArt("nerve", "", path))
        return
    path.addRoundedRect(rect.adjusted(1.5, 1.5, -1.5, -1.5), 2, 2)
    laid, zone = _one_of(get_args(LaidKind), sign), _one_of(get_args(ZoneKind), sign)
    if sign in {"cross", "own-cross"} or sign in dict(_FOUND):
        _paint_cross(easel, sign, rect.center())
    elif sign in {"spot", "unexplained"}:
        paint_spot(easel, path)
        if sign == "unexplained":
            paint_area(easel, path, SpotArt("", path, 0, "unexplained"))
    elif sign == "caution":
        paint_caution(easel, path)
    elif sign == "ball":
        _paint_ball(easel, rect)
    elif sign.startswith("quality:"):
        painter = easel.painter
        painter.strokePath(sign_path(sign.partition(":")[2], rect.center()), QPen(QColor(easel.theme.pain), 1.8))
    elif laid is not None:
        paint_one(easel, path, LaidArt(laid, "", path))
    elif zone is not None:
        paint_zone(easel, ZoneArt(zone, "", path), QTransform())


def _one_of(kinds: tuple[KindT, ...], name: str) -> KindT | None:
    return next((kind for kind in kinds if kind == name), None)


def _paint_cross(easel: Easel, sign: str, middle: QPointF) -> None:
    point = PointKey("", Side.LEFT, FIRST_NUMBER if sign == "own-cross" else 0)
    scale = _SCALES.get(sign, 1.0)
    easel.painter.save()
    easel.painter.translate(middle)
    easel.painter.scale(scale, scale)
    paint_cross(easel, QPointF(0, 0), Cross(point, "", 0, 0, "", _one_of(get_args(Finding), sign)), number="")
    easel.painter.restore()


def _paint_ball(easel: Easel, rect: QRectF) -> None:
    middle = QPointF(rect.left() + rect.height() / 2, rect.center().y())
    way = QPainterPath(middle)
    way.lineTo(rect.right() - 2, middle.y())
    paint_ball(replace(easel, viewport=Viewport(0.0), phase=None), QTransform(), BallArt("", middle, way))


class Legend(QWidget):
    """Signs with their words, in one row, as many as there is room for; painted whole, so that it costs nothing to change."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("legend")
        self._theme = theme
        self._signs: tuple[Sign, ...] = ()
        self._idle: frozenset[str] = frozenset()
        self.setMinimumWidth(120)
        self.show_signs(tuple((sign, tr(words)) for sign, words in ALWAYS))

    @property
    def signs(self) -> tuple[Sign, ...]:
        """The signs that it explains."""
        return self._signs

    @property
    def whole_px(self) -> int:
        """The width that all signs and words need."""
        return self._px(self._signs) + _NEXT_PX

    @property
    def seen(self) -> tuple[Sign, ...]:
        """The signs that there is room for: what is not on the sheet just now stands back first, then the last ones."""
        seen = [*self._signs]
        for sign in reversed(self._signs):
            if sign[0] in self._idle and self._px(seen) > self.width():
                seen.remove(sign)
        while len(seen) > 1 and self._px(seen) > self.width():
            seen.pop()
        return tuple(seen)

    def show_signs(self, signs: Sequence[Sign], idle: frozenset[str] = frozenset()) -> None:
        """Explain `signs`; those in `idle` are not on the sheet."""
        if (tuple(signs), idle) == (self._signs, self._idle):
            return
        self._signs, self._idle = tuple(signs), idle
        said = tr("Legend: {signs}", signs=", ".join(words for _, words in signs))
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in `theme`."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.whole_px, max(_SWATCH.height(), self._metrics().height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(sized(painter.font(), self._theme.type.caption))
        easel = Easel(painter, self._theme, Viewport(), self.devicePixelRatioF())
        x = 0
        for sign, words in self.seen:
            width = _SWATCH.width() + _GAP_PX + painter.fontMetrics().horizontalAdvance(words)
            painter.save()
            paint_sign(easel, sign, QRectF(x, (self.height() - _SWATCH.height()) / 2, _SWATCH.width(), _SWATCH.height()))
            painter.restore()
            painter.setPen(QColor(self._theme.quiet))
            at = QRectF(x + _SWATCH.width() + _GAP_PX, 0, width, self.height())
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
            x += width + _NEXT_PX
        painter.end()

    def _px(self, signs: Sequence[Sign]) -> int:
        """The width of these signs and words in a row."""
        metrics = self._metrics()
        return sum(_SWATCH.width() + _GAP_PX + metrics.horizontalAdvance(words) + _NEXT_PX for _, words in signs) - _NEXT_PX

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(sized(self.font(), self._theme.type.caption))
