"""Sections of a surface: the level lines of a vertex value, as pieces in faces, as areas and as closed loops.

Body frame, millimetres.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

from tools.platemaker.weld import Floats, Ints, Surface


@dataclass(frozen=True)
class Pieces:
    """One level line in pieces: crossed faces (k,), ends (k, 3) with all loops turning the same way, loop number (k,)."""

    face: Ints
    start: Floats
    end: Floats
    loop: Ints


def cut(skin: Surface, value: Floats, level: float) -> Pieces:
    """Return where vertex values (n,) cross a level; no pieces where none does."""
    at = value[skin.faces]
    crossing = np.flatnonzero((at.min(axis=1) < level) & (at.max(axis=1) >= level))
    if not len(crossing):
        return Pieces(crossing, np.zeros((0, 3)), np.zeros((0, 3)), crossing)
    start, end = _ends(skin, value, level, crossing)
    return Pieces(crossing, start, end, _loops(skin, value, level, crossing))


def areas(skin: Surface, value: Floats, level: float) -> tuple[Ints, Floats]:
    """Return the faces that a level crosses and, for each, the area (mm²) inside the loop that it belongs to."""
    pieces = cut(skin, value, level)
    if not len(pieces.face):
        return pieces.face, np.zeros(0)
    return pieces.face, np.linalg.norm(vector_areas(pieces), axis=1)[pieces.loop]


def vector_areas(pieces: Pieces) -> Floats:
    """Return the vector area (mm²) of each loop, (loops, 3)."""
    count = np.bincount(pieces.loop)[:, None]
    middle = np.column_stack([np.bincount(pieces.loop, pieces.start[:, k]) for k in range(3)]) / count
    twice = np.cross(pieces.start - middle[pieces.loop], pieces.end - middle[pieces.loop])
    return np.column_stack([np.bincount(pieces.loop, twice[:, k]) for k in range(3)]) / 2


def chain(pieces: Pieces, loop: int) -> Floats:
    """Return one loop's corners (k, 3) in order, each once; a loop cut open by a hole in the mesh comes as its longest run."""
    chosen = pieces.loop == loop
    start, end = pieces.start[chosen], pieces.end[chosen]
    keep = np.linalg.norm(end - start, axis=1) > 1e-9
    start, end = start[keep], end[keep]
    if not len(start):
        return pieces.start[chosen][:1]
    begins: dict[tuple[float, ...], list[int]] = {}
    for i, key in enumerate(np.round(start, 4).tolist()):
        begins.setdefault(tuple(key), []).append(i)
    left = set(range(len(start)))
    best: list[int] = []
    while left:
        run = _run(min(left), end, begins, left)
        best = max(best, run, key=len)
    return start[best]


def _run(first: int, end: Floats, begins: dict[tuple[float, ...], list[int]], left: set[int]) -> list[int]:
    run = [first]
    left.discard(first)
    while True:
        following = [i for i in begins.get(tuple(np.round(end[run[-1]], 4).tolist()), []) if i in left]
        if not following:
            return run
        run.append(following[0])
        left.discard(following[0])


def _loops(skin: Surface, value: Floats, level: float, crossing: Ints) -> NDArray[np.int64]:
    edges = np.sort(skin.faces[crossing][:, [0, 1, 1, 2, 2, 0]].reshape(-1, 3, 2), axis=2)
    above = value[edges] >= level
    split = above[..., 0] != above[..., 1]
    key = edges[..., 0] * len(skin.vertices) + edges[..., 1]
    _, index = np.unique(key[split], return_inverse=True)
    rows = np.repeat(np.arange(len(crossing)), split.sum(axis=1))
    join = sp.csr_matrix((np.ones(len(rows)), (rows, index)))
    _, loop = connected_components(join @ join.T, directed=False)
    return np.asarray(loop, dtype=np.int64)


def _ends(skin: Surface, value: Floats, level: float, crossing: Ints) -> tuple[Floats, Floats]:
    face = skin.faces[crossing]
    above = value[face] >= level
    lone = np.where(above.sum(axis=1) == 1, above.argmax(axis=1), (~above).argmax(axis=1))
    rows = np.arange(len(face))
    apex, second, third = (face[rows, (lone + k) % 3] for k in range(3))
    first, last = _cut(skin, value, level, apex, second), _cut(skin, value, level, apex, third)
    flip = above[rows, lone]
    return np.where(flip[:, None], last, first), np.where(flip[:, None], first, last)


def _cut(skin: Surface, value: Floats, level: float, a: Ints, b: Ints) -> Floats:
    part = (level - value[a]) / np.where(np.abs(value[b] - value[a]) < 1e-12, 1e-12, value[b] - value[a])
    return np.asarray(skin.vertices[a] + np.clip(part, 0, 1)[:, None] * (skin.vertices[b] - skin.vertices[a]))
