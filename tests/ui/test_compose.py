"""From the answers to what is drawn: the places of all self-care or one item with its way, what to keep off, zones without specks."""

import math
from itertools import combinations

import pytest

from bodymap.ids import Side
from bodymap.session.record import CandidateKey
from bodymap.ui.answer import Answers, Loaded
from bodymap.ui.drawing.compose import Composer
from bodymap.ui.drawing.sheet import PLATES

MEDIUS = CandidateKey("gluteus-medius", Side.LEFT)
SMUDGE_MM = 20


@pytest.fixture
def answers(loaded: Loaded) -> Answers:
    assert loaded.answers is not None
    return loaded.answers


def test_of_many_things_only_the_places_are_drawn_and_none_upon_another(answers: Answers) -> None:
    items = {mark.item for mark in answers.care_marks(MEDIUS) if mark.for_client}
    balls = Composer(answers).balls(PLATES, MEDIUS)
    assert len(items) > len(balls) >= 2
    assert all(ball.at is not None and ball.path.isEmpty() for ball in balls)
    places = [(ball.plate, ball.at.toTuple()) for ball in balls if ball.at is not None]
    for (plate, at), (other, there) in combinations(places, 2):
        assert plate != other or math.dist(at, there) >= SMUDGE_MM


def test_one_thing_is_drawn_with_its_way_on_each_plate_that_sees_it(answers: Answers) -> None:
    balls = Composer(answers).balls(PLATES, MEDIUS, "ball-gluteus-medius")
    assert {ball.plate for ball in balls} == {"posterior", "left"}
    assert all(ball.path.length() > 1 for ball in balls)


def test_what_to_keep_off_is_drawn_where_it_is_broad_and_not_as_a_line_along_the_edge_of_the_body(answers: Answers) -> None:
    asked = {(name, plate) for name, plate, shape in answers.cautions(MEDIUS) if not shape.is_empty}
    drawn = {(art.name, art.plate) for art in Composer(answers)._make_cautions(MEDIUS, PLATES)}
    assert asked - drawn == {("Greater trochanter", "anterior")}
    assert {name for name, _ in drawn} == {name for name, _ in asked}


def test_a_zone_that_just_crosses_the_midline_leaves_no_speck_on_the_other_side(answers: Answers) -> None:
    composer = Composer(answers)
    assert not answers.outline("right", MEDIUS, "spillover", None).is_empty
    assert composer.zones_on("right", MEDIUS) == ()
    assert {zone.kind for zone in composer.zones_on("left", MEDIUS)} == {"spillover", "essential"}
