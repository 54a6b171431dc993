"""TOML file → frozen record, with every fault as one sentence that names file, record and field.

Must not know which records exist; `library` does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bodymap.errors import BodymapError, DataError, MissingFileError, nearest, suggestion
from bodymap.shipped import shown_path
from bodymap.table import parse as parse_table

MAX_BYTES = 1_000_000
RecordT = TypeVar("RecordT", bound=BaseModel)
Parse = Callable[[str], dict[str, object]]


def read_table(file: Path, parse: Parse = parse_table) -> dict[str, object]:
    """Return the TOML table in `file`, parsed by `parse`; raises `DataError` for a missing, oversized, undecodable or malformed file."""
    shown = shown_path(file)
    try:
        if file.stat().st_size > MAX_BYTES:
            raise DataError(f"is larger than {MAX_BYTES // 1000} kB, no record is", file=shown)
        return parse(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise MissingFileError("is missing", file=shown) from error
    except (OSError, UnicodeError) as error:
        raise DataError(f"cannot be read ({error})", file=shown) from error
    except ValueError as error:
        raise DataError(f"is not valid TOML: {error}", file=shown) from error


def read_record(
    file: Path, model: type[RecordT], parse: Parse = parse_table
) -> tuple[RecordT | None, tuple[BodymapError, ...]]:
    """Return the record in `file` and no problems, or None and all the problems that keep it from being one."""
    try:
        table = read_table(file, parse)
    except BodymapError as error:
        return None, (error,)
    return parse_record(table, model, shown_path(file))


def parse_record(
    table: dict[str, object], model: type[RecordT], shown: str
) -> tuple[RecordT | None, tuple[BodymapError, ...]]:
    """Return the record that `table` holds, or None and its problems; `shown` is the file's name in the sentences."""
    try:
        return model.model_validate(table), ()
    except ValidationError as error:
        record = table.get("id")
        name = record if isinstance(record, str) else None
        return None, tuple(_sentence(detail, shown, name, model) for detail in error.errors())


def field_path(location: Sequence[str | int]) -> str:
    """Return ``trigger_points[2].site`` for ``("trigger_points", 2, "site")``.

    >>> field_path(("trigger_points", 2, "site"))
    'trigger_points[2].site'
    """
    path = ""
    for step in location:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path


def _sentence(detail: ErrorDetails, shown: str, record: str | None, model: type[BaseModel]) -> BodymapError:
    location = detail["loc"]
    field = field_path(location) or None
    if detail["type"] == "extra_forbidden":
        valid = _fields_at(model, location[:-1])
        return DataError(f"is not a known field{suggestion(nearest(str(location[-1]), valid))}", file=shown, record=record, field=field)
    if detail["type"] == "missing":
        return DataError("is missing", file=shown, record=record, field=field)
    given = detail.get("input")
    shown_value = f", but is {_short(given)}" if isinstance(given, str | int | float | bool) else ""
    message = detail["msg"].removeprefix("Value error, ")
    return DataError(f"is wrong: {message[:1].lower()}{message[1:]}{shown_value}", file=shown, record=record, field=field)


def _short(value: str | float) -> str:
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:57] + "…”"


def _fields_at(model: type[BaseModel], location: Sequence[str | int]) -> tuple[str, ...]:
    """The field names of the model that `location` leads to; empty where it cannot be told."""
    current: type[BaseModel] | None = model
    for step in location:
        if isinstance(step, int):
            continue
        info = current.model_fields.get(step) if current else None
        current = _model_in(info.annotation) if info else None
    return tuple(current.model_fields) if current else ()


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_in(inner)
        if found:
            return found
    return None
