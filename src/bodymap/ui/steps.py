"""Work that is done in steps between the window's events, so that none of it is felt in the hand."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer

_TURN_S = 0.012
"""So long steps follow each other before events are heard again; a step may be longer itself."""

APART_MS = 1
"""Steps that are so far apart let other events in between; what is put off by 0 ms is posted, and Qt does all that is posted in one go."""


class Steps(QObject):
    """Goes through `steps` once it is started; ends with them, with its parent, or where one fails."""

    def __init__(self, steps: Iterator[None], parent: QObject) -> None:
        super().__init__(parent)
        self._steps = steps
        self._is_going = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Begin with the first step as soon as no event waits."""
        self._timer.start(0)

    def stop(self) -> None:
        """Leave the rest undone."""
        self._timer.stop()

    def _go_on(self) -> None:
        if self._is_going:
            return  # a step has opened something that hears events itself
        begun, is_over, self._is_going = time.perf_counter(), True, True
        try:
            for _ in self._steps:
                if time.perf_counter() - begun >= _TURN_S:
                    is_over = False
                    break
        finally:
            self._is_going = False
            if is_over:
                self._timer.stop()
