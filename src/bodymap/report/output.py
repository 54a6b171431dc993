"""Files written whole or not at all: the bytes are complete before the place is touched, and a rename puts them there."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from bodymap.errors import BodymapError

_WHY = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EACCES: "you may not write in its folder",
    errno.EPERM: "you may not write in its folder",
    errno.EROFS: "its disk can only be read",
    errno.ENOENT: "its folder does not exist",
    errno.ENOTDIR: "its folder is a file",
    errno.EISDIR: "it is a folder",
    errno.ENAMETOOLONG: "its name is too long",
}


def write_whole(file: Path, content: bytes) -> None:
    """Put `content` into `file`; raises `BodymapError` with the reason, and then what was there before is still there.

    Written beside the place and renamed, so that nobody ever sees half of it. The folder must exist.
    """
    temporary: Path | None = None
    try:
        if file.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder")
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        temporary.chmod(_mode(file))
        temporary.replace(file)
    except (OSError, ValueError) as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        reason = _WHY.get(getattr(error, "errno", None) or 0) or getattr(error, "strerror", None) or str(error)
        raise BodymapError(f"cannot be written: {reason}", record=f"file “{file}”") from None


def _mode(file: Path) -> int:
    """The rights of the file that is replaced; a new one is its owner's alone: most speak of a client."""
    with contextlib.suppress(OSError):
        return file.stat().st_mode & 0o777
    return 0o600
