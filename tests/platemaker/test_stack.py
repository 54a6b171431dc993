from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tools.platemaker import npz
from tools.platemaker.frame import FRAMES, INSETS

ROOT = Path(__file__).parents[2]
NO_CELL, NO_SKIN = 65535, -32768
BUDGET_BYTES = 400_000
INSET_BUDGET_BYTES = 100_000
WHOLE = ("anterior", "posterior", "left")
ONE_SIDED = ("arm", "hand", "foot")
DEPTHS_OF_THE_BUTTOCK = {
    "gluteus-maximus": (35, 51), "gluteus-medius": (65, 91), "gluteus-minimus": (93, 117), "hip-bone": (118, 160), "iliacus": (160, 174),
}  # fmt: skip


def column(stack: Mapping[str, Any], x: float, y: float) -> list[tuple[str, int, int]]:
    row, col = round((y - float(stack["y0"])) / float(stack["step"])), round((x - float(stack["x0"])) / float(stack["step"]))
    pixel = row * stack["skin_depth"].shape[1] + col
    found = slice(stack["start"][pixel], stack["start"][pixel + 1])
    names = stack["names"][stack["structure"][found]]
    depth, thickness = stack["depth"][found].astype(int), stack["thickness"][found].astype(int)
    return [(str(n), int(d), int(d + t)) for n, d, t in zip(names, depth, thickness, strict=True)]


def test_the_middle_of_the_left_buttock_reads_from_skin_to_bone(posterior_stack: Mapping[str, Any], landmarks: dict[str, Any]) -> None:
    x, y, _ = landmarks["centre-of-buttock"]["skin"]
    passages = {name: (near, far) for name, near, far in column(posterior_stack, -x, -y)}
    assert list(passages)[:5] == list(DEPTHS_OF_THE_BUTTOCK)
    for name, (near, far) in DEPTHS_OF_THE_BUTTOCK.items():
        assert abs(passages[name][0] - near) <= 8, name
        assert abs(passages[name][1] - far) <= 8, name


def test_a_stack_is_a_sound_table(stack: Mapping[str, Any]) -> None:
    assert stack["cell"].shape == stack["skin_depth"].shape
    assert len(stack["start"]) == stack["cell"].size + 1
    assert np.all(np.diff(stack["start"].astype(np.int64)) >= 0)
    assert stack["start"][-1] == len(stack["structure"]) == len(stack["depth"]) == len(stack["thickness"])
    assert stack["structure"].max() < len(stack["names"])
    assert stack["thickness"].min() >= 1
    assert stack["x0"].shape == stack["y0"].shape == stack["step"].shape == ()


def test_structures_are_listed_front_to_back(stack: Mapping[str, Any]) -> None:
    pixel = np.repeat(np.arange(stack["cell"].size), np.diff(stack["start"].astype(np.int64)))
    together = pixel[1:] == pixel[:-1]
    assert np.all(np.diff(stack["depth"].astype(int))[together] >= 0)


def test_every_pixel_with_skin_has_a_cell_that_the_plate_sees(
    stack: Mapping[str, Any], plate: str, cells: Mapping[str, Any]
) -> None:
    has_skin = stack["skin_depth"] != NO_SKIN
    assert np.array_equal(has_skin, stack["cell"] != NO_CELL)
    index = stack["cell"][has_skin]
    name = f"{plate}.left" if plate.startswith(ONE_SIDED) else plate
    if name not in cells["plate_names"]:
        pytest.fail(f"cells.npz does not know {name} yet")
    assert cells["seen"][index, list(cells["plate_names"]).index(name)].all()
    frame = next(f for f in (*FRAMES, *INSETS) if f.name == plate).plain
    y = float(stack["y0"]) + float(stack["step"]) * np.nonzero(has_skin)[0]
    gap = np.abs(frame.project(cells["points"][index])[:, 1] - y)
    assert np.percentile(gap, 99) < 12


def test_there_is_nothing_without_skin(plate: str, stack: Mapping[str, Any]) -> None:
    depth_of = np.diff(stack["start"].astype(np.int64)).reshape(stack["cell"].shape)
    assert not depth_of[stack["skin_depth"] == NO_SKIN].any()
    assert (depth_of[stack["skin_depth"] != NO_SKIN] > 0).mean() > (0.8 if plate in WHOLE else 0.6)


def test_the_near_arm_is_absent_on_the_left_plate(plate: str, stack: Mapping[str, Any]) -> None:
    names = {str(name) for name in stack["names"]}
    assert ("humerus" in names) == (plate not in ("left", "head-left") and not plate.startswith(("head", "hand", "foot")))
    assert ("gluteus-medius" in names) == (plate in WHOLE)


def test_names_are_known_to_the_terminology(stack: Mapping[str, Any]) -> None:
    path = ROOT / "data/anatomy/structures.json"
    if not path.is_file():
        pytest.fail("data/anatomy/structures.json has not been made yet")
    known = {record["id"] for record in json.loads(path.read_text(encoding="utf-8"))["structures"]}
    assert {str(name) for name in stack["names"]} <= known


def test_a_stack_keeps_its_budget(plate: str) -> None:
    path = ROOT / f"assets/stack/{plate}.npz"
    if not path.is_file():
        pytest.fail(f"assets/stack/{plate}.npz has not been made yet")
    assert path.stat().st_size <= (BUDGET_BYTES if plate in WHOLE else INSET_BUDGET_BYTES)


def test_saving_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    arrays = {"b": np.arange(5, dtype=np.uint8), "a": np.array(3.0)}
    npz.save(tmp_path / "one.npz", arrays)
    npz.save(tmp_path / "two.npz", dict(reversed(arrays.items())))
    first = (tmp_path / "one.npz").read_bytes()
    assert first == (tmp_path / "two.npz").read_bytes()
    assert {info.date_time for info in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {npz.EPOCH}
    assert np.load(tmp_path / "one.npz")["a"].shape == ()


def test_passages_pair_entries_with_exits() -> None:
    pytest.importorskip("trimesh", reason="the plate maker's libraries are not installed")
    pytest.importorskip("embreex", reason="the plate maker's libraries are not installed")
    import trimesh

    from tools.platemaker.meshes import Structure
    from tools.platemaker.passage import passages

    shells = [trimesh.creation.box(extents=(20, 20, 10)), trimesh.creation.box(extents=(20, 20, 10))]
    shells[1].apply_translation((0, 0, 30))
    both = trimesh.util.concatenate(shells)
    solid = Structure("m.left", "muscle", "left", both.vertices.astype(float), both.faces, {})
    origins = np.array([[1.0, 2.0, 100.0], [50.0, 0.0, 100.0]])
    found = passages(solid, np.array([7, 8]), origins, np.array([0.0, 0.0, -1.0]), 100.0)
    assert found.pixel.tolist() == [7, 7]
    assert np.allclose(found.entry, [35, 5], atol=0.01)
    assert np.allclose(found.leave, [25, -5], atol=0.01)
    holed = Structure("m.left", "muscle", "left", both.vertices.astype(float), both.faces[2:], {})
    assert len(passages(holed, np.array([7]), origins[:1], np.array([0.0, 0.0, -1.0]), 100.0).pixel) >= 1
