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


@dataclass(frozen=True, slots=True)
class _Way:
    """How the first cards may stand. Of two ways with as many bands the one of less `worth` stays so, whatever follows: the other need not be tried."""

    bands: tuple[Band, ...]
    pages: int
    left: float
    """How much room is left on the last page."""

    @property
    def worth(self) -> tuple[int, float]:
        return self.pages, -self.left


def bands_of(cards: Sequence[Card], *, room: float, page: float, head: float = 0.0, after: Sequence[float] = ()) -> tuple[Band, ...]:
    """Return the bands in which `cards` stand: those that need the fewest pages, then leave no hole here, then the fewest bands.

    `room` is left on this page, `page` is a whole one; `head` is what the first band needs above its cards, `after` how tall the pieces are
    that follow. No piece is cut unless it is taller than a page.

    >>> bands_of([Card(30, 20)] * 3, room=60, page=100)
    (Band(left=(0, 1), right=(2,)),)
    >>> bands_of([Card(80, 40), Card(30, 20), Card(30, 20)], room=100, page=100, after=[25])
    (Band(left=(0,), right=()), Band(left=(1,), right=(2,)))
    """
    ways: list[dict[tuple[bool, int], _Way]] = [{} for _ in range(len(cards) + 1)]
    """By how many cards stand: the best way for each number of bands, with and without a hole here."""
    ways[0] = {(False, 0): _Way((), 0, room)}
    for first in range(len(cards)):
        for band, tall in _runs(cards, first, page, 0.0 if first else head):
            there = ways[first + len(band.left) + len(band.right)]
            for (leaves_hole, number), way in ways[first].items():
                kind = (leaves_hole or (not first and tall > room), number + 1)
                pages, left = _placed((tall,), way.left, page)
                longer = _Way((*way.bands, band), way.pages + pages, left)
                if kind not in there or longer.worth < there[kind].worth:
                    there[kind] = longer

    def worth(kind: tuple[bool, int]) -> tuple[int, bool, int, float]:
        pages, left = _placed(after, ways[-1][kind].left, page)
        return ways[-1][kind].pages + pages, *kind, -left

    return ways[-1][min(ways[-1], key=worth)].bands


def _runs(cards: Sequence[Card], first: int, page: float, head: float) -> Iterator[tuple[Band, float]]:
    """Every band that can begin with a card, and how tall it is: one card alone, or as many as a page holds; the longest first."""
    fitting: list[tuple[Band, float]] = []
    for count in range(1, len(cards) - first + 1):
        band = _split(cards, first, count)
        tall = _height(cards, band) + head
        if count > 1 and tall > page:
            break
        fitting.append((band, tall))
    return reversed(fitting)


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
