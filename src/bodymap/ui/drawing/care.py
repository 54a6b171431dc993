"""Care on the body: what is laid where and along which way, what a stretch pulls, what to keep off, what keeps what going.

Painted by the same code on the screen, in the client's view, in pictures and on paper. Frames: plate millimetres; sizes of signs are pixels.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainterPath, QPen, QTransform

from bodymap.ui.drawing.art import PlateArt
from bodymap.ui.drawing.brushwork import faded, paint_fills, pen_of
from bodymap.ui.drawing.letter import halo_text, sized
from bodymap.ui.drawing.pattern import hatch, hatch_path
from bodymap.ui.drawing.scene import BallArt, Link, Scene
from bodymap.ui.drawing.sheet import Placement, Sheet

if TYPE_CHECKING:
    from bodymap.ui.drawing.easel import Easel

_BALL_MM = 31.5
_LESS = 0.38
_WARNING_PX = 11.0
_HEAD_PX = 11.0
_MOVING = 0.55


def paint_less(easel: Easel, scene: Scene, placed: Placement, plate: PlateArt) -> None:
    """Paint the structures that are meant too, but less: faint, with a dashed edge, so that they are told from the lit ones in grey too."""
    painter, theme = easel.painter, easel.theme
    arts = [plate.by_id[each] for each in scene.less if each in plate.by_id and each not in plate.behind]
    painter.save()
    painter.setTransform(easel.transform(placed), combine=True)
    for art in arts:
        painter.setOpacity(_LESS)
        paint_fills(painter, art, theme.chosen)
        painter.setOpacity(1.0)
        pen = pen_of(theme.chosen.line, easel.weight.mm(1.4))
        pen.setDashPattern([4.0, 3.0])
        painter.strokePath(art.path("outline") or QPainterPath(), pen)
    painter.restore()


def paint_caution(easel: Easel, path: QPainterPath) -> None:
    """Hatch what to keep off in ink, and put the warning sign on it."""
    painter, theme = easel.painter, easel.theme
    painter.setOpacity(0.6)
    if easel.as_vectors:
        painter.fillPath(hatch_path(path, width=1.0, pitch=6, leaning_left=True), QColor(theme.ink))
    else:
        painter.fillPath(path, hatch(theme.ink, easel.density, width=1.0, pitch=6, leaning_left=True))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.ink), 1.0))
    painter.drawPath(path)
    painter.setOpacity(1.0)
    for part in path.toSubpathPolygons(QTransform()):
        box = part.boundingRect()
        if box.width() * box.height() > 6 * _WARNING_PX * _WARNING_PX:
            _paint_warning(easel, box.center())


def _paint_warning(easel: Easel, at: QPointF) -> None:
    """A triangle with an exclamation mark."""
    painter, theme, size = easel.painter, easel.theme, _WARNING_PX
    shape = QPainterPath(QPointF(at.x(), at.y() - size))
    shape.lineTo(at.x() + size, at.y() + 0.78 * size)
    shape.lineTo(at.x() - size, at.y() + 0.78 * size)
    shape.closeSubpath()
    pen = QPen(QColor(theme.halo), 5.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(shape, pen)
    painter.fillPath(shape, QColor(theme.halo))
    pen.setColor(QColor(theme.ink))
    pen.setWidthF(1.8)
    painter.strokePath(shape, pen)
    mark = QPainterPath(QPointF(at.x(), at.y() - 0.42 * size))
    mark.lineTo(at.x(), at.y() + 0.2 * size)
    mark.moveTo(at.x(), at.y() + 0.48 * size)
    mark.lineTo(at.x(), at.y() + 0.5 * size)
    painter.strokePath(mark, pen)


def paint_ball(easel: Easel, transform: QTransform, ball: BallArt) -> None:
    """Paint what is laid on the body in its real size, an arrow along its way, and, while it moves, where it is just now."""
    painter, theme = easel.painter, easel.theme
    way = transform.map(ball.path)
    if ball.at is None and way.length() < 2 * _radius(easel):  # seen from the edge only: a scribble without its ball
        return
    form = _form(easel, transform.map(ball.at), ball.form, _turn_at(way, 0.0)) if ball.at is not None else QPainterPath()
    shapes = [form] if form.contains(way) else [way, arrow_head(way), form]  # a way that ends under the ball is no arrow to be read
    for colour, width in ((theme.halo, 5.0), (theme.accent, 2.4)):
        pen = QPen(QColor(colour), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        for shape in shapes:
            painter.strokePath(shape, pen)
    if ball.at is not None:
        painter.fillPath(form, faded(theme.accent, 0.25))
    if easel.phase is not None and way.length() > 1:
        along = _eased(easel.phase)
        painter.fillPath(_form(easel, way.pointAtPercent(along), ball.form, _turn_at(way, along)), faded(theme.accent, _MOVING))


def _eased(phase: float) -> float:
    """There in the first four fifths, slow at both ends, then a rest: nothing on the body is done in a hurry."""
    part = min(phase / 0.8, 1.0)
    return 0.5 - 0.5 * math.cos(math.pi * part)


def _turn_at(way: QPainterPath, percent: float) -> float:
    """The direction of a way in degrees, 0 where there is none."""
    return 0.0 if way.length() < 1 else -way.angleAtPercent(min(max(percent, 0.02), 0.98))


def _radius(easel: Easel) -> float:
    """A ball's radius in pixels."""
    return max(_BALL_MM * easel.viewport.scale, 7.0)


def _form(easel: Easel, at: QPointF, form: str, turn: float) -> QPainterPath:
    """The outline of a ball, two balls, a roller, a hand or fingers round a pixel, across the way that it goes."""
    radius = _radius(easel)
    shape = QPainterPath()
    shape.setFillRule(Qt.FillRule.WindingFill)
    if form == "ball":
        shape.addEllipse(QPointF(0, 0), radius, radius)
    elif form == "two-balls":
        for side in (-1.05, 1.05):
            shape.addEllipse(QPointF(0, side * radius), radius, radius)
    elif form == "roller":
        shape.addRoundedRect(QRectF(-radius, -3.4 * radius, 2 * radius, 6.8 * radius), 0.5 * radius, 0.5 * radius)
    elif form == "hand":
        shape.addRoundedRect(QRectF(-1.25 * radius, -1.5 * radius, 2.5 * radius, 3 * radius), 1.1 * radius, 1.1 * radius)
    elif form == "pincer":
        for side in (-0.75, 0.75):
            shape.addEllipse(QPointF(0, side * radius), 0.36 * radius, 0.45 * radius)
    else:
        for side in (-0.62, 0.0, 0.62):
            shape.addRoundedRect(QRectF(-0.5 * radius, (side - 0.27) * radius, radius, 0.54 * radius), 0.27 * radius, 0.27 * radius)
    return (QTransform().translate(at.x(), at.y()).rotate(turn)).map(shape)


def arrow_head(way: QPainterPath, size: float = 9.0) -> QPainterPath:
    """Return the open head at the end of a way."""
    head = QPainterPath()
    if way.elementCount() > 1:
        end, before = way.pointAtPercent(1.0), way.pointAtPercent(way.percentAtLength(max(way.length() - 12.0, 0.0)))
        turn = math.atan2(end.y() - before.y(), end.x() - before.x())
        for side in (-2.6, 2.6):
            head.moveTo(end)
            head.lineTo(end.x() + size * math.cos(turn + side), end.y() + size * math.sin(turn + side))
    return head


def paint_links(easel: Easel, scene: Scene, sheet: Sheet) -> None:
    """Paint the chain: a bowed arrow from each cause to its effect, dashed for what is to be done, and each muscle's name once."""
    painter, theme = easel.painter, easel.theme
    named: dict[str, QPointF] = {}
    for index, link in enumerate(scene.links):
        way = _bow(easel, link, sheet, index)
        if way is None:
            continue
        named.setdefault(link.start_name, way.pointAtPercent(0.0))
        named.setdefault(link.end_name, way.pointAtPercent(1.0))
        for colour, width in ((theme.halo, 6.0), (theme.ink, 2.2)):
            pen = QPen(QColor(colour), width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.strokePath(arrow_head(way, _HEAD_PX), pen)
            if link.is_aim:
                pen.setDashPattern([7.0 / width, 6.0 / width])
            painter.strokePath(way, pen)
    _name(easel, named)


def _bow(easel: Easel, link: Link, sheet: Sheet, index: int) -> QPainterPath | None:
    """The way of one arrow in pixels, from near one muscle's middle to near the other's; None where a plate is not shown."""
    ends = []
    for plate, x, y in (link.start, link.end):
        placed = sheet.get(plate)
        if placed is None:
            return None
        ends.append(easel.point(placed, x, y))
    a, b = ends
    dx, dy = b.x() - a.x(), b.y() - a.y()
    far = math.hypot(dx, dy)
    if far < 4:
        return None
    bow = min(0.22 * far + 14.0, 60.0) * (-1.0 if link.is_aim else 1.0) * (1.0 + 0.12 * (index % 3))
    middle = QPointF((a.x() + b.x()) / 2 - bow * dy / far, (a.y() + b.y()) / 2 + bow * dx / far)
    path = QPainterPath(a)
    path.quadTo(middle, b)
    return path


def _name(easel: Easel, named: dict[str, QPointF]) -> None:
    """Write each muscle's name beside its end, where no other name stands."""
    painter, theme = easel.painter, easel.theme
    font = sized(painter.font(), theme.type.caption, QFont.Weight.DemiBold)
    metrics = QFontMetricsF(font)
    taken: list[QRectF] = []
    for text, at in named.items():
        width, height = metrics.horizontalAdvance(text), metrics.height()
        spots = [(9.0, 4.5), (-9.0 - width, 4.5), (-width / 2, -10.0), (-width / 2, height + 8), (9.0, 20.0), (-9.0 - width, 20.0), (9.0, -12.0)]
        boxes = [QRectF(at.x() + x, at.y() + y - height, width, height) for x, y in spots]
        free = next((box for box in boxes if box.left() > 4 and not any(box.intersects(other) for other in taken)), boxes[0])
        taken.append(free.adjusted(-2, -2, 2, 2))
        painter.setBrush(QColor(theme.ink))
        painter.setPen(QPen(QColor(theme.halo), 2.0))
        painter.drawEllipse(at, 4.5, 4.5)
        halo_text(easel, QPointF(free.left(), free.bottom() - metrics.descent()), text, font, theme.ink)
    painter.setBrush(Qt.BrushStyle.NoBrush)
