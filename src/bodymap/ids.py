"""The one grammar of ids: `gluteus-medius.left`, `trapezius--descending-part.right`, `sacrum`.

An id is kebab-case; a part of a structure follows after `--`; the side after `.`. An id without its side is the base id.
This module knows the form of ids, not which ids exist, and which of them are sided.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from bodymap.errors import BodymapError

_WORD = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_BASE = re.compile(rf"{_WORD}(?:--{_WORD})*")


class IdError(BodymapError):
    """A text that is not an id."""


class Side(StrEnum):
    """The subject's own side."""

    LEFT = "left"
    RIGHT = "right"
    MIDLINE = "midline"

    @property
    def opposite(self) -> "Side":
        """The side in the mirror; the midline is its own.

        >>> Side.LEFT.opposite, Side.MIDLINE.opposite
        (<Side.RIGHT: 'right'>, <Side.MIDLINE: 'midline'>)
        """
        return _OPPOSITES[self]


_OPPOSITES = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.MIDLINE: Side.MIDLINE}


@dataclass(frozen=True, slots=True, order=True)
class Id:
    """A base id and, where one was said, its side; `side` None means that none was said (midline, or both sides)."""

    base: str
    side: Side | None = None

    def __post_init__(self) -> None:
        if not is_base_id(self.base):
            raise IdError(f"id “{self.base}” is not kebab-case (a–z, 0–9, single hyphens, parts after “--”)")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `text`; raises `IdError` with the reason.

        >>> Id.parse("gluteus-medius.left")
        Id(base='gluteus-medius', side=<Side.LEFT: 'left'>)
        >>> Id.parse("sacrum")
        Id(base='sacrum', side=None)
        """
        base, dot, side = text.partition(".")
        if not dot:
            return cls(base)
        try:
            return cls(base, Side(side))
        except ValueError:
            raise IdError(f"id “{text}” ends in “.{side}”; a side is left, right or midline") from None

    @property
    def mirrored(self) -> "Id":
        """The same structure on the other side; without a side, or on the midline, itself.

        >>> str(Id.parse("psoas-major.left").mirrored)
        'psoas-major.right'
        """
        return Id(self.base, self.side.opposite) if self.side else self

    @property
    def whole(self) -> str:
        """The base id of the structure that this is a part of; itself where it is no part.

        >>> Id.parse("trapezius--descending-part.right").whole
        'trapezius'
        """
        return self.base.partition("--")[0]

    @property
    def part(self) -> str | None:
        """What follows the first `--`, or None.

        >>> Id.parse("trapezius--descending-part.right").part
        'descending-part'
        """
        return self.base.partition("--")[2] or None

    def on(self, side: Side | None) -> "Id":
        """The same base id on another side."""
        return Id(self.base, side)

    def __str__(self) -> str:
        return f"{self.base}.{self.side}" if self.side else self.base


def is_base_id(text: str) -> bool:
    """Whether `text` is an id without a side.

    >>> is_base_id("trapezius--descending-part"), is_base_id("Psoas"), is_base_id("psoas-"), is_base_id("psis.left")
    (True, False, False, False)
    """
    return _BASE.fullmatch(text) is not None


def base_of(text: str) -> str:
    """Return the base id of `text` as it stands, unchecked and cheap: for ids that were read before.

    >>> base_of("gluteus-medius.left"), base_of("sacrum")
    ('gluteus-medius', 'sacrum')
    """
    return text.partition(".")[0]


def side_of(text: str) -> Side | None:
    """Return the side that `text` ends in, or None where it has none; raises `IdError` for another ending.

    >>> side_of("gluteus-medius.left"), side_of("sacrum")
    (<Side.LEFT: 'left'>, None)
    """
    return Id.parse(text).side


def mirror(text: str) -> str:
    """Return the id of the same structure on the other side; without a side it is its own mirror.

    >>> mirror("gluteus-medius.left"), mirror("sacrum")
    ('gluteus-medius.right', 'sacrum')
    """
    return str(Id.parse(text).mirrored)
