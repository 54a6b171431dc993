"""Jobs that may take long (a disk, a server) on a thread of their own, one after the other; what comes of them is told in the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from bodymap.errors import BodymapError, sentence_of

AnswerT = TypeVar("AnswerT")


class Errands(QObject):
    """Runs jobs in their order until closed. What fails is told in one sentence; after `close` nothing is told any more."""

    failed = Signal(str)
    """One sentence for the person, of a job that has no ear of its own for it."""
    _came = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="errand")
        self._is_over = False
        self._came.connect(self._hand_on, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        job: Callable[[], AnswerT],
        then: Callable[[AnswerT], None] | None = None,
        failed: Callable[[BodymapError], None] | None = None,
    ) -> None:
        """Do `job` on the other thread, then `then` with what it returned, or `failed` with why not, in this one."""
        if self._is_over:
            return

        def work() -> None:
            try:
                answer = job()
            except Exception as error:  # noqa: BLE001 - a thread must not die silently: the window shows the sentence
                self._came.emit(partial(self._fail, failed), error)
            else:
                self._came.emit(then or _nothing, answer)

        self._pool.submit(work)

    def close(self) -> None:
        """Finish what was begun, and end."""
        self._is_over = True
        self._pool.shutdown(wait=True)

    def _fail(self, ear: Callable[[BodymapError], None] | None, error: Exception) -> None:
        """Let the job's own ear hear why not; a mistake of the program, of which that ear knows nothing, is told besides."""
        why = error if isinstance(error, BodymapError) else BodymapError(sentence_of(error))
        if ear is None or why is not error:
            self.failed.emit(sentence_of(error))
        if ear is not None:
            ear(why)

    def _hand_on(self, ear: Callable[[Any], None], answer: object) -> None:
        if not self._is_over:
            ear(answer)


def _nothing(_answer: object) -> None:
    pass
