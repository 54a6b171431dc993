"""What must hold between records: every name leads somewhere, every place can be read, every client word is kind.

A rule is a function marked with `@rule`; marking it is all it takes to be run. Rules yield sentences, they never raise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from bodymap.anatomy import place
from bodymap.errors import BodymapError, DataError, UnknownNameError
from bodymap.knowledge.care import CareItem, Unless
from bodymap.knowledge.claim import Sourced
from bodymap.knowledge.library import Knowledge
from bodymap.knowledge.record import Muscle, ReferralZone
from bodymap.knowledge.walk import walk


@dataclass(frozen=True)
class World:
    """What the records are checked against: the knowledge itself, and the names that the atlas and the body know."""

    knowledge: Knowledge
    structures: Collection[str]
    """Base ids of the atlas, and their parents."""
    landmarks: Collection[str]
    skin_regions: Collection[str]
    unkind_words: Collection[str]
    """Words and phrases that frighten or blame (`data/client_words.toml`)."""


Rule = Callable[[World], Iterator[BodymapError]]
RULES: list[Rule] = []


def rule(function: Rule) -> Rule:
    """Mark `function` as a rule that `problems` runs."""
    RULES.append(function)
    return function


def problems(world: World) -> tuple[BodymapError, ...]:
    """Return what breaks a rule, in the order of the rules and then of the records; empty where all is well."""
    return tuple(problem for each in RULES for problem in each(world))


def _records(knowledge: Knowledge) -> Iterator[tuple[str, str, BaseModel]]:
    """Yield (file, id, record) of everything that is known."""
    for muscle_id, muscle in knowledge.muscles.items():
        yield f"data/muscles/{muscle.region}/{muscle_id}.toml", muscle_id, muscle
    tables = (
        ("data/care/{}.toml", knowledge.care),
        ("data/conditions/{}.toml", knowledge.conditions),
        ("data/red_flags.toml", knowledge.red_flags),
        ("data/precautions.toml", knowledge.precautions),
        ("data/consent.toml", knowledge.consent),
        ("data/lexicon.toml", knowledge.lexicon),
    )
    for pattern, records in tables:
        for record_id, record in records.items():
            yield pattern.format(record_id), record_id, record
    if knowledge.dermatomes:
        yield "data/dermatomes.toml", "dermatomes", knowledge.dermatomes
    if knowledge.hold:
        yield "data/hold.toml", "hold", knowledge.hold
    if knowledge.nerve_areas:
        yield "data/nerve_areas.toml", "nerve_areas", knowledge.nerve_areas
    if knowledge.disclaimer:
        yield "data/disclaimer.toml", "disclaimer", knowledge.disclaimer


@rule
def sources_are_known(world: World) -> Iterator[BodymapError]:
    """Every claim's source is a key of `data/sources.toml`."""
    for file, record_id, record in _records(world.knowledge):
        for path, value in walk(record):
            keys = value.sources if isinstance(value, Sourced | Muscle) else ()
            for index, key in enumerate(keys):
                if key not in world.knowledge.sources:
                    field = f"{path}.sources[{index}]".lstrip(".")
                    message = f"“{key}” is not in data/sources.toml"
                    yield DataError(message, file=file, record=record_id, field=field)


def _texts(record: BaseModel, fields: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield (path, text) for every text in a field of one of the given names, or in a list there."""
    for path, value in walk(record):
        last = re.sub(r"(\[\d+\])+$", "", path).rpartition(".")[2]
        if isinstance(value, str) and last in fields:
            yield path, value


@rule
def names_lead_somewhere(world: World) -> Iterator[BodymapError]:
    """Muscles, structures, conditions, care, precautions, consent scripts and regions that a record names exist."""
    knowledge = world.knowledge
    muscle_names = {*knowledge.muscles, *world.structures}
    table: tuple[tuple[str, Collection[str], Collection[str]], ...] = (
        ("muscle", ("muscle", "muscles", "stretches_primarily", "stretches_secondarily"), muscle_names),
        ("structure", ("structures", "structure", "part"), world.structures),
        ("condition", ("condition", "conditions"), knowledge.conditions),
        ("care item", ("techniques", "self_care", "stretches", "strengthening"), knowledge.care),
        ("precaution", ("precaution",), knowledge.precautions),
        ("consent script", ("consent",), knowledge.consent),
        ("skin region", ("skin_regions", "skin_region"), world.skin_regions),
    )
    for file, record_id, record in _records(knowledge):
        for kind, fields, valid in table:
            for path, name in _texts(record, fields):
                if name not in valid:
                    yield UnknownNameError(kind, name, valid, file=file, record=record_id, field=path)


@rule
def places_can_be_read(world: World) -> Iterator[BodymapError]:
    """Every place and every stroke's step is in the grammar, and names a landmark that the body has."""
    fields = ("place", "places", "landmark", "via", "placement", "path", "strokes", "constructed")
    for file, record_id, record in _records(world.knowledge):
        for path, text in _texts(record, fields):
            try:
                step = place.parse_step(text)
            except BodymapError as error:
                yield DataError(error.message, file=file, record=record_id, field=path)
                continue
            landmark = getattr(step.place, "id", None)
            if landmark is not None and landmark not in world.landmarks:
                yield UnknownNameError("landmark", landmark, world.landmarks, file=file, record=record_id, field=path)
            if ("strokes" in path or "constructed" in path) and step.radius is None:
                yield DataError(f"“{text}” has no radius; a step ends in one, such as r30", file=file, record=record_id, field=path)


@rule
def sections_exist(world: World) -> Iterator[BodymapError]:
    """A trigger point's section is one of its record's, and its part one of the record's structures."""
    for file, muscle_id, muscle in _muscles(world):
        sections = {section.id for section in muscle.sections}
        for index, point in enumerate(muscle.trigger_points):
            field = f"trigger_points[{index}]"
            if point.section is not None and point.section not in sections:
                yield UnknownNameError("section", point.section, sections, file=file, record=muscle_id, field=f"{field}.section")
            if point.site.part is not None and point.site.part not in muscle.structures:
                yield UnknownNameError(
                    "structure", point.site.part, muscle.structures, file=file, record=muscle_id, field=f"{field}.site.part"
                )


@rule
def trigger_points_are_told_apart(world: World) -> Iterator[BodymapError]:
    """Numbers are unique in a record, and no two points share one and the same zone."""
    for file, muscle_id, muscle in _muscles(world):
        numbers = [point.number for point in muscle.trigger_points]
        for index, number in enumerate(numbers):
            if number in numbers[:index]:
                yield DataError(f"{number} is taken already", file=file, record=muscle_id, field=f"trigger_points[{index}].number")
        seen: set[tuple[tuple[str, ...], ...]] = set()
        for path, value in walk(muscle):
            if isinstance(value, ReferralZone) and value.kind == "essential":
                if value.strokes in seen:
                    yield DataError("is the zone of another trigger point too; each has its own", file=file, record=muscle_id, field=path)
                seen.add(value.strokes)


@rule
def client_words_are_kind(world: World) -> Iterator[BodymapError]:
    """No text for the client frightens or blames."""
    if not world.unkind_words:
        return
    pattern = re.compile(r"\b(" + "|".join(re.escape(word) for word in sorted(world.unkind_words)) + r")\b", re.IGNORECASE)
    for file, record_id, record in _records(world.knowledge):
        for path, text in _client_texts(record):
            found = pattern.search(text)
            if found:
                yield DataError(f"says “{found[0]}” to the client", file=file, record=record_id, field=path)


def _client_texts(record: BaseModel) -> Iterator[tuple[str, str]]:
    for path, value in walk(record):
        if isinstance(value, str) and re.search(r"(^|\.)client", path):
            yield path, value


@rule
def nothing_is_a_percentage(world: World) -> Iterator[BodymapError]:
    """No text gives a likelihood as a percentage."""
    for file, record_id, record in _records(world.knowledge):
        for path, value in walk(record):
            if isinstance(value, str) and re.search(r"\d\s?%|\bper ?cent\b", value):
                yield DataError("gives a percentage; say often, sometimes or rarely", file=file, record=record_id, field=path)


@rule
def care_is_safe_and_plain(world: World) -> Iterator[BodymapError]:
    """Care names what it is avoided for; what the client does has plain words, a dose, a feel and a stop rule."""
    for item_id, item in world.knowledge.care.items():
        file = f"data/care/{item_id}.toml"
        if item.kind in ("technique", "release", "stretch") and not (item.avoid_if or item.adapt_if):
            yield DataError("names no precaution", file=file, record=item_id, field="avoid_if")
        for field in _missing_for_client(item):
            yield DataError("is missing; the client does this alone", file=file, record=item_id, field=field)


def _missing_for_client(item: CareItem) -> Iterable[str]:
    if item.for_whom != "client":
        return ()
    wanted = ("client",) if item.kind == "habit" else ("client", "client_steps", "dose", "feel", "stop")
    return tuple(field for field in wanted if not getattr(item, field))


@rule
def precautions_are_heard(world: World) -> Iterator[BodymapError]:
    """Every precaution changes at least one care item."""
    heard = {
        value.precaution for item in world.knowledge.care.values() for _, value in walk(item) if isinstance(value, Unless)
    }
    for precaution in world.knowledge.precautions:
        if world.knowledge.care and precaution not in heard:
            yield DataError("changes no technique and no self-care", file="data/precautions.toml", record=precaution)


def _muscles(world: World) -> Iterator[tuple[str, str, Muscle]]:
    for file, record_id, record in _records(world.knowledge):
        if isinstance(record, Muscle):
            yield file, record_id, record
