"""The session as a JSON document and back: the file format that outlives programs. Described in docs/formats.md.

Follows the frozen values by their own type hints, so that a field added to the record is kept without a line here. What would be lost
(a field that this program does not know) is refused, never dropped.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, NoReturn, Union, cast, get_args, get_origin, get_type_hints

from bodymap.anatomy.location import Place
from bodymap.anatomy.number import is_number
from bodymap.anatomy.place import parse
from bodymap.errors import BodymapError, DataError, nearest, suggestion
from bodymap.session.record import Session

FORMAT = 1
"""The version of the document. It grows when a field changes its meaning; a new field with a default needs no new version."""

Plain = Any
"""What JSON knows: dict, list, str, int, float, bool, None."""
Reader = Callable[[Plain, str], Any]
Writer = Callable[[Any], Plain]


def to_document(session: Session) -> dict[str, Plain]:
    """Return the session as a value of JSON; what is None or empty by default is left out, sets are sorted."""
    return {"format": FORMAT, **cast("dict[str, Plain]", _writer(Session)(session))}


def from_document(document: Plain, *, file: str | None = None, record: str | None = None) -> Session:
    """Return the session of a document; raises `DataError` naming `file`, `record` and the field for anything that is not one."""
    if not isinstance(document, dict):
        raise DataError("is no session", file=file, record=record)
    form = document.get("format")
    if not isinstance(form, int) or isinstance(form, bool) or form < 1:
        raise DataError("is not a whole number from 1", file=file, record=record, field="format")
    if form > FORMAT:
        raise DataError(f"is {form}: a newer bodymap wrote it; this one reads up to {FORMAT}", file=file, record=record, field="format")
    try:
        return cast("Session", _reader(Session)({name: value for name, value in document.items() if name != "format"}, ""))
    except _Fault as fault:
        raise DataError(fault.message, file=file, record=record, field=fault.field or None) from None


def dumps(document: Plain) -> str:
    """Return a value of JSON as text of one line that any JSON reader takes; the same value gives the same text."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:  # half a letter, as a broken clipboard leaves it
        return json.dumps(document, allow_nan=False, separators=(",", ":"))
    return text


class _Fault(Exception):
    """What is wrong, and the dotted path of the field."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


@cache
def _writer(hint: Any) -> Writer:
    """Return what writes values of `hint`."""
    if hint == Place or (isinstance(hint, type) and issubclass(hint, StrEnum)):
        return str
    if is_dataclass(hint):
        return _record_writer(cast("type", hint))
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple:
        return _tuple_writer(arguments)
    if origin is frozenset:
        of_set = _writer(arguments[0])
        return lambda value: sorted((of_set(item) for item in value), key=dumps)
    if origin in (Union, UnionType):
        return _union_writer(arguments)
    return lambda value: value


def _tuple_writer(arguments: tuple[Any, ...]) -> Writer:
    writers = tuple(_writer(each) for each in arguments if each is not Ellipsis)
    if arguments[-1] is Ellipsis:
        return lambda value: [writers[0](item) for item in value]
    return lambda value: [write(item) for write, item in zip(writers, value, strict=True)]


def _record_writer(kind: type) -> Writer:
    parts = [(each.name, _writer(hint), _empty_default(each)) for each, hint in _parts(kind)]

    def write(value: Any) -> Plain:
        written = {}
        for name, write_part, default in parts:
            part = getattr(value, name)
            if default is MISSING or part != default:
                written[name] = write_part(part)
        return written

    return write


def _union_writer(choices: tuple[Any, ...]) -> Writer:
    kinds = [each for each in choices if is_dataclass(each)]
    if len(kinds) < 2:
        write_some = next(_writer(each) for each in choices if each is not NoneType)
        return lambda value: None if value is None else write_some(value)

    def write(value: Any) -> Plain:
        return None if value is None else {"kind": _kind(type(value)), **cast("dict[str, Plain]", _writer(cast("Any", type(value)))(value))}

    return write


@cache
def _reader(hint: Any) -> Reader:
    """Return what reads values of `hint`; raises `_Fault`."""
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _choice_reader({str(each): each for each in hint})
    if is_dataclass(hint):
        return _record_reader(cast("type", hint))
    return _READERS[cast("Any", get_origin(hint))](get_args(hint))


def _record_reader(kind: type) -> Reader:
    parts = {each.name: (_reader(hint), _is_needed(each)) for each, hint in _parts(kind)}

    def read(value: Plain, path: str) -> Any:
        if not isinstance(value, dict):
            raise _Fault(path, "is not a JSON object")
        found = {}
        for name, part in value.items():
            if name not in parts:
                raise _Fault(_join(path, str(name)), f"is not known to this bodymap{suggestion(nearest(str(name), parts))}")
            found[name] = parts[name][0](part, _join(path, name))
        for name, (_, is_needed) in parts.items():
            if is_needed and name not in found:
                raise _Fault(_join(path, name), "is missing")
        try:
            return kind(**found)
        except (ValueError, BodymapError) as error:
            raise _Fault(path, f"does not hold together: {error}") from None

    return read


def _tuple_reader(arguments: tuple[Any, ...]) -> Reader:
    is_open = arguments[-1] is Ellipsis
    readers = tuple(_reader(each) for each in arguments if each is not Ellipsis)

    def read(value: Plain, path: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise _Fault(path, "is not a list")
        if is_open:
            return tuple(readers[0](each, f"{path}[{number}]") for number, each in enumerate(value))
        if len(value) != len(readers):
            raise _Fault(path, f"has {len(value)} entries where {len(readers)} are needed")
        return tuple(each(item, path) for each, item in zip(readers, value, strict=True))

    if is_open and arguments[0] == tuple[float, float]:
        return _read_points
    return read


def _read_points(value: Plain, path: str) -> tuple[tuple[float, float], ...]:
    """Read points in one go: a session has thousands."""
    try:
        points = tuple((float(x), float(y)) for x, y in value)
    except (TypeError, ValueError):
        raise _Fault(path, "is not a list of points [x, y] in plate millimetres") from None
    except OverflowError:
        raise _Fault(path, "holds a point that lies nowhere") from None
    if not all(math.isfinite(x) and math.isfinite(y) for x, y in points):
        raise _Fault(path, "holds a point that lies nowhere")
    return points


def _set_reader(hint: Any) -> Reader:
    read = _tuple_reader((hint, ...))
    return lambda value, path: frozenset(read(value, path))


def _union_reader(choices: tuple[Any, ...]) -> Reader:
    kinds = {_kind(each): _reader(cast("Any", each)) for each in choices if is_dataclass(each)}
    is_open = NoneType in choices
    if len(kinds) < 2:
        read_some = next(_reader(each) for each in choices if each is not NoneType)
        return lambda value, path: None if value is None and is_open else read_some(value, path)

    def read(value: Plain, path: str) -> Any:
        if value is None and is_open:
            return None
        kind = value.get("kind") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in kinds:
            raise _Fault(_join(path, "kind"), f"“{kind}” is not one of {', '.join(kinds)}")
        return kinds[kind]({name: part for name, part in value.items() if name != "kind"}, path)

    return read


def _choice_reader(choices: dict[Any, Any]) -> Reader:
    def read(value: Plain, path: str) -> Any:
        if not isinstance(value, str | int) or value not in choices:
            near = suggestion(nearest(value, map(str, choices))) if isinstance(value, str) else ""
            raise _Fault(path, f"“{value}” is not one of {', '.join(map(str, choices))}{near}")
        return choices[value]

    return read


def _read_place(value: Plain, path: str) -> Any:
    try:
        return parse(_read_text(value, path))
    except BodymapError as error:
        raise _Fault(path, str(error)) from None


def _read_text(value: Plain, path: str) -> str:
    return value if isinstance(value, str) else _refuse(path, "is not a text")


def _read_flag(value: Plain, path: str) -> bool:
    return value if isinstance(value, bool) else _refuse(path, "is neither true nor false")


def _read_whole(value: Plain, path: str) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else _refuse(path, "is not a whole number")


def _read_number(value: Plain, path: str) -> float:
    return float(value) if is_number(value) else _refuse(path, "is not a number")


_SIMPLE: dict[Any, Reader] = {str: _read_text, bool: _read_flag, int: _read_whole, float: _read_number, Place: _read_place}


_READERS: dict[Any, Callable[[tuple[Any, ...]], Reader]] = {
    Literal: lambda choices: _choice_reader({each: each for each in choices}),
    tuple: _tuple_reader,
    frozenset: lambda arguments: _set_reader(arguments[0]),
    Union: _union_reader,
    UnionType: _union_reader,
}


def _refuse(path: str, message: str) -> NoReturn:
    raise _Fault(path, message)


def _parts(kind: type) -> list[tuple[Field[Any], Any]]:
    hints = get_type_hints(kind)
    return [(each, hints[each.name]) for each in fields(kind) if each.init]


def _empty_default(part: Field[Any]) -> Any:
    """The default of a field where it says nothing (None or empty), else MISSING: then the value is always written."""
    default = part.default_factory() if part.default_factory is not MISSING else part.default
    return default if default is None or default in ((), frozenset(), "") else MISSING


def _is_needed(part: Field[Any]) -> bool:
    return part.default is MISSING and part.default_factory is MISSING


def _kind(kind: Any) -> str:
    return str(kind.__name__).lower()


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
