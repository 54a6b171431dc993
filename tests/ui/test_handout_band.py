"""Cards in two columns: read in order, none lost, none cut that a page can hold."""

from hypothesis import given
from hypothesis import strategies as st

from bodymap.ui.handout.band import Band, Card, bands_of

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
