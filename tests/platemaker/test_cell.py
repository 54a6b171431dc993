from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
WHOLE_SKIN_MM2 = 1.85e6
PLATES = ("anterior", "posterior", "left", "right")
VIEWS = {"anterior": (0, 0, 1), "posterior": (0, 0, -1), "left": (1, 0, 0)}


def is_of(cells: Mapping[str, Any], *segments: str) -> np.ndarray[Any, Any]:
    names = [str(name) for name in cells["segment_names"]]
    return np.isin(cells["segment"], [i for i, name in enumerate(names) if name.split("-")[0] in segments])


def test_cells_are_the_left_half(cells: Mapping[str, Any]) -> None:
    assert cells["points"].dtype == np.float32
    assert cells["points"][:, 0].min() >= 0
    assert np.allclose(np.linalg.norm(cells["normals"], axis=1), 1, atol=0.02)
    assert tuple(cells["plate_names"])[:4] == PLATES
    assert cells["seen"].shape == (len(cells["points"]), len(cells["plate_names"]))


def test_areas_add_up_to_the_skin(cells: Mapping[str, Any]) -> None:
    assert abs(2 * cells["areas"].sum() / WHOLE_SKIN_MM2 - 1) < 0.02
    assert cells["areas"].min() > 0


def test_cells_are_spread_evenly(cells: Mapping[str, Any]) -> None:
    coarse = cells["areas"][is_of(cells, "thigh", "trunk", "leg")]
    fine = cells["areas"][is_of(cells, "hand", "foot", "head")]
    assert 50 < np.median(coarse) < 90
    assert 12 < np.median(fine) < 26
    assert np.percentile(coarse, 99) < 3 * np.median(coarse)


def test_cells_on_one_face_of_the_skin_keep_their_distance(cells: Mapping[str, Any]) -> None:
    points, normals = cells["points"].astype(float), cells["normals"].astype(float)
    picked = np.flatnonzero(is_of(cells, "thigh"))[::20]
    nearest = []
    for index in picked:
        gap = np.linalg.norm(points - points[index], axis=1)
        alike = normals @ normals[index] > 0.7
        alike[index] = False
        nearest.append(gap[alike].min())
    assert np.percentile(nearest, 5) > 7.0
    assert max(nearest) < 15.0


def test_an_address_leads_back_to_its_cell(cells: Mapping[str, Any], addresses: Mapping[str, Any]) -> None:
    for number, name in enumerate(cells["segment_names"]):
        rows = np.flatnonzero(cells["segment"] == number)
        levels, angles = addresses[f"{name}_levels"], addresses[f"{name}_angles"]
        i = np.abs(levels[:, None] - cells["level"][rows]).argmin(axis=0)
        turn = np.abs((angles[:, None] - cells["angle"][rows] + 180) % 360 - 180)
        nodes = addresses[f"{name}_points"][i, turn.argmin(axis=0)]
        gap = np.linalg.norm(nodes - cells["points"][rows], axis=1)
        assert np.nanmedian(gap) < 14, name
        assert np.isnan(gap).mean() < 0.08, name


def test_midline_segments_use_half_a_turn(cells: Mapping[str, Any]) -> None:
    assert cells["angle"][is_of(cells, "trunk", "neck", "head")].max() <= 180
    assert cells["angle"].min() >= 0
    assert cells["angle"].max() < 360.1


@pytest.mark.parametrize(("plate", "view"), VIEWS.items())
def test_what_a_plate_sees_faces_it(cells: Mapping[str, Any], plate: str, view: tuple[int, int, int]) -> None:
    seen = cells["seen"][:, PLATES.index(plate)]
    assert 0.3 < seen.mean() < 0.6
    assert np.all(cells["normals"][seen] @ np.array(view) > 0)


def test_side_plates_see_no_arm_and_not_through_the_body(cells: Mapping[str, Any]) -> None:
    assert not cells["seen"][is_of(cells, "forearm", "hand"), 2:4].any()
    assert cells["seen"][:, 3].sum() < 20
    inner_thigh = is_of(cells, "thigh") & (cells["normals"][:, 0] < -0.5)
    assert not cells["seen"][inner_thigh, 2:4].any()


def test_the_lateral_thigh_is_seen_without_the_hand_before_it(cells: Mapping[str, Any]) -> None:
    outer = is_of(cells, "thigh") & (cells["normals"][:, 0] > 0.7)
    assert cells["seen"][outer, PLATES.index("left")].mean() > 0.97


def test_regions_are_known_to_the_terminology(cells: Mapping[str, Any]) -> None:
    path = ROOT / "data/anatomy/structures.json"
    if not path.is_file():
        pytest.fail("data/anatomy/structures.json has not been made yet")
    known = {record["id"] for record in json.loads(path.read_text(encoding="utf-8"))["structures"]}
    assert {str(name) for name in cells["region_names"]} <= known
