"""The X's of one plate: how each is drawn, and on which side its number stands.

On the screen an X is a picture at a whole pixel: each frame draws all of them, and few differ. Frame: pixels of the target.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from bodymap.own.record import is_own, named
from bodymap.ui.drawing.easel import Easel
from bodymap.ui.drawing.letter import halo_text, sized
from bodymap.ui.drawing.scene import Cross, Scene

if TYPE_CHECKING:
    from bodymap.ui.drawing.sheet import Placement

Way = tuple[int, int]
_WAYS: tuple[Way, ...] = ((1, 0), (-1, 0), (0, -1), (0, 1))
_NUMBER_AT_PX = 15.0
CROSS_BOX_PX = 90.0
"""As much as the largest X takes with ring, number and halo."""
_CROSS_PX = {"quiet": 12.0, "plain": 16.0, "hovered": 20.0, "chosen": 24.0}
_FRAME_PX = 1.5


def paint_crosses(easel: Easel, scene: Scene, placed: Placement) -> None:
    """The X's on one plate, the chosen one last; numbers stand where no other X and no landmark is."""
    transform = easel.transform(placed)
    here = [cross for cross in scene.crosses if cross.plate == placed.plate]
    spots = [easel.point(placed, cross.x, cross.y) for cross in here]
    seen = [easel.sees(_square(at, CROSS_BOX_PX)) for at in spots]
    if not any(seen):
        return
    starts = [transform.map(route.path.pointAtPercent(0.0)) for route in scene.routes if route.plate == placed.plate]
    ways = number_ways([at / easel.signs for at in spots], [at / easel.signs for at in starts])
    drawn = [each for each, is_seen in zip(zip(here, spots, ways, strict=True), seen, strict=True) if is_seen]
    for cross, at, way in sorted(drawn, key=lambda each: (each[0].chosen, each[0].hovered)):
        if easel.signs != 1.0:
            _paint_enlarged(easel, at, cross, way)
        elif easel.shots is None:
            paint_cross(easel, at, cross, way=way)
        else:
            look = (cross.point.number, cross.finding, cross.chosen, cross.hovered, cross.quiet, way)
            picture = easel.shots.sign(easel, look, partial(_picture, easel, cross, way))
            easel.painter.drawImage(at - QPointF(CROSS_BOX_PX / 2, CROSS_BOX_PX / 2), picture)


def _paint_enlarged(easel: Easel, at: QPointF, cross: Cross, way: Way) -> None:
    """Paint one X with its number as much larger as the easel says."""
    painter = easel.painter
    painter.save()
    painter.translate(at)
    painter.scale(easel.signs, easel.signs)
    paint_cross(easel, QPointF(0, 0), cross, way=way)
    painter.restore()


def _picture(easel: Easel, cross: Cross, way: Way) -> QImage:
    """One X with its number on a clear ground, its middle in the middle."""
    side = round(CROSS_BOX_PX * easel.density)
    picture = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    picture.setDevicePixelRatio(easel.density)
    picture.fill(0)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(easel.painter.font())
    paint_cross(replace(easel, painter=painter), QPointF(CROSS_BOX_PX / 2, CROSS_BOX_PX / 2), cross, way=way)
    painter.end()
    return picture


def paint_cross(easel: Easel, at: QPointF, cross: Cross, *, number: str | None = None, way: Way = (1, 0)) -> None:
    """Paint one X at a pixel with its number (or the text `number`): latent thin, active ringed, not found a small open circle.

    One of the therapist's own stands in a diamond and has a letter.
    """
    size = _CROSS_PX["chosen" if cross.chosen else "hovered" if cross.hovered else "quiet" if cross.quiet else "plain"]
    painter, theme = easel.painter, easel.theme
    own = is_own(cross.point.number)
    arm = size / 2 * (0.6 if own else 0.8)
    width = {"latent": 1.6}.get(cross.finding or "", theme.lines.cross)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    shape = QPainterPath()
    if cross.finding == "not-found":
        shape.addEllipse(at, 5.0, 5.0)
    else:
        shape.moveTo(at.x() - arm, at.y() - arm)
        shape.lineTo(at.x() + arm, at.y() + arm)
        shape.moveTo(at.x() - arm, at.y() + arm)
        shape.lineTo(at.x() + arm, at.y() - arm)
        if cross.finding == "active":
            shape.addEllipse(at, size * 0.72, size * 0.72)
    frame = _diamond(at, size * (1.1 if cross.finding == "active" else 0.9)) if own else QPainterPath()
    for colour, extra in ((theme.halo, 4.0), (theme.ink, 0.0)):
        painter.strokePath(frame, QPen(QColor(colour), _FRAME_PX + extra))
        pen = QPen(QColor(colour), width + extra)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.strokePath(shape, pen)
    if cross.quiet:
        return
    arm = size * 0.72 if cross.finding == "active" or own else arm
    font = sized(painter.font(), 15 if cross.chosen else 13, QFont.Weight.Bold)
    text = named(cross.point.number) if number is None else number
    reach = arm + 5 + QFontMetricsF(font).horizontalAdvance(text) / 2
    middle = QPointF(at.x() + way[0] * reach, at.y() + way[1] * (arm + 10))
    left = middle.x() - QFontMetricsF(font).horizontalAdvance(text) / 2
    halo_text(easel, QPointF(left, middle.y() + 5), text, font, theme.ink)


def _diamond(at: QPointF, reach: float) -> QPainterPath:
    """A square on its corner round a point."""
    shape = QPainterPath(at + QPointF(0, -reach))
    for x, y in ((reach, 0), (0, reach), (-reach, 0)):
        shape.lineTo(at + QPointF(x, y))
    shape.closeSubpath()
    return shape


def number_ways(spots: Sequence[QPointF], starts: Sequence[QPointF] = ()) -> tuple[Way, ...]:
    """Return for each X on which side of it its number stands: where no other X, number or landmark is, the right one if it may."""
    first = spots[0] if spots else QPointF()
    return _ways(tuple((round(at.x() - first.x(), 1), round(at.y() - first.y(), 1)) for at in (*spots, *starts)), len(spots))


@lru_cache(maxsize=64)
def _ways(places: tuple[tuple[float, float], ...], count: int) -> tuple[Way, ...]:
    """The ways of the first `count` places: the same wherever the whole of them lies, so that panning asks once."""
    spots = [QPointF(*place) for place in places]
    taken = [_square(spot, _CROSS_PX["plain"]) for spot in spots]
    ways: list[Way] = []
    for index, spot in enumerate(spots[:count]):
        others = taken[:index] + taken[index + 1 :]
        free = (way for way in _WAYS if not any(_number_box(spot, way).intersects(other) for other in others))
        way = next(free, _WAYS[0])
        ways.append(way)
        taken.append(_number_box(spot, way))
    return tuple(ways)


def _number_box(spot: QPointF, way: Way) -> QRectF:
    return QRectF(spot.x() + way[0] * _NUMBER_AT_PX - 5, spot.y() + way[1] * _NUMBER_AT_PX - 5, 10, 10)


def _square(middle: QPointF, side: float) -> QRectF:
    return QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
