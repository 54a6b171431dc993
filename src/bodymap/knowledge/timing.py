"""How long a hold lasts, at what pace to breathe and how strong it may feel: what the hold timer says. `data/hold.toml`."""

from __future__ import annotations

from pydantic import Field, model_validator

from bodymap.knowledge.claim import Claim, Frozen, Text


class Times(Claim):
    """The times that are offered, and the one that stands there first."""

    seconds: tuple[int, ...] = Field(min_length=1, max_length=4)
    default: int = Field(ge=5, le=600)

    @model_validator(mode="after")
    def _in_order(self) -> Times:
        if list(self.seconds) != sorted(set(self.seconds)) or self.default not in self.seconds:
            msg = "the seconds stand in order, each once, and the default is one of them"
            raise ValueError(msg)
        return self


class Breath(Claim):
    """One breath in seconds."""

    in_s: float = Field(ge=1, le=20)
    out_s: float = Field(ge=1, le=20)


class Limit(Claim):
    """How strong it may feel at most, on a scale from 0."""

    most: int = Field(ge=1)
    of: int = Field(ge=2)


class HoldTiming(Frozen):
    """`data/hold.toml`."""

    version: Text
    times: Times
    breath: Breath
    limit: Limit
