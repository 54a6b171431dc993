"""What the anatomist adds for single muscles: `data/anatomy/fibres.toml`, read into frozen hints.

A hint names the expected direction, the attachment patches that the pack lacks (as rules) and how the field is found.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parents[2] / "data" / "anatomy" / "fibres.toml"
KEYS = {"direction", "source", "origin", "insertion", "replace", "toward", "relief", "guide", "tendon", "fleshy", "across"}
DIRECTIONS = {
    "medial": (-1.0, 0.0, 0.0),
    "lateral": (1.0, 0.0, 0.0),
    "inferior": (0.0, -1.0, 0.0),
    "superior": (0.0, 1.0, 0.0),
    "posterior": (0.0, 0.0, -1.0),
    "anterior": (0.0, 0.0, 1.0),
}


@dataclass(frozen=True)
class Hint:
    """The hint of one muscle part, or the empty one; the fields are those of `data/anatomy/fibres.toml`."""

    table: dict[str, Any]

    @property
    def toward(self) -> str | None:
        """The body direction from origin to insertion, where the patches do not tell it."""
        return self.table.get("toward")

    @property
    def relief(self) -> float | None:
        """How much the carved relief counts against the harmonic field (0 … 1), None for the default."""
        return self.table.get("relief")

    @property
    def fleshy(self) -> list[str]:
        """The ends (`origin`, `insertion`) that are flesh to the bone however thin they are."""
        return list(self.table.get("fleshy", []))

    @property
    def across(self) -> str | None:
        """The axis of the lattice's second coordinate, `medial-to-lateral` and the like, None for the default."""
        return self.table.get("across")

    def rules(self, kind: str) -> list[dict[str, Any]]:
        """The rules of one kind: `origin`, `insertion`, `tendon` (`patch`) or `guide` (`relief.guided`)."""
        return list(self.table.get(kind, []))

    def replaces(self, kind: str) -> bool:
        """Whether the rules of this kind stand instead of the pack's patches."""
        return kind in self.table.get("replace", [])


@cache
def load(file: Path = FILE) -> dict[str, Hint]:
    """Return the hints by base id or parent id; raises ValueError on an unknown key."""
    if not file.exists():
        return {}
    tables = tomllib.loads(file.read_text()).get("muscle", {})
    for name, table in tables.items():
        unknown = sorted(set(table) - KEYS)
        if unknown:
            raise ValueError(f"{file.name}: muscle.{name} has unknown key {unknown[0]!r}; known: {', '.join(sorted(KEYS))}")
    return {name: Hint(table) for name, table in tables.items()}


def find(base: str) -> Hint:
    """Return the hint for a base id: its own, else its parent's (the id before `--`), else an empty one."""
    hints = load()
    return hints.get(base) or hints.get(base.split("--", maxsplit=1)[0]) or Hint({})
