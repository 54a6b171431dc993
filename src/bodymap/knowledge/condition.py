"""Conditions that matter beside trigger points, and the lexicon that leads from lay words to places and muscles."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bodymap.knowledge.claim import Claim, Frozen, Id, PlaceText, Sourced, StepText, Text


class Condition(Sourced):
    """An entity that looks like, or goes with, trigger point pain. `data/conditions/<id>.toml`."""

    id: Id
    name: Text
    synonyms: tuple[Text, ...] = ()
    kind: Literal["joint", "nerve-root", "nerve", "bursa", "tendon", "bone", "organ", "vessel", "muscle", "syndrome", "skin"]
    regions: tuple[Id, ...] = Field(min_length=1)
    """Safety regions (`data/red_flags.toml`)."""
    what: Claim
    differs: tuple[Claim, ...] = Field(min_length=1)
    """What tells it from trigger point pain."""
    refer_when: tuple[Claim, ...] = Field(min_length=1)
    see: Text
    """Who to see."""
    muscles: tuple[Id, ...] = ()
    roots: tuple[Text, ...] = ()
    strokes: tuple[tuple[StepText, ...], ...] = ()
    """Where it is usually felt, for naming it beside the candidates of that place."""
    raised_by: tuple[Literal["numb", "tingling", "electric", "weak", "burning", "throbbing"], ...] = ()
    client: Text


class LexiconEntry(Frozen):
    """Words that people use, and what they may mean."""

    id: Id
    words: tuple[Text, ...] = Field(min_length=1)
    meaning: Text
    places: tuple[PlaceText, ...] = ()
    muscles: tuple[Id, ...] = ()
    conditions: tuple[Id, ...] = ()


class Lexicon(Frozen):
    """`data/lexicon.toml`."""

    version: Text
    entries: tuple[LexiconEntry, ...]


class Source(Frozen):
    """A source of claims. `data/sources.toml`, one table a key."""

    title: Text
    authors: Text | None = None
    year: int | None = None
    kind: Literal["textbook", "peer-reviewed", "guideline", "professional-body", "practitioner", "public-page", "own-interpretation", "atlas"]
    address: Text | None = None
    worth: Text
    """What it is worth, in a phrase."""
