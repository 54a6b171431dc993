"""Painted areas: each edit is pure, mirrors exactly, and can be undone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.anatomy.place import PlatePlace
from bodymap.ids import Side
from bodymap.session import history, painting
from bodymap.session.history import History
from bodymap.session.paint import Area, Dab, Fill, Patch, Shape, Stroke
from bodymap.session.record import NEW_CLIENT, CandidateKey, Session, add_mark, choose, clear_marks, drop

POINTS = st.tuples(st.integers(-200, 200).map(float), st.integers(-1600, 0).map(float))
PLATES = st.sampled_from(("posterior", "anterior", "left", "right", "hand-palmar.left"))
SIDES = st.sampled_from((Side.LEFT, Side.RIGHT, Side.MIDLINE))
STROKES = st.builds(Stroke, PLATES, st.lists(POINTS, min_size=1, max_size=5).map(tuple), st.sampled_from((10.0, 25.0)), SIDES)
PATCHES = st.builds(Patch, PLATES, st.lists(st.lists(POINTS, min_size=3, max_size=5).map(tuple), min_size=1, max_size=2).map(tuple), SIDES)
FILLS = st.builds(Fill, st.sampled_from(("gluteal-region", "sole")), SIDES)
SHAPES: st.SearchStrategy[Shape] = st.one_of(STROKES, PATCHES, FILLS)
EDITS = st.one_of(
    st.tuples(st.just(add_mark), st.builds(PlatePlace, st.just("posterior"), st.integers(-200, 200), st.integers(-1600, 0))),
    st.tuples(st.just(painting.paint), st.lists(SHAPES, max_size=2)),
    st.tuples(st.just(painting.erase), st.lists(SHAPES, max_size=2)),
    st.tuples(st.just(painting.select), st.sampled_from((None, 1, 2))),
    st.tuples(st.just(painting.remove_area), st.integers(1, 3)),
    st.tuples(st.just(painting.describe), st.integers(1, 3), st.just("intensity"), st.one_of(st.none(), st.integers(0, 10))),
    st.tuples(st.just(painting.describe), st.integers(1, 3), st.just("quality"), st.sampled_from((None, "numb"))),
    st.tuples(st.just(painting.add_mirror)),
    st.tuples(st.just(painting.swap_sides)),
    st.tuples(st.just(clear_marks)),
)
STROKE = Stroke("posterior", ((-95.0, -930.0), (-100.0, -800.0)), 20.0)


def played(edits: list[tuple]) -> Session:
    session = NEW_CLIENT
    for edit, *arguments in edits:
        session = edit(session, *arguments)
    return session


@given(SHAPES)
def test_a_shape_mirrored_twice_is_itself(shape: Shape) -> None:
    assert shape.mirrored().mirrored() == shape


@given(st.lists(EDITS, max_size=15))
def test_sides_swapped_twice_are_as_before(edits: list[tuple]) -> None:
    session = played(edits)
    there = painting.swap_sides(painting.swap_sides(session))
    assert (there.marks, there.areas, there.dropped) == (session.marks, session.areas, session.dropped)


@given(st.lists(EDITS, max_size=12))
def test_the_other_side_is_added_once(edits: list[tuple]) -> None:
    once = painting.add_mirror(played(edits))
    assert painting.add_mirror(once).marks == once.marks
    assert painting.add_mirror(once).areas == once.areas


@given(st.lists(EDITS, max_size=20))
def test_numbers_of_areas_are_unique_and_the_current_one_is_there(edits: list[tuple]) -> None:
    session = played(edits)
    numbers = [area.number for area in session.areas]
    assert len(set(numbers)) == len(numbers)
    assert session.current is None or session.current in numbers


@given(st.lists(EDITS, max_size=20))
def test_every_edit_of_paint_can_be_undone(edits: list[tuple]) -> None:
    line = History(NEW_CLIENT)
    for edit, *arguments in edits:
        line = history.advance(line, edit(line.present, *arguments))
    while line.past:
        line = history.undo(line)
    assert line.present == NEW_CLIENT


def test_strokes_go_to_the_current_area_until_another_is_begun() -> None:
    session = painting.paint(painting.paint(NEW_CLIENT, [STROKE]), [STROKE.mirrored()])
    assert [len(area.dabs) for area in session.areas] == [2]
    session = painting.paint(painting.select(session, None), [STROKE])
    assert [area.number for area in session.areas] == [1, 2]
    assert session.current == 2


def test_no_pain_here_is_an_area_of_its_own_with_nothing_to_say() -> None:
    session = painting.paint(painting.paint(NEW_CLIENT, [STROKE]), [STROKE], is_clear=True)
    assert [area.is_clear for area in session.areas] == [False, True]
    assert painting.describe(session, 2, "intensity", 5) == session


def test_each_area_has_its_own_words() -> None:
    session = painting.paint(NEW_CLIENT, [STROKE])
    session = painting.paint(painting.select(session, None), [STROKE.mirrored()])
    for part, value in (("intensity", 7), ("quality", "numb"), ("depth", "deep"), ("constancy", "constant")):
        session = painting.describe(session, 2, part, value)
    assert session.area(1) == Area(1, (Dab(STROKE),))
    assert session.area(2) == Area(2, (Dab(STROKE.mirrored()),), 7, "numb", "deep", "constant")
    assert session.qualities == {"numb"}


def test_the_eraser_takes_from_every_area() -> None:
    session = painting.paint(NEW_CLIENT, [STROKE])
    session = painting.paint(painting.select(session, None), [STROKE])
    session = painting.erase(session, [STROKE])
    assert all(area.dabs[-1].erases for area in session.areas)
    assert painting.erase(NEW_CLIENT, [STROKE]) == NEW_CLIENT


def test_swapping_sides_takes_the_dropped_along_and_closes_what_was_chosen() -> None:
    key = CandidateKey("piriformis", Side.LEFT)
    session = choose(drop(painting.paint(NEW_CLIENT, [STROKE]), key), CandidateKey("iliacus", Side.LEFT))
    swapped = painting.swap_sides(session)
    assert swapped.dropped == {CandidateKey("piriformis", Side.RIGHT)}
    assert swapped.chosen is None


@pytest.mark.parametrize("value", [-1, 11])
def test_an_intensity_beyond_the_scale_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match="not 0 to 10"):
        Area(1, (), intensity=value)
