"""The direction of a muscle's fascicles, face by face, and how far along them each place lies.

Three steps: the harmonic field between the attachment patches (`laplace`), its correction by the relief that the meshes
carry (`relief`), and the coordinate `along` that runs from 0 to 1 on every fascicle. Body frame, millimetres.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import scipy.sparse as sp

from tools.platemaker import ends, hint, laplace, patch, relief, weld
from tools.platemaker.ends import Ends
from tools.platemaker.meshes import Structure
from tools.platemaker.relief import Lines
from tools.platemaker.weld import Floats, Surface, unit

Quality = Literal["harmonic", "relief", "axis"]

SMOOTH_MM = 4.0
SMOOTH_SHARE = 0.04
SIDEWAYS = 0.03
RELIEF_KNOWN = 0.7
RELIEF_UNKNOWN = 0.85
CARVED = 0.3
STEPS = 40


@dataclass(frozen=True)
class Field:
    """Fascicles of one muscle part.

    face_direction (m, 3): unit, body frame, origin → insertion, in the order of the structure's faces; face_along (m,)
    and vertex_along (n,): 0 origin … 1 insertion; quality: `harmonic` where both patches were known, `relief` where one
    was not and the mesh's own relief leads, `axis` where the long axis had to stand in.
    """

    face_direction: Floats
    face_along: Floats
    vertex_along: Floats
    quality: Quality


@dataclass(frozen=True)
class _Flesh:
    """What stays the same from round to round: the surface, the carved and guiding lines, the stiffness of the flesh."""

    skin: Surface
    carved: Lines
    guides: list[Lines]
    share: float
    ties: sp.csr_matrix
    body: sp.csr_matrix
    opposite: weld.Through
    smooth_mm: float


def solve(structure: Structure, attachments: Sequence[Structure]) -> Field:
    """Return the fascicle field of a muscle part whose patches (`patch.of`) are given; works without any patch too."""
    skin = weld.weld(structure.vertices, structure.faces)
    start = ends.first(structure, skin, attachments)
    flesh = _flesh(structure, skin, start)
    direction, value = _direction(flesh, start)
    final = ends.refine(skin, start, direction, value)
    direction, _ = _direction(flesh, final)
    along = _along(flesh, direction, final)
    return Field(direction, along[skin.faces].mean(axis=1), along[skin.welded], _quality(flesh, start))


def _flesh(structure: Structure, skin: Surface, start: Ends) -> _Flesh:
    advice = hint.find(structure.base)
    across = weld.through(skin, skin.vertices, skin.vertex_normals)
    opposite = weld.through(skin, skin.centres, skin.normals)
    share = advice.relief if advice.relief is not None else RELIEF_KNOWN if start.known else RELIEF_UNKNOWN
    found = relief.read(skin)
    carved = Lines(found.direction, share * found.trust)
    guides = [_guide(structure, skin, rule) for rule in advice.rules("guide")]
    ties = laplace.ties(skin, across)
    smooth = max(SMOOTH_MM, SMOOTH_SHARE * float(np.sqrt(skin.areas.sum())))
    return _Flesh(skin, carved, guides, share, ties, laplace.stiffness(skin) + ties, opposite, smooth)


def _guide(structure: Structure, skin: Surface, rule: dict[str, Any]) -> Lines:
    chosen = np.zeros(len(skin.vertices), dtype=bool)
    chosen[skin.welded] = patch.select(structure, rule)
    return relief.guided(skin, rule, chosen)


def _direction(flesh: _Flesh, limits: Ends) -> tuple[Floats, Floats]:
    """Return the signed direction (m, 3) on which relief and harmonic field agree best, and the harmonic field (n,)."""
    value = laplace.solve(flesh.body, limits.origin, limits.insertion)
    slope = laplace.gradient(flesh.skin, value)
    harmonic = Lines(unit(slope), (1 - flesh.share) * _steepness(slope))
    lines = relief.agree(flesh.skin, flesh.opposite, [flesh.carved, harmonic, *flesh.guides], flesh.smooth_mm)
    return relief.orient(flesh.skin, lines.direction, slope), value


def _steepness(slope: Floats) -> Floats:
    """Return 0 … 1: how far a gradient can be trusted; under a broad patch it is much flatter than elsewhere."""
    steep = np.linalg.norm(slope, axis=1)
    usual = float(np.median(steep[steep > 1e-9])) if (steep > 1e-9).any() else 1.0
    return np.clip(2 * steep / usual, 0, 1)


def _along(flesh: _Flesh, direction: Floats, limits: Ends) -> Floats:
    """Return the coordinate that runs from 0 to 1 on each line: Laplace's equation, conducting mostly along the lines."""
    conductivity = direction[:, :, None] * direction[:, None, :] + SIDEWAYS * np.eye(3)
    matrix = laplace.stiffness(flesh.skin, conductivity) + SIDEWAYS * flesh.ties
    value = laplace.solve(matrix, limits.origin, limits.insertion)
    return _even(flesh.skin, value, direction)


def _even(skin: Surface, value: Floats, direction: Floats) -> Floats:
    """Return the coordinate stretched so that equal steps are equal lengths of fascicle (narrow tendons would take most of it)."""
    climb = (laplace.gradient(skin, value) * direction).sum(axis=1)
    middle = value[skin.faces].mean(axis=1)
    edges = np.linspace(0, 1, STEPS + 1)
    stretch = np.full(STEPS, np.nan)
    for step in range(STEPS):
        inside = (middle >= edges[step]) & (middle <= edges[step + 1]) & (climb > 1e-7)
        if inside.any():
            stretch[step] = 1 / np.average(climb[inside], weights=skin.areas[inside])
    known = np.flatnonzero(np.isfinite(stretch))
    if not len(known):
        return value
    stretch = np.interp(np.arange(STEPS), known, stretch[known])
    travelled = np.concatenate([[0.0], np.cumsum(stretch)])
    return np.interp(value, edges, travelled / travelled[-1])


def _quality(flesh: _Flesh, start: Ends) -> Quality:
    if start.known:
        return "harmonic"
    mean = float(np.average(flesh.carved.trust, weights=flesh.skin.areas))
    return "relief" if mean > CARVED else "axis"
