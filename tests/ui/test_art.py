import math
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
import zoo
from PySide6.QtCore import QPointF
from shapely import GeometryCollection, LineString, MultiPolygon, Point, Polygon

from bodymap.atlas import library
from bodymap.ui.drawing.art import PlateArt, path_of, polygon_path, structure_art


@pytest.mark.parametrize("name", zoo.RINGS)
def test_degenerate_rings_make_a_path_and_never_an_error(name: str) -> None:
    path = path_of([np.asarray(ring, dtype=float).reshape(-1, 2) for ring in zoo.RINGS[name]], closed=True)
    box = path.boundingRect()
    assert all(math.isfinite(each) for each in (box.x(), box.y(), box.width(), box.height()))
    assert path.elementCount() <= sum(len(ring) + 1 for ring in zoo.RINGS[name])


def test_a_hole_is_no_part_of_the_path() -> None:
    path = path_of([np.array([[0, 0], [10, 0], [10, 10], [0, 10]]), np.array([[3, 3], [6, 3], [6, 6], [3, 6]])], closed=True)
    assert path.contains(QPointF(1, 1))
    assert not path.contains(QPointF(4, 4))


def test_open_lines_stay_open() -> None:
    path = path_of([np.array([[0, 0], [10, 0], [10, 10]])], closed=False)
    assert path.elementCount() == 3


def test_an_empty_polygon_is_an_empty_path() -> None:
    assert polygon_path(Polygon()).isEmpty()
    assert polygon_path(MultiPolygon()).isEmpty()


def test_of_what_one_outline_leaves_of_another_the_areas_are_drawn() -> None:
    area, line, point = Point(0, 0).buffer(5), LineString([(20, 0), (30, 0)]), Point(40, 0)
    assert polygon_path(GeometryCollection([line, area, point])) == polygon_path(area)
    assert polygon_path(line).isEmpty()


def test_a_multipolygon_covers_what_shapely_covers() -> None:
    shape = MultiPolygon([Point(0, 0).buffer(5), Point(40, 0).buffer(8).difference(Point(40, 0).buffer(3.3))])
    path = polygon_path(shape)
    for x in range(-8, 52, 3):
        for y in range(-9, 10, 3):
            assert path.contains(QPointF(x, y)) == shape.covers(Point(x, y)), (x, y)


def test_gluteus_minimus_is_covered_until_the_muscles_over_it_are_peeled(plates: dict[str, PlateArt]) -> None:
    plate = plates["posterior"]
    whole = plate.open_share("gluteus-maximus.left", frozenset())
    covered = plate.open_share("gluteus-minimus.left", frozenset())
    peeled = plate.open_share("gluteus-minimus.left", frozenset({"superficial", "intermediate"}))
    assert whole > 0.8
    assert covered < 0.4
    assert peeled > covered + 0.3


def test_left_and_right_plates_have_mirrored_ids(plates: dict[str, Any]) -> None:
    assert "gluteus-medius.left" in plates["left"].by_id
    assert "gluteus-medius.right" in plates["right"].by_id


def test_a_kept_path_is_the_path_of_its_rings(plates: dict[str, PlateArt]) -> None:
    plate = library.load("posterior")
    for drawn in (plate.silhouette, *plate.drawn[:40]):
        art = structure_art(drawn)
        for role in art.streams:
            shapes = [shape for shape in drawn.shapes if shape.role == role]
            rings = [ring for shape in shapes for ring in shape.rings]
            assert art.path(role) == path_of(rings, closed=shapes[0].closed), (drawn.id, role)
        outline = art.path("outline")
        assert outline is not None
        assert art.box == outline.boundingRect(), drawn.id


def test_two_threads_never_paint_the_same_path(plates: dict[str, PlateArt]) -> None:
    """Painting changes what a path keeps."""
    art = plates["posterior"].silhouette
    with ThreadPoolExecutor(1) as other:
        there = other.submit(art.path, "outline").result()
    assert art.path("outline") is art.path("outline")
    assert there is not art.path("outline")
    assert there == art.path("outline")
