"""The closed eye: whatever opening the skin has, next to no ray passes through it, and the lids meet in a line that plates draw."""

import numpy as np
import pytest

from tools.platemaker import eyelid
from tools.platemaker.cast import Raster
from tools.platemaker.frame import ANTERIOR, LEFT, POSTERIOR
from tools.platemaker.meshes import Structure
from tools.platemaker.ray import Caster

OPEN_X, OPEN_Y = (20.0, 40.0), (-5.0, 5.0)
WALL = -30.0


def face() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A flat face at z = 0 with an opening, before a wall 30 mm behind it: vertices, faces, bounds."""
    x, y = np.meshgrid(np.arange(0.0, 61.0), np.arange(-30.0, 31.0))
    index = np.arange(x.size).reshape(x.shape)
    a, b, c, d = index[:-1, :-1].ravel(), index[:-1, 1:].ravel(), index[1:, :-1].ravel(), index[1:, 1:].ravel()
    faces = np.vstack([np.c_[a, b, d], np.c_[a, d, c]])
    points = np.column_stack([x.ravel(), y.ravel(), np.zeros(x.size)])
    middle = points[faces].mean(axis=1)
    open_faces = ((middle[:, 0] - np.mean(OPEN_X)) / np.ptp(OPEN_X)) ** 2 + (middle[:, 1] / np.ptp(OPEN_Y)) ** 2 < 0.25
    behind = points + np.array([0.0, 0.0, WALL])
    return np.vstack([points, behind]), np.vstack([faces[~open_faces], faces + len(points)]), np.array([[5.0, -25.0, -2.0], [55.0, 25.0, 0.0]])


def test_rays_pass_through_the_closed_eye_only_at_hair_thin_cracks_of_its_rim() -> None:
    vertices, faces, box = face()
    lids = eyelid.close(vertices, faces, box)
    closed = Caster(np.vstack([vertices, lids.vertices]), np.vstack([faces, lids.faces + len(vertices)]))
    x, y = np.meshgrid(np.arange(15.0, 45.0, 0.7), np.arange(-10.0, 10.0, 0.7))
    start = np.column_stack([x.ravel(), y.ravel(), np.full(x.size, 100.0)])
    distance, _ = closed.first(start, np.tile([0.0, 0.0, -1.0], (len(start), 1)))
    through = np.abs(distance - 100.0) > 0.5
    middle = (np.abs(start[:, 0] - np.mean(OPEN_X)) < 7.0) & (np.abs(start[:, 1]) < 2.5)
    assert not through[middle].any()
    assert through.mean() < 0.02


def test_the_lids_face_forward_and_meet_at_the_lower_edge() -> None:
    lids = eyelid.close(*face())
    a, b, c = (lids.vertices[lids.faces[:, k]] for k in range(3))
    assert (np.cross(b - a, c - a)[:, 2] > 0).all()
    assert lids.line[:, 1].min() == pytest.approx(OPEN_Y[0], abs=1.5)
    assert lids.line[[0, -1], 0] == pytest.approx(OPEN_X, abs=2.5)


def test_where_nothing_is_open_nothing_is_added() -> None:
    vertices, faces, box = face()
    lids = eyelid.close(vertices + np.array([0.0, 0.0, 200.0]), faces, box)
    assert (len(lids.vertices), len(lids.faces), len(lids.line)) == (0, 0, 0)


def test_the_line_of_the_lids_is_drawn_where_it_faces_the_viewer() -> None:
    line = eyelid.close(*face()).line
    assert eyelid.seen(line, ANTERIOR)[0] == pytest.approx(line[::-1, :2] * [1, -1])
    assert eyelid.seen(line, POSTERIOR) == []
    assert eyelid.seen(line[:0], ANTERIOR) == []


def test_from_the_side_the_line_ends_where_it_turns_behind_the_eye() -> None:
    x = np.linspace(20.0, 40.0, 21)
    round_eye = np.column_stack([x, -np.sqrt(100.0 - (x - 30.0) ** 2) / 3, np.sqrt(300.0 - (x - 26.0) ** 2)])
    (shown,) = eyelid.seen(round_eye, LEFT)
    assert (np.diff(shown[:, 0]) < 0).all()
    assert 3 < len(shown) < len(round_eye)


def test_each_lid_of_the_muscle_goes_on_to_where_the_skin_of_the_lids_meets() -> None:
    line = np.array([[0.0, 0.0, 0.0], [20.0, 0.0, 0.0]])
    upper, lower = 1, 2
    rows, columns = np.mgrid[0:60, 0:60]
    half = np.where(rows < 30, upper, lower).astype(np.int32)
    opening = (abs(columns - 30) < 12) & (rows > 20) & (rows < 34)
    outside = (columns < 4) | (columns > 55) | (rows < 4) | (rows > 55)
    muscle = Raster(structure(), 0, -30, np.where(opening | outside, -1, half).astype(np.int32), np.where(opening | outside, np.nan, half).astype(np.float32))
    closed = eyelid.shut(muscle, line, ANTERIOR)
    assert (closed.mask == ~outside).all()
    assert set(closed.face[21:29, 30]) == {upper}
    assert set(closed.face[31:34, 30]) == {lower}
    assert np.isfinite(closed.depth[opening]).all()


def test_a_muscle_without_an_opening_stays_as_it_is() -> None:
    whole = Raster(structure(), 0, 0, np.full((20, 20), 3, np.int32), np.zeros((20, 20), np.float32))
    assert eyelid.shut(whole, np.zeros((0, 3)), ANTERIOR) is whole


def structure() -> Structure:
    return Structure(f"{eyelid.MUSCLE}.left", "muscle", "left", np.zeros((3, 3)), np.zeros((0, 3), dtype=np.int64), {})
