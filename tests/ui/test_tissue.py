import itertools
from typing import Any

from PySide6.QtGui import QColor

from bodymap.ui.answer import Slice
from bodymap.ui.panel.tissue import TissueStrip, down_to_bone, fitting, in_two_lines, sentence
from bodymap.ui.theme import THEMES

STACK = (
    Slice("Skin", "skin", "thick", 0.2, "skin"),
    Slice("Gluteus maximus", "superficial", "medium", 0.2, "a"),
    Slice("Fascia", "intermediate", "thin", 0.01, "b"),
    Slice("Gluteus medius", "intermediate", "thick", 0.3, "c"),
    Slice("Hip bone", "bone", "thick", 0.3, "d"),
    Slice("Iliacus", "deep", "thick", 0.3, "e"),
)


def _thirty(each: Slice) -> float:
    return 30.0


def test_the_strip_ends_at_the_first_bone() -> None:
    assert [each.name for each in down_to_bone(STACK)][-1] == "Hip bone"


def test_where_room_is_short_the_thinnest_loses_its_words_first_and_skin_and_bone_keep_theirs() -> None:
    stack = down_to_bone(STACK)
    assert [each.name for each in fitting(stack, _thirty, 135)] == ["Skin", "Gluteus maximus", "Gluteus medius", "Hip bone"]
    assert [each.name for each in fitting(stack, _thirty, 100)] == ["Skin", "Hip bone"]


def test_what_has_no_room_for_its_words_still_has_a_block(application: Any) -> None:
    strip = TissueStrip(THEMES["light"])
    strip.resize(200, 56)
    strip.show_slices(STACK, units=None)
    picture = strip.grab().toImage()
    muscle = QColor(THEMES["light"].muscle.base).rgb()
    row = [picture.pixel(x, 7) == muscle for x in range(picture.width())]
    strip.deleteLater()
    assert sum(now and not before for before, now in itertools.pairwise(row)) == 3, "two muscles and the fascia between them"


def test_the_sentence_names_thickness_in_words_and_never_in_numbers() -> None:
    text = sentence(STACK)
    assert "Gluteus maximus (medium)" in text
    assert not any(sign.isdigit() for sign in text)


def test_nothing_under_the_pointer_is_nothing_to_say() -> None:
    assert sentence(()) == ""


def test_a_long_name_breaks_where_both_lines_are_short() -> None:
    assert in_two_lines("Transversus abdominis") == ("Transversus", "abdominis")
