"""The lattice of muscle coordinates: inside the flesh, in order, the same bytes every time."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

for library in ("scipy", "trimesh", "embreex", "tqdm"):
    pytest.importorskip(library, reason="the plate maker's libraries are not installed")

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

import solid

from tools.platemaker import field, lattice, weld
from tools.platemaker.lattice import Lattice
from tools.platemaker.meshes import Structure

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "body" / "lattice.npz"


def _lattice(muscle: Structure) -> Lattice:
    ends = [solid.patch(muscle, "origin", -2, 1), solid.patch(muscle, "insertion", -101, -98)]
    return lattice.build(muscle, field.solve(muscle, ends))


def _inside(muscle: Structure, points: np.ndarray) -> np.ndarray:
    return lattice.contains(weld.weld(muscle.vertices, muscle.faces), points.reshape(-1, 3))


def _bent() -> Structure:
    """A sheet bent through most of a circle: its outline is concave, its middle is empty."""
    rings = []
    for y in -np.linspace(0, 100, 21):
        angle = np.linspace(-2.4, 2.4, 25)
        outer, inner = (np.column_stack([r * np.sin(angle), np.full(25, y), r * np.cos(angle)]) for r in (40, 34))
        rings.append(np.vstack([outer, inner[::-1]]))
    return solid.tube("bent", np.array(rings))


@pytest.mark.parametrize("muscle", [solid.rod(), solid.fan(), _bent()], ids=lambda m: m.base)
def test_every_point_lies_inside_the_muscle(muscle: Structure) -> None:
    assert _inside(muscle, _lattice(muscle).points).all()


def test_along_runs_from_origin_to_insertion_and_across_along_its_axis() -> None:
    made = _lattice(solid.fan())
    assert made.across == "medial-to-lateral"
    assert (np.diff(made.points[..., 1], axis=0) < 0).all()
    assert (np.diff(made.points[..., 0], axis=1) > 0).all()


def test_the_points_lie_at_mid_thickness() -> None:
    assert np.abs(_lattice(solid.fan()).points[1:8, :, 2]).max() < 1.3


def test_the_middle_of_a_bent_sheet_follows_the_bend() -> None:
    points = _lattice(_bent()).points
    assert np.abs(np.hypot(points[..., 0], points[..., 2]) - 37).max() < 3


def test_the_same_lattices_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        lattice.save([_lattice(solid.fan())], tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.fixture(scope="module")
def shipped() -> dict[str, np.ndarray]:
    if not SHIPPED.exists():
        pytest.fail("data/body/lattice.npz has not been made yet")
    with np.load(SHIPPED) as file:
        return dict(file)


def test_the_shipped_lattice_is_whole(shipped: dict[str, np.ndarray]) -> None:
    count = len(shipped["ids"])
    assert list(shipped["ids"]) == sorted(set(shipped["ids"].tolist()))
    assert shipped["points"].shape == (count, 9, 5, 3)
    assert np.isfinite(shipped["points"]).all()
    assert set(shipped["across_axis"].tolist()) <= set(lattice.AXES)
    assert set(shipped["quality"].tolist()) <= {"harmonic", "relief", "axis"}


@pytest.mark.parametrize("name", ["gluteus-medius", "gluteus-minimus"])
def test_gluteus_medius_and_minimus_are_crossed_from_front_to_back(name: str, shipped: dict[str, np.ndarray]) -> None:
    index = shipped["ids"].tolist().index(name)
    assert shipped["across_axis"][index] == "anterior-to-posterior"
    assert (shipped["points"][index, 1:7, 0, 2] > shipped["points"][index, 1:7, -1, 2] + 10).all()


def test_gluteus_maximus_runs_from_the_sacrum_down_and_outward(shipped: dict[str, np.ndarray]) -> None:
    points = shipped["points"][shipped["ids"].tolist().index("gluteus-maximus")]
    step = (points[-1] - points[0]).mean(axis=0)
    assert step[0] > 40
    assert step[1] < -40
