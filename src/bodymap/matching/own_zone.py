"""The therapist's own X's and zones on one body: from what the hand did on a plate to places of the muscle, and from those to skin cells.

Places are kept as the records keep theirs: muscle coordinates, or addresses without a side, so that they lie right on every plate, on the other
side and on the second figure. Frames: plate millimetres in; body millimetres between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from bodymap.anatomy.location import AddressPlace, PlatePlace, Step
from bodymap.anatomy.place import Place, parse
from bodymap.atlas import frame
from bodymap.atlas.site import Floats, Lattice
from bodymap.atlas.stack import Tissue
from bodymap.errors import BodymapError, DataError
from bodymap.ids import Id, Side
from bodymap.matching.cellset import CellSet
from bodymap.matching.engine import Engine
from bodymap.matching.stroke_shelf import Laid
from bodymap.matching.zone import Zone
from bodymap.own import record
from bodymap.own.record import Own, OwnSite, OwnZone, is_on
from bodymap.own.stroke import Stroke, erases, rubbed, steps
from bodymap.session.paint import Stroke as DrawnStroke
from bodymap.session.record import CandidateKey, PointKey

_SAMPLES = (65, 33)
_BESIDE_MM = 8.0
"""A finger so near to the muscle's middle sheet means a place in the muscle; farther off, the skin under the finger."""
_DEEPER = 0.3
"""What a millimetre of depth counts when the place in the muscle is sought: the finger says where, the stack only about how deep."""
_ASTRAY_MM = 6.0
"""An address that would lead so far from where the hand was (in the fold of the buttock, on the ear) gives way to the plate's own point."""
_STEP_SHARE = 0.6
_LEAST_STEP_MM = 8.0
_GAP_MM = 12.0


def with_own(engine: Engine, own: Own) -> tuple[Engine, tuple[BodymapError, ...]]:
    """Return the engine that also weighs own zones, and a sentence for each that lies nowhere or belongs to no known muscle."""
    shipped = engine.table.shipped or engine.table
    zones: list[Zone] = []
    problems: list[BodymapError] = []
    for zone in own.zones:
        if zone.muscle not in engine.knowledge.muscles:
            continue
        try:
            zones += _zones(engine, zone)
        except BodymapError as error:
            problems.append(DataError(error.message, record=zone.muscle, field="your own zone"))
    return replace(engine, own=own, table=shipped.and_own(tuple(zones))), tuple(problems)


def _zones(engine: Engine, zone: OwnZone) -> Iterator[Zone]:
    body = engine.body
    rubbed_out = tuple(index for index, stroke in enumerate(zone.strokes) if erases(stroke))
    for side in (Side.LEFT, Side.RIGHT):
        if not is_on(zone.sides, side):
            continue
        laid = _laid(engine, zone.strokes, side)
        cells = np.zeros(len(body.cells), dtype=np.bool_)
        for index, each in enumerate(laid):
            cells[each.covered] = index not in rubbed_out
        paths = tuple(each.path for each in laid)
        yield Zone(PointKey(zone.muscle, side, zone.number), "own", None, paths, CellSet.of(cells), float(body.cells.areas[cells].sum()), rubbed_out)


def _laid(engine: Engine, strokes: Sequence[Stroke], side: Side) -> list[Laid]:
    left = (engine.paint.own_stroke(steps(stroke)) for stroke in strokes)
    return [each if side is Side.LEFT else each.mirrored(engine.body.cells.half) for each in left]


def skin_place(engine: Engine, text: str, side: Side) -> Place:
    """Return an own X's place on the skin for one side of the figure that is shown."""
    place = parse(text)
    if isinstance(place, PlatePlace):
        place = place.mirrored() if side is Side.RIGHT else place
    return engine.carried.place(place.on(side), "onto")


# From the hand


def site_at(engine: Engine, lattice: Lattice, key: CandidateKey, plate: str, x: float, y: float) -> OwnSite | None:
    """Return the place that a finger on a plate means for a muscle: in it where it lies under the finger, else on the skin; None off the body."""
    try:
        spot = engine.spot(PlatePlace(plate, x, y))
    except BodymapError:
        return None
    muscle = engine.knowledge.muscle(key.muscle)
    under = (each for each in engine.body.stack(plate).tissue(x, y) if _belongs(each, muscle.structures, key.side))
    for tissue in under:
        site = _site_in(lattice, key.side, tissue, spot.point, plate)
        if site is not None:
            return site
    return OwnSite(place=_relative(engine, spot.point, key.side, PlatePlace(plate, round(x, 1), round(y, 1))))


def _belongs(tissue: Tissue, structures: Sequence[str], side: Side) -> bool:
    identity = Id.parse(tissue.structure)
    return identity.base in structures and identity.side in (side, None, Side.MIDLINE)


def _site_in(lattice: Lattice, side: Side, tissue: Tissue, skin: Floats, plate: str) -> OwnSite | None:
    """The place on the part's middle sheet nearest to the finger; None where that is too far off."""
    part = Id.parse(tissue.structure).base
    if part not in lattice:
        return None
    inward = -np.array(frame.FRAMES[plate].viewer)
    target = skin + inward * (tissue.depth_mm + tissue.thickness_mm / 2)
    along, across = (np.linspace(0, 1, count) for count in _SAMPLES)
    points = np.array([[lattice.point(part, v, u, side) for u in across] for v in along])
    away = points - target
    depth = away @ inward
    beside = np.sqrt(np.maximum((away**2).sum(axis=2) - depth**2, 0.0))
    row, column = np.unravel_index(np.argmin(beside**2 + (_DEEPER * depth) ** 2), beside.shape)
    if beside[row, column] > _BESIDE_MM:
        return None
    return OwnSite(part, round(float(along[row]), 3), round(float(across[column]), 3))


def strokes_at(engine: Engine, key: CandidateKey, drawn: Sequence[DrawnStroke]) -> tuple[Stroke, ...]:
    """Return what the brush drew as strokes of the muscle's record; what lay beside the body is left out."""
    return tuple(stroke for each in drawn for stroke in _strokes(engine, key.side, each))


def rubbed_out(engine: Engine, own: Own, key: CandidateKey, number: int | None, drawn: Sequence[DrawnStroke]) -> Own:
    """Return `own` after the eraser went over a muscle's zones, of one X or (None) all: one that it did not touch stays, one of which nothing is left is gone."""
    strokes = tuple(rubbed(stroke) for stroke in strokes_at(engine, key, drawn))
    under = [each.covered for each in _laid(engine, strokes, key.side)]
    for zone in own.zones_of(key.muscle, key.side):
        if number not in (None, zone.number):
            continue
        try:
            left = next(each for each in _zones(engine, zone) if each.point.side is key.side).cells.copy()
        except BodymapError:
            continue
        touching = [index for index, cells in enumerate(under) if left[cells].any()]
        for index in touching:
            left[under[index]] = False
        if touching and left.any():
            own = record.add_strokes(own, zone.muscle, zone.number, tuple(strokes[index] for index in touching), zone.sides)
        elif touching:
            own = record.remove_zone(own, zone.muscle, zone.number)
    return own


def _strokes(engine: Engine, side: Side, drawn: DrawnStroke) -> Iterator[Stroke]:
    path = engine.body.drawn_path(drawn.plate, drawn.points, drawn.radius_mm)
    if path is None:
        return
    gaps = np.flatnonzero(np.linalg.norm(np.diff(path.points, axis=0), axis=1) > _GAP_MM) + 1
    for piece in np.split(path.points.astype(float), gaps):
        steps = []
        for point in _thinned(piece, max(_LEAST_STEP_MM, _STEP_SHARE * drawn.radius_mm)):
            x, y = engine.body.project(drawn.plate, point)
            steps.append(_relative(engine, point, side, PlatePlace(drawn.plate, round(x, 1), round(y, 1))))
        first, *others = dict.fromkeys(steps)
        yield (str(Step(parse(first), drawn.radius_mm)), *others)


def _thinned(points: Floats, step_mm: float) -> Iterator[Floats]:
    """The first point, each that lies a step along the way after the one before, and the last."""
    ways = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    wanted = np.arange(0.0, float(ways[-1]), step_mm)
    for index in dict.fromkeys([*np.searchsorted(ways, wanted).tolist(), len(points) - 1]):
        yield points[index]


def _relative(engine: Engine, point: Floats, side: Side, drawn: PlatePlace) -> str:
    """The address of a skin point as a record of a muscle on `side` says it: its own side left out, the other one as `opposite`."""
    place = _address(engine, point)
    if place is None:
        kept = engine.carried.place(drawn, "back")
        return str(kept.mirrored() if side is Side.RIGHT else kept)
    if place.side is side:
        return str(replace(place, side=None))
    return str(replace(place, side=None, opposite=True) if place.side is side.opposite else place)


def _address(engine: Engine, point: Floats) -> AddressPlace | None:
    """The canonical address of a skin point, or None where it would lead astray."""
    try:
        place = parse(engine.body.address(point))
        astray = float(np.linalg.norm(engine.spot(place).point - point))
    except BodymapError:
        return None
    return place if isinstance(place, AddressPlace) and astray <= _ASTRAY_MM else None
