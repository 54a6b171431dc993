"""Casts rays at triangle meshes: the first hit, or every hit, robust against hair-thin cracks.

Frames are the caller's; lengths are millimetres.
"""

from __future__ import annotations

import numpy as np
import trimesh
from numpy.typing import NDArray
from trimesh.ray.ray_pyembree import RayMeshIntersector

Array = NDArray[np.float64]
Index = NDArray[np.int64]

JITTERS_MM = ((0.0, 0.0), (0.4, 0.15), (-0.35, 0.3), (0.1, -0.45), (1.1, 0.5), (-0.9, -0.8), (-0.6, 1.2), (1.3, -1.0))


class Caster:
    """A mesh ready for rays. Cracks up to about 1 mm wide are bridged by a few slightly displaced second tries."""

    def __init__(self, vertices: Array, faces: Index) -> None:
        mesh = trimesh.Trimesh(vertices, faces, process=False)
        self.face_normals: Array = np.asarray(mesh.face_normals, dtype=float)
        self._rays = RayMeshIntersector(mesh)

    def first(self, origins: Array, directions: Array) -> tuple[Array, Index]:
        """Return the distance (n,) to the first hit and the face hit (n,); infinity and −1 where a ray hits nothing."""
        origins, directions = np.atleast_2d(origins).astype(float), np.atleast_2d(directions).astype(float)
        directions = directions / np.linalg.norm(directions, axis=1, keepdims=True)
        distance = np.full(len(origins), np.inf)
        face = np.full(len(origins), -1, dtype=np.int64)
        u, v = _across(directions)
        for du, dv in JITTERS_MM:
            left = np.flatnonzero(face < 0)
            if not len(left):
                break
            start = origins[left] + du * u[left] + dv * v[left]
            hit, ray, where = self._rays.intersects_id(start, directions[left], multiple_hits=False, return_locations=True)
            if len(hit):
                distance[left[ray]] = np.einsum("ij,ij->i", where - start[ray], directions[left[ray]])
                face[left[ray]] = hit
        return distance, face

    def every(self, origins: Array, directions: Array) -> tuple[Index, Index, Array]:
        """Return ray index, face index and location of all hits, unordered."""
        hit, ray, where = self._rays.intersects_id(
            origins, directions, multiple_hits=True, max_hits=200, return_locations=True
        )
        return np.asarray(ray, dtype=np.int64), np.asarray(hit, dtype=np.int64), np.asarray(where, dtype=float)


def _across(directions: Array) -> tuple[Array, Array]:
    """Return two unit vectors square to each direction."""
    pole = np.where(np.abs(directions[:, 1:2]) < 0.9, [[0.0, 1.0, 0.0]], [[1.0, 0.0, 0.0]])
    u = np.cross(directions, pole)
    u /= np.linalg.norm(u, axis=1, keepdims=True)
    return u, np.cross(directions, u)
