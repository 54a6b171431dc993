"""Laplace's equation on a muscle's surface: 0 on the origin, 1 on the insertion, free at every other edge.

The stiffness matrix is that of linear finite elements (the cotangent Laplacian when the conductivity is the identity).
Ties join each vertex to the point straight across the muscle, with the conductance of the flesh between, so that the
two faces of a thin sheet carry one field wherever the attachment patch happens to lie.

Source: Choi & Blemker 2013, PLoS ONE 8(10): e77576, brought from the volume to a surface.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
import scipy.sparse.linalg as sparse_linalg
from numpy.typing import NDArray

from tools.platemaker.weld import Floats, Ints, Surface, Through

SLIVER = 0.02
TIE_STRENGTH = 2.0


def hat_gradients(surface: Surface) -> Floats:
    """Return (m, 3, 3): for each face and corner the gradient (1/mm) of the corner's hat function; slivers are tamed."""
    a, b, c = surface.corners
    edges = np.stack([c - b, a - c, b - a], axis=1)
    longest = (edges**2).sum(axis=2).max(axis=1)
    area = np.maximum(surface.areas, SLIVER * longest + 1e-12)
    return np.asarray(np.cross(surface.normals[:, None, :], edges) / (2 * area)[:, None, None])


def gradient(surface: Surface, values: Floats) -> Floats:
    """Return the (m, 3) gradient of vertex values (n,) on each face."""
    return np.asarray(np.einsum("mk,mki->mi", values[surface.faces], hat_gradients(surface)))


def stiffness(surface: Surface, conductivity: Floats | None = None) -> sp.csr_matrix:
    """Return the (n, n) stiffness matrix; `conductivity` is (m, 3, 3) per face, the identity when None."""
    hats = hat_gradients(surface)
    flux = hats if conductivity is None else np.einsum("mij,mkj->mki", conductivity, hats)
    local = np.einsum("m,mki,mli->mkl", surface.areas, hats, flux)
    rows = np.repeat(surface.faces, 3, axis=1).ravel()
    columns = np.tile(surface.faces, (1, 3)).ravel()
    n = len(surface.vertices)
    return sp.csr_matrix((local.ravel(), (rows, columns)), (n, n))


def ties(surface: Surface, across: Through) -> sp.csr_matrix:
    """Return the (n, n) stiffness of the flesh between each vertex and the point of the face that it sees across."""
    hit = across.face >= 0
    start = np.flatnonzero(hit)
    corners = surface.faces[across.face[hit]]
    weight = barycentric(surface, across.face[hit], across.point[hit])
    rows = np.repeat(np.arange(len(start)), 4)
    columns = np.column_stack([start, corners]).ravel()
    values = np.column_stack([np.ones(len(start)), -weight]).ravel()
    difference = sp.csr_matrix((values, (rows, columns)), (len(start), len(surface.vertices)))
    thickness = np.maximum(across.thickness[hit], 0.5)
    conductance = TIE_STRENGTH * surface.vertex_areas[start] / thickness**2
    return (difference.T @ sp.diags(conductance) @ difference).tocsr()


def barycentric(surface: Surface, face: Ints, point: Floats) -> Floats:
    """Return (k, 3) weights of the corners of `face` (k,) at `point` (k, 3), clipped into the triangle."""
    a, b, c = (surface.vertices[surface.faces[face, k]] for k in range(3))
    normal = np.cross(b - a, c - a)
    size = np.maximum((normal**2).sum(axis=1), 1e-12)
    wb = np.einsum("ij,ij->i", np.cross(point - a, c - a), normal) / size
    wc = np.einsum("ij,ij->i", np.cross(b - a, point - a), normal) / size
    weight = np.clip(np.column_stack([1 - wb - wc, wb, wc]), 0, 1)
    return np.asarray(weight / weight.sum(axis=1, keepdims=True))


def solve(matrix: sp.csr_matrix, zero: NDArray[np.bool_], one: NDArray[np.bool_]) -> Floats:
    """Return (n,) values with `zero` vertices at 0, `one` vertices at 1 and the matrix's equilibrium between them."""
    fixed = zero | one
    value = one.astype(float)
    free = np.flatnonzero(~fixed)
    if not len(free):
        return value
    known = np.flatnonzero(fixed)
    inner = matrix[free][:, free] + 1e-9 * sp.eye(len(free))
    value[free] = sparse_linalg.spsolve(inner.tocsc(), -matrix[free][:, known] @ value[known])
    return np.clip(value, 0.0, 1.0)


def length(surface: Surface, direction: Floats, flesh: sp.csr_matrix) -> Floats:
    """Return (n,) mm: the scalar whose gradient is closest to the unit `direction` (m, 3), each connected piece from 0.

    Its levels cut the lines squarely; `flesh` is the stiffness of the ties (`ties`).
    """
    hats = hat_gradients(surface)
    load = np.einsum("m,mki,mi->mk", surface.areas, hats, direction)
    right = np.bincount(surface.faces.ravel(), load.ravel(), len(surface.vertices))
    matrix = stiffness(surface) + flesh + 1e-7 * sp.eye(len(right))
    value = sparse_linalg.spsolve(matrix.tocsc(), right)
    label = surface.components
    lowest = np.full(label.max() + 1, np.inf)
    np.minimum.at(lowest, label, value)
    return np.asarray(value - lowest[label])
