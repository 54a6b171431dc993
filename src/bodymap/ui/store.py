"""The one place where the state lives: `apply` an edit, `undo`, `redo`, and one signal that says what changed.

What can be undone is the session, and the therapist's own.

It knows no widget. Views listen to `changed(before, after)`, compare, and repaint; they never edit while they render.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from bodymap.own.record import Own
from bodymap.session import history
from bodymap.session.history import History
from bodymap.session.record import Session
from bodymap.ui.state import Edit, State

Kept = tuple[Session, Own]


class Store(QObject):
    """Holds the state and its history."""

    about_to_change = Signal()
    """Emitted before an edit, an undo and a redo: who has something to say that belongs before it says it now, by an edit of its own."""

    changed = Signal(object, object)
    """``(before: State, after: State)``, emitted after each edit that changed something, be it only whose session it is, and when a sketch is over."""

    def __init__(self, state: State | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state or State()
        self._history = History(_kept(self._state))
        self._telling = self._asking = False
        self._sketching = False

    @property
    def state(self) -> State:
        """The present state."""
        return self._state

    @property
    def can_undo(self) -> bool:
        """Whether a session lies before this one."""
        return bool(self._history.past)

    @property
    def can_redo(self) -> bool:
        """Whether a session was undone."""
        return bool(self._history.future)

    def apply(self, edit: Edit) -> None:
        """Make `edit` and tell the views; an edit that changes nothing tells nobody. Raises RuntimeError from inside `changed`."""
        self._refuse_while_telling()
        self._ask()
        after = edit(self._settled())
        is_over, self._sketching = self._sketching, False
        if _lasting(_kept(after)) == _lasting(self._history.present):
            self._history = replace(self._history, present=_kept(after))
        else:
            self._history = history.advance(self._history, _kept(after))
        self._tell(after, is_over=is_over)

    def begin_with(self, own: Own) -> None:
        """Take the therapist's own as it was kept: the state and all its steps begin with it."""
        self.carry(lambda _: own)

    def carry(self, change: Callable[[Own], Own]) -> None:
        """Change the therapist's own in the present state and in all steps to and from it: what comes from elsewhere is no step of undo's."""
        self._refuse_while_telling()
        line = self._history
        changed: dict[int, Own] = {}  # most steps share one value, and go on sharing it

        def carried(kept: Kept) -> Kept:
            session, own = kept
            if id(own) not in changed:
                changed[id(own)] = change(own)
            return session, changed[id(own)]

        self._history = History(carried(line.present), tuple(map(carried, line.past)), tuple(map(carried, line.future)))
        self._tell(replace(self._state, own=self._history.present[1]))

    def sketch(self, edit: Edit) -> None:
        """Show `edit` of the last settled session without keeping it: the next sketch, edit or undo takes its place."""
        self._refuse_while_telling()
        after = edit(self._settled())
        self._sketching = True
        self._tell(after)

    @property
    def is_sketching(self) -> bool:
        """Whether what is shown is a sketch, which is not kept."""
        return self._sketching

    def _settled(self) -> State:
        """The state without a sketch."""
        session, own = self._history.present
        return replace(self._state, session=session, own=own) if self._sketching else self._state

    def undo(self) -> None:
        """Go back to the session before the last lasting edit; what is only looked at stays."""
        self._ask()
        self._go(history.undo(self._history))

    def redo(self) -> None:
        """Go forward again after an undo."""
        self._ask()
        self._go(history.redo(self._history))

    def rekey(self, old: str, new: str) -> None:
        """Let the present session and all steps to and from it that bear the key `old` bear `new`: nothing that is shown changes."""

        def named(kept: Kept) -> Kept:
            return (replace(kept[0], key=new), kept[1]) if kept[0].key == old else kept

        line = self._history
        self._history = History(named(line.present), tuple(map(named, line.past)), tuple(map(named, line.future)))
        self._state = replace(self._state, session=named(_kept(self._state))[0])

    def forget(self, is_gone: Callable[[Session], bool]) -> None:
        """Let neither undo nor redo lead to sessions of which `is_gone` says so; the present one stays, and so do the steps of the therapist's own."""
        line = self._history
        past = _forgotten(line.present, tuple(reversed(line.past)), is_gone)
        self._history = History(line.present, tuple(reversed(past)), _forgotten(line.present, line.future, is_gone))

    def _go(self, there: History[Kept]) -> None:
        self._refuse_while_telling()
        is_over, self._sketching = self._sketching, False
        self._history = there
        view = replace(self._state.view, shown=None)
        session, own = there.present
        self._tell(replace(self._state, session=session, own=own, view=view), is_over=is_over)

    def _tell(self, after: State, *, is_over: bool = False) -> None:
        before, self._state = self._state, after
        if before == after and before.session.key == after.session.key and not is_over:
            return
        self._telling = True
        try:
            self.changed.emit(before, after)
        finally:
            self._telling = False

    def _ask(self) -> None:
        if self._asking or self._telling:
            return
        self._asking = True
        try:
            self.about_to_change.emit()
        finally:
            self._asking = False

    def _refuse_while_telling(self) -> None:
        if self._telling:
            raise RuntimeError("a view edited the state while it was being told of a change")


def lasting(session: Session) -> Session:
    """The session without what is only looked at, so that opening a candidate leaves no undo step."""
    return replace(session, chosen=None, chosen_point=None, current=None)


def _forgotten(present: Kept, line: tuple[Kept, ...], is_gone: Callable[[Session], bool]) -> tuple[Kept, ...]:
    """The steps, nearest first, without the sessions that are gone: the nearer one stands in their place, and a step that then changes nothing falls out."""
    left, nearer = [], present
    for session, own in line:
        step = (nearer[0], own) if is_gone(session) else (session, own)
        if not is_gone(session) or own != nearer[1]:
            left.append(step)
        nearer = step
    return tuple(left)


def _kept(state: State) -> Kept:
    return state.session, state.own


def _lasting(kept: Kept) -> Kept:
    session, own = kept
    return lasting(session), own
