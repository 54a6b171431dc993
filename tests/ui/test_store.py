from typing import Any

import pytest

from bodymap.anatomy.location import PlatePlace
from bodymap.errors import BodymapError
from bodymap.ids import Side
from bodymap.own import record as own_record
from bodymap.session import record
from bodymap.session.record import CandidateKey
from bodymap.ui import state as states
from bodymap.ui.state import in_session
from bodymap.ui.store import Store

HERE = PlatePlace("posterior", -90, -900)
THERE = PlatePlace("left", 20, -800)
MEDIUS = CandidateKey("gluteus-medius", Side.LEFT)


def mark(place: PlatePlace) -> states.Edit:
    return in_session(lambda session: record.add_mark(session, place))


def test_marks_are_undone_and_redone_in_order(qapp: Any) -> None:
    store = Store()
    store.apply(mark(HERE))
    store.apply(mark(THERE))
    store.undo()
    assert [each.place for each in store.state.session.marks] == [HERE]
    store.undo()
    assert not store.state.session.marks
    assert not store.can_undo
    store.redo()
    store.redo()
    assert [each.place for each in store.state.session.marks] == [HERE, THERE]
    assert not store.can_redo


def test_looking_leaves_no_undo_step(qapp: Any) -> None:
    store = Store()
    store.apply(mark(HERE))
    store.apply(states.peel_to("bone"))
    store.apply(in_session(lambda session: record.choose(session, MEDIUS)))
    store.undo()
    assert not store.state.session.marks
    assert store.state.view.layers.step == "bone"


def test_an_edit_that_changes_nothing_tells_nobody(qapp: Any) -> None:
    store = Store()
    told: list[object] = []
    store.changed.connect(lambda before, after: told.append((before, after)))
    store.apply(lambda state: state)
    assert not told
    store.apply(mark(HERE))
    assert len(told) == 1


def test_who_waits_for_the_end_of_a_sketch_is_told_even_when_it_looks_the_same(qapp: Any) -> None:
    store = Store()
    store.sketch(mark(HERE))
    told: list[bool] = []
    store.changed.connect(lambda _before, _after: told.append(store.is_sketching))
    store.apply(mark(HERE))
    assert told == [False]
    assert store.can_undo


def test_an_edit_that_is_refused_does_not_make_a_sketch_lasting(qapp: Any) -> None:
    def refuse(_state: states.State) -> states.State:
        raise BodymapError("is full")

    store = Store()
    store.sketch(mark(HERE))
    for attempt in (store.apply, store.sketch):
        with pytest.raises(BodymapError):
            attempt(refuse)
        assert store.is_sketching
    store.apply(mark(THERE))
    assert [each.place for each in store.state.session.marks] == [THERE]
    store.undo()
    assert not store.state.session.marks


def test_a_view_that_edits_while_it_is_told_is_refused(qapp: Any) -> None:
    store = Store()
    caught: list[str] = []

    def edit_again() -> None:
        try:
            store.apply(mark(THERE))
        except RuntimeError as error:
            caught.append(str(error))

    store.changed.connect(edit_again)
    store.apply(mark(HERE))
    assert caught
    assert [each.place for each in store.state.session.marks] == [HERE]


def test_new_client_can_be_undone_as_anything_else(qapp: Any) -> None:
    store = Store()
    store.apply(mark(HERE))
    store.apply(states.new_client)
    assert not store.state.session.marks
    store.undo()
    assert store.state.session.marks


@pytest.fixture(autouse=True)
def _a_qt_application(qapp: Any) -> None:
    """Signals need one."""


def test_deleting_a_client_leaves_the_steps_of_the_therapists_own(qapp: Any) -> None:
    store = Store()

    def note(text: str) -> states.Edit:
        return states.in_own(lambda own: own_record.write_note(own, "gluteus-medius", text))

    def come(key: str) -> states.Edit:
        return states.take_session(record.Session(key=key))

    store.apply(come("gone"))
    store.apply(mark(HERE))
    store.apply(note("First."))
    store.apply(mark(THERE))
    store.apply(come("stays"))
    store.apply(note("First. Second."))
    store.forget(lambda session: session.key == "gone")
    keys, notes = [], []
    while store.can_undo:
        store.undo()
        keys.append(store.state.session.key)
        notes.append(store.state.own.note("gluteus-medius"))
    assert "gone" not in keys
    assert notes == ["First.", ""]
    assert keys == ["stays", "stays"]
    while store.can_redo:
        store.redo()
    assert store.state.own.note("gluteus-medius") == "First. Second."


def test_what_comes_from_elsewhere_is_in_every_step_and_is_none_itself(qapp: Any) -> None:
    store = Store()
    store.apply(mark(HERE))
    store.apply(mark(THERE))
    store.undo()
    store.carry(lambda own: own_record.write_note(own, "soleus", "From elsewhere."))
    assert len({id(own) for _, own in (store._history.present, *store._history.past, *store._history.future)}) == 1, "one value, not one for each step"
    for go in (store.undo, store.redo, store.redo):
        go()
        assert store.state.own.note("soleus") == "From elsewhere."
    assert [each.place for each in store.state.session.marks] == [HERE, THERE]
