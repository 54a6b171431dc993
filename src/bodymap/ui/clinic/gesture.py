"""What each gesture about the session does: from what a view said to an edit of the store. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bodymap.session import record, retest
from bodymap.session.record import CandidateKey, MovementTest, Outcome, PointKey, Session
from bodymap.session.retest import Pain, When
from bodymap.ui import state as states
from bodymap.ui.control import Control
from bodymap.ui.state import in_session
from bodymap.ui.store import Store


class Gestures:
    """Edits of one store, beside `control.Control`."""

    def __init__(self, store: Store, control: Control) -> None:
        self._store, self._control = store, control

    # Confirm

    def tick(self, point: PointKey, criterion: str) -> None:
        """Tick an expert criterion at a point, or untick it."""
        self._edit(lambda session: record.tick(session, point, criterion))

    def treat(self, point: PointKey | None = None) -> None:
        """Note that a point was treated (the one at hand by default), or take it back."""
        at_hand = point or self._control.point_at_hand()
        if at_hand is not None:
            self._edit(lambda session: record.treat(session, at_hand))

    def restore(self, key: CandidateKey | None) -> None:
        """Bring a dropped candidate back, and choose it; None brings all back."""

        def edit(session: Session) -> Session:
            for each in [key] if key is not None else session.dropped:
                session = record.restore(session, each)
            return record.choose(session, key) if key is not None else session

        self._edit(edit)

    # Before and after

    def look_again(self) -> None:
        """Treatment is over: keep what was marked as it was before, and ask again."""
        self._edit(retest.look_again)

    def rate(self, pain: Pain, when: When, value: int | None) -> None:
        """Note how strong one marked thing hurts."""
        self._edit(lambda session: retest.rate(session, pain, when, value))

    def choose_test(self, test: MovementTest | None) -> None:
        """Choose the one movement test; None takes the last one away. One that showed nothing yet gives way to another."""

        def edit(session: Session) -> Session:
            for each in session.tests:
                if test is None or not (each.before.is_said or each.after.is_said):
                    session = retest.leave_test(session, each)
            if test is None:
                return session
            known = retest.find_test(session, test) or test
            return replace(session, tests=(*(each for each in session.tests if each.name != test.name), known))

        self._edit(edit)

    def grade(self, test: MovementTest, when: When, outcome: Outcome) -> None:
        """Note what a movement test showed."""
        self._edit(lambda session: retest.grade_test(session, test, when, outcome))

    def note(self, text: str) -> None:
        """Keep the notes."""
        self._edit(lambda session: record.note(session, text))

    def name_client(self, client: str) -> None:
        """Say whose session it is."""
        self._edit(lambda session: record.name_client(session, client))

    # Views

    def open_page(self, *, on: bool) -> None:
        """Open or close this session's page."""
        self._store.apply(states.open_session(on=on))

    def toggle_page(self) -> None:
        """Open this session's page, or close it."""
        self.open_page(on=not self._store.state.view.session_open)

    def toggle_ghost(self) -> None:
        """Draw the earlier pain, or leave it away."""
        self._store.apply(states.show_ghost(on=not self._store.state.view.ghost))

    def remember(self, last: Session | None) -> None:
        """Take the client's last session as what now is compared with."""
        self._store.apply(states.look_back(last))

    def begin_from_last(self) -> None:
        """Mark what was marked last time, to be asked anew."""
        last = self._store.state.view.last
        if last is not None:
            self._control.edit_marks(lambda session: retest.begin_from(last, session))

    def _edit(self, edit: Callable[[Session], Session]) -> None:
        self._store.apply(in_session(edit))
