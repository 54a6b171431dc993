"""The second figure: its own plates and tables, the same ids and landmarks, and the map that carries points between the two."""

import numpy as np
import pytest

from bodymap.anatomy.location import PlatePlace
from bodymap.atlas import figure as figures
from bodymap.atlas import frame, library, lint, lint_overlay
from bodymap.atlas.body import Body
from bodymap.atlas.carry import Carry, moved
from bodymap.errors import BodymapError, UnknownNameError
from bodymap.ids import base_of

WHOLE = ("anterior", "posterior", "left")
STEMS = (*lint.STORED, *lint.STORED_INSETS)


@pytest.fixture(scope="module")
def second() -> Body:
    return Body.load(figure="female")


@pytest.fixture(scope="module")
def carry(shipped_body: Body, second: Body) -> Carry:
    return Carry.load(shipped_body, second, figures.tables("female") / "carry.npz")


def test_an_unknown_figure_is_one_sentence_with_the_nearest_name() -> None:
    with pytest.raises(UnknownNameError, match=r"femal.*nearest: female"):
        figures.plates("femal")


def test_both_figures_are_shipped_within_twelve_megabytes_each() -> None:
    assert figures.shipped() == figures.FIGURES
    for figure in figures.FIGURES:
        folders = (figures.plates(figure), figures.overlays(figure), figures.stacks(figure), figures.tables(figure))
        assert sum(file.stat().st_size for folder in folders for file in folder.glob("*.*")) <= 12e6


@pytest.mark.parametrize("plate", WHOLE)
def test_the_same_ids_are_drawn_on_both_figures(plate: str) -> None:
    one, two = (library.load(plate, figure=figure) for figure in figures.FIGURES)
    assert one.bounds != two.bounds
    names = [{each.id for each in drawn.drawn if each.kind == "muscle"} for drawn in (one, two)]
    assert names[0] == names[1]
    layers = [{each.id: each.layer for each in drawn.drawn} for drawn in (one, two)]
    assert [each for each in layers[0] if layers[1].get(each, layers[0][each]) != layers[0][each]] == []


@pytest.mark.parametrize("plate", WHOLE)
def test_no_muscle_of_the_second_figure_leaves_its_skin(plate: str) -> None:
    drawn = library.load(plate, figure="female")
    skin = drawn.polygon(drawn.silhouette.id).buffer(1.0)
    assert [each.id for each in drawn.drawn if each.kind == "muscle" and drawn.polygon(each.id).difference(skin).area > 4.0] == []


def test_the_second_figures_plates_and_overlays_pass_the_lint() -> None:
    from bodymap.anatomy import terminology

    assert lint.lint_plates(terminology.load(), figure="female") == ()
    assert lint_overlay.lint_overlays(terminology.load(), figure="female") == ()


def test_nearly_all_that_is_laid_over_the_first_figure_is_laid_over_the_second() -> None:
    laid = [{each.id for stem in STEMS for each in library.load_overlay(frame.named(stem), figure=figure).drawn} for figure in figures.FIGURES]
    assert len(laid[0] & laid[1]) > 0.97 * len(laid[0] | laid[1]), sorted(laid[0] ^ laid[1])


TINY = {"angle-of-mouth", "apex-of-auricle", "auricular-tubercle", "eminentia-fossae-triangularis", "incisura-intertragica"}
"""Folds of lip and ear that the second figure's skin does not have."""


def test_every_region_of_the_skin_is_drawn_somewhere_on_both_figures() -> None:
    from bodymap.anatomy import terminology

    wanted = {each.id for each in terminology.load().of_kind("skin-region")}
    for figure in figures.FIGURES:
        drawn = {base_of(each.id) for stem in STEMS for each in library.load(frame.named(stem), figure=figure).regions}
        assert wanted - drawn <= (set() if figure == figures.FIRST else TINY)


def test_every_landmark_is_on_both_bodies_and_lies_on_the_skin(shipped_body: Body, second: Body) -> None:
    assert second.landmarks.keys() == shipped_body.landmarks.keys()
    for name, landmark in second.landmarks.items():
        skin = np.asarray(landmark.skin, dtype=float)
        gap = np.linalg.norm(second.cells.points - skin, axis=1).min()
        assert gap < 9.0, name


def test_pairs_that_only_shift_carry_every_point_by_that_shift() -> None:
    start = np.random.default_rng(3).uniform(0, 100, (60, 2))
    points = np.array([[50.0, 50.0], [-20.0, 130.0]])
    assert moved(points, start, start + np.array([7.0, -3.0])) == pytest.approx(points + np.array([7.0, -3.0]), abs=1e-6)


@pytest.mark.parametrize("plate", WHOLE)
def test_what_is_carried_over_and_back_lies_where_it_was(carry: Carry, shipped_body: Body, plate: str) -> None:
    cells = shipped_body.cells
    seen = np.flatnonzero(cells.is_seen(plate) & (cells.normals @ np.array(frame.FRAMES[plate].viewer) > 0.5))[::23]
    points = frame.project_all(plate, cells.points[seen])[:, :2]
    there = carry.points(plate, points, "onto")
    back = carry.points(plate, there, "back")
    off = np.linalg.norm(back - points, axis=1)
    assert np.median(off) < 1.0
    assert np.percentile(off, 98) < 6.0


@pytest.mark.parametrize("plate", WHOLE)
def test_a_carried_place_has_the_same_region(carry: Carry, shipped_body: Body, second: Body, plate: str) -> None:
    cells = shipped_body.cells
    seen = np.flatnonzero(cells.is_seen(plate) & (cells.normals @ np.array(frame.FRAMES[plate].viewer) > 0.5))[::97]
    same = []
    for cell in seen:
        x, y = frame.project(plate, cells.points[cell])
        try:
            there = carry.place(PlatePlace(plate, x, y), "onto")
        except BodymapError:
            continue
        spot = second.spot(there)
        same.append(second.cells.region_base(spot.cell) == cells.region_base(int(cell)))
    assert len(same) > 0.9 * len(seen), "few places lie beside the second body"
    assert np.mean(same) > 0.8


@pytest.mark.parametrize("figure", figures.FIGURES)
def test_the_eye_is_closed_and_no_skin_lies_in_its_socket(figure: str) -> None:
    cells = Body.load(figure=figure).cells
    orbit = np.array([cells.region_base(each) == "orbital-region" for each in range(len(cells))])
    hidden = orbit & ~cells.is_seen("anterior")
    assert orbit.sum() > 100
    assert cells.areas[hidden].sum() < 0.1 * cells.areas[orbit].sum()


@pytest.mark.parametrize("figure", figures.FIGURES)
def test_the_region_along_the_spine_stays_beside_the_spine(figure: str) -> None:
    cells = Body.load(figure=figure).cells
    spine = np.array([cells.region_base(each) == "vertebral-region" for each in range(len(cells))])
    assert np.abs(cells.points[spine, 0]).max() < 40.0


def test_the_second_figures_trunk_is_not_pulled_apart(shipped_body: Body, second: Body) -> None:
    low, high = (shipped_body.landmarks[name].point[1] for name in ("ischial-tuberosity", "spinous-t1"))
    wide = [n for n, each in shipped_body.landmarks.items() if low <= each.point[1] <= high and 15.0 < abs(each.point[0]) < 130.0]
    broader = {name: second.landmarks[name].point[0] / shipped_body.landmarks[name].point[0] for name in wide}
    assert len(wide) > 30
    assert {name: round(share, 2) for name, share in broader.items() if not 0.5 < share < 1.45} == {}
