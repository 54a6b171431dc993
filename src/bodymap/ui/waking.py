"""Which keys are awake and which are pressed in: the one place that says so, from the state and from what lies over the body. Qt only paints it.

A key that would act on what is not seen sleeps.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from bodymap.ui.state import State, is_own_tool

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

Side = Literal["body", "client", "far", "hold"]

_ANYWHERE = frozenset({"back", "new-client", "dark", "about", "lock", "cover"})
_OVER = {"handout", "copy-picture", "copy-summary", "settings"}
_TOLD = {"undo", "redo", "second", "turn-client", "hold", "wording", "far"}
_AWAKE: dict[Side, frozenset[str]] = {
    "client": _ANYWHERE | _TOLD | {"next-candidate", "previous-candidate", "next-point"},
    "far": _ANYWHERE | _TOLD | {"next-candidate", "previous-candidate", "drop"},
    "hold": _ANYWHERE | _TOLD,
}
_INSETS = frozenset({"inset", "inset-before"})


def side_of(state: State) -> Side:
    """Return what is to stand in the window's middle."""
    view = state.view
    return "hold" if view.hold is not None else "far" if view.far else "client" if view.wording == "client" else "body"


def is_awake(name: str, state: State, *, is_covered: bool, can_undo: bool, can_redo: bool) -> bool:
    """Whether the key `name` acts now; `is_covered` says that handout, settings or another page stands in the place of all else."""
    side = side_of(state)
    if name in _INSETS and state.view.lying is not None:
        return False
    if (name == "undo" and not can_undo) or (name == "redo" and not can_redo):
        return False
    if is_covered:
        return name in _ANYWHERE | _OVER
    return side == "body" or name in _AWAKE[side]


def pressed(state: State) -> dict[str, bool]:
    """Return of each key that stays down whether it is down."""
    view, settings = state.view, state.settings
    return {
        "wording": view.wording == "client",
        "far": view.far,
        "second": view.second,
        "table": view.lying is not None,
        "dark": state.theme == "dark",
        "figure": settings.figure == "female",
        "expert": settings.depths,
        "paint": view.tool != "click" and not is_own_tool(view.tool),
        "ghost": view.ghost,
        "own": view.own_open,
    }


def wake(actions: Mapping[str, QAction], state: State, *, is_covered: bool, can_undo: bool, can_redo: bool) -> None:
    """Let those of `actions` that act now be awake, the others sleep, and those that stay down show it."""
    for name, action in actions.items():
        action.setEnabled(is_awake(name, state, is_covered=is_covered, can_undo=can_undo, can_redo=can_redo))
    for name, is_down in pressed(state).items():
        actions[name].setChecked(is_down)
