from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("embreex")

from tools.platemaker import order
from tools.platemaker.cast import Raster
from tools.platemaker.meshes import Structure


def slab(name: str, depth: float, columns: slice) -> Raster:
    """Return a flat raster at a depth, over some of sixty columns."""
    none = np.zeros((0, 3))
    structure = Structure(name, "muscle", "left", none, none.astype(np.int64), {})
    z = np.full((60, 60), np.nan, np.float32)
    z[:, columns] = depth
    return Raster(structure, 0, 0, np.where(np.isfinite(z), 0, -1).astype(np.int32), z)


def edges_of(weights: dict[tuple[int, int], float], count: int) -> np.ndarray:
    weight = np.zeros((count, count))
    for (front, behind), value in weights.items():
        weight[front, behind] = value
    return order.acyclic(weight, [])


def test_the_nearer_of_two_is_counted_over_the_area_they_share() -> None:
    hits = order.gather([slab("a", 5.0, slice(0, 40)), slab("b", 20.0, slice(20, 60))])
    weight = order.front_weight(hits, 2)
    assert weight[1, 0] == pytest.approx(20 * 60 / order.STRIDE**2, rel=0.1)
    assert weight[0, 1] == 0


def test_touching_surfaces_hardly_count() -> None:
    hits = order.gather([slab("a", 5.0, slice(0, 60)), slab("b", 5.15, slice(0, 60))])
    weight = order.front_weight(hits, 2)
    assert weight[1, 0] == pytest.approx(0.1 * 400, rel=0.05)


def test_a_cycle_falls_at_its_weakest_edge() -> None:
    edges = edges_of({(1, 0): 90, (2, 1): 80, (0, 2): 10}, 3)
    assert edges[0, 1]
    assert edges[1, 2]
    assert not edges[2, 0]


def test_what_is_forced_comes_before_every_majority() -> None:
    weight = np.zeros((2, 2))
    weight[0, 1] = 1000
    edges = order.acyclic(weight, [(0, 1)])
    assert edges[0, 1]
    assert not edges[1, 0]


def test_an_order_obeys_every_edge_and_holds_each_once() -> None:
    rng = np.random.default_rng(3)
    edges = np.triu(rng.random((40, 40)) < 0.1, 1)
    keys = [["bones", "muscles deep", "muscles superficial"][i] for i in rng.integers(0, 3, 40)]
    midline = [bool(v) for v in rng.random(40) < 0.2]
    runs = order.sort(edges, keys, midline)
    drawn = [i for run in runs for i in run]
    place = {i: n for n, i in enumerate(drawn)}
    assert sorted(drawn) == list(range(40))
    assert all(place[a] < place[b] for a, b in zip(*np.nonzero(edges), strict=True))
    assert all(len({keys[i] for i in run}) == 1 for run in runs)


def test_in_a_run_midline_structures_come_after_the_sided_ones() -> None:
    edges = np.zeros((3, 3), bool)
    edges[0, 1] = True
    runs = order.sort(edges, ["bones"] * 3, [True, False, False])
    assert runs in ([[2, 0], [1]], [[0], [1, 2]])


def test_few_runs_are_made_where_a_greedy_order_makes_many() -> None:
    chain = np.zeros((6, 6), bool)
    for a, b in ((0, 1), (1, 2), (3, 4)):
        chain[a, b] = True
    runs = order.sort(chain, ["bones", "muscles deep", "bones", "muscles deep", "bones", "muscles deep"], [False] * 6)
    assert len(runs) == 3
