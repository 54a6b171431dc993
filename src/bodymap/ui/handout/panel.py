"""Which plates a handout's picture shows, and which part of each: cut to what speaks, and enlarged where that lies on head, hand or foot.

Frames: plate millimetres.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QTransform

from bodymap.anatomy.location import INSETS
from bodymap.ids import Side
from bodymap.ui.drawing.art import PlateArt
from bodymap.ui.drawing.scene import Scene
from bodymap.ui.drawing.sheet import PLATES

_MARGIN_MM, _SMALL_MARGIN_MM = 45.0, 58.5
_LEAST_MM, _LEAST_HALF_MM = 260.0, 150.0
_FAR_MM = 250.0
_MOST_PANELS, _MOST_INSETS = 3, 2
_KEPT_SHARE, _KEPT_INSET_SHARE = 0.12, 0.3
"""A plate that shows less of the zones than this share of the best one's, and no X, is left out."""
_OPEN_SHARE = 0.2
_DEEP_SHARE = 0.02
"""A lit structure of which so much lies open is worth a picture; where there is none, one of which a little does, from the back first."""
_CROSS_WORTH, _BALL_WORTH = 4000.0, 90000.0
_SLACK_MM = 25.0
"""What leaves an inset's window by so much still counts as within it."""
_BALL_MM = 32.0
_EDGE_MM = 8.0
_MORE = 1.5
"""An inset is added where it shows so many times more than the plates do: the sole, which none of them sees."""
_ALONE = frozenset({"hand", "foot"})
"""Parts that a small picture shows by themselves."""
_TWO_SIDED = ("posterior", "anterior")
Things = Sequence[tuple[str, QRectF]]


@dataclass(frozen=True, slots=True)
class Panel:
    """One plate of a picture and the part of it that is shown, in its millimetres."""

    plate: str
    crop: QRectF


def with_room(panels: Sequence[Panel], scene: Scene, wide_mm: float) -> tuple[Panel, ...]:
    """Return the panels so wide that `wide_mm` lies at either side of each X that they show: its number stands there."""
    return tuple(Panel(panel.plate, _with_room(panel, scene, wide_mm)) for panel in panels)


def _with_room(panel: Panel, scene: Scene, wide_mm: float) -> QRectF:
    crop = panel.crop
    at = [cross.x for cross in scene.crosses if cross.plate == panel.plate and crop.contains(cross.x, cross.y)]
    left, right = min((x - wide_mm for x in at), default=crop.left()), max((x + wide_mm for x in at), default=crop.right())
    return crop.united(QRectF(QPointF(left, crop.top()), QPointF(right, crop.bottom())))


def most_telling(panels: Sequence[Panel], scene: Scene) -> tuple[Panel, ...]:
    """Return at most two of `panels`, in their order: where the X is, and where most of the zone is."""
    if len(panels) <= 1:
        return tuple(panels)

    def red(panel: Panel) -> float:
        boxes = (zone.path.boundingRect().intersected(panel.crop) for zone in scene.zones if zone.plate == panel.plate and zone.kind == "essential")
        return sum(box.width() * box.height() for box in boxes)

    def crosses(panel: Panel) -> int:
        return sum(each.plate == panel.plate and panel.crop.contains(each.x, each.y) for each in scene.crosses)

    reddest = max(panels, key=red)
    marked = reddest if crosses(reddest) else max(panels, key=crosses)
    return tuple(each for each in panels if each is reddest or each is marked)


def things_of(scene: Scene, plates: Mapping[str, PlateArt], *, with_lit: bool) -> Things:
    """Return plate and box of everything that is drawn over the whole-body plates; with `with_lit` of lit structures that lie open too."""
    found = [(plate, box) for plate, box in _drawn(scene) if plate in plates and plate in PLATES]
    if with_lit:
        lit = tuple(_lit(scene, plates, PLATES, _OPEN_SHARE))
        deep = (tuple(_lit(scene, plates, [name], _DEEP_SHARE)) for name in ("posterior", *PLATES))
        found.extend(lit or next((each for each in deep if each), ()))
    return tuple(found)


def _lit(scene: Scene, plates: Mapping[str, PlateArt], names: Sequence[str], least: float) -> Iterator[tuple[str, QRectF]]:
    """Plate and box of the lit structures of which more than such a share lies open."""
    for name in (each for each in names if each in plates):
        art = plates[name]
        lit = (each for each in scene.lit if each in art.by_id and each not in art.behind)
        yield from ((name, art.by_id[each].box) for each in lit if art.open_share(each, frozenset()) > least)


def panels_of(scene: Scene, things: Things, plates: Mapping[str, PlateArt], *, is_large: bool) -> tuple[Panel, ...]:
    """Return the whole-body plates that tell most, in the order of the sheet: up to three in a large picture, one in a small one."""
    margin = _MARGIN_MM if is_large else _SMALL_MARGIN_MM
    stretches = _stretches(box for _, box in things)
    panels = [panel for stretch in stretches for panel in _panels(scene, things, plates, stretch, margin)]
    return _best(panels, _KEPT_SHARE, _MOST_PANELS if is_large else 1)


def insets_for(scene: Scene, things: Things, plates: Mapping[str, PlateArt], side: Side) -> tuple[str, ...]:
    """Return the insets, of those in `plates`, on whose places something is drawn; one-sided ones of `side` only.

    Where no whole-body plate shows anything, those that show what is lit.
    """
    parts = {part for plate, box in things for part in _parts(plate, box, plates)}
    if not things:
        parts = {name.partition("-")[0] for name in INSETS if name in plates and not _lit_box(scene, plates[name]).isEmpty()} & _ALONE
    found = (each for each in INSETS if each in plates and each.partition("-")[0] in parts)
    return tuple(each for each in found if "." not in each or each.endswith(f".{side}"))


def with_insets(
    scene: Scene, things: Things, shown: Sequence[Panel], plates: Mapping[str, PlateArt], insets: Sequence[str]
) -> tuple[Panel, ...]:
    """Return the insets instead of `shown` where they show all that matters, or beside it the one that shows what no other plate sees."""
    is_large = bool(scene.zones or scene.crosses)
    panels = [(_worth(scene, name, _whole(plates[name]), _lit_box(scene, plates[name])), Panel(name, _whole(plates[name]))) for name in insets]
    panels = [each for each in panels if each[0] > 0]
    if not panels:
        return tuple(shown)
    parts = [_parts(plate, box, plates) for plate, box in (_weighty(scene) if is_large else _middles(scene, things))]
    within = set.intersection(*parts) if parts else set(_ALONE)
    near = [each for each in panels if each[1].plate.partition("-")[0] in (within if is_large else within & _ALONE)]
    if near:
        return _best(near, _KEPT_INSET_SHARE, _MOST_INSETS if is_large else 1)
    if not is_large:
        return tuple(shown)
    return (*shown, *_unseen(scene, plates, panels))


def _unseen(scene: Scene, plates: Mapping[str, PlateArt], panels: Sequence[tuple[float, Panel]]) -> Iterator[Panel]:
    """The sole, where more of a zone lies on it than any plate shows."""
    soles = [each for each in panels if each[1].plate.startswith("foot-plantar")]
    seen = [_size(box) for plate, box in _weighty(scene) if "foot" in _parts(plate, box, plates)]
    for _, panel in soles:
        area = sum(_size(zone.path.boundingRect()) for zone in scene.zones if zone.plate == panel.plate and zone.kind == "essential")
        if seen and area > _MORE * max(seen):
            yield panel


def _weighty(scene: Scene) -> Things:
    """Plate and box of what a picture must show on the whole-body plates: essential zones, X's, balls and what the client marked."""
    return [(plate, box) for plate, box in _drawn(scene, only=("essential",)) if plate in PLATES]


def _middles(scene: Scene, things: Things) -> Things:
    """Where the balls lie, of whatever size they are; without any, what is lit."""
    return [(ball.plate, QRectF(ball.at, ball.at)) for ball in scene.balls if ball.at is not None and ball.plate in PLATES] or things


def _parts(plate: str, box: QRectF, plates: Mapping[str, PlateArt]) -> set[str]:
    """The parts of the body (head, hand, foot) of whose enlarged place a box on a whole-body plate lies within."""
    found = set()
    for name in (each for each in INSETS if each in plates):
        part, place = name.partition("-")[0], plates[name].parent_rect
        if place is None or part == "arm":
            continue
        x0, y0, x1, y1 = place
        is_there = y0 - _SLACK_MM <= box.top() and box.bottom() <= y1 + _SLACK_MM
        if part == "hand":
            is_there = is_there and plates[name].parent == plate and x0 - _SLACK_MM <= box.left() and box.right() <= x1 + _SLACK_MM
        elif part == "foot":
            is_there = is_there and "plantar" in name and (plate not in _TWO_SIDED or abs(box.center().x()) < 200)
        if is_there:
            found.add(part)
    return found


def _panels(
    scene: Scene, things: Things, plates: Mapping[str, PlateArt], stretch: tuple[float, float], margin: float
) -> Iterator[tuple[float, Panel]]:
    """The plates that show something within a stretch of height, in the order of the sheet, each with what it is worth."""
    top, bottom = stretch[0] - margin, stretch[1] + margin
    spare = (_LEAST_MM - (bottom - top)) / 2
    top, bottom = (top - spare, bottom + spare) if spare > 0 else (top, bottom)
    for name in sorted({plate for plate, _ in things}, key=PLATES.index):
        boxes = [box for plate, box in things if plate == name and stretch[0] <= box.center().y() <= stretch[1]]
        if boxes:
            box = boxes[0]
            for each in boxes:
                box = box.united(each)
            crop = _crop(plates[name], box, top, bottom, margin)
            yield _worth(scene, name, crop, box), Panel(name, crop)


def _best(panels: Sequence[tuple[float, Panel]], kept_share: float, most: int) -> tuple[Panel, ...]:
    """The panels that are worth most, in the order in which they came."""
    best = max((worth for worth, _ in panels), default=0.0)
    chosen = sorted((each for each in panels if each[0] >= kept_share * best), key=lambda each: -each[0])[:most]
    return tuple(panel for _, panel in panels if any(panel is each for _, each in chosen))


def _worth(scene: Scene, plate: str, crop: QRectF, box: QRectF) -> float:
    """How much a panel tells: the area of its zones, and something for each X and each ball that lies on it."""
    zones = [zone.path.boundingRect() for zone in scene.zones if zone.plate == plate and crop.intersects(zone.path.boundingRect())]
    area = sum(_size(zone.intersected(crop)) for zone in zones)
    crosses = sum(each.plate == plate and crop.contains(each.x, each.y) for each in scene.crosses)
    balls = sum(each.plate == plate and each.at is not None for each in scene.balls)
    if not (zones or crosses or balls) and not scene.spots:
        area = _size(box)
    return area + _CROSS_WORTH * crosses + _BALL_WORTH * balls


def _crop(plate: PlateArt, box: QRectF, top: float, bottom: float, margin: float) -> QRectF:
    """The part of a plate that is shown: front and back keep the middle line in their middle."""
    x0, y0, x1, y1 = plate.bounds
    if plate.name in _TWO_SIDED:
        half = max(abs(box.left()), abs(box.right()), _LEAST_HALF_MM) + margin
        left, right = -half, half
    else:
        spare = max((_LEAST_MM - box.width()) / 2, margin)
        left, right = box.left() - spare, box.right() + spare
    left, right = max(left, x0 - _EDGE_MM), min(right, x1 + _EDGE_MM)
    return QRectF(QPointF(left, max(top, y0 - _EDGE_MM)), QPointF(right, min(bottom, y1 + _EDGE_MM)))


def _lit_box(scene: Scene, plate: PlateArt) -> QRectF:
    """The box of the lit structures that lie open on a plate."""
    box = QRectF()
    for each in scene.lit:
        if each in plate.by_id and each not in plate.behind and plate.open_share(each, frozenset()) > _OPEN_SHARE:
            box = box.united(plate.by_id[each].box)
    return box


def _whole(plate: PlateArt) -> QRectF:
    x0, y0, x1, y1 = plate.bounds
    return QRectF(QPointF(x0, y0), QPointF(x1, y1))


def _drawn(scene: Scene, only: Sequence[str] = ()) -> Iterator[tuple[str, QRectF]]:
    """Plate and box of everything that lies over the plates, whatever kinds of things scenes may hold; zones perhaps of some kinds only."""
    for each in fields(scene):
        things = getattr(scene, each.name)
        for thing in things if isinstance(things, tuple) else ():
            path = getattr(thing, "path", None)
            if not isinstance(path, QPainterPath) or (only and each.name == "zones" and thing.kind not in only):
                continue
            for part in path.toSubpathPolygons(QTransform()):
                yield thing.plate, part.boundingRect()
    for cross in scene.crosses:
        yield cross.plate, QRectF(cross.x - 4, cross.y - 4, 8, 8)
    for ball in scene.balls:
        if ball.at is not None:
            yield ball.plate, QRectF(ball.at.x() - _BALL_MM, ball.at.y() - _BALL_MM, 2 * _BALL_MM, 2 * _BALL_MM)


def _stretches(boxes: Iterable[QRectF]) -> list[tuple[float, float]]:
    """The stretches of height that hold something, top first; what lies far from the rest has a stretch of its own."""
    found: list[tuple[float, float]] = []
    for top, bottom in sorted((box.top(), box.bottom()) for box in boxes):
        if found and top - found[-1][1] < _FAR_MM:
            found[-1] = (found[-1][0], max(found[-1][1], bottom))
        else:
            found.append((top, bottom))
    return found


def _size(box: QRectF) -> float:
    return box.width() * box.height()
