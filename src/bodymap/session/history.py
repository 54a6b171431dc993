"""Undo and redo by keeping the frozen values themselves: sessions, or whatever is edited together with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

ValueT = TypeVar("ValueT")


@dataclass(frozen=True, slots=True)
class History(Generic[ValueT]):
    """Where we are and how we came here: `past` oldest first, `future` next first. Without limit."""

    present: ValueT
    past: tuple[ValueT, ...] = ()
    future: tuple[ValueT, ...] = ()


def advance(history: History[ValueT], value: ValueT) -> History[ValueT]:
    """Return the history after an edit; an edit that changes nothing leaves no step, and any other ends the redo line."""
    if value == history.present:
        return history
    return History(value, (*history.past, history.present), ())


def undo(history: History[ValueT]) -> History[ValueT]:
    """Return the history one step back; at the beginning, itself."""
    if not history.past:
        return history
    return History(history.past[-1], history.past[:-1], (history.present, *history.future))


def redo(history: History[ValueT]) -> History[ValueT]:
    """Return the history one step forward; at the end, itself."""
    if not history.future:
        return history
    return History(history.future[0], (*history.past, history.present), history.future[1:])
