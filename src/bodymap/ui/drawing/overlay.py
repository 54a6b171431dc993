"""Paints a scene over the plates: the lit muscle, zones, marked spots, routes, X's, side letters and titles.

All in the device-independent pixels of the target, so that edges, dots, X's and letters keep their size at any zoom; only the
shapes themselves follow the body. The order is the order of meaning: muscle, zones, muscle's lines, cautions, spot, route, X.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen, QTransform

from bodymap.ui.drawing.art import Art, PlateArt
from bodymap.ui.drawing.brushwork import faded, paint_fills, paint_lines, pen_of
from bodymap.ui.drawing.caption import letters_of, title_of
from bodymap.ui.drawing.care import paint_ball, paint_caution, paint_less, paint_links
from bodymap.ui.drawing.cross import paint_crosses
from bodymap.ui.drawing.easel import Easel
from bodymap.ui.drawing.laid import OVER, UNDER, paint_laid
from bodymap.ui.drawing.letter import draw_label, halo_text, sized
from bodymap.ui.drawing.pattern import dot_path, dots, hatch, hatch_path, ring_path, rings
from bodymap.ui.drawing.scene import Scene, SpotArt, ZoneArt
from bodymap.ui.drawing.sheet import PLATES, Placement, Sheet
from bodymap.ui.drawing.shot import Still
from bodymap.ui.drawing.sign import paint_signs

_LETTER_AT_MM = 230.0
_COVERED, _BEHIND = 0.55, 0.22
_EDGE_PX = 6.0
_OWN_EDGE_PX = 1.8
_GHOST_PX, _GHOST_EDGE_PX = 0.9, 1.6
_SIGN_PX, _LABEL_PX = 32.0, 320.0
"""How far the signs of an area, and the name of a way's landmark, may reach beyond it."""


def paint_scene(easel: Easel, scene: Scene, sheet: Sheet, plates: dict[str, PlateArt]) -> None:
    """Paint everything of `scene` that lies over the composed plates."""
    easel.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for placed in sheet.placements:
        if not easel.sees(easel.box(placed)):
            continue
        lit, shapes = _stills(easel, scene, placed, plates[placed.plate])
        paint_laid(easel, placed, scene.laid, UNDER)
        _show(easel, placed, lit)
        paint_laid(easel, placed, scene.laid, OVER)
        _show(easel, placed, shapes)
        paint_crosses(easel, scene, placed)
    paint_links(easel, scene, sheet)


def paint_ahead(easel: Easel, scene: Scene, sheet: Sheet, plates: Mapping[str, PlateArt]) -> Iterator[None]:
    """Make, one by one, the pictures that `scene` will need where it is shown next."""
    for placed in sheet.placements:
        for still in _stills(easel, scene, placed, plates[placed.plate]):
            if easel.shots is not None:
                easel.shots.take(easel, placed, still)
            yield


def _show(easel: Easel, placed: Placement, still: Still) -> None:
    if easel.shots is not None:
        easel.shots.show(easel, placed, still)
    else:
        still.paint(easel)


def _stills(easel: Easel, scene: Scene, placed: Placement, plate: PlateArt) -> tuple[Still, Still]:
    """What of a scene changes with a press only, on one plate: the lit muscle with its zones, and what is drawn over them."""
    transform = easel.transform(placed)
    lit = tuple(plate.by_id[each] for each in (*scene.less, *scene.lit) if each in plate.by_id)
    zones, constructed, cautions, areas, balls, spots, routes = (
        tuple(art for art in arts if art.plate == placed.plate)
        for arts in (scene.zones, scene.constructed, scene.cautions, scene.areas, scene.balls, scene.spots, scene.routes)
    )
    under = _box(transform, (art.box for art in lit), (art.path.boundingRect() for art in (*zones, *constructed)), air=_EDGE_PX)
    over = _box(transform, (art.path.boundingRect() for art in (*cautions, *areas, *spots)), air=_SIGN_PX)
    over = over.united(_box(transform, (art.path.boundingRect() for art in routes), air=_LABEL_PX))

    def paint_under(easel: Easel) -> None:
        paint_less(easel, scene, placed, plate)
        _paint_lit(easel, scene, placed, plate)

    return (
        Still("lit", (lit, scene.less, scene.lit, scene.layers, zones, constructed), under, paint_under, is_scaled=True),
        Still("shapes", (cautions, areas, balls, spots, routes), easel.box(placed) if balls else over, lambda easel: _paint_shapes(easel, scene, placed)),
    )


def _box(transform: QTransform, *boxes: Iterable[QRectF], air: float) -> QRectF:
    """The pixels that some boxes of a plate take, with so much air round them; empty where there is none."""
    found = QRectF()
    for box in chain(*boxes):
        found = found.united(box)
    return transform.mapRect(found).adjusted(-air, -air, air, air) if not found.isNull() else QRectF()


def _paint_shapes(easel: Easel, scene: Scene, placed: Placement) -> None:
    """Cautions, areas, marked spots, balls and ways on one plate, in this order."""
    transform = easel.transform(placed)
    for caution in easel.seen(placed, scene.cautions, _SIGN_PX):
        paint_caution(easel, transform.map(caution.path))
    for area in easel.seen(placed, scene.areas, _EDGE_PX):
        easel.painter.strokePath(transform.map(area.path), _dashed(easel.theme.ink, 1.6, (6.0, 4.0)))
    for spot in easel.seen(placed, scene.spots, _SIGN_PX):
        paint_area(easel, transform.map(spot.path), spot)
    for ball in (each for each in scene.balls if each.plate == placed.plate):
        paint_ball(easel, transform, ball)
    for route in easel.seen(placed, scene.routes, _LABEL_PX):
        _paint_route(easel, transform.map(route.path), route.landmark)


def paint_titles(easel: Easel, sheet: Sheet) -> None:
    """Paint each figure's title and the client's own R and L beside it."""
    small, large = sized(easel.painter.font(), easel.theme.type.caption), sized(easel.painter.font(), 17, QFont.Weight.DemiBold)
    easel.painter.save()
    easel.painter.setPen(QColor(easel.theme.quiet))
    for placed in sheet.placements:
        x0, y0, x1, _ = placed.bounds
        top = easel.point(placed, (x0 + x1) / 2, y0)
        if not easel.viewport.quarter:  # how a lying figure lies is said beside it
            if top.y() <= 0:
                continue  # its name and letters stand at the upper edge
            _write(easel, QRectF(top.x() - 80, top.y() - 24, 160, 22), small, title_of(placed.plate))
        letters_at = (-_LETTER_AT_MM, _LETTER_AT_MM) if placed.plate in PLATES else (x0, x1)
        for letter, x in zip(letters_of(placed.plate), letters_at, strict=True):
            at = easel.point(placed, x, y0 + 0.06 * (placed.bounds[3] - y0))
            _write(easel, QRectF(at.x() - 20, at.y() - 14, 40, 28), large, letter)
    easel.painter.restore()


def _write(easel: Easel, box: QRectF, font: QFont, text: str) -> None:
    if easel.sees(box):
        easel.painter.setFont(font)
        easel.painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


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
