"""The engine's answers about paint as the window wants them: outlines plate by plate, regions, the eraser, two candidates apart.

Imported late, with the engine. Frames: plate millimetres.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import shapely

from bodymap.anatomy.location import PlatePlace
from bodymap.errors import BodymapError
from bodymap.ids import base_of, side_of
from bodymap.matching import compare
from bodymap.matching.engine import Engine
from bodymap.session import painting
from bodymap.session.paint import Fill, Shape
from bodymap.session.record import CandidateKey, Session, remove_mark
from bodymap.ui.answer import Apart, Painted
from bodymap.ui.drawing.sheet import PLATES
from bodymap.vocabulary import word

_LEAST_MM2 = 600.0
"""Less than about a thumb's print left over is not shown: the edges of zones are no sharper."""


def painted(engine: Engine, session: Session, plates: Sequence[str] = PLATES) -> tuple[Painted, ...]:
    """Return the marks (by their order), the areas (by their number), and over them what no candidate of the best set explains."""
    marked = (*_marks(engine, session, plates), *_areas(engine, session, plates))
    return tuple(each for each in (*marked, *_unexplained(engine, session, marked, plates)) if not each.outline.is_empty)


def _marks(engine: Engine, session: Session, plates: Sequence[str]) -> Iterator[Painted]:
    spots = engine.spots(session)
    for plate in plates:
        for number, spot in enumerate(spots, start=1):
            yield Painted(plate, engine.spot_outline(plate, spot), number)


def _areas(engine: Engine, session: Session, plates: Sequence[str]) -> Iterator[Painted]:
    for area in session.areas:
        quality = engine.knowledge.qualities.get(area.quality or "")
        sign = quality.sign if quality else None
        for plate in plates:
            outline = engine.paint.outline(plate, area)
            yield Painted(plate, outline, area.number, "clear" if area.is_clear else "pain", sign, area.intensity)


def _unexplained(engine: Engine, session: Session, marked: Sequence[Painted], plates: Sequence[str]) -> Iterator[Painted]:
    found = engine.explanation(session)
    if not found.candidates or float(engine.body.cells.areas[found.unexplained].sum()) < _LEAST_MM2:
        return
    outlines = [each for each in marked if each.kind == "pain"]
    for plate in plates:
        here = shapely.union_all([each.outline for each in outlines if each.plate == plate])
        left = engine.body.cells_outline(plate, found.unexplained)
        yield Painted(plate, shapely.intersection(here, left), 0, "unexplained")


def called(engine: Engine, structure: str) -> str:
    """Return the name of an atlas structure, with its side where its id has one."""
    found, side = engine.terminology.find(structure), side_of(structure)
    name = found.name_en if found else base_of(structure).replace("-", " ")
    return f"{name}, {word(side)}" if side else name


def region_at(engine: Engine, plate: str, x: float, y: float) -> Fill | None:
    """Return the named skin region under a plate point on its side, or None beside the body."""
    try:
        spot = engine.spot(PlatePlace(plate, x, y))
    except BodymapError:
        return None
    cells = engine.body.cells
    return Fill(cells.region_base(spot.cell), cells.half_side(spot.cell))


def erased(engine: Engine, session: Session, shapes: Sequence[Shape]) -> Session:
    """Return the session after the eraser: spots under it are gone, and so are areas of which nothing is left."""
    under = np.logical_or.reduce([engine.paint.cover(shape) for shape in shapes]) if shapes else None
    if under is None:
        return session
    for mark, spot in zip(session.marks, engine.spots(session), strict=True):
        if under[spot.cell]:
            session = remove_mark(session, mark)
    touched = [area for area in session.areas if (engine.paint.cells(area) & under).any()]
    if not touched:
        return session
    session = painting.erase(session, shapes)
    for area in session.areas:
        if not engine.paint.cells(area).any():
            session = painting.remove_area(session, area.number)
    return session


def tell_apart(engine: Engine, session: Session, first: CandidateKey, second: CandidateKey) -> Apart:
    """Return in what two candidates differ, with their names."""
    found = compare.tell_apart(engine, session, first, second)
    names = [f"{engine.knowledge.muscle(key.muscle).name}, {word(key.side)}" for key in (first, second)]
    return Apart(names[0], names[1], tuple((row.topic, row.first, row.second) for row in found.differences))
