"""What is clicked before the answers are there is marked once they are, in the session that it was meant for and in no other."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from office import BUTTOCK, KNEE
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from bodymap.session import record
from bodymap.session.record import Session
from bodymap.ui.answer import Answers
from bodymap.ui.control import Control
from bodymap.ui.state import State, in_session, take_session
from bodymap.ui.store import Store

CLICKS = {("posterior", -95.0, -930.0): BUTTOCK, ("anterior", 95.0, -500.0): KNEE}
BACK, FRONT = CLICKS
ANSWERS = cast("Answers", SimpleNamespace(place_at=lambda *spot: CLICKS[spot], rows=lambda _session: ()))
ANNA = record.name_client(Session(key="anna"), "Anna")


@pytest.fixture
def store(application: Any) -> Store:
    return Store(State(Session(key="first")))


def marked(store: Store) -> list[Any]:
    return [mark.place for mark in store.state.session.marks]


def clicked_early(store: Store) -> Control:
    control = Control(store)
    for spot in CLICKS:
        control.mark(*spot)
    return control


def catch_up(control: Control) -> None:
    """Wait until no click waits; a look at the events before and after."""
    QTest.qWait(1)
    for _ in range(2000):
        if not control._is_catching_up:
            break
        QTest.qWait(1)
    QTest.qWait(1)


def test_early_clicks_are_marked_one_by_one_once_the_answers_are_there(store: Store, application: Any) -> None:
    control = clicked_early(store)
    control.set_answers(ANSWERS)
    catch_up(control)
    assert marked(store) == [BUTTOCK, KNEE]
    assert not control.waiting


def test_early_clicks_never_mark_another_clients_session(store: Store, application: Any) -> None:
    control = clicked_early(store)
    assert control.waiting == (BACK, FRONT)
    store.apply(take_session(ANNA))
    assert not control.waiting
    control.set_answers(ANSWERS)
    catch_up(control)
    assert marked(store) == []
    store.undo()
    control.mark(*BACK)
    catch_up(control)
    assert marked(store) == [BUTTOCK], "what was left is not caught up with"


def test_a_session_that_is_opened_between_two_early_clicks_gets_neither(store: Store, application: Any) -> None:
    control = clicked_early(store)
    opened: list[Any] = []

    def open_anna() -> None:
        opened.append(marked(store))
        store.apply(take_session(ANNA))

    store.changed.connect(lambda _before, after: None if opened or not after.session.marks else QTimer.singleShot(0, store, open_anna))
    control.set_answers(ANSWERS)
    catch_up(control)
    assert opened == [[BUTTOCK]]
    assert marked(store) == []
    assert not control.waiting


def test_answers_that_come_anew_while_a_change_is_told_lose_no_early_click(store: Store, application: Any) -> None:
    control = clicked_early(store)
    store.changed.connect(lambda *_: control.set_answers(ANSWERS))
    control.set_answers(ANSWERS)
    store.apply(in_session(lambda session: record.note(session, "his own signs")))
    catch_up(control)
    assert marked(store) == [BUTTOCK, KNEE]
