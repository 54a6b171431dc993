"""Painting exactly a trigger point's essential zone brings its muscle into the first three, for every one in the records."""

import numpy as np
import pytest

from bodymap import shipped
from bodymap.matching import rank
from bodymap.matching.engine import Engine
from bodymap.matching.rank import Marked
from bodymap.matching.zone import Zone
from bodymap.session.record import CandidateKey

MUSCLES = sorted(path.stem for path in (shipped.data_dir() / "muscles").rglob("*.toml"))
FIRST = 3
ALIKE = 0.7
"""Muscles whose essential zones share more than this of their union cannot be told apart by any chart: they count as one."""
EXCEPTIONS: dict[tuple[str, int], str] = {}
"""(muscle, trigger point) → why no ranking by place can bring it into the first three."""


def alike(engine: Engine, key: CandidateKey, zone: Zone) -> bool:
    areas = engine.body.cells.areas
    rows = [row for row in engine.table.rows_of[key] if engine.table.zones[row].kind == "essential"]
    return any(
        areas[other & zone.cells].sum() > ALIKE * areas[other | zone.cells].sum() for other in (engine.table.zones[row].cells for row in rows)
    )


def place_of(engine: Engine, zone: Zone) -> int:
    """The place of the zone's muscle when the zone is painted; those before it that are alike are not counted."""
    marked = Marked(zone.cells, engine.own_place.share((), 1.0, zone.cells))
    found = rank.rank(marked, engine.table, engine.body.cells.areas, engine.knowledge.muscles, engine.setting)
    keys = [each.key for each in found]
    before = keys[: keys.index(zone.point.candidate)]
    return 1 + sum(not alike(engine, key, zone) for key in before if key in engine.table.rows_of)


@pytest.mark.parametrize("muscle", MUSCLES)
def test_painting_an_essential_zone_brings_its_muscle_into_the_first_three(engine: Engine, muscle: str) -> None:
    zones = [zone for zone in engine.table.zones if zone.point.muscle == muscle and zone.kind == "essential" and zone.cells.any()]
    places = {(zone.point.number, str(zone.point.side)): place_of(engine, zone) for zone in zones}
    late = {point: place for point, place in places.items() if place > FIRST and (muscle, point[0]) not in EXCEPTIONS}
    assert not late, f"{muscle}: places by trigger point and side {late}"


def test_essential_zones_come_in_pairs(engine: Engine) -> None:
    points = {zone.point for zone in engine.table.zones if zone.kind == "essential"}
    assert points
    assert {(point.muscle, point.side.opposite, point.number) for point in points} == {(each.muscle, each.side, each.number) for each in points}


def test_an_exception_is_argued_and_names_a_point_that_exists(engine: Engine) -> None:
    for (muscle, number), reason in EXCEPTIONS.items():
        assert number in {point.number for point in engine.knowledge.muscle(muscle).trigger_points}
        assert len(reason) > 40


def test_all_cells_of_the_table_are_those_of_its_zones(engine: Engine) -> None:
    layout = engine.table.layout
    row = int(layout.order[0])
    every = np.arange(engine.table.cell_count)
    assert np.array_equal(engine.table.at(every)[:, 0], engine.table.zones[row].cells)
