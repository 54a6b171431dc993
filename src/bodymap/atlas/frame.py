"""Body frame ↔ plate frames: how each plate looks at the body. Millimetres throughout.

Body: +x the subject's left, +y up, +z anterior. Plate: y down. docs/formats.md holds the definitions.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bodymap.anatomy.location import PLATES
from bodymap.errors import UnknownNameError

Floats = NDArray[np.float64]

MIRROR = np.array([-1.0, 1.0, 1.0])
"""Multiply a body point or normal with it to get its mirror image."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A plate's view: plate x is `sign` times the body's `axis` coordinate; the viewer stands at `viewer`."""

    axis: int
    sign: float
    viewer: tuple[float, float, float]

    @property
    def depth_axis(self) -> int:
        """The body axis (0, 1, 2) along which the plate looks."""
        return 2 - self.axis

    @property
    def depth_sign(self) -> float:
        """+1 where the viewer looks from the positive end of the depth axis."""
        return self.viewer[self.depth_axis]


FRAMES = {
    "posterior": Frame(0, -1.0, (0.0, 0.0, -1.0)),
    "anterior": Frame(0, 1.0, (0.0, 0.0, 1.0)),
    "left": Frame(2, -1.0, (1.0, 0.0, 0.0)),
    "right": Frame(2, 1.0, (-1.0, 0.0, 0.0)),
}


def get(plate: str) -> Frame:
    """Return the frame of a plate; raises `UnknownNameError` with the nearest names."""
    try:
        return FRAMES[plate]
    except KeyError:
        raise UnknownNameError("plate", plate, PLATES) from None


def mirrored_plate(plate: str) -> str:
    """Return the plate that shows the mirrored body: left ↔ right, the others themselves."""
    return {"left": "right", "right": "left"}.get(plate, plate)


def project_all(plate: str, points: ArrayLike) -> Floats:
    """Return plate points (…, 2) of body points (…, 3)."""
    frame = get(plate)
    body = np.asarray(points, dtype=float)
    return np.stack([frame.sign * body[..., frame.axis], -body[..., 1]], axis=-1)


def project(plate: str, point: ArrayLike) -> tuple[float, float]:
    """Return the plate point (x, y) of one body point (3,)."""
    x, y = project_all(plate, point)
    return float(x), float(y)


def unproject(plate: str, xy: ArrayLike, depth: ArrayLike) -> Floats:
    """Return body points (…, 3) of plate points (…, 2) at a depth (…) along the plate's axis that points at the viewer."""
    frame = get(plate)
    on_plate = np.asarray(xy, dtype=float)
    body = np.empty((*on_plate.shape[:-1], 3))
    body[..., frame.axis] = frame.sign * on_plate[..., 0]
    body[..., 1] = -on_plate[..., 1]
    body[..., frame.depth_axis] = frame.depth_sign * np.asarray(depth)
    return body


def facing(normal: ArrayLike) -> str:
    """Return the plate that a skin normal (3,) faces most; of equals the first in the order of the sheet."""
    direction = np.asarray(normal, dtype=float)
    return max(PLATES, key=lambda plate: round(float(direction @ np.array(FRAMES[plate].viewer)), 6))
