"""The one folder in which everything lies, for its owner alone, and files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

import platformdirs

from bodymap.archive.visit import ArchiveError

DATABASE = "archive.sqlite"
FOLDER_VARIABLE = "BODYMAP_ARCHIVE"
"""The environment's word for another folder."""

SERVER_VARIABLE = "BODYMAP_SERVER"
"""The environment's word for the address of a PostgreSQL server."""

_FOLDER_MODE, _FILE_MODE = 0o700, 0o600


def default_folder() -> Path:
    """Return where the archive lies unless told otherwise: `$BODYMAP_ARCHIVE`, else `archive` in the user's data folder."""
    said = os.environ.get(FOLDER_VARIABLE)
    return Path(said) if said else Path(platformdirs.user_data_dir("bodymap", appauthor=False)) / "archive"


def make_private(folder: Path) -> None:
    """Make the folder, or close an existing one to all but its owner. Raises `ArchiveError` where that cannot be."""
    try:
        folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        if folder.stat().st_mode & 0o077:
            folder.chmod(_FOLDER_MODE)
    except OSError as error:
        raise ArchiveError(f"cannot be made a folder for you alone ({_reason(error)}); choose another folder", file=folder) from error


def touch_private(file: Path) -> None:
    """Make an empty file that only its owner reads, or close an existing one to others."""
    try:
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, _FILE_MODE))
        if file.stat().st_mode & 0o077:
            file.chmod(_FILE_MODE)
    except OSError as error:
        raise ArchiveError(f"cannot be written to ({_reason(error)})", file=file) from error


def write_whole(file: Path, content: bytes) -> None:
    """Write `content` so that a reader, or a power cut, sees the old file or the new one. Raises `OSError`."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        Path(name).replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    settle(file.parent)


def settle(folder: Path) -> None:
    """Make the names in `folder` outlast a power cut, where the system lets us."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
