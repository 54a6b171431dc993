"""The engine's answers about one session beside another: where it hurt, what is gone, what is new, how much skin.

Imported late, with the engine. Frames: plate millimetres. Works on skin cells, so that nothing counts twice and paint of any plate compares.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
import shapely
from numpy.typing import NDArray

from bodymap.archive.visit import Skin
from bodymap.errors import BodymapError
from bodymap.matching.engine import Engine
from bodymap.session.record import Session
from bodymap.session.retest import Pain
from bodymap.tongue import tr
from bodymap.ui.answer import Painted

_LEAST_MM2 = 150.0
"""A sliver of skin smaller than a fingertip is no difference: it is the hand's way of painting the same again."""


def ghost(engine: Engine, session: Session, plates: Sequence[str]) -> tuple[Painted, ...]:
    """Return the outlines of all that hurt, one a plate."""
    body, radius = engine.body, engine.setting.click.radius_mm
    discs = [body.disc_path(spot, radius) for spot in engine.spots(session)]
    found = []
    for plate in plates:
        shapes = [engine.paint.outline(plate, area) for area in session.areas if not area.is_clear]
        shapes += [body.outline(plate, [disc]) for disc in discs]
        clear = shapely.union_all([engine.paint.outline(plate, area) for area in session.areas if area.is_clear])
        found.append(Painted(plate, shapely.difference(shapely.union_all(shapes), clear), 0, "ghost"))
    return tuple(each for each in found if not each.outline.is_empty)


def difference(engine: Engine, before: Session, now: Session, plates: Sequence[str]) -> tuple[Painted, ...]:
    """Return what hurt before and no more, what still hurts, and what hurts only now."""
    was, hurts = _cells(engine, before), _cells(engine, now)
    parts: tuple[tuple[Literal["ghost", "pain", "new"], NDArray[np.bool_]], ...] = (
        ("ghost", was & ~hurts),
        ("pain", was & hurts),
        ("new", hurts & ~was),
    )
    return tuple(each for kind, cells in parts for each in _outlines(engine, kind, cells, plates))


def _outlines(engine: Engine, kind: Literal["ghost", "pain", "new"], cells: NDArray[np.bool_], plates: Sequence[str]) -> Iterator[Painted]:
    if float(engine.body.cells.areas[cells].sum()) < _LEAST_MM2:
        return
    for plate in plates:
        outline = engine.body.cells_outline(plate, cells)
        if not outline.is_empty:
            yield Painted(plate, outline, 0, kind)


def skin(engine: Engine, session: Session) -> Skin:
    """Return how much skin hurts; what is clear of pain does not count, nor does a strength of 0."""
    sizes = engine.body.cells.areas
    areas = {area.number: float(sizes[engine.paint.cells(area)].sum()) / 100 for area in session.areas}
    return Skin(float(sizes[_cells(engine, _hurting(session))].sum()) / 100, areas)


def where(engine: Engine, session: Session, pain: Pain) -> str:
    """Return the side and skin region of most of one marked thing, in words; one that was taken away is looked up as it was before."""
    before = session.before
    area = session.area(pain.area) or next((each for each in before.areas if each.number == pain.area), None) if before else session.area(pain.area)
    if area is not None:
        index = np.flatnonzero(engine.paint.cells(area))
        if not len(index):
            return ""
        half = len(engine.body.cells) // 2
        names = [engine.body.cells.region_base(int(each)) for each in index]
        sizes: dict[str, float] = {}
        for name, size in zip(names, engine.body.cells.areas[index], strict=True):
            sizes[name] = sizes.get(name, 0.0) + float(size)
        left = float(engine.body.cells.areas[index[index < half]].sum())
        share = left / float(engine.body.cells.areas[index].sum())
        side = tr("left") if share > _ONE_SIDED else tr("right") if share < 1 - _ONE_SIDED else tr("both sides")
        return _said(engine, max(sizes, key=lambda name: sizes[name]), side)
    if pain.place is None:
        return ""
    try:
        spot = engine.spot(pain.place)
    except BodymapError:
        return ""
    return _said(engine, engine.body.cells.region_base(spot.cell), str(engine.body.cells.half_side(spot.cell)))


_ONE_SIDED = 0.85


def _said(engine: Engine, region: str, side: str) -> str:
    structure = engine.terminology.find(region)
    name = structure.name_en if structure else region.replace("-", " ")
    return f"{name[:1].upper()}{name[1:]}, {side}"


def _hurting(session: Session) -> Session:
    return replace(
        session,
        marks=tuple(mark for mark in session.marks if mark.intensity != 0),
        areas=tuple(area for area in session.areas if area.intensity != 0 or area.is_clear),
    )


def _cells(engine: Engine, session: Session) -> NDArray[np.bool_]:
    return engine.marked(session).cells
