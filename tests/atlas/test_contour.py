"""Zone outlines on plates: where they are seen, that they join, and that they agree with the cells."""

import numpy as np
import pytest
import shapely

from bodymap.anatomy.place import parse_step
from bodymap.atlas import frame
from bodymap.atlas.body import Body, SkinPath
from bodymap.ids import Side

LEG = "thigh 0.2 110 r45, thigh 0.9 110 r40, leg 0.3 110 r30, leg 0.8 100 r20"


def stroke(body: Body, text: str, side: Side = Side.LEFT) -> SkinPath:
    return body.path([parse_step(step.strip()) for step in text.split(",")], side)


def test_a_round_zone_seen_from_the_front_is_round(cylinders: Body) -> None:
    # 30 mm on a column of 150 mm foreshortens by less than a millimetre.
    zone = cylinders.outline("posterior", [stroke(cylinders, "mid-back r30")])
    assert zone.area == pytest.approx(np.pi * 30**2, rel=0.06)
    assert zone.centroid.coords[0] == pytest.approx((0, -900), abs=2)


def test_a_zone_is_empty_where_it_is_not_seen(body: Body) -> None:
    back = stroke(body, "trunk L2 posterior r25")
    assert not body.outline("posterior", [back]).is_empty
    assert body.outline("anterior", [back]).is_empty
    assert body.outline("left", [stroke(body, "leg 0.5 lateral r25", Side.RIGHT)]).is_empty
    assert body.outline("posterior", []).is_empty


def test_a_zone_reaches_the_edge_of_the_body_and_not_beyond(cylinders: Body) -> None:
    zone = cylinders.outline("posterior", [stroke(cylinders, "thigh 0.5 lateral r40")])
    assert zone.bounds[0] == pytest.approx(-150, abs=4)


def test_a_zone_over_the_knee_is_one_piece(body: Body) -> None:
    zone = body.outline("left", [stroke(body, LEG)])
    assert len(zone.geoms) == 1
    assert zone.bounds[3] - zone.bounds[1] > 400


@pytest.mark.parametrize("text", [LEG, "trunk L4 150 r30, trunk S1 150 r30, thigh 0.3 150 r40", "trunk L1 175 r50"])
def test_an_outline_agrees_with_the_cells_it_stands_for(body: Body, plate_name: str, text: str) -> None:
    path = stroke(body, text)
    # Skin seen edge-on is narrower on the plate than a grid step.
    is_seen = body.cells.is_seen(plate_name) & (body.cells.normals @ frame.FRAMES[plate_name].viewer > 0.3)
    covered = body.cover(path) & is_seen
    zone = body.outline(plate_name, [path])
    if covered.sum() < 20:
        return
    points = shapely.points(frame.project_all(plate_name, body.cells.points))
    deep_inside = covered & body.cover(narrower(path, 8))
    far_outside = is_seen & ~body.cover(narrower(path, -8))
    assert shapely.covers(zone.buffer(4), points[deep_inside]).mean() > 0.97
    assert shapely.covers(zone.buffer(-2), points[far_outside]).mean() < 0.02


def narrower(path: SkinPath, by_mm: float) -> SkinPath:
    return SkinPath(path.points, np.maximum(path.radii - by_mm, 1), path.normals, path.cells, path.own_side)


def test_the_outline_of_the_mirrored_zone_is_the_mirrored_outline(body: Body) -> None:
    for plate, other in (("posterior", "posterior"), ("left", "right")):
        left = body.outline(plate, [stroke(body, LEG)])
        right = body.outline(other, [stroke(body, LEG, Side.RIGHT)])
        mirrored = shapely.transform(right, lambda points: points * [-1, 1])
        assert left.symmetric_difference(mirrored).area <= 0.01 * left.area + 5


def test_two_strokes_together_cover_what_both_cover(body: Body) -> None:
    first, second = stroke(body, "trunk L2 160 r30"), stroke(body, "trunk S1 150 r30")
    both = body.outline("posterior", [first, second])
    apart = shapely.union_all([body.outline("posterior", [first]), body.outline("posterior", [second])])
    assert both.symmetric_difference(apart).area < 0.08 * apart.area


def test_outlines_are_valid_and_within_the_silhouette(body: Body, plate_name: str) -> None:
    zone = body.outline(plate_name, [stroke(body, LEG), stroke(body, "thigh 0.3 medial r60, thigh 0.7 medial r50")])
    assert zone.is_valid
    assert zone.difference(body._silhouette(plate_name).buffer(0.01)).area < 1e-6


@pytest.mark.parametrize("share", [0.1, 0.4, 0.6, 0.9])
def test_the_outline_of_the_wildest_cells_is_valid_and_counts_no_skin_twice(body: Body, share: float) -> None:
    chance = np.random.default_rng(7)
    for _ in range(3):
        zone = body.cells_outline("posterior", chance.random(len(body.cells)) < share)
        assert zone.is_valid
        assert zone.area == pytest.approx(shapely.union_all(list(zone.geoms)).area)
