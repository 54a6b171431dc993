"""Geometry of one triangle surface: welded vertices, areas, normals, neighbours, thickness.

Body frame, millimetres. Knows nothing of muscles or plates.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
import trimesh
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Surface:
    """A welded surface: vertices (n, 3), faces (m, 3), and for each vertex of the source its welded index."""

    vertices: Floats
    faces: Ints
    welded: Ints

    @property
    def corners(self) -> tuple[Floats, Floats, Floats]:
        """The three corner points (m, 3) of every face."""
        a, b, c = (self.vertices[self.faces[:, k]] for k in range(3))
        return a, b, c

    @property
    def centres(self) -> Floats:
        """The face centroids (m, 3)."""
        return np.asarray(self.vertices[self.faces].mean(axis=1))

    @property
    def areas(self) -> Floats:
        """The face areas (m,), mm²."""
        a, b, c = self.corners
        return np.asarray(np.linalg.norm(np.cross(b - a, c - a), axis=1) / 2)

    @property
    def normals(self) -> Floats:
        """The unit face normals (m, 3); zero for a degenerate face."""
        a, b, c = self.corners
        return unit(np.cross(b - a, c - a))

    @property
    def vertex_areas(self) -> Floats:
        """A third of the area of the faces around each vertex (n,)."""
        return np.asarray(self.gather @ self.areas / 3)

    @property
    def vertex_normals(self) -> Floats:
        """Unit area-weighted normals (n, 3)."""
        return unit(self.gather @ (self.normals * self.areas[:, None]))

    @property
    def gather(self) -> sp.csr_matrix:
        """The (n, m) matrix that sums face values at their corners."""
        m = len(self.faces)
        columns = np.repeat(np.arange(m), 3)
        return sp.csr_matrix((np.ones(3 * m), (self.faces.ravel(), columns)), (len(self.vertices), m))

    @property
    def components(self) -> Ints:
        """The connected component of each vertex (n,), numbered in order of first vertex."""
        n = len(self.vertices)
        i, j = self.faces.ravel(), self.faces[:, [1, 2, 0]].ravel()
        _, label = connected_components(sp.coo_matrix((np.ones(len(i)), (i, j)), (n, n)), directed=False)
        return np.asarray(label, dtype=np.int64)


def unit(vectors: Floats) -> Floats:
    """Return the vectors scaled to length one along the last axis; zero vectors stay zero."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 1e-12))


def weld(vertices: Floats, faces: Ints) -> Surface:
    """Return the surface with vertices closer than a micrometre merged; the faces keep number and order."""
    _, first, inverse = np.unique(np.round(vertices, 3), axis=0, return_index=True, return_inverse=True)
    inverse = inverse.ravel()
    rank = np.argsort(np.argsort(first))
    return Surface(vertices[np.sort(first)], rank[inverse][faces].astype(np.int64), rank[inverse].astype(np.int64))


def face_pairs(surface: Surface) -> Ints:
    """Return (k, 2) pairs of faces that share an edge; at a non-manifold edge successive faces are paired."""
    m = len(surface.faces)
    edges = np.sort(surface.faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1)
    owner = np.repeat(np.arange(m), 3)
    order = np.lexsort((owner, edges[:, 1], edges[:, 0]))
    same = (edges[order][1:] == edges[order][:-1]).all(axis=1)
    return np.stack([owner[order][:-1][same], owner[order][1:][same]], axis=1)


@dataclass(frozen=True)
class Through:
    """What lies across the body of a mesh from each start: thickness (k,) mm (NaN none) and the face hit (k,), −1 none."""

    thickness: Floats
    face: Ints
    point: Floats


def through(surface: Surface, starts: Floats, normals: Floats) -> Through:
    """Return the first hit of the ray from each start (k, 3) on the surface straight inward (against its normal)."""
    middle = surface.vertices.mean(axis=0)
    mesh = trimesh.Trimesh(surface.vertices - middle, surface.faces, process=False)
    origins = starts - middle - 0.02 * normals
    points, rays, faces = mesh.ray.intersects_location(origins, -normals, multiple_hits=False)
    thickness = np.full(len(starts), np.nan)
    face = np.full(len(starts), -1, dtype=np.int64)
    point = np.full((len(starts), 3), np.nan)
    thickness[rays] = np.linalg.norm(points - origins[rays], axis=1) + 0.02
    face[rays] = faces
    point[rays] = points + middle
    return Through(thickness, face, point)
