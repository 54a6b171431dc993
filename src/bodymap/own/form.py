"""The therapist's own as text and back: one JSON object, within limits that nobody's own notes come near.

A record that cannot be used costs only itself and gives one sentence; a text that is no such file at all raises. Knows no file system.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from bodymap.anatomy.place import parse, parse_step
from bodymap.errors import BodymapError, DataError
from bodymap.own.record import (
    FIRST_NUMBER,
    MOST_DOSE,
    MOST_ITEMS,
    MOST_NAME,
    MOST_NOTE,
    MOST_NUMBER,
    MOST_STROKES,
    WHOLE,
    Own,
    OwnPoint,
    OwnSite,
    OwnZone,
    Sides,
    cleaned,
)
from bodymap.own.stroke import MOST_STEPS, steps
from bodymap.tongue import tr

FORMAT = 1
MARK = "bodymap-own"
MOST_BYTES = 5_000_000
_KEYS = (MARK, "notes", "doses", "points", "zones", "numbers")
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-{1,2}[a-z0-9]+)*$", max_length=120)]
ModelT = TypeVar("ModelT", bound=BaseModel)
RecordT = TypeVar("RecordT")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Point(_Strict):
    muscle: Name
    number: int = Field(ge=FIRST_NUMBER, le=MOST_NUMBER)
    part: Name | None = None
    along: float | None = Field(default=None, ge=0, le=1)
    across: float | None = Field(default=None, ge=0, le=1)
    place: str | None = None
    sides: Sides = "both"
    name: str = Field(default="", max_length=MOST_NAME)

    @model_validator(mode="after")
    def _somewhere(self) -> _Point:
        OwnSite(self.part, self.along, self.across, self.place)
        if self.place is not None:
            parse(self.place)
        return self

    def made(self) -> OwnPoint:
        site = OwnSite(self.part, self.along, self.across, self.place)
        return OwnPoint(self.muscle, self.number, site, self.sides, cleaned(self.name))


class _Zone(_Strict):
    muscle: Name
    number: int = Field(ge=WHOLE, le=MOST_NUMBER)
    strokes: list[Annotated[list[str], Field(min_length=1, max_length=MOST_STEPS + 1)]] = Field(min_length=1, max_length=MOST_STROKES)
    sides: Sides = "both"

    @model_validator(mode="after")
    def _drawn(self) -> _Zone:
        for stroke in self.strokes:
            way = steps(stroke)
            if len(way) > MOST_STEPS:
                raise ValueError(f"a stroke has at most {MOST_STEPS} steps")
            if not way or parse_step(way[0]).radius is None:
                raise ValueError("a stroke begins with a step that says its radius, such as “thigh 0.5 110 r20”")
            for step in way:
                parse_step(step)
        return self

    def made(self) -> OwnZone:
        return OwnZone(self.muscle, self.number, tuple(map(tuple, self.strokes)), self.sides)


def compose(own: Own) -> str:
    """Return `own` as text: keys in a fixed order, one record a line, so that two files can be compared by eye."""
    points = [_row(each.muscle, each.number, _site(each.site), each.sides, name=each.name) for each in own.points]
    zones = [_row(each.muscle, each.number, {"strokes": [list(stroke) for stroke in each.strokes]}, each.sides) for each in own.zones]
    parts = (
        f'"{MARK}": {FORMAT}',
        *(f'"{name}": {_lines(dict(pairs))}' for name, pairs in (("notes", own.notes), ("doses", own.doses))),
        f'"points": {_lines(points)}',
        f'"zones": {_lines(zones)}',
        f'"numbers": {_dumped(dict(own.numbers))}',
    )
    return "{\n" + ",\n".join(parts) + "\n}\n"


def compose_readable(own: Own) -> str:
    """Return `own` as text; raises `BodymapError` where that would be more than is read again."""
    most = max(map(len, (own.notes, own.doses, own.points, own.zones)))
    if most > MOST_ITEMS:
        raise BodymapError(tr("Your notes, doses, X’s or zones are {n}; of each, {most} can be kept. Take something away first.", n=most, most=MOST_ITEMS))
    text = compose(own)
    if len(text.encode("utf-8")) > MOST_BYTES:
        raise BodymapError(tr("Your notes and zones together are larger than the {n} MB that can be kept. Take something away first.", n=MOST_BYTES // 1_000_000))
    return text


def read(text: str, file: object = None) -> tuple[Own, tuple[str, ...]]:
    """Return what `text` holds and one sentence for each record of it that cannot be used; raises `DataError` where it is no such file."""
    table = _table(text, file)
    problems: list[str] = []

    def say(message: str, record: str) -> None:
        problems.append(str(DataError(message, file=str(file) if file else None, record=record)))

    for key in sorted(table.keys() - set(_KEYS)):
        say("is not known to this version and is left out", key)
    return Own(
        _pairs(table, "notes", MOST_NOTE, say),
        _pairs(table, "doses", MOST_DOSE, say),
        _records(table, "points", _Point, _Point.made, say),
        _records(table, "zones", _Zone, _Zone.made, say),
        _numbers(table, say),
    ), tuple(problems)


def _table(text: str, file: object) -> dict[str, Any]:
    named = str(file) if file else None
    try:
        table = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DataError(f"is not JSON ({error})", file=named) from None
    if not isinstance(table, dict) or MARK not in table:
        raise DataError("holds no notes, doses, X’s or zones that bodymap kept", file=named)
    version = table[MARK]
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise DataError(f"says {_shown(version)} where its format belongs; it is {FORMAT}", file=named, field=MARK)
    if version > FORMAT:
        raise DataError(f"is of format {version}; this bodymap reads up to {FORMAT}. Use a newer one", file=named)
    return table


def _pairs(table: dict[str, Any], name: str, longest: int, say: Callable[[str, str], None]) -> tuple[tuple[str, str], ...]:
    found = table.get(name, {})
    if not isinstance(found, dict) or len(found) > MOST_ITEMS:
        say(f"is not a table of at most {MOST_ITEMS} texts", name)
        return ()
    kept = {}
    for key, text in found.items():
        if not isinstance(text, str) or len(text) > longest:
            say(f"is not a text of at most {longest} signs", f"{name}.{key}")
        elif not _is_name(key):
            say("is not under an id such as gluteus-medius", f"{name}.{key}")
        elif cleaned(text):
            kept[key] = cleaned(text)
    return tuple(sorted(kept.items()))


def _records(
    table: dict[str, Any], name: str, model: type[ModelT], made: Callable[[ModelT], RecordT], say: Callable[[str, str], None]
) -> tuple[RecordT, ...]:
    found = table.get(name, [])
    if not isinstance(found, list) or len(found) > MOST_ITEMS:
        say(f"is not a list of at most {MOST_ITEMS} records", name)
        return ()
    kept: dict[tuple[str, int], RecordT] = {}
    for index, each in enumerate(found):
        try:
            record = made(model.model_validate(each))
        except (ValidationError, BodymapError) as error:
            say(_why(error), f"{name}[{index}]")
            continue
        key = (record.muscle, record.number)  # type: ignore[attr-defined]  # points and zones both have them
        if key in kept:
            say(f"is the second one of {key[0]}, number {key[1]}", f"{name}[{index}]")
        else:
            kept[key] = record
    return tuple(kept[key] for key in sorted(kept))


def _numbers(table: dict[str, Any], say: Callable[[str, str], None]) -> tuple[tuple[str, int], ...]:
    found = table.get("numbers", {})
    good = isinstance(found, dict) and all(_is_name(key) and type(value) is int and FIRST_NUMBER <= value <= MOST_NUMBER for key, value in found.items())
    if not good:
        say(f"is not a table of numbers from {FIRST_NUMBER} to {MOST_NUMBER}", "numbers")
        return ()
    return tuple(sorted(found.items()))


def _why(error: ValidationError | BodymapError) -> str:
    if isinstance(error, BodymapError):
        return str(error)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where} {first['msg']}".strip()


def _is_name(text: object) -> bool:
    try:
        return _Key.model_validate({"name": text}) is not None
    except ValidationError:
        return False


class _Key(_Strict):
    name: Name


def _site(site: OwnSite) -> dict[str, Any]:
    return {"place": site.place} if site.place is not None else {"part": site.part, "along": site.along, "across": site.across}


def _row(muscle: str, number: int, more: dict[str, Any], sides: Sides, *, name: str = "") -> dict[str, Any]:
    return {"muscle": muscle, "number": number, **more, **({"sides": sides} if sides != "both" else {}), **({"name": name} if name else {})}


def _lines(value: dict[str, str] | list[dict[str, Any]]) -> str:
    if not value:
        return "{}" if isinstance(value, dict) else "[]"
    if isinstance(value, dict):
        return "{\n" + ",\n".join(f"  {_dumped(key)}: {_dumped(text)}" for key, text in value.items()) + "\n}"
    return "[\n" + ",\n".join(f"  {_dumped(each)}" for each in value) + "\n]"


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _shown(value: object) -> str:
    return json.dumps(value)[:40]

