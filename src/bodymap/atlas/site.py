"""Muscle coordinates: (part, along, across) → a point inside the muscle. Body frame, mm; the right is the left mirrored."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bodymap.atlas import arrays
from bodymap.atlas.frame import MIRROR
from bodymap.errors import BodymapError, UnknownNameError
from bodymap.ids import Side
from bodymap.shipped import data_dir

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Lattice:
    """Per part: points (9, 5, 3) by along (0 origin … 1 insertion) and across; what across means; how the direction was found."""

    points: Mapping[str, Floats]
    across_axis: Mapping[str, str]
    quality: Mapping[str, str]

    @classmethod
    def load(cls, file: Path | None = None) -> "Lattice":
        """Return the lattice of a file (the shipped one where none is given)."""
        found = arrays.load(file or data_dir() / "body" / "lattice.npz")
        ids = found.texts("ids")
        points = found.get("points", (len(ids), None, None, 3), kinds="f").astype(float)
        axis = found.get("across_axis", (len(ids),), kinds="U")
        quality = found.get("quality", (len(ids),), kinds="U")
        return cls(
            dict(zip(ids, points, strict=True)),
            dict(zip(ids, map(str, axis), strict=True)),
            dict(zip(ids, map(str, quality), strict=True)),
        )

    def __contains__(self, part: object) -> bool:
        return part in self.points

    def point(self, part: str, along: float, across: float, side: Side) -> Floats:
        """Return the body point (3,) of a site, bilinear between lattice points.

        Raises `UnknownNameError` for a part without lattice, `BodymapError` where along or across is outside 0 … 1.
        """
        grid = self.points.get(part)
        if grid is None:
            raise UnknownNameError("muscle part", part, self.points, file="data/body/lattice.npz")
        for name, value in (("along", along), ("across", across)):
            if not 0 <= value <= 1:
                raise BodymapError(f"is {value}; it must be 0 to 1", record=part, field=name)
        return _at(grid, along, across) * (MIRROR if side == Side.RIGHT else 1.0)


def _at(grid: Floats, along: float, across: float) -> Floats:
    row, column = along * (grid.shape[0] - 1), across * (grid.shape[1] - 1)
    top, left = min(int(row), grid.shape[0] - 2), min(int(column), grid.shape[1] - 2)
    v, u = row - top, column - left
    upper = (1 - u) * grid[top, left] + u * grid[top, left + 1]
    lower = (1 - u) * grid[top + 1, left] + u * grid[top + 1, left + 1]
    return np.asarray((1 - v) * upper + v * lower)
