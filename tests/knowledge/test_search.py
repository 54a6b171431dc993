import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap import shipped
from bodymap.knowledge import library
from bodymap.knowledge.search import SearchIndex, fold, likeness
from bodymap.matching import lookup


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return lookup.load()


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("glut med", "gluteus-medius"),
        ("gluteus medius", "gluteus-medius"),
        ("Musculus gluteus medius", "gluteus-medius"),
        ("gluteus medus", "gluteus-medius"),
        ("QL", "quadratus-lumborum"),
        ("TFL", "tensor-fasciae-latae"),
        ("piriformus", "piriformis"),
        ("hamstring", "semitendinosus"),
    ],
)
def test_a_muscle_is_found_by_any_of_its_names(index: SearchIndex, words: str, wanted: str) -> None:
    muscles = [hit.id for hit in index.find(words) if hit.kind == "muscle"]
    assert wanted in muscles[:3]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("hip side pain", "gluteus-minimus"), ("sciatica", "gluteus-minimus"), ("siatica", "gluteus-minimus")],
)
def test_a_complaint_leads_to_muscles(index: SearchIndex, words: str, wanted: str) -> None:
    hits = index.find(words)
    assert wanted in {hit.id for hit in hits} | {muscle for hit in hits for muscle in hit.muscles}


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("SOT blocking", "gluteus-medius"),
        ("T-bar", "gluteus-medius"),
        ("lacrosse ball", "gluteus-medius"),
        ("12 hours", "gluteus-maximus"),
        ("dry needling", "gluteus-medius"),
        ("sideways", "gluteus-medius"),
        ("sacrotuberous ligament", "gluteus-maximus"),
        ("bridge", "gluteus-maximus"),
    ],
)
def test_what_the_founding_notes_say_is_found_by_its_words(index: SearchIndex, words: str, wanted: str) -> None:
    assert wanted in {hit.id for hit in index.find(words, limit=20)}


def test_every_muscle_is_found_first_by_its_own_name(index: SearchIndex) -> None:
    for muscle in library.load(shipped.data_dir()).muscles.values():
        assert index.find(muscle.name)[0].id == muscle.id


def test_an_abbreviation_with_an_error_is_another_abbreviation() -> None:
    assert likeness("qf", "ql") == 0


def test_blank_words_find_nothing(index: SearchIndex) -> None:
    assert index.find("  ?! ") == ()


@given(st.text(max_size=40))
def test_any_text_is_folded_to_plain_words_and_folding_again_changes_nothing(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert all(sign.isalnum() or sign == " " for sign in folded)


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_is_between_nothing_and_the_same(query: str, term: str) -> None:
    assert 0 <= likeness(fold(query), fold(term)) <= 100
