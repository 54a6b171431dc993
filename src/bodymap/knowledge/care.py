"""Care: what the therapist does and what the client does at home, shared by muscles. One file each, `data/care/<id>.toml`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from pydantic import Field, model_validator

from bodymap.knowledge.claim import Frozen, Id, PlaceText, Sourced, Text

Form = Literal["ball", "two-balls", "roller", "hand", "fingers", "pincer"]
"""What is laid on the body: a ball, two balls in a sock, a roller, a flat hand or forearm, fingertips or a thumb, thumb and fingers."""


class Unless(Sourced):
    """A precaution (`data/precautions.toml`) under which the item is avoided or adapted, why, and what to do instead."""

    precaution: Id
    why: Text
    instead: Text


class Progression(Frozen):
    """A harder or easier version of an exercise."""

    name: Text
    text: Text


class CareItem(Sourced):
    """One technique or exercise."""

    id: Id
    name: Text
    kind: Literal["technique", "release", "stretch", "strengthening", "habit"]
    for_whom: Literal["therapist", "client"]
    muscles: tuple[Id, ...] = Field(min_length=1)
    blocks: tuple[int, ...] = ()
    """The founding documents' numbered blocks that describe it."""
    summary: Text
    client: Text | None = None
    """Plain words; needed where `for_whom` is client (checked)."""
    position: Text | None = None
    steps: tuple[Text, ...] = ()
    """In order. Empty only where the item is named without instructions (dry needling)."""
    client_steps: tuple[Text, ...] = ()
    tool: Text | None = None
    through: Literal["clothing", "skin", "either"] | None = None
    placement: PlaceText | None = None
    """Where the ball, tool or hand goes first."""
    form: Form | None = None
    """What is drawn there; needed where there is a placement."""
    path: tuple[PlaceText, ...] = ()
    """Along which it rolls or works, drawn as an arrow."""
    dose: Text | None = None
    hold_s: int | None = Field(default=None, ge=1, le=600)
    feel: Text | None = None
    stop: Text | None = None
    stretches_primarily: tuple[Id, ...] = ()
    stretches_secondarily: tuple[Id, ...] = ()
    progression: tuple[Progression, ...] = ()
    avoid_if: tuple[Unless, ...] = ()
    adapt_if: tuple[Unless, ...] = ()

    @model_validator(mode="after")
    def _drawn(self) -> CareItem:
        if (self.placement is None) != (self.form is None):
            msg = "placement and form go together: where it is laid, and what"
            raise ValueError(msg)
        return self

    def avoided(self, ticked: Collection[str]) -> tuple[Unless, ...]:
        """Return the rules by which today's precautions forbid it; empty where none does."""
        return _holding(self.avoid_if, ticked)

    def adapted(self, ticked: Collection[str]) -> tuple[Unless, ...]:
        """Return the rules by which today's precautions change it."""
        return _holding(self.adapt_if, ticked)


def _holding(rules: tuple[Unless, ...], ticked: Collection[str]) -> tuple[Unless, ...]:
    return tuple(each for each in rules if each.precaution in ticked)
