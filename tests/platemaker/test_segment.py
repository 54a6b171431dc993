from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tools.platemaker.tube import Tube

LIMBS = ("thigh", "leg", "arm", "forearm")
MIDLINE = ("trunk", "neck", "head")
DIGITS = tuple(f"{part}-{digit}" for part in ("hand", "foot") for digit in range(1, 6))
SEGMENTS = LIMBS + MIDLINE + DIGITS
COCCYX, L4, T8 = 30, 23, 15


def at(addresses: Mapping[str, Any], segment: str, level: float, angle: float) -> np.ndarray[Any, Any]:
    row = int(np.argmin(np.abs(addresses[f"{segment}_levels"] - level)))
    column = int(np.argmin(np.abs(addresses[f"{segment}_angles"] - angle)))
    return np.asarray(addresses[f"{segment}_points"][row, column], dtype=float)


def bent_tube() -> Tube:
    levels = np.array([0.0, 0.5, 1.0])
    centres = np.array([[80.0, 900.0, 0.0], [82.0, 700.0, -15.0], [75.0, 500.0, -20.0]])
    front, lateral = np.tile([0.0, 0.0, 1.0], (3, 1)), np.tile([1.0, 0.0, 0.0], (3, 1))
    table = np.linspace(0, 1, 21)
    return Tube("limb", levels, centres, front, lateral, 200.0, table, np.arange(0, 360, 15.0), centres[[0, -1]])


def test_locating_a_point_undoes_the_ray_that_reached_it() -> None:
    tube = bent_tube()
    level, angle = tube.grid()
    origins, directions = tube.rays(level, angle)
    points = (origins + 60.0 * directions).reshape(-1, 3)
    found_level, found_angle, radius = tube.locate(points)
    assert np.allclose(found_level, level.ravel(), atol=2e-3)
    assert np.allclose((found_angle - angle.ravel() + 180) % 360, 180, atol=0.5)
    assert np.allclose(radius, 60.0, atol=0.5)


def test_angle_0_is_front_and_90_is_the_own_side() -> None:
    origin, front = bent_tube().rays(np.array(0.5), np.array(0.0))
    _, lateral = bent_tube().rays(np.array(0.5), np.array(90.0))
    assert front[2] > 0.99
    assert lateral[0] > 0.99
    assert np.allclose(origin, [82.0, 700.0, -15.0])


@pytest.mark.parametrize("segment", SEGMENTS)
def test_a_table_has_one_point_and_one_unit_normal_a_node(addresses: Mapping[str, Any], segment: str) -> None:
    points, normals = addresses[f"{segment}_points"], addresses[f"{segment}_normals"]
    shape = (len(addresses[f"{segment}_levels"]), len(addresses[f"{segment}_angles"]), 3)
    assert points.shape == normals.shape == shape
    assert np.all(np.diff(addresses[f"{segment}_levels"]) > 0)
    assert np.all(np.diff(addresses[f"{segment}_angles"]) > 0)
    has_skin = np.isfinite(points).all(axis=2)
    assert np.array_equal(has_skin, np.isfinite(normals).all(axis=2))
    assert has_skin.mean() > 0.5
    assert np.allclose(np.linalg.norm(normals[has_skin], axis=1), 1, atol=0.02)
    assert points[has_skin][:, 0].min() >= -0.5


@pytest.mark.parametrize("segment", MIDLINE)
def test_midline_segments_have_skin_all_round(addresses: Mapping[str, Any], segment: str) -> None:
    points = addresses[f"{segment}_points"]
    assert np.isfinite(points).all()
    assert np.abs(points[:, [0, -1], 0]).max() < 1.5


def test_level_and_angle_mean_what_they_say(addresses: Mapping[str, Any]) -> None:
    front, out, back = (at(addresses, "thigh", 0.5, angle) for angle in (0, 90, 180))
    assert front[2] > out[2] > back[2]
    assert out[0] > front[0]
    assert at(addresses, "hand-3", 1.0, 0)[1] < at(addresses, "hand-3", 0.5, 0)[1]
    assert at(addresses, "foot-1", 1.0, 0)[2] > at(addresses, "foot-1", 0.0, 0)[2]
    assert at(addresses, "foot-2", 0.5, 0)[1] > at(addresses, "foot-2", 0.5, 180)[1]


def test_the_back_of_l4_is_behind_the_spinous_process(addresses: Mapping[str, Any], landmarks: dict[str, Any]) -> None:
    assert np.linalg.norm(at(addresses, "trunk", L4, 180) - landmarks["spinous-l4"]["skin"]) < 15


def test_thigh_rays_run_on_up_to_the_iliac_crest(addresses: Mapping[str, Any], landmarks: dict[str, Any]) -> None:
    assert at(addresses, "thigh", -0.35, 90)[1] > landmarks["iliac-tubercle"]["point"][1]


def test_thigh_and_leg_meet_at_the_knee(addresses: Mapping[str, Any]) -> None:
    for angle in (0, 90, 180, 270):
        assert np.linalg.norm(at(addresses, "thigh", 1.0, angle) - at(addresses, "leg", 0.0, angle)) < 20


def test_trunk_addresses_do_not_land_on_the_arms(addresses: Mapping[str, Any], cells: Mapping[str, Any]) -> None:
    rows = (addresses["trunk_levels"] >= T8) & (addresses["trunk_levels"] <= COCCYX)
    trunk = addresses["trunk_points"][rows].reshape(-1, 3)
    nearest = [int(np.linalg.norm(cells["points"] - point, axis=1).argmin()) for point in trunk]
    names = cells["segment_names"][cells["segment"][nearest]]
    assert not np.isin(names, ["forearm", *DIGITS]).any()
    assert (names == "arm").mean() < 0.01


def test_the_pack_gives_the_same_joint_centres_as_the_table(pack: Path, addresses: Mapping[str, Any]) -> None:
    from tools.platemaker import joint

    bones = joint.load(pack)
    assert np.allclose(addresses["thigh_axis"], [joint.hip(bones), joint.knee(bones)], atol=0.01)
