"""The geometry of one body segment's coordinates: level along an axis, angle round it, and the ray that both name.

A tube knows nothing of anatomy. `segment` builds one per body segment.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

DENSE = 801


@dataclass(frozen=True)
class Tube:
    """Centres and frames at increasing `levels`, body mm; everything between is interpolated.

    `front` and `lateral` are the unit vectors of 0° and 90° at each level. A level is the cone of rays that leave its centre
    square to the axis, bent upward by `rise` degrees all round and by `front_rise` degrees at 0° (fading to none at 90°).
    `reach` is the longest ray in mm that is still this segment. `table_levels` and `table_angles` are what is tabulated.
    """

    name: str
    levels: Array
    centres: Array
    front: Array
    lateral: Array
    reach: float
    table_levels: Array
    table_angles: Array
    ends: Array
    rise: Array | None = field(default=None)
    front_rise: Array | None = field(default=None)

    def frame(self, level: Array) -> tuple[Array, Array, Array, Array]:
        """Return centre, front, lateral and up (…, 3) at each level; below or above the knots the end frames run on."""
        centre = _run_on(level, self.levels, self.centres)
        front = _unit(_interpolate(level, self.levels, self.front))
        lateral = _interpolate(level, self.levels, self.lateral)
        lateral = _unit(lateral - front * (lateral * front).sum(axis=-1, keepdims=True))
        return centre, front, lateral, np.cross(front, lateral)

    def elevation(self, level: Array, angle: Array) -> Array:
        """Return the upward bend, in degrees, of the ray at each level and angle."""
        out = np.zeros(np.broadcast_shapes(np.shape(level), np.shape(angle)))
        if self.rise is not None:
            out = out + np.interp(level, self.levels, self.rise)
        if self.front_rise is not None:
            out = out + np.interp(level, self.levels, self.front_rise) * np.maximum(np.cos(np.radians(angle)), 0)
        return out

    def rays(self, level: Array, angle: Array) -> tuple[Array, Array]:
        """Return origins and unit directions (…, 3) of the rays at each level and angle (arrays of one shape)."""
        centre, front, lateral, up = self.frame(level)
        a, e = np.radians(angle)[..., None], np.radians(self.elevation(level, angle))[..., None]
        flat = np.cos(a) * front + np.sin(a) * lateral
        return centre, np.cos(e) * flat + np.sin(e) * up

    def beside(self, points: Array) -> Array:
        """Return how far beside the axis each point (n, 3) lies, in mm, seen along the front of the tube's beginning.

        Tells whose a point of palm or sole is: seen so, how deep the bones of neighbour digits lie does not matter.
        """
        view = self.front[0]
        flat = points - np.outer(points @ view, view)
        axis = self.frame(np.linspace(0, 1, 201))[0]
        axis = axis - np.outer(axis @ view, view)
        return np.asarray(np.min([np.linalg.norm(flat - centre, axis=1) for centre in axis], axis=0))

    def grid(self) -> tuple[Array, Array]:
        """Return levels and angles of the table as two (n, m) arrays."""
        level, angle = np.meshgrid(self.table_levels, self.table_angles, indexing="ij")
        return level, angle

    def locate(self, points: Array) -> tuple[Array, Array, Array]:
        """Return level, angle (0…360) and distance from the axis of each point (n, 3): the inverse of `rays`.

        The level is the one whose cone passes through the point; among several the nearest axis point wins. Points beyond both
        ends get the end's level.
        """
        dense = np.linspace(self.table_levels[0], self.table_levels[-1], DENSE)
        centre, front, lateral, up = self.frame(dense)
        best = np.empty((3, len(points)))
        for start in range(0, len(points), 2000):
            chunk = slice(start, start + 2000)
            best[:, chunk] = self._locate_chunk(points[chunk], dense, centre, front, lateral, up)
        return best[0], best[1], best[2]

    def _locate_chunk(
        self, points: Array, dense: Array, centre: Array, front: Array, lateral: Array, up: Array
    ) -> Array:
        offset = points[:, None, :] - centre[None]
        x, y, z = (np.einsum("ijk,jk->ij", offset, axis) for axis in (lateral, up, front))
        angle = np.degrees(np.arctan2(x, z)) % 360
        radius = np.linalg.norm(offset, axis=2)
        gap = np.degrees(np.arctan2(y, np.hypot(x, z))) - self.elevation(dense[None, :], angle)
        miss = np.abs(np.radians(gap)) * radius
        # Levels cross the point where the gap changes sign; elsewhere the smallest miss is all there is.
        score = miss + 0.02 * radius
        pick = np.argmin(score, axis=1)
        rows = np.arange(len(points))
        level = _refine(dense, gap, pick)
        return np.stack([level, angle[rows, pick], radius[rows, pick]])


def _refine(dense: Array, gap: Array, pick: NDArray[np.int64]) -> Array:
    """Return the level between dense samples where the gap passes through zero next to each pick."""
    rows = np.arange(len(pick))
    here = gap[rows, pick]
    level = dense[pick]
    for step in (-1, 1):
        near = np.clip(pick + step, 0, len(dense) - 1)
        there = gap[rows, near]
        crosses = (np.sign(here) != np.sign(there)) & (near != pick)
        share = np.where(crosses, here / np.where(here == there, 1.0, here - there), 0.0)
        level = np.where(crosses, dense[pick] + share * (dense[near] - dense[pick]), level)
    return level


def _interpolate(level: Array, knots: Array, values: Array) -> Array:
    return np.stack([np.interp(level, knots, values[:, i]) for i in range(values.shape[1])], axis=-1)


def _run_on(level: Array, knots: Array, values: Array) -> Array:
    """Return interpolated values; outside the knots they run on along the first or last piece."""
    inside = _interpolate(level, knots, values)
    low, high = np.minimum(level - knots[0], 0)[..., None], np.maximum(level - knots[-1], 0)[..., None]
    first = (values[1] - values[0]) / (knots[1] - knots[0])
    last = (values[-1] - values[-2]) / (knots[-1] - knots[-2])
    return np.asarray(inside + low * first + high * last)


def _unit(vectors: Array) -> Array:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True))
