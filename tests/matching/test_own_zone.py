"""The therapist's own on the body: what the hand did lies where it was done, on the other side and on the second figure; and it is weighed as theirs."""

import numpy as np
import pytest
from shapely import Point

from bodymap.anatomy.location import PlatePlace
from bodymap.ids import Side
from bodymap.matching import engine as engines
from bodymap.matching import explain
from bodymap.matching.engine import Engine
from bodymap.matching.own_zone import rubbed_out, site_at, strokes_at, with_own
from bodymap.matching.picture import Picture
from bodymap.matching.zone import Cells
from bodymap.own import record
from bodymap.own.record import NOTHING, OwnSite
from bodymap.session.paint import Stroke
from bodymap.session.record import NEW_CLIENT, CandidateKey, add_mark

LEFT = CandidateKey("gluteus-medius", Side.LEFT)
RIGHT = CandidateKey("gluteus-medius", Side.RIGHT)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return engines.load()


@pytest.fixture(scope="module")
def picture(engine: Engine) -> Picture:
    return Picture.load(engine)


@pytest.mark.parametrize("key", [LEFT, RIGHT])
def test_a_finger_over_the_muscle_means_a_place_in_it(engine: Engine, picture: Picture, key: CandidateKey) -> None:
    x = -115.0 if key is LEFT else 115.0
    site = site_at(engine, picture.lattice, key, "posterior", x, -930.0)
    assert site is not None
    assert site.part == "gluteus-medius"
    owning, problems = with_own(engine, record.put_point(NOTHING, "gluteus-medius", site))
    assert not problems
    drawn = {each.point.number: each for each in picture.onto(owning).crosses("posterior", key)}
    assert np.hypot(drawn[101].xy[0] - x, drawn[101].xy[1] + 930.0) < 8.0
    other = {each.point.number: each for each in picture.onto(owning).crosses("posterior", LEFT if key is RIGHT else RIGHT)}
    assert other[101].xy == pytest.approx((-drawn[101].xy[0], drawn[101].xy[1]), abs=0.5)


def test_a_finger_beside_the_muscle_means_the_skin_and_beside_the_body_nothing(engine: Engine, picture: Picture) -> None:
    site = site_at(engine, picture.lattice, LEFT, "posterior", -90.0, -400.0)
    assert site is not None
    assert site.place is not None
    assert "left" not in site.place
    assert site_at(engine, picture.lattice, LEFT, "posterior", -900.0, -400.0) is None
    owning, _ = with_own(engine, record.put_point(NOTHING, "gluteus-medius", site, "left"))
    own = picture.onto(owning)
    assert [each.point.number for each in own.crosses("posterior", LEFT)][-1] == 101
    assert all(each.point.number < 101 for each in own.crosses("posterior", RIGHT))
    assert all(each.point.number < 101 for each in own.crosses("anterior", LEFT))


DRAWN = [
    (LEFT, Stroke("posterior", ((-95, -930), (-110, -900), (-120, -850)), 20.0)),
    (RIGHT, Stroke("posterior", ((95, -930), (110, -900), (120, -850)), 20.0)),
    (LEFT, Stroke("posterior", ((-60, -1000), (60, -1000)), 15.0)),
    (LEFT, Stroke("posterior", ((-70, -880), (-60, -800), (-70, -700)), 25.0)),
    (LEFT, Stroke("left", ((0, -900), (10, -500)), 30.0)),
    (LEFT, Stroke("anterior", ((95, -800), (100, -780)), 5.0)),
    (LEFT, Stroke("head-left", ((-20, -1620), (10, -1600)), 8.0)),
]


@pytest.mark.parametrize(("key", "drawn"), DRAWN)
def test_a_zone_lies_where_it_was_drawn_and_mirrored_on_the_other_side(engine: Engine, key: CandidateKey, drawn: Stroke) -> None:
    body = engine.body
    path = body.drawn_path(drawn.plate, drawn.points, drawn.radius_mm)
    assert path is not None
    wanted = body.cover(path)
    owning, problems = with_own(engine, record.add_strokes(NOTHING, "gluteus-medius", 0, strokes_at(engine, key, [drawn])))
    assert not problems
    by_side = {zone.point.side: zone.cells for zone in owning.table.zones if zone.kind == "own"}
    found = by_side[key.side]
    areas = body.cells.areas
    least = 0.8 if drawn.radius_mm > 10 else 0.65  # a brush as thin as a skin cell is wide
    assert areas[found & wanted].sum() / areas[found | wanted].sum() > least
    assert np.array_equal(by_side[Side.LEFT], np.roll(by_side[Side.RIGHT], body.cells.half))


@pytest.mark.parametrize("key", [LEFT, RIGHT])
def test_the_eraser_takes_away_what_lies_under_it_and_no_more(engine: Engine, key: CandidateKey) -> None:
    turn = 1 if key is LEFT else -1
    drawn = Stroke("posterior", ((turn * -110, -900), (turn * -120, -700)), 22.0)
    rubber = Stroke("posterior", ((turn * -118, -790), (turn * -120, -650)), 40.0)
    body = engine.body
    own = record.add_strokes(NOTHING, "gluteus-medius", 0, strokes_at(engine, key, [drawn]))
    assert rubbed_out(engine, own, key, None, [Stroke("anterior", ((turn * 60, -1200),), 20.0)]) == own, "what is not touched stays as it was"
    assert rubbed_out(engine, own, key, 1, [rubber]) == own, "the zone of another X"
    less = rubbed_out(engine, own, key, None, [rubber])

    def cells(of: record.Own, side: Side) -> Cells:
        return next(zone.cells for zone in with_own(engine, of)[0].table.zones if zone.kind == "own" and zone.point.side is side)

    path = body.drawn_path(rubber.plate, rubber.points, rubber.radius_mm)
    assert path is not None
    under, was, now = body.cover(path), cells(own, key.side), cells(less, key.side)
    areas = body.cells.areas
    assert not (now & ~was).any()
    assert areas[was & ~under & ~now].sum() < 0.05 * areas[was].sum()
    assert areas[now & under].sum() < 0.05 * areas[was].sum()
    assert np.array_equal(cells(less, key.side.opposite), np.roll(now, body.cells.half))
    owning = with_own(engine, less)[0]
    outline = Picture.load(owning).outline("posterior", key, "own")
    assert outline.intersects(Point(turn * -112, -880))
    assert not outline.intersects(Point(turn * -119, -740))
    assert rubbed_out(engine, less, key, 0, [drawn]) == NOTHING, "of which nothing is left is gone"
    again = record.add_strokes(less, "gluteus-medius", 0, strokes_at(engine, key, [drawn]))
    assert np.array_equal(cells(again, key.side), was), "and it can be drawn again"


def test_the_table_with_own_zones_answers_as_one_built_anew(engine: Engine) -> None:
    own = record.add_strokes(NOTHING, "gluteus-medius", 0, (("thigh 0.8 anterior r40",),))
    own = record.add_strokes(own, "abductor-hallucis", 1, (("thigh 0.8 anterior r40",),), "right")
    table = with_own(engine, own)[0].table
    every = np.arange(table.cell_count)
    assert np.array_equal(table.at(every), np.array([table.zones[row].cells for row in table.layout.order]).T)


def test_an_own_zone_brings_its_muscle_into_the_list_and_says_whose_it_is(engine: Engine) -> None:
    session = add_mark(NEW_CLIENT, engine.body.parse("leg 0.3 lateral left"))
    best = engine.candidates(session)[0]
    assert LEFT not in {each.key for each in engine.candidates(session)}
    own = record.add_strokes(record.put_point(NOTHING, "gluteus-medius", OwnSite("gluteus-medius", 0.5, 0.5)), "gluteus-medius", 101, (("leg 0.3 lateral r30",),))
    owning, _ = with_own(engine, own)
    candidates = owning.candidates(session)
    found = next(each for each in candidates if each.key == LEFT)
    muscle = engine.knowledge.muscle("gluteus-medius")
    assert explain.reasons(found, muscle, engine.setting) == ("your own zone of X a, all of it",)
    assert "your therapist has met this before" in explain.aloud(found, muscle)
    assert RIGHT not in {each.key for each in candidates}
    shares = (found.essential_share, found.spillover_share, found.own_share, found.reported_share, found.outside_share)
    assert sum(shares) == pytest.approx(1.0)
    assert candidates[0].key == best.key, "one practice's experience never outranks a settled essential zone"


def test_without_own_zones_nothing_is_weighed_differently(engine: Engine) -> None:
    session = add_mark(NEW_CLIENT, PlatePlace("posterior", -95, -930))
    owning, _ = with_own(engine, record.write_note(NOTHING, "gluteus-medius", "a note weighs nothing"))
    assert owning.candidates(session) == engine.candidates(session)
    again, _ = with_own(with_own(engine, record.add_strokes(NOTHING, "piriformis", 0, (("thigh 0.5 90 r40",),)))[0], NOTHING)
    assert again.table is engine.table


def test_what_belongs_to_no_muscle_here_or_lies_nowhere_costs_only_itself(engine: Engine) -> None:
    own = record.add_strokes(NOTHING, "no-such-muscle", 0, (("thigh 0.5 90 r40",),))
    own = record.add_strokes(own, "gluteus-medius", 0, (("nowhere 3mm lateral r40",),))
    owning, problems = with_own(engine, own)
    assert len(problems) == 1
    assert "gluteus-medius your own zone" in str(problems[0])
    assert owning.table is engine.table


@pytest.mark.slow
def test_what_was_put_on_one_figure_lies_at_the_same_place_on_the_other(engine: Engine, picture: Picture) -> None:
    site = site_at(engine, picture.lattice, LEFT, "posterior", -115.0, -930.0)
    assert site is not None
    stroke = Stroke("posterior", ((-95, -930), (-110, -900), (-120, -850)), 20.0)
    own = record.add_strokes(record.put_point(NOTHING, "gluteus-medius", site), "gluteus-medius", 101, strokes_at(engine, LEFT, [stroke]))
    her, problems = with_own(engines.load(figure="female"), own)
    assert not problems
    assert 101 in {each.point.number for each in Picture.load(her).crosses("posterior", LEFT)}
    zone = next(each for each in her.table.zones if each.kind == "own" and each.point.side is Side.LEFT)
    regions = {her.body.cells.region_base(int(cell)) for cell in np.flatnonzero(zone.cells)}
    assert "gluteal-region" in regions


def test_a_new_stroke_lays_no_old_one_anew(engine: Engine) -> None:
    own = record.add_strokes(NOTHING, "gluteus-medius", 0, (("thigh 0.31 posterior r20",), ("thigh 0.32 posterior r20",)))
    once = with_own(engine, own)[0]
    again = with_own(once, record.add_strokes(own, "gluteus-medius", 0, (("thigh 0.33 posterior r20",),)))[0]
    before, after = ([zone.paths for zone in each.table.zones if zone.kind == "own" and zone.point.side is Side.LEFT] for each in (once, again))
    assert len(after[0]) == 3
    assert all(old is new for old, new in zip(before[0], after[0], strict=False))
