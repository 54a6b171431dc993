from bodymap.ui.answer import Slice
from bodymap.ui.panel.tissue import fitting, in_two_lines, sentence

STACK = (
    Slice("Skin", "skin", "thick", 0.2, "skin"),
    Slice("Gluteus maximus", "superficial", "medium", 0.2, "a"),
    Slice("Fascia", "intermediate", "thin", 0.01, "b"),
    Slice("Gluteus medius", "intermediate", "thick", 0.3, "c"),
    Slice("Hip bone", "bone", "thick", 0.3, "d"),
    Slice("Iliacus", "deep", "thick", 0.3, "e"),
)


def _ten(each: Slice) -> float:
    return 10.0


def test_the_strip_ends_at_the_first_bone() -> None:
    assert [each.name for each in fitting(STACK, _ten, 90)][-1] == "Hip bone"


def test_where_room_is_short_the_thinnest_goes_first_and_skin_and_bone_stay() -> None:
    assert [each.name for each in fitting(STACK, _ten, 40)] == ["Skin", "Gluteus maximus", "Gluteus medius", "Hip bone"]
    assert [each.name for each in fitting(STACK, _ten, 20)] == ["Skin", "Hip bone"]


def test_the_sentence_names_thickness_in_words_and_never_in_numbers() -> None:
    text = sentence(STACK)
    assert "Gluteus maximus (medium)" in text
    assert not any(sign.isdigit() for sign in text)


def test_nothing_under_the_pointer_is_nothing_to_say() -> None:
    assert sentence(()) == ""


def test_a_long_name_breaks_where_both_lines_are_short() -> None:
    assert in_two_lines("Transversus abdominis") == ("Transversus", "abdominis")
