"""The drawing order of a plate: who lies in front where two structures overlap, as a graph, sorted back to front."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.platemaker.cast import Raster

STRIDE = 3
"""Every third pixel each way is counted: 1 mm."""

CLEAR_MM = 1.5
"""A depth difference of this much counts in full; less counts in proportion (meshes that touch interpenetrate a little)."""

LEAST_WEIGHT = 1.0
"""Pairs that hardly overlap (in counted mm²) put no constraint on the order."""


@dataclass(frozen=True)
class Hits:
    """All first hits of all structures of a plate at 1 mm: by pixel, front to back."""

    pixel: NDArray[np.int64]
    structure: NDArray[np.int64]
    depth: NDArray[np.float64]


def gather(rasters: list[Raster]) -> Hits:
    """Return the sampled hits of rasters; the structure is the index into the list."""
    pixel, structure, depth = [], [], []
    for index, raster in enumerate(rasters):
        first_row, first_column = (-raster.row) % STRIDE, (-raster.column) % STRIDE
        window = raster.depth[first_row::STRIDE, first_column::STRIDE]
        rows, columns = np.nonzero(np.isfinite(window))
        row = (raster.row + first_row) // STRIDE + rows
        column = (raster.column + first_column) // STRIDE + columns
        pixel.append((row + 10_000).astype(np.int64) * 100_000 + column + 50_000)
        structure.append(np.full(len(rows), index, np.int64))
        depth.append(window[rows, columns].astype(float))
    p, s, d = np.concatenate(pixel), np.concatenate(structure), np.concatenate(depth)
    ranked = np.lexsort((s, -d, p))
    return Hits(p[ranked], s[ranked], d[ranked])


def front_weight(hits: Hits, count: int) -> NDArray[np.float64]:
    """Return (n, n): how much of the area shared by a and b, in mm², shows a in front of b at [a, b]."""
    weight = np.zeros(count * count)
    for shift in range(1, len(hits.pixel)):
        same = np.nonzero(hits.pixel[shift:] == hits.pixel[:-shift])[0]
        if not len(same):
            break
        gap = np.minimum((hits.depth[same] - hits.depth[same + shift]) / CLEAR_MM, 1.0)
        code = hits.structure[same] * count + hits.structure[same + shift]
        weight += np.bincount(code, weights=gap, minlength=count * count)
    return weight.reshape(count, count)


def acyclic(weight: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return (n, n) edges [behind, front] without cycles: the strongest majorities are locked first, what contradicts them falls.

    Equal majorities are taken in index order, so the result is the same on every run.
    """
    count = len(weight)
    margin = weight - weight.T
    front, behind = np.nonzero(margin > LEAST_WEIGHT)
    strongest = np.lexsort((behind, front, -margin[front, behind]))
    reach = np.eye(count, dtype=bool)
    edges = np.zeros((count, count), dtype=bool)
    for a, b in zip(behind[strongest], front[strongest], strict=True):
        if reach[b, a]:
            continue
        edges[a, b] = True
        if not reach[a, b]:
            reach[np.ix_(reach[:, a], reach[b])] = True
    return edges


def sort(edges: NDArray[np.bool_], keys: list[str], midline: list[bool]) -> list[list[int]]:
    """Return runs of indices, back to front: each run holds structures of one key, sided ones first, midline ones after.

    A run is drawn as its sided structures, their mirror images, then its midline structures; so a sided structure that
    lies over a midline one of the same key begins a new run. Among the keys that could come next the one that makes the
    longest run is taken, equal ones in alphabetical order.
    """
    waiting = edges.sum(axis=0)
    done = np.zeros(len(edges), dtype=bool)
    runs: list[list[int]] = []
    while not done.all():
        free = sorted({keys[i] for i in np.nonzero((waiting == 0) & ~done)[0]})
        candidates = {k: _run(edges, waiting, done, [j for j, other in enumerate(keys) if other == k], midline) for k in free}
        best = max(free, key=lambda k: len(candidates[k]))
        for i in candidates[best]:
            done[i] = True
            waiting = waiting - edges[i]
        runs.append(candidates[best])
    return runs


def _run(
    edges: NDArray[np.bool_], waiting: NDArray[np.int64], done: NDArray[np.bool_], members: list[int], midline: list[bool]
) -> list[int]:
    """All members of one key that can be drawn now: first the sided ones, then the midline ones."""
    left = waiting.copy()
    run: list[int] = []
    for wanted in (False, True):
        while ready := [i for i in members if left[i] == 0 and not done[i] and midline[i] is wanted and i not in run]:
            for i in ready:
                left = left - edges[i]
            run.extend(ready)
    return run
