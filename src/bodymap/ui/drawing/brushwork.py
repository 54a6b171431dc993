"""How one structure is painted: fills, tendon, fibres and lines in the theme's colours, on any QPainter.

The painter's transform maps plate millimetres to its device. Pens are in millimetres too, reckoned from the zoom, so that lines keep their
weight at any zoom and on any device, also where a preview plays back what was meant for a printer. The same code paints the screen's
rasters, pictures and print.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QTransform

from bodymap.ui.drawing.art import FILL_ROLES, Art, PlateArt, Run
from bodymap.ui.theme import Theme, Tones

if TYPE_CHECKING:
    from bodymap.ui.drawing.scene import Scene


@dataclass(frozen=True, slots=True)
class Weight:
    """How heavy lines are where a millimetre of the plate takes `scale` pixels (device-independent ones, of the screen or of paper)."""

    scale: float

    def mm(self, width: float) -> float:
        """Return the width in plate millimetres of a line of `width` px at 100 %: finer on a small figure, a little heavier on an enlarged one."""
        return width * min(max(math.sqrt(self.scale), 0.5), 1.35) / self.scale


def has_mood(kind: str) -> bool:
    """Whether structures of `kind` look otherwise at rest."""
    return kind not in ("bone", "fascia")


def tones_of(theme: Theme, kind: str, *, resting: bool) -> Tones:
    """Return the tones in which a structure of `kind` is painted when nothing is chosen there."""
    if not has_mood(kind):
        return theme.bone if kind == "bone" else theme.fascia
    return theme.resting if resting else theme.muscle


def paint_fills(painter: QPainter, art: Art, tones: Tones) -> None:
    """Paint the base, the tones from shade to highlight, and the tendon."""
    painter.setPen(Qt.PenStyle.NoPen)
    _fill(painter, art.path("outline"), tones.base)
    for role, colour in zip(FILL_ROLES, tones.fills, strict=True):
        _fill(painter, art.path(role), colour)
    _fill(painter, art.path("tendon"), tones.tendon)
    shade = art.path("tendon-shade")
    if shade is not None:
        painter.fillPath(shade, faded(tones.line, 0.08))


def paint_lines(painter: QPainter, art: Art, tones: Tones, theme: Theme, weight: Weight) -> None:
    """Paint the fibres (from a certain zoom on), the outline and the heavier rim."""
    lines = theme.lines
    painter.setBrush(Qt.BrushStyle.NoBrush)
    strength = min(max((weight.scale - lines.fibres_from_px_per_mm) / 0.4, 0.0), 1.0)
    for role, opacity in (("fibres", lines.fibre_opacity), ("strands", lines.fibre_opacity * 0.6)):
        path = art.path(role) if strength > 0 else None
        if path is not None:
            _stroke(painter, path, tones.fibre, weight.mm(lines.fibre) * 1.6, opacity * strength)
    outline = art.path("outline")
    if outline is not None:
        _stroke(painter, outline, tones.line, weight.mm(lines.bone if art.kind == "bone" else lines.inner), 0.75)
    rim = art.path("rim")
    if rim is not None:
        _stroke(painter, rim, tones.line, weight.mm(lines.rim), 0.9)


def paint_run(painter: QPainter, run: Run, theme: Theme, weight: Weight, *, resting: bool) -> None:
    """Paint one run of structures, back to front, each whole before the next."""
    for art in run.arts:
        tones = tones_of(theme, art.kind, resting=resting)
        paint_fills(painter, art, tones)
        paint_lines(painter, art, tones, theme, weight)


def paint_ground(painter: QPainter, plate: PlateArt, theme: Theme, weight: Weight) -> None:
    """Paint the body's silhouette: the ground on which the structures lie."""
    outline = plate.silhouette.path("outline")
    if outline is None:
        return
    painter.setPen(pen_of(theme.skin_line, weight.mm(theme.lines.silhouette)))
    painter.setBrush(QColor(theme.skin))
    painter.drawPath(outline)


def paint_skin(painter: QPainter, plate: PlateArt, theme: Theme, weight: Weight) -> None:
    """Paint the skin over everything: neutral, with the regions' borders barely there, the line of the closed lids, and the garment."""
    outline = plate.silhouette.path("outline")
    if outline is None:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.skin))
    painter.drawPath(outline)
    for role, strength in zip(FILL_ROLES, (0.22, 0.1, 0.0, 0.0), strict=True):
        shade = plate.silhouette.path(role)
        if shade is not None and strength:
            painter.setBrush(faded(theme.skin_line, strength))
            painter.drawPath(shade)
    for region in plate.regions:
        edge = region.path("outline")
        if edge is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            _stroke(painter, edge, theme.skin_line, weight.mm(0.5), 0.25)
        lids = region.path("rim")
        if lids is not None:
            _stroke(painter, lids, theme.skin_line, weight.mm(0.9), 0.7)
    garment = plate.silhouette.path("garment")
    if garment is not None:
        painter.setPen(pen_of(theme.skin_line, weight.mm(0.8)))
        painter.setBrush(QColor(theme.garment))
        painter.drawPath(garment)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _stroke(painter, outline, theme.skin_line, weight.mm(theme.lines.silhouette), 1.0)


@lru_cache(maxsize=1)
def prime() -> None:
    """Call once, in the first thread, whatever is called in painting threads.

    WORKAROUND for PySide6: an enum that an overload may mean is made when it is first asked for, and two threads that ask at once crash.
    """
    image = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(QTransform.fromScale(1, 1) * QTransform.fromTranslate(0, 0))
    painter.setBrush(QColor("black"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen_of("black", 1.0))
    painter.setPen(Qt.PenStyle.NoPen)
    path = QPainterPath(QPointF(0, 0))
    path.lineTo(QPointF(1, 1))
    painter.drawPath(path)
    _fill(painter, path, "black")
    _fill(painter, Art("", "", "", {"": bytes(4)}, QRectF()).path(""), "black")
    _stroke(painter, path, "black", 1.0, 0.5)
    painter.setOpacity(0.5)
    painter.drawImage(QPoint(0, 0), QImage(image))
    painter.end()
    QTransform().mapRect(QRectF(0, 0, 1, 1)).toAlignedRect().adjusted(-1, -1, 1, 1).intersected(QRect(0, 0, 1, 1))


def pen_of(colour: str | QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Return a pen of `width` in the painter's own unit, with round joins."""
    return QPen(QColor(colour), width, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def faded(colour: str, opacity: float) -> QColor:
    """Return `colour` with an opacity of 0 … 1."""
    shade = QColor(colour)
    shade.setAlphaF(min(max(opacity, 0.0), 1.0))
    return shade


def _fill(painter: QPainter, path: QPainterPath | None, colour: str) -> None:
    if path is not None:
        painter.fillPath(path, QBrush(QColor(colour)))


def _stroke(painter: QPainter, path: QPainterPath, colour: str, width: float, opacity: float) -> None:
    painter.strokePath(path, pen_of(faded(colour, opacity), width))


def paint_body(painter: QPainter, plate: PlateArt, scene: Scene, theme: Theme, weight: Weight) -> None:
    """Paint one plate's ground, runs and skin, each as far as `scene`'s layers show it; the painter is in plate millimetres."""
    paint_ground(painter, plate, theme, weight)
    for run in plate.runs:
        opacity = scene.layers.shown(run.layer)
        if opacity > 0:
            painter.setOpacity(opacity)
            paint_run(painter, run, theme, weight, resting=scene.resting)
    skin = scene.layers.shown("skin")
    if skin > 0:
        painter.setOpacity(skin)
        paint_skin(painter, plate, theme, weight)
    painter.setOpacity(1.0)
