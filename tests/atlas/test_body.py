"""Places on the body: landmarks, addresses, plate points, and the way back to an address."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bodymap.anatomy.location import PLATES, AddressPlace
from bodymap.atlas.body import Body
from bodymap.errors import BodymapError, DataError, PlaceError
from bodymap.ids import Side

some = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_a_landmark_is_found_on_its_side(cylinders: Body) -> None:
    left, right = cylinders.spot("flank.left"), cylinders.spot("flank.right")
    assert left.point == pytest.approx([150, 900, 0])
    assert right.point == pytest.approx([-150, 900, 0])
    assert (left.side, left.plate, right.side, right.plate) == (Side.LEFT, "left", Side.RIGHT, "right")
    assert left.xy == pytest.approx((0, -900))
    assert left.address == "trunk T9.5 lateral left"
    middle = cylinders.spot("mid-back")
    assert (middle.side, middle.plate) == (Side.MIDLINE, "posterior")
    assert middle.address.endswith("posterior midline")


def test_an_offset_moves_along_the_body_and_falls_back_onto_the_skin(cylinders: Body) -> None:
    lateral = cylinders.spot("mid-back left 40mm lateral")
    assert lateral.point[0] == pytest.approx(40, abs=3)
    assert np.hypot(lateral.point[0], lateral.point[2]) == pytest.approx(150, abs=2)
    lower = cylinders.spot("flank.right 100mm inferior")
    assert lower.point == pytest.approx([-150, 800, 0], abs=2)
    assert cylinders.spot("knee-front.left 20mm medial").point[0] < 80 < cylinders.spot("knee-front.left 20mm lateral").point[0]


def test_an_address_lies_on_the_table(cylinders: Body) -> None:
    spot = cylinders.spot("thigh 0.5 120 left")
    turn = np.radians(120)
    # A chord of the 15° table lies at most 0.6 mm inside the round.
    assert spot.point == pytest.approx([80 + 70 * np.sin(turn), 450, 70 * np.cos(turn)], abs=0.7)
    assert spot.address == "thigh 0.5 120 left"
    assert cylinders.spot("thigh 0.5 350 left").point[0] < 80
    assert cylinders.spot("thigh 0.5 120 right").point == pytest.approx(spot.point * [-1, 1, 1])


def test_a_plate_point_falls_on_the_skin_under_it(cylinders: Body) -> None:
    spot = cylinders.spot("posterior:-60,-900")
    assert spot.point == pytest.approx([60, 900, -137.5], abs=0.6)
    assert (spot.side, spot.plate, spot.xy) == (Side.LEFT, "posterior", (-60, -900))
    assert spot.normal @ [0, 0, -1] > 0.8


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("flnk.left", "nearest: flank"),
        ("flank", "needs a side: flank.left or flank.right"),
        ("mid-back 20mm lateral", "needs a side"),
        ("thigh 0.5 lateral", "needs a side"),
        ("neck C4 lateral left", "no table"),
        ("posterior:-230,-20", "lies off the body; the nearest skin is at posterior:"),
    ],
)
def test_a_place_that_is_nowhere_is_one_sentence(cylinders: Body, place: str, words: str) -> None:
    with pytest.raises(PlaceError) as caught:
        cylinders.spot(place)
    assert words in str(caught.value)


def test_the_nearest_skin_that_an_error_names_is_on_the_body(body: Body, plate_name: str) -> None:
    with pytest.raises(PlaceError) as caught:
        body.spot(f"{plate_name}:-700,-30")
    assert body.spot(str(caught.value).rsplit(" at ", 1)[1]).plate == plate_name


def test_the_address_of_an_addressed_spot_is_close_to_the_address(body: Body) -> None:
    """Some cells deep in a fold (behind the ear, in the natal cleft, under the arch of the foot) have no address of their own: theirs is the fold's edge."""
    off = []
    for cell in range(0, len(body.cells), 41):
        point, place = body.cells.points[cell], body.cells.address(cell)
        answer = body.parse(body.address(point))
        assert isinstance(answer, AddressPlace)
        off += [np.linalg.norm(body.spot(each).point - point) for each in (place, answer)]
        if answer.segment == place.segment:
            assert abs(answer.level - place.level) < 1.0
    assert len(off) > 100
    assert np.mean(np.array(off) < 20) > 0.997
    assert max(off) < 35


@given(data=st.data())
@some
def test_a_mirrored_place_is_the_mirrored_spot(body: Body, data: st.DataObject) -> None:
    place = body.cells.address(data.draw(st.integers(0, body.cells.half - 1)))
    here, there = body.spot(place), body.spot(place.mirrored())
    assert there.point == pytest.approx(here.point * [-1, 1, 1])
    assert there.normal == pytest.approx(here.normal * [-1, 1, 1])
    assert here.side is Side.MIDLINE or there.side is here.side.opposite


def test_every_landmark_stands_on_the_skin(body: Body) -> None:
    assert not body.problems
    for name, landmark in body.landmarks.items():
        spot = body.spot(f"{name}.left" if landmark.sided else name)
        assert np.linalg.norm(body.cells.points[spot.cell] - spot.point) < 16, name
        assert landmark.sided or abs(spot.point[0]) < 3, name


def test_a_spot_is_shown_on_a_plate_that_sees_it(body: Body) -> None:
    for cell in range(0, len(body.cells), max(len(body.cells) // 150, 1)):
        if any(body.cells.is_seen(plate)[cell] for plate in PLATES):
            spot = body.spot(body.cells.address(cell))
            if spot.cell == cell:
                assert body.cells.is_seen(spot.plate)[cell]


def test_body_files_that_are_damaged_or_missing_are_one_sentence(mannequin_root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data/body"
    folder.mkdir(parents=True)
    for damaged in ("cells.npz", "addresses.npz"):
        for name in ("cells.npz", "addresses.npz", "landmarks.json"):
            whole = (mannequin_root / "data/body" / name).read_bytes()
            (folder / name).write_bytes(whole[: len(whole) // 2] if name == damaged else whole)
        (tmp_path / "data/anatomy").mkdir(exist_ok=True)
        (tmp_path / "data/anatomy/structures.json").write_bytes((mannequin_root / "data/anatomy/structures.json").read_bytes())
        with pytest.raises(DataError, match=damaged):
            Body.load(data=tmp_path / "data", stacks=tmp_path)
    with pytest.raises(BodymapError, match="is missing"):
        Body.load(data=tmp_path / "none", stacks=tmp_path)
