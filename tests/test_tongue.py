"""Words and their translation, without a window."""

from collections.abc import Iterator

import pytest

from bodymap.tongue import phrase, speak, tr


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speak()


def test_what_the_translator_does_not_know_stays_english() -> None:
    speak(lambda text, _many, _n: {"Search": "Suche"}.get(text, ""))
    assert (tr("Search"), tr("Undo")) == ("Suche", "Undo")


def test_the_translator_is_asked_for_the_form_of_a_number() -> None:
    asked = []
    speak(lambda *question: asked.append(question) or "{n} Stellen")
    assert tr("{n} area", "{n} areas", n=2) == "2 Stellen"
    assert asked == [("{n} area", "{n} areas", 2)]


def test_a_translation_that_names_an_unknown_value_gives_way_to_the_english() -> None:
    speak(lambda _text, _many, _n: "{seite} {")
    assert tr("On the {side} side", side="left") == "On the left side"


def test_a_marked_constant_is_translated_where_it_is_shown() -> None:
    constant = phrase("Undo")
    speak(lambda _text, _many, _n: "Zurück")
    assert (constant, tr(constant)) == ("Undo", "Zurück")
