"""Reads a JSON list of records whose fields have known types; one clear sentence for each that is wrong."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from bodymap.anatomy.number import is_number
from bodymap.errors import BodymapError, DataError, MissingFileError
from bodymap.shipped import shown_path


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T")
Record = TypeVar("Record", bound=_HasId)
_LARGEST_BYTES = 20_000_000
_FAR = 1e9


def load_list(file: Path, key: str) -> list[Any]:
    """Return the list under `key` of a JSON file; raises `DataError` where the file cannot be read or has no such list."""
    shown = shown_path(file)
    try:
        if file.stat().st_size > _LARGEST_BYTES:
            raise DataError(f"is larger than {_LARGEST_BYTES // 1_000_000} MB and was not read", file=shown)
        whole = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise MissingFileError("is missing", file=shown) from None
    except json.JSONDecodeError as error:
        raise DataError(f"is not valid JSON (line {error.lineno}: {error.msg})", file=shown) from None
    except (OSError, UnicodeError, RecursionError) as error:
        raise DataError(f"cannot be read ({error})", file=shown) from None
    found = whole.get(key) if isinstance(whole, dict) else None
    if not isinstance(found, list):
        raise DataError(f"has no list “{key}”", file=shown)
    return found


class Fields:
    """The fields of one record, each asked for with its type."""

    def __init__(self, raw: object, file: str, number: int, kind: str) -> None:
        if not isinstance(raw, Mapping):
            raise DataError("is not an object", file=file, record=f"{kind}[{number}]")
        self._raw: Mapping[str, Any] = raw
        self._file = file
        self._record = raw["id"] if isinstance(raw.get("id"), str) else f"{kind}[{number}]"

    def text(self, name: str) -> str:
        """Return a field that must be a text with something in it."""
        value = self._raw.get(name)
        if not isinstance(value, str) or not value:
            raise self.error(name, "must be a text")
        return value

    def maybe_text(self, name: str) -> str | None:
        """Return a text, or None where the field is absent or null."""
        return None if self._raw.get(name) is None else self.text(name)

    def maybe_number(self, name: str) -> int | None:
        """Return a whole number, or None where the field is absent or null."""
        value = self._raw.get(name)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise self.error(name, "must be a whole number or null")
        return value

    def flag(self, name: str) -> bool:
        """Return a true or false; absent is false."""
        value = self._raw.get(name, False)
        if not isinstance(value, bool):
            raise self.error(name, "must be true or false")
        return value

    def choice(self, name: str, valid: Sequence[T]) -> T:
        """Return a field that must be one of `valid`."""
        value = self._raw.get(name)
        for option in valid:
            if value == option:
                return option
        raise self.error(name, f"is “{value}”; it must be one of {', '.join(map(str, valid))}")

    def vector(self, name: str) -> tuple[float, float, float]:
        """Return a field of three finite numbers."""
        value = self._raw.get(name)
        is_good = isinstance(value, list) and len(value) == 3 and all(_is_near(number) for number in value)
        if not is_good or value is None:
            raise self.error(name, "must be three numbers")
        return float(value[0]), float(value[1]), float(value[2])

    def error(self, name: str, reason: str) -> DataError:
        """Return the error that names file, record and field."""
        return DataError(reason, file=self._file, record=self._record, field=name)


def load_records(file: Path, key: str, read: Callable[[Fields], Record]) -> tuple[dict[str, Record], tuple[BodymapError, ...]]:
    """Return the records under `key` by id, in the order of their ids, and the problems of those that had to be left out.

    Of two records with the same id the first is kept. Raises `DataError` where the file as a whole cannot be read.
    """
    found: dict[str, Record] = {}
    problems: list[BodymapError] = []
    for number, raw in enumerate(load_list(file, key)):
        try:
            record = read(Fields(raw, shown_path(file), number, key))
        except DataError as error:
            problems.append(error)
            continue
        if record.id in found:
            problems.append(DataError("stands there twice; the first is used", file=shown_path(file), record=record.id))
        found.setdefault(record.id, record)
    return dict(sorted(found.items())), tuple(problems)


def _is_near(value: object) -> bool:
    return is_number(value) and abs(value) < _FAR
