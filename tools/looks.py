"""Draws plates as the window draws them, in every layer setting side by side, to be looked at: whole at 100 %, in pieces at 400 %.

    python -m tools.looks --out DIR [--figure female] [--plate anterior …] [--step skin …] [--lay nerves …] [--box X0,Y0,X1,Y1] [--scale PX_PER_MM] [--theme dark] [--plates DIR]

For each plate `DIR/PLATE-whole.png` and `DIR/PLATE-COLUMN-ROW.png`, whose columns are the layer settings named in each corner; of a plate that is its own mirror, the left
half in pieces. With `--box` that piece alone, in the plate's millimetres. `--plates DIR` draws plates that are not shipped yet.
100 % is 0.75 px/mm on the body, 1 on the arm, 2 on the head, 3 on hand and foot; 400 % is four times as much.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from bodymap.anatomy.location import INSETS, PLATES
from bodymap.atlas import frame, library
from bodymap.atlas.figure import FIGURES, FIRST
from bodymap.ui import state as states
from bodymap.ui.application import make_application
from bodymap.ui.drawing.art import PlateArt, plate_art
from bodymap.ui.drawing.compose import Composer
from bodymap.ui.drawing.easel import Easel
from bodymap.ui.drawing.overlay import paint_scene
from bodymap.ui.drawing.raster import Request, compose, make_frame
from bodymap.ui.drawing.sheet import Bounds, Placement, Sheet, Viewport
from bodymap.ui.loader import load_answers
from bodymap.ui.state import LAID, PEEL_STEPS, State
from bodymap.ui.theme import THEMES

SCALES = {"arm": 1.0, "head": 2.0, "hand": 3.0, "foot": 3.0}
BODY_SCALE, NEARER = 0.75, 4.0
PIECE_PX = (780, 1100)
ACROSS_PX = 1600
PAST_MIDLINE_MM = 15.0
LABEL_PX = 15
DRAWN = tuple(sorted({frame.stored(each) for each in (*PLATES, *INSETS)}))


class Looker:
    """Draws pieces of one plate."""

    def __init__(self, plate: PlateArt, composer: Composer | None, theme: str) -> None:
        self._plate, self._composer, self._theme = plate, composer, THEMES[theme]

    def look(self, box: Bounds, scale: float, step: str, laid: Sequence[str] = ()) -> QImage:
        """Return the piece `box` of the plate, in its millimetres, peeled to `step`, with what is laid over it."""
        state = states.peel_to(step)(State())
        for name in laid:
            state = states.lay(name, on=True)(state)
        x0, y0, x1, y1 = box
        width, height = round((x1 - x0) * scale), round((y1 - y0) * scale)
        placed = Placement(self._plate.name, self._plate.bounds, 0.0, 0.0)
        sheet, plates = Sheet((placed,), self._plate.bounds), {self._plate.name: self._plate}
        view = Viewport(scale, -x0 * scale, -y0 * scale)
        picture = compose(make_frame(plates, sheet, Request(view, (0, 0, width, height), 1.0, self._theme, resting=False)), state.view.layers)
        painter = QPainter(picture)
        if self._composer is not None and laid:
            paint_scene(Easel(painter, self._theme, view), self._composer.scene_on((self._plate.name,), state), sheet, plates)
        painter.setPen(QColor(self._theme.quiet))
        painter.drawText(QPointF(4, LABEL_PX), " + ".join((step, *laid)))
        painter.end()
        return picture

    def is_empty(self, box: Bounds) -> bool:
        """Whether no part of the figure lies in `box`."""
        path = self._plate.silhouette.path("outline")
        x0, y0, x1, y1 = box
        return path is None or not path.intersects(QRectF(x0, y0, x1 - x0, y1 - y0))


def rows_of(pictures: Sequence[QImage], paper: str) -> Iterator[QImage]:
    """Yield the pictures side by side, as many at a time as fit."""
    while pictures:
        count = max(1, ACROSS_PX // (pictures[0].width() + 8))
        row, pictures = pictures[:count], pictures[count:]
        joined = QImage(sum(each.width() + 8 for each in row) - 8, row[0].height(), QImage.Format.Format_RGB32)
        joined.fill(QColor(paper))
        painter = QPainter(joined)
        x = 0
        for each in row:
            painter.drawImage(x, 0, each)
            x += each.width() + 8
        painter.end()
        yield joined


def pieces(plate: PlateArt, scale: float) -> Iterator[tuple[str, Bounds]]:
    """Yield the pieces of a plate with their names; of one that is its own mirror, the left half."""
    x0, y0, x1, y1 = plate.bounds
    if plate.name in {"anterior", "head-anterior"}:
        x0 = -PAST_MIDLINE_MM
    elif plate.name in {"posterior", "head-posterior"}:
        x1 = PAST_MIDLINE_MM
    columns, rows = (-(-(far - near) * scale // most) for near, far, most in ((x0, x1, PIECE_PX[0]), (y0, y1, PIECE_PX[1])))
    width, height = (x1 - x0) / columns, (y1 - y0) / rows
    for row in range(int(rows)):
        for column in range(int(columns)):
            left, top = x0 + column * width, y0 + row * height
            yield f"{column + 1}-{row + 1}", (left, top, left + width, top + height)


def scale_of(plate: str) -> float:
    """Return the pixels a millimetre of a plate at 100 %."""
    return SCALES.get(plate.partition("-")[0], BODY_SCALE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--figure", choices=FIGURES, default=FIRST)
    parser.add_argument("--plate", nargs="+", choices=DRAWN, default=DRAWN)
    parser.add_argument("--step", nargs="+", choices=PEEL_STEPS, default=PEEL_STEPS)
    parser.add_argument("--lay", nargs="+", choices=LAID, default=())
    parser.add_argument("--box", type=_box, help="this piece alone, in the plate's millimetres (--box=X0,Y0,X1,Y1)")
    parser.add_argument("--scale", type=float)
    parser.add_argument("--theme", choices=sorted(THEMES), default="light")
    parser.add_argument("--plates", type=Path, help="draw the plates of this folder")
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = make_application()
    options.out.mkdir(parents=True, exist_ok=True)
    composer = _composer(options.figure) if options.lay else None
    for name in options.plate:
        plate = plate_art(library.load(frame.named(name), figure=options.figure, folder=options.plates))
        looker = Looker(plate, composer, options.theme)
        scale = scale_of(name)
        wanted = [("box", options.box, options.scale or scale * NEARER)] if options.box else [("whole", plate.bounds, options.scale or scale)]
        if not options.box:
            wanted += [(piece, box, scale * NEARER) for piece, box in pieces(plate, scale * NEARER) if not looker.is_empty(box)]
        for piece, box, at in wanted:
            seen = [looker.look(box, at, step, options.lay) for step in options.step]
            for number, picture in enumerate(rows_of(seen, THEMES[options.theme].paper)):
                picture.save(str(options.out / f"{name}-{piece}{'abcde'[number]}.png"))
        print(name, flush=True)
    del application
    return 0


def _box(text: str) -> Bounds:
    x0, y0, x1, y1 = (float(each) for each in text.split(","))
    return x0, y0, x1, y1


def _composer(figure: str) -> Composer:
    answers = load_answers(figure).answers
    if answers is None:
        sys.exit("the records could not be read")
    return Composer(answers)


if __name__ == "__main__":
    sys.exit(main())
