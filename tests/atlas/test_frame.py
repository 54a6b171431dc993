"""Plate frames: rotations, mirror images of each other, and the same for the app and the plate maker."""

import numpy as np
import pytest

from bodymap.anatomy.location import INSETS, PLATES
from bodymap.atlas import frame
from bodymap.errors import UnknownNameError
from bodymap.ids import Side

EVERY = (*PLATES, *INSETS)
rng = np.random.default_rng(3)


@pytest.mark.parametrize("plate", EVERY)
def test_a_frame_is_a_rotation_with_y_down(plate: str) -> None:
    matrix = frame.get(plate).matrix
    assert np.allclose(matrix @ matrix.T, np.eye(3))
    assert np.linalg.det(matrix) == pytest.approx(-1)


@pytest.mark.parametrize("plate", EVERY)
def test_projecting_and_back_is_the_identity(plate: str) -> None:
    points = rng.uniform(-900, 900, (50, 3))
    depth = points @ np.array(frame.get(plate).viewer)
    assert np.allclose(frame.unproject(plate, frame.project_all(plate, points), depth), points)


@pytest.mark.parametrize("plate", EVERY)
def test_the_mirrored_body_on_the_mirrored_plate_is_the_mirror_image(plate: str) -> None:
    points = rng.uniform(-900, 900, (50, 3))
    there = frame.project_all(frame.mirrored_plate(plate), points * frame.MIRROR)
    assert np.allclose(there, frame.project_all(plate, points) * [-1, 1])


def test_a_file_stands_for_the_left_one() -> None:
    assert frame.stored("hand-palmar.right") == frame.stored("hand-palmar.left") == "hand-palmar"
    assert frame.named("hand-palmar") == "hand-palmar.left"
    assert frame.named("head-left") == "head-left"
    assert [frame.side(plate) for plate in ("anterior", "right", "head-left", "foot-dorsal.right")] == [
        Side.MIDLINE, Side.RIGHT, Side.LEFT, Side.RIGHT,
    ]  # fmt: skip


def test_a_plate_that_is_none_is_one_sentence() -> None:
    with pytest.raises(UnknownNameError, match=r"nearest: hand-palmar\.left"):
        frame.get("hand-palmer.left")
