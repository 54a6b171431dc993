import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bodymap.report.wording import Line, lines_of, printable, text_of


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
