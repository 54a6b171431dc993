from __future__ import annotations

import numpy as np
import pytest
import shapely

pytest.importorskip("embreex")
pytest.importorskip("skimage")
trimesh = pytest.importorskip("trimesh")

from tools.platemaker import outline, tone
from tools.platemaker.cast import Raster, cast
from tools.platemaker.frame import ANTERIOR, FRAMES, POSTERIOR, PlateFrame
from tools.platemaker.meshes import Structure
from tools.platemaker.refine import refine


def ball(radius_mm: float = 60.0) -> Structure:
    """Return a made-up round muscle about the origin of the body frame."""
    mesh = trimesh.creation.icosphere(subdivisions=3, radius=radius_mm)
    return Structure("ball.left", "muscle", "left", np.array(mesh.vertices), np.array(mesh.faces, dtype=np.int64), {})


def shaded(frame: PlateFrame, radius_mm: float = 60.0) -> tuple[Raster, np.ndarray, list[tuple[int, shapely.Geometry]]]:
    structure = ball(radius_mm)
    raster = cast(refine(structure), frame)
    image = tone.brightness(raster, frame, tone.vertex_normals(structure))
    return raster, image, tone.bands(raster, outline.outline(raster), image)


@pytest.mark.parametrize("frame", FRAMES, ids=lambda f: f.name)
def test_a_ball_is_lit_from_above_and_in_front(frame: PlateFrame) -> None:
    _, image, _ = shaded(frame)
    height, width = image.shape
    row, column = np.unravel_index(np.nanargmax(image), image.shape)
    assert row < height * 0.45
    assert abs(column - width / 2) < width * 0.15
    assert np.nanmean(image[: height // 2]) > np.nanmean(image[height // 2 :])


@pytest.mark.parametrize("frame", [ANTERIOR, POSTERIOR], ids=lambda f: f.name)
def test_the_light_of_mirrored_plates_lies_in_their_vertical_mid_plane(frame: PlateFrame) -> None:
    assert not frame.two_sided or tone.LIGHT[0] == 0.0


def test_no_patch_of_tone_is_smaller_than_the_least() -> None:
    _, _, bands = shaded(ANTERIOR)
    assert {n for n, _ in bands} == {1, 2, 3, 4}
    assert all(p.area >= tone.LEAST for _, area in bands for p in outline.polygons(area))


def test_the_darkest_tone_lies_within_the_dark_one_and_the_highlight_within_the_light_one() -> None:
    _, _, bands = shaded(ANTERIOR)
    areas = dict(bands)
    assert areas[1].difference(areas[2].buffer(0.5)).area < 1.0
    assert areas[4].difference(areas[3].buffer(0.5)).area < 1.0


def test_a_muscle_smaller_than_a_patch_has_no_tones() -> None:
    assert shaded(ANTERIOR, 3.0)[2] == []
