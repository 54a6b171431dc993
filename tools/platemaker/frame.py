"""Body frame and plate frames: which way each plate looks at the body.

Body frame: millimetres, +x the subject's left, +y up, +z anterior, soles at y = 0.
Plate frame: millimetres, x to the viewer's right, y down. ``depth`` grows toward the viewer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PlateFrame:
    """How one plate sees the body: two rows give plate x and y, the third the depth toward the viewer."""

    name: str
    rows: tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]

    @property
    def matrix(self) -> Array:
        """The 3 × 3 matrix that takes body millimetres to (plate x, plate y, depth)."""
        return np.array(self.rows, dtype=float)

    def project(self, points: Array) -> Array:
        """Return (n, 3) plate x, plate y and depth of (n, 3) body points."""
        return np.asarray(points, dtype=float) @ self.matrix.T

    def unproject(self, plate_points: Array) -> Array:
        """Return (n, 3) body points of (n, 3) plate x, plate y and depth (the inverse of `project`)."""
        return np.asarray(plate_points, dtype=float) @ self.matrix


POSTERIOR = PlateFrame("posterior", ((-1, 0, 0), (0, -1, 0), (0, 0, -1)))
ANTERIOR = PlateFrame("anterior", ((1, 0, 0), (0, -1, 0), (0, 0, 1)))
LEFT = PlateFrame("left", ((0, 0, -1), (0, -1, 0), (1, 0, 0)))

FRAMES = (ANTERIOR, POSTERIOR, LEFT)
