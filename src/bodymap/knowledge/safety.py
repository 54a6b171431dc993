"""Safety: red flags by region, precautions of today, consent scripts, the disclaimer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from bodymap.anatomy.level import VERTEBRAE, parse_vertebra
from bodymap.errors import nearest, suggestion
from bodymap.knowledge.claim import Claim, Frozen, Id, Sourced, Text

Level = Literal["emergency", "today", "refer-on"]


def _vertebra(text: str) -> str:
    """Return the text of a vertebral level; raises ValueError where it is none."""
    if parse_vertebra(text) is None:
        raise ValueError(f"“{text}” is no vertebral level{suggestion(nearest(text, VERTEBRAE))}")
    return text


Vertebra = Annotated[Text, AfterValidator(_vertebra)]


class Span(Frozen):
    """Of a skin region that runs along the spine, what belongs to a safety region: from one vertebra's height to another's."""

    skin_region: Id
    first: Vertebra
    last: Vertebra

    def holds(self, level: float) -> bool:
        """Whether a level lies in it."""
        first, last = parse_vertebra(self.first), parse_vertebra(self.last)
        return first is not None and last is not None and first <= level <= last


class SafetyRegion(Frozen):
    """A region of which red flags are asked: the skin regions of the atlas that belong to it."""

    id: Id
    name: Text
    skin_regions: tuple[Id, ...] = Field(min_length=1)
    only: tuple[Span, ...] = ()
    """Skin regions of which only a part belongs to it; the others do whole."""

    def is_at(self, skin_region: str, levels: Iterable[float]) -> bool:
        """Whether one of the places in a skin region, at these levels of their segment, belongs to it."""
        spans = [span for span in self.only if span.skin_region == skin_region]
        return skin_region in self.skin_regions and (not spans or any(span.holds(level) for span in spans for level in levels))


class RedFlag(Sourced):
    """Something that must not be missed: what to ask, and what to do on a yes."""

    id: Id
    name: Text
    regions: tuple[Id, ...] = Field(min_length=1)
    level: Level
    question: Text
    """To be asked aloud, one breath, plain words."""
    signs: tuple[Text, ...] = Field(min_length=1)
    action: Text
    """For the therapist, an order."""
    client_action: Text
    raised_by: tuple[Literal["numb", "tingling", "electric", "weak", "burning", "throbbing"], ...] = ()
    """Pain qualities that bring this question to the front."""


class RedFlags(Frozen):
    """`data/red_flags.toml`."""

    version: Text
    regions: tuple[SafetyRegion, ...]
    red_flags: tuple[RedFlag, ...]


class Precaution(Sourced):
    """Something about today's client that changes what may be done; one tap each."""

    id: Id
    name: Text
    short: Text
    """Two or three words for the chip."""
    ask: Text
    rule: Text
    """What changes, for the therapist."""
    client_rule: Text


class Precautions(Frozen):
    """`data/precautions.toml`."""

    version: Text
    precautions: tuple[Precaution, ...]


class ConsentScript(Sourced):
    """A spoken script for a sensitive area."""

    id: Id
    area: Text
    muscles: tuple[Id, ...] = Field(min_length=1)
    what: Text
    why: Text
    where: Text
    clothing: Text
    stop: Text
    chaperone: Text
    still_ok: Text
    limits: Text
    """What is never done here (no internal work), and whom to refer to."""


class Consent(Frozen):
    """`data/consent.toml`."""

    version: Text
    scripts: tuple[ConsentScript, ...]


class Disclaimer(Frozen):
    """`data/disclaimer.toml`: the sentences that stand in the app and on every handout."""

    short: Text
    therapist: Claim
    client: Claim
    maps: Claim
    """That the maps are conventions, and what experts hold of fixed places."""
    depth: Text
    """That depths are the model body's."""
