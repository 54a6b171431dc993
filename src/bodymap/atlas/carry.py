"""Carries points on plates from one body to another: where the first one's skin lies on the second, by the pairs that its maker kept.

Plate millimetres. What is marked and painted is kept on the first body, so that another figure shows the same.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bodymap.anatomy.location import PlatePlace
from bodymap.atlas import arrays, frame
from bodymap.atlas.body import Body
from bodymap.errors import BodymapError, DataError

Floats = NDArray[np.float64]
Way = Literal["onto", "back"]
_NEIGHBOURS = 16
_EASE_MM = 3.0
_STIFF = 2.0
"""Holds the map straight where the pairs lie on one line."""


@dataclass(frozen=True, eq=False)
class Carry:
    """Points of the first body's cells (2n, 3) and where they lie on the second one; maps are made for a plate when it is asked for."""

    first: Body
    second: Body
    source: Floats
    target: Floats
    _kept: dict[str, tuple[Floats, Floats]] = field(default_factory=dict)

    @classmethod
    def load(cls, first: Body, second: Body, file: Path) -> "Carry":
        """Return the carry between two bodies; raises `DataError` where the file was made for other cells."""
        found = arrays.load(file)
        source, target = (found.get(name, (None, 3), kinds="f").astype(float) for name in ("first", "second"))
        if len(source) != first.cells.half or len(target) != len(source):
            raise DataError("was made for another first body; make the figure again (docs/plates.md)", file=file)
        return cls(first, second, _both(source), _both(target))

    def points(self, plate: str, points: ArrayLike, way: Way) -> Floats:
        """Return where plate points (k, 2) of one body lie on the other one's plate of that name."""
        start, end = self._pairs(plate)
        drawn = np.atleast_2d(np.asarray(points, dtype=float))
        return moved(drawn, start, end) if way == "onto" else moved(drawn, end, start)

    def place(self, place: PlatePlace, way: Way) -> PlatePlace:
        """Return the same place on the other body; beside its outline the skin nearest to it."""
        x, y = self.points(place.plate, (place.x, place.y), way)[0]
        there = PlatePlace(place.plate, round(float(x), 1), round(float(y), 1))
        body = self.second if way == "onto" else self.first
        try:
            body.spot(there)
        except BodymapError:
            seen = frame.project_all(place.plate, body.cells.points[body.cells.is_seen(place.plate)])[:, :2]
            x, y = seen[np.argmin(np.hypot(*(seen - (x, y)).T))]
            there = PlatePlace(place.plate, round(float(x), 1), round(float(y), 1))
        return there

    def _pairs(self, plate: str) -> tuple[Floats, Floats]:
        if plate not in self._kept:
            seen = self.first.cells.is_seen(plate)
            start, end = (frame.project_all(plate, points[seen])[:, :2] for points in (self.source, self.target))
            self._kept[plate] = np.asarray(start), np.asarray(end)
        return self._kept[plate]


def moved(points: Floats, start: Floats, end: Floats) -> Floats:
    """Return where points (k, 2) lie when `start` (n, 2) lies at `end`: by the affine map that fits the nearest pairs best.

    Pairs count the less the farther they are (moving least squares), so the map is smooth and runs on beyond the last pairs.
    """
    far = ((points[:, None] - start[None]) ** 2).sum(axis=2)
    near = np.argpartition(far, _NEIGHBOURS, axis=1)[:, :_NEIGHBOURS]
    weight = 1.0 / (np.take_along_axis(far, near, axis=1) + _EASE_MM**2)
    offset = start[near] - points[:, None]
    rows = np.concatenate([np.ones((*near.shape, 1)), offset], axis=2)
    left = np.einsum("kn,kni,knj->kij", weight, rows, rows) + np.diag([0.0, _STIFF, _STIFF])
    right = np.einsum("kn,kni,knj->kij", weight, rows, (end - start)[near])
    return np.asarray(points + np.linalg.solve(left, right)[:, 0])


def _both(points: Floats) -> Floats:
    return np.vstack([points, points * frame.MIRROR])

