"""The second body's warp on a made-up body: an egg with an upper and a lower skin, a rod in it, and a longer, broader, shifted egg to warp it into."""

from __future__ import annotations

from itertools import pairwise

import pytest

for library in ("scipy", "trimesh", "embreex"):
    pytest.importorskip(library, reason="the plate maker's libraries are not installed")

import numpy as np
from platemaker import solid

from tools.platemaker.figure import depth, paired, regions
from tools.platemaker.figure.warp import MIRROR, Pairs, Warp, steady, thinned
from tools.platemaker.integument import Integument

FIRST, SECOND = np.array([100.0, 200.0, 80.0]), np.array([125.0, 230.0, 90.0])
DOWN = np.array([0.0, 15.0, 5.0])
"""Where the middle of the second egg lies."""
BORDER = 40.0
"""The height at which the first egg's upper skin begins."""


def egg(half: np.ndarray, middle: np.ndarray, rows: int = 48, columns: int = 32) -> tuple[np.ndarray, np.ndarray]:
    """The left half of an egg's skin: vertices and faces, wound outward, its edge on the midline."""
    fall, turn = np.meshgrid(np.linspace(0.02, np.pi - 0.02, rows), np.linspace(-np.pi / 2, np.pi / 2, columns), indexing="ij")
    unit = np.stack([np.cos(turn) * np.sin(fall), np.cos(fall), np.sin(turn) * np.sin(fall)], axis=-1).reshape(-1, 3)
    unit[np.abs(unit[:, 0]) < 1e-9, 0] = 0.0
    i, j = np.meshgrid(np.arange(rows - 1), np.arange(columns - 1), indexing="ij")
    a = (i * columns + j).ravel()
    faces = np.vstack([np.c_[a, a + 1, a + columns], np.c_[a + 1, a + columns + 1, a + columns]])
    vertices = unit * half + middle
    corners = vertices[faces]
    outward = np.einsum("ij,ij->i", np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), corners.mean(axis=1) - middle)
    faces[outward < 0] = faces[outward < 0][:, ::-1]
    return vertices, faces


def skin(half: np.ndarray, middle: np.ndarray, border: float) -> Integument:
    vertices, faces = egg(half, middle)
    return Integument(vertices, faces, (vertices[faces][:, :, 1].mean(axis=1) < border).astype(np.int64), ("upper", "lower"))


@pytest.fixture(scope="module")
def pairs() -> Pairs:
    """Some points of both skins that belong together, and the two ends."""
    return Pairs(egg(FIRST, np.zeros(3), 9, 7)[0], egg(SECOND, DOWN, 9, 7)[0])


@pytest.fixture(scope="module")
def warp(pairs: Pairs) -> Warp:
    return Warp(pairs)


@pytest.fixture(scope="module")
def first() -> Integument:
    return skin(FIRST, np.zeros(3), BORDER)


@pytest.fixture(scope="module")
def second() -> Integument:
    return skin(SECOND, DOWN, BORDER)


INSIDE = np.random.default_rng(4).uniform(-1, 1, (200, 3)) * FIRST * 0.5


def test_what_is_paired_lies_where_it_was_paired(warp: Warp, pairs: Pairs) -> None:
    assert warp(pairs.source) == pytest.approx(pairs.target, abs=1e-4)


def test_between_the_pairs_space_is_stretched_evenly(warp: Warp) -> None:
    assert np.linalg.norm(warp(INSIDE) - (INSIDE * SECOND / FIRST + DOWN), axis=1).max() < 1e-3


def test_left_and_right_are_warped_alike_and_the_midline_stays_there(warp: Warp) -> None:
    assert warp(INSIDE * MIRROR) == pytest.approx(warp(INSIDE) * MIRROR, abs=1e-6)
    assert np.abs(warp(INSIDE * [0, 1, 1])[:, 0]).max() < 1e-6


def test_a_warped_muscle_is_not_turned_inside_out(warp: Warp) -> None:
    rod = solid.rod()

    def volume(vertices: np.ndarray) -> float:
        a, b, c = (vertices[rod.faces[:, k]] for k in range(3))
        return float(np.einsum("ij,ij->", a, np.cross(b, c)) / 6)

    beside = rod.vertices + np.array([40.0, 50.0, 0.0])
    assert volume(beside) > 0
    assert volume(warp(beside)) == pytest.approx(volume(beside) * np.prod(SECOND / FIRST), rel=0.01)


def test_a_firm_pair_is_kept_where_a_loose_one_gives_way(pairs: Pairs) -> None:
    wrong = Pairs(np.array([[30.0, 10.0, 5.0], [40.0, -60.0, 5.0]]), np.array([[50.0, 25.0, 10.0], [70.0, -54.0, 10.0]]))
    give = np.concatenate([np.zeros(len(pairs.source)), [0.0, 1e6]])
    warp = Warp(pairs + wrong, give)
    off = np.linalg.norm(warp(wrong.source) - wrong.target, axis=1)
    assert off[0] < 1e-3
    assert off[1] > 5


def test_thinned_pairs_keep_their_distance_and_leave_no_gap(pairs: Pairs) -> None:
    spacing = np.full(len(pairs.source), 45.0)
    chosen = thinned(pairs, spacing)
    kept = pairs.source[chosen]
    apart = np.linalg.norm(kept[:, None] - kept, axis=2) + np.eye(len(kept)) * 1e9
    assert 4 < len(kept) < len(pairs.source)
    assert list(chosen) == sorted(chosen)
    assert apart.min() > 45
    assert np.linalg.norm(pairs.source[:, None] - kept, axis=2).min(axis=1).max() <= 45


def test_a_pair_that_moves_unlike_its_neighbours_is_found() -> None:
    target = INSIDE * [1.05, 1.1, 1.0] + DOWN
    assert steady(Pairs(INSIDE, target)).all()
    target[30] += [0.0, 60.0, 0.0]
    assert list(np.flatnonzero(~steady(Pairs(INSIDE, target)))) == [30]


def test_what_sticks_out_of_the_second_skin_moves_under_it_and_what_lies_deep_stays(second: Integument) -> None:
    cover = depth.Cover(second)
    on_skin = second.vertices[24 * 32 + 16]
    outward = (on_skin - DOWN) / np.linalg.norm(on_skin - DOWN)
    points = np.array([on_skin + 3 * outward, on_skin - 2.5 * outward, DOWN + np.array([5.0, 0.0, 0.0])])
    settled, report = depth.settle(points, np.array([5.0, 5.0, 60.0]), cover)
    assert report.before == 1
    assert report.after == 0
    assert cover.depth(settled)[0][0] == pytest.approx(depth.LEAST_MM, abs=0.5)
    assert settled[2] == pytest.approx(points[2], abs=1e-9)
    assert cover.depth(settled)[0][1] > cover.depth(settled)[0][0], "what lay deeper still does"
    mirrored, _ = depth.settle(points * MIRROR, np.array([5.0, 5.0, 60.0]), cover)
    assert mirrored == pytest.approx(settled * MIRROR, abs=1e-6)


def test_depth_is_negative_outside_and_grows_inward(first: Integument) -> None:
    ways = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, 0.0, -1.0]])
    reach = np.array([100.0, 80.0, 80.0])
    for inward in (-4.0, 2.0, 12.0):
        found = depth.Cover(first).depth(ways * (reach - inward)[:, None])[0]
        assert found == pytest.approx(inward, abs=1.0)


def test_the_second_skin_is_parted_where_the_warp_lays_the_border(first: Integument, second: Integument, warp: Warp) -> None:
    normals = (second.vertices - DOWN) / SECOND**2
    shape = regions.Skin(second.vertices, second.faces, normals / np.linalg.norm(normals, axis=1)[:, None], lids=np.zeros((0, 3)))
    made = regions.cut(shape, regions.Named(first, warp))
    border = warp(np.array([[0.0, BORDER, 80.0]]))[0][1]
    assert made.names == ("upper", "lower")
    assert made.areas.sum() == pytest.approx(second.areas.sum(), rel=1e-6), "no skin is lost or doubled"
    heights = made.centres[:, 1]
    assert heights[made.region == 0].min() > border - 6
    assert heights[made.region == 1].max() < border + 6
    assert (np.einsum("ij,ij->i", made.normals, made.centres - DOWN) > 0).all(), "outward, all of it"


def test_what_lies_together_moves_together_where_the_skin_is_folded() -> None:
    """Two slopes of skin that meet in a fold: what sticks out across it is not torn apart by their normals."""
    vertices, faces = egg(FIRST, np.zeros(3))
    vertices = vertices * [1.0, 1.0, 1.0] + np.c_[np.zeros(len(vertices)), np.zeros(len(vertices)), -30.0 * np.exp(-((vertices[:, 1] / 8.0) ** 2)) * (vertices[:, 2] > 0)]
    cover = depth.Cover(Integument(vertices, faces, np.zeros(len(faces), dtype=np.int64), ("skin",)))
    row = np.c_[np.full(41, 20.0), np.linspace(-20, 20, 41), np.full(41, 72.0)]
    settled, report = depth.settle(row, np.full(41, 5.0), cover)
    assert report.after == 0
    apart = np.linalg.norm(np.diff(settled, axis=0), axis=1)
    assert apart.max() < 6.0


def test_the_underside_of_the_chin_is_read_from_its_turn_to_the_neck() -> None:
    lip, chin, under, neck = (1460.0, 110.0), (1440.0, 104.0), (1420.0, 95.0), (1418.0, 50.0)
    corners = np.array([lip, chin, under, neck, (1300.0, 40.0)])
    along = np.concatenate([np.linspace(a, b, 40, endpoint=False) for a, b in pairwise(corners)])
    profile = np.c_[np.zeros(len(along)), along]
    body = {name: np.array([0.0, *at]) for name, at in {"mouth": lip, "chin": chin, "C7": (1380.0, -10.0), "shoulder": (1290.0, -20.0)}.items()}
    found = paired.throat(profile, body)
    assert found[0] == pytest.approx([0.0, *under], abs=6.0)
    assert found[1] == pytest.approx([0.0, 1419.0, 72.5], abs=4.0)
    assert found[2] == pytest.approx([0.0, *neck], abs=7.0)


def test_a_ragged_border_between_regions_is_drawn_smoother(first: Integument, second: Integument, warp: Warp) -> None:
    """Each point slides along its own edge only: none leaves its place by more than that edge."""
    normals = (second.vertices - DOWN) / SECOND**2
    shape = regions.Skin(second.vertices, second.faces, normals / np.linalg.norm(normals, axis=1)[:, None], lids=np.zeros((0, 3)))
    every, of_face = np.unique(np.sort(np.stack([shape.faces, np.roll(shape.faces, -1, axis=1)], axis=2).reshape(-1, 2), axis=1), axis=0, return_inverse=True)
    above = shape.vertices[:, 1] > warp(np.array([[0.0, BORDER, 80.0]]))[0][1]
    is_cut = above[every[:, 0]] != above[every[:, 1]]
    ragged = np.where(is_cut, np.random.default_rng(5).uniform(0.05, 0.95, len(every)), 0.5)
    smooth = regions.smoothed(shape, every, is_cut, of_face.reshape(-1, 3), ragged)

    def unevenness(share: np.ndarray) -> float:
        points = shape.vertices[every[is_cut, 0]] + np.diff(shape.vertices[every[is_cut]], axis=1)[:, 0] * share[is_cut, None]
        return float(np.std(points[:, 1]))

    assert unevenness(smooth) < 0.75 * unevenness(ragged)
    assert (smooth[is_cut] >= regions.LEAST_SHARE).all()
    assert (smooth[is_cut] <= 1 - regions.LEAST_SHARE).all()
    assert (smooth[~is_cut] == ragged[~is_cut]).all()
