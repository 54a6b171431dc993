"""Keeps what is warped under the skin: where something would stick out, all that lies there moves inward, deeper parts less.

Body frame, millimetres, left half.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import trimesh
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from trimesh.ray.ray_pyembree import RayMeshIntersector

from tools.platemaker.figure.warp import MIRROR
from tools.platemaker.integument import Integument
from tools.platemaker.refine import normals, weld

Array = NDArray[np.float64]

LEAST_MM = 1.6
"""Nothing that lies deeper than this on the first body comes nearer to the second one's skin."""
REACH_MM = 28.0
"""Deeper parts stay where they are."""
NEAR = 32
"""So many skin points round one share its move."""
ROUNDS, LAST_ROUNDS = 5, 4
"""In the last ones each point goes its own way: what is left by then is little."""
STILL_MM = 0.01
EASY = 8
"""So many skin points tell a point below them which way to go: in a fold, where normals part, a single one would crumple what lies there."""
MOST_MM = 18.0
"""Nothing is moved further."""
UNSURE_MM = 4.0
"""Less deep points are looked at again, by rays: beside a fold the nearest skin may be another limb's."""
RAYS = np.array([[0.13, 0.21, 0.97], [0.11, -0.19, -0.98], [0.31, 0.9, 0.3]])


@dataclass(frozen=True)
class Report:
    """How many of the vertices lay outside the skin before and after, and how far at most (mm)."""

    count: int
    before: int
    after: int
    worst: float


class Cover:
    """A skin to stay under: points on it and the normals there, both sides, and which lie round each."""

    def __init__(self, skin: Integument) -> None:
        vertices, faces = weld(skin.vertices, skin.faces)
        corner_normals = normals(vertices, faces)
        centre_normals = corner_normals[faces].mean(axis=1)
        points = np.vstack([vertices, vertices[faces].mean(axis=1)])
        normal = np.vstack([corner_normals, centre_normals])
        normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)
        self.points = np.vstack([points, points * MIRROR])
        self.normals = np.vstack([normal, normal * MIRROR])
        self._tree = cKDTree(self.points)
        self._half = len(points)
        self._round = self._tree.query(self.points, k=NEAR)[1]
        self._near = self._round[: self._half] % self._half
        both = skin.whole()
        self._mesh = RayMeshIntersector(trimesh.Trimesh(both.vertices, both.faces, process=False))

    def depth(self, points: Array) -> tuple[Array, NDArray[np.int64]]:
        """Return how deep points (n, 3) lie under the skin nearest to them (negative: outside), and the skin point nearest to each."""
        far, near = self._tree.query(points, k=3)
        flat = np.stack([-((points - self.points[n]) * self.normals[n]).sum(axis=1) for n in near.T])
        below = np.median(flat, axis=0)
        unsure = np.flatnonzero(below < UNSURE_MM)
        amount = np.minimum(np.abs(below[unsure]), far[unsure, 0])
        below[unsure] = np.where(self._inside(points[unsure]), amount, -amount)
        return np.asarray(below), near[:, 0]

    def _inside(self, points: Array) -> NDArray[np.bool_]:
        """Whether points lie inside the skin: an odd number of crossings on most of three rays."""
        votes = np.zeros(len(points))
        for ray in RAYS:
            _, index = self._mesh.intersects_id(points, np.tile(ray, (len(points), 1)), multiple_hits=True, max_hits=40)
            votes += np.bincount(np.asarray(index, dtype=np.int64), minlength=len(points)) % 2
        return np.asarray(votes >= 2)

    def spread(self, near: NDArray[np.int64], amount: Array) -> Array:
        """Return the inward move at every skin point: the largest wanted round it, eased over its surroundings; alike on both sides."""
        most = np.zeros(self._half)
        np.maximum.at(most, near % self._half, amount)
        wide = most[self._near].max(axis=1)
        eased = wide[self._near].mean(axis=1)[self._near].mean(axis=1)
        return np.tile(np.maximum(eased, most), 2)

    def way(self, amount: Array, points: Array, nearest: NDArray[np.int64]) -> Array:
        """Return the move (n, 3) of points, with the skin point nearest to each, where the skin points go inward by `amount`: alike for all that lie together."""
        eased = (-self.normals * amount[:, None])[self._round].mean(axis=1)
        goes = np.linalg.norm(eased[nearest], axis=1) > STILL_MM
        far, near = self._tree.query(points[goes], k=EASY)
        weight = 1.0 / np.maximum(far, 1.0)
        move = np.zeros_like(points)
        move[goes] = (eased[near] * weight[..., None]).sum(axis=1) / weight.sum(axis=1)[:, None]
        return move


def settle(points: Array, wanted: Array, cover: Cover) -> tuple[Array, Report]:
    """Return the points (n, 3) moved under the skin: each at least as deep as `wanted` (n,), at most LEAST_MM."""
    out = points.copy()
    needed = np.clip(wanted, 0.3, LEAST_MM)
    depth, near = cover.depth(out)
    before = int((depth < 0).sum())
    for turn in range(ROUNDS + LAST_ROUNDS):
        short = np.maximum(needed - depth, 0.0)
        if short.max() < 0.05:
            break
        if turn < ROUNDS:
            move = cover.way(cover.spread(near, short), out, near) * np.clip(1.0 - depth / REACH_MM, 0.0, 1.0)[:, None]
        else:
            move = -cover.normals[near] * short[:, None]
        gone = out + move - points
        moved = np.flatnonzero(move.any(axis=1))
        out[moved] = (points + gone * np.minimum(1.0, MOST_MM / np.maximum(np.linalg.norm(gone, axis=1, keepdims=True), 1e-9)))[moved]
        depth[moved], near[moved] = cover.depth(out[moved])
    return out, Report(len(out), before, int((depth < 0).sum()), float(-min(depth.min(), 0.0)))
