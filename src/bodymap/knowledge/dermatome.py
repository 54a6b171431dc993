"""Dermatomes: the skin of one spinal root, as soft bands for looking at beside referral zones. `data/dermatomes.toml`.

Bands overlap widely and differ between people and between maps, so they are drawn with soft edges, are never part of a
muscle's score and never decide between a root and a muscle. Strokes are written for one side, as in a muscle's record.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from bodymap.knowledge.claim import Claim, Frozen, Sourced, StepText, Text

Root = Annotated[str, StringConstraints(pattern=r"^(C[1-8]|T([1-9]|1[0-2])|L[1-5]|S[1-5])$")]
"""A spinal root as it is written everywhere: `L5`, `S1`."""


class Dermatome(Sourced):
    """The skin that one root usually shares in. `confidence` says how far the maps agree on it."""

    root: Root
    strokes: tuple[tuple[StepText, ...], ...] = Field(min_length=1)
    words: Text
    """The same in words."""
    overlaps: tuple[Root, ...] = ()
    """Roots whose bands share much of this skin."""


class Dermatomes(Frozen):
    """`data/dermatomes.toml`: the bands from above downward, and the sentence that always stands beside them."""

    version: Text
    note: Claim
    dermatomes: tuple[Dermatome, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _once_each(self) -> Dermatomes:
        roots = [each.root for each in self.dermatomes]
        twice = sorted({root for root in roots if roots.count(root) > 1})
        if twice:
            msg = f"{twice[0]} is there twice; each root has one band"
            raise ValueError(msg)
        return self
