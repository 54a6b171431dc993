"""Strokes: they run along the skin, reach round the limb, and never jump to another limb."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bodymap.anatomy.place import parse_step
from bodymap.atlas.body import Body, SkinPath
from bodymap.errors import BodymapError
from bodymap.ids import Side

some = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def stroke(body: Body, text: str, side: Side = Side.LEFT, *, crosses_midline: bool = True) -> SkinPath:
    return body.path([parse_step(step.strip()) for step in text.split(",")], side, crosses_midline=crosses_midline)


def segments_under(body: Body, path: SkinPath) -> set[tuple[str, str]]:
    covered = np.flatnonzero(body.cover(path))
    return {(body.cells.segment_names[int(body.cells.segment[cell])], str(body.cells.half_side(int(cell)))) for cell in covered}


STROKES = (
    "thigh 0.2 110 r45, thigh 0.9 110 r40, leg 0.3 110 r30, leg 0.8 100 r20",
    "trunk L4 150 r30, thigh 0.1 150 r40, thigh 0.5 posterior r35",
    "trunk T4 140 r30, arm 0.2 posterior r30, arm 0.8 lateral r25",
    "thigh 0.3 medial r50, thigh 0.8 medial r40",
)


@pytest.mark.parametrize("text", STROKES)
@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_a_stroke_runs_along_the_skin_in_steps_of_four_millimetres(body: Body, text: str, side: Side) -> None:
    path = stroke(body, text, side)
    assert np.linalg.norm(np.diff(path.points, axis=0), axis=1).max() <= 4.0 + 1e-3
    to_skin = [np.linalg.norm(body.cells.points - point, axis=1).min() for point in path.points[::5]]
    # The mannequin has gaps where its cylinders do not meet: at hip and shoulder.
    assert np.percentile(to_skin, 60) < 12
    assert path.radii.min() >= 20
    assert path.radii.max() <= 50


def test_a_stroke_round_the_thigh_follows_the_round(cylinders: Body) -> None:
    path = stroke(cylinders, "thigh 0.5 anterior r10, thigh 0.5 posterior r10")
    from_axis = np.hypot(path.points[:, 0] - 80, path.points[:, 2])
    assert from_axis == pytest.approx(np.full(len(path), 70), abs=0.7)
    length = np.linalg.norm(np.diff(path.points, axis=0), axis=1).sum()
    assert length == pytest.approx(np.pi * 70, rel=0.02)


def test_distance_along_a_cylinder_is_the_arc(cylinders: Body) -> None:
    covered = cylinders.cover(stroke(cylinders, "thigh 0.5 lateral r70"))
    angle = cylinders.cells.angle[: cylinders.cells.half][covered[: cylinders.cells.half]]
    level = cylinders.cells.level[: cylinders.cells.half][covered[: cylinders.cells.half]]
    reach = np.degrees(70 / 70)
    assert np.abs(angle - 90).max() == pytest.approx(reach, abs=8)
    assert np.abs(level - 0.5).max() == pytest.approx(70 / 300, abs=0.035)


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_a_stroke_on_one_leg_colours_neither_the_other_leg_nor_the_hand(body: Body, side: Side) -> None:
    for text in ("thigh 0.4 medial r60, thigh 0.8 medial r60", "thigh 0.4 lateral r80, thigh 0.8 lateral r80", "leg 0.5 medial r70"):
        found = segments_under(body, stroke(body, text, side))
        assert found
        assert {where for _, where in found} == {str(side)}
        assert {name.partition("-")[0] for name, _ in found} <= {"thigh", "leg", "foot", "trunk"}


def test_a_stroke_on_the_hanging_arm_colours_neither_thigh_nor_flank(body: Body) -> None:
    for text in ("forearm 0.3 medial r60, forearm 0.8 medial r60", "forearm 0.6 anterior r60"):
        found = segments_under(body, stroke(body, text))
        assert found
        assert {name.partition("-")[0] for name, _ in found} <= {"arm", "forearm", "hand"}


def test_a_stroke_crosses_the_midline_only_on_the_trunk_and_only_when_it_may(body: Body) -> None:
    text = "trunk L4 175 r40"
    assert {side for _, side in segments_under(body, stroke(body, text))} == {"left", "right"}
    for side in (Side.LEFT, Side.RIGHT):
        assert {where for _, where in segments_under(body, stroke(body, text, side, crosses_midline=False))} == {str(side)}


def test_a_stroke_on_the_midline_colours_both_sides_alike(body: Body) -> None:
    covered = body.cover(stroke(body, "trunk L2 posterior r40, trunk S1 posterior r40"))
    half = body.cells.half
    assert covered.any()
    assert (covered[:half] == covered[half:]).all()


def test_a_stroke_over_the_joints_does_not_break(shipped_body: Body) -> None:
    for text in STROKES[:3]:
        path = stroke(shipped_body, text)
        covered = shipped_body.cover(path)
        assert covered[path.cells].mean() > 0.97, text
        reached = [np.linalg.norm(shipped_body.cells.points[covered] - point, axis=1).min() for point in path.points]
        assert max(reached) < 12, text


@pytest.mark.parametrize("text", STROKES)
def test_the_mirrored_stroke_covers_the_mirrored_cells(body: Body, text: str) -> None:
    half = body.cells.half
    left, right = (body.cover(stroke(body, text, side)) for side in (Side.LEFT, Side.RIGHT))
    differing = (left != np.concatenate([right[half:], right[:half]])).sum()
    assert left.sum() > 10
    assert differing <= left.sum() * 0.005


@given(data=st.data(), radius=st.floats(5, 60))
@some
def test_a_disc_grows_with_its_radius_and_stays_within_it(body: Body, data: st.DataObject, radius: float) -> None:
    cell = data.draw(st.integers(0, len(body.cells) - 1))
    spot = body.spot(body.cells.address(cell))
    small, large = body.disc(spot, radius), body.disc(spot, radius + 15)
    assert small[spot.cell]
    assert not (small & ~large).any()
    others = small.copy()
    others[spot.cell] = False
    assert (np.linalg.norm(body.cells.points[others] - spot.point, axis=1) <= radius + 0.1).all()


def test_a_disc_does_not_come_out_on_the_far_side_of_a_limb(body: Body) -> None:
    spot = body.spot("forearm 0.7 posterior left")
    covered = body.disc(spot, 50)
    assert (body.cells.normals[covered] @ spot.normal > -0.6).all()


def test_a_radius_left_out_is_the_one_before(cylinders: Body) -> None:
    path = stroke(cylinders, "thigh 0.2 lateral r20, thigh 0.5 lateral, thigh 0.8 lateral r40")
    assert path.radii[0] == 20
    assert path.radii[-1] == 40
    assert path.radii[len(path) // 2] < 22


def test_a_stroke_of_nothing_is_one_sentence(cylinders: Body) -> None:
    with pytest.raises(BodymapError, match="has no steps"):
        cylinders.path([], Side.LEFT)
    with pytest.raises(BodymapError, match="has no radius"):
        stroke(cylinders, "thigh 0.5 lateral")
