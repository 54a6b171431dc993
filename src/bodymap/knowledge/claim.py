"""The smallest pieces of a record: a frozen model that refuses unknown keys, a claim with its source, a place as text."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Confidence = Literal["high", "medium", "low"]
"""How settled the classic description is, not how strong the science behind it is."""

Status = Literal["accepted", "disputed", "hypothesis", "practice"]
"""accepted by the classic texts; disputed between sources; a hypothesis of its source; one practitioner's way of working."""

Commonness = Literal["often", "sometimes", "rarely"]

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-{1,2}[a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
SourceKey = Id
PlaceText = Text
"""A place in the grammar of `docs/formats.md`; without a side it is on the side of the record's muscle."""

StepText = Text
"""A place with a radius in mm at its end: ``thigh 0.5 110 r45``."""


class Frozen(BaseModel):
    """A value read from `data/`: immutable, no unknown keys, no coercion of numbers from text."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False, str_strip_whitespace=True)

    def model_post_init(self, _context: object) -> None:
        """Share with all alike the set of which fields were given: there are eleven thousand, and fewer than two hundred that differ."""
        object.__setattr__(self, "__pydantic_fields_set__", _names(frozenset(self.model_fields_set)))


@lru_cache(maxsize=512)
def _names(given: frozenset[str]) -> set[str]:
    return set(given)


class Sourced(Frozen):
    """Anything that is claimed: where it is from and how settled it is."""

    sources: tuple[SourceKey, ...] = Field(min_length=1)
    confidence: Confidence
    status: Status = "accepted"


class Claim(Sourced):
    """One statement, in the therapist's words, and in plain words where the client is meant to read it too."""

    text: Text
    client: Text | None = None


class Example(Frozen):
    """Places that, marked together, must (or for a decoy must not) bring the muscle into the first `within` candidates.

    ``side`` is the side of unsided places; the muscle is expected on that side.
    """

    places: tuple[PlaceText, ...] = Field(min_length=1)
    within: int = Field(ge=1, le=20)
    why: Text
    side: Literal["left", "right"] = "left"
