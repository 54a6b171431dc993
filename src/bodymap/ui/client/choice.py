"""Edits of what is shown to the client and how: pure functions of the state, beside those of `ui.state`. Knows no Qt."""

from __future__ import annotations

from dataclasses import replace

from bodymap.ui.hold import Hold
from bodymap.ui.own.deed import step_back as own_back
from bodymap.ui.setting import TURNS
from bodymap.ui.state import Edit, Lying, State, word_for

LYING: tuple[Lying, ...] = ("prone", "supine", "left", "right")


def draw_item(item: str | None, *, by_steps: bool = False) -> Edit:
    """Draw one care item on the body and tell it to the client; None tells where the pain may come from."""
    return lambda state: replace(state, view=replace(state.view, item=item, by_steps=by_steps))


def turn_to_page(page: str) -> Edit:
    """Turn to a page of what is told, by its id (`report.told.Page`)."""
    item, _, part = page.partition(":")
    return draw_item(item or None, by_steps=bool(part))


def toggle_far(state: State) -> State:
    """Show the top three for two metres, or the body again."""
    return replace(state, view=replace(state.view, far=not state.view.far, hold=None))


def toggle_second(state: State) -> State:
    """Open the client's own window, or close it."""
    return replace(state, view=replace(state.view, second=not state.view.second))


def turn_client(state: State) -> State:
    """Turn the client's window by a quarter, clockwise; it is remembered."""
    turn = TURNS[(TURNS.index(state.settings.client_turn) + 1) % len(TURNS)]
    return replace(state, settings=replace(state.settings, client_turn=turn))


def lie(lying: Lying | None) -> Edit:
    """Lay the figure as the client lies, or stand it up."""
    return lambda state: replace(state, view=replace(state.view, lying=lying, inset=None))


def toggle_table(state: State) -> State:
    """Lay the figure down, face down first, or stand it up."""
    return lie(None if state.view.lying else "prone")(state)


def turn_over(state: State) -> State:
    """Turn the lying figure: belly, back, left side, right side; a standing one lies down first."""
    here = state.view.lying
    return lie(LYING[(LYING.index(here) + 1) % len(LYING)] if here else LYING[0])(state)


def swap_head(state: State) -> State:
    """Let the head lie at the other end of the table; it is remembered."""
    return replace(state, settings=replace(state.settings, table_head="right" if state.settings.table_head == "left" else "left"))


def hold(seconds: int, now: float) -> Edit:
    """Open the hold timer for so many seconds and start it."""
    return lambda state: replace(state, view=replace(state.view, hold=Hold(seconds, began=now)))


def press_hold(now: float, seconds: int) -> Edit:
    """Open and start the hold timer with `seconds`; where it is open, start or pause it."""

    def edit(state: State) -> State:
        if state.view.hold is None:
            return hold(seconds, now)(state)
        return replace(state, view=replace(state.view, hold=state.view.hold.toggled(now)))

    return edit


def close_hold(state: State) -> State:
    """Close the hold timer."""
    return replace(state, view=replace(state.view, hold=None))


def step_back(state: State) -> State:
    """Close what lies over the body: the timer, the far view, the client's view, what is being made of one's own; `state` itself where nothing does."""
    if state.view.hold is not None:
        return close_hold(state)
    if state.view.far:
        return toggle_far(state)
    if state.view.wording == "client":
        return word_for("therapist")(state)
    if state.view.lying is not None:
        return lie(None)(state)
    return own_back(state)
