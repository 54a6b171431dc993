"""The vertebral column of the second body, on a made-up column: vertebrae of one shape, one above the other on a slight curve."""

from __future__ import annotations

import pytest

for library in ("scipy", "trimesh", "embreex"):
    pytest.importorskip(library, reason="the plate maker's libraries are not installed")

import numpy as np

from tools.platemaker.figure import column
from tools.platemaker.joint import VERTEBRAE, Skeleton


@pytest.fixture(scope="module")
def bones() -> Skeleton:
    shape = np.array([[0, 0, 15], [0, 0, -45], [0, 10, 0], [0, -10, 0], [20, 0, 14], [35, 0, -15], [10, 5, -20]], dtype=float)
    lift = np.column_stack([np.zeros(24), 1500 - 30 * np.arange(24.0), 20 * np.sin(np.arange(24) / 5)])
    return Skeleton({name: shape + at for name, at in zip(VERTEBRAE, lift, strict=True)})


def squeezed(points: np.ndarray) -> np.ndarray:
    """Narrower, and lower the nearer to the middle of the chest."""
    sunk = 25 * np.exp(-(((points[:, 1] - 1200) / 90) ** 2))
    return np.column_stack([points[:, 0] * 0.6, points[:, 1] - sunk, points[:, 2]])


def test_a_column_that_needs_no_mending_is_left_alone(bones: Skeleton) -> None:
    own = column.pairs(bones, lambda points: points, 1.0)
    assert own.target == pytest.approx(own.source, abs=1e-9)


def test_vertebrae_squeezed_from_both_sides_get_their_breadth_back(bones: Skeleton) -> None:
    own = column.pairs(bones, squeezed, 0.95)
    assert own.target[:, 0] == pytest.approx(0.95 * own.source[:, 0])


def test_levels_between_those_that_are_known_sink_less_than_the_skin(bones: Skeleton) -> None:
    own = column.pairs(bones, squeezed, 0.95)
    sunk, kept = (np.abs(each[:, 1] - own.source[:, 1]).max() for each in (squeezed(own.source), own.target))
    assert sunk > 20
    assert kept < 0.7 * sunk
