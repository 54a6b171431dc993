"""What lies over the body, handout or settings: nothing of one client's reaches the next one's, and the keys that would act unseen sleep."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bodymap.session.record import Session
from bodymap.ui import state as states

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


def test_taking_every_mark_back_keeps_the_handout_of_the_same_client(window: Any, page: Any) -> None:
    window.control.mark(*BUTTOCK)
    key(window, "handout")
    page.choices.note.setPlainText("Come back in two weeks.")
    window.stage.leave()
    key(window, "undo")
    assert not window.store.state.session.marks
    assert page.draft.note == "Come back in two weeks."
