"""Segment tables: skin point and outward normal at every (level, angle) of a segment. Body frame, mm, left side."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bodymap.anatomy import segment as segments
from bodymap.atlas import arrays
from bodymap.errors import DataError
from bodymap.shipped import data_dir

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Table:
    """One segment. `levels` (n,) and `angles` (m,) rise; `surface` (n, m, 6) is point and normal, NaN where there is no skin."""

    segment: str
    levels: Floats
    angles: Floats
    surface: Floats
    full_turn: bool

    def at(self, level: Floats, angle: Floats) -> tuple[Floats, Floats, Floats]:
        """Return skin points (k, 3), unit normals (k, 3) and how far (k,), in table cells, the answer had to be fetched.

        Between table entries the surface is bilinear. Levels beyond the table end at its end. Where there is no skin (a segment's
        open end) the nearest entry with skin answers, and the distance says so: 0 means that all was there.
        """
        row = np.interp(level, self.levels, np.arange(len(self.levels)))
        column = self._column(np.asarray(angle, dtype=float))
        found = _bilinear(self._padded, row, column)
        gone = np.zeros(len(row))
        for index in np.flatnonzero(np.isnan(found).any(axis=1)):
            found[index], gone[index] = self._nearest(row[index], column[index])
        normals = found[:, 3:]
        return found[:, :3], normals / np.linalg.norm(normals, axis=1, keepdims=True), gone

    @property
    def _padded(self) -> Floats:
        return np.concatenate([self.surface, self.surface[:, :1]], axis=1) if self.full_turn else self.surface

    def _column(self, angle: Floats) -> Floats:
        stops = np.append(self.angles, self.angles[0] + 360) if self.full_turn else self.angles
        turned = (angle - stops[0]) % 360 + stops[0] if self.full_turn else angle
        return np.asarray(np.interp(turned, stops, np.arange(len(stops))))

    def _nearest(self, row: float, column: float) -> tuple[Floats, float]:
        rows, columns = np.nonzero(~np.isnan(self.surface).any(axis=2))
        across = np.abs(columns - column)
        if self.full_turn:
            across = np.minimum(across, len(self.angles) - across)
        distance = np.hypot(rows - row, across)
        best = int(np.argmin(distance))
        return self.surface[rows[best], columns[best]], float(distance[best])


def load(file: Path | None = None) -> dict[str, Table]:
    """Return the tables of a file (the shipped one where none is given) by segment name."""
    found = arrays.load(file or data_dir() / "body" / "addresses.npz")
    names = sorted(name.removesuffix("_levels") for name in found.names if name.endswith("_levels"))
    if not names:
        raise DataError("holds no segment", file=found.file)
    return {name: _read(found, name) for name in names}


def _read(found: arrays.Arrays, name: str) -> Table:
    kind = segments.find(name)
    if kind is None:
        raise DataError("is not a segment of the place grammar", file=found.file, record=name)
    levels = found.get(f"{name}_levels", (None,)).astype(float)
    angles = found.get(f"{name}_angles", (None,)).astype(float)
    shape = (len(levels), len(angles), 3)
    points, normals = found.get(f"{name}_points", shape), found.get(f"{name}_normals", shape)
    surface = np.concatenate([points, normals], axis=2).astype(float)
    is_rising = all(len(stops) > 1 and (np.diff(stops) > 0).all() for stops in (levels, angles))
    if not is_rising:
        raise DataError("must rise", file=found.file, record=name, field="levels and angles")
    if np.isnan(surface).any(axis=2).all():
        raise DataError("has no skin point at all", file=found.file, record=name)
    return Table(name, levels, angles, surface, kind.full_turn)


def _bilinear(grid: Floats, row: Floats, column: Floats) -> Floats:
    """Return grid values (k, c) at fractional rows and columns; NaN where a corner that counts is NaN."""
    top = np.minimum(row.astype(int), grid.shape[0] - 2)
    left = np.minimum(column.astype(int), grid.shape[1] - 2)
    down, right = (row - top)[:, None], (column - left)[:, None]
    total = np.zeros((len(row), grid.shape[2]))
    for corner, weight in (
        (grid[top, left], (1 - down) * (1 - right)),
        (grid[top, left + 1], (1 - down) * right),
        (grid[top + 1, left], down * (1 - right)),
        (grid[top + 1, left + 1], down * right),
    ):
        total += np.where(weight > 1e-9, corner * weight, 0.0)
    return total
