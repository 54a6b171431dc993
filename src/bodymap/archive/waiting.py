"""Visits that wait on this computer: for the server to come back (to be written, or to be taken away), or for an answer. One file each, written whole.

They lie in the archive's folder, closed by the same seal, and outlast the program and the power.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bodymap.archive import folder as folders
from bodymap.archive import form
from bodymap.archive.seal import Seal
from bodymap.archive.visit import ArchiveError, Visit
from bodymap.errors import BodymapError, DataError

_ENDING = ".visit"
_DROPPED = ".dropped"


@dataclass(frozen=True, slots=True)
class Waiting:
    """The folder of what waits."""

    folder: Path
    seal: Seal

    def keep(self, visit: Visit, rooms: Iterable[str]) -> None:
        """Write the visit here, in the place of what was kept of it before. `rooms` may have written it to the server all the same."""
        content = json.dumps({"version": visit.version, "rooms": sorted(rooms), "visit": form.as_value(visit)}).encode()
        file = self._file(visit.id)
        try:
            folders.make_private(self.folder)
            folders.write_whole(file, self.seal.close(content, file.name))
            file.with_suffix(_DROPPED).unlink(missing_ok=True)
        except OSError as error:
            raise ArchiveError(f"cannot be written to ({error.strerror}); leave the window open", file=self.folder) from error

    def find(self, identity: str) -> tuple[Visit, frozenset[str]] | None:
        """Return the visit and the rooms that may have written it, or None."""
        file = self._file(identity)
        try:
            content = file.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ArchiveError(f"cannot be read ({error.strerror})", file=file) from error
        opened = self.seal.open(content, file.name)
        try:
            said = json.loads(opened)
            version, rooms, visit = int(said["version"]), frozenset(map(str, said["rooms"])), said["visit"]
        except (KeyError, TypeError, ValueError, OverflowError, RecursionError) as error:
            raise DataError("is no waiting visit", file=file) from error
        return form.from_value(visit, file=str(file), version=version), rooms

    def visits(self) -> tuple[Visit, ...]:
        """Return all that wait here and can be read, oldest first."""
        found = [visit for visit in map(self._try, self._files()) if visit is not None]
        return tuple(sorted(found, key=lambda visit: (visit.started, visit.id)))

    def unreadable(self) -> tuple[Path, ...]:
        """Return the files that cannot be read: damaged, or closed by a lock that the archive had before."""
        return tuple(file for file in self._files() if self._try(file) is None)

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob(f"*{_ENDING}")) if self.folder.is_dir() else []

    def _try(self, file: Path) -> Visit | None:
        try:
            kept = self.find(file.stem)
        except BodymapError:
            return None
        return kept[0] if kept else None

    def forget(self, identity: str) -> None:
        """Remove what was kept of a visit here."""
        file = self._file(identity)
        try:
            file.unlink(missing_ok=True)
            file.with_suffix(_DROPPED).unlink(missing_ok=True)
        except OSError as error:
            raise ArchiveError(f"cannot be removed ({error.strerror})", file=file) from error

    def drop(self, identity: str) -> None:
        """Keep in the place of a visit only that it is to be taken away."""
        file = self._file(identity)
        try:
            folders.make_private(self.folder)
            folders.write_whole(file.with_suffix(_DROPPED), b"")
            file.unlink(missing_ok=True)
        except OSError as error:
            raise ArchiveError(f"cannot be written to ({error.strerror})", file=self.folder) from error

    def dropped(self) -> tuple[str, ...]:
        """Return the ids of the visits that are to be taken away."""
        return tuple(sorted(file.stem for file in self.folder.glob(f"*{_DROPPED}"))) if self.folder.is_dir() else ()

    def _file(self, identity: str) -> Path:
        return self.folder / f"{identity}{_ENDING}"
