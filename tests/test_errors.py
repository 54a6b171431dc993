"""Errors are sentences."""

import pytest

from bodymap.errors import BodymapError, DataError, ProblemsError, UnknownNameError, nearest


def test_an_unknown_name_offers_its_nearest_valid_ones() -> None:
    error = UnknownNameError("landmark", "pis.left", ["psis.left", "asis.left", "coccyx"], file="x.toml", record="r", field="place")
    assert str(error) == "x.toml: r place landmark “pis.left” is not known; nearest: psis.left, asis.left"
    assert error.nearest == ("psis.left", "asis.left")


def test_an_unknown_name_with_nothing_alike_offers_nothing() -> None:
    assert str(UnknownNameError("plate", "zzz", ["anterior"])) == "plate “zzz” is not known"


def test_nearest_ignores_case_and_keeps_the_valid_spelling() -> None:
    assert nearest("PSOAS", ["Psoas", "sacrum"]) == ("Psoas",)


def test_the_problems_of_a_load_are_one_sentence_a_line() -> None:
    error = ProblemsError([DataError("is missing", file="a"), BodymapError("is odd", record="b")])
    assert str(error) == "a: is missing\nb is odd"
    assert len(error.problems) == 2


def test_no_problems_are_no_error() -> None:
    with pytest.raises(ValueError, match="at least one"):
        ProblemsError([])
