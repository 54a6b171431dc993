"""What an expert panel asks for before a spot is called a trigger point: ticked at an X, never demanded. `data/criteria.toml`."""

from __future__ import annotations

from pydantic import Field, model_validator

from bodymap.knowledge.claim import Frozen, Id, Sourced, Text


class Criterion(Frozen):
    """One criterion."""

    id: Id
    name: Text
    ask: Text
    """What the finger, or the client, must say."""


class Criteria(Sourced):
    """`data/criteria.toml`, in the order in which they are offered."""

    version: Text
    at_least: int = Field(ge=1)
    """How many of them the panel asks for."""
    says: Text
    criteria: tuple[Criterion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_its_own(self) -> Criteria:
        ids = [each.id for each in self.criteria]
        if len(set(ids)) < len(ids) or self.at_least > len(ids):
            msg = "a criterion is there twice, or more are asked for than there are"
            raise ValueError(msg)
        return self

    def are_met(self, ticked: tuple[str, ...]) -> bool:
        """Whether as many were ticked as the panel asks for."""
        return sum(each.id in ticked for each in self.criteria) >= self.at_least
