"""Painted areas on the shipped body: order, mirror, resampling, plates, and what is not counted twice."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bodymap.ids import Side
from bodymap.matching import compare, explain
from bodymap.matching.engine import Engine
from bodymap.matching.rank import Candidate
from bodymap.session import painting
from bodymap.session.paint import Area, Dab, Fill, Patch, Shape, Stroke
from bodymap.session.record import NEW_CLIENT, CandidateKey, PointKey, Session, add_mark, find

FEW = settings(max_examples=25)
ON_BACK = st.tuples(st.floats(-170, 170), st.floats(-1350, -120))
POINTS = st.lists(ON_BACK, min_size=1, max_size=4).map(tuple)
STROKES = st.builds(Stroke, st.sampled_from(("posterior", "anterior")), POINTS, st.sampled_from((12.0, 25.0, 40.0)))
LEG = tuple((-105.0 - 10 * math.sin(y / 60), y) for y in np.linspace(-900, -150, 60).tolist())
LINE = Stroke("posterior", LEG, 25.0)


def painted(*shapes: Shape) -> Session:
    session = NEW_CLIENT
    for shape in shapes:
        session = painting.paint(painting.select(session, None), [shape])
    return session


def scores(found: tuple[Candidate, ...]) -> dict[CandidateKey, float]:
    return {each.key: each.score for each in found}


def test_the_order_of_areas_is_irrelevant(engine: Engine) -> None:
    @FEW
    @given(strokes=st.lists(STROKES, min_size=2, max_size=4, unique=True), order=st.randoms())
    def holds(strokes: list[Stroke], order: object) -> None:
        shuffled = list(strokes)
        order.shuffle(shuffled)  # type: ignore[attr-defined]
        assert engine.candidates(painted(*strokes)) == engine.candidates(painted(*shuffled))

    holds()


def test_one_area_of_many_strokes_is_the_same_as_many_areas(engine: Engine) -> None:
    @FEW
    @given(strokes=st.lists(STROKES, min_size=1, max_size=3))
    def holds(strokes: list[Stroke]) -> None:
        together = painting.paint(NEW_CLIENT, strokes)
        assert engine.candidates(together) == engine.candidates(painted(*strokes))

    holds()


def test_mirrored_paint_gives_the_mirrored_answer(engine: Engine) -> None:
    @FEW
    @given(strokes=st.lists(STROKES, min_size=1, max_size=3))
    def holds(strokes: list[Stroke]) -> None:
        session = painted(*strokes)
        here = {CandidateKey(key.muscle, key.side.opposite): value for key, value in scores(engine.candidates(session)).items()}
        there = scores(engine.candidates(painting.swap_sides(session)))
        assert there == pytest.approx(here, abs=0.01)

    holds()


def test_scores_are_finite_and_parts_add_up(engine: Engine) -> None:
    @FEW
    @given(strokes=st.lists(STROKES, min_size=1, max_size=3))
    def holds(strokes: list[Stroke]) -> None:
        for each in engine.candidates(painted(*strokes)):
            assert math.isfinite(each.score)
            assert sum(part.value for part in each.parts) == pytest.approx(each.score)

    holds()


def test_removing_an_area_never_adds_to_what_a_candidate_explains(engine: Engine) -> None:
    @FEW
    @given(strokes=st.lists(STROKES, min_size=2, max_size=3, unique=True))
    def holds(strokes: list[Stroke]) -> None:
        session = painted(*strokes)
        fewer = painting.remove_area(session, 1)

        def explained(these: Session) -> dict[CandidateKey, float]:
            total = float(engine.body.cells.areas[engine.marked(these).cells].sum())
            return {each.key: (1 - each.outside_share) * total for each in engine.candidates(these)}

        before = explained(session)
        assert all(value <= before.get(key, 0) + 1 for key, value in explained(fewer).items() if value > 0)

    holds()


@pytest.mark.parametrize("every", [2, 5, 10])
def test_scores_are_stable_when_a_stroke_is_resampled(engine: Engine, every: int) -> None:
    dense = tuple(point for a, b in itertools.pairwise(LEG) for point in (a, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)))
    sparse = (*LEG[::every], LEG[-1])
    whole = scores(engine.candidates(painted(LINE)))
    for points in (dense, sparse):
        other = scores(engine.candidates(painted(Stroke("posterior", points, 25.0))))
        for key, value in whole.items():
            if value > 0.1:
                assert other[key] == pytest.approx(value, abs=0.03)


def test_the_same_skin_painted_on_two_plates_is_counted_once(engine: Engine) -> None:
    """The outer thigh is seen from behind and from the left."""
    from_behind = Stroke("posterior", ((-160.0, -760.0), (-158.0, -600.0)), 20.0)
    cells = np.flatnonzero(engine.paint.cover(from_behind))
    at = engine.body.cells.points[cells].mean(axis=0)
    from_left = Stroke("left", tuple((float(-at[2]), y) for y in (-760.0, -600.0)), 20.0)
    both = engine.marked(painted(from_behind, from_left)).cells
    one, other = engine.paint.cover(from_behind), engine.paint.cover(from_left)
    assert (one & other).sum() > 0.2 * one.sum()
    assert np.array_equal(both, one | other)
    again = engine.marked(painted(from_behind, from_behind)).cells
    assert np.array_equal(again, one)


def test_a_stroke_on_the_back_of_the_thigh_shows_on_the_side_plate_too(engine: Engine) -> None:
    area = Area(1, (Dab(Stroke("posterior", ((-150.0, -760.0), (-150.0, -600.0)), 25.0)),))
    assert engine.paint.outline("posterior", area).area > 2000
    assert engine.paint.outline("left", area).area > 500
    assert engine.paint.outline("right", area).is_empty


def test_what_is_erased_is_no_longer_marked_and_can_leave_nothing(engine: Engine) -> None:
    session = painting.erase(painted(LINE), [Stroke("posterior", LEG[30:], 60.0)])
    before, after = engine.marked(painted(LINE)).cells, engine.marked(session).cells
    assert 0 < after.sum() < before.sum()
    gone = painting.erase(session, [Stroke("posterior", LEG, 60.0)])
    assert not engine.paint.cells(gone.areas[0]).any()
    assert engine.candidates(gone) == ()
    assert engine.paint.outline("posterior", gone.areas[0]).is_empty


def test_no_pain_here_is_taken_out_of_what_is_marked(engine: Engine) -> None:
    clear = painting.paint(painting.select(painted(LINE), None), [Stroke("posterior", LEG[:20], 60.0)], is_clear=True)
    assert engine.marked(clear).cells.sum() < engine.marked(painted(LINE)).cells.sum()
    assert engine.candidates(painting.paint(NEW_CLIENT, [LINE], is_clear=True)) == ()


def test_a_named_region_is_filled_whole_and_only_on_its_side(engine: Engine) -> None:
    cells = engine.paint.cover(Fill("gluteal-region", Side.LEFT))
    half = len(cells) // 2
    assert cells[:half].sum() > 50
    assert not cells[half:].any()
    assert engine.paint.outline("posterior", Area(1, (Dab(Fill("gluteal-region", Side.LEFT)),))).area > 5000


def test_a_patch_covers_what_its_plate_shows_inside_and_its_hole_does_not(engine: Engine) -> None:
    outer = ((-150.0, -1000.0), (-40.0, -1000.0), (-40.0, -880.0), (-150.0, -880.0))
    inner = ((-120.0, -970.0), (-70.0, -970.0), (-70.0, -910.0), (-120.0, -910.0))
    whole, ringed = engine.paint.cover(Patch("posterior", (outer,))), engine.paint.cover(Patch("posterior", (outer, inner)))
    assert 0 < ringed.sum() < whole.sum()
    assert not (ringed & ~whole).any()
    assert not engine.paint.cover(Patch("posterior", (outer,), Side.RIGHT)).any()


def test_what_lies_beside_the_body_covers_nothing(engine: Engine) -> None:
    assert not engine.paint.cover(Stroke("posterior", ((900.0, 900.0),), 20.0)).any()


def test_quality_intensity_and_depth_never_change_the_scores(engine: Engine) -> None:
    session = painted(LINE)
    said = session
    for part, value in (("intensity", 9), ("quality", "numb"), ("depth", "deep"), ("constancy", "constant")):
        said = painting.describe(said, 1, part, value)
    assert engine.candidates(said) == engine.candidates(session)


def test_numbness_brings_the_look_alikes_and_red_flags_of_nerves_to_the_front(engine: Engine) -> None:
    numb = painting.describe(painted(LINE), 1, "quality", "numb")
    assert engine.raising(numb) == {"numb"}
    first = engine.look_alikes(numb)[0]
    assert "numb" in first.raised_by
    assert {each.id for each in engine.look_alikes(numb)} == {each.id for each in engine.look_alikes(painted(LINE))}


def test_from_buttock_to_outer_ankle_gluteus_minimus_leads_and_the_l5_root_stands_beside_it(engine: Engine) -> None:
    session = painted(
        Stroke("posterior", ((-120.0, -950.0), (-135.0, -870.0), (-150.0, -780.0)), 30.0),
        Stroke("left", ((5.0, -800.0), (0.0, -600.0), (5.0, -450.0), (10.0, -250.0), (15.0, -120.0)), 25.0),
    )
    assert engine.candidates(session)[0].key == CandidateKey("gluteus-minimus", Side.LEFT)
    assert "lumbar-root-l5" in {each.id for each in engine.look_alikes(session)[:6]}


def test_two_candidates_side_by_side_show_differences_only(engine: Engine) -> None:
    session = painted(LINE)
    first, second = (each.key for each in engine.candidates(session)[:2])
    found = compare.tell_apart(engine, session, first, second)
    assert found.differences
    assert all(row.first != row.second for row in found.differences)
    turned = compare.tell_apart(engine, session, second, first)
    assert [(row.topic, row.second, row.first) for row in turned.differences] == [(row.topic, row.first, row.second) for row in found.differences]
    assert compare.tell_apart(engine, session, first, first).differences == ()


def test_the_next_best_check_is_a_point_that_was_not_examined_yet(engine: Engine) -> None:
    session = painted(LINE)
    check = compare.next_check(engine, session)
    assert check is not None
    assert check.point.candidate in {each.key for each in engine.candidates(session)[:5]}
    assert f"TrP {check.point.number}" in check.sentence
    after = compare.next_check(engine, find(session, check.point, "not-found"))
    assert after is None or after.point != check.point
    assert compare.next_check(engine, NEW_CLIENT) is None


def test_the_best_three_are_named_and_what_they_leave_lies_in_the_paint(engine: Engine) -> None:
    session = painted(LINE, Stroke("anterior", ((60.0, -1000.0), (60.0, -950.0)), 25.0))
    found = engine.explanation(session)
    assert 1 <= len(found.candidates) <= 3
    assert not (found.unexplained & ~engine.marked(session).cells).any()
    sentence = explain.together(found, engine.knowledge, engine.setting)
    assert sentence.endswith(".")
    assert "%" not in sentence


def test_marks_and_paint_count_together(engine: Engine) -> None:
    spot = engine.body.parse("psis.left")
    session = add_mark(painted(LINE), spot)
    cells = engine.marked(session).cells
    assert np.array_equal(cells, engine.marked(painted(LINE)).cells | engine.marked(add_mark(NEW_CLIENT, spot)).cells)


def test_a_trigger_point_belongs_to_its_candidate() -> None:
    assert PointKey("piriformis", Side.LEFT, 1).candidate == CandidateKey("piriformis", Side.LEFT)
