"""Makes the atlas book `docs/patterns/`: one picture a muscle, all plates that see its pattern, by the app's own drawing.

`python tools/pattern_book.py [MUSCLE …]` from the project's environment. For a clinician to leaf through and to review every pattern.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from bodymap.errors import BodymapError
from bodymap.ids import Side
from bodymap.knowledge.record import Muscle
from bodymap.session import record
from bodymap.session.record import NEW_CLIENT, CandidateKey
from bodymap.ui.answer import Answers
from bodymap.ui.application import make_application
from bodymap.ui.drawing.art import PlateArt
from bodymap.ui.drawing.brushwork import Weight, paint_body
from bodymap.ui.drawing.compose import Composer
from bodymap.ui.drawing.easel import Easel
from bodymap.ui.drawing.overlay import paint_scene
from bodymap.ui.drawing.scene import Scene
from bodymap.ui.drawing.sheet import TITLES, Placement, Sheet, Viewport
from bodymap.ui.loader import load_answers, load_plates
from bodymap.ui.state import State, View
from bodymap.ui.theme import LIGHT

ROOT = Path(__file__).resolve().parent.parent
BOOK = ROOT / "docs" / "patterns"
WIDTH, PICTURE, HEAD, LINE = 1100, 620, 64, 20
MARGIN_MM, GAP_PX = 35.0, 18


@dataclass(frozen=True)
class Panel:
    """One plate's cut-out in plate millimetres."""

    plate: str
    rect: QRectF


def panels(scene: Scene, plates: dict[str, PlateArt]) -> list[Panel]:
    """Return the cut-outs that show the scene's zones and X's, in the order of the sheet; all at one scale later."""
    found = []
    for name, art in plates.items():
        box = QRectF()
        for zone in scene.zones:
            if zone.plate == name:
                box = box.united(zone.path.boundingRect())
        for cross in scene.crosses:
            if cross.plate == name:
                box = box.united(QRectF(cross.x - 20, cross.y - 20, 40, 40))
        if box.isEmpty():
            continue
        x0, y0, x1, y1 = art.bounds
        wide = box.adjusted(-MARGIN_MM, -MARGIN_MM, MARGIN_MM, MARGIN_MM)
        found.append(Panel(name, wide.intersected(QRectF(x0, y0, x1 - x0, y1 - y0))))
    return found


def draw(muscle: Muscle, answers: Answers, plates: dict[str, PlateArt]) -> QImage:
    """Return a muscle's page: name, cut-outs, one line for each trigger point."""
    session = record.choose(NEW_CLIENT, CandidateKey(muscle.id, Side.LEFT))
    scene = Composer(answers).scene(State(session, View()))
    cuts = panels(scene, plates)
    lines = [line for point in muscle.trigger_points for line in words(point.number, point.label, point.zones)]
    scale = common_scale(cuts)
    foot = HEAD + 40 + round(max((cut.rect.height() for cut in cuts), default=0.0) * scale)
    image = QImage(QSize(WIDTH, foot + LINE * len(lines) + 12), QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.paper))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    write_head(painter, muscle)
    draw_cuts(painter, cuts, scale, scene, plates)
    painter.setPen(QColor(LIGHT.ink))
    painter.setFont(face(13))
    for row, line in enumerate(lines):
        painter.drawText(16, foot + LINE * row + 10, line)
    painter.end()
    return image


def words(number: int, label: str, zones: Iterable[object]) -> list[str]:
    """Return a trigger point's lines: its place, then each zone in words."""
    told = [f"      {zone.kind}: {zone.words}" for zone in zones]  # type: ignore[attr-defined]
    return [f"× {number}  {label}", *(line if len(line) < 165 else line[:162] + "…" for line in told)]


def write_head(painter: QPainter, muscle: Muscle) -> None:
    """Write the muscle's name, Latin name and layer."""
    painter.setPen(QColor(LIGHT.ink))
    painter.setFont(face(24, bold=True))
    painter.drawText(16, 32, muscle.name)
    painter.setPen(QColor(LIGHT.quiet))
    painter.setFont(face(13))
    painter.drawText(16, 53, f"{muscle.latin} · {muscle.layer} · left side · {muscle.status}")


def common_scale(cuts: list[Panel]) -> float:
    """Return the pixels a millimetre at which all cut-outs fit side by side."""
    if not cuts:
        return 1.0
    room = WIDTH - 32 - GAP_PX * (len(cuts) - 1)
    return min(3.2, PICTURE / max(cut.rect.height() for cut in cuts), room / sum(cut.rect.width() for cut in cuts))


def draw_cuts(painter: QPainter, cuts: list[Panel], scale: float, scene: Scene, plates: dict[str, PlateArt]) -> None:
    """Draw the cut-outs side by side, at one scale."""
    x = 16.0
    for cut in cuts:
        rect = QRectF(x, HEAD + 20, cut.rect.width() * scale, cut.rect.height() * scale)
        view = Viewport(scale, rect.x() - cut.rect.x() * scale, rect.y() - cut.rect.y() * scale)
        placed = Placement(cut.plate, plates[cut.plate].bounds, 0.0, 0.0)
        painter.save()
        painter.setClipRect(rect)
        easel = Easel(painter, LIGHT, view)
        painter.save()
        painter.setTransform(easel.transform(placed))
        paint_body(painter, plates[cut.plate], scene, LIGHT, Weight(scale))
        painter.restore()
        paint_scene(easel, scene, Sheet((placed,), placed.bounds), plates)
        painter.restore()
        painter.setPen(QColor(LIGHT.quiet))
        painter.setFont(face(13))
        painter.drawText(QRectF(x, HEAD, rect.width(), 18), Qt.AlignmentFlag.AlignLeft, TITLES.get(cut.plate, cut.plate))
        x += rect.width() + GAP_PX


def face(px: int, *, bold: bool = False) -> QFont:
    """Return the bundled face in a pixel size."""
    font = QFont()
    font.setPixelSize(px)
    font.setBold(bold)
    return font


def write_index(muscles: Iterable[Muscle]) -> None:
    """Write the book's table of contents, by region."""
    lines = ["# The atlas book", "", "One picture a muscle, drawn by the app itself (`python tools/pattern_book.py`). Left side; the right is its mirror image.", ""]
    region = ""
    for muscle in sorted(muscles, key=lambda each: (each.region, each.name)):
        if muscle.region != region:
            region = muscle.region
            lines += ["", f"## {region.capitalize()}", ""]
        lines.append(f"- [{muscle.name}]({muscle.id}.jpg)")
    (BOOK / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    """Make the pages asked for, or all and the index; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("muscles", nargs="*")
    parser.add_argument("--out", type=Path, default=BOOK)
    options = parser.parse_args()
    application = make_application()
    plates, _ = load_plates()
    answers = load_answers().answers
    if answers is None:
        raise BodymapError("the records could not be read")
    every = answers.knowledge.muscles
    options.out.mkdir(parents=True, exist_ok=True)
    for muscle_id in options.muscles or sorted(every):
        draw(answers.knowledge.muscle(muscle_id), answers, plates).save(str(options.out / f"{muscle_id}.jpg"), "JPEG", 84)
    if not options.muscles:
        write_index(every.values())
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
