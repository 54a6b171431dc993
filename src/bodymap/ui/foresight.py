"""While the pointer rests on the body, what a click there would ask is answered already, so that the click itself is at once.

A hand rests before it presses. A little is done at a time, and the pointer's next move ends it: moving stays light. Nothing is kept of it but answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from bodymap.session import record
from bodymap.ui.drawing.sheet import PLATES

if TYPE_CHECKING:
    from bodymap.session.record import CandidateKey
    from bodymap.ui.answer import Answers
    from bodymap.ui.store import Store

_RESTS_MS = 40


class Foresight(QObject):
    """Thinks ahead for one window; `prefetch` makes a little of a candidate's zones and says whether any was still to be made."""

    def __init__(self, store: Store, answers: Callable[[], Answers | None], prefetch: Callable[[CandidateKey], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._answers, self._prefetch = store, answers, prefetch
        self._steps: Iterator[None] = iter(())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_thinking(self) -> bool:
        """Whether anything is still to be answered."""
        return self._timer.isActive()

    def rest(self, plate: str, x: float, y: float) -> None:
        """The pointer came to a point of a plate; an empty plate means that it left."""
        self._timer.stop()
        if plate and self._store.state.view.tool == "click":
            self._steps = self._think(plate, x, y)
            self._timer.start(_RESTS_MS)

    def _go_on(self) -> None:
        try:
            next(self._steps)
        except StopIteration:
            return
        self._timer.start(0)

    def _think(self, plate: str, x: float, y: float) -> Iterator[None]:
        answers = self._answers()
        place = answers.place_at(plate, x, y) if answers is not None else None
        if answers is None or place is None:
            return
        session = record.add_mark(self._store.state.session, place)
        rows = answers.rows(session)
        yield
        answers.painted(session, PLATES)
        yield
        while rows and self._prefetch(rows[0].key):
            yield
        answers.together(session)
        answers.look_alikes(session)
        yield
        answers.next_check(session)
