"""The fascicle field on synthetic muscles, and on the mesh pack where it is at hand (BODYMAP_MESHES)."""

from __future__ import annotations

from pathlib import Path

import pytest

for library in ("scipy", "trimesh", "embreex"):
    pytest.importorskip(library, reason="the plate maker's libraries are not installed")

import numpy as np
from platemaker import solid

from tools.platemaker import field, hint, meshes, patch, tendon
from tools.platemaker.meshes import Structure

DOWN = np.array([0.0, -1.0, 0.0])
Body = tuple[dict[str, Structure], list[Structure], list[Structure]]
"""Muscles by name, attachments, and what they are anchored in."""


def _sides(structure: Structure) -> np.ndarray:
    """Faces of the mantle, away from both ends."""
    centre = structure.vertices[structure.faces].mean(axis=1)
    return (centre[:, 1] < -10) & (centre[:, 1] > -90)


def _ends(structure: Structure) -> list[Structure]:
    return [solid.patch(structure, "origin", -2, 1), solid.patch(structure, "insertion", -101, -98)]


def test_a_rod_has_axial_fibres_from_origin_to_insertion() -> None:
    rod = solid.rod()
    found = field.solve(rod, _ends(rod))
    assert (found.face_direction[_sides(rod)] @ DOWN).min() > 0.98
    assert found.quality == "harmonic"


def test_along_rises_evenly_from_origin_to_insertion() -> None:
    rod = solid.rod()
    found = field.solve(rod, _ends(rod))
    expected = -rod.vertices[:, 1] / 100
    assert np.abs(found.vertex_along - expected).max() < 0.08


def test_along_counts_a_thin_tendon_by_its_length() -> None:
    rod = solid.rod(radius=np.r_[np.full(21, 10.0), np.full(20, 1.5)])
    found = field.solve(rod, _ends(rod))
    middle = np.abs(rod.vertices[:, 1] + 50) < 3
    assert 0.35 < found.vertex_along[middle].mean() < 0.65


def test_turning_the_patches_turns_the_fibres() -> None:
    rod = solid.rod()
    found = field.solve(rod, [solid.patch(rod, "insertion", -2, 1), solid.patch(rod, "origin", -101, -98)])
    assert (found.face_direction[_sides(rod)] @ DOWN).max() < -0.98


def test_a_rod_without_patches_still_has_axial_fibres() -> None:
    rod = solid.rod()
    found = field.solve(rod, [])
    assert np.abs(found.face_direction[_sides(rod)] @ DOWN).min() > 0.95
    assert found.quality != "harmonic"


def test_a_fan_converges_on_its_insertion() -> None:
    fan = solid.fan()
    found = field.solve(fan, _ends(fan))
    centre = fan.vertices[fan.faces].mean(axis=1)
    left, right = (_sides(fan) & (sign * centre[:, 0] > 15) & (centre[:, 1] > -50) for sign in (-1, 1))
    assert found.face_direction[left, 0].mean() > 0.1
    assert found.face_direction[right, 0].mean() < -0.1
    assert (found.face_direction[left | right] @ DOWN).min() > 0.6


def test_a_patch_on_one_face_of_a_sheet_serves_both_faces() -> None:
    fan = solid.fan()
    ends = _ends(fan)
    front = fan.vertices[(fan.vertices[:, 1] > -60) & (fan.vertices[:, 2] > 0)]
    ends[0] = Structure("broad.left", "attachment", "left", front, ends[0].faces, ends[0].entry)
    found = field.solve(fan, ends)
    assert np.percentile(found.face_direction[_sides(fan)] @ DOWN, 5) > 0.5


def test_faces_and_vertices_keep_their_order_and_number() -> None:
    rod = solid.rod()
    doubled = Structure(rod.id, rod.kind, rod.side, np.vstack([rod.vertices, rod.vertices]), rod.faces.copy(), rod.entry)
    doubled.faces[::2] += len(rod.vertices)
    one, two = field.solve(rod, _ends(rod)), field.solve(doubled, _ends(rod))
    assert two.vertex_along.shape == (2 * len(rod.vertices),)
    assert np.allclose(one.face_direction, two.face_direction, atol=1e-3)


def test_a_long_thin_end_is_tendon_and_a_stout_one_is_flesh() -> None:
    rod = solid.rod(radius=np.r_[np.full(21, 10.0), np.full(20, 1.5)])
    flesh = tendon.belly(rod, field.solve(rod, _ends(rod)))
    centre = rod.vertices[rod.faces].mean(axis=1)
    assert flesh[(centre[:, 1] > -40) & (centre[:, 1] < -10)].min() > 0.95
    assert flesh[(centre[:, 1] < -65) & (centre[:, 1] > -95)].max() < 0.05
    stout = solid.rod()
    assert tendon.belly(stout, field.solve(stout, _ends(stout)))[_sides(stout)].min() > 0.95


def test_a_patch_belongs_to_the_part_that_it_names() -> None:
    head = Structure("muscle--head.left", "muscle", "left", np.zeros((0, 3)), np.zeros((0, 3), dtype=np.int64), {"parent": "muscle"})
    other, whole, mine = (
        Structure(f"{n}.left", "attachment", "left", np.zeros((1, 3)), head.faces, {"muscle": n, "muscles": None, "kind": "origin"})
        for n in ("muscle--other", "muscle", "muscle--head")
    )
    assert patch.of(head, [other, whole, mine]) == [whole, mine]


def test_a_rule_that_names_an_unknown_bone_says_so() -> None:
    with pytest.raises(ValueError, match="'no-such-bone'"):
        patch.select(solid.rod(), {"near": ["no-such-bone"]})


def test_depth_is_measured_in_millimetres_and_positive_inside() -> None:
    rod = solid.rod()
    half = {"polygon": [[-1, -1], [2, -1], [2, 0.5], [-1, 0.5]]}
    assert np.allclose(np.clip(patch.depth(rod, half), -50, 10), np.clip(-50 - rod.vertices[:, 1], -50, 10), atol=0.1)
    assert np.allclose(patch.depth(rod, {"edge": "inferior", "share": 0.5}), -50 - rod.vertices[:, 1])


def test_a_hint_with_an_unknown_key_says_so(tmp_path: Path) -> None:
    file = tmp_path / "fibres.toml"
    file.write_text('[muscle.soleus]\ndirektion = "down"\n')
    with pytest.raises(ValueError, match=r"fibres\.toml: muscle\.soleus has unknown key 'direktion'"):
        hint.load(file)


@pytest.mark.parametrize("name", sorted(hint.load()))
def test_every_hint_gives_its_direction_in_words_and_its_source(name: str) -> None:
    table = hint.load()[name].table
    assert table["direction"]
    assert table["source"]


# Mean direction of the fleshy faces in the body frame (x lateral, y up, z forward, left side): the textbook's, as a vector.
TEXTBOOK = {
    "gluteus-maximus": (0.6, -0.75, 0.2),
    "gluteus-medius": (0.3, -0.9, 0.0),
    "gluteus-minimus": (0.35, -0.9, 0.0),
    "piriformis": (0.9, -0.3, 0.1),
    "quadratus-lumborum": (-0.15, 1.0, 0.0),
    "psoas-major": (0.35, -0.9, 0.1),
    "iliacus": (-0.2, -0.95, 0.0),
    "tensor-fasciae-latae": (0.1, -1.0, -0.1),
    "sartorius": (-0.3, -0.95, -0.1),
    "rectus-femoris": (-0.1, -1.0, 0.0),
    "biceps-femoris--long-head": (0.15, -1.0, 0.0),
    "semitendinosus": (0.0, -1.0, 0.0),
    "semimembranosus": (0.0, -1.0, 0.0),
    "latissimus-dorsi": (0.8, 0.6, 0.0),
    "trapezius--descending-part": (0.6, -0.7, 0.2),
    "trapezius--ascending-part": (0.6, 0.8, 0.0),
    "external-abdominal-oblique": (-0.3, -0.8, 0.4),
    "longissimus-thoracis": (0.0, 1.0, 0.0),
    "soleus": (0.0, -1.0, 0.0),
    "infraspinatus": (0.9, 0.4, 0.1),
}


@pytest.fixture(scope="module")
def body(pack: Path) -> Body:
    anchors = meshes.load(pack, "bone") + meshes.load(pack, "fascia")
    return {m.base: m for m in meshes.load(pack, "muscle")}, meshes.load(pack, "attachment"), anchors


@pytest.mark.parametrize("name", sorted(TEXTBOOK))
def test_the_fibres_run_as_the_textbook_says(name: str, body: Body) -> None:
    muscles, attachments, anchors = body
    muscle = muscles[name]
    found = field.solve(muscle, patch.of(muscle, attachments, anchors))
    corner = muscle.vertices[muscle.faces]
    areas = np.linalg.norm(np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0]), axis=1)
    mean = (found.face_direction * (areas * tendon.belly(muscle, found))[:, None]).sum(axis=0)
    expected = np.array(TEXTBOOK[name])
    angle = np.degrees(np.arccos(mean @ expected / np.linalg.norm(mean) / np.linalg.norm(expected)))
    assert angle < 25


def test_transversus_abdominis_runs_level(body: Body) -> None:
    muscles, attachments, anchors = body
    muscle = muscles["transversus-abdominis"]
    found = field.solve(muscle, patch.of(muscle, attachments, anchors))
    assert np.median(np.abs(found.face_direction[:, 1])) < 0.25
