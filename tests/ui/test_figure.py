"""Changing the figure: the window stays usable, what is marked stays, and a figure that cannot be loaded is refused with a sentence."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop

from bodymap.session import record
from bodymap.ui import figure
from bodymap.ui import state as states
from bodymap.ui.answer import Loaded
from bodymap.ui.drawing.art import PlateArt
from bodymap.ui.figure import FigureSwitch
from bodymap.ui.window import Window

Plates = dict[str, PlateArt]


def wait_for(application: Any, is_so: Callable[[], bool]) -> None:
    for _ in range(12000):
        if is_so():
            return
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
    raise AssertionError("it did not happen")


def switch_of(window: Window, plates: Plates, loaded: Loaded, *, broken: tuple[str, ...] = ()) -> FigureSwitch:
    def answers(figure: str) -> Loaded:
        return Loaded({}, None, (f"assets/svg/{figure}: is missing",)) if figure in broken else loaded

    return FigureSwitch(window, lambda _figure: (plates, ()), answers, lambda _figure: {})


def started(application: Any, switch: FigureSwitch) -> None:
    switch.start()
    wait_for(application, lambda: switch.shown == "male")


def ended(application: Any, switch: FigureSwitch) -> None:
    switch.finish()
    wait_for(application, lambda: not switch.is_loading)


def test_the_figure_changes_with_the_setting_and_what_is_marked_and_chosen_stays(
    application: Any, empty_window: Window, plates: Plates, loaded: Loaded
) -> None:
    switch = switch_of(empty_window, plates, loaded)
    started(application, switch)
    empty_window.control.mark("posterior", -95.0, -930.0)
    session = empty_window.store.state.session
    assert session.is_marked
    empty_window.actions_by_name["figure"].trigger()
    assert not switch.progress.isHidden()
    assert "female" in switch.progress.sentence.text()
    wait_for(application, lambda: switch.shown == "female")
    assert switch.progress.isHidden()
    assert empty_window.actions_by_name["figure"].isChecked()
    assert empty_window.store.state.session == session
    ended(application, switch)


def test_a_figure_that_was_loaded_once_comes_back_at_once(
    application: Any, empty_window: Window, plates: Plates, loaded: Loaded
) -> None:
    switch = switch_of(empty_window, plates, loaded)
    started(application, switch)
    empty_window.control.apply(states.set_up(figure="female"))
    wait_for(application, lambda: switch.shown == "female")
    empty_window.control.apply(states.set_up(figure="male"))
    assert switch.shown == "male"
    ended(application, switch)


def test_a_figure_that_cannot_be_loaded_is_refused_with_a_sentence_and_the_old_one_stays(
    application: Any, empty_window: Window, plates: Plates, loaded: Loaded
) -> None:
    switch = switch_of(empty_window, plates, loaded, broken=("female",))
    started(application, switch)
    empty_window.control.apply(states.set_up(figure="female"))
    wait_for(application, lambda: empty_window.store.state.settings.figure == "male")
    assert switch.shown == "male"
    assert "assets/svg/female: is missing" in empty_window.banner.text
    assert not empty_window.banner.isHidden()
    assert switch.progress.isHidden()
    ended(application, switch)


def test_a_new_client_keeps_the_figure(empty_window: Window) -> None:
    empty_window.control.apply(states.set_up(figure="female"))
    empty_window.control.apply(states.new_client)
    assert empty_window.store.state.settings.figure == "female"
    assert empty_window.store.state.session == record.NEW_CLIENT


def test_presses_that_wait_for_the_answers_are_done_before_the_insets_take_the_hands_time(
    application: Any, empty_window: Window, plates: Plates, loaded: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figure, "_PATIENCE_S", 60.0)
    marked: list[int] = []

    def insets(_figure: str) -> Plates:
        marked.append(len(empty_window.store.state.session.marks))
        return {}

    switch = FigureSwitch(empty_window, lambda _figure: (plates, ()), lambda _figure: loaded, insets)
    for x in (-95.0, -60.0, 95.0):
        empty_window.control.mark("posterior", x, -930.0)
    assert len(empty_window.control.waiting) == 3
    switch.start()
    wait_for(application, lambda: not switch.is_loading)
    assert marked == [3]
    ended(application, switch)


class Gate:
    """Plates and answers that come when they are let in."""

    def __init__(self, plates: Plates, loaded: Loaded) -> None:
        self.plates, self.loaded = plates, loaded
        self.open = {(figure, what): threading.Event() for figure in ("male", "female") for what in ("plates", "answers")}

    def plates_of(self, figure: str) -> tuple[Plates, tuple[str, ...]]:
        assert self.open[figure, "plates"].wait(60)
        return {name: replace(art, name=f"{figure} {name}") for name, art in self.plates.items()}, ()

    def answers_of(self, figure: str) -> Loaded:
        assert self.open[figure, "answers"].wait(60)
        return replace(self.loaded)

    def let_all_in(self) -> None:
        for each in self.open.values():
            each.set()


def figure_of(window: Window) -> set[str]:
    return {art.name.split()[0] for art in window.plates.values()}


@pytest.mark.parametrize("first", ["male", "female"])
def test_the_key_pressed_twice_while_the_program_starts_never_mixes_two_figures(
    first: str, application: Any, empty_window: Window, plates: Plates, loaded: Loaded
) -> None:
    gate = Gate(plates, loaded)
    taken: list[tuple[str, set[str]]] = []
    switch = FigureSwitch(empty_window, gate.plates_of, gate.answers_of, lambda _figure: {})
    take = empty_window.take
    empty_window.take = lambda loaded: (take(loaded), taken.append((switch.shown, figure_of(empty_window))))  # type: ignore[method-assign]
    switch.start()
    empty_window.actions_by_name["figure"].trigger()
    other = "female" if first == "male" else "male"
    gate.open[first, "plates"].set()
    gate.open[other, "plates"].set()
    wait_for(application, lambda: len(switch._arrived) == 2)
    empty_window.actions_by_name["figure"].trigger()
    gate.open[first, "answers"].set()
    wait_for(application, lambda: bool(switch._kept))
    gate.let_all_in()
    wait_for(application, lambda: switch.shown == "male" and not switch.is_loading)
    assert taken
    assert all(figures == {shown} for shown, figures in taken)
    assert figure_of(empty_window) == {"male"}
    ended(application, switch)


def test_a_wanted_figure_that_cannot_be_loaded_at_the_start_gives_way_to_the_one_that_was(
    application: Any, empty_window: Window, plates: Plates, loaded: Loaded
) -> None:
    switch = switch_of(empty_window, plates, loaded, broken=("female",))
    switch.start()
    empty_window.actions_by_name["figure"].trigger()
    wait_for(application, lambda: switch.shown == "male" and not switch.is_loading)
    assert empty_window.store.state.settings.figure == "male"
    ended(application, switch)


def test_a_wanted_figure_that_fails_before_the_other_one_is_loaded_gives_way_to_it_too(
    application: Any, empty_window: Window, plates: Plates, loaded: Loaded
) -> None:
    gate = Gate(plates, loaded)

    def answers(figure: str) -> Loaded:
        return Loaded({}, None, ("assets/svg/female: is missing",)) if figure == "female" else gate.answers_of(figure)

    switch = FigureSwitch(empty_window, gate.plates_of, answers, lambda _figure: {})
    switch.start()
    empty_window.actions_by_name["figure"].trigger()
    gate.open["female", "plates"].set()
    wait_for(application, lambda: empty_window.store.state.settings.figure == "male")
    gate.let_all_in()
    wait_for(application, lambda: switch.shown == "male")
    ended(application, switch)


def test_whose_plates_lie_on_the_sheet_is_known_before_its_records_are_there(application: Any, empty_window: Window, plates: Plates, loaded: Loaded) -> None:
    gate = Gate(plates, loaded)
    switch = FigureSwitch(empty_window, gate.plates_of, gate.answers_of, lambda _figure: {})
    switch.start()
    assert not switch.lying
    gate.open["male", "plates"].set()
    wait_for(application, lambda: bool(switch.lying))
    assert (switch.lying, switch.shown) == ("male", "")
    gate.let_all_in()
    ended(application, switch)


def test_that_all_is_there_is_told_once_when_the_last_figure_has_come(application: Any, empty_window: Window, plates: Plates, loaded: Loaded) -> None:
    gate = Gate(plates, loaded)
    switch = FigureSwitch(empty_window, gate.plates_of, gate.answers_of, lambda _figure: {})
    told: list[bool] = []
    switch.settled.connect(lambda: told.append(switch.is_loading))
    switch.start()
    empty_window.actions_by_name["figure"].trigger()
    gate.let_all_in()
    ended(application, switch)
    assert told == [False]
