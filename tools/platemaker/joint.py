"""Finds joint centres and vertebral centres from the bones of the left side (and the midline), in body millimetres."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.platemaker import meshes
from tools.platemaker.mesh_sample import sample_faces
from tools.platemaker.meshes import Structure

Array = NDArray[np.float64]

SPACING_MM = 2.5
DIGITS = ("first", "second", "third", "fourth", "fifth")
VERTEBRAE = ("atlas-c1", "axis-c2", *(f"vertebra-c{i}" for i in range(3, 8)), *(f"vertebra-t{i}" for i in range(1, 13)),
             *(f"vertebra-l{i}" for i in range(1, 6)))


@dataclass(frozen=True)
class Skeleton:
    """The bones by base id, left and midline: their points (n, 3), vertices and samples 2.5 mm apart between them."""

    points: dict[str, Array]

    def __getitem__(self, bone: str) -> Array:
        """Return the points of one bone."""
        return self.points[bone]


def load(pack: Path) -> Skeleton:
    """Return the skeleton of the mesh pack."""
    return of(meshes.load(pack, "bone"))


def of(bones: Iterable[Structure]) -> Skeleton:
    """Return the skeleton of some bones."""
    return Skeleton({b.base: np.vstack([b.vertices, sample_faces(b.vertices, b.faces, SPACING_MM)[0]]) for b in bones})


def fit_sphere(points: Array) -> tuple[Array, float]:
    """Return centre and radius of the sphere nearest to the points, least squares, the worst third left out twice."""
    keep = points
    for _ in range(3):
        matrix = np.c_[2 * keep, np.ones(len(keep))]
        solution = np.linalg.lstsq(matrix, (keep**2).sum(axis=1), rcond=None)[0]
        centre = solution[:3]
        radius = float(np.sqrt(solution[3] + centre @ centre))
        error = np.abs(np.linalg.norm(keep - centre, axis=1) - radius)
        keep = keep[error <= np.quantile(error, 0.67)]
    return centre, radius


def extreme(points: Array, direction: tuple[float, float, float] | Array, share: float = 0.0) -> Array:
    """Return the farthest point along a direction; with `share`, the mean of that share of the points."""
    along = points @ np.asarray(direction, dtype=float)
    count = max(1, round(share * len(points)))
    return np.asarray(points[np.argsort(-along, kind="stable")[:count]].mean(axis=0))


def below(points: Array, span_mm: float) -> Array:
    """Return the points within a span above the lowest one."""
    return points[points[:, 1] < points[:, 1].min() + span_mm]


def above(points: Array, span_mm: float) -> Array:
    """Return the points within a span below the highest one."""
    return points[points[:, 1] > points[:, 1].max() - span_mm]


def hip(bones: Skeleton) -> Array:
    """Return the centre of the left femoral head (sphere fit)."""
    top = above(bones["femur"], 50)
    return fit_sphere(top[top[:, 0] < top[:, 0].min() + 38])[0]


def shoulder(bones: Skeleton) -> Array:
    """Return the centre of the left humeral head (sphere fit to its medial part)."""
    top = above(bones["humerus"], 45)
    return fit_sphere(top[top[:, 0] < top[:, 0].min() + 26])[0]


def knee(bones: Skeleton) -> Array:
    """Return the mid-point between the left femoral epicondyles."""
    low = below(bones["femur"], 60)
    return np.asarray((extreme(low, (1, 0, 0)) + extreme(low, (-1, 0, 0))) / 2)


def ankle(bones: Skeleton) -> Array:
    """Return the mid-point between the left malleoli."""
    return np.asarray((extreme(below(bones["tibia"], 25), (-1, 0, 0)) + extreme(below(bones["fibula"], 35), (1, 0, 0))) / 2)


def elbow(bones: Skeleton) -> Array:
    """Return the mid-point between the left humeral epicondyles."""
    low = below(bones["humerus"], 50)
    return np.asarray((extreme(low, (1, 0, 0)) + extreme(low, (-1, 0, 0))) / 2)


def wrist(bones: Skeleton) -> Array:
    """Return the mid-point between the left radial and ulnar styloid processes."""
    return np.asarray((extreme(bones["radius"], (0, -1, 0)) + extreme(bones["ulna"], (0, -1, 0))) / 2)


def vertebral_centre(bones: Skeleton, bone: str) -> Array:
    """Return the centre of a vertebra's body: the middle of its front part near the midline (the dens is left out)."""
    points = bones[bone]
    near = points[np.abs(points[:, 0]) < 8]
    front = near[near[:, 2] > near[:, 2].max() - 24]
    if bone in ("atlas-c1", "axis-c2"):
        front = near[near[:, 2] > near[:, 2].max() - 12]
    low, high = front.min(axis=0), front.max(axis=0)
    return np.array([0.0, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2])
