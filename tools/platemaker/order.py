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

LEAST_WEIGHT = 2.5
"""Pairs that hardly overlap (in counted mm²) put no constraint on the order."""

BEAM = 48
"""So many unfinished orders are carried on at a time while the one with the fewest runs is looked for."""


@dataclass(frozen=True)
class Hits:
    """All first hits of all structures of a plate at 1 mm: by pixel, front to back."""

    pixel: NDArray[np.int64]
    structure: NDArray[np.int64]
    depth: NDArray[np.float64]

    @property
    def row(self) -> NDArray[np.int64]:
        """The row of each hit on the plate's 1 mm grid."""
        return self.pixel // 100_000 - 10_000

    @property
    def column(self) -> NDArray[np.int64]:
        """The column of each hit on the plate's 1 mm grid."""
        return self.pixel % 100_000 - 50_000


def gather(rasters: list[Raster]) -> Hits:
    """Return the sampled hits of rasters; the structure is the index into the list."""
    pixel, structure, depth = [], [], []
    for index, raster in enumerate(rasters):
        every = STRIDE // raster.step
        first_row, first_column = (-raster.row // raster.step) % every, (-raster.column // raster.step) % every
        window = raster.depth[first_row::every, first_column::every]
        rows, columns = np.nonzero(np.isfinite(window))
        row = (raster.row + first_row * raster.step) // STRIDE + rows
        column = (raster.column + first_column * raster.step) // STRIDE + columns
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


def acyclic(weight: NDArray[np.float64], forced: list[tuple[int, int]]) -> NDArray[np.bool_]:
    """Return (n, n) edges [behind, front] without cycles: the strongest majorities are locked first, what contradicts them falls.

    `forced` are (behind, front) pairs that come before every majority. Equal majorities are taken in index order, so the
    result is the same on every run.
    """
    count = len(weight)
    margin = weight - weight.T
    front, behind = np.nonzero(margin > LEAST_WEIGHT)
    strongest = np.lexsort((behind, front, -margin[front, behind]))
    reach = np.eye(count, dtype=bool)
    edges = np.zeros((count, count), dtype=bool)
    for a, b in [*forced, *zip(behind[strongest], front[strongest], strict=True)]:
        if reach[b, a]:
            continue
        edges[a, b] = True
        if not reach[a, b]:
            reach[np.ix_(reach[:, a], reach[b])] = True
    return edges


@dataclass(frozen=True)
class _Partial:
    """An order begun: what is drawn, how many structures each one still waits for, the runs so far, the chain left."""

    done: NDArray[np.bool_]
    waiting: NDArray[np.int64]
    runs: tuple[tuple[int, ...], ...]
    left: int

    @property
    def merit(self) -> tuple[int, int, tuple[tuple[int, ...], ...]]:
        return self.left, -int(self.done.sum()), self.runs


def sort(edges: NDArray[np.bool_], keys: list[str], midline: list[bool]) -> list[list[int]]:
    """Return runs of indices, back to front: each run holds structures of one key, sided ones first, midline ones after.

    A run is drawn as its sided structures, their mirror images, then its midline structures; so a sided structure that
    lies over a midline one of the same key begins a new run. Of the orders that the edges allow, one with few runs is
    taken (a beam search, deterministic).
    """
    members = {k: [i for i, other in enumerate(keys) if other == k] for k in sorted(set(keys))}
    chain = _chains(edges, keys, midline)
    partial = [_Partial(np.zeros(len(edges), dtype=bool), edges.sum(axis=0), (), 0)]
    while not partial[0].done.all():
        following: dict[bytes, _Partial] = {}
        for state in partial:
            for group in members.values():
                run = _run(edges, state, group, midline)
                if run:
                    after = _after(edges, state, run, chain)
                    mark = after.done.tobytes()
                    if mark not in following or after.runs < following[mark].runs:
                        following[mark] = after
        partial = sorted(following.values(), key=lambda s: s.merit)[:BEAM]
        finished = [s for s in partial if s.done.all()]
        partial = finished or partial
    return [list(r) for r in partial[0].runs]


def _after(edges: NDArray[np.bool_], state: _Partial, run: list[int], chain: NDArray[np.int64]) -> _Partial:
    done = state.done.copy()
    done[run] = True
    rest = int(chain[~done].max()) if not done.all() else 0
    return _Partial(done, state.waiting - edges[run].sum(axis=0), (*state.runs, tuple(run)), rest)


def _chains(edges: NDArray[np.bool_], keys: list[str], midline: list[bool]) -> NDArray[np.int64]:
    """Return (n,): how many runs must be drawn from each structure to the last one over it."""
    count = len(edges)
    chain = np.ones(count, dtype=np.int64)
    waiting = edges.sum(axis=1).astype(np.int64)
    ready = [i for i in range(count) if waiting[i] == 0]
    while ready:
        i = ready.pop()
        for j in np.nonzero(edges[:, i])[0]:
            same = keys[j] == keys[i] and not (midline[j] and not midline[i])
            chain[j] = max(chain[j], chain[i] + (0 if same else 1))
            waiting[j] -= 1
            if waiting[j] == 0:
                ready.append(int(j))
    return chain


def _run(edges: NDArray[np.bool_], state: _Partial, members: list[int], midline: list[bool]) -> list[int]:
    """All members of one key that can be drawn now: first the sided ones, then the midline ones."""
    left = state.waiting.copy()
    run: list[int] = []
    for wanted in (False, True):
        open_ones = [i for i in members if not state.done[i] and midline[i] is wanted]
        while ready := [i for i in open_ones if left[i] == 0]:
            left = left - edges[ready].sum(axis=0)
            run.extend(ready)
            open_ones = [i for i in open_ones if i not in ready]
    return run
