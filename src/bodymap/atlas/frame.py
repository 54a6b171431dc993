"""Body frame ↔ plate frames: how each plate looks at the body. Millimetres throughout.

Body: +x the subject's left, +y up, +z anterior. Plate: y down. docs/formats.md holds the definitions.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bodymap.anatomy.location import INSETS, ONE_SIDED, PLATES, mirrored_plate
from bodymap.errors import UnknownNameError
from bodymap.ids import Side

__all__ = ["FRAMES", "MIRROR", "Frame", "facing", "get", "is_two_sided", "mirrored_plate", "project", "project_all", "side", "stored", "unproject"]

Floats = NDArray[np.float64]
Vector = tuple[float, float, float]

MIRROR = np.array([-1.0, 1.0, 1.0])
"""Multiply a body point or normal with it to get its mirror image."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A plate's view: the body directions (unit, square to each other) of plate x, of plate y (down), and of the viewer."""

    across: Vector
    down: Vector
    viewer: Vector

    @property
    def matrix(self) -> Floats:
        """The 3 × 3 matrix that takes a body point to plate x, plate y and depth (toward the viewer); its transpose takes it back."""
        return np.array((self.across, self.down, self.viewer))

    def mirrored(self) -> "Frame":
        """The same view of the mirrored body, plate x negated."""
        rows = self.matrix * MIRROR * MIRROR[:, None] + 0.0
        return Frame(*(_vector(row) for row in rows))


def view(viewer: Vector, up: Vector) -> Frame:
    """Return the frame of a plate seen from the direction `viewer`, with `up` (made square to it) upward; neither need be unit."""
    toward = np.array(viewer) / np.linalg.norm(viewer)
    upward = np.array(up) - (np.array(up) @ toward) * toward
    upward /= np.linalg.norm(upward)
    return Frame(_vector(np.cross(upward, toward)), _vector(-upward), _vector(toward))


def _vector(values: Any) -> Vector:
    x, y, z = (float(value) for value in values)
    return x, y, z


_DRAWN = {
    "posterior": Frame((-1.0, 0.0, 0.0), (0.0, -1.0, 0.0), (0.0, 0.0, -1.0)),
    "anterior": Frame((1.0, 0.0, 0.0), (0.0, -1.0, 0.0), (0.0, 0.0, 1.0)),
    "left": Frame((0.0, 0.0, -1.0), (0.0, -1.0, 0.0), (1.0, 0.0, 0.0)),
    # The arm hangs a little outward: seen square to the line from shoulder to wrist.
    "arm-lateral.left": view((0.983, 0.181, 0.0), (-0.18, 0.98, -0.08)),
    "arm-medial.left": view((-0.983, -0.181, 0.0), (-0.18, 0.98, -0.08)),
    # Along the normal of the palm; the middle finger points down.
    "hand-palmar.left": view((0.09, 0.27, 0.96), (-0.13, 0.95, -0.3)),
    "hand-dorsal.left": view((-0.09, -0.27, -0.96), (-0.13, 0.95, -0.3)),
    # The sole from below, toes up; the instep from above and in front, toes down. Both along the foot's own line.
    "foot-plantar.left": view((0.0, -1.0, 0.0), (0.11, 0.0, 1.0)),
    "foot-dorsal.left": view((0.063, 0.82, 0.567), (0.0, 1.0, 0.0)),
}
_DRAWN |= {f"head-{view_name}": _DRAWN[view_name] for view_name in ("anterior", "posterior", "left")}
FRAMES = {name: _DRAWN[name] if name in _DRAWN else _DRAWN[mirrored_plate(name)].mirrored() for name in (*PLATES, *INSETS)}
"""The view of every plate and inset."""


def get(plate: str) -> Frame:
    """Return the frame of a plate or inset; raises `UnknownNameError` with the nearest names."""
    try:
        return FRAMES[plate]
    except KeyError:
        raise UnknownNameError("plate", plate, FRAMES) from None


def stored(plate: str) -> str:
    """Return the stem of the file that holds a plate: a right one is read from the left one's, a one-sided inset has no side there.

    >>> stored("posterior"), stored("right"), stored("head-right"), stored("hand-palmar.right")
    ('posterior', 'left', 'head-left', 'hand-palmar')
    """
    drawn = plate if plate in _DRAWN else mirrored_plate(plate)
    return drawn.removesuffix(".left")


def named(stem: str) -> str:
    """Return the plate that a file's stem stands for: a one-sided inset's is the left one's."""
    return f"{stem}.left" if stem in ONE_SIDED else stem


def is_two_sided(plate: str) -> bool:
    """Whether a plate shows both halves of the body, mirrored in x = 0."""
    return mirrored_plate(plate) == plate


def side(plate: str) -> Side:
    """Return the half of the body that a plate shows; midline for one that shows both."""
    if is_two_sided(plate):
        return Side.MIDLINE
    return Side.LEFT if plate in _DRAWN else Side.RIGHT


def project_all(plate: str, points: ArrayLike) -> Floats:
    """Return plate points (…, 2) of body points (…, 3)."""
    return np.asarray(np.asarray(points, dtype=float) @ get(plate).matrix[:2].T)


def project(plate: str, point: ArrayLike) -> tuple[float, float]:
    """Return the plate point (x, y) of one body point (3,)."""
    x, y = project_all(plate, point)
    return float(x), float(y)


def unproject(plate: str, xy: ArrayLike, depth: ArrayLike) -> Floats:
    """Return body points (…, 3) of plate points (…, 2) at a depth (…) along the plate's axis that points at the viewer."""
    on_plate = np.asarray(xy, dtype=float)
    apart = np.broadcast_to(np.asarray(depth, dtype=float), on_plate.shape[:-1])
    return np.asarray(np.concatenate([on_plate, apart[..., None]], axis=-1) @ get(plate).matrix)


def facing(normal: ArrayLike) -> str:
    """Return the whole-body plate that a skin normal (3,) faces most; of equals the first in the order of the sheet."""
    direction = np.asarray(normal, dtype=float)
    return max(PLATES, key=lambda plate: round(float(direction @ np.array(FRAMES[plate].viewer)), 6))
