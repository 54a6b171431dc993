import pytest
from lay_phrases import PHRASES

from bodymap.knowledge.search import SearchIndex
from bodymap.matching import lookup

WANTED_SHARE = 0.95


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return lookup.load()


def is_found(index: SearchIndex, phrase: str, names: str) -> bool:
    wanted = set(names.split())
    return any(wanted & {hit.id, *hit.muscles, *hit.conditions} for hit in index.find(phrase, limit=3))


def test_at_least_150_phrases_are_tried() -> None:
    assert len(PHRASES) >= 150


def test_what_people_say_is_understood(index: SearchIndex) -> None:
    missed = [phrase for phrase, names in PHRASES.items() if not is_found(index, phrase, names)]
    assert len(missed) <= (1 - WANTED_SHARE) * len(PHRASES), missed
