"""TOML texts parsed once: their tables kept as JSON in the user's cache, by content. A cache that cannot be read is made anew."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from bodymap import shipped, table

Table = dict[str, Any]


class Shelf:
    """The tables of all TOML texts that were read last time. Ask with `parse`, then `close`."""

    def __init__(self, file: Path | None) -> None:
        """`file` is where the tables are kept; None keeps nothing."""
        self._file = file
        self._kept = _read(file) if file else {}
        self._used: dict[str, Table] = {}

    def parse(self, text: str) -> Table:
        """Return the table of a TOML text; raises `ValueError` where it is none."""
        key = hashlib.sha256(text.encode()).hexdigest()
        found = self._kept.get(key)
        if found is None:
            found = table.parse(text)
        self._used[key] = found
        return found

    def close(self) -> None:
        """Keep the tables that were asked for, where any of them is new or any kept one was not asked for."""
        if self._file is None or self._used.keys() == self._kept.keys():
            return
        try:
            content = json.dumps(self._used, separators=(",", ":")).encode()
        except TypeError:  # a date, which no record has and JSON cannot hold
            return
        shipped.keep(self._file, content)


def _read(file: Path) -> dict[str, Table]:
    try:
        found = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {key: kept for key, kept in found.items() if isinstance(kept, dict)}
