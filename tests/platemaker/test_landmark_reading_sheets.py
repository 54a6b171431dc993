"""The sheets from which landmarks are read show a thing where their numbers say it lies."""

from __future__ import annotations

import numpy as np
import pytest

for library in ("trimesh", "scipy", "embreex", "PIL"):
    pytest.importorskip(library, reason="the plate maker's libraries are not installed")

from tools.landmark_reading import Axes, cropped, draw, left_half, pixel, window_round
from tools.platemaker.meshes import Structure
from tools.reading_sheets import LOOKS, SHEETS

LOW, HIGH = np.array([30.0, 1000.0, -20.0]), np.array([50.0, 1030.0, -10.0])
CORNERS = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)])
FACES = np.array([[0, 1, 3], [0, 3, 2], [4, 6, 7], [4, 7, 5], [0, 4, 5], [0, 5, 1], [2, 3, 7], [2, 7, 6], [0, 2, 6], [0, 6, 4], [1, 5, 7], [1, 7, 3]])


def block(kind: str = "bone", low: np.ndarray = LOW) -> Structure:
    return Structure("block", kind, "left", low + CORNERS * (HIGH - low), FACES, {})


@pytest.mark.parametrize("look", sorted(LOOKS))
def test_a_block_is_drawn_between_its_own_coordinates(look: str) -> None:
    axes, _ = Axes.of(look)
    window, scale = window_round([block(kind="skin")], axes), 8.0
    image = np.asarray(draw([block(kind="skin")], look, window, scale).convert("L")).astype(int)
    a, u = ("xyz".index(axis) for axis in (axes.across, axes.up))

    def dark(across: float, up: float) -> bool:
        x, y = (round(v) for v in pixel(axes, window, scale, across, up))
        return bool(np.median(image[y - 3 : y + 4, x - 3 : x + 4]) < 235)

    inside = [(LOW[a] + 2, LOW[u] + 2), (HIGH[a] - 2, HIGH[u] - 2), (LOW[a] + 2, HIGH[u] - 2)]
    outside = [(LOW[a] - 3, LOW[u] + 3), (HIGH[a] + 3, HIGH[u] - 3), (LOW[a] + 3, HIGH[u] + 3), (LOW[a] + 3, LOW[u] - 3)]
    assert [dark(*at) for at in inside] == [True] * 3
    assert [dark(*at) for at in outside] == [False] * 4


def test_the_right_half_does_not_hide_the_left_from_inside() -> None:
    both = block("skin", low=np.array([-50.0, 1000.0, -20.0]))
    assert len(left_half(both).faces) < len(both.faces)
    assert len(left_half(block("skin")).faces) == len(FACES)


def test_a_part_of_a_window_is_cut_in_shares() -> None:
    assert cropped((0.0, 10.0, 100.0, 200.0), (0.5, 1.0, 0.0, 0.25)) == (5.0, 10.0, 100.0, 125.0)


def test_sheets_have_names_of_their_own_and_known_looks() -> None:
    assert len({sheet.name for sheet in SHEETS}) == len(SHEETS)
    assert {sheet.look for sheet in SHEETS} == set(LOOKS)
