"""Rounds coarse meshes, so that no silhouette shows the mesh's own straight edges.

Phong tessellation (Boubekeur & Alexa 2008, Phong Tessellation, ACM TOG 27(5)): every triangle is split in four and each
new point is drawn toward the tangent planes at the ends of its edge; the old vertices stay where they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.platemaker.meshes import Structure

FINE_MM = 2.2
ROUNDS = 2
MOST_FACES = 150_000
BULGE = 0.75
MOST_BULGE = 0.12
"""A new point moves at most this share of its edge's length."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Refined:
    """A structure with a finer surface for casting: vertices, faces, and for each face the structure's own face it came from."""

    structure: Structure
    vertices: Floats
    faces: Ints
    parent: Ints


def refine(structure: Structure, fine_mm: float = FINE_MM, rounds: int = ROUNDS) -> Refined:
    """Return the structure's surface, split and rounded until its edges are about `fine_mm` long (at most `rounds` times)."""
    vertices, faces = weld(structure.vertices, structure.faces)
    parent = np.arange(len(faces))
    for _ in range(rounds):
        if len(faces) * 4 > MOST_FACES or _edge_length(vertices, faces) < fine_mm:
            break
        vertices, faces = split(vertices, faces)
        parent = np.tile(parent, 4)
    return Refined(structure, vertices, faces, parent)


def weld(vertices: Floats, faces: Ints) -> tuple[Floats, Ints]:
    """Return a mesh whose vertices at the same place (to a micrometre) are one; faces keep number and order."""
    _, first, inverse = np.unique(np.round(vertices, 3), axis=0, return_index=True, return_inverse=True)
    return vertices[first], inverse.ravel()[faces]


def normals(vertices: Floats, faces: Ints) -> Floats:
    """Return unit vertex normals (n, 3), weighted by area."""
    corners = vertices[faces]
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    total = np.zeros_like(vertices)
    for k in range(3):
        np.add.at(total, faces[:, k], normal)
    return total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12)


def split(vertices: Floats, faces: Ints) -> tuple[Floats, Ints]:
    """Return the mesh with every face in four; face i of the old is i, i + m, i + 2m, i + 3m of the new."""
    edges = np.sort(np.stack([faces, np.roll(faces, -1, axis=1)], axis=2).reshape(-1, 2), axis=1)
    unique, index = np.unique(edges, axis=0, return_inverse=True)
    middle = index.reshape(-1, 3) + len(vertices)
    a, b, c = faces.T
    ab, bc, ca = middle.T
    pieces = [np.column_stack(t) for t in ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))]
    return np.vstack([vertices, _rounded(vertices, normals(vertices, faces), unique)]), np.vstack(pieces)


def _rounded(vertices: Floats, normal: Floats, edges: Ints) -> Floats:
    """The middle of each edge, drawn toward the tangent planes at its ends."""
    start, end = vertices[edges[:, 0]], vertices[edges[:, 1]]
    flat = (start + end) / 2
    pull = np.zeros_like(flat)
    for k, point in ((0, start), (1, end)):
        n = normal[edges[:, k]]
        pull -= 0.5 * ((flat - point) * n).sum(axis=1, keepdims=True) * n
    pull *= BULGE
    limit = MOST_BULGE * np.linalg.norm(end - start, axis=1, keepdims=True)
    size = np.linalg.norm(pull, axis=1, keepdims=True)
    moved: Floats = flat + pull * np.minimum(1.0, limit / np.maximum(size, 1e-12))
    return moved


def _edge_length(vertices: Floats, faces: Ints) -> float:
    corners = vertices[faces]
    return float(np.median(np.linalg.norm(corners - np.roll(corners, -1, axis=1), axis=2)))
