"""Small values of the user's own, each in a file of its own: read with a sentence for each thing that cannot be used, written whole.

The values are frozen dataclasses of plain fields, all with a default; the files are JSON. Knows neither Qt nor what the values mean.
"""

from __future__ import annotations

import json
from dataclasses import fields, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_type_hints

from bodymap.errors import BodymapError, DataError, UnknownNameError
from bodymap.report.output import write_whole

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    ValueT = TypeVar("ValueT", bound=DataclassInstance)

_MOST_BYTES = 1_000_000


def load(kind: type[ValueT], place: Path) -> tuple[ValueT, tuple[str, ...]]:
    """Return the value kept in `place` and one sentence for each thing in the file that could not be used.

    What cannot be used, or is not there, has its default. The file stays as it is.
    """
    try:
        table = _read(place)
    except BodymapError as error:
        return kind(), (str(error),)
    return _value(kind, table, place)


def save(value: DataclassInstance, place: Path) -> None:
    """Write `value`; keys of the file that it does not know stay. A file that could not be used is first put aside as ``….unread``.

    Raises `BodymapError` where that fails, and the old file stays.
    """
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(f"cannot be written ({error.strerror})", file=place) from None
    try:
        table = _read(place)
        is_whole = not _value(type(value), table, place)[1]
    except BodymapError:
        table, is_whole = {}, False
    if not is_whole:
        put_aside(place)
    table.update({each.name: getattr(value, each.name) for each in fields(value)})
    write_whole(place, (json.dumps(table, indent=2, ensure_ascii=False) + "\n").encode("utf-8"))


def _value(kind: type[ValueT], table: dict[str, Any], place: Path) -> tuple[ValueT, tuple[str, ...]]:
    """Take each known key of `table` that has a value of its kind; a sentence for each that has not."""
    made, problems = kind(), []
    hints = get_type_hints(kind)
    for each in fields(kind):
        if each.name not in table:
            continue
        try:
            value = _value_of(table[each.name], hints[each.name], each.metadata.get("choices", ()), each.default)
        except BodymapError as error:
            problems.append(f"{place}: {each.name}: {error}")
        else:
            made = replace(made, **{each.name: value})
    return made, tuple(problems)


def _value_of(raw: Any, hint: Any, choices: tuple[Any, ...], default: Any) -> Any:
    """Return `raw` as a value of the field's kind; raises `BodymapError` that says what may stand there."""
    allowed = choices or get_args(hint) if not isinstance(default, tuple) else ()
    if allowed:
        if type(raw) is type(default) and raw in allowed:
            return raw
        names = [str(each) for each in allowed]
        problem = UnknownNameError("value", str(raw), names)
        raise problem if problem.nearest else BodymapError(f"{problem.message}; it may be {', '.join(names)}")
    if isinstance(default, tuple):
        return _texts(raw) if get_args(hint)[0] is str else _pairs(raw)
    if type(raw) is not type(default):
        kinds = {bool: "true or false", str: "a text", int: "a whole number", float: "a number"}
        raise BodymapError(f"{json.dumps(raw)} is not {kinds[type(default)]}")
    return raw


def _texts(raw: Any) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(text, str) for text in raw):
        raise BodymapError(f"{json.dumps(raw)} is not a list of texts")
    return tuple(raw)


def _pairs(raw: Any) -> tuple[tuple[str, str], ...]:
    rows = raw if isinstance(raw, list) else [raw]
    pairs = [tuple(row) for row in rows if isinstance(row, list) and len(row) == 2 and all(isinstance(text, str) for text in row)]
    if len(pairs) != len(rows):
        raise BodymapError(f"{json.dumps(raw)} is not a list of pairs of texts")
    return tuple(pairs)


def _read(place: Path) -> dict[str, Any]:
    """Return what stands in the file, nothing where there is none; raises `DataError` where it is not a JSON object."""
    try:
        if place.stat().st_size > _MOST_BYTES:
            raise DataError("is far too large; it is as if it were not there until it is mended or deleted", file=place)
        table = json.loads(place.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise DataError(f"cannot be read ({error.strerror})", file=place) from None
    except (ValueError, RecursionError) as error:
        raise DataError(f"is not JSON ({error}); it is as if it were not there until it is mended or deleted", file=place) from None
    if not isinstance(table, dict):
        raise DataError("holds no table; it is as if it were not there until it is mended or deleted", file=place)
    return table


def put_aside(place: Path) -> None:
    """Give a file that cannot be used the first free of the names ``….unread``, ``….unread-2``, …, or do nothing where it is gone. Raises `DataError`."""
    try:
        place.replace(place_aside(place))
    except FileNotFoundError:
        pass
    except OSError as error:
        raise DataError(f"cannot be put aside ({error.strerror})", file=place) from None


def place_aside(place: Path) -> Path:
    """Return where `put_aside` would put a file now."""
    names = (f"{place.name}.unread{f'-{number}' if number > 1 else ''}" for number in count(1))
    return next(aside for name in names if not (aside := place.with_name(name)).exists())
