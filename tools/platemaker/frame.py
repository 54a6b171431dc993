"""Body frame and plate frames: which way each plate looks at the body.

Body frame: millimetres, +x the subject's left, +y up, +z anterior, soles at y = 0.
Plate frame: millimetres, x to the viewer's right, y down. ``depth`` grows toward the viewer. An inset is drawn as if the body
were ``zoom`` times larger: its drawn units are millimetres times zoom, and are divided by it when they are written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Vector = tuple[float, float, float]
Window = tuple[float, float, float, float]
"""x0, y0, x1, y1 in plate millimetres."""


@dataclass(frozen=True, slots=True)
class PlateFrame:
    """How one plate sees the body: two rows give plate x and y, the third the depth toward the viewer."""

    name: str
    rows: tuple[Vector, Vector, Vector]
    two_sided: bool = True
    """Whether the right half is shown too, as the mirror image."""
    part: str = "body"
    """What belongs on it: `body`, `armless` (without the near arm), `arm`, `hand` or `foot`."""
    zoom: float = 1.0
    sparse: float = 1.0
    """Fibres lie so many times farther apart, on a plate that holds so much that its file would grow too large."""
    window: Window | None = None
    """What an inset shows; None for a whole-body plate."""
    floor: float | None = None
    """What lies less deep than this (mm toward the viewer) is not shown."""
    like: str | None = None
    """The plate whose choices hold here too."""
    parent: str | None = None
    light: Vector | None = None
    """Toward the light, in plate x, plate y (down) and depth, where it is not the usual one."""
    step: float = 3.0
    """The pitch of the plate's stack in mm."""

    @property
    def matrix(self) -> Array:
        """The 3 × 3 matrix that takes body millimetres to (plate x, plate y, depth) in millimetres."""
        return np.array(self.rows, dtype=float)

    def project(self, points: Array) -> Array:
        """Return (n, 3) plate x, plate y and depth of (n, 3) body points, in drawn units (millimetres times zoom)."""
        return np.asarray(points, dtype=float) @ (self.matrix.T * self.zoom)

    def unproject(self, plate_points: Array) -> Array:
        """Return (n, 3) body points of (n, 3) plate x, plate y and depth in drawn units (the inverse of `project`)."""
        return np.asarray(plate_points, dtype=float) @ (self.matrix / self.zoom)

    @property
    def plain(self) -> PlateFrame:
        """The same view in millimetres."""
        return replace(self, zoom=1.0)

    @property
    def drawn_window(self) -> Window | None:
        """The window in drawn units."""
        if self.window is None:
            return None
        x0, y0, x1, y1 = (value * self.zoom for value in self.window)
        return x0, y0, x1, y1


def view(viewer: Vector, up: Vector) -> tuple[Vector, Vector, Vector]:
    """Return the rows of a plate seen from the direction `viewer`, with `up` (made square to it) upward; neither need be unit."""
    toward = np.array(viewer) / np.linalg.norm(viewer)
    upward = np.array(up) - (np.array(up) @ toward) * toward
    upward /= np.linalg.norm(upward)
    across, down, depth = (tuple(float(v) for v in row) for row in (np.cross(upward, toward), -upward, toward))
    return across, down, depth  # type: ignore[return-value]


POSTERIOR = PlateFrame("posterior", ((-1, 0, 0), (0, -1, 0), (0, 0, -1)))
ANTERIOR = PlateFrame("anterior", ((1, 0, 0), (0, -1, 0), (0, 0, 1)))
LEFT = PlateFrame("left", ((0, 0, -1), (0, -1, 0), (1, 0, 0)), two_sided=False, part="armless")

FRAMES = (ANTERIOR, POSTERIOR, LEFT)

_ARM_UP = (-0.18, 0.98, -0.08)
_PALM, _HAND_UP = (0.09, 0.27, 0.96), (-0.13, 0.95, -0.3)


_STEEP_LIGHT = (-0.18, -0.28, 0.93)
"""For fingers that curl away from above."""
_LOW_LIGHT = (-0.18, 0.12, 0.95)
"""From the front of the body, so that leg and instep are both lit."""


_PARTS = {"arm": (2.0, 3.0), "hand": (5.0, 1.5), "foot": (10 / 3, 2.0)}
"""Of each part its zoom and the pitch of its stacks."""


def _inset(
    name: str, rows: tuple[Vector, Vector, Vector], parent: str, light: Vector | None = None
) -> PlateFrame:
    part = name.partition("-")[0]
    zoom, step = _PARTS[part]
    return PlateFrame(name, rows, two_sided=False, part=part, zoom=zoom, parent=parent, light=light, step=step)


def _head(like: PlateFrame) -> PlateFrame:
    # From the side the head is twice as wide as the half that the others hold.
    step, sparse = (2.0, 1.0) if like.two_sided else (2.5, 1.5)
    return replace(like, name=f"head-{like.name}", zoom=2.25, sparse=sparse, like=like.name, parent=like.name, step=step)


INSETS = (
    *(_head(frame) for frame in FRAMES),
    _inset("arm-lateral", view((0.983, 0.181, 0.0), _ARM_UP), "posterior"),
    _inset("arm-medial", view((-0.983, -0.181, 0.0), _ARM_UP), "anterior"),
    _inset("hand-palmar", view(_PALM, _HAND_UP), "anterior"),
    _inset("hand-dorsal", view((-0.09, -0.27, -0.96), _HAND_UP), "posterior", _STEEP_LIGHT),
    _inset("foot-plantar", view((0.0, -1.0, 0.0), (0.11, 0.0, 1.0)), "posterior"),
    _inset("foot-dorsal", view((0.063, 0.82, 0.567), (0.0, 1.0, 0.0)), "anterior", _LOW_LIGHT),
)
"""The insets, without their windows: `inset.framed` finds those on a body. The views are those of `bodymap.atlas.frame`."""
