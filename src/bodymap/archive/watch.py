"""Looks out for what other rooms write. One thread, ended by `close`.

A server calls when something was written; where it cannot, and for a file, the counter is asked every second.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Self

from bodymap.archive.visit import ArchiveError, Change

if TYPE_CHECKING:
    from bodymap.archive.archive import Archive
    from bodymap.archive.store import Calls

EVERY_S = 1.0
"""How long a change may stay unseen where nobody calls; also how often a lost server is looked for."""


class Watch:
    """Runs until closed. Its words come from its own thread: a window hands them on to itself by a queued signal."""

    def __init__(
        self,
        archive: Archive,
        changed: Callable[[tuple[Change, ...]], None],
        *,
        reached: Callable[[bool], None] | None = None,
    ) -> None:
        """`changed` hears what others wrote, `reached` whether the archive can be reached, when that changes."""
        self._archive, self._changed, self._reached = archive, changed, reached
        self._is_over = threading.Event()
        self._upto: int | None = None
        self._was_reached: bool | None = None
        self._thread = threading.Thread(target=self._run, name="archive watch", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the watch and wait until it has ended."""
        self._is_over.set()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _run(self) -> None:
        while not self._is_over.is_set():
            try:
                self._listen()
            except ArchiveError:
                self._tell_reached(is_reached=False)
            self._is_over.wait(EVERY_S)

    def _listen(self) -> None:
        """Look and wait by turns until the end; raises `ArchiveError` where the archive cannot be reached any more."""
        with contextlib.ExitStack() as ending:
            calls = self._archive.calls()
            if calls is not None:
                ending.callback(calls.close)
            while not self._is_over.is_set():
                news = self._archive.changes(self._upto)
                self._upto = news.upto
                self._tell_reached(is_reached=True)
                if news.changes:
                    self._changed(news.changes)
                self._wait(calls)

    def _tell_reached(self, *, is_reached: bool) -> None:
        if self._reached is not None and is_reached != self._was_reached:
            self._was_reached = is_reached
            self._reached(is_reached)

    def _wait(self, calls: Calls | None) -> None:
        """Wait for a call, a second, or the end. Short naps, so that `close` is prompt."""
        if calls is None:
            self._is_over.wait(EVERY_S)
            return
        until = time.monotonic() + EVERY_S
        while not self._is_over.is_set() and time.monotonic() < until:
            if calls.wait(0.1):
                return
