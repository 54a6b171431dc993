"""The handout's pictures: the same scene by the same code as on the screen, cut to what matters, on one or more plates side by side.

The resting body lies under it as a picture of 200 dots an inch (all its paths would make megabytes); what speaks (the chosen muscle,
zones, dots, spots, X's, balls) is drawn as vectors. Frames: plate millimetres; pixels here are a quarter of a millimetre on paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen, QTransform

from bodymap.report.handout import Figure
from bodymap.session import record
from bodymap.session.record import NEW_CLIENT, Session
from bodymap.tongue import tr
from bodymap.ui.answer import Answers
from bodymap.ui.drawing.art import PlateArt, Run
from bodymap.ui.drawing.brushwork import Weight
from bodymap.ui.drawing.compose import Composer
from bodymap.ui.drawing.overlay import Easel, halo_text, paint_scene, sized
from bodymap.ui.drawing.scene import Scene, ZoneArt
from bodymap.ui.drawing.sheet import PLATES, TITLES, Placement, Sheet, Viewport
from bodymap.ui.export import paint_body
from bodymap.ui.state import Layers, State, View
from bodymap.ui.theme import LIGHT, Theme
from bodymap.vocabulary import word

PAPER: Theme = replace(LIGHT, name="paper", paper="#FFFFFF")
PX_PER_INCH = 101.6
STIPPLE_PX = (2.0, 4.8)
"""Dots of 0.5 mm, 1.2 mm apart."""
_GROUND_DPI = 200.0
_TITLE_PX, _GAP_PX = 18.0, 14.0
_MARGIN_MM, _LEAST_MM, _LEAST_HALF_MM = 45.0, 260.0, 150.0
_FAR_MM = 250.0
_MOST_PANELS = 3
_KEPT_SHARE = 0.12
"""A plate that shows less of the zones than this share of the best one's, and no X, is left out."""
_LETTERS = {"posterior": ("L", "R"), "anterior": ("R", "L")}
_SENSITIVE = ("urogenital-region", "anal-region")
"""Zones here are only a bracket at the garment's edge."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One plate of a picture and the part of it that is shown, in its millimetres."""

    plate: str
    crop: QRectF


@dataclass(frozen=True)
class Picture:
    """What is drawn: panels of one scale, and the size that they take in pixels."""

    scene: Scene
    panels: tuple[Panel, ...]
    scale: float
    size: QSizeF
    withheld: tuple[tuple[str, QRectF], ...] = ()
    """Plate and box of what is only bracketed."""


@dataclass
class Artist:
    """Makes and paints pictures of figures over one set of plates and answers; grounds are kept, they cost the most."""

    answers: Answers
    plates: Mapping[str, PlateArt]
    session: Session = NEW_CLIENT
    layers: Layers | None = None

    def __post_init__(self) -> None:
        self._composer = Composer(self.answers)
        self._grounds: dict[tuple[str, tuple[float, float, float, float], float, bool, Layers], QImage] = {}

    def set_session(self, session: Session, layers: Layers) -> None:
        """Draw for another session, seen through other layers."""
        self.session, self.layers = session, layers

    def picture(self, figure: Figure, *, width_px: float, height_px: float) -> Picture | None:
        """Return the picture of `figure`, at most so wide and high, or None where no plate shows it."""
        scene, withheld = self._decent(self._scene(figure))
        things = self._things(scene, with_lit=figure.kind == "lit")
        margin = _MARGIN_MM if figure.kind == "referral" else _MARGIN_MM * 1.3
        panels = [panel for stretch in _stretches(box for _, box in things) for panel in self._panels(scene, things, stretch, margin)]
        most = _MOST_PANELS if figure.kind == "referral" else 1
        best = max((worth for worth, _ in panels), default=0.0)
        chosen = sorted((each for each in panels if each[0] >= _KEPT_SHARE * best), key=lambda each: -each[0])[:most]
        shown = tuple(panel for _, panel in panels if any(panel is each for _, each in chosen))
        if not shown:
            return None
        gaps = _GAP_PX * (len(shown) - 1)
        title = _TITLE_PX if figure.kind == "referral" else 0.0
        wide = sum(panel.crop.width() for panel in shown)
        tall = max(panel.crop.height() for panel in shown)
        scale = min((width_px - gaps) / wide, (height_px - title) / tall)
        return Picture(scene, shown, scale, QSizeF(wide * scale + gaps, tall * scale + title), withheld)

    def paint(self, painter: QPainter, picture: Picture) -> None:
        """Paint `picture` with its left top corner at the painter's origin."""
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        tall = max(panel.crop.height() for panel in picture.panels) * picture.scale
        top, left = picture.size.height() - tall, 0.0
        for panel in picture.panels:
            rect = QRectF(left, top, panel.crop.width() * picture.scale, panel.crop.height() * picture.scale)
            self._paint_panel(painter, picture, panel, rect)
            left = rect.right() + _GAP_PX
        painter.restore()

    # What is shown

    def _scene(self, figure: Figure) -> Scene:
        if figure.kind == "lit":
            lit, less = (self._composer.structures(each, figure.key) for each in (figure.muscles, figure.less))
            return Scene(Layers(), resting=True, lit=lit, less=less)
        if figure.kind == "ball":
            balls = self._composer.balls(PLATES, figure.key, figure.item)
            return Scene(Layers(), resting=True, lit=self.answers.structures(figure.key), balls=balls)
        session = record.choose(replace(self.session, red_flags=()), figure.key, figure.number)
        scene = self._composer.scene(State(session, View(layers=self.layers or Layers())))
        spots = tuple(each for each in scene.spots if each.kind != "unexplained")
        crosses = tuple(replace(each, chosen=False) for each in scene.crosses if not each.quiet)
        return replace(scene, spots=spots, routes=(), cautions=(), crosses=crosses)

    def _decent(self, scene: Scene) -> tuple[Scene, tuple[tuple[str, QRectF], ...]]:
        """The scene without what lies over genitals and perineum, and the boxes of that: brackets at the garment's edge."""
        zones: list[ZoneArt] = []
        boxes: dict[str, QRectF] = {}
        covers = {name: _cover(art) for name, art in self.plates.items()}
        for zone in scene.zones:
            cover = covers.get(zone.plate)
            if cover is None or not cover.intersects(zone.path):
                zones.append(zone)
                continue
            hidden = zone.path.intersected(cover).boundingRect()
            boxes[zone.plate] = boxes[zone.plate].united(hidden) if zone.plate in boxes else hidden
            left = zone.path.subtracted(cover)
            if not left.isEmpty():
                zones.append(replace(zone, path=left))
        crosses = tuple(each for each in scene.crosses if not _holds(covers.get(each.plate), each.x, each.y))
        return replace(scene, zones=tuple(zones), crosses=crosses), tuple(boxes.items())

    def _things(self, scene: Scene, *, with_lit: bool) -> tuple[tuple[str, QRectF], ...]:
        found = [(plate, box) for plate, box in _things(scene) if plate in self.plates]
        for name, art in self.plates.items() if with_lit else ():
            lit = [each for each in scene.lit if each in art.by_id and each not in art.behind]
            found.extend((name, art.by_id[each].box) for each in lit if art.open_share(each, frozenset()) > 0.2)
        return tuple(found)

    def _panels(
        self, scene: Scene, things: Sequence[tuple[str, QRectF]], stretch: tuple[float, float], margin: float
    ) -> Iterator[tuple[float, Panel]]:
        """The plates that show something within a stretch of height, in the order of the sheet, each with what it is worth."""
        top, bottom = stretch[0] - margin, stretch[1] + margin
        spare = (_LEAST_MM - (bottom - top)) / 2
        top, bottom = (top - spare, bottom + spare) if spare > 0 else (top, bottom)
        for name in sorted({plate for plate, _ in things}, key=_order):
            boxes = [box for plate, box in things if plate == name and stretch[0] <= box.center().y() <= stretch[1]]
            if boxes:
                box = boxes[0]
                for each in boxes:
                    box = box.united(each)
                crop = self._crop(name, box, top, bottom, margin)
                yield self._worth(scene, name, crop, box), Panel(name, crop)

    def _worth(self, scene: Scene, plate: str, crop: QRectF, box: QRectF) -> float:
        """How much a panel tells: the area of its zones, and something for each X and each ball that lies on it."""
        zones = [zone.path.boundingRect() for zone in scene.zones if zone.plate == plate and crop.intersects(zone.path.boundingRect())]
        area = sum(each.width() * each.height() for each in (zone.intersected(crop) for zone in zones))
        crosses = sum(each.plate == plate and crop.contains(each.x, each.y) for each in scene.crosses)
        balls = sum(each.plate == plate and each.at is not None for each in scene.balls)
        if not (zones or crosses or balls) and not scene.spots:
            area = box.width() * box.height()
        return area + 4000.0 * crosses + 90000.0 * balls

    def _crop(self, plate: str, box: QRectF, top: float, bottom: float, margin: float) -> QRectF:
        """The part of a plate that is shown: front and back keep the middle line in their middle."""
        x0, y0, x1, y1 = self.plates[plate].bounds
        if plate in _LETTERS:
            half = max(abs(box.left()), abs(box.right()), _LEAST_HALF_MM) + margin
            left, right = -half, half
        else:
            spare = max((_LEAST_MM - box.width()) / 2, margin)
            left, right = box.left() - spare, box.right() + spare
        left, right = max(left, x0 - 8), min(right, x1 + 8)
        return QRectF(QPointF(left, max(top, y0 - 8)), QPointF(right, min(bottom, y1 + 8)))

    # How it is painted

    def _paint_panel(self, painter: QPainter, picture: Picture, panel: Panel, rect: QRectF) -> None:
        scale, crop, art = picture.scale, panel.crop, self.plates[panel.plate]
        painter.drawImage(rect, self._ground(panel, picture.scene, scale))
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        view = Viewport(scale, rect.x() - crop.x() * scale, rect.y() - crop.y() * scale)
        easel = Easel(painter, PAPER, view, as_vectors=True, stipple=STIPPLE_PX)
        placed = Placement(panel.plate, art.bounds, 0.0, 0.0)
        paint_scene(easel, picture.scene, Sheet((placed,), art.bounds), dict(self.plates))
        for plate, box in picture.withheld:
            if plate == panel.plate:
                _paint_bracket(easel, easel.transform(placed).mapRect(box))
        painter.restore()
        if rect.top() >= _TITLE_PX - 1:
            _paint_title(painter, panel, rect)

    def _ground(self, panel: Panel, scene: Scene, scale: float) -> QImage:
        crop = panel.crop
        name = (panel.plate, (crop.x(), crop.y(), crop.width(), crop.height()), scale, scene.resting, scene.layers)
        if name not in self._grounds:
            self._grounds[name] = self._make_ground(panel, scene, scale)
        return self._grounds[name]

    def _make_ground(self, panel: Panel, scene: Scene, scale: float) -> QImage:
        unit = _GROUND_DPI / PX_PER_INCH
        crop, art = panel.crop, self.plates[panel.plate]
        image = QImage(round(crop.width() * scale * unit), round(crop.height() * scale * unit), QImage.Format.Format_RGB32)
        image.fill(QColor(PAPER.paper))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale * unit, scale * unit)
        painter.translate(-crop.topLeft())
        runs = tuple(Run(run.layer, tuple(each for each in run.arts if each.box.intersects(crop))) for run in art.runs)
        paint_body(painter, replace(art, runs=runs), scene, PAPER, Weight(scale))
        painter.end()
        return image


def _things(scene: Scene) -> Iterator[tuple[str, QRectF]]:
    """Plate and box of everything that lies over the plates, whatever kinds of things scenes may hold."""
    for each in fields(scene):
        things = getattr(scene, each.name)
        for thing in things if isinstance(things, tuple) else ():
            path = getattr(thing, "path", None)
            for part in path.toSubpathPolygons(QTransform()) if isinstance(path, QPainterPath) else ():
                yield thing.plate, part.boundingRect()
    for cross in scene.crosses:
        yield cross.plate, QRectF(cross.x - 4, cross.y - 4, 8, 8)
    for ball in scene.balls:
        if ball.at is not None:
            yield ball.plate, QRectF(ball.at.x() - 32, ball.at.y() - 32, 64, 64)


def _stretches(boxes: Iterable[QRectF]) -> list[tuple[float, float]]:
    """The stretches of height that hold something, top first; what lies far from the rest has a stretch of its own."""
    found: list[tuple[float, float]] = []
    for top, bottom in sorted((box.top(), box.bottom()) for box in boxes):
        if found and top - found[-1][1] < _FAR_MM:
            found[-1] = (found[-1][0], max(found[-1][1], bottom))
        else:
            found.append((top, bottom))
    return found


def _order(plate: str) -> int:
    return PLATES.index(plate) if plate in PLATES else len(PLATES)


def _cover(art: PlateArt) -> QPainterPath:
    """What is never drawn on, in one path, on both sides of the middle line."""
    found = QPainterPath()
    for region in art.regions:
        outline = region.path("outline")
        if outline is not None and region.id.partition(".")[0] in _SENSITIVE:
            found = found.united(outline)
    return found


def _holds(cover: QPainterPath | None, x: float, y: float) -> bool:
    return cover is not None and cover.contains(QPointF(x, y))


def _paint_bracket(easel: Easel, box: QRectF) -> None:
    """A dashed bracket round what is said in words only."""
    painter = easel.painter
    pen = QPen(QColor(easel.theme.ink), 1.2)
    pen.setDashPattern([4.0, 3.0])
    for x, inward in ((box.left() - 3, 5.0), (box.right() + 3, -5.0)):
        path = QPainterPath(QPointF(x + inward, box.top()))
        path.lineTo(x, box.top())
        path.lineTo(x, box.bottom())
        path.lineTo(x + inward, box.bottom())
        painter.strokePath(path, pen)
    font = sized(painter.font(), 10, QFont.Weight.DemiBold)
    halo_text(easel, QPointF(box.right() + 7, box.center().y() + 4), tr("ask your therapist"), font, easel.theme.ink)


def _paint_title(painter: QPainter, panel: Panel, rect: QRectF) -> None:
    painter.save()
    head = QRectF(rect.left(), rect.top() - _TITLE_PX, rect.width(), _TITLE_PX - 3)
    painter.setPen(QColor(PAPER.quiet))
    painter.setFont(sized(painter.font(), 12))
    painter.drawText(head, Qt.AlignmentFlag.AlignCenter, word(TITLES.get(panel.plate, panel.plate)))
    painter.setPen(QColor(PAPER.ink))
    painter.setFont(sized(painter.font(), 15, QFont.Weight.DemiBold))
    flags = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
    for letter, flag in zip(_LETTERS.get(panel.plate, ("", "")), flags, strict=True):
        painter.drawText(head, flag | Qt.AlignmentFlag.AlignVCenter, letter)
    painter.restore()
