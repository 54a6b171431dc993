"""On which of two plates a nerve of a finger is drawn: on the one that looks at its side of the bone."""

from __future__ import annotations

import re

import numpy as np
import pytest

pytest.importorskip("scipy")
pytest.importorskip("trimesh")
pytest.importorskip("embreex")
pytest.importorskip("skimage")

from tools.platemaker import inset
from tools.platemaker.meshes import Structure
from tools.platemaker.overlay import Overlay, Pack
from tools.platemaker.write import Head

from .solid import rod

Point = tuple[float, float, float]


def box(name: str, kind: str, low: Point, high: Point, *, near_arm: bool = False) -> Structure:
    """Return a box in body mm."""
    corners = np.array([[x, y, z] for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])], float)
    quads = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (0, 2, 6, 4), (1, 5, 7, 3), (2, 3, 7, 6)]
    faces = np.array([t for a, b, c, d in quads for t in ((a, b, c), (a, c, d))])
    return Structure(f"{name}.left", kind, "left", corners, faces, {"near_arm": near_arm})


def phalanx(name: str, middle: Point, length: float, *, along: int, near_arm: bool = False) -> Structure:
    """Return a round bone 8 mm thick along an axis of the body."""
    made = rod(name, np.full(11, 4.0), length)
    points = made.vertices + np.array([0, length / 2, 0])
    points = (points if along == 1 else points[:, [0, 2, 1]]) + np.array(middle)
    return Structure(made.id, "bone", "left", points, made.faces, {"near_arm": near_arm})


BONES = (
    box("clavicle", "bone", (10, 1390, -50), (150, 1420, 50)),
    box("manubrium-of-sternum", "bone", (0, 1350, 30), (28, 1400, 80)),
    *(box(name, "bone", (0, 1550, -100), (70, 1700, 90)) for name in ("parietal-bone", "frontal-bone", "occipital-bone")),
    box("talus", "bone", (54, 50, -66), (96, 84, -7)),
    phalanx("toe", (90, 9, 110), 40.0, along=2),
    phalanx("finger", (290, 750, 22), 100.0, along=1, near_arm=True),
)
REGIONS = (
    box("nasal-region", "skin-region", (0, 1550, 80), (18, 1600, 117)),
    box("occipital-region", "skin-region", (0, 1557, -107), (70, 1648, -36)),
    box("palm", "skin-region", (278, 690, 15), (302, 810, 36), near_arm=True),
    box("sole", "skin-region", (80, 2, 20), (100, 17, 135)),
    box("heel-region", "skin-region", (50, 0, -80), (100, 400, 0)),
)
NERVES = (
    box("palmar", "nerve", (297, 710, 23.5), (298.5, 790, 25), near_arm=True),
    box("dorsal", "nerve", (297, 710, 17), (298.5, 790, 18.5), near_arm=True),
)


def nerves_on(name: str) -> set[str]:
    """The nerves on one inset of a body of boxes, whose finger has more skin on one side of the bone than on the other."""
    site = inset.Site.of(BONES, REGIONS)
    frame = next(each for each in inset.framed(site) if each.name == name)
    text = Overlay(Pack(BONES, (), NERVES, (), REGIONS, site), frame).svg(Head(name, (0, 0, 10, 10), two_sided=False, zoom=frame.zoom))
    return set(re.findall(r'id="([a-z]+)\.left" class="nerve"', text))


@pytest.mark.parametrize(("plate", "nerve"), [("hand-palmar", "palmar"), ("hand-dorsal", "dorsal")])
def test_a_finger_s_nerve_is_drawn_on_the_plate_that_looks_at_its_side_of_the_bone(plate: str, nerve: str) -> None:
    assert nerves_on(plate) == {nerve}
