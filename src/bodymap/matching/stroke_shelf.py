"""Strokes of records laid on the skin once, for the left: their points and the cells under them, kept in the user's cache.

The cache is for one body and one state of the code that lays strokes; of another it is made anew. Never pickled.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bodymap import atlas, shipped
from bodymap.anatomy.place import parse_step
from bodymap.atlas import figure as figures
from bodymap.atlas.body import Body, SkinPath
from bodymap.ids import Side

_BODY_FILES = ("cells.npz", "addresses.npz", "landmarks.json")


@dataclass(frozen=True, eq=False)
class Laid:
    """A stroke on the left side: its path, and the cells (over both halves) under it, as indices."""

    path: SkinPath
    covered: NDArray[np.int64]

    def mirrored(self, half: int) -> Laid:
        """The same stroke on the right side."""
        covered = np.where(self.covered < half, self.covered + half, self.covered - half)
        return Laid(self.path.mirrored(half), covered)


class StrokeShelf:
    """Lays strokes on a body, or takes them from last time. Ask with `lay`, then `close`."""

    def __init__(self, body: Body, file: Path | None = None) -> None:
        """`file` is where strokes are kept; None keeps nothing."""
        self._body = body
        self._file = file
        self._kept = _read(file) if file else {}
        self._used: dict[str, Laid] = {}

    def lay(self, stroke: Sequence[str], *, crosses_midline: bool) -> Laid:
        """Return a stroke on the left side; raises `BodymapError` where one of its steps lies nowhere."""
        key = f"{crosses_midline:d}|{'|'.join(stroke)}"
        if key not in self._used:
            self._used[key] = self._kept.get(key) or self._make(stroke, crosses_midline=crosses_midline)
        return self._used[key]

    def _make(self, stroke: Sequence[str], *, crosses_midline: bool) -> Laid:
        steps = tuple(parse_step(text) for text in stroke)
        path = self._body.path(steps, Side.LEFT, crosses_midline=crosses_midline)
        return Laid(path, np.flatnonzero(self._body.cover(path)))

    def close(self) -> None:
        """Keep the strokes that were asked for, where any of them is new or any kept one was not asked for."""
        if self._file is None or not self._used or self._used.keys() == self._kept.keys():
            return
        laid = list(self._used.values())
        buffer = io.BytesIO()
        np.savez(
            buffer,
            keys=np.array(list(self._used)),
            own=np.array([str(each.path.own_side) for each in laid]),
            lengths=np.array([(len(each.path), len(each.covered)) for each in laid]),
            points=np.concatenate([each.path.points for each in laid]),
            normals=np.concatenate([each.path.normals for each in laid]),
            radii=np.concatenate([each.path.radii for each in laid]),
            cells=np.concatenate([each.path.cells for each in laid]),
            covered=np.concatenate([each.covered for each in laid]),
        )
        for older in self._file.parent.glob(f"{self._file.stem.rpartition('-')[0]}-*.npz"):
            older.unlink(missing_ok=True)
        shipped.keep(self._file, buffer.getvalue())


def cache_file(data: Path, figure: str = figures.FIRST) -> Path:
    """Return where the strokes on a figure of a data folder are kept: another body, or other code that lays them, has another file."""
    digest = hashlib.sha256()
    for file in (*(figures.tables(figure, data) / name for name in _BODY_FILES), *sorted(Path(atlas.__file__).parent.glob("*.py")), Path(__file__)):
        if file.is_file():
            digest.update(file.read_bytes())
    return shipped.cache_dir() / f"strokes-{figure}-{digest.hexdigest()[:16]}.npz"


def _read(file: Path) -> dict[str, Laid]:
    try:
        with np.load(file, allow_pickle=False) as found:
            arrays = {name: found[name] for name in found.files}
        ends = np.cumsum(arrays["lengths"], axis=0)
        starts = ends - arrays["lengths"]
        kept = {}
        for key, own, (start, covered_start), (end, covered_end) in zip(arrays["keys"], arrays["own"], starts, ends, strict=True):
            points = slice(start, end)
            path = SkinPath(
                arrays["points"][points], arrays["radii"][points], arrays["normals"][points], arrays["cells"][points], Side(str(own))
            )
            kept[str(key)] = Laid(path, arrays["covered"][covered_start:covered_end])
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile):
        return {}
    return kept
