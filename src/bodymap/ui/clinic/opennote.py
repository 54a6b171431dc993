"""The notes in an archive's folder that say which visits are open: one of each window, locked by it for as long as it runs.

A note that nobody locks was left by a crash.
"""

from __future__ import annotations

import contextlib
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile

if TYPE_CHECKING:
    from bodymap.archive.archive import Archive
    from bodymap.archive.autosave import Autosave
    from bodymap.archive.visit import Visit
    from bodymap.ui.clinic.errand import Errands

_NAME, _LOCK = "open-visit", ".lock"


class _Note:
    """One file and its lock. For the other thread."""

    def __init__(self, file: Path) -> None:
        self._file, self._lock = file, QLockFile(f"{file}{_LOCK}")
        self._lock.setStaleLockTime(0)  # a window may run for days; its lock is stale once its process is gone

    @property
    def visit(self) -> str:
        """The id of the visit, or nothing."""
        with contextlib.suppress(OSError):
            return self._file.read_text(encoding="ascii", errors="replace").strip()
        return ""

    def take(self) -> bool:
        """Lock it; whether no other window did."""
        return self._lock.isLocked() or self._lock.tryLock(0)

    def let_go(self) -> None:
        """Let another window take it."""
        self._lock.unlock()

    def write(self, visit: str) -> None:
        """Lock it, and write it whole."""
        from bodymap.archive.folder import write_whole

        self.take()
        with contextlib.suppress(OSError):
            write_whole(self._file, visit.encode())

    def remove(self) -> None:
        """Take it away."""
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)
        self.let_go()


class OpenNote:
    """That of one window, in the folder of one archive, whatever archive is open by the time that it is written."""

    def __init__(self, folder: Path, errands: Errands) -> None:
        self.folder, self._errands = folder, errands
        self._note = _Note(folder / f"{_NAME}-{uuid.uuid4().hex}")
        self._said = ""

    def say(self, name: str) -> None:
        """Say that this visit is open now; empty: none that is kept. What was said last is not written twice."""
        if name != self._said:
            self._said = name
            self._errands.run(lambda: self._note.write(name) if name else self._note.remove())


@dataclass(frozen=True, slots=True)
class Left:
    """A session that was open when the program ended, and its note, which no other window takes meanwhile. For the other thread."""

    visit: Visit
    note: _Note

    def done(self) -> None:
        """It is open again."""
        self.note.remove()

    def leave(self) -> None:
        """It is left for the next start."""
        self.note.let_go()


def left_open(archive: Archive, saver: Autosave) -> Left | None:
    """The last of the sessions that crashes left open, unless another window shows it now; the others wait for further windows and starts."""
    notes = [_Note(file) for file in _newest_first(archive.folder)]
    taken = [note for note in notes if note.take()]
    elsewhere = {note.visit for note in notes if note not in taken}
    found = None
    try:
        if taken:
            saver.flush()
        for note in taken:
            if note.visit not in elsewhere:
                visit = _find(archive, note.visit)
                if visit is not None:
                    found = note
                    return Left(visit, note)
                note.remove()
    finally:
        for note in taken:
            if note is not found:
                note.let_go()
    return None


def _newest_first(folder: Path) -> list[Path]:
    dated: list[tuple[float, Path]] = []
    for file in folder.glob(f"{_NAME}*"):
        if file.suffix != _LOCK:
            with contextlib.suppress(OSError):  # taken away meanwhile
                dated.append((file.stat().st_mtime, file))
    return [file for _, file in sorted(dated, reverse=True)]


def _find(archive: Archive, name: str) -> Visit | None:
    """The visit, if there is anything in it; what of it waits here is newer than what is kept."""
    found = next((visit for visit in archive.waiting() if visit.id == name), None) or (archive.load(name) if name else None)
    if found is not None and found.session.is_empty:
        if not found.client:
            archive.drop_visit(name)  # nobody's, and nothing in it
        return None
    return found
