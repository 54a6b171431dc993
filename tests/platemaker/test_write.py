from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import shapely
from defusedxml import ElementTree

from tools.platemaker import frame

PLATES = [f.name for f in frame.FRAMES]
INSETS = [f.name for f in frame.INSETS]
SVG = Path(__file__).parents[2] / "assets" / "svg"
NAMESPACE = "{http://www.w3.org/2000/svg}"
KINDS = {"muscle", "bone", "fascia", "skin", "skin-region"}
PATHS = {"outline", "tone-1", "tone-2", "tone-3", "tone-4", "tendon", "tendon-shade", "fibres", "strands", "rim", "garment"}
MOST_BYTES = 1_600_000
MOST_INSET_BYTES = 400_000


def points_of(data: str) -> list[list[tuple[float, float]]]:
    """Return the polylines of path data that uses only M, l and z."""
    lines = []
    for piece in re.findall(r"M([^Mz]*)", data):
        numbers = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", piece)]
        steps = np.array(numbers).reshape(-1, 2)
        lines.append([tuple(p) for p in np.round(np.cumsum(steps, axis=0), 1).tolist()])
    return lines


@pytest.fixture(scope="module")
def write() -> ModuleType:
    pytest.importorskip("embreex")
    pytest.importorskip("skimage")
    from tools.platemaker import write as module

    return module


def test_a_line_reads_back_to_the_tenth(write: ModuleType) -> None:
    line = np.array([[-10.04, 3.2], [-9.96, 3.26], [0.0, -0.55], [0.4, -100.0]])
    data = write.polyline(line, closed=False)
    assert points_of(data)[0] == [(-10.0, 3.2), (-10.0, 3.3), (0.0, -0.6), (0.4, -100.0)]


def test_a_ring_is_closed_and_does_not_repeat_its_first_point(write: ModuleType) -> None:
    ring = np.array([[0, 0], [10, 0], [10, 10], [0, 0]], dtype=float)
    assert write.polyline(ring, closed=True) == "M0 0l10 0 0 10z"


def test_what_is_nothing_at_a_tenth_is_not_written(write: ModuleType) -> None:
    assert write.polyline(np.array([[5.01, 5.0], [5.02, 5.0]]), closed=False) == ""
    assert write.area_path(shapely.Polygon()) == ""


def test_a_hole_is_a_ring_of_its_own(write: ModuleType) -> None:
    square = shapely.box(0, 0, 10, 10) - shapely.box(4, 4, 6, 6)
    assert write.area_path(square).count("z") == 2


def test_a_run_is_mirrored_after_its_sided_structures(write: ModuleType) -> None:
    art = write.Art("soleus.left", "muscle", "intermediate", None, False, (("outline", "M0 0l1 0 0 1z"),))
    text = write.run(write.Run("Intermediate muscles 1", "run muscles intermediate", (art,)), 4, both_sides=True)
    assert 'id="run-4-left"' in text
    assert '<use href="#run-4-left"' in text
    assert "scale(-1,1)" in text
    assert "<use" not in write.run(write.Run("x", "run bones", (art,)), 4, both_sides=False)


@pytest.fixture(scope="module", params=[*PLATES, *INSETS])
def plate(request: pytest.FixtureRequest) -> tuple[str, str]:
    path = SVG / f"{request.param}.svg"
    return request.param, path.read_text(encoding="utf-8")


def test_a_shipped_plate_keeps_to_its_size(plate: tuple[str, str]) -> None:
    assert len(plate[1].encode("utf-8")) <= (MOST_BYTES if plate[0] in PLATES else MOST_INSET_BYTES)


def test_a_shipped_plate_has_a_view_box_and_no_size(plate: tuple[str, str]) -> None:
    root = ElementTree.fromstring(plate[1])
    assert len(root.attrib["viewBox"].split()) == 4
    assert "width" not in root.attrib
    assert "height" not in root.attrib


def test_a_shipped_plate_s_ids_are_unique(plate: tuple[str, str]) -> None:
    ids = re.findall(r'\bid="([^"]+)"', plate[1])
    assert len(ids) == len(set(ids))


def test_every_structure_of_a_shipped_plate_has_one_outline_and_known_paths(plate: tuple[str, str]) -> None:
    root = ElementTree.fromstring(plate[1])
    structures = [g for g in root.iter(f"{NAMESPACE}g") if g.get("class") in KINDS]
    assert len(structures) > (300 if plate[0] in PLATES else 60)
    for group in structures:
        classes = [p.get("class") for p in group]
        assert classes.count("outline") == 1, group.get("id")
        assert set(classes) <= PATHS, group.get("id")


def test_every_ring_of_a_shipped_plate_is_closed_and_inside_the_view_box(plate: tuple[str, str]) -> None:
    root = ElementTree.fromstring(plate[1])
    x, y, width, height = (float(v) for v in root.attrib["viewBox"].split())
    for path in root.iter(f"{NAMESPACE}path"):
        data = path.attrib["d"]
        assert re.fullmatch(r"[MmLlZz0-9. -]+", data), data[:80]
        if path.get("class") not in ("fibres", "strands", "rim"):
            assert data.count("M") == data.count("z")
            assert path.get("fill-rule") == "evenodd"
        points = np.array([p for line in points_of(data) for p in line])
        assert (points.min(axis=0) >= np.array((x, y))).all()
        assert (points.max(axis=0) <= np.array((x + width, y + height))).all()


def test_a_shipped_plate_holds_no_script_picture_or_entity(plate: tuple[str, str]) -> None:
    assert not re.search(r"<script|<image|<!ENTITY|<!DOCTYPE|javascript:", plate[1])


def test_the_garment_covers_the_pelvis_on_every_shipped_plate(plate: tuple[str, str]) -> None:
    root = ElementTree.fromstring(plate[1])
    if plate[0] in INSETS:
        assert not [p for p in root.iter(f"{NAMESPACE}path") if p.get("class") == "garment"]
        return
    garment = next(p for p in root.iter(f"{NAMESPACE}path") if p.get("class") == "garment")
    ring = shapely.Polygon(max(points_of(garment.attrib["d"]), key=len))
    assert ring.area > 20_000
    assert ring.contains(shapely.Point(0, -820))
