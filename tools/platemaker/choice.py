"""What people decided about the drawing, read from `data/anatomy/layers.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Choice:
    """Layer overrides, sheets off by default, fasciae drawn, what wraps round, what is drawn over what; ids are base ids, `*` any letters."""

    layers: tuple[tuple[str, str], ...]
    default_off: frozenset[str]
    fasciae: frozenset[str]
    stranded: frozenset[str]
    """Those of them whose collagen runs along their length."""
    over: tuple[tuple[str, str, str], ...]
    """(plate, behind, front)."""
    wrapped: tuple[tuple[str, str], ...]
    dives: tuple[tuple[str, str, str], ...]
    """(plate, id, beneath what)."""
    hidden: tuple[tuple[str, str], ...]
    """(plate, id)."""
    also: tuple[tuple[str, str], ...] = ()
    """(inset, id)."""
    off: tuple[tuple[str, str], ...] = ()
    """(inset, id) of what is off by default there only."""

    @classmethod
    def load(cls, path: Path) -> Choice:
        """Read the choices; raises KeyError where a table lacks an entry."""
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        layers = tuple((name, entry["layer"]) for entry in table.get("override", []) for name in entry["ids"])
        over = tuple(
            (plate, behind, entry["id"])
            for entry in table.get("drawn_over", [])
            for plate in entry["plates"]
            for behind in entry["over"]
        )
        wraps = table["wraps"]
        return cls(
            layers=layers,
            default_off=frozenset(table["default_off"]["ids"]),
            fasciae=frozenset(table["fasciae"]["ids"]),
            stranded=frozenset(table["stranded"]["ids"]),
            over=over,
            wrapped=tuple((plate, base) for plate in wraps["plates"] for base in wraps["ids"]),
            dives=tuple(
                (plate, base, cover)
                for entry in table.get("dives", [])
                for plate in entry["plates"]
                for base in entry["ids"]
                for cover in entry["under"]
            ),
            hidden=_by_plate(table, "behind"),
            also=_by_plate(table, "also"),
            off=_by_plate(table, "off"),
        )

    def on(self, plate: str, like: str | None) -> Choice:
        """Return the choices as they hold on a plate: what is off there is off, and those for the plate `like` hold there too."""
        own = replace(self, default_off=self.default_off | {base for on, base in self.off if on == plate})
        if like is None:
            return own
        return replace(
            own,
            over=self.over + tuple((plate, *rest) for on, *rest in self.over if on == like),  # type: ignore[misc]
            wrapped=self.wrapped + tuple((plate, base) for on, base in self.wrapped if on == like),
            dives=self.dives + tuple((plate, *rest) for on, *rest in self.dives if on == like),  # type: ignore[misc]
            hidden=self.hidden + tuple((plate, base) for on, base in self.hidden if on == like),
        )

    def also_on(self, plate: str) -> frozenset[str]:
        """Return what people chose to draw on an inset though it is not its part's own."""
        return frozenset(base for on, base in self.also if on == plate)

    def layer(self, base: str, computed: str) -> str:
        """Return the layer of a structure: the last override that names it, or the computed one."""
        chosen = computed
        for pattern, layer in self.layers:
            if fnmatchcase(base, pattern):
                chosen = layer
        return chosen

    def wraps(self, plate: str, base: str) -> bool:
        """Return whether only the near side of a structure is drawn on a plate, because it wraps round the trunk."""
        return any(plate == on and fnmatchcase(base, pattern) for on, pattern in self.wrapped)

    def dives_under(self, plate: str, base: str, bases: list[str]) -> list[int]:
        """Return the indices into `bases` of what a structure is cut off beneath on a plate, though it is drawn over it."""
        covers = [cover for on, name, cover in self.dives if on == plate and fnmatchcase(base, name)]
        return sorted({i for cover in covers for i in _matching(bases, cover)})

    def behind(self, plate: str, base: str) -> bool:
        """Return whether a structure counts as lying behind the skeleton on a plate, whatever shows of it."""
        return any(plate == on and fnmatchcase(base, pattern) for on, pattern in self.hidden)

    def forced(self, plate: str, bases: list[str]) -> list[tuple[int, int]]:
        """Return the (behind, front) pairs of indices into `bases` that are fixed on a plate, in the order of the file."""
        pairs = []
        for name, behind, front in self.over:
            if name == plate:
                pairs += [(b, f) for f in _matching(bases, front) for b in _matching(bases, behind) if b != f]
        return pairs


def _by_plate(table: dict[str, Any], key: str) -> tuple[tuple[str, str], ...]:
    return tuple((plate, base) for entry in table.get(key, []) for plate in entry["plates"] for base in entry["ids"])


def _matching(bases: Iterable[str], pattern: str) -> list[int]:
    return [i for i, base in enumerate(bases) if fnmatchcase(base, pattern)]
