"""The classic maps: every entry has a record, and every site can be seen."""

import tomllib

import pytest

from bodymap import shipped
from bodymap.ids import Side
from bodymap.matching.picture import Picture
from bodymap.session.record import PointKey
from tools import coverage

TABLE = tomllib.loads((shipped.data_dir() / "reference_entries.toml").read_text(encoding="utf-8"))
ENTRIES = [entry for region in TABLE["regions"] for entry in region["entries"]]


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_entry_of_the_classic_maps_has_a_record(picture: Picture, entry: str) -> None:
    assert [muscle.id for muscle in picture.engine.knowledge.muscles.values() if entry in muscle.reference_entries]


def test_no_record_names_an_entry_that_is_none(picture: Picture) -> None:
    named = {entry for muscle in picture.engine.knowledge.muscles.values() for entry in muscle.reference_entries}
    assert named <= set(ENTRIES)


def test_there_are_149_entries_and_at_least_260_sites_of_both_sides_and_all_are_seen(picture: Picture) -> None:
    sites = [
        PointKey(muscle.id, side, point.number)
        for muscle in picture.engine.knowledge.muscles.values()
        for point in muscle.trigger_points
        for side in (Side.LEFT, Side.RIGHT)
    ]
    assert len(ENTRIES) == 149
    assert len(sites) >= 260
    assert [site for site in sites if not picture.plates_of(site)] == []


def test_a_record_has_as_many_trigger_points_as_the_maps_draw(picture: Picture) -> None:
    """Entries and records that share one another are counted together: trapezius has three entries, the scalenes three records."""
    assert set(TABLE["sites"]) == set(ENTRIES)
    groups: list[set[str]] = []
    for muscle in picture.engine.knowledge.muscles.values():
        own = {*muscle.reference_entries, f"record {muscle.id}"}
        shared = [group for group in groups if group & own]
        groups = [group for group in groups if group not in shared] + [own.union(*shared)]
    wrong = {}
    for group in groups:
        drawn = [TABLE["sites"][name] for name in group if name in TABLE["sites"]]
        had = sum(len(picture.engine.knowledge.muscles[name.removeprefix("record ")].trigger_points) for name in group if name.startswith("record "))
        if not sum(low for low, _ in drawn) <= had <= sum(high for _, high in drawn):
            wrong[tuple(sorted(group))] = had
    assert len(groups) > 100
    assert wrong == {}


@pytest.mark.slow
def test_the_page_on_coverage_is_what_the_data_say(picture: Picture) -> None:
    assert coverage.TARGET.read_text(encoding="utf-8") == coverage.page(picture), "run python tools/coverage.py"
