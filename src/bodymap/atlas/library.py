"""The shipped plates by name, compiled once into the user's cache folder and then loaded in milliseconds.

The cache is keyed by the file's content and the compiled format. It is safe to delete; a file there that cannot be read is ignored
and made anew; where it cannot be written, plates are read from their SVG each time.
"""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from bodymap.anatomy.location import INSETS, PLATES
from bodymap.atlas import compiled, drawing, frame
from bodymap.atlas import figure as figures
from bodymap.atlas.plate import Plate
from bodymap.errors import BodymapError, DataError, MissingFileError
from bodymap.shipped import cache_dir as shipped_cache
from bodymap.shipped import shown_path

__all__ = ["INSETS", "PLATES", "cache_dir", "load", "load_file", "load_overlay"]

_KEPT = 4
"""So many compiled versions of one plate stay in the cache."""


def load(name: str, *, figure: str = figures.FIRST, folder: Path | None = None, cache: Path | None = None) -> Plate:
    """Return a plate or inset of a figure (or of a folder), through the cache.

    The right plate is the left one mirrored, and so is the right one of each one-sided inset (`hand-palmar.right`).

    Raises `UnknownNameError` for a name that is no plate or no figure, `DataError` where the file cannot be used at all. What is wrong about single
    structures stands in the plate's `problems`.
    """
    frame.get(name)
    stem = frame.stored(name)
    own = cache_dir() if figure == figures.FIRST else cache_dir() / figure
    plate = load_file((folder or figures.plates(figure)) / f"{stem}.svg", name=frame.named(stem), cache=cache or own)
    return plate if plate.name == name else plate.mirrored()


def load_overlay(name: str, *, figure: str = figures.FIRST, folder: Path | None = None, cache: Path | None = None) -> Plate:
    """Return what can be laid over a plate or inset of a figure: its attachments, nerves and sheets of fascia, through the cache.

    It is a plate with an empty silhouette. Raises as `load`.
    """
    frame.get(name)
    stem = frame.stored(name)
    file = (folder or figures.overlays(figure)) / f"{stem}.svg"
    own = cache_dir() / "overlay" if figure == figures.FIRST else cache_dir() / "overlay" / figure
    laid = _kept(file, frame.named(stem), cache or own, drawing.read_overlay)
    return laid if laid.name == name else laid.mirrored()


def load_file(file: Path, *, name: str | None = None, cache: Path | None = None) -> Plate:
    """Return the plate of one SVG file, through the cache; `name` is the plate's, by default what the file's stem stands for."""
    return _kept(file, name or frame.named(file.stem), cache or cache_dir(), drawing.read)


def _kept(file: Path, name: str, folder: Path, read: Callable[[bytes, str, str], Plate]) -> Plate:
    data = _bytes(file)
    key = hashlib.sha256(data).hexdigest()[:24]
    place = folder / f"{name}-{key}-v{compiled.FORMAT}.npz"
    with contextlib.suppress(BodymapError):
        kept = compiled.load(place)
        if kept.name == name:
            return kept
    plate = read(data, name, shown_path(file))
    with contextlib.suppress(OSError):
        _store(plate, place)
    return plate


def cache_dir() -> Path:
    """Return the folder of compiled plates in the user's cache; it need not exist."""
    return shipped_cache() / "plates"


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise MissingFileError("is missing", file=shown_path(file)) from None
    except OSError as error:
        raise DataError(f"cannot be read ({error.strerror})", file=shown_path(file)) from None


def _store(plate: Plate, place: Path) -> None:
    """Write beside the place and rename: another process sees all of it or nothing."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=place.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as target:
            compiled.save(plate, target)
        Path(temporary).replace(place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    older = sorted(place.parent.glob(f"{plate.name}-*.npz"), key=lambda each: each.stat().st_mtime, reverse=True)
    for each in older[_KEPT:]:
        each.unlink(missing_ok=True)
