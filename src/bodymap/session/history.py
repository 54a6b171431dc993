"""Undo and redo by keeping the frozen sessions themselves."""

from __future__ import annotations

from dataclasses import dataclass

from bodymap.session.record import NEW_CLIENT, Session


@dataclass(frozen=True, slots=True)
class History:
    """Where we are and how we came here: `past` oldest first, `future` next first. Without limit."""

    present: Session = NEW_CLIENT
    past: tuple[Session, ...] = ()
    future: tuple[Session, ...] = ()


def advance(history: History, session: Session) -> History:
    """Return the history after an edit; an edit that changes nothing leaves no step, and any other ends the redo line."""
    if session == history.present:
        return history
    return History(session, (*history.past, history.present), ())


def undo(history: History) -> History:
    """Return the history one step back; at the beginning, itself."""
    if not history.past:
        return history
    return History(history.past[-1], history.past[:-1], (history.present, *history.future))


def redo(history: History) -> History:
    """Return the history one step forward; at the end, itself."""
    if not history.future:
        return history
    return History(history.future[0], (*history.past, history.present), history.future[1:])
