"""Writes npz archives whose bytes depend on the arrays alone: no clock, no platform, no order of a dict's making."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

EPOCH = (1980, 1, 1, 0, 0, 0)


def save(path: Path, arrays: Mapping[str, NDArray[Any]]) -> int:
    """Write the arrays, compressed and sorted by name, and return the file's size in bytes.

    `numpy.savez_compressed` stamps each member with the time of day, so two runs would differ.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(arrays):
            member = io.BytesIO()
            np.lib.format.write_array(member, np.asarray(arrays[name], order="C"), allow_pickle=False)
            info = zipfile.ZipInfo(f"{name}.npy", date_time=EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            archive.writestr(info, member.getvalue())
    return path.stat().st_size


def snap(values: NDArray[Any], per_unit: int) -> NDArray[np.float32]:
    """Return the values as float32 rounded to 1/per_unit; a power of two leaves empty low bits, which deflate well."""
    return (np.round(np.asarray(values, dtype=float) * per_unit) / per_unit).astype(np.float32)
