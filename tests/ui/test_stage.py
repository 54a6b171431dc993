"""What lies over the body, handout or settings: nothing of one client's reaches the next one's, and the keys that would act unseen sleep."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bodymap.session.record import Session
from bodymap.ui import state as states
from bodymap.ui.action import TABLE
from bodymap.ui.client import choice
from bodymap.ui.hold import Hold
from bodymap.ui.state import State
from bodymap.ui.waking import is_awake, pressed

BUTTOCK = ("posterior", -95.0, -930.0)


@pytest.fixture(autouse=True)
def own_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the template of whoever runs it."""
    from bodymap.report import template

    monkeypatch.setattr(template, "template_file", lambda: tmp_path / "handout.toml")


@pytest.fixture
def page(window: Any) -> Iterator[Any]:
    """The handout's page, for a client of its own."""
    key(window, "new-client")
    yield window.stage.page
    window.stage.leave()
    key(window, "new-client")


def key(window: Any, name: str) -> None:
    window.actions_by_name[name].trigger()


def test_another_clients_session_gets_nothing_of_the_last_ones_handout_and_undo_brings_none_of_it_back(window: Any, page: Any) -> None:
    window.control.apply(states.take_session(Session(client="Smith", key="a")))
    window.control.mark(*BUTTOCK)
    key(window, "handout")
    page.choices.note.setPlainText("For Mrs Smith")
    page.edit(lambda draft: replace(draft, edits=((page.paper.handout.blocks[0].id, "Hers"),)))
    window.control.apply(states.take_session(Session(client="Jones", key="b")))
    assert not window.stage.is_open
    assert page.draft is None
    assert page.choices.note.toPlainText() == page.choices.words.toPlainText() == ""
    window.control.mark(*BUTTOCK)
    key(window, "handout")
    assert page.draft.note == page.paper.handout.note == ""
    assert page.draft.edits == ()
    page.choices.note.setPlainText("For Mrs Jones")
    window.stage.leave()
    while window.store.state.session.key == "b":
        window.store.undo()
    assert page.draft is None


def test_what_was_typed_for_a_client_of_whom_nothing_is_marked_yet_is_not_the_next_ones(window: Any, page: Any) -> None:
    key(window, "handout")
    page.choices.note.setPlainText("For Mrs Smith")
    window.stage.leave()
    key(window, "new-client")
    assert page.draft is None


def test_how_many_pages_it_is_stands_above_the_paper(window: Any, page: Any) -> None:
    window.control.mark(*BUTTOCK)
    key(window, "handout")
    assert page.count.text() == f"{page.paper.count} pages"
    key(window, "new-client")
    assert page.count.text() == ""


def test_taking_every_mark_back_keeps_the_handout_of_the_same_client(window: Any, page: Any) -> None:
    window.control.mark(*BUTTOCK)
    key(window, "handout")
    page.choices.note.setPlainText("Come back in two weeks.")
    window.stage.leave()
    key(window, "undo")
    assert not window.store.state.session.marks
    assert page.draft.note == "Come back in two weeks."


NAMES = {entry.name for entry in TABLE}
FACES = {
    "body": lambda state: state,
    "client": states.word_for("client"),
    "far": choice.toggle_far,
    "hold": choice.hold(60, 0.0),
}


def awake(state: State, *, is_covered: bool = False, can_undo: bool = True) -> set[str]:
    return {name for name in NAMES if is_awake(name, state, is_covered=is_covered, can_undo=can_undo, can_redo=False)}


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("is_covered", [False, True])
def test_lock_cover_back_and_new_client_are_awake_whatever_stands_in_front(face: str, is_covered: bool) -> None:
    assert {"lock", "cover", "back", "new-client"} <= awake(FACES[face](State()), is_covered=is_covered)


def test_on_the_body_all_keys_are_awake_but_those_with_nothing_to_do() -> None:
    assert awake(State()) == NAMES - {"redo"}
    assert awake(State(), can_undo=False) == NAMES - {"undo", "redo"}
    assert awake(choice.lie("prone")(State())) == NAMES - {"redo", "inset", "inset-before"}


@pytest.mark.parametrize("face", [each for each in FACES if each != "body"])
def test_keys_that_would_act_on_the_unseen_body_sleep(face: str) -> None:
    assert not awake(FACES[face](State())) & {"paint", "peel-in", "table", "inset", "handout", "search", "active"}
    assert not awake(State(), is_covered=True) & {"paint", "drop", "undo", "next-candidate", "wording", "hold"}


def test_every_key_that_stays_down_says_whether_it_is() -> None:
    assert set(pressed(State())) == {entry.name for entry in TABLE if entry.checkable}


def test_leaving_the_settings_wakes_no_key_of_the_body_under_the_clients_view(window: Any, page: Any) -> None:
    """The settings were opened on the body; meanwhile the client's view came to lie over it."""
    key(window, "settings")
    window.control.apply(states.word_for("client"))
    window.control.apply(lambda state: replace(state, view=replace(state.view, hold=Hold(60))))
    assert not window.actions_by_name["undo"].isEnabled()
    assert not window.actions_by_name["inset"].isEnabled()
    window.stage.leave()
    assert not window.actions_by_name["drop"].isEnabled()
    assert window.actions_by_name["lock"].isEnabled()
    assert window.actions_by_name["cover"].isEnabled()


def test_enlarged_plates_that_come_late_reach_an_open_handout_and_the_clients_view(
    empty_window: Any, plates: Any, insets: Any, loaded: Any
) -> None:
    """Thumb pain on the hand's own plate: the whole-body plates show it small."""
    window = empty_window
    window.take_plates(plates)
    window.take(loaded)
    window.control.take_hit(next(hit for hit in loaded.answers.search("adductor pollicis") if hit.kind == "muscle"))
    key(window, "wording")
    before = {stretch._art.name for stretch in window.face.client.figure.stretches if not stretch.isHidden()}
    key(window, "wording")
    key(window, "handout")
    page = window.stage.page
    assert {panel.plate for picture in page.paper._pictures.values() for panel in picture.panels} <= set(plates)
    window.take_insets(insets)
    assert {panel.plate for picture in page.paper._pictures.values() for panel in picture.panels} & set(insets)
    window.stage.leave()
    key(window, "wording")
    after = {stretch._art.name for stretch in window.face.client.figure.stretches if not stretch.isHidden()}
    assert not before & set(insets)
    assert after & set(insets)
