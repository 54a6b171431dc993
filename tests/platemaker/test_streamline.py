"""Streamlines on synthetic fields: straight, fanned, circular, and where there is nothing to draw."""

from __future__ import annotations

import pytest

pytest.importorskip("scipy", reason="the plate maker's libraries are not installed")

import numpy as np
from scipy.spatial import cKDTree

from tools.platemaker import streamline

H, W = 120, 160
Y, X = np.mgrid[0:H, 0:W].astype(float)
FULL = np.ones((H, W), dtype=bool)


def _field(u: np.ndarray, v: np.ndarray) -> np.ndarray:
    return np.stack([u + 0 * X, v + 0 * X], axis=-1)


LEVEL = _field(np.array(1.0), np.array(0.0))
FAN = _field(X - W / 2, Y + 60)
RING = _field(-(Y - H / 2), X - W / 2)


def test_lines_of_a_level_field_are_level_long_and_evenly_spaced() -> None:
    lines = streamline.trace(LEVEL, FULL, 8, 20, margin_px=3)
    heights = np.sort([line[:, 1].mean() for line in lines])
    assert all(np.ptp(line[:, 1]) < 0.5 for line in lines)
    assert all(np.ptp(line[:, 0]) > W - 16 for line in lines)
    assert np.diff(heights).min() > 6
    assert np.diff(heights).max() < 17


def test_lines_follow_a_fan() -> None:
    for line in streamline.trace(FAN, FULL, 8, 20):
        step = np.diff(line, axis=0)
        middle = (line[1:] + line[:-1]) / 2
        away = np.column_stack([middle[:, 0] - W / 2, middle[:, 1] + 60])
        turn = np.abs(step[:, 0] * away[:, 1] - step[:, 1] * away[:, 0])
        assert (turn / (np.linalg.norm(step, axis=1) * np.linalg.norm(away, axis=1))).max() < 0.2


def test_lines_of_a_ring_keep_their_distance_from_its_middle() -> None:
    mask = (np.hypot(X - W / 2, Y - H / 2) > 15) & (np.hypot(X - W / 2, Y - H / 2) < 55)
    lines = streamline.trace(RING, mask, 6, 20, margin_px=2)
    assert lines
    for line in lines:
        assert np.ptp(np.hypot(line[:, 0] - W / 2, line[:, 1] - H / 2)) < 2.5


@pytest.mark.parametrize("field", [LEVEL, FAN, RING], ids=["level", "fan", "ring"])
def test_no_two_lines_come_closer_than_half_a_spacing(field: np.ndarray) -> None:
    lines = streamline.trace(field, FULL, 8, 20)
    for i, line in enumerate(lines):
        others = np.vstack([other for j, other in enumerate(lines) if j != i])
        assert cKDTree(others).query(line)[0].min() > 0.4 * 8


def test_lines_stay_the_margin_inside_the_mask() -> None:
    mask = np.hypot(X - W / 2, Y - H / 2) < 50
    for line in streamline.trace(LEVEL, mask, 8, 10, margin_px=6):
        assert np.hypot(line[:, 0] - W / 2, line[:, 1] - H / 2).max() < 50 - 6 + 1.5


def test_the_sign_of_the_field_does_not_matter() -> None:
    flipped = LEVEL * np.where((X.astype(int) // 10) % 2, 1.0, -1.0)[..., None]
    assert all(np.ptp(line[:, 0]) > W - 16 for line in streamline.trace(flipped, FULL, 8, 20, margin_px=3))


def test_a_short_line_is_left_out() -> None:
    lines = streamline.trace(LEVEL, FULL, 8, 40)
    assert all(np.linalg.norm(np.diff(line, axis=0), axis=1).sum() >= 39 for line in lines)
    assert streamline.trace(LEVEL, FULL, 8, 4 * W) == []


def test_an_empty_mask_or_an_unknown_field_gives_no_lines() -> None:
    assert streamline.trace(LEVEL, np.zeros((H, W), dtype=bool), 8, 10) == []
    assert streamline.trace(np.full((H, W, 2), np.nan), FULL, 8, 10) == []


def test_the_same_field_gives_the_same_lines() -> None:
    one, two = (streamline.trace(FAN, FULL, 7, 15) for _ in range(2))
    assert len(one) == len(two)
    assert all(np.array_equal(a, b) for a, b in zip(one, two, strict=True))
