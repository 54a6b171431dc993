"""The place grammar: what it reads, how it says no, and that its text means the same when read again."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.anatomy.place import (
    DIRECTIONS,
    INSETS,
    PLATES,
    AddressPlace,
    LandmarkPlace,
    Offset,
    Place,
    PlatePlace,
    Step,
    parse,
    parse_step,
)
from bodymap.anatomy.segment import SEGMENTS
from bodymap.errors import PlaceError
from bodymap.ids import Side

LANDMARKS = {"psis": True, "greater-trochanter": True, "coccyx": False}


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("posterior:-95,-930", "posterior:-95,-930"),
        (" Posterior : -95.0 ; -930 ", "posterior:-95,-930"),
        ("hand-palmar.left:250,-800", "hand-palmar.left:250,-800"),
        ("Head-Right: 10 -1600", "head-right:10,-1600"),
        ("psis.left", "psis.left"),
        ("LEFT psis", "psis.left"),
        ("psis right 20mm lateral", "psis.right 20mm lateral"),
        ("psis 20 mm lateral 5mm superior", "psis 20mm lateral 5mm superior"),
        ("opposite psis", "psis opposite"),
        ("coccyx", "coccyx"),
        ("thigh 0.5 180 left", "thigh 0.5 posterior left"),
        ("left thigh .5 posterior", "thigh 0.5 posterior left"),
        ("thigh 0.5 -30 left", "thigh 0.5 330 left"),
        ("thigh -0.2 120", "thigh -0.2 120"),
        ("trunk l4 150 right", "trunk L4 150 right"),
        ("trunk L4.5 back", None),
        ("trunk T12.5 posterior", "trunk T12.5 posterior"),
        ("neck C7 lateral left", "neck C7 lateral left"),
        ("hand 3 0.5 palmar left", "hand 3 0.5 palmar left"),
        ("foot 1 0.2 plantar right 5mm medial", "foot 1 0.2 plantar right 5mm medial"),
        ("head 0.5 lateral left", "head 0.5 lateral left"),
    ],
)
def test_a_place_is_read_and_written_in_one_way(text: str, canonical: str | None) -> None:
    if canonical is None:
        with pytest.raises(PlaceError):
            parse(text)
    else:
        assert str(parse(text, landmarks=LANDMARKS)) == canonical


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["empty"]),
        ("psi.left", ["psi", "nearest: psis"]),
        ("greater-trochantr.left", ["nearest: greater-trochanter"]),
        ("thihg 0.5 posterior left", ["thihg", "nearest: thigh"]),
        ("posteriour:-95,-930", ["plate", "posteriour", "nearest: posterior"]),
        ("hand-palmar:250,-800", ["needs a side", "hand-palmar.left or hand-palmar.right"]),
        ("hand-palm.left:250,-800", ["plate", "nearest: hand-palmar.left"]),
        ("posterior:-95", ["two numbers"]),
        ("posterior:-95,nan", ["two numbers"]),
        ("posterior:-95,-99999", ["millimetres"]),
        ("thigh 2 posterior", ["level 2", "out of range", "0 to 1"]),
        ("trunk L9 150", ["level “l9”", "L1 to L5"]),
        ("trunk C3 150", ["level c3", "out of range"]),
        ("thigh L4 150", ["level “l4”", "0 to 1"]),
        ("thigh 0.5", ["ends too soon", "angle"]),
        ("thigh", ["ends too soon", "level"]),
        ("thigh 0.5 posteror left", ["angle", "nearest: posterior"]),
        ("trunk L4 200", ["angle 200", "0 to 180"]),
        ("trunk L4 medial", ["angle “medial”"]),
        ("hand 6 0.5 dorsal", ["digit “6”", "1 to 5"]),
        ("hand 3 0.5 plantar", ["angle “plantar”", "palmar"]),
        ("psis.lefft", ["side “lefft”", "nearest: left"]),
        ("left psis.right", ["both left and right"]),
        ("psis midline", ["midline", "psis.left"]),
        ("thigh 0.5 lateral midline", ["midline"]),
        ("psis.left 20mm up", ["direction “up”"]),
        ("psis.left 20mm", ["direction"]),
        ("psis.left 900mm lateral", ["900mm", "500"]),
        ("psis.left lateral", ["goes on with “lateral”"]),
        ("thigh 0.5 posterior left right", ["goes on with “right”"]),
        ("x" * 500, ["500 characters"]),
    ],
)
def test_a_wrong_place_is_refused_with_its_reason_and_what_may_be_meant(text: str, words: list[str]) -> None:
    with pytest.raises(PlaceError) as caught:
        parse(text, landmarks=LANDMARKS)
    sentence = str(caught.value)
    assert sentence.startswith("place “")
    assert "\n" not in sentence
    for word in words:
        assert word in sentence


def test_a_side_left_out_is_filled_and_opposite_is_the_other_one() -> None:
    assert parse("psis", default_side=Side.LEFT) == parse("psis.left")
    assert parse("psis.right", default_side=Side.LEFT) == parse("psis.right")
    assert parse("opposite psis").on(Side.LEFT) == parse("psis.right")
    assert parse("thigh 0.5 120 opposite").on(Side.RIGHT) == parse("thigh 0.5 120 left")


def test_only_places_off_the_midline_need_a_side() -> None:
    assert parse("thigh 0.5 lateral").needs_side
    assert parse("trunk L4 170").needs_side
    assert not parse("trunk L4 posterior").needs_side
    assert parse("trunk L4 posterior 20mm lateral").needs_side
    assert not parse("posterior:0,0").needs_side


def test_the_left_plate_mirrors_onto_the_right_one() -> None:
    assert parse("left:30,-800").mirrored() == parse("right:-30,-800")
    assert parse("posterior:-30,-800").mirrored() == parse("posterior:30,-800")
    assert parse("hand-palmar.left:250,-800").mirrored() == parse("hand-palmar.right:-250,-800")
    assert parse("head-left:-30,-1600").mirrored() == parse("head-right:30,-1600")
    assert parse("head-anterior:-30,-1600").mirrored() == parse("head-anterior:30,-1600")


def test_a_step_may_carry_a_radius() -> None:
    assert parse_step("thigh 0.5 110 r45") == Step(parse("thigh 0.5 110"), 45.0)
    assert parse_step("psis 20mm lateral R12.5mm") == Step(parse("psis 20mm lateral"), 12.5)
    assert parse_step("psis") == Step(parse("psis"), None)
    assert str(parse_step("psis 20mm lateral r25").on(Side.LEFT).mirrored()) == "psis.right 20mm lateral r25"
    for wrong in ("psis r0", "psis r900", "r20", "psis r-3"):
        with pytest.raises(PlaceError):
            parse_step(wrong)


sides = st.sampled_from([None, Side.LEFT, Side.RIGHT])
numbers = st.floats(-9000, 9000, allow_nan=False)
offsets = st.lists(st.builds(Offset, st.floats(0, 500), st.sampled_from(DIRECTIONS)), max_size=3).map(tuple)


@st.composite
def addresses(draw: st.DrawFn) -> AddressPlace:
    segment = draw(st.sampled_from(sorted(SEGMENTS.values(), key=lambda each: each.name)))
    name = f"{segment.name}-{draw(st.integers(1, 5))}" if segment.has_digits else segment.name
    highest = min(segment.highest, 30.0)
    level = draw(st.floats(segment.lowest, highest))
    return AddressPlace(name, level, draw(st.floats(0, 359.9 if segment.full_turn else 180)), side=draw(sides), offsets=draw(offsets))


places = st.one_of(
    st.builds(PlatePlace, st.sampled_from((*PLATES, *INSETS)), numbers, numbers),
    st.builds(LandmarkPlace, st.sampled_from(sorted(LANDMARKS)), side=sides, offsets=offsets),
    addresses(),
)


@given(places)
def test_reading_what_was_written_gives_the_same_place(place: Place) -> None:
    assert parse(str(place)) == place


@given(places)
def test_mirroring_twice_is_the_identity(place: Place) -> None:
    assert place.mirrored().mirrored() == place


@given(st.text(max_size=60))
def test_any_text_is_a_place_or_a_sentence(text: str) -> None:
    with contextlib.suppress(PlaceError):
        assert parse(text, landmarks=LANDMARKS) is not None
