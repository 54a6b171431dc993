"""The toes of a skin, on a made-up foot: a wall with five bulges to the front, some of which touch their neighbour."""

from __future__ import annotations

import pytest

for library in ("scipy", "trimesh"):
    pytest.importorskip(library, reason="the plate maker's libraries are not installed")

import numpy as np

from tools.platemaker.figure import toes

MIDDLES, TIPS = np.array([90.0, 108.0, 121.0, 133.0, 144.0]), np.array([150.0, 146.0, 139.0, 128.0, 112.0])
STEP_MM = 0.5


def foot(count: int = toes.COUNT) -> tuple[np.ndarray, np.ndarray]:
    """The front of a foot: vertices and faces; `count` toes of 7 mm half width, 20 mm long, round in both ways."""
    across, up = np.meshgrid(np.arange(75.0, 155.0, STEP_MM), np.arange(1.0, 21.0, STEP_MM), indexing="ij")
    ahead = np.full(across.shape, -60.0)
    for middle, tip in zip(MIDDLES[:count], TIPS[:count], strict=True):
        ahead = np.maximum(ahead, tip - 20.0 * ((across - middle) ** 2 / 49.0 + (up - 11.0) ** 2 / 81.0))
    vertices = np.stack([across, up, ahead], axis=-1).reshape(-1, 3)
    rows, columns = across.shape
    i, j = np.meshgrid(np.arange(rows - 1), np.arange(columns - 1), indexing="ij")
    a = (i * columns + j).ravel()
    return vertices, np.vstack([np.c_[a, a + columns, a + 1], np.c_[a + 1, a + columns, a + columns + 1]])


def test_each_toe_is_found_by_its_tip_from_the_great_toe_to_the_little_one() -> None:
    found = toes.points(*foot())
    assert found[: toes.COUNT, 0] == pytest.approx(MIDDLES, abs=STEP_MM)
    assert found[: toes.COUNT, 2] == pytest.approx(TIPS, abs=0.2)


def test_a_toe_is_read_round_its_own_middle_though_its_neighbour_touches_it() -> None:
    vertices, faces = foot()
    around = toes.points(vertices, faces)[toes.COUNT :].reshape(toes.COUNT, len(toes.SHARES), len(toes.AROUND), 3)
    assert around[..., 0].mean(axis=(1, 2)) == pytest.approx(MIDDLES, abs=2.0)
    behind = TIPS[:, None] - around[..., 2].mean(axis=2)
    assert behind == pytest.approx(np.tile(np.array(toes.SHARES) * np.ptp(vertices[:, 2]), (toes.COUNT, 1)), abs=0.5)


def test_a_skin_without_five_toes_is_refused() -> None:
    with pytest.raises(ValueError, match="4 toes instead of 5"):
        toes.points(*foot(4))
