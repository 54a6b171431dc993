from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bodymap.atlas import frame as shown
from tools.platemaker import frame as frames

pytest.importorskip("scipy")
pytest.importorskip("trimesh")
pytest.importorskip("embreex")
pytest.importorskip("skimage")

import shapely

from tools.platemaker import inset, outline, write
from tools.platemaker.cast import BLEED, MARGIN, SCALE, cast, pixels
from tools.platemaker.choice import Choice
from tools.platemaker.frame import ANTERIOR, INSETS, PlateFrame
from tools.platemaker.meshes import Structure
from tools.platemaker.refine import Refined


def box(name: str, kind: str, low: tuple[float, float, float], high: tuple[float, float, float]) -> Structure:
    """Return a closed box in body mm, wound outward."""
    corners = np.array([[x, y, z] for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])], float)
    quads = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    faces = np.array([t for a, b, c, d in quads for t in ((a, b, c), (a, c, d))])
    return Structure(f"{name}.left", kind, "left", corners, faces, {})


@pytest.fixture(scope="module")
def site() -> inset.Site:
    """A body of boxes, with what the rules ask for."""
    bones = [
        box("clavicle", "bone", (10, 1390, -50), (150, 1420, 50)),
        box("manubrium-of-sternum", "bone", (0, 1350, 30), (28, 1400, 80)),
        *(box(name, "bone", (0, 1550, -100), (70, 1700, 90)) for name in ("parietal-bone", "frontal-bone", "occipital-bone")),
        box("radius", "bone", (230, 856, -40), (288, 1090, 25)),
        box("talus", "bone", (54, 50, -66), (96, 84, -7)),
    ]
    regions = [
        box("nasal-region", "skin-region", (0, 1550, 80), (18, 1600, 117)),
        box("occipital-region", "skin-region", (0, 1557, -107), (70, 1648, -36)),
        box("palm", "skin-region", (225, 700, 0), (320, 840, 60)),
        box("anterior-region-of-forearm", "skin-region", (180, 840, -30), (296, 1090, 40)),
        box("deltoid-region", "skin-region", (135, 1270, -100), (240, 1430, 30)),
        box("sole", "skin-region", (45, 0, -100), (140, 10, 140)),
        box("posterior-region-of-leg", "skin-region", (30, 100, -118), (149, 407, -33)),
    ]
    return inset.Site.of(bones, regions)


def test_the_views_are_those_of_the_app() -> None:
    for made in (*frames.FRAMES, *frames.INSETS):
        assert np.allclose(made.matrix, shown.get(shown.named(made.name)).matrix), made.name
        assert made.two_sided == shown.is_two_sided(shown.named(made.name)), made.name
    assert {made.name for made in frames.INSETS} == {shown.stored(name) for name in shown.INSETS}


def test_a_window_holds_the_part_whole_and_its_rectangle_lies_on_the_parent(site: inset.Site) -> None:
    for frame in inset.framed(site):
        assert frame.window is not None
        x0, y0, x1, y1 = frame.window
        assert x1 > x0
        assert y1 > y0
        if frame.part in inset.EXTENT:
            names = inset.EXTENT[frame.part] & site.regions.keys()
            points = np.vstack([site.regions[name].vertices for name in names])
            flat = frame.plain.project(points)
            assert (flat[:, :2] > (x0, y0)).all(), frame.name
            assert (flat[:, :2] < (x1, y1)).all(), frame.name
        parent = next(f for f in frames.FRAMES if f.name == frame.parent)
        left, top, right, bottom = inset.parent_rect(frame, parent, site)
        assert right > left
        assert bottom > top


def test_the_front_of_the_head_is_shown_evenly_about_the_midline(site: inset.Site) -> None:
    head = next(frame for frame in inset.framed(site) if frame.name == "head-anterior")
    assert head.window is not None
    assert head.window[0] == -head.window[2]


def test_the_sole_is_shown_without_what_stands_on_the_ankle(site: inset.Site) -> None:
    sole = next(frame for frame in inset.framed(site) if frame.name == "foot-plantar")
    assert not inset.belongs(sole, box("soleus", "muscle", (60, 130, -80), (120, 400, -30)), site, frozenset())
    assert inset.belongs(sole, box("quadratus-plantae", "muscle", (66, 17, -62), (102, 34, 15)), site, frozenset())


def test_the_trunk_is_on_no_arm_inset_but_for_what_people_chose(site: inset.Site) -> None:
    arm = next(frame for frame in inset.framed(site) if frame.name == "arm-medial")
    scapula = box("scapula", "bone", (61, 1254, -113), (174, 1418, 1))
    assert not inset.belongs(arm, scapula, site, frozenset())
    assert inset.belongs(arm, scapula, site, frozenset({"scapula"}))
    assert inset.belongs(arm, site.bones["radius"], site, frozenset())


def test_a_long_muscle_is_tendon_at_the_wrist_and_a_short_one_is_not_judged(site: inset.Site) -> None:
    end = inset.flesh_end(box("extensor-digitorum", "muscle", (230, 724, -50), (315, 1119, 60)), site)
    assert end == pytest.approx(float(site.bones["radius"].vertices[:, 1].min()) + inset.JOINT_MM)
    assert inset.flesh_end(box("opponens-pollicis", "muscle", (267, 823, 30), (316, 857, 49)), site) is None


def bare(structure: Structure) -> Refined:
    """Return a structure as it is, not rounded."""
    return Refined(structure, structure.vertices, structure.faces, np.arange(len(structure.faces)))


def small(zoom: float, **changes: object) -> PlateFrame:
    return replace(ANTERIOR, name="small", zoom=zoom, window=(-10.0, -50.0, 10.0, -20.0), **changes)  # type: ignore[arg-type]


def test_an_inset_is_cast_larger_and_only_round_its_window() -> None:
    frame = small(4.0)
    raster = cast(bare(box("rod", "muscle", (-3, -200, 0), (5, 200, 6))), frame)
    limits = pixels(frame)
    assert limits is not None
    assert raster.row == limits[1] == round(-50 * 4 * SCALE) - BLEED - MARGIN
    assert raster.face.shape[0] == limits[3]
    assert not raster.mask[:MARGIN].any()
    assert raster.mask[MARGIN].any()
    assert raster.mask.any(axis=0).sum() == pytest.approx(8 * 4 * SCALE, abs=2)
    assert np.nanmax(raster.depth) == pytest.approx(6 * 4, abs=0.1)
    shape = outline.outline(raster, zoom=frame.zoom)
    assert shapely.bounds(shape)[[0, 2]] == pytest.approx([-12, 20], abs=0.8)


def test_what_lies_below_the_floor_is_not_cast() -> None:
    solid = bare(box("plate", "muscle", (-5, 25, -9), (5, 45, -7)))
    assert cast(solid, small(2.0)).mask.any()
    assert not cast(solid, small(2.0, floor=-5.0)).mask.any()


def test_drawn_units_are_written_in_millimetres_with_two_decimals() -> None:
    unit = write.Unit(zoom=4.0, decimals=2)
    line = np.array([[-40.0, 4.0], [-39.6, 4.4], [1.0, -2.0]])
    assert write.polyline(line, closed=False, unit=unit) == "M-10 1l.1 .1 10.15-1.6"


def test_the_root_of_an_inset_says_what_it_enlarges() -> None:
    head = write.Head("hand-palmar", (1, 2, 30, 40), two_sided=False, zoom=5.0, parent="anterior", parent_box=(220, -890, 126, 196))
    root = write.plate(head, []).splitlines()[1]
    assert 'viewBox="1 2 30 40" data-parent="anterior" data-parent-rect="220 -890 126 196" data-zoom="5">' in root
    assert "data-parent" not in write.plate(write.Head("anterior", (1, 2, 30, 40), two_sided=True), [])


def test_the_lines_of_an_inset_are_thinner_in_millimetres() -> None:
    text = write.plate(write.Head("hand-palmar", (1, 2, 30, 40), two_sided=False, zoom=5.0), [])
    assert "stroke-width:.45" not in text
    assert "stroke-width:0.09" in text


def test_choices_for_a_plate_hold_on_its_inset_too() -> None:
    choice = Choice((), frozenset(), frozenset(), frozenset(), (("left", "rib", "muscle"),), (), (), (), off=(("head-left", "sheet"),))
    there = choice.on("head-left", "left")
    assert there.forced("head-left", ["rib", "muscle"]) == [(0, 1)]
    assert there.default_off == {"sheet"}
    assert choice.on("hand-palmar", None).default_off == frozenset()


def test_every_inset_has_a_parent_and_is_finer() -> None:
    for frame in INSETS:
        assert frame.parent in {f.name for f in frames.FRAMES}
        assert frame.zoom > 1
        assert frame.step <= 3
