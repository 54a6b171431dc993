from hypothesis import given
from hypothesis import strategies as st

from bodymap.anatomy.place import PlatePlace
from bodymap.ids import Side
from bodymap.session import history
from bodymap.session.history import History
from bodymap.session.record import (
    NEW_CLIENT,
    CandidateKey,
    PointKey,
    Session,
    add_mark,
    answer_precaution,
    answer_red_flag,
    choose,
    clear_marks,
    drop,
    find,
    remove_mark,
    restore,
)

PLACES = st.builds(PlatePlace, st.sampled_from(("posterior", "anterior")), st.integers(-200, 200), st.integers(-1600, 0))
KEYS = st.builds(CandidateKey, st.sampled_from(("piriformis", "iliacus")), st.sampled_from((Side.LEFT, Side.RIGHT)))
POINTS = st.builds(PointKey, st.just("piriformis"), st.just(Side.LEFT), st.integers(1, 2))
ANSWERS = st.sampled_from(("no", "yes", None))
EDITS = st.one_of(
    st.tuples(st.just(add_mark), PLACES),
    st.tuples(st.just(drop), KEYS),
    st.tuples(st.just(restore), KEYS),
    st.tuples(st.just(choose), KEYS),
    st.tuples(st.just(find), POINTS, st.sampled_from(("not-found", "latent", "active", None))),
    st.tuples(st.just(answer_red_flag), st.just("cauda-equina"), ANSWERS),
    st.tuples(st.just(answer_precaution), st.just("pregnant"), ANSWERS),
    st.tuples(st.just(clear_marks)),
)


@given(st.lists(EDITS, max_size=20))
def test_as_many_undos_as_steps_give_the_new_client_and_redos_bring_all_back(edits: list[tuple]) -> None:
    line = History(NEW_CLIENT)
    for edit, *arguments in edits:
        line = history.advance(line, edit(line.present, *arguments))
    end = line
    while line.past:
        line = history.undo(line)
    assert line.present == NEW_CLIENT
    while line.future:
        line = history.redo(line)
    assert line == end


def test_an_edit_after_undo_ends_the_redo_line() -> None:
    line = history.advance(History(NEW_CLIENT), add_mark(NEW_CLIENT, PlatePlace("posterior", 1, 2)))
    line = history.undo(line)
    line = history.advance(line, add_mark(NEW_CLIENT, PlatePlace("posterior", 3, 4)))
    assert not line.future


def test_an_edit_that_changes_nothing_leaves_no_step() -> None:
    assert history.advance(History(NEW_CLIENT), NEW_CLIENT) == History(NEW_CLIENT)


def test_undo_and_redo_at_the_ends_stay_where_they_are() -> None:
    assert history.undo(History(NEW_CLIENT)) == History(NEW_CLIENT)
    assert history.redo(History(NEW_CLIENT)) == History(NEW_CLIENT)


@given(st.lists(PLACES, unique=True, min_size=1, max_size=6), st.data())
def test_removing_a_mark_leaves_the_others_in_their_order(places: list[PlatePlace], data: st.DataObject) -> None:
    session = NEW_CLIENT
    for place in places:
        session = add_mark(session, place)
    gone = data.draw(st.sampled_from(session.marks))
    assert remove_mark(session, gone).marks == tuple(mark for mark in session.marks if mark != gone)


def test_unasked_is_not_no() -> None:
    session = answer_red_flag(NEW_CLIENT, "cauda-equina", "no")
    assert session.red_flag("cauda-equina") == "no"
    assert session.red_flag("fracture") is None
    assert answer_red_flag(session, "cauda-equina", None) == NEW_CLIENT


def test_the_order_of_answers_does_not_matter() -> None:
    one = answer_precaution(answer_precaution(NEW_CLIENT, "pregnant", "yes"), "under-18", "no")
    other = answer_precaution(answer_precaution(NEW_CLIENT, "under-18", "no"), "pregnant", "yes")
    assert one == other
    assert one.ticked == {"pregnant"}


def test_dropping_the_chosen_candidate_closes_it() -> None:
    key = CandidateKey("piriformis", Side.LEFT)
    session = drop(choose(NEW_CLIENT, key, 2), key)
    assert session.chosen is None
    assert session.chosen_point is None
    assert session.dropped == {key}


def test_a_session_can_be_a_key() -> None:
    assert len({NEW_CLIENT, Session()}) == 1
