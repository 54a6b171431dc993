"""Rings to polygons: degenerate ones cover what the even-odd rule says, and nothing raises."""

import pytest
import zoo
from shapely import Point

from bodymap.atlas.outline import polygon


@pytest.mark.parametrize("name", zoo.RINGS)
def test_a_strange_ring_covers_what_even_odd_says(name: str) -> None:
    made = polygon(zoo.RINGS[name])
    assert made.is_valid
    assert made.area == pytest.approx(zoo.AREAS[name])


def test_a_hole_is_not_covered_and_its_island_is() -> None:
    made = polygon(zoo.RINGS["an island in a hole"])
    assert [made.covers(Point(x, x)) for x in (2, 6, 10)] == [True, False, True]
