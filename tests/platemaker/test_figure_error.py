"""What is left out in one go when the second body's map is measured, and what is left out with it."""

from __future__ import annotations

from itertools import combinations

import pytest

for library in ("scipy", "trimesh", "embreex"):
    pytest.importorskip(library, reason="the plate maker's libraries are not installed")

import numpy as np

from tools import figure_error
from tools.platemaker.figure.pack import LEAD_MM, beside
from tools.platemaker.figure.warp import Pairs

POINTS = {name: np.array([0.0, height, 0.0]) for name, height in {"C7": 1440, "C7-spinous-skin": 1442, "T12": 1120, "knee": 440, "ankle": 80, "heel-back": 30}.items()}


def test_every_landmark_is_left_out_once() -> None:
    assert sorted(name for fold in figure_error.folds(POINTS) for name in fold) == sorted(POINTS)


def test_landmarks_left_out_in_one_go_do_not_tell_of_one_another() -> None:
    for fold in figure_error.folds(POINTS):
        for one, other in combinations(sorted(fold), 2):
            apart = np.linalg.norm(POINTS[one] - POINTS[other]) > figure_error.APART_MM
            assert apart or any({one, other} <= each for each in figure_error.TOGETHER), (one, other)


def test_both_points_of_a_spine_level_go_together() -> None:
    assert all(("C7" in fold) == ("C7-spinous-skin" in fold) for fold in figure_error.folds(POINTS))


def test_a_landmark_left_out_takes_its_own_pair_away_and_no_other() -> None:
    points = np.arange(12.0).reshape(4, 3)
    left = figure_error._without(Pairs(points, points + 1), ("a", "b"), frozenset({"b", "elsewhere"}))
    assert left.source.tolist() == points[[0, 2, 3]].tolist()
    assert left.target.tolist() == (points + 1)[[0, 2, 3]].tolist()


def test_beside_the_chin_the_skin_of_the_same_address_does_not_count() -> None:
    chin = np.array([[0.0, 1420.0, 95.0]])
    skin = np.array([chin[0] - [0.0, 0.0, behind] for behind in (LEAD_MM - 1, LEAD_MM + 1)])
    assert beside(Pairs(chin, chin), Pairs(skin, skin)).source.tolist() == skin[1:].tolist()
