"""The skin areas of peripheral nerves, for looking at beside referral zones. `data/nerve_areas.toml`.

Like dermatomes they overlap and vary, are drawn as bands and never scored. Strokes are written for one side, as in a muscle's record.
"""

from __future__ import annotations

from pydantic import Field, model_validator

from bodymap.knowledge.claim import Claim, Frozen, Id, Sourced, StepText, Text
from bodymap.knowledge.dermatome import Root


class NerveArea(Sourced):
    """The skin that one nerve usually reaches."""

    id: Id
    name: Text
    structure: Id | None = None
    """The base id of the nerve in the terminology, where the atlas has it."""
    roots: tuple[Root, ...] = ()
    """The spinal roots that it comes from; none for a nerve of the head."""
    strokes: tuple[tuple[StepText, ...], ...] = Field(min_length=1)
    words: Text
    """The same in words."""


class NerveAreas(Frozen):
    """`data/nerve_areas.toml`: the areas from the head downward, and the sentence that always stands beside them."""

    version: Text
    note: Claim
    areas: tuple[NerveArea, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _once_each(self) -> NerveAreas:
        ids = [each.id for each in self.areas]
        twice = sorted({each for each in ids if ids.count(each) > 1})
        if twice:
            msg = f"{twice[0]} is there twice; each nerve has one area"
            raise ValueError(msg)
        return self
