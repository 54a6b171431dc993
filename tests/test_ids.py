"""The one grammar of ids."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.ids import Id, IdError, Side, base_of, is_base_id, mirror, side_of

word = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=8)
kebab = st.lists(word, min_size=1, max_size=3).map("-".join)
base = st.lists(kebab, min_size=1, max_size=3).map("--".join)
ids = st.builds(Id, base, st.none() | st.sampled_from(Side))


@given(ids)
def test_an_id_survives_being_written_and_read(id_: Id) -> None:
    assert Id.parse(str(id_)) == id_


@given(ids)
def test_mirroring_twice_changes_nothing(id_: Id) -> None:
    assert id_.mirrored.mirrored == id_
    assert id_.mirrored.base == id_.base


@given(ids)
def test_base_and_side_agree_with_the_parsed_id(id_: Id) -> None:
    assert base_of(str(id_)) == id_.base
    assert side_of(str(id_)) == id_.side


def test_the_mirror_swaps_left_and_right_and_leaves_the_midline() -> None:
    assert mirror("psoas-major.left") == "psoas-major.right"
    assert mirror("psoas-major.right") == "psoas-major.left"
    assert mirror("sacrum") == "sacrum"
    assert mirror("sacrum.midline") == "sacrum.midline"


def test_a_part_knows_its_whole() -> None:
    part = Id.parse("trapezius--descending-part.right")
    assert (part.whole, part.part, part.side) == ("trapezius", "descending-part", Side.RIGHT)
    assert Id.parse("sacrum").part is None


@pytest.mark.parametrize("text", ["", "Psoas", "psoas major", "psoas_major", "-psoas", "psoas-", "a---b", "a--", "--a", "é", "psoas\n"])
def test_what_is_not_kebab_case_is_no_base_id(text: str) -> None:
    assert not is_base_id(text)
    with pytest.raises(IdError):
        Id(text)


@pytest.mark.parametrize("text", ["psis.up", "psis.", "psis.left.right", "psis.LEFT"])
def test_another_ending_than_a_side_is_refused_with_the_three_sides_named(text: str) -> None:
    with pytest.raises(IdError, match="a side is left, right or midline"):
        Id.parse(text)
