"""Everything that must hold of the shipped files together: records, names, plates, sites on muscles, zones where they are felt.

What `bodymap check` prints and the data tests assert. Slow (seconds): it draws every zone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bodymap import shipped
from bodymap.anatomy.place import INSETS, PLATES
from bodymap.atlas import figure as figures
from bodymap.atlas import fitness, lint, lint_overlay
from bodymap.errors import BodymapError, DataError
from bodymap.ids import Side
from bodymap.knowledge import check
from bodymap.knowledge.claim import Example, Frozen, Text
from bodymap.knowledge.reading import read_record
from bodymap.knowledge.record import Aspect, Muscle
from bodymap.matching import engine as engines
from bodymap.matching.engine import Engine
from bodymap.matching.picture import Picture
from bodymap.matching.zone import Zone
from bodymap.session.record import NEW_CLIENT, CandidateKey, add_mark

_ASPECT_PLATES: dict[Aspect, tuple[str, ...]] = {
    "anterior": ("anterior",),
    "posterior": ("posterior",),
    "lateral": ("left", "right"),
    "medial": (*PLATES, *INSETS),
    "plantar": tuple(plate for plate in INSETS if plate.startswith("foot-plantar")),
    "dorsal": tuple(plate for plate in INSETS if plate.startswith(("foot-dorsal", "hand-dorsal"))),
    "palmar": tuple(plate for plate in INSETS if plate.startswith("hand-palmar")),
}


class ClientWords(Frozen):
    """`data/client_words.toml`."""

    version: Text
    words: tuple[Text, ...]


class LetStand(Frozen):
    """One thing that does not hold on a figure and stays so."""

    muscle: Text
    field: Text
    reason: Text


class Exceptions(Frozen):
    """`data/body/<figure>/exceptions.toml`."""

    exceptions: tuple[LetStand, ...]


def problems(folder: Path | None = None, *, figure: str = figures.FIRST) -> tuple[str, ...]:
    """Return every problem of the shipped data and a figure's plates, one sentence each; empty where all is well."""
    data = folder or shipped.data_dir()
    try:
        engine = engines.load(data, figure=figure)
    except BodymapError as error:
        return (str(error),)
    if figure != figures.FIRST:
        return second_problems(engine)
    plates = (*lint.lint_plates(engine.terminology), *lint_overlay.lint_overlays(engine.terminology), *fitness.lint_body(engine.body))
    return (*plates, *map(str, data_problems(engine, data)))


def second_problems(engine: Engine) -> tuple[str, ...]:
    """Return what is wrong on another figure than the first: its plates, its tables, and the records that are drawn on it unchanged."""
    found = [*lint.lint_plates(engine.terminology, figure=engine.figure), *lint_overlay.lint_overlays(engine.terminology, figure=engine.figure)]
    found += fitness.lint_body(engine.body)
    picture = Picture.load(engine)
    known = exceptions(engine.figure)
    for muscle in engine.knowledge.muscles.values():
        problems = (*misplaced_sites(muscle, picture), *unseen_zones(muscle, picture))
        found += [f"{engine.figure} figure: {each}" for each in problems if (each.record, each.field) not in known]
    return tuple(found)


def exceptions(figure: str) -> frozenset[tuple[str | None, str | None]]:
    """Return the (muscle, field) of what a person looked at on a figure and let stand, each with its reason in the file."""
    table, _ = read_record(figures.tables(figure) / "exceptions.toml", Exceptions)
    return frozenset((each.muscle, each.field) for each in table.exceptions) if table else frozenset()


def data_problems(engine: Engine, data: Path) -> tuple[BodymapError, ...]:
    """Return every problem of the records in `data`, which `engine` was loaded from."""
    found = [*engine.problems, *check.problems(world(engine, data))]
    picture = Picture.load(engine)
    for muscle in engine.knowledge.muscles.values():
        found += misplaced_sites(muscle, picture)
        found += unseen_zones(muscle, picture)
        found += failed_examples(muscle, engine)
    return tuple(found)


def world(engine: Engine, data: Path) -> check.World:
    """Return what the records are checked against."""
    words, _ = read_record(data / "client_words.toml", ClientWords)
    terms = engine.terminology
    return check.World(
        knowledge=engine.knowledge,
        structures={name for each in terms for name in (each.id, each.parent) if name},
        landmarks=engine.body.landmarks.keys(),
        skin_regions={each.id for each in terms.of_kind("skin-region")},
        unkind_words=words.words if words else (),
    )


def _file(muscle: Muscle) -> str:
    return f"data/muscles/{muscle.region}/{muscle.id}.toml"


def misplaced_sites(muscle: Muscle, picture: Picture) -> Iterator[BodymapError]:
    """Yield a problem for each trigger point whose X lies on its muscle on no plate."""
    key = CandidateKey(muscle.id, Side.LEFT)
    try:
        seen = {cross.point.number for plate in PLATES for cross in picture.crosses(plate, key)}
    except BodymapError as error:
        yield DataError(str(error), file=_file(muscle), record=muscle.id, field="trigger_points")
        return
    for index, point in enumerate(muscle.trigger_points):
        if point.number not in seen:
            field = f"trigger_points[{index}].site"
            yield DataError("lies on its muscle on no plate", file=_file(muscle), record=muscle.id, field=field)


def unseen_zones(muscle: Muscle, picture: Picture) -> Iterator[BodymapError]:
    """Yield a problem for each zone that is empty, or not seen on a plate where its record says that it is felt."""
    for zone in picture.engine.table.zones:
        if zone.point.muscle != muscle.id or zone.point.side is not Side.LEFT:
            continue
        field = f"trigger_points[{zone.point.number}].zones.{zone.kind}"
        if not zone.cells.any():
            yield DataError("covers no skin", file=_file(muscle), record=muscle.id, field=field)
            continue
        for aspect in zone.record.felt_on if zone.record else ():
            if not _is_seen(zone, aspect, picture):
                message = f"is felt on the {aspect} side by its words, but is not seen there"
                yield DataError(message, file=_file(muscle), record=muscle.id, field=field)


def _is_seen(zone: Zone, aspect: Aspect, picture: Picture) -> bool:
    """Whether a plate of the aspect shows the zone; holds of an aspect that none of the body's plates shows."""
    body = picture.engine.body
    plates = [plate for plate in _ASPECT_PLATES[aspect] if body.cells.is_seen(plate).any()]
    return not plates or any(not body.outline(plate, zone.paths).is_empty for plate in plates)


def failed_examples(muscle: Muscle, engine: Engine) -> Iterator[BodymapError]:
    """Yield a problem for each example that does not rank and each decoy that does."""
    for kind, examples in (("examples", muscle.examples), ("decoys", muscle.decoys)):
        for index, example in enumerate(examples):
            field = f"{kind}[{index}]"
            try:
                rank = rank_of(muscle, example, engine)
            except BodymapError as error:
                yield DataError(str(error), file=_file(muscle), record=muscle.id, field=field)
                continue
            is_among = rank is not None and rank <= example.within
            if is_among != (kind == "examples"):
                place = " + ".join(example.places)
                said = f"is {'not among' if rank is None else f'rank {rank} of'} the candidates at {place}"
                wanted = f"should {'be' if kind == 'examples' else 'not be'} in the first {example.within}"
                yield DataError(f"{said}, {wanted}", file=_file(muscle), record=muscle.id, field=field)


def rank_of(muscle: Muscle, example: Example, engine: Engine) -> int | None:
    """Return the rank of `muscle` on the example's side when its places are marked, or None where it is no candidate."""
    side = Side(example.side)
    session = NEW_CLIENT
    for text in example.places:
        session = add_mark(session, engine.body.parse(text, default_side=side))
    key = CandidateKey(muscle.id, side)
    return next((each.rank for each in engine.candidates(session) if each.key == key), None)
