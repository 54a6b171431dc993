"""What a skin tells by its form: the folds of the armpit and the outer ankle, on made-up skins and on the first body's."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

for library in ("scipy", "trimesh", "embreex"):
    pytest.importorskip(library, reason="the plate maker's libraries are not installed")

import numpy as np

from tools.platemaker import integument, joint
from tools.platemaker.figure import form
from tools.platemaker.integument import Integument
from tools.platemaker.joint import Skeleton
from tools.platemaker.landmark import Site
from tools.platemaker.surface import Surface

Height = Callable[[np.ndarray, np.ndarray], np.ndarray]
READINGS = tomllib.loads((Path(__file__).parents[1] / "anatomy" / "landmark_readings.toml").read_text(encoding="utf-8"))
CREASE_X, RIGHT_Y = 150.0, 1230.0
KNOB = np.array([-30.0, 75.0])
RECORD = {"id": "", "point": [110.0, 55.0, -25.0], "skin": [1.0, 2.0, 3.0], "normal": [1.0, 0.0, 0.0], "rule": "where the bone is"}


def sheet(a: np.ndarray, b: np.ndarray, height: Height, place: Callable[[np.ndarray, np.ndarray, np.ndarray], tuple[np.ndarray, ...]]) -> Surface:
    """A skin that is a function of two axes, as one region."""
    across, up = np.meshgrid(a, b, indexing="ij")
    vertices = np.stack(place(across, up, height(across, up)), axis=-1).reshape(-1, 3)
    i, j = np.meshgrid(np.arange(len(a) - 1), np.arange(len(b) - 1), indexing="ij")
    corner, row = (i * len(b) + j).ravel(), len(b)
    faces = np.vstack([np.c_[corner, corner + row, corner + 1], np.c_[corner + 1, corner + row, corner + row + 1]])
    return Surface(Integument(vertices, faces, np.zeros(len(faces), dtype=np.int64), ("skin",)))


def armpit(way: float, steep: float = 1.0) -> Site:
    """Arm and chest as two walls, the steeper the lower; with `steep` 1 they make a right angle at `RIGHT_Y`."""

    def walls(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return way * steep * np.abs(x - CREASE_X) * (1 + (RIGHT_Y - y) / 100)

    skin = sheet(np.arange(100.0, 215.0, 2.0), np.arange(1000.0, 1320.0, 4.0), walls, lambda x, y, z: (x, y, z))
    turn = np.random.default_rng(1).normal(size=(800, 3))
    head = np.array([160.0, 1300.0, -20.0]) + 22 * turn / np.linalg.norm(turn, axis=1, keepdims=True)
    return Site(Skeleton({"humerus": np.vstack([head, [[200.0, 1020.0, -20.0]]])}), skin)


def ankle() -> Site:
    """An outer ankle with a low knob, its bone before it, and farther in front a ridge that stands out more and bends more, but one way only."""

    def side(z: np.ndarray, y: np.ndarray) -> np.ndarray:
        knob = 2.0 * np.exp(-((z - KNOB[0]) ** 2 + (y - KNOB[1]) ** 2) / 200)
        return 120.0 + knob + 6.0 * np.exp(-((z + 2.0) ** 2) / 60)

    skin = sheet(np.arange(-110.0, 60.0, 2.0), np.arange(0.0, 160.0, 2.0), side, lambda z, y, x: (x, y, z))
    bone = np.array([[110.0, 55.0, -25.0], [105.0, 300.0, -20.0]])
    return Site(Skeleton({"fibula": bone}), skin, {"lateral-malleolus": bone[0]})


@pytest.mark.parametrize(("way", "look"), [(1.0, form.FRONT), (-1.0, -form.FRONT)], ids=["front", "behind"])
def test_a_fold_ends_where_arm_and_trunk_meet_at_a_right_angle(way: float, look: np.ndarray) -> None:
    assert form.armpit_fold(armpit(way), look)[:2] == pytest.approx([CREASE_X, RIGHT_Y], abs=3.0)


def test_a_skin_without_a_fold_says_so() -> None:
    with pytest.raises(LookupError, match="no fold of the armpit"):
        form.armpit_fold(armpit(1.0, steep=0.05), form.FRONT)


def test_the_outer_ankles_skin_lies_over_the_bone_as_high_as_the_knob_and_not_as_the_ridge() -> None:
    found = form.outer_ankle(ankle())
    assert found[[2, 1]] == pytest.approx([-25.0, KNOB[1]], abs=2.0)
    assert 120.0 < found[0] < 122.2


def test_only_what_the_form_tells_is_found_anew_and_a_bone_stays_where_it_is() -> None:
    records: list[dict[str, Any]] = [RECORD | {"id": name} for name in ("asis", "lateral-malleolus")]
    asis, malleolus = form.found(records, ankle())
    assert asis == records[0]
    assert malleolus["point"] == RECORD["point"]
    assert malleolus["skin"] != RECORD["skin"]
    assert malleolus["rule"].startswith("where the bone is; on the skin at the height")


def test_the_form_finds_the_first_bodys_landmarks_where_they_were_read(pack: Path, landmarks: dict[str, Any]) -> None:
    """Its rules are other ones, so this is a measure of the form."""
    found = {name: np.array(record["point"]) for name, record in landmarks.items()}
    site = Site(joint.load(pack), Surface(integument.load(pack)), found)
    for name, each in form.FORMS.items():
        place = dict(zip("xyz", each.find(site), strict=True))
        for sheet_name, read in READINGS[name].items():
            if sheet_name.startswith("skin-arm") or sheet_name == "ankle-left":
                assert np.linalg.norm([place[axis] - value for axis, value in read.items()]) <= 10.0, name
