"""Where the shipped `assets/` and `data/` folders are: in a checkout beside `src/`, in an installed wheel inside the package.

The only module that knows, and the one that knows the user's cache. It returns folders and the versions written in them and must
not read anything else.
"""

import contextlib
import os
import tempfile
from pathlib import Path

import platformdirs

from bodymap.errors import DataError, MissingFileError

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_shipped"
_CHECKOUT = _PACKAGE.parent.parent


def assets_dir() -> Path:
    """Return the folder of the plates, their stacks and the fonts; raises `MissingFileError` where it is not there."""
    return _folder("assets")


def data_dir() -> Path:
    """Return the folder of the anatomy, body and clinical data; raises `MissingFileError` where it is not there."""
    return _folder("data")


def plates_version() -> str:
    """Return the version of the plates, as `assets/VERSION` gives it."""
    return _version(assets_dir())


def data_version() -> str:
    """Return the version of the clinical data, as `data/VERSION` gives it."""
    return _version(data_dir())


def cache_dir() -> Path:
    """Return the folder of the user's cache, safe to delete at any time; it need not exist."""
    return Path(platformdirs.user_cache_dir("bodymap", appauthor=False))


def keep(file: Path, content: bytes) -> None:
    """Write a file of the cache so that another process sees all of it or nothing; where that cannot be, nothing is kept."""
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=file.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as target:
                target.write(content)
            Path(temporary).replace(file)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def shown_path(path: Path) -> str:
    """Return `path` as sentences name it: from `assets/` or `data/` on, the same in a checkout and in a wheel.

    A path outside the shipped folders is returned whole.
    """
    for root in (_INSTALLED, _CHECKOUT):
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return str(path)


def _folder(name: str) -> Path:
    for root in (_INSTALLED, _CHECKOUT):
        folder = root / name
        if folder.is_dir():
            return folder
    raise MissingFileError(
        f"the folder {name}/ is neither in {_INSTALLED} nor in {_CHECKOUT}; this installation of bodymap is not whole, install it anew"
    )


def _version(folder: Path) -> str:
    file = folder / "VERSION"
    try:
        version = file.read_text(encoding="ascii").strip()
    except FileNotFoundError as error:
        raise MissingFileError("is missing", file=shown_path(file)) from error
    except (OSError, UnicodeError) as error:
        raise DataError(f"cannot be read ({error})", file=shown_path(file)) from error
    if not version:
        raise DataError("is empty; it should hold a version such as 1.0.0", file=shown_path(file))
    return version
