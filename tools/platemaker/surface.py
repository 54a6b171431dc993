"""Asks the skin for its normal and its nearest point: dense samples of the left half behind one search tree."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from tools.platemaker.integument import LIMB_REGIONS, Integument
from tools.platemaker.mesh_sample import sample_faces

Array = NDArray[np.float64]

SPACING_MM = 2.0
ALIKE = 0.4


class Surface:
    """Samples about 2 mm apart over the left skin: position, face normal, area that each stands for, region."""

    def __init__(self, skin: Integument) -> None:
        self.skin = skin
        self.points, self.face = sample_faces(skin.vertices, skin.faces, SPACING_MM)
        counts = np.bincount(self.face, minlength=len(skin.faces))
        self.areas: Array = (skin.areas / np.maximum(counts, 1))[self.face]
        self.region = skin.region[self.face]
        self.normals: Array = skin.normals[self.face]
        self._both = np.vstack([self.points, self.points * [-1, 1, 1]])
        self._both_normals = np.vstack([self.normals, self.normals * [-1, 1, 1]])
        self._both_areas = np.concatenate([self.areas, self.areas])
        self._both_size = np.tile(skin.areas[self.face], 2)
        self._tree = cKDTree(self._both)
        self._left_tree = cKDTree(self.points)

    def normal(self, points: Array) -> Array:
        """Return unit outward normals (n, 3), smooth over 3 to 8 mm (less where the mesh is finer).

        Of all ways that faces around a point look, the one that most of the near ones share counts; walls of cuts between
        regions and the far side of a thin fold do not.
        """
        nearest = self._tree.query(points)[1]
        radius = np.clip(2 * np.sqrt(self._both_size[nearest]), 3.0, 8.0)
        out = np.empty((len(points), 3))
        for i, near in enumerate(self._tree.query_ball_point(points, radius)):
            rows = np.asarray([*near, nearest[i]])
            gap = np.linalg.norm(self._both[rows] - points[i], axis=1) / radius[i]
            weight = self._both_areas[rows] * np.exp(-2 * gap**2)
            normals = self._both_normals[rows]
            alike = normals @ normals.T > ALIKE
            out[i] = (normals * (weight * alike[np.argmax(alike @ weight)])[:, None]).sum(axis=0)
        return np.asarray(out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-12))

    def nearest(self, points: Array) -> tuple[Array, NDArray[np.int64]]:
        """Return the nearest sample of the left skin and its index for each point (n, 3)."""
        index = self._left_tree.query(points)[1]
        return self.points[index], index

    def of(self, region: str) -> Array:
        """Return the samples of one region."""
        return np.asarray(self.points[self.region == self.skin.names.index(region)])

    def normal_of(self, region: str, near: Array, radius: float) -> Array:
        """Return the mean unit normal of a region's samples within a radius of a point (all of it when none is near)."""
        rows = np.flatnonzero(self.region == self.skin.names.index(region))
        close = rows[np.linalg.norm(self.points[rows] - near, axis=1) < radius]
        rows = close if len(close) else rows
        mean = (self.normals[rows] * self.areas[rows, None]).sum(axis=0)
        return np.asarray(mean / np.linalg.norm(mean))

    @property
    def is_limb(self) -> NDArray[np.bool_]:
        """Which samples lie on the arm below the shoulder cap."""
        return np.asarray(np.array([name in LIMB_REGIONS for name in self.skin.names])[self.region])
