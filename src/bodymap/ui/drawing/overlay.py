"""Paints a scene over the plates: the lit muscle, zones, marked spots, routes, X's, side letters and titles.

All in the device-independent pixels of the target, so that edges, dots, X's and letters keep their size at any zoom; only the
shapes themselves follow the body. The order is the order of meaning: muscle, zones, muscle's lines, cautions, spot, route, X.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QTransform

from bodymap.own.record import is_own, named
from bodymap.ui.drawing.art import Art, PlateArt
from bodymap.ui.drawing.brushwork import faded, paint_fills, paint_lines, pen_of
from bodymap.ui.drawing.caption import letters_of, title_of
from bodymap.ui.drawing.care import paint_ball, paint_caution, paint_less, paint_links
from bodymap.ui.drawing.easel import Easel
from bodymap.ui.drawing.laid import OVER, UNDER, paint_laid
from bodymap.ui.drawing.pattern import dot_path, dots, hatch, hatch_path, ring_path, rings
from bodymap.ui.drawing.scene import Cross, Scene, SpotArt, ZoneArt
from bodymap.ui.drawing.sheet import PLATES, Placement, Sheet
from bodymap.ui.drawing.sign import paint_signs

_LETTER_AT_MM = 230.0
_COVERED, _BEHIND = 0.55, 0.22
Way = tuple[int, int]
_WAYS: tuple[Way, ...] = ((1, 0), (-1, 0), (0, -1), (0, 1))
_NUMBER_AT_PX = 15.0
_EDGE_PX = 6.0
_OWN_EDGE_PX, _FRAME_PX = 1.8, 1.5
_GHOST_PX, _GHOST_EDGE_PX = 0.9, 1.6
CROSS_BOX_PX = 90.0
"""As much as the largest X takes with ring, number and halo."""
_SIGN_PX, _LABEL_PX = 32.0, 320.0
"""How far the signs of an area, and the name of a way's landmark, may reach beyond it."""
_CROSS_PX = {"quiet": 12.0, "plain": 16.0, "hovered": 20.0, "chosen": 24.0}


def paint_scene(easel: Easel, scene: Scene, sheet: Sheet, plates: dict[str, PlateArt]) -> None:
    """Paint everything of `scene` that lies over the composed plates."""
    easel.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for placed in sheet.placements:
        if not easel.sees(easel.box(placed)):
            continue
        paint_less(easel, scene, placed, plates[placed.plate])
        paint_laid(easel, placed, scene.laid, UNDER)
        _paint_lit(easel, scene, placed, plates[placed.plate])
        paint_laid(easel, placed, scene.laid, OVER)
        _paint_shapes(easel, scene, placed)
        _paint_crosses(easel, scene, placed)
    paint_links(easel, scene, sheet)


def _paint_shapes(easel: Easel, scene: Scene, placed: Placement) -> None:
    """Cautions, areas, balls, marked spots and ways on one plate, in this order."""
    transform = easel.transform(placed)
    for caution in easel.seen(placed, scene.cautions, _SIGN_PX):
        paint_caution(easel, transform.map(caution.path))
    for area in easel.seen(placed, scene.areas, _EDGE_PX):
        easel.painter.strokePath(transform.map(area.path), _dashed(easel.theme.ink, 1.6, (6.0, 4.0)))
    for ball in (each for each in scene.balls if each.plate == placed.plate):
        paint_ball(easel, transform, ball)
    for spot in easel.seen(placed, scene.spots, _SIGN_PX):
        paint_area(easel, transform.map(spot.path), spot)
    for route in easel.seen(placed, scene.routes, _LABEL_PX):
        _paint_route(easel, transform.map(route.path), route.landmark)


def _paint_crosses(easel: Easel, scene: Scene, placed: Placement) -> None:
    """The X's on one plate, the chosen one last; numbers stand where no other X and no landmark is."""
    transform = easel.transform(placed)
    here = [cross for cross in scene.crosses if cross.plate == placed.plate]
    spots = [easel.point(placed, cross.x, cross.y) for cross in here]
    seen = [easel.sees(_square(at, CROSS_BOX_PX)) for at in spots]
    if not any(seen):
        return
    starts = [transform.map(route.path.pointAtPercent(0.0)) for route in scene.routes if route.plate == placed.plate]
    ways = number_ways(spots, starts)
    drawn = [each for each, is_seen in zip(zip(here, spots, ways, strict=True), seen, strict=True) if is_seen]
    for cross, at, way in sorted(drawn, key=lambda each: (each[0].chosen, each[0].hovered)):
        paint_cross(easel, at, cross, way=way)


def paint_titles(easel: Easel, sheet: Sheet) -> None:
    """Paint each figure's title and the client's own R and L beside it."""
    painter, theme = easel.painter, easel.theme
    painter.save()
    for placed in sheet.placements:
        if not easel.sees(easel.box(placed)):
            continue
        x0, y0, x1, _ = placed.bounds
        painter.setPen(QColor(theme.quiet))
        painter.setFont(sized(painter.font(), theme.type.caption))
        top = easel.point(placed, (x0 + x1) / 2, y0)
        if not easel.viewport.quarter:  # how a lying figure lies is said beside it
            painter.drawText(QRectF(top.x() - 80, top.y() - 24, 160, 22), Qt.AlignmentFlag.AlignCenter, title_of(placed.plate))
        painter.setFont(sized(painter.font(), 17, QFont.Weight.DemiBold))
        letters_at = (-_LETTER_AT_MM, _LETTER_AT_MM) if placed.plate in PLATES else (x0, x1)
        for letter, x in zip(letters_of(placed.plate), letters_at, strict=True):
            at = easel.point(placed, x, y0 + 0.06 * (placed.bounds[3] - y0))
            painter.drawText(QRectF(at.x() - 20, at.y() - 14, 40, 28), Qt.AlignmentFlag.AlignCenter, letter)
    painter.restore()


def sized(font: QFont, px: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return `font` at `px` pixels and `weight`."""
    other = QFont(font)
    other.setPixelSize(px)
    other.setWeight(weight)
    return other


def _paint_lit(easel: Easel, scene: Scene, placed: Placement, plate: PlateArt) -> None:
    painter, theme = easel.painter, easel.theme
    weight, transform = easel.weight, easel.transform(placed)
    lit = (plate.by_id[each] for each in scene.lit if each in plate.by_id)
    arts = [art for art in lit if easel.sees(transform.mapRect(art.box), _EDGE_PX)]
    painter.save()
    painter.setTransform(transform, combine=True)
    for art in arts:
        painter.setOpacity(seen_strength(plate, art, scene))
        paint_fills(painter, art, theme.chosen)
    painter.setOpacity(1.0)
    painter.restore()
    zones = list(easel.seen(placed, scene.zones, _EDGE_PX))
    for kind in ("reported", "spillover", "essential", "own"):
        for zone in zones:
            if zone.kind == kind:
                paint_zone(easel, zone, transform)
    painter.save()
    painter.setTransform(transform, combine=True)
    for art in arts:
        outline = art.path("outline")
        if art.id in plate.behind:
            pen = pen_of(theme.chosen.line, weight.mm(theme.lines.inner))
            pen.setDashPattern([5.0, 4.0])
            painter.strokePath(outline or QPainterPath(), pen)
            continue
        paint_lines(painter, art, theme.chosen, theme, weight)
        painter.strokePath(outline or QPainterPath(), pen_of(theme.chosen.line, weight.mm(theme.lines.rim)))
    for made in easel.seen(placed, scene.constructed, _EDGE_PX):
        pen = pen_of(theme.chosen.line, weight.mm(theme.lines.rim))
        pen.setDashPattern([5.0, 4.0])
        painter.strokePath(made.path, pen)
    painter.restore()


def seen_strength(plate: PlateArt, art: Art, scene: Scene) -> float:
    """Return how strongly a lit structure is filled: whole where it lies open, glazed where others cover it, faint behind bone."""
    if art.id in plate.behind:
        return _BEHIND
    hidden = frozenset(layer for layer in ("superficial", "intermediate", "deep", "bone") if scene.layers.shown(layer) < 0.5)
    return _COVERED + (1 - _COVERED) * plate.open_share(art.id, hidden)


def measure_lit(scene: Scene, plates: Mapping[str, PlateArt]) -> Iterator[None]:
    """Measure ahead, one by one, what `seen_strength` asks of the structures that a scene lights."""
    for plate in plates.values():
        for art in (plate.by_id[each] for each in scene.lit if each in plate.by_id):
            seen_strength(plate, art, scene)
            yield


def paint_zone(easel: Easel, zone: ZoneArt, transform: QTransform) -> None:
    """Paint one zone: essential solid with an edge, spillover dotted with a dashed edge, reported the dashed edge alone.

    The therapist's own is strewn with open rings, its edge dashed and dotted, so that it also reads over the others.
    """
    painter, theme = easel.painter, easel.theme
    path = transform.map(zone.path)
    if zone.kind == "essential":
        painter.setBrush(faded(theme.referral, 0.85))
        painter.setPen(QPen(QColor(theme.referral_edge), theme.lines.zone_edge))
    elif zone.kind == "spillover":
        width, pitch = easel.stipple
        dots_in = partial(dot_path, width=width, pitch=pitch)
        _texture(easel, path, dots(theme.referral, easel.density), dots_in, theme.referral)
        painter.setPen(_dashed(theme.referral, 1.0, (4.0, 3.0)))
    elif zone.kind == "own":
        _texture(easel, path, rings(theme.referral_edge, easel.density), ring_path, theme.referral_edge)
        painter.strokePath(path, QPen(QColor(theme.halo), _OWN_EDGE_PX + 1.6))
        painter.setPen(_dashed(theme.referral_edge, _OWN_EDGE_PX, (9.0, 3.5, 1.8, 3.5)))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_dashed(theme.referral, 1.4, (6.0, 4.0)))
    painter.drawPath(path)


def paint_spot(easel: Easel, path: QPainterPath) -> None:
    """The client's pain: blue hatch and edge, with a thin halo so that it also reads on red; never a fill."""
    painter, theme = easel.painter, easel.theme
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.halo), theme.lines.spot_edge + 2.5))
    painter.drawPath(path)
    _texture(easel, path, hatch(theme.halo, easel.density, width=3.2), partial(hatch_path, width=3.2), theme.halo)
    _texture(easel, path, hatch(theme.pain, easel.density), hatch_path, theme.pain)
    painter.setPen(QPen(QColor(theme.pain), theme.lines.spot_edge))
    painter.drawPath(path)


def paint_ghost(easel: Easel, path: QPainterPath) -> None:
    """The pain of an earlier time: the edge alone, in long dashes with a dot between, and lines so far apart that they fade behind all else."""
    painter, theme = easel.painter, easel.theme
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.strokePath(path, QPen(QColor(theme.halo), theme.lines.spot_edge + 2.0))
    _texture(easel, path, hatch(theme.pain, easel.density, width=_GHOST_PX, pitch=21), partial(hatch_path, width=_GHOST_PX, pitch=21), theme.pain)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.strokePath(path, _dashed(theme.pain, _GHOST_EDGE_PX, (8.0, 4.0, 1.2, 4.0)))


def paint_area(easel: Easel, path: QPainterPath, spot: SpotArt) -> None:
    """A painted area by its kind: pain hatched with its quality's sign, no pain dotted with a tick, unexplained crossed over."""
    painter, theme = easel.painter, easel.theme
    if spot.kind == "unexplained":
        crossed = partial(hatch_path, leaning_left=True)
        _texture(easel, path, hatch(theme.pain, easel.density, leaning_left=True), crossed, theme.pain)
        return
    if spot.kind == "clear":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.strokePath(path, QPen(QColor(theme.halo), theme.lines.spot_edge + 2.5))
        painter.strokePath(path, _dashed(theme.pain, theme.lines.spot_edge, (1.0, 4.0)))
        halo_text(easel, path.boundingRect().center() - QPointF(6, -6), "✓", sized(painter.font(), 17, QFont.Weight.Bold), theme.pain)
        return
    if spot.kind == "ghost":
        paint_ghost(easel, path)
        return
    paint_spot(easel, path)
    if spot.kind == "new":
        _texture(easel, path, hatch(theme.pain, easel.density, leaning_left=True), partial(hatch_path, leaning_left=True), theme.pain)
    if spot.sign is not None:
        paint_signs(painter, path, spot.sign, (theme.halo, theme.pain), easel.density, as_vectors=easel.as_vectors)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    if spot.badge:
        box = path.boundingRect()
        halo_text(easel, QPointF(box.center().x() - 4, box.top() - 6), spot.badge, sized(painter.font(), 14, QFont.Weight.Bold), theme.pain)


def _paint_route(easel: Easel, path: QPainterPath, landmark: str) -> None:
    """The finger's way: round dots from a ringed landmark, with its name."""
    painter, theme = easel.painter, easel.theme
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((theme.halo, 6.0), (theme.ink, 3.0)):
        pen = QPen(QColor(colour), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setDashPattern([0.01, 6.0 / width])
        painter.setPen(pen)
        painter.drawPath(path)
    if path.elementCount() == 0:
        return
    start = path.pointAtPercent(0.0)
    painter.setPen(QPen(QColor(theme.halo), 5.0))
    painter.drawEllipse(start, 5, 5)
    painter.setPen(QPen(QColor(theme.ink), 2.0))
    painter.drawEllipse(start, 5, 5)
    end = path.pointAtPercent(1.0)
    draw_label(easel, start, landmark, leftward=end.x() > start.x())


def draw_label(easel: Easel, at: QPointF, text: str, *, leftward: bool) -> None:
    """Write `text` beside a point, on its left or right, with a halo; above it where the left edge would cut it."""
    font = sized(easel.painter.font(), easel.theme.type.caption, QFont.Weight.DemiBold)
    width = QFontMetricsF(font).horizontalAdvance(text)
    left = at.x() - 11 - width if leftward else at.x() + 11
    is_cut = left < _EDGE_PX
    baseline = QPointF(_EDGE_PX, at.y() - 11) if is_cut else QPointF(left, at.y() + 4.5)
    halo_text(easel, baseline, text, font, easel.theme.ink)


def halo_text(easel: Easel, baseline: QPointF, text: str, font: QFont, colour: str) -> None:
    """Write `text` with a halo of the theme, starting at `baseline`."""
    path = QPainterPath()
    path.addText(baseline, font, text)
    pen = QPen(QColor(easel.theme.halo), 3.5)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    easel.painter.strokePath(path, pen)
    easel.painter.fillPath(path, QColor(colour))


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
    taken = [_square(spot, _CROSS_PX["plain"]) for spot in (*spots, *starts)]
    ways: list[Way] = []
    for index, spot in enumerate(spots):
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


def _texture(
    easel: Easel, path: QPainterPath, brush: QBrush, marks_in: Callable[[QPainterPath], QPainterPath], colour: str
) -> None:
    """Fill `path` with a texture, or as vectors with the marks that lie in it; leaves the painter without a brush."""
    if easel.as_vectors:
        easel.painter.fillPath(marks_in(path), QColor(colour))
    else:
        easel.painter.fillPath(path, brush)
    easel.painter.setBrush(Qt.BrushStyle.NoBrush)


def _dashed(colour: str, width: float, dashes: tuple[float, ...]) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setDashPattern([length / width for length in dashes])
    return pen
