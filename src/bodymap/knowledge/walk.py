"""Visits every value of a record with the path that leads to it, so that a rule is written once for all records."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel


def walk(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Yield (path, value) for `value` and everything in it, depth first, in field order.

    Paths read ``trigger_points[2].zones[0].words``; the record itself has the empty path.
    """
    yield path, value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from walk(getattr(value, name), f"{path}.{name}" if path else name)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk(item, f"{path}[{index}]")
