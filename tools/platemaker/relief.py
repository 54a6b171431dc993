"""The fibre relief that the meshes carry, as a line field, and the smooth line field that agrees with several of them.

A ridge bends the surface across itself and not along: the direction of least bending is the fascicle's. It is read from
the curvature tensor of the edges (Cohen-Steiner & Morvan 2003), gathered around each face. Body frame, millimetres.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
import scipy.sparse.linalg as sparse_linalg
from numpy.typing import NDArray
from scipy.sparse import csgraph
from scipy.spatial import cKDTree

from tools.platemaker.weld import Floats, Ints, Surface, Through, unit

RADIUS_MM = 5.0
RADIUS_EDGES = 2.0
SAME_FACE = 0.3
SHEET_MM = 9.0


@dataclass(frozen=True)
class Lines:
    """A line field: (m, 3) unit directions whose sign means nothing, and how far each is to be trusted (m,) 0 … 1."""

    direction: Floats
    trust: Floats


def read(skin: Surface) -> Lines:
    """Return the direction of least bending at each face; trust is the coherence of the bending around it."""
    face_a, face_b, edge_from, edge_to = _hinges(skin)
    normals = skin.normals
    edge = skin.vertices[edge_to] - skin.vertices[edge_from]
    length = np.linalg.norm(edge, axis=1)
    along = unit(edge)
    bend = np.arccos(np.clip((normals[face_a] * normals[face_b]).sum(axis=1), -1, 1))
    tensor = (along[:, :, None] * along[:, None, :]) * (bend * length)[:, None, None]
    middle = (skin.vertices[edge_from] + skin.vertices[edge_to]) / 2
    radius = max(RADIUS_MM, RADIUS_EDGES * float(np.median(length)))
    face, hinge = _neighbours(skin.centres, middle, radius)
    hinge_normal = unit(normals[face_a] + normals[face_b])
    keep = (normals[face] * hinge_normal[hinge]).sum(axis=1) > SAME_FACE
    face, hinge = face[keep], hinge[keep]
    gather = sp.csr_matrix((np.ones(len(face)), (face, hinge)), (len(normals), len(middle)))
    total = (gather @ tensor.reshape(-1, 9)).reshape(-1, 3, 3)
    return principal(total, normals)


def guided(skin: Surface, rule: dict[str, Any], chosen: NDArray[np.bool_]) -> Lines:
    """Return the lines that a textbook direction draws on the chosen vertices' faces.

    `toward = [x, y, z]`: that body direction laid onto the surface; `level = [x, y, z]`: square to that direction.
    """
    normals = skin.normals
    if "level" in rule:
        lines = np.cross(normals, np.array(rule["level"], dtype=float))
    else:
        ahead = np.array(rule["toward"], dtype=float)
        lines = ahead - (normals @ ahead)[:, None] * normals
    size = np.linalg.norm(lines, axis=1) / np.linalg.norm(rule.get("level", rule.get("toward")))
    trust = float(rule.get("trust", 0.5)) * size * chosen[skin.faces].mean(axis=1)
    return Lines(unit(lines), trust)


def principal(tensor: Floats, normals: Floats) -> Lines:
    """Return the strongest tangent direction of each (m, 3, 3) tensor, with its coherence (λ1 − λ2) / (λ1 + λ2)."""
    flat = np.eye(3) - normals[:, :, None] * normals[:, None, :]
    value, vector = np.linalg.eigh(flat @ tensor @ flat)
    total = np.maximum(value[:, 2] + value[:, 1], 1e-12)
    trust = np.where(value[:, 2] > 1e-12, (value[:, 2] - value[:, 1]) / total, 0.0)
    return Lines(vector[:, :, 2], np.clip(trust, 0.0, 1.0))


def agree(skin: Surface, across: Through, fields: list[Lines], smooth_mm: float) -> Lines:
    """Return the line field closest to all given ones, each by its trust, and smooth over about `smooth_mm`.

    `across` tells what lies opposite each face centre: the two faces of a thin sheet share one direction. The trust
    returned says how much of one mind the neighbourhood is.
    """
    weight = sum(f.trust for f in fields) + 1e-4
    target = sum(f.trust[:, None, None] * f.direction[:, :, None] * f.direction[:, None, :] for f in fields)
    areas = np.maximum(skin.areas, 1e-6)
    system = sp.diags(areas * weight) + smooth_mm**2 * (_bonds(skin) + _sheet_bonds(skin, across))
    right = (areas[:, None, None] * np.asarray(target)).reshape(-1, 9)
    upper = [0, 1, 2, 4, 5, 8]
    part = sparse_linalg.splu(system.tocsc()).solve(right[:, upper])
    full = part[:, [0, 1, 2, 1, 3, 4, 2, 4, 5]].reshape(-1, 3, 3)
    return principal(full, skin.normals)


def orient(skin: Surface, lines: Floats, slope: Floats) -> Floats:
    """Return the lines (m, 3) with one sign over each connected piece, the one that runs up the slope (m, 3) on the whole."""
    m = len(lines)
    face_a, face_b, _, _ = _hinges(skin)
    dot = (lines[face_a] * lines[face_b]).sum(axis=1)
    cost = sp.coo_matrix((1.001 - np.abs(dot), (face_a, face_b)), (m, m)).tocsr()
    tree = csgraph.minimum_spanning_tree(cost)
    count, label = csgraph.connected_components(tree, directed=False)
    sign = np.zeros(m)
    for part in range(count):
        root = int(np.argmax(label == part))
        order, before = csgraph.breadth_first_order(tree, root, directed=False)
        sign[root] = 1.0
        for face in order[1:]:
            parent = before[face]
            sign[face] = sign[parent] if lines[face] @ lines[parent] >= 0 else -sign[parent]
        inside = label == part
        vote = (sign[inside, None] * lines[inside] * slope[inside]).sum(axis=1) @ skin.areas[inside]
        sign[inside] *= 1.0 if vote >= 0 else -1.0
    return np.asarray(lines * sign[:, None])


def _hinges(skin: Surface) -> tuple[Ints, Ints, Ints, Ints]:
    """Return, for each edge between two faces, those faces and the edge's two vertices."""
    edges = np.sort(skin.faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1)
    owner = np.repeat(np.arange(len(skin.faces)), 3)
    order = np.lexsort((owner, edges[:, 1], edges[:, 0]))
    edges, owner = edges[order], owner[order]
    first = np.flatnonzero((edges[1:] == edges[:-1]).all(axis=1))
    return owner[first], owner[first + 1], edges[first, 0], edges[first, 1]


def _neighbours(centres: Floats, points: Floats, radius: float) -> tuple[Ints, Ints]:
    found = cKDTree(points).query_ball_point(centres, radius, return_sorted=True)
    counts = np.array([len(f) for f in found], dtype=np.int64)
    flat = np.concatenate([np.asarray(f, dtype=np.int64) for f in found])
    return np.repeat(np.arange(len(centres)), counts), flat


def _bonds(skin: Surface) -> sp.csr_matrix:
    """Return the (m, m) graph Laplacian over faces that share an edge, weighted by edge length over distance."""
    face_a, face_b, edge_from, edge_to = _hinges(skin)
    length = np.linalg.norm(skin.vertices[edge_to] - skin.vertices[edge_from], axis=1)
    distance = np.linalg.norm(skin.centres[face_a] - skin.centres[face_b], axis=1)
    return _graph(face_a, face_b, length / np.maximum(distance, 0.2 * length + 1e-6), len(skin.faces))


def _sheet_bonds(skin: Surface, across: Through) -> sp.csr_matrix:
    """Return the graph Laplacian that joins the two faces of a sheet, fading out at 9 mm of thickness."""
    thin = np.flatnonzero((across.face >= 0) & (np.nan_to_num(across.thickness, nan=np.inf) < SHEET_MM))
    share = 1 - across.thickness[thin] / SHEET_MM
    weight = share * skin.areas[thin] / np.maximum(across.thickness[thin], 2.0) ** 2
    return _graph(thin, across.face[thin], weight, len(skin.faces))


def _graph(a: Ints, b: Ints, weight: Floats, size: int) -> sp.csr_matrix:
    joined = sp.coo_matrix((np.r_[weight, weight], (np.r_[a, b], np.r_[b, a])), (size, size)).tocsr()
    return (sp.diags(np.asarray(joined.sum(axis=1)).ravel()) - joined).tocsr()


def face_smooth(skin: Surface, values: Floats, rounds: int) -> Floats:
    """Return face values (m,) or (m, k) averaged, by area, over the faces around each corner, `rounds` times."""
    gather = skin.gather
    areas = np.maximum(skin.areas, 1e-9)
    total = gather @ areas
    for _ in range(rounds):
        at_vertex = (gather @ (areas[:, None] * values.reshape(len(areas), -1))) / np.maximum(total, 1e-9)[:, None]
        values = at_vertex[skin.faces].mean(axis=1).reshape(values.shape)
    return values


