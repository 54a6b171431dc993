"""Picking: front to back, only what is visible, and never another answer than the polygons give."""

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bodymap.atlas.pick import Picker
from bodymap.atlas.plate import Plate
from bodymap.ids import mirror

quick = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
fractions = st.floats(0, 1)


@pytest.fixture(scope="module")
def picker(plate: Plate) -> Picker:
    return Picker(plate)


def at(plate: Plate, u: float, v: float) -> tuple[float, float]:
    x0, y0, x1, y1 = plate.bounds
    return x0 + u * (x1 - x0), y0 + v * (y1 - y0)


@given(fractions, fractions)
@quick
def test_picking_agrees_with_what_the_polygons_cover(plate: Plate, picker: Picker, u: float, v: float) -> None:
    x, y = at(plate, u, v)
    everything = picker.at(x, y, shows_behind=True, shows_default_off=True)
    point = shapely.Point(x, y)
    assert set(everything) == {drawn.id for drawn in plate.drawn if plate.polygon(drawn.id).covers(point)}
    ranks = [plate.get(name).rank for name in everything]
    assert ranks == sorted(ranks, reverse=True)


@given(fractions, fractions)
@quick
def test_mirroring_a_plate_mirrors_the_picks(plate: Plate, picker: Picker, u: float, v: float) -> None:
    x, y = at(plate, u, v)
    other = mirrored_picker(plate)
    assert set(other.at(-x, y, shows_behind=True)) == {mirror(name) for name in picker.at(x, y, shows_behind=True)}


_mirrored: dict[int, Picker] = {}


def mirrored_picker(plate: Plate) -> Picker:
    if id(plate) not in _mirrored:
        _mirrored[id(plate)] = Picker(plate.mirrored())
    return _mirrored[id(plate)]


@given(fractions, fractions)
@quick
def test_what_is_hidden_never_answers(plate: Plate, picker: Picker, u: float, v: float) -> None:
    x, y = at(plate, u, v)
    shown = picker.at(x, y, hidden_layers={"superficial"})
    assert list(shown) == [name for name in picker.at(x, y) if plate.get(name).layer != "superficial"]
    assert not any(plate.get(name).behind or plate.get(name).default_off for name in shown)
    if shown:
        first = plate.get(shown[0])
        assert picker.at(x, y, hidden_layers={"superficial"}, hidden={first.id}) == shown[1:]
        assert first.id not in picker.at(x, y, hidden={first.base})


def test_everything_drawn_can_be_hit(plate: Plate, picker: Picker) -> None:
    for drawn in plate.drawn:
        inside = plate.polygon(drawn.id).representative_point()
        assert drawn.id in picker.at(inside.x, inside.y, shows_behind=True, shows_default_off=True)


def test_off_the_body_and_off_the_numbers_nothing_answers(plate: Plate, picker: Picker) -> None:
    for x, y in ((1e6, 0), (np.nan, 0), (np.inf, -np.inf)):
        assert picker.at(x, y) == ()
        assert picker.region(x, y) is None


def test_skin_regions_answer_apart(plate: Plate, picker: Picker) -> None:
    region = plate.regions[0]
    inside = plate.polygon(region.id).representative_point()
    answer = picker.region(inside.x, inside.y)
    assert answer is not None
    assert plate.get(answer).kind == "skin-region"
    assert picker.is_on_body(*shapely.get_coordinates(plate.polygon(plate.silhouette.id).representative_point())[0])
