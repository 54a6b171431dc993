"""The weights of matching, read from `data/matching.toml`, where each says why it is so."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from bodymap.anatomy.level import parse_vertebra
from bodymap.errors import ProblemsError
from bodymap.knowledge.claim import Commonness, Frozen, Id, Sourced, Text
from bodymap.knowledge.reading import read_record

Share = Literal["all of it", "most of it", "part of it", "its edge"]


class Click(Frozen):
    """What a click covers, in mm on the skin."""

    radius_mm: float = Field(gt=0, le=100)
    midline_mm: float = Field(ge=0, le=50)


class Weight(Frozen):
    """What each part of a score counts."""

    essential: float = Field(ge=0, le=1)
    spillover: float = Field(ge=0, le=1)
    own: float = Field(ge=0, le=1)
    reported: float = Field(ge=0, le=1)
    own_place: float = Field(ge=0, le=1)
    often: float = Field(ge=0, le=1)
    sometimes: float = Field(ge=0, le=1)
    rarely: float = Field(ge=0, le=1)
    other_side: float = Field(ge=0, le=1)

    def of_commonness(self, commonness: Commonness) -> float:
        """Return the weight of an ordinal commonness."""
        return {"often": self.often, "sometimes": self.sometimes, "rarely": self.rarely}[commonness]


class Size(Frozen):
    """How gently a zone much larger than the marked area is penalised."""

    per_doubling: float = Field(ge=0, le=0.5)
    floor: float = Field(ge=0, le=1)


class Stretch(Frozen):
    """A stretch of one segment, by its first and last level (`C1`, `T12`)."""

    segment: Id
    first: Text
    last: Text

    def covers(self, segment: str, level: float) -> bool:
        """Whether an address's segment and level lie in it."""
        first, last = parse_vertebra(self.first), parse_vertebra(self.last)
        return segment == self.segment and first is not None and last is not None and first <= level <= last


class Depth(Frozen):
    """How own place fades with the layers above, and where millimetres are never shown."""

    per_layer: float = Field(ge=0, le=1)
    no_mm: tuple[Stretch, ...] = ()


class Words(Frozen):
    """From which share of the marked area on it is called so."""

    all_of_it: float = Field(ge=0, le=1)
    most_of_it: float = Field(ge=0, le=1)
    part_of_it: float = Field(ge=0, le=1)

    def of(self, share: float) -> Share:
        """Return the words for `share` of an area, 0 … 1."""
        if share >= self.all_of_it:
            return "all of it"
        if share >= self.most_of_it:
            return "most of it"
        return "part of it" if share >= self.part_of_it else "its edge"


class Prompt(Sourced):
    """A sentence shown beside the candidates while a region is marked."""

    id: Id
    region: Id
    muscle: Id
    text: Text


class Setting(Frozen):
    """All of `data/matching.toml`."""

    version: Text
    click: Click
    weight: Weight
    size: Size
    depth: Depth
    words: Words
    prompts: tuple[Prompt, ...] = ()


def load(folder: Path) -> Setting:
    """Return the setting in `folder` (the shipped `data/`); raises `ProblemsError` where it cannot be used."""
    setting, problems = read_record(folder / "matching.toml", Setting)
    if setting is None:
        raise ProblemsError(problems)
    return setting
