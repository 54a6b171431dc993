"""The handout's pictures: the same scene by the same code as on the screen, cut to what matters, on one or more plates side by side.

The resting body lies under it as a picture of 200 dots an inch (all its paths would make megabytes); what speaks (the chosen muscle,
zones, dots, spots, X's, balls) is drawn as vectors. Frames: plate millimetres; pixels here are a quarter of a millimetre on paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen

from bodymap.report.handout import Figure
from bodymap.session import record
from bodymap.session.record import NEW_CLIENT, PointKey, Session
from bodymap.tongue import tr
from bodymap.ui.answer import Answers
from bodymap.ui.drawing.art import PlateArt, Run
from bodymap.ui.drawing.brushwork import Weight, paint_body
from bodymap.ui.drawing.caption import letters_of, title_of
from bodymap.ui.drawing.compose import Composer
from bodymap.ui.drawing.easel import Easel
from bodymap.ui.drawing.letter import halo_text, sized
from bodymap.ui.drawing.overlay import paint_scene
from bodymap.ui.drawing.scene import Scene, ZoneArt
from bodymap.ui.drawing.sheet import PLATES, Placement, Sheet, Viewport
from bodymap.ui.handout.panel import Panel, insets_for, most_telling, panels_of, things_of, with_insets, with_room
from bodymap.ui.state import Layers, State, View
from bodymap.ui.theme import LIGHT, Theme

PAPER: Theme = replace(LIGHT, name="paper", paper="#FFFFFF")
PX_PER_INCH = 101.6
STIPPLE_PX = (2.0, 4.8)
"""Dots of 0.5 mm, 1.2 mm apart."""
_GROUND_DPI = 200.0
_TITLE_PX, _GAP_PX, _CORNER_PX, _EDGE_PX = 18.0, 14.0, 6.0, 0.9
_LEAST_TITLE_PX = 88.0
_NUMBER_PX = 24.0
"""An X with its number beside it."""
_Name = tuple[str, tuple[float, float, float, float], float, bool, Layers]
_SENSITIVE = ("urogenital-region", "anal-region")
"""Zones here are only a bracket at the garment's edge."""


@dataclass(frozen=True)
class Picture:
    """What is drawn: panels of one scale, and the size that they take in pixels."""

    scene: Scene
    panels: tuple[Panel, ...]
    scale: float
    size: QSizeF
    withheld: tuple[tuple[str, QRectF], ...] = ()
    """Plate and box of what is only bracketed."""

    def scaled(self, factor: float) -> Picture:
        """Return the same picture smaller or larger; titles and gaps keep their size."""
        gaps = _GAP_PX * (len(self.panels) - 1)
        title = self.size.height() - _tall(self)
        size = QSizeF((self.size.width() - gaps) * factor + gaps, (self.size.height() - title) * factor + title)
        return replace(self, scale=self.scale * factor, size=size)

    def within(self, width_px: float, height_px: float, *, least_px: float) -> Picture:
        """Return the same picture as large as the room allows.

        Where that would be lower than `least_px`, only its two most telling panels, if no X is lost with the others.
        """
        every = self._filling(self.panels, width_px, height_px)
        fewer = self._filling(most_telling(self.panels, self.scene), width_px, height_px)
        return every if _tall(every) >= least_px or fewer.points != every.points else fewer

    @property
    def points(self) -> frozenset[PointKey]:
        """The trigger points whose X can be seen on it."""
        crosses = self.scene.crosses
        return frozenset(each.point for each in crosses for panel in self.panels if each.plate == panel.plate and panel.crop.contains(each.x, each.y))

    def _filling(self, panels: Sequence[Panel], width_px: float, height_px: float) -> Picture:
        more = QSizeF(_GAP_PX * (len(panels) - 1), self.size.height() - _tall(self))
        room = QSizeF(width_px, height_px) - more
        roomy = with_room(panels, self.scene, _NUMBER_PX / _scale(panels, room))
        scale = _scale(roomy, room)
        size = QSizeF(sum(panel.crop.width() for panel in roomy), max(panel.crop.height() for panel in roomy)) * scale
        return replace(self, panels=roomy, scale=scale, size=size + more)

    @property
    def least_px(self) -> float:
        """So wide it must stand at least, for the title of a narrow panel."""
        is_titled = self.size.height() > _tall(self) + 1
        return _LEAST_TITLE_PX if is_titled and len(self.panels) == 1 else 0.0

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of zones that can be seen on it, for the legend."""
        return frozenset(
            zone.kind for zone in self.scene.zones for panel in self.panels if zone.plate == panel.plate and zone.path.intersects(panel.crop)
        )


@dataclass
class Artist:
    """Makes and paints pictures of figures over one set of plates and answers; the grounds of a paper and of the one before are kept, they cost the most."""

    answers: Answers
    plates: Mapping[str, PlateArt]
    session: Session = NEW_CLIENT
    layers: Layers | None = None
    earlier: Session | None = None
    """What is drawn as a ghost under the pain of now (`State.earlier`): pain before treatment, or that of the last visit."""

    def __post_init__(self) -> None:
        self._composer = Composer(self.answers)
        self._grounds: dict[_Name, QImage] = {}
        self._before: dict[_Name, QImage] = {}

    def begin_paper(self) -> None:
        """Make and paint pictures of another paper; a ground takes megabytes, so what neither it nor the last one shows is let go."""
        self._before, self._grounds = self._grounds, {}

    def set_session(self, session: Session, layers: Layers, earlier: Session | None = None) -> None:
        """Draw for another session, seen through other layers, over the pain of an earlier one."""
        self.session, self.layers, self.earlier = session, layers, earlier

    def picture(self, figure: Figure, *, width_px: float, height_px: float) -> Picture | None:
        """Return the picture of `figure`, at most so wide and high, or None where no plate shows it."""
        scene, withheld = self._decent(self._scene(figure, PLATES))
        is_large = figure.kind == "referral"
        things = things_of(scene, self.plates, with_lit=figure.kind == "lit")
        shown = panels_of(scene, things, self.plates, is_large=is_large)
        insets = insets_for(scene, things, self.plates, figure.key.side)
        if insets:
            scene, withheld = self._decent(self._scene(figure, (*PLATES, *insets)))
            shown = with_insets(scene, things, shown, self.plates, insets)
        if not shown:
            return None
        room = QSizeF(width_px - _GAP_PX * (len(shown) - 1), height_px - (_TITLE_PX if is_large else 0.0))
        shown = with_room(shown, scene, _NUMBER_PX / _scale(shown, room))
        scale = _scale(shown, room)
        size = QSizeF(sum(panel.crop.width() for panel in shown), max(panel.crop.height() for panel in shown)) * scale
        more = QSizeF(width_px, height_px) - room
        return Picture(scene, shown, scale, size + more, withheld)

    def paint(self, painter: QPainter, picture: Picture) -> None:
        """Paint `picture` with its left top corner at the painter's origin."""
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        top, left = picture.size.height() - _tall(picture), 0.0
        for panel in picture.panels:
            rect = QRectF(left, top, panel.crop.width() * picture.scale, panel.crop.height() * picture.scale)
            self._paint_panel(painter, picture, panel, rect)
            left = rect.right() + _GAP_PX
        painter.restore()

    # What is shown

    def _scene(self, figure: Figure, plates: Sequence[str]) -> Scene:
        if figure.kind == "lit":
            lit, less = (self._composer.structures(each, figure.key) for each in (figure.muscles, figure.less))
            return Scene(Layers(), resting=True, lit=lit, less=less)
        if figure.kind == "ball":
            balls = self._composer.balls(plates, figure.key, figure.item)
            return Scene(Layers(), resting=True, lit=self.answers.structures(figure.key), balls=balls)
        session = record.choose(replace(self.session, red_flags=()), figure.key, figure.number)
        scene = self._composer.scene_on(plates, State(replace(session, before=None), View(layers=self.layers or Layers(), last=self.earlier)))
        spots = tuple(each for each in scene.spots if each.kind != "unexplained")
        crosses = tuple(replace(each, chosen=False) for each in scene.crosses if not each.quiet)
        shown = replace(scene, spots=spots, routes=(), cautions=(), crosses=crosses)
        return shown if figure.own else shown.shipped_only()

    def _decent(self, scene: Scene) -> tuple[Scene, tuple[tuple[str, QRectF], ...]]:
        """The scene without what lies over genitals and perineum, and the boxes of that: brackets at the garment's edge."""
        zones: list[ZoneArt] = []
        boxes: dict[str, QRectF] = {}
        covers = {name: _cover(self.plates[name]) for name in PLATES if name in self.plates}
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

    # How it is painted

    def _paint_panel(self, painter: QPainter, picture: Picture, panel: Panel, rect: QRectF) -> None:
        scale, crop, art = picture.scale, panel.crop, self.plates[panel.plate]
        painter.save()
        window = QPainterPath()
        window.addRoundedRect(rect, _CORNER_PX, _CORNER_PX)
        painter.setClipPath(window, Qt.ClipOperation.IntersectClip)
        painter.drawImage(rect, self._ground(panel, picture.scene, scale))
        view = Viewport(scale, rect.x() - crop.x() * scale, rect.y() - crop.y() * scale)
        easel = Easel(painter, PAPER, view, as_vectors=True, stipple=STIPPLE_PX)
        placed = Placement(panel.plate, art.bounds, 0.0, 0.0)
        paint_scene(easel, picture.scene, Sheet((placed,), art.bounds), dict(self.plates))
        for plate, box in picture.withheld:
            if plate == panel.plate:
                _paint_bracket(easel, easel.transform(placed).mapRect(box))
        painter.setClipping(False)
        painter.strokePath(window, QPen(QColor(PAPER.line), _EDGE_PX))
        painter.restore()
        if rect.top() >= _TITLE_PX - 1:
            _paint_title(painter, panel, rect)

    def _ground(self, panel: Panel, scene: Scene, scale: float) -> QImage:
        crop = panel.crop
        name = (panel.plate, (crop.x(), crop.y(), crop.width(), crop.height()), scale, scene.resting, scene.layers)
        if name not in self._grounds:
            kept = self._before.get(name)
            self._grounds[name] = self._make_ground(panel, scene, scale) if kept is None else kept
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


def _scale(panels: Sequence[Panel], room: QSizeF) -> float:
    """Pixels a millimetre at which all panels, side by side, fill the room."""
    wide, tall = sum(panel.crop.width() for panel in panels), max(panel.crop.height() for panel in panels)
    return min(room.width() / wide, room.height() / tall)


def _tall(picture: Picture) -> float:
    """How tall the panels are, without their titles."""
    return max(panel.crop.height() for panel in picture.panels) * picture.scale


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
    title = title_of(panel.plate)
    over = painter.fontMetrics().horizontalAdvance(title) - head.width()
    painter.drawText(head.adjusted(0, 0, max(over, 0) + 2, 0), Qt.AlignmentFlag.AlignCenter, title)
    painter.setPen(QColor(PAPER.ink))
    painter.setFont(sized(painter.font(), 15, QFont.Weight.DemiBold))
    flags = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
    letters = ("", "") if "." in panel.plate else letters_of(panel.plate)  # the name of a limb says its side
    for letter, flag in zip(letters, flags, strict=True):
        painter.drawText(head, flag | Qt.AlignmentFlag.AlignVCenter, letter)
    painter.restore()
