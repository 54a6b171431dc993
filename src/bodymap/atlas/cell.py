"""Skin cells: one point per few millimetres of skin, both sides. Body frame, mm. Row i < n is left, row i + n its mirror image."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bodymap.anatomy.location import INSETS, PLATES, AddressPlace, mirrored_plate
from bodymap.atlas import arrays
from bodymap.atlas.band import Bands
from bodymap.atlas.frame import MIRROR
from bodymap.errors import DataError
from bodymap.ids import Side
from bodymap.shipped import data_dir

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
_MIDLINE_MM = 1.0
SEEN_ON = (*PLATES, *INSETS)
"""The plates of the columns of `seen`."""


@dataclass(frozen=True, eq=False)
class Cells:
    """Columns over all cells (2n). `segment` and `region` are indices into their names; `seen` (2n, plates) in the order of `SEEN_ON`."""

    points: Floats
    normals: Floats
    areas: Floats
    segment: NDArray[np.int64]
    segment_names: tuple[str, ...]
    level: Floats
    angle: Floats
    region: NDArray[np.int64]
    region_names: tuple[str, ...]
    seen: Bools

    def __len__(self) -> int:
        return len(self.points)

    @cached_property
    def bands(self) -> Bands:
        """The index that finds the cells in a box."""
        return Bands(self.points)

    @property
    def half(self) -> int:
        """n: how many cells each side has."""
        return len(self.points) // 2

    @property
    def is_left(self) -> Bools:
        """Which cells belong to the left half."""
        return np.arange(len(self)) < self.half

    def mirror(self, cell: int) -> int:
        """Return the cell's mirror image."""
        return (cell + self.half) % len(self)

    def side(self, cell: int) -> Side:
        """Return left or right, or midline within a millimetre of it."""
        if abs(float(self.points[cell, 0])) <= _MIDLINE_MM:
            return Side.MIDLINE
        return Side.LEFT if cell < self.half else Side.RIGHT

    def half_side(self, cell: int) -> Side:
        """Return the half that a cell belongs to: left or right, never midline."""
        return Side.LEFT if cell < self.half else Side.RIGHT

    def region_base(self, cell: int) -> str:
        """Return the base id of the skin region that a cell lies in."""
        return self.region_names[int(self.region[cell])]

    def address(self, cell: int) -> AddressPlace:
        """Return the canonical address of a cell."""
        name = self.segment_names[int(self.segment[cell])]
        return AddressPlace(name, float(self.level[cell]), float(self.angle[cell]), side=self.half_side(cell))

    def nearest(self, point: Any, among: Bools | None = None) -> int:
        """Return the cell nearest to a body point (3,), of those in the mask where one is given; of equals the first."""
        squared = ((self.points - np.asarray(point, dtype=np.float32)) ** 2).sum(axis=1)
        return int(np.argmin(squared if among is None else np.where(among, squared, np.inf)))

    def is_seen(self, plate: str) -> Bools:
        """Which cells are the first skin hit on a plate or inset."""
        return np.asarray(self.seen[:, SEEN_ON.index(plate)])


def load(file: Path | None = None) -> Cells:
    """Return the cells of a file (the shipped one where none is given), doubled by mirroring."""
    table = arrays.load(file or data_dir() / "body" / "cells.npz")
    points = table.get("points", (None, 3), kinds="f").astype(np.float32)
    n = len(points)
    if n == 0:
        raise DataError("holds no cells", file=table.file)
    segments, regions = table.texts("segment_names"), table.texts("region_names")
    normals = _unit(table.get("normals", (n, 3), kinds="f").astype(np.float32))
    if not (np.isfinite(points).all() and np.isfinite(normals).all()):
        raise DataError("holds values that are not finite numbers", file=table.file, field="points or normals")
    mirror = MIRROR.astype(np.float32)
    seen = _seen(table, n)
    return Cells(
        points=np.concatenate([points, points * mirror]),
        normals=np.concatenate([normals, normals * mirror]),
        areas=_twice(table.get("areas", (n,), kinds="f").astype(np.float32)),
        segment=_twice(table.indices("segment", (n,), len(segments))),
        segment_names=segments,
        level=_twice(table.get("level", (n,), kinds="f").astype(np.float32)),
        angle=_twice(table.get("angle", (n,), kinds="f").astype(np.float32)),
        region=_twice(table.indices("region", (n,), len(regions))),
        region_names=regions,
        seen=np.concatenate([seen, seen[:, [SEEN_ON.index(mirrored_plate(plate)) for plate in SEEN_ON]]]),
    )


def _seen(table: arrays.Arrays, n: int) -> Bools:
    names = table.texts("plate_names")
    absent = [plate for plate in PLATES if plate not in names]
    if absent:
        raise DataError(f"lacks {', '.join(absent)}", file=table.file, field="plate_names")
    found = table.get("seen", (n, len(names)), kinds="b")
    # A column that is not there sees nothing: the left half on the right one of each inset, and insets that a body does not have.
    unseen = np.zeros(n, dtype=bool)
    return np.stack([found[:, names.index(plate)] if plate in names else unseen for plate in SEEN_ON], axis=1)


def _twice(column: Any) -> Any:
    return np.concatenate([column, column])


def _unit(vectors: Floats) -> Floats:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), dtype=np.float32)
