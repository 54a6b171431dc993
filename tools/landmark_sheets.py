"""Draws the proof sheets of the landmarks, `docs/plates/landmarks-*.png`: bones under the skin's outline, every landmark drawn and named.

    python -m tools.landmark_sheets [--figure female] [--out docs/plates]

A dot is the point on the bone, a ring the point on the skin, the number how deep the bone lies under it. Each landmark is on one
sheet: the one that looks at it most squarely. Labels are matched to their places so that the leaders' whole length is least; leaders
matched so cannot cross. The second figure's sheets lie in a folder of their own, `docs/plates/female`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QImage, QPainter, QPainterPath, QPen
from scipy.optimize import linear_sum_assignment

from bodymap import shipped
from bodymap.anatomy import landmark
from bodymap.anatomy.landmark import Landmark
from bodymap.anatomy.location import PLATES
from bodymap.atlas import figure as figures
from bodymap.atlas import frame, library
from bodymap.ui.drawing.art import Art, plate_art

Array = NDArray[np.float64]

PAPER, SKIN, INK, FAINT = "#FAF7F0", "#8C7D6E", "#1F1D1A", "#5E5850"
BONE, BONE_LINE, DOT = "#EFE8D8", "#8C7D6E", "#0E6470"
BONE_SHADES = ("#E2D9C6", "#CFC4AE")
HEIGHT_PX, MARGIN_PX, COLUMN_PX, LINE_PX, FONT_PX = 1700, 40, 330, 20, 15
AROUND_MM = 12.0
HANDS = tuple(f"hand-{i}" for i in range(1, 6))
FEET = tuple(f"foot-{i}" for i in range(1, 6))


@dataclass(frozen=True)
class Sheet:
    """A sheet's name, its plate, and the segments whose landmarks it may show."""

    name: str
    plate: str
    segments: tuple[str, ...]


SHEETS = (
    *(Sheet(f"head-{way}", f"head-{way}", ("head", "neck")) for way in ("anterior", "left", "posterior")),
    *(Sheet(f"trunk-{way}", way, ("trunk",)) for way in ("anterior", "left", "posterior")),
    *(Sheet(f"arm-{way}", f"arm-{way}.left", ("arm", "forearm")) for way in ("lateral", "medial")),
    *(Sheet(f"hand-{way}", f"hand-{way}.left", HANDS) for way in ("palmar", "dorsal")),
    *(Sheet(f"leg-{way}", way, ("thigh", "leg")) for way in ("anterior", "left", "posterior")),
    *(Sheet(f"foot-{way}", f"foot-{way}.left", FEET) for way in ("plantar", "dorsal")),
)


def shown_on(each: Landmark) -> Sheet:
    """Return the sheet that looks at a landmark's skin most squarely."""
    able = [sheet for sheet in SHEETS if each.segment in sheet.segments]
    return max(able, key=lambda sheet: float(np.array(each.normal) @ np.array(frame.get(sheet.plate).viewer)))


def places(targets: Array, box: QRectF, width: float) -> list[QPointF]:
    """Return for each target (n, 2), in pixels, where its leader meets its label's column: matched with the least whole length."""
    rows = np.arange(box.top(), box.bottom(), LINE_PX)
    slots = np.array([(x, y) for x in (COLUMN_PX, width - COLUMN_PX) for y in rows])
    gaps = np.linalg.norm(targets[:, None] - slots[None], axis=2)
    _, chosen = linear_sum_assignment(gaps)
    return [QPointF(*slots[i]) for i in chosen]


def draw(sheet: Sheet, marks: Sequence[Landmark], figure: str = figures.FIRST) -> QImage:
    """Return a sheet of a figure with its landmarks."""
    art = plate_art(library.load(sheet.plate, figure=figure))
    points = frame.project_all(sheet.plate, [each.point for each in marks])
    skins = frame.project_all(sheet.plate, [each.skin for each in marks])
    both = np.vstack([points, skins])
    low, high = both.min(axis=0) - AROUND_MM, both.max(axis=0) + AROUND_MM
    if sheet.plate not in PLATES:
        low, high = np.array(art.bounds[:2]), np.array(art.bounds[2:])
    scale = min((HEIGHT_PX - 2 * MARGIN_PX) / (high[1] - low[1]), 1100 / (high[0] - low[0]), 9.0)
    size = (high - low) * scale
    width = round(size[0] + 2 * (COLUMN_PX + 50))
    height = round(max(size[1], LINE_PX * (len(marks) / 2 + 2)) + 2 * MARGIN_PX)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(PAPER))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    origin = np.array([COLUMN_PX + 50, (height - size[1]) / 2]) - low * scale
    _body(painter, art.silhouette, [a for run in art.runs for a in run.arts if a.kind == "bone"], origin, scale, width)
    _marks(painter, marks, points * scale + origin, skins * scale + origin, QRectF(0, MARGIN_PX, width, height - 2 * MARGIN_PX))
    painter.end()
    return image


def _body(painter: QPainter, skin: Art, bones: Sequence[Art], origin: Array, scale: float, width: int) -> None:
    painter.save()
    painter.setClipRect(QRectF(COLUMN_PX + 10, 0, width - 2 * COLUMN_PX - 20, 1e5))
    painter.translate(*origin)
    painter.scale(scale, scale)
    for art in bones:
        _fill(painter, art.path("outline"), BONE, QPen(QColor(BONE_LINE), 0.9 / scale))
        for role, shade in zip(("tone-2", "tone-1"), BONE_SHADES, strict=True):
            _fill(painter, art.path(role), shade, None)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(SKIN), 1.2 / scale))
    outline = skin.path("outline")
    if outline is not None:
        painter.drawPath(outline)
    painter.restore()


def _fill(painter: QPainter, path: QPainterPath | None, colour: str, pen: QPen | None) -> None:
    if path is None:
        return
    painter.setBrush(QColor(colour))
    painter.setPen(pen or Qt.PenStyle.NoPen)
    painter.drawPath(path)


def _marks(painter: QPainter, marks: Sequence[Landmark], points: Array, skins: Array, box: QRectF) -> None:
    font = QFont("Inter")
    font.setPixelSize(FONT_PX)
    painter.setFont(font)
    for each, point, skin, place in zip(marks, points, skins, places(points, box, box.width()), strict=True):
        is_left = place.x() < box.width() / 2
        painter.setPen(QPen(QColor(FAINT), 0.7))
        painter.drawLine(QPointF(*point), place)
        painter.setPen(QPen(QColor(DOT), 1.2, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(*point), QPointF(*skin))
        painter.setPen(QPen(QColor(DOT), 1.3))
        painter.setBrush(QColor(PAPER))
        painter.drawEllipse(QPointF(*skin), 3.2, 3.2)
        painter.setPen(QPen(QColor(PAPER), 1.0))
        painter.setBrush(QColor(DOT))
        painter.drawEllipse(QPointF(*point), 4.0, 4.0)
        deep = np.linalg.norm(np.subtract(each.skin, each.point))
        text = f"{each.id}  {deep:.0f}"
        painter.setPen(QColor(INK))
        flag = Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignRight if is_left else Qt.AlignmentFlag.AlignLeft)
        label = QRectF(place.x() - COLUMN_PX - 6, place.y() - 12, COLUMN_PX, 24) if is_left else QRectF(place.x() + 6, place.y() - 12, COLUMN_PX, 24)
        painter.drawText(label, flag, text)


def _rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def _palette() -> list[int]:
    """Return the colours of a sheet and what lies half-way between each two: few enough for a small file."""
    pure = [QColor(name) for name in (PAPER, SKIN, INK, FAINT, BONE, BONE_LINE, DOT, *BONE_SHADES)]
    mixed = [
        QColor(*(round(p * (1 - t) + q * t) for p, q in zip(_rgb(a), _rgb(b), strict=True)))
        for n, a in enumerate(pure) for b in pure[:n] for t in (0.2, 0.4, 0.6, 0.8)
    ]
    return [colour.rgb() for colour in (*pure, *mixed)]


def main(arguments: list[str] | None = None) -> int:
    """Write all sheets; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.landmark_sheets", description=__doc__)
    parser.add_argument("--figure", choices=figures.FIGURES, default=figures.FIRST)
    parser.add_argument("--out", type=Path, default=Path("docs/plates"))
    parser.add_argument("--landmarks", type=Path, help="the table to draw (the shipped one)")
    options = parser.parse_args(arguments)
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    for file in sorted((shipped.assets_dir() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    marks = landmark.load(options.landmarks or figures.tables(options.figure) / "landmarks.json").by_id.values()
    out = options.out if options.figure == figures.FIRST else options.out / options.figure
    out.mkdir(parents=True, exist_ok=True)
    for sheet in SHEETS:
        own = [each for each in marks if shown_on(each) == sheet]
        image = draw(sheet, own, options.figure).convertToFormat(QImage.Format.Format_Indexed8, _palette(), Qt.ImageConversionFlag.ThresholdDither)
        file = out / f"landmarks-{sheet.name}.png"
        image.save(str(file))
        print(f"{file} {len(own)} landmarks, {file.stat().st_size / 1000:.0f} kB")
    del application
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
