"""The therapist's own: edits, the file's text, and what another's file would add."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.anatomy.place import parse_step
from bodymap.errors import BodymapError
from bodymap.own import form, merge, record
from bodymap.own.meanwhile import Meanwhile
from bodymap.own.record import NOTHING, Own, OwnSite
from bodymap.own.stroke import rubbed

MEDIUS = "gluteus-medius"
IN_IT = OwnSite("gluteus-medius", 0.4, 0.6)
ON_SKIN = OwnSite(place="thigh 0.1 posterior")
STROKE = ("thigh 0.2 posterior r20", "thigh 0.3 posterior")


def everything() -> Own:
    own = record.write_note(NOTHING, MEDIUS, "Lets go late.\nBalance the pelvis first.")
    own = record.set_dose(own, "ball-on-wall", "45 s, three times")
    own = record.put_point(own, MEDIUS, IN_IT, name="the lateral one")
    own = record.put_point(own, MEDIUS, ON_SKIN, "left")
    own = record.add_strokes(own, MEDIUS, 101, (STROKE,))
    return record.add_strokes(own, "piriformis", record.WHOLE, (STROKE,), "right")


def test_what_is_written_is_read_back_as_it_was() -> None:
    assert form.read(form.compose(everything())) == (everything(), ())
    assert form.read(form.compose(NOTHING)) == (NOTHING, ())


texts = st.text(max_size=60)
ids = st.sampled_from([MEDIUS, "piriformis", "trapezius"])


@given(st.lists(st.tuples(ids, texts, st.floats(0, 1), st.sampled_from(["both", "left", "right"])), max_size=8))
def test_any_edits_survive_the_file(edits: list[tuple[str, str, float, record.Sides]]) -> None:
    own = NOTHING
    for muscle, text, along, sides in edits:
        own = record.put_point(record.write_note(own, muscle, text), muscle, OwnSite(muscle, along, 0.5), sides, text)
    assert form.read(form.compose(own)) == (own, ())


def test_the_number_of_an_x_that_was_removed_is_never_given_again() -> None:
    own = record.put_point(record.remove_point(record.put_point(NOTHING, MEDIUS, IN_IT), MEDIUS, 101), MEDIUS, ON_SKIN)
    assert [each.number for each in own.points] == [102]
    again, _ = form.read(form.compose(record.remove_point(own, MEDIUS, 102)))
    assert record.next_number(again, MEDIUS) == 103


def test_an_x_takes_its_zone_with_it_and_one_on_one_side_is_only_there() -> None:
    own = everything()
    assert not record.remove_point(own, MEDIUS, 101).zones_of(MEDIUS)
    assert [each.number for each in own.points_of(MEDIUS, record.Side.RIGHT)] == [101]
    assert record.named(101) == "a"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is not JSON"),
        ("[1, 2]", "holds no notes"),
        ('{"notes": {}}', "holds no notes"),
        ('{"bodymap-own": 2}', "Use a newer one"),
        ('{"bodymap-own": true}', "its format belongs"),
        ("[" * 100_000, "is not JSON"),
    ],
)
def test_what_is_no_such_file_says_so_in_one_sentence(text: str, said: str) -> None:
    with pytest.raises(BodymapError, match=said) as caught:
        form.read(text, "own.json")
    assert str(caught.value).startswith("own.json: ")


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"notes": {MEDIUS: 3}}, "notes.gluteus-medius is not a text"),
        ({"notes": {"../../etc": "x"}}, "is not under an id"),
        ({"notes": {MEDIUS: "x" * 20_000}}, "at most 10000 signs"),
        ({"doses": []}, "doses is not a table"),
        ({"points": [{"muscle": MEDIUS, "number": 1, "place": "thigh 0.1 90"}]}, "number Input should be greater"),
        ({"points": [{"muscle": MEDIUS, "number": 101, "place": "tigh 0.1 90"}]}, "nearest"),
        ({"points": [{"muscle": MEDIUS, "number": 101}]}, "either part, along and across, or a place"),
        ({"points": [{"muscle": MEDIUS, "number": 101, "part": MEDIUS, "along": 7.0, "across": 0.5}]}, "along"),
        ({"points": [{"muscle": MEDIUS, "number": 101, "place": "thigh 0.1 90", "secret": 1}]}, "secret"),
        ({"zones": [{"muscle": MEDIUS, "number": 0, "strokes": [["thigh 0.1 90"]]}]}, "says its radius"),
        ({"zones": [{"muscle": MEDIUS, "number": 0, "strokes": [["thigh 0.1 90 r9999"]]}]}, "at most 500 mm"),
        ({"zones": [{"muscle": MEDIUS, "number": 0, "strokes": []}]}, "strokes"),
        ({"numbers": {MEDIUS: 1}}, "numbers is not a table"),
        ({"spells": {}}, "is not known to this version"),
    ],
)
def test_a_bad_record_costs_only_itself_and_is_named(part: dict[str, object], said: str) -> None:
    good = json.loads(form.compose(record.write_note(NOTHING, "piriformis", "stays")))
    found, problems = form.read(json.dumps({**good, **part, "notes": {**good["notes"], **part.get("notes", {})}}), "own.json")  # type: ignore[dict-item]
    assert found.note("piriformis") == "stays"
    assert len(problems) == 1
    assert said in problems[0]
    assert problems[0].startswith("own.json: ")


def test_nothing_invisible_gets_in() -> None:
    found, _ = form.read(json.dumps({form.MARK: 1, "notes": {MEDIUS: "a\u202eb\x00c\r\nd"}}))
    assert found.note(MEDIUS) == "abc\nd"


def test_a_tab_or_a_hard_space_never_joins_two_words() -> None:
    assert record.cleaned("hold\t30\u00a0s,\u2003twice\u2028daily\x0b ") == "hold 30 s, twice\ndaily"


@given(st.text(max_size=80), st.integers(1, 20))
def test_what_is_cleaned_stays_as_it_is(text: str, most: int) -> None:
    once = record.cleaned(text)
    assert record.cleaned(once) == once
    cut = record._fitting(text, most)
    assert record._fitting(cut, most) == cut == record.cleaned(cut)


# What is made is read again, to the last stroke


def strokes(count: int) -> tuple[record.Stroke, ...]:
    return tuple((f"thigh 0.{number} 90 r20",) for number in range(1000, 1000 + count))


def test_a_stroke_too_long_for_one_is_kept_as_several_that_touch() -> None:
    long = (f"{ON_SKIN.place} r20", *(f"thigh 0.{number} 90" for number in range(1000, 2302)))
    own = record.add_strokes(NOTHING, MEDIUS, 0, (long,))
    kept = own.zones[0].strokes
    assert [len(each) for each in kept] == [600, 600, 105]
    assert all(parse_step(after[0]).place == parse_step(before[-1]).place for before, after in pairwise(kept))
    assert {parse_step(each[0]).radius for each in kept} == {20.0}
    assert form.read(form.compose(own)) == (own, ())


def test_more_than_is_read_again_is_refused_and_changes_nothing() -> None:
    own = record.add_strokes(NOTHING, MEDIUS, 0, strokes(record.MOST_STROKES))
    assert form.read(form.compose(own)) == (own, ())
    with pytest.raises(BodymapError, match="full: 400 strokes"):
        record.add_strokes(own, MEDIUS, 0, (STROKE,))
    many = Own(points=tuple(record.OwnPoint(f"m-{index:04}", 101, IN_IT) for index in range(record.MOST_ITEMS)))
    assert form.read(form.compose(many))[0] == many
    with pytest.raises(BodymapError, match="2000"):
        record.put_point(many, MEDIUS, IN_IT)
    last = Own(numbers=((MEDIUS, record.MOST_NUMBER),))
    with pytest.raises(BodymapError):
        record.put_point(last, MEDIUS, IN_IT)
    notes = Own(notes=tuple((f"m-{index:04}", "x") for index in range(record.MOST_ITEMS)))
    with pytest.raises(BodymapError):
        record.write_note(notes, MEDIUS, "x")


def test_what_finds_no_room_in_a_merge_stays_out_and_is_counted() -> None:
    full = record.add_strokes(Own(numbers=((MEDIUS, record.MOST_NUMBER),)), MEDIUS, 5, strokes(record.MOST_STROKES))
    theirs = record.add_strokes(record.add_strokes(record.put_point(NOTHING, MEDIUS, IN_IT), MEDIUS, 101, (STROKE,)), MEDIUS, 5, (STROKE,))
    merged, gain = merge.merge(full, theirs)
    assert merged == full
    assert gain.left_out == 3
    assert merge.sentence(gain) == "Adds nothing that stands alone. 3 things find no room and stay out."


# What another bodymap does meanwhile


def test_what_the_other_added_changed_and_took_away_comes_into_every_step() -> None:
    before = everything()
    after = record.remove_point(record.write_note(before, "soleus", "New."), MEDIUS, 102)
    after = record.set_dose(after, "ball-on-wall", "60 s")
    there = Meanwhile(before, after)
    assert there.into(before) == after
    earlier = record.remove_point(before, MEDIUS, 101)
    assert there.into(earlier) == record.remove_point(after, MEDIUS, 101), "what was not yet, or no more, does not come back"
    assert Meanwhile(before, before).into(earlier) == earlier


def test_what_both_changed_is_kept_as_both_have_it() -> None:
    before = everything()
    mine = record.put_point(record.write_note(before, MEDIUS, "Mine."), "soleus", IN_IT)
    mine = record.add_strokes(mine, MEDIUS, 101, (("thigh 0.6 90 r10",),))
    theirs = record.put_point(record.write_note(before, MEDIUS, "Theirs."), "soleus", ON_SKIN)
    theirs = record.add_strokes(record.add_strokes(theirs, "soleus", 101, (STROKE,)), MEDIUS, 101, (("thigh 0.7 90 r10",),))
    both = Meanwhile(before, theirs).into(mine)
    assert both.note(MEDIUS) == "Mine.\n\nTheirs."
    assert [(each.number, each.site) for each in both.points_of("soleus")] == [(101, IN_IT), (102, ON_SKIN)]
    assert [each.number for each in both.zones_of("soleus")] == [102], "their zone stays with their X"
    zone = both.zone(MEDIUS, 101)
    assert zone is not None
    assert len(zone.strokes) == 3
    assert form.read(form.compose(both)) == (both, ())
    assert Meanwhile(theirs, both).into(theirs) == both, "the other comes to the same"


def test_what_two_wrote_together_is_no_more_than_is_read_again() -> None:
    half = record.MOST_STROKES // 2 + 1
    mine = record.add_strokes(NOTHING, MEDIUS, 0, strokes(half))
    theirs = record.add_strokes(NOTHING, MEDIUS, 0, strokes(2 * half)[half:])
    both = Meanwhile(NOTHING, theirs).into(mine)
    assert both.zones[0].strokes[:half] == mine.zones[0].strokes
    assert form.read(form.compose_readable(both)) == (both, ())
    notes = tuple((f"m-{index:04}", "x") for index in range(record.MOST_ITEMS + 1))
    with pytest.raises(BodymapError, match="2001; of each, 2000"):
        form.compose_readable(Own(notes=notes))


# The eraser


def test_what_is_rubbed_out_can_be_drawn_again_and_comes_back_from_the_file() -> None:
    own = record.add_strokes(NOTHING, MEDIUS, 0, (STROKE,))
    own = record.add_strokes(own, MEDIUS, 0, (rubbed(STROKE),))
    own = record.add_strokes(own, MEDIUS, 0, (STROKE,))
    assert own.zones[0].strokes == (STROKE, rubbed(STROKE), STROKE)
    assert form.read(form.compose(own)) == (own, ())


def test_what_was_rubbed_out_and_drawn_again_is_rubbed_out_again() -> None:
    own = NOTHING
    steps = [STROKE, rubbed(STROKE)] * 3
    for stroke in steps:
        own = record.add_strokes(own, MEDIUS, 0, (stroke,))
        assert record.add_strokes(own, MEDIUS, 0, (stroke,)) == own, "the same again changes nothing"
    assert own.zones[0].strokes == tuple(steps)
    assert record.add_strokes(NOTHING, MEDIUS, 0, tuple(steps)) == own, "nor does it matter whether they come one by one"


def test_anothers_eraser_rubs_out_nothing_of_ones_own_zone() -> None:
    mine = record.add_strokes(NOTHING, MEDIUS, 0, (STROKE,))
    theirs = record.add_strokes(NOTHING, MEDIUS, 0, (("thigh 0.6 90 r10",), rubbed(STROKE)))
    once, _ = merge.merge(mine, theirs)
    assert once.zones[0].strokes == (STROKE, ("thigh 0.6 90 r10",))
    assert merge.merge(once, theirs)[1].is_nothing
    grown = record.add_strokes(mine, MEDIUS, 0, (rubbed(STROKE),))
    assert merge.merge(mine, grown)[0] == grown, "the same zone, gone on with"


def test_a_merge_overwrites_nothing_and_says_what_it_would_do() -> None:
    mine = record.set_dose(record.write_note(NOTHING, MEDIUS, "Mine."), "ball-on-wall", "60 s")
    merged, gain = merge.merge(mine, everything())
    assert merged.note(MEDIUS).startswith("Mine.\n\nLets go late.")
    assert merged.dose("ball-on-wall") == "60 s"
    assert merge.sentence(gain) == "Adds 2 X’s and 2 zones. 1 note differs: the other words go below yours. 1 dose differs: yours stays."


def test_merging_the_same_file_twice_changes_nothing() -> None:
    once, _ = merge.merge(NOTHING, everything())
    twice, gain = merge.merge(once, everything())
    assert twice == once
    assert gain.is_nothing
    assert merge.sentence(gain) == "Everything in this file is here already."
    assert merge.said(once) == "1 note, 1 dose, 2 X’s and 2 zones"


def test_what_was_given_away_is_the_same_where_there_was_nothing() -> None:
    own = record.put_point(record.remove_point(everything(), MEDIUS, 102), MEDIUS, ON_SKIN)
    assert [each.number for each in own.points] == [101, 103]
    assert merge.merge(NOTHING, form.read(form.compose(own))[0])[0] == own


def test_an_x_that_comes_in_under_a_taken_number_gets_another_and_keeps_its_zone() -> None:
    mine = record.put_point(NOTHING, MEDIUS, OwnSite("gluteus-medius", 0.9, 0.9))
    merged, _ = merge.merge(mine, everything())
    point = next(each for each in merged.points if each.name == "the lateral one")
    assert point.number == 102
    assert merged.zone(MEDIUS, 102) is not None
    assert merged.zone(MEDIUS, 101) is None
