"""Measures the painful skin of kept sessions, one after the other between two gestures, and has it kept: each session is measured once."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bodymap.archive.visit import Summary, Visit

if TYPE_CHECKING:
    from bodymap.archive.archive import Measure
    from bodymap.ui.clinic.desk import Desk

_BATCH = 20


class Measuring(QObject):
    """One course at a time; beginning another one ends it."""

    came = Signal(object)
    """The whole course again, of which more is measured."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._course: dict[str, Summary] = {}
        self._left: deque[str] = deque()
        self._new: list[Summary] = []

    def begin(self, course: Sequence[Summary], measure: Measure) -> None:
        """Measure what is unmeasured in a course, the newest first."""
        self.stop()
        self._course = {each.id: each for each in course}
        self._left = deque(each.id for each in reversed(course) if not each.is_measured)
        if self._left:
            self._next(measure)

    def stop(self) -> None:
        """Measure no more."""
        self._left.clear()
        self._new.clear()
        self._course = {}

    def _next(self, measure: Measure) -> None:
        name = self._left[0]
        self._desk.ledger.load((name,), lambda found: self._measure(name, found, measure))

    def _measure(self, name: str, found: tuple[Visit, ...], measure: Measure) -> None:
        from bodymap.archive.archive import measured_by

        if not self._left or self._left[0] != name:
            return
        self._left.popleft()
        for visit in found:
            self._course[name] = measured_by(measure, visit)
            self._new.append(self._course[name])
        if len(self._new) >= _BATCH or not self._left:
            self._tell()
        if self._left:
            self._next(measure)

    def _tell(self) -> None:
        new, self._new = tuple(self._new), []
        self._desk.ask(lambda archive: archive.keep_measured(new), lambda _none: None)
        self.came.emit(tuple(self._course.values()))
