"""The note in an archive's folder that says which visit is open: it is still there after a crash, and only then."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bodymap.archive.archive import Archive
    from bodymap.archive.autosave import Autosave
    from bodymap.archive.visit import Visit
    from bodymap.ui.clinic.errand import Errands

_FILE = "open-visit"


class OpenNote:
    """Of one archive, whatever archive is open by the time that it is written. What was said last is not written twice."""

    def __init__(self, folder: Path, errands: Errands) -> None:
        self._file, self._errands = folder / _FILE, errands
        self._said: str | None = None

    def say(self, name: str) -> None:
        """Say that this visit is open now; empty: none that is kept."""
        if name != self._said:
            self._said = name
            self._errands.run(lambda: self._write(name))

    def read(self) -> str:
        """Return the visit that was open when the program ended, or nothing. For the other thread."""
        with contextlib.suppress(OSError):
            return self._file.read_text(encoding="ascii", errors="replace").strip()
        return ""

    def _write(self, name: str) -> None:
        from bodymap.archive.folder import write_whole

        with contextlib.suppress(OSError):
            if name:
                write_whole(self._file, name.encode())
            else:
                self._file.unlink(missing_ok=True)


def left_open(archive: Archive, saver: Autosave, note: OpenNote) -> Visit | None:
    """The session that was open when the program ended; what of it waits here is newer than what is kept."""
    name = note.read()
    if not name:
        return None
    saver.flush()
    found = next((visit for visit in archive.waiting() if visit.id == name), None) or archive.load(name)
    if found is not None and found.session.is_empty:
        if not found.client:
            archive.drop_visit(name)  # nobody's, and nothing in it
        return None
    return found
