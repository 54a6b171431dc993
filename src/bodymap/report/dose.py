"""The therapist's own doses in the place of the records' own, for whatever is told or handed to a client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bodymap.knowledge.library import Knowledge


def with_doses(knowledge: Knowledge, doses: Mapping[str, str]) -> Knowledge:
    """Return `knowledge` in which each care item of `doses` has that dose; an item that is not known is left out."""
    own = {name: knowledge.care[name].model_copy(update={"dose": dose}) for name, dose in doses.items() if name in knowledge.care}
    return replace(knowledge, care={**knowledge.care, **own}) if own else knowledge
