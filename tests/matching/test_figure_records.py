"""Every record is drawn unchanged on the second figure, and what is marked means the same on both."""

import numpy as np
import pytest

from bodymap.anatomy.location import PlatePlace
from bodymap.ids import Side
from bodymap.matching import engine as engines
from bodymap.matching import inspection
from bodymap.matching.engine import Engine
from bodymap.matching.picture import Picture
from bodymap.session import painting
from bodymap.session.paint import Fill, Stroke
from bodymap.session.record import NEW_CLIENT, add_mark

STROKE = Stroke("posterior", ((-95.0, -960.0), (-95.0, -930.0), (-90.0, -880.0)), 20.0)


@pytest.fixture(scope="module")
def second() -> Engine:
    return engines.load(figure="female")


@pytest.fixture(scope="module")
def second_picture(second: Engine) -> Picture:
    return Picture.load(second)


def test_every_record_is_drawn_unchanged_on_the_second_figure(second_picture: Picture) -> None:
    known = inspection.exceptions("female")
    muscles = second_picture.engine.knowledge.muscles.values()
    found = {
        (each.record, each.field)
        for muscle in muscles
        for each in (*inspection.misplaced_sites(muscle, second_picture), *inspection.unseen_zones(muscle, second_picture))
    }
    assert found - known == set()
    assert known - found == set(), "an exception that is none any more"


def test_the_second_figure_has_no_problems_of_its_own(engine: Engine, second: Engine) -> None:
    assert set(map(str, second.problems)) <= set(map(str, engine.problems))


def test_a_spot_carried_to_the_other_figure_and_back_is_the_same_spot(second: Engine) -> None:
    place = PlatePlace("posterior", -95.0, -930.0)
    there = second.carried.place(place, "onto")
    assert there != place
    assert second.carried.place(there, "back") == place


def test_paint_covers_the_same_part_of_both_figures(engine: Engine, second: Engine) -> None:
    session = painting.paint(NEW_CLIENT, [STROKE])
    shares = []
    for each in (engine, second):
        cells = each.paint.cells(session.areas[0])
        inside = each.body.region_cells("gluteal-region", Side.LEFT)
        shares.append(float(each.body.cells.areas[cells & inside].sum() / each.body.cells.areas[cells].sum()))
        assert cells[len(cells) // 2 :].sum() == 0
    assert shares[0] == pytest.approx(shares[1], abs=0.15)


def test_a_stroke_drawn_on_the_second_figure_is_kept_on_the_first_and_comes_back_as_it_was(second: Engine) -> None:
    kept = second.carried.shape(STROKE, "back")
    assert kept != STROKE
    assert second.carried.shape(kept, "onto") == STROKE


def test_a_named_region_needs_no_carrying(second: Engine) -> None:
    fill = Fill("gluteal-region", Side.LEFT)
    assert second.carried.shape(fill, "onto") is fill
    assert second.paint.cover(fill).any()


def test_the_same_spot_has_much_the_same_candidates_on_both_figures(engine: Engine, second: Engine) -> None:
    for place in (PlatePlace("posterior", -95.0, -930.0), PlatePlace("posterior", -60.0, -1400.0), PlatePlace("anterior", 90.0, -1300.0)):
        session = add_mark(NEW_CLIENT, place)
        first, other = ([each.key for each in one.candidates(session)][:8] for one in (engine, second))
        assert len(set(first) & set(other)) >= 4, place


def test_skin_that_is_marked_is_of_the_same_size_on_both(engine: Engine, second: Engine) -> None:
    session = add_mark(NEW_CLIENT, PlatePlace("posterior", -95.0, -930.0))
    sizes = [float(each.body.cells.areas[each.marked(session).cells].sum()) for each in (engine, second)]
    assert sizes[1] == pytest.approx(sizes[0], rel=0.35)
    assert np.isfinite(sizes).all()
