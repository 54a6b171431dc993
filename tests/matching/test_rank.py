"""Ranking on a toy body of forty cells a side: what must hold whatever the records say."""

import itertools
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap import shipped
from bodymap.ids import Side
from bodymap.matching import remainder, setting
from bodymap.matching.cellset import CellSet
from bodymap.matching.rank import Candidate, Marked, rank, without
from bodymap.matching.zone import Zone, ZoneTable
from bodymap.session.record import CandidateKey, PointKey

HALF = 40
AREAS = np.full(2 * HALF, 64.0, dtype=np.float32)
SETTING = setting.load(shipped.data_dir())


def muscle(name: str, *commonness: str) -> SimpleNamespace:
    points = [SimpleNamespace(number=n, commonness=word) for n, word in enumerate(commonness, start=1)]
    return SimpleNamespace(name=name, trigger_points=points)


MUSCLES = {
    "alpha": muscle("Alpha", "often", "rarely"),
    "beta": muscle("Beta", "sometimes"),
    "crosser": muscle("Crosser", "often"),
}


def zone(name: str, side: Side, number: int, kind: str, cells: range, *, crosses: bool = False) -> Zone:
    """A zone over left cells, mirrored for the right; `crosses` adds the same cells of the other side."""
    mask = np.zeros(2 * HALF, dtype=np.bool_)
    offset = 0 if side is Side.LEFT else HALF
    mask[[cell + offset for cell in cells]] = True
    if crosses:
        mask |= np.roll(mask, HALF)
    return Zone(PointKey(name, side, number), kind, None, (), CellSet.of(mask), float(AREAS[mask].sum()))


def zones(side: Side) -> list[Zone]:
    return [
        zone("alpha", side, 1, "essential", range(10)),
        zone("alpha", side, 1, "spillover", range(20)),
        zone("alpha", side, 2, "essential", range(15, 20)),
        zone("beta", side, 1, "essential", range(8, 14)),
        zone("beta", side, 1, "reported", range(20, 30)),
        zone("crosser", side, 1, "essential", range(30, 36), crosses=True),
    ]


ZONES = tuple(zones(Side.LEFT) + zones(Side.RIGHT))
TABLE = ZoneTable(ZONES, 2 * HALF, ())
CELLS = st.sets(st.integers(0, 2 * HALF - 1), min_size=1, max_size=30)
OWN = st.dictionaries(
    st.builds(CandidateKey, st.sampled_from(sorted(MUSCLES)), st.sampled_from((Side.LEFT, Side.RIGHT))), st.floats(0.1, 1.0)
)


def ranked(cells: set[int], own: dict[CandidateKey, float] | None = None) -> tuple[Candidate, ...]:
    mask = np.zeros(2 * HALF, dtype=np.bool_)
    mask[sorted(cells)] = True
    return rank(Marked(mask, own or {}), TABLE, AREAS, MUSCLES, SETTING)


def keys(candidates: tuple[Candidate, ...]) -> list[tuple[str, str]]:
    return [(each.key.muscle, str(each.key.side)) for each in candidates]


@given(CELLS, OWN)
def test_parts_add_up_to_the_score_and_scores_fall_with_the_rank(cells: set[int], own: dict[CandidateKey, float]) -> None:
    found = ranked(cells, own)
    assert [each.rank for each in found] == list(range(1, len(found) + 1))
    for each in found:
        assert sum(part.value for part in each.parts) == pytest.approx(each.score)
        assert np.isfinite(each.score)
    assert all(one.score >= other.score - 1e-6 for one, other in itertools.pairwise(found))


@given(CELLS, OWN)
def test_mirrored_marks_give_the_mirrored_candidates(cells: set[int], own: dict[CandidateKey, float]) -> None:
    mirrored = ranked({(cell + HALF) % (2 * HALF) for cell in cells}, {
        CandidateKey(key.muscle, key.side.opposite): value for key, value in own.items()
    })
    here = {(each.key.muscle, each.key.side.opposite): each.score for each in ranked(cells, own)}
    assert here == pytest.approx({(each.key.muscle, each.key.side): each.score for each in mirrored})


@given(CELLS, OWN)
def test_own_place_alone_never_outranks_an_essential_zone_that_is_hit(cells: set[int], own: dict[CandidateKey, float]) -> None:
    found = ranked(cells, own)
    hit = [each.rank for each in found if each.essential_share > 0 and not each.only_crosses]
    near = [each.rank for each in found if not each.contributions]
    assert not hit or not near or max(hit) < min(near)


@given(CELLS)
def test_shares_are_of_the_marked_area_and_sum_to_one(cells: set[int]) -> None:
    for each in ranked(cells):
        shares = (each.essential_share, each.spillover_share, each.reported_share, each.outside_share)
        assert all(0 <= share <= 1 + 1e-9 for share in shares)
        assert sum(shares) == pytest.approx(1)


@given(CELLS, st.data())
def test_a_cell_taken_away_never_adds_to_what_is_explained(cells: set[int], data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(sorted(cells)))

    def explained(found: tuple[Candidate, ...], count: int) -> dict[CandidateKey, float]:
        return {each.key: (1 - each.outside_share) * count for each in found}

    before = explained(ranked(cells), len(cells))
    after = explained(ranked(cells - {gone}), len(cells) - 1)
    assert all(after[key] <= before.get(key, 0) + 1e-6 for key in after)


def test_nothing_marked_gives_nothing() -> None:
    assert ranked(set(), {CandidateKey("alpha", Side.LEFT): 1.0}) == ()


def test_left_never_answers_with_right_unless_the_zone_crosses() -> None:
    assert keys(ranked({1, 2, 3})) == [("alpha", "left")]
    found = ranked({31, 32})
    assert keys(found) == [("crosser", "left"), ("crosser", "right")]
    assert found[1].only_crosses
    assert found[1].score < found[0].score


def test_each_trigger_point_answers_for_its_own_zone() -> None:
    assert ranked({16, 17})[0].numbers[0] == 2
    assert ranked({1, 2})[0].numbers == (1,)


def test_marks_on_both_sides_give_left_before_right_on_a_tie() -> None:
    assert keys(ranked({1, 1 + HALF})) == [("alpha", "left"), ("alpha", "right")]


def test_a_dropped_candidate_is_gone_and_the_ranks_close_up() -> None:
    found = ranked({9})
    rest = without(found, {found[0].key})
    assert [each.rank for each in rest] == list(range(1, len(found)))
    assert found[0].key not in {each.key for each in rest}


def test_a_reported_zone_counts_less_than_spillover() -> None:
    assert ranked({25})[0].score < SETTING.weight.spillover
    assert keys(ranked({25})) == [("beta", "left")]


def test_the_smallest_set_that_explains_most_is_found_and_the_rest_is_named() -> None:
    mask = np.zeros(2 * HALF, dtype=np.bool_)
    mask[[1, 2, 31, 32, 39]] = True
    found = rank(Marked(mask, {}), TABLE, AREAS, MUSCLES, SETTING)
    best = remainder.explanation(mask, found, TABLE, AREAS)
    assert {key.muscle for key in best.candidates} == {"alpha", "crosser"}
    assert np.flatnonzero(best.unexplained).tolist() == [39]
    assert best.share == pytest.approx(0.8)
