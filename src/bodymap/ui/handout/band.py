"""How what the client can do at home stands on the page: cards in two columns, read down the left one first. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """How tall a card is in one of two columns, and as wide as the page."""

    narrow: float
    wide: float


@dataclass(frozen=True, slots=True)
class Band:
    """Cards side by side, by their numbers; one card alone has nothing on its right and is as wide as the page."""

    left: tuple[int, ...]
    right: tuple[int, ...] = ()


def bands_of(cards: Sequence[Card], *, room: float, page: float, head: float = 0.0) -> tuple[Band, ...]:
    """Return the bands in which `cards` stand: as many in one as the `room` left on this page holds, then as many as a whole page.

    `head` is what the first band needs above its cards. A card that is taller than a page stands alone.

    >>> bands_of([Card(30, 20)] * 3, room=60, page=100)
    (Band(left=(0, 1), right=(2,)),)
    """
    return tuple(_bands(cards, room - head, page, head))


def _bands(cards: Sequence[Card], room: float, page: float, head: float) -> Iterator[Band]:
    first = 0
    while first < len(cards):
        fitting = [count for count in range(len(cards) - first, 0, -1) if _height(cards, first, count) <= room]
        if not fitting and room < page - head:
            room = page - head
            continue
        count = fitting[0] if fitting else 1
        yield _split(cards, first, count)
        room -= _height(cards, first, count)
        first += count
        head = 0.0


def _split(cards: Sequence[Card], first: int, count: int) -> Band:
    """The band of `count` cards, cut where its columns differ least; of two such cuts, the left one holds more."""
    numbers = tuple(range(first, first + count))
    if count == 1:
        return Band(numbers)
    cut = min(range(count - 1, 0, -1), key=lambda each: _taller(cards, numbers[:each], numbers[each:]))
    return Band(numbers[:cut], numbers[cut:])


def _height(cards: Sequence[Card], first: int, count: int) -> float:
    band = _split(cards, first, count)
    return _taller(cards, band.left, band.right) if band.right else cards[first].wide


def _taller(cards: Sequence[Card], left: Sequence[int], right: Sequence[int]) -> float:
    return max(sum(cards[each].narrow for each in column) for column in (left, right))
