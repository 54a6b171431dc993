"""Cards in two columns: read in order, none lost, none cut that a page can hold."""

from collections.abc import Iterator
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bodymap.ui.handout.band import Band, Card, _placed, _split, bands_of

TALL = st.lists(st.floats(10, 120), min_size=1, max_size=8)


def height(band: Band, cards: list[Card]) -> float:
    return max(sum(cards[each].narrow for each in column) for column in (band.left, band.right)) if band.right else cards[band.left[0]].wide


@given(tall=TALL, room=st.floats(0, 100))
def test_every_card_stands_once_in_its_order_and_fits_a_page_where_one_can(tall: list[float], room: float) -> None:
    cards = [Card(each, each * 0.7) for each in tall]
    bands = bands_of(cards, room=room, page=100, head=5)
    assert [each for band in bands for each in (*band.left, *band.right)] == list(range(len(cards)))
    for band in bands:
        assert height(band, cards) <= 100 or len(band.left) == 1


def test_what_does_not_fit_the_rest_of_a_page_begins_the_next_one() -> None:
    assert bands_of([Card(60, 40), Card(60, 40)], room=50, page=100) == (Band((0,)), Band((1,)))
    assert bands_of([Card(60, 55), Card(60, 55)], room=50, page=100) == (Band((0,), (1,)),)


def test_columns_are_cut_where_they_differ_least() -> None:
    assert bands_of([Card(90, 60), Card(30, 20), Card(30, 20)], room=100, page=100) == (Band((0,), (1, 2)),)


Worth = tuple[int, int, bool, int, float]


def worth_of(cards: list[Card], bands: tuple[Band, ...], room: float, head: float, after: list[float]) -> Worth:
    """What `bands_of` promises, reckoned over the whole page: bands cut, pages more, a hole here, bands, room left."""
    tall = [height(band, cards) + (0.0 if number else head) for number, band in enumerate(bands)]
    cut = sum(each > 100 and bool(band.right) for each, band in zip(tall, bands, strict=True))
    pages, left = _placed((*tall, *after), room, 100)
    return cut, pages, tall[0] > room, len(bands), -left


def every_way(cards: list[Card]) -> Iterator[tuple[Band, ...]]:
    for mask in range(2 ** (len(cards) - 1)):
        ends = [0, *(n for n in range(1, len(cards)) if mask >> (n - 1) & 1), len(cards)]
        yield tuple(_split(cards, first, last - first) for first, last in pairwise(ends))


@settings(max_examples=60)
@given(tall=st.lists(st.integers(10, 120), min_size=1, max_size=7), room=st.integers(0, 100), after=st.lists(st.integers(1, 130), max_size=2))
def test_no_other_way_to_take_the_cards_is_better(tall: list[int], room: int, after: list[int]) -> None:
    cards = [Card(each, each // 2) for each in tall]
    best = min(worth_of(cards, bands, room, 5, list(after)) for bands in every_way(cards))
    assert worth_of(cards, bands_of(cards, room=room, page=100, head=5, after=after), room, 5, list(after)) == best


def test_forty_cards_are_laid_out_as_well_as_four() -> None:
    cards = [Card(30 + 7 * (each % 5), 20 + 3 * (each % 7)) for each in range(40)]
    bands = bands_of(cards, room=100, page=260, head=5)
    assert [each for band in bands for each in (*band.left, *band.right)] == list(range(40))
    assert max(height(band, cards) for band in bands) <= 260
