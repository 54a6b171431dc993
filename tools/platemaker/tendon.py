"""Fleshy belly and tendon: where the cross-section along the fascicles falls to a small part of its greatest.

Each place is judged by its own closed section, so that the thin tendons of a muscle with several do not add up.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from tools.platemaker import hint, laplace, patch, relief, weld
from tools.platemaker.field import Field
from tools.platemaker.meshes import Structure
from tools.platemaker.weld import Floats, Ints, Surface

LEVELS = 48
TENDON_BELOW = 0.14
BELLY_ABOVE = 0.30
ORIGIN_SCALE = 0.5
SMOOTH_ROUNDS = 4


def belly(structure: Structure, field: Field) -> Floats:
    """Return (m,) per face: 1 fleshy belly … 0 tendon or aponeurosis, with a smooth step between."""
    skin = weld.weld(structure.vertices, structure.faces)
    advice = hint.find(structure.base)
    across = weld.through(skin, skin.vertices, skin.vertex_normals)
    area = _section_areas(skin, laplace.length(skin, field.face_direction, laplace.ties(skin, across)))
    share = area / max(np.percentile(area, 90), 1e-9)
    late = _step(field.face_along, 0.3, 0.6)
    scale = ORIGIN_SCALE + (1 - ORIGIN_SCALE) * late
    flesh = _step(share / scale, TENDON_BELOW, BELLY_ABOVE)
    if "origin" in advice.fleshy:
        flesh = np.maximum(flesh, 1 - late)
    if "insertion" in advice.fleshy:
        flesh = np.maximum(flesh, late)
    for rule in advice.rules("tendon"):
        flesh = np.minimum(flesh, 1.0 - patch.select(structure, rule)[structure.faces].mean(axis=1))
    return np.clip(relief.face_smooth(skin, flesh, SMOOTH_ROUNDS), 0.0, 1.0)


def _section_areas(skin: Surface, along: Floats) -> Floats:
    """Return (m,) the area (mm²) of the closed section that runs through each face, square to the fascicles."""
    levels = along.max() * (np.arange(LEVELS) + 0.5) / LEVELS
    total = np.zeros(len(skin.faces))
    count = np.zeros(len(skin.faces))
    for level in levels:
        faces, area = section(skin, along, float(level))
        total[faces] += area
        count[faces] += 1
    known = count > 0
    area = np.divide(total, count, out=np.zeros_like(total), where=known)
    return _fill(skin, area, known)


def section(skin: Surface, along: Floats, level: float) -> tuple[Ints, Floats]:
    """Return the faces that one level of `along` crosses and, for each, the area (mm²) inside the loop that it belongs to."""
    value = along[skin.faces] - level
    crossing = np.flatnonzero((value.min(axis=1) < 0) & (value.max(axis=1) >= 0))
    if not len(crossing):
        return crossing, np.zeros(0)
    start, end = segments(skin, along, level, crossing)
    edges = np.sort(skin.faces[crossing][:, [0, 1, 1, 2, 2, 0]].reshape(-1, 3, 2), axis=2)
    above = along[edges] >= level
    cut = above[..., 0] != above[..., 1]
    key = edges[..., 0] * len(skin.vertices) + edges[..., 1]
    _, index = np.unique(key[cut], return_inverse=True)
    rows = np.repeat(np.arange(len(crossing)), cut.sum(axis=1))
    join = sp.csr_matrix((np.ones(len(rows)), (rows, index)))
    _, loop = connected_components(join @ join.T, directed=False)
    middle = np.column_stack([np.bincount(loop, start[:, k]) for k in range(3)]) / np.bincount(loop)[:, None]
    twice = np.cross(start - middle[loop], end - middle[loop])
    vector = np.column_stack([np.bincount(loop, twice[:, k]) for k in range(3)]) / 2
    return crossing, np.linalg.norm(vector, axis=1)[loop]


def segments(skin: Surface, along: Floats, level: float, crossing: Ints) -> tuple[Floats, Floats]:
    """Return the ends (k, 3) of the piece of the level line in each crossing face, all loops turning the same way."""
    face = skin.faces[crossing]
    above = along[face] >= level
    lone = np.where(above.sum(axis=1) == 1, above.argmax(axis=1), (~above).argmax(axis=1))
    rows = np.arange(len(face))
    apex, second, third = (face[rows, (lone + k) % 3] for k in range(3))
    first, last = _cut(skin, along, level, apex, second), _cut(skin, along, level, apex, third)
    flip = above[rows, lone]
    return np.where(flip[:, None], last, first), np.where(flip[:, None], first, last)


def _cut(skin: Surface, along: Floats, level: float, a: Ints, b: Ints) -> Floats:
    part = (level - along[a]) / np.where(np.abs(along[b] - along[a]) < 1e-12, 1e-12, along[b] - along[a])
    return np.asarray(skin.vertices[a] + np.clip(part, 0, 1)[:, None] * (skin.vertices[b] - skin.vertices[a]))


def _fill(skin: Surface, area: Floats, known: np.ndarray) -> Floats:
    """Give faces that no level crossed the mean of their neighbours that were, ring by ring."""
    pairs = weld.face_pairs(skin)
    m = len(area)
    near = sp.csr_matrix((np.ones(2 * len(pairs)), (pairs.ravel(), pairs[:, ::-1].ravel())), (m, m))
    while not known.all():
        count = near @ known.astype(float)
        fresh = ~known & (count > 0)
        if not fresh.any():
            break
        area[fresh] = (near @ np.where(known, area, 0.0))[fresh] / count[fresh]
        known = known | fresh
    return area


def _step(value: Floats, low: float, high: float) -> Floats:
    """Return 0 below `low`, 1 above `high`, smooth between."""
    t = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t))
