"""One anatomical structure as the terminology knows it: names, kind, layer, and what it is a part of. No geometry."""

from dataclasses import dataclass
from typing import Literal

from bodymap.ids import Side, mirror

__all__ = ["KINDS", "LAYERS", "Kind", "Side", "Structure", "mirror_id"]

Kind = Literal["muscle", "bone", "skin-region", "skin", "fascia", "nerve", "attachment"]
KINDS: tuple[Kind, ...] = ("muscle", "bone", "skin-region", "skin", "fascia", "nerve", "attachment")
LAYERS = ("skin", "superficial", "intermediate", "deep", "bone")
"""From the skin to the bone."""


@dataclass(frozen=True, slots=True)
class Structure:
    """A structure by its base id; where `sided`, there is one on the left and one on the right."""

    id: str
    sided: bool
    kind: Kind
    name_en: str
    name_la: str | None = None
    fma: str | None = None
    ta2: int | None = None
    parent: str | None = None
    """The record that speaks of it, where it is only a part."""
    part: str | None = None
    group: str | None = None
    """A group of its own that can be switched as one (teeth, larynx, orbit, …)."""
    layer: str | None = None
    home_plate: str | None = None
    """The plate where least covers it."""
    default_off: bool = False
    """Hides what lies beneath, so it is switched off at the start."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids it is drawn by: left then right, or the base id alone."""
        return (f"{self.id}.left", f"{self.id}.right") if self.sided else (self.id,)


def mirror_id(structure_id: str) -> str:
    """Return the id of the same structure on the other side.

    >>> mirror_id("psoas-major.left"), mirror_id("sacrum")
    ('psoas-major.right', 'sacrum')
    """
    return mirror(structure_id)
