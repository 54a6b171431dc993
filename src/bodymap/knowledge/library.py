"""The whole of `data/` as one immutable value, read record by record so that one bad file costs only itself.

Frames: none; places stay text here. Problems are collected, never raised one by one: `Knowledge.problems` holds the sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import BaseModel

from bodymap.errors import BodymapError, DataError, UnknownNameError
from bodymap.knowledge.care import CareItem
from bodymap.knowledge.condition import Condition, Lexicon, LexiconEntry, Source
from bodymap.knowledge.criterion import Criteria
from bodymap.knowledge.dermatome import Dermatomes
from bodymap.knowledge.nerve_area import NerveAreas
from bodymap.knowledge.quality import Qualities, Quality
from bodymap.knowledge.reading import Parse, parse_record, read_record, read_table
from bodymap.knowledge.record import Muscle
from bodymap.knowledge.safety import (
    Consent,
    ConsentScript,
    Disclaimer,
    Precaution,
    Precautions,
    RedFlag,
    RedFlags,
    SafetyRegion,
)
from bodymap.knowledge.shelf import Shelf
from bodymap.knowledge.timing import HoldTiming
from bodymap.shipped import cache_dir, shown_path

RecordT = TypeVar("RecordT", bound=BaseModel)


@dataclass(frozen=True)
class Knowledge:
    """Everything clinical, by id. Mappings are read-only and in the order of their ids (safety and qualities: in file order)."""

    muscles: Mapping[str, Muscle]
    care: Mapping[str, CareItem]
    conditions: Mapping[str, Condition]
    safety_regions: Mapping[str, SafetyRegion]
    red_flags: Mapping[str, RedFlag]
    precautions: Mapping[str, Precaution]
    consent: Mapping[str, ConsentScript]
    lexicon: Mapping[str, LexiconEntry]
    sources: Mapping[str, Source]
    disclaimer: Disclaimer | None
    dermatomes: Dermatomes | None
    nerve_areas: NerveAreas | None
    qualities: Mapping[str, Quality]
    hold: HoldTiming | None
    criteria: Criteria | None
    problems: tuple[BodymapError, ...]

    def muscle(self, muscle_id: str) -> Muscle:
        """Return the record of `muscle_id` (without side); raises `UnknownNameError` with the nearest ids."""
        try:
            return self.muscles[muscle_id]
        except KeyError:
            raise UnknownNameError("muscle", muscle_id, self.muscles) from None


def load(folder: Path, *, cache: Path | None = None) -> Knowledge:
    """Return what `folder` (the shipped `data/`) holds; files that are missing or wrong become `problems`, never an exception.

    `cache` is a folder that keeps what was parsed (the user's cache where none is given).
    """
    problems: list[BodymapError] = []
    shelf = Shelf((cache or cache_dir()) / "records.json")
    red_flags = _one(folder / "red_flags.toml", RedFlags, problems, shelf.parse)
    precautions = _one(folder / "precautions.toml", Precautions, problems, shelf.parse)
    consent = _one(folder / "consent.toml", Consent, problems, shelf.parse)
    lexicon = _one(folder / "lexicon.toml", Lexicon, problems, shelf.parse)
    qualities = _one(folder / "qualities.toml", Qualities, problems, shelf.parse)
    knowledge = Knowledge(
        muscles=_folder(folder / "muscles", Muscle, problems, shelf.parse),
        care=_folder(folder / "care", CareItem, problems, shelf.parse),
        conditions=_folder(folder / "conditions", Condition, problems, shelf.parse),
        safety_regions=_by_id(red_flags.regions if red_flags else ()),
        red_flags=_by_id(red_flags.red_flags if red_flags else ()),
        precautions=_by_id(precautions.precautions if precautions else ()),
        consent=_by_id(consent.scripts if consent else ()),
        lexicon=_by_id(lexicon.entries if lexicon else ()),
        sources=_sources(folder / "sources.toml", problems, shelf.parse),
        disclaimer=_one(folder / "disclaimer.toml", Disclaimer, problems, shelf.parse),
        dermatomes=_one(folder / "dermatomes.toml", Dermatomes, problems, shelf.parse),
        nerve_areas=_one(folder / "nerve_areas.toml", NerveAreas, problems, shelf.parse),
        qualities=_by_id(qualities.qualities if qualities else ()),
        hold=_one(folder / "hold.toml", HoldTiming, problems, shelf.parse),
        criteria=_one(folder / "criteria.toml", Criteria, problems, shelf.parse),
        problems=tuple(problems),
    )
    shelf.close()
    return knowledge


def _one(file: Path, model: type[RecordT], problems: list[BodymapError], parse: Parse) -> RecordT | None:
    record, faults = read_record(file, model, parse)
    problems.extend(faults)
    return record


def _folder(folder: Path, model: type[RecordT], problems: list[BodymapError], parse: Parse) -> Mapping[str, RecordT]:
    found: dict[str, RecordT] = {}
    for file in sorted(folder.rglob("*.toml"), key=lambda path: path.stem):
        record = _one(file, model, problems, parse)
        if record is None:
            continue
        record_id: str = record.id  # type: ignore[attr-defined]  # every record that has a file of its own has an id
        if record_id != file.stem:
            problems.append(DataError(f"is “{record_id}”, but the file is named {file.name}", file=shown_path(file), field="id"))
        elif record_id in found:
            problems.append(DataError("is there twice; ids are unique", file=shown_path(file), field="id"))
        else:
            found[record_id] = record
    return MappingProxyType(found)


def _by_id(records: Iterable[RecordT]) -> Mapping[str, RecordT]:
    return MappingProxyType({record.id: record for record in records})  # type: ignore[attr-defined]  # all have ids


def _sources(file: Path, problems: list[BodymapError], parse: Parse) -> Mapping[str, Source]:
    try:
        table = read_table(file, parse)
    except BodymapError as error:
        problems.append(error)
        return MappingProxyType({})
    found: dict[str, Source] = {}
    for key, entry in table.items():
        if not isinstance(entry, dict):
            problems.append(DataError("is not a table", file=shown_path(file), field=key))
            continue
        source, faults = parse_record(entry, Source, shown_path(file))
        problems.extend(DataError(fault.message, file=fault.file, record=key, field=fault.field) for fault in faults)
        if source:
            found[key] = source
    return MappingProxyType(found)
