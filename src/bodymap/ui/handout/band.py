"""How what the client can do at home stands on the page: cards in two columns, read down the left one first. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_MOST_TRIED = 7
"""With more cards, only one or two of them stand in a band: trying all would take too long."""


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


def bands_of(cards: Sequence[Card], *, room: float, page: float, head: float = 0.0, after: Sequence[float] = ()) -> tuple[Band, ...]:
    """Return the bands in which `cards` stand: those that need the fewest pages, then leave no hole here, then the fewest bands.

    `room` is left on this page, `page` is a whole one; `head` is what the first band needs above its cards, `after` how tall the pieces are
    that follow. No piece is cut unless it is taller than a page.

    >>> bands_of([Card(30, 20)] * 3, room=60, page=100)
    (Band(left=(0, 1), right=(2,)),)
    >>> bands_of([Card(80, 40), Card(30, 20), Card(30, 20)], room=100, page=100, after=[25])
    (Band(left=(0,), right=()), Band(left=(1,), right=(2,)))
    """
    def worth(bands: tuple[Band, ...]) -> tuple[bool, int, bool, int, float]:
        tall = [_height(cards, band) + (0.0 if number else head) for number, band in enumerate(bands)]
        is_cut = any(each > page and band.right for each, band in zip(tall, bands, strict=True))
        pages, left = _placed((*tall, *after), room, page)
        return is_cut, pages, tall[0] > room, len(bands), -left

    tried = _runs(len(cards), longest=len(cards) if len(cards) <= _MOST_TRIED else 2)
    return min((tuple(_split(cards, *each) for each in runs) for runs in tried), key=worth)


def _runs(count: int, longest: int, first: int = 0) -> Iterator[tuple[tuple[int, int], ...]]:
    """Every way to take so many cards in runs, each as its first one and how many it holds; the longest runs first."""
    if count == 0:
        yield ()
    for taken in range(min(count, longest), 0, -1):
        for others in _runs(count - taken, longest, first + taken):
            yield ((first, taken), *others)


def _placed(pieces: Sequence[float], room: float, page: float) -> tuple[int, float]:
    """On how many pages more the pieces end, one under the other, and how much room they leave there."""
    pages = 0
    for tall in pieces:
        if tall > room and room < page:
            pages, room = pages + 1, page
        while tall > room:
            pages, tall, room = pages + 1, tall - room, page  # noqa: PLW2901 - what is taller than a page goes on over the next one
        room -= tall
    return pages, room


def _split(cards: Sequence[Card], first: int, count: int) -> Band:
    """The band of `count` cards, cut where its columns differ least; of two such cuts, the left one holds more."""
    numbers = tuple(range(first, first + count))
    if count == 1:
        return Band(numbers)
    cut = min(range(count - 1, 0, -1), key=lambda each: _taller(cards, numbers[:each], numbers[each:]))
    return Band(numbers[:cut], numbers[cut:])


def _height(cards: Sequence[Card], band: Band) -> float:
    return _taller(cards, band.left, band.right) if band.right else cards[band.left[0]].wide


def _taller(cards: Sequence[Card], left: Sequence[int], right: Sequence[int]) -> float:
    return max(sum(cards[each].narrow for each in column) for column in (left, right))
