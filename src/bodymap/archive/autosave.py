"""Saves the open visit every two seconds, on a thread of its own: a slow disk or server never holds up the hand that draws.

A visit is offered after every edit, which costs nothing; only the last one offered is written. Whatever ends the program, at most what was
drawn since the last write is lost, and no file is left half-written. What waits on this computer for a server is saved once it is back.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from bodymap.archive.visit import Conflict, Kept, Outcome, Saved, Visit
from bodymap.errors import sentence_of

if TYPE_CHECKING:
    from bodymap.archive.archive import Archive

EVERY_S = 2.0


@dataclass(frozen=True, slots=True)
class Failed:
    """It could not be kept, and is tried again; `reason` is one sentence for the person."""

    visit: Visit
    reason: str


class Autosave:
    """Runs until closed. `told` hears each outcome, from this thread: a window hands it on to itself by a queued signal."""

    def __init__(self, archive: Archive, told: Callable[[Outcome | Failed], None], *, every_s: float = EVERY_S) -> None:
        self._archive, self._told, self._every_s = archive, told, every_s
        self._changed = threading.Condition()
        self._offered = {visit.id: visit for visit in archive.waiting()}
        self._versions: dict[str, int] = {}
        self._in_doubt: set[str] = set()
        self._resting: set[str] = set()
        self._writing: frozenset[str] = frozenset()
        self._is_hasty = self._is_over = self._is_busy = False
        self._thread = threading.Thread(target=self._run, name="autosave", daemon=True)
        self._thread.start()

    def offer(self, visit: Visit) -> None:
        """Have the visit saved within the time. Its version need not be that of the last write: this one keeps count."""
        with self._changed:
            self._offered[visit.id] = visit
            self._changed.notify_all()

    def flush(self) -> None:
        """Save what was offered now, and return when that was tried: before another visit is opened, and before the end."""
        with self._changed:
            self._is_hasty = bool(self._offered)
            self._changed.notify_all()
            self._changed.wait_for(lambda: not (self._is_hasty or self._is_busy) or not self._thread.is_alive())

    def holds(self, identity: str) -> bool:
        """Whether something of a visit was offered that is not kept yet, or that waits for an answer."""
        with self._changed:
            return identity in self._offered or identity in self._writing or identity in self._in_doubt

    def settle(self, conflict: Conflict, *, keep: str) -> Outcome:
        """Answer a conflict as `Archive.settle` does. Of its visit nothing is saved meanwhile; what was offered of mine since goes on top."""
        with self.resting((conflict.mine.id,)):
            outcome = self._archive.settle(conflict, keep=keep)
            with self._changed:
                self._go_on_from(outcome, conflict.mine.id, keep)
        return outcome

    def _go_on_from(self, outcome: Outcome, identity: str, keep: str) -> None:
        if isinstance(outcome, Conflict):  # in doubt as before, over what another wrote meanwhile: mine waits as the version that it was to follow
            self._versions[outcome.mine.id] = outcome.mine.version
            return
        self._in_doubt.discard(identity)
        if keep != "mine":
            self._offered.pop(identity, None)
            self._versions.pop(identity, None)
        self._versions[outcome.visit.id] = outcome.visit.version
        if isinstance(outcome, Kept):
            self._offered.setdefault(outcome.visit.id, outcome.visit)

    @contextmanager
    def resting(self, names: Collection[str]) -> Iterator[None]:
        """Save nothing of these visits meanwhile, whatever comes of it; what is offered of them waits."""
        with self._changed:
            self._resting.update(names)
            self._changed.wait_for(lambda: not self._is_busy or not self._thread.is_alive())
        try:
            yield
        finally:
            with self._changed:
                self._resting.difference_update(names)
                self._changed.notify_all()

    def settled(self, visit: Visit) -> None:
        """Go on saving from `visit`, which was written otherwise; what was offered of it before is let go."""
        with self._changed:
            self._in_doubt.discard(visit.id)
            self._versions[visit.id] = visit.version
            self._offered.pop(visit.id, None)

    def forget(self, identity: str) -> None:
        """Offer no more of a visit: it was deleted, or closed unsaved."""
        with self._changed:
            self._changed.wait_for(lambda: not self._is_busy or not self._thread.is_alive())
            self._offered.pop(identity, None)
            self._versions.pop(identity, None)
            self._in_doubt.discard(identity)

    def close(self) -> None:
        """Save what was offered, and end."""
        self.flush()
        with self._changed:
            self._is_over = True
            self._changed.notify_all()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _run(self) -> None:
        try:
            self._work()
        finally:
            with self._changed:
                self._changed.notify_all()

    def _work(self) -> None:
        while self._wait():
            with self._changed:
                batch = tuple(visit for visit in self._offered.values() if visit.id not in self._resting)
                self._offered = {name: visit for name, visit in self._offered.items() if name in self._resting}
                self._writing = frozenset(visit.id for visit in batch)
                self._is_busy, was_hasty = True, self._is_hasty
            again = [visit for visit in batch if not self._save(visit)]
            with self._changed:
                for visit in again:
                    self._offered.setdefault(visit.id, visit)
                self._is_busy, self._writing = False, frozenset()
                self._is_hasty = self._is_hasty and not was_hasty
                self._changed.notify_all()

    def _wait(self) -> bool:
        """Wait until something was offered and its time has come; False at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._offered or self._is_hasty or self._is_over)
            self._changed.wait_for(lambda: self._is_hasty or self._is_over, timeout=self._every_s)
            return not self._is_over

    def _save(self, visit: Visit) -> bool:
        """Save one visit and tell; whether that is the end of it. One in doubt is only kept on this computer until the doubt is settled."""
        version = max(visit.version, self._versions.get(visit.id, 0))
        try:
            outcome: Outcome | Failed = self._archive.save(replace(visit, version=version))
        except Exception as error:  # noqa: BLE001 - a mistake with one visit must not end the saving of all
            outcome = Failed(visit, sentence_of(error))
        if isinstance(outcome, Saved):
            self._versions[visit.id] = outcome.visit.version
        if not (isinstance(outcome, Conflict) and visit.id in self._in_doubt):
            self._told(outcome)
        if isinstance(outcome, Conflict):
            self._in_doubt.add(visit.id)
        return isinstance(outcome, Saved | Conflict)
