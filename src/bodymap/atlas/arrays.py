"""Reads the arrays of a shipped `.npz` with their shapes and kinds checked; never pickled objects. Errors name file and array."""

import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

import numpy as np
from numpy.typing import NDArray

from bodymap.errors import DataError, MissingFileError
from bodymap.shipped import shown_path

Array = NDArray[Any]
_LARGEST_BYTES = 60_000_000
_LARGEST_UNPACKED_BYTES = 400_000_000


class Arrays:
    """The arrays of one file, each asked for with what it must be."""

    def __init__(self, arrays: Mapping[str, Array], file: str) -> None:
        self._arrays = arrays
        self.file = file

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all arrays in the file."""
        return tuple(self._arrays)

    def get(self, name: str, shape: tuple[int | None, ...], *, kinds: str = "fiu") -> Array:
        """Return an array; `shape` has None where any length will do; `kinds` are numpy's (`f` float, `iu` integer, `b`, `U`).

        Raises `DataError` where it is absent or otherwise.
        """
        found = self._arrays.get(name)
        if found is None:
            raise DataError("is missing", file=self.file, field=name)
        is_shaped = found.ndim == len(shape) and all(want in (None, have) for want, have in zip(shape, found.shape, strict=False))
        if not is_shaped:
            wanted = "×".join("n" if side is None else str(side) for side in shape) or "a single number"
            have = "×".join(map(str, found.shape)) or "a single number"
            raise DataError(f"has the shape {have}; it must be {wanted}", file=self.file, field=name)
        if found.dtype.kind not in kinds:
            raise DataError(f"holds {found.dtype}; that is not the kind of value that belongs there", file=self.file, field=name)
        return found

    def indices(self, name: str, shape: tuple[int | None, ...], below: int) -> NDArray[np.int64]:
        """Return an array of whole numbers, all in 0 … `below` − 1."""
        found = self.get(name, shape, kinds="iu").astype(np.int64)
        if found.size and not (int(found.min()) >= 0 and int(found.max()) < below):
            raise DataError(f"points outside its {below} names or rows", file=self.file, field=name)
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(str(text) for text in self.get(name, (None,), kinds="U"))


def load(file: Path) -> Arrays:
    """Return all arrays of a file; raises `DataError` where it cannot be read, `MissingFileError` where it is not there."""
    shown = shown_path(file)
    try:
        if file.stat().st_size > _LARGEST_BYTES:
            raise DataError(f"is larger than {_LARGEST_BYTES // 1_000_000} MB and was not read", file=shown)
        with file.open("rb") as source:
            _refuse_bomb(source, shown)
            with np.load(source, allow_pickle=False) as opened:
                return Arrays({name: opened[name] for name in opened.files}, shown)
    except FileNotFoundError:
        raise MissingFileError("is missing", file=shown) from None
    except (OSError, ValueError, EOFError, BadZipFile, KeyError, AttributeError, NotImplementedError, zlib.error) as error:
        raise DataError(f"cannot be read as arrays ({type(error).__name__})", file=shown) from None


def _refuse_bomb(source: IO[bytes], shown: str) -> None:
    with ZipFile(source) as packed:
        unpacked = sum(member.file_size for member in packed.infolist())
    source.seek(0)
    if unpacked > _LARGEST_UNPACKED_BYTES:
        raise DataError(f"unpacks to more than {_LARGEST_UNPACKED_BYTES // 1_000_000} MB and was not read", file=shown)
