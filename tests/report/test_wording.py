import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bodymap.report.wording import ADAPT, INSTEAD, NOT_TODAY, STOP, Line, lines_of, printable, shared, text_of


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_printable_text_holds_nothing_that_paper_cannot_and_is_its_own_result(text: str) -> None:
    plain = printable(text)
    plain.encode("utf-8")
    assert printable(plain) == plain
    assert not [sign for sign in plain if unicodedata.category(sign) in {"Cc", "Cs", "Cn"} and sign not in "\n\t"]


@given(st.text())
def test_an_edited_text_read_back_and_written_again_stays_the_same(text: str) -> None:
    lines = lines_of(text)
    assert lines_of(text_of(lines)) == lines


def test_steps_and_labels_are_read_back_as_such() -> None:
    lines = (Line("text", "Rest."), Line("step", "Lie down."), Line("step", "Breathe."), Line("label", "a minute", "How long"))
    assert text_of(lines) == "Rest.\n1. Lie down.\n2. Breathe.\nHow long: a minute"
    assert lines_of(text_of(lines)) == lines


def test_a_colon_in_a_sentence_makes_no_label() -> None:
    assert lines_of("Remember: breathe.") == (Line("text", "Remember: breathe."),)


def test_what_all_say_alike_is_said_once_and_what_one_says_stays() -> None:
    adapt = (Line("label", "You bruise.", ADAPT), Line("label", "Softly.", INSTEAD))
    other = (Line("label", "New hip.", ADAPT), Line("label", "Softly.", INSTEAD))
    stop = Line("label", "it tingles.", STOP)
    ball, stretch = (*adapt, Line("text", "Roll."), stop), (*adapt, *other, Line("text", "Pull."), stop)
    said, left = shared([ball, stretch])
    assert said == (*adapt, stop)
    assert left == ((Line("text", "Roll."),), (*other, Line("text", "Pull.")))
    assert shared([ball]) == ((), (ball,))
    assert shared([]) == ((), ())
    forbidden = (Line("label", "Bones are thin.", NOT_TODAY), Line("label", "Rest.", INSTEAD))
    assert shared([ball, forbidden]) == ((), (ball, forbidden))
    assert shared([ball, forbidden, stretch])[1][1] == forbidden
    assert shared([ball, (Line("text", "Own words."),)]) == ((), (ball, (Line("text", "Own words."),)))
