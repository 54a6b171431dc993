"""Fleshy belly and tendon: where the cross-section along the fascicles falls to a small part of its greatest.

Each place is judged by its own closed section, so that the thin tendons of a muscle with several do not add up.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from tools.platemaker import hint, laplace, patch, relief, section, weld
from tools.platemaker.field import Field
from tools.platemaker.meshes import Structure
from tools.platemaker.weld import Floats, Surface

LEVELS = 48
TENDON_BELOW = 0.14
BELLY_ABOVE = 0.30
ORIGIN_SCALE = 0.5
SMOOTH_ROUNDS = 4
SOFT_MM = 9.0


def belly(structure: Structure, field: Field) -> Floats:
    """Return (m,) per face: 1 fleshy belly … 0 tendon or aponeurosis, with a smooth step between."""
    return np.asarray(vertex_belly(structure, field)[structure.faces].mean(axis=1))


def vertex_belly(structure: Structure, field: Field) -> Floats:
    """Return the same (n,) per vertex: interpolated over a face it gives a smooth boundary even on a coarse mesh."""
    skin = weld.weld(structure.vertices, structure.faces)
    advice = hint.find(structure.base)
    across = weld.through(skin, skin.vertices, skin.vertex_normals)
    area = _section_areas(skin, laplace.length(skin, field.face_direction, laplace.ties(skin, across)))
    share = area / max(np.percentile(area, 90), 1e-9)
    late = _step(field.face_along, 0.3, 0.6)
    flesh = _step(share / (ORIGIN_SCALE + (1 - ORIGIN_SCALE) * late), TENDON_BELOW, BELLY_ABOVE)
    if "origin" in advice.fleshy:
        flesh = np.maximum(flesh, 1 - late)
    if "insertion" in advice.fleshy:
        flesh = np.maximum(flesh, late)
    flesh = relief.face_smooth(skin, flesh, SMOOTH_ROUNDS)
    at_vertex = (skin.gather @ (skin.areas * flesh) / np.maximum(skin.gather @ skin.areas, 1e-9))[skin.welded]
    for rule in advice.rules("tendon"):
        at_vertex = np.minimum(at_vertex, _step(-patch.depth(structure, rule), -SOFT_MM, SOFT_MM))
    return np.clip(at_vertex, 0.0, 1.0)


def _section_areas(skin: Surface, along: Floats) -> Floats:
    """Return (m,) the area (mm²) of the closed section that runs through each face, square to the fascicles."""
    levels = along.max() * (np.arange(LEVELS) + 0.5) / LEVELS
    total = np.zeros(len(skin.faces))
    count = np.zeros(len(skin.faces))
    for level in levels:
        faces, area = section.areas(skin, along, float(level))
        total[faces] += area
        count[faces] += 1
    known = count > 0
    area = np.divide(total, count, out=np.zeros_like(total), where=known)
    return _fill(skin, area, known)


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
