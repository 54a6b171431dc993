"""Rings to polygons: degenerate ones cover what the even-odd rule says, and nothing raises."""

import pytest
import zoo
from shapely import LineString, MultiPolygon, Point, box

from bodymap.atlas.outline import polygon, without_rims


@pytest.mark.parametrize("name", zoo.RINGS)
def test_a_strange_ring_covers_what_even_odd_says(name: str) -> None:
    made = polygon(zoo.RINGS[name])
    assert made.is_valid
    assert made.area == pytest.approx(zoo.AREAS[name])


def test_a_hole_is_not_covered_and_its_island_is() -> None:
    made = polygon(zoo.RINGS["an island in a hole"])
    assert [made.covers(Point(x, x)) for x in (2, 6, 10)] == [True, False, True]


def test_of_an_area_on_the_side_that_turns_away_its_rim_is_dropped_and_the_rest_keeps_its_size() -> None:
    broad, tail = box(0, 0, 40, 60), box(38, 60, 40, 120)
    kept = without_rims(MultiPolygon([broad.union(tail), box(80, 0, 83, 200)]))
    assert len(kept.geoms) == 1
    assert kept.bounds == pytest.approx((0, 0, 40, 60))
    assert kept.area == pytest.approx(broad.area, rel=0.01)
    assert without_rims(LineString([(0, 0), (9, 9)])).is_empty
