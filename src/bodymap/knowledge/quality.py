"""Qualities of pain that an area can be given: their words, their sign on the body, and what they bring to the front. `data/qualities.toml`.

Signs differ between clinics, so they are data; X is taken by trigger points and hatching by the pain itself.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from bodymap.knowledge.claim import Frozen, Id, Text

Sign = Literal["wave", "flame", "spike", "dots", "ring", "bars", "zigzag", "target", "arrow", "square", "plus", "drop"]
"""The forms that can be drawn: each is told from the others by its form alone, in grey too."""
Raised = Literal["numb", "tingling", "electric", "weak", "burning", "throbbing"]


class Quality(Frozen):
    """One quality."""

    id: Id
    name: Text
    client: Text
    """The question's words for the client: “It feels …”."""
    sign: Sign
    raises: tuple[Raised, ...] = ()
    """The words of `raised_by` in look-alikes and red flags that it brings to the front."""


class Qualities(Frozen):
    """`data/qualities.toml`, in the order in which they are offered."""

    version: Text
    qualities: tuple[Quality, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_its_own(self) -> Qualities:
        for field in ("id", "sign"):
            values = [getattr(each, field) for each in self.qualities]
            twice = sorted({value for value in values if values.count(value) > 1})
            if twice:
                msg = f"{field} {twice[0]} is there twice; each quality has its own"
                raise ValueError(msg)
        return self
