import pytest

from bodymap import shipped
from bodymap.knowledge.chain import chain
from bodymap.knowledge.library import Knowledge, load


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load(shipped.data_dir())


def test_the_chain_of_gluteus_medius_runs_from_hip_flexors_over_maximus_to_medius_and_ends_in_retraining(knowledge: Knowledge) -> None:
    arrows = chain(knowledge.muscles, "gluteus-medius")
    ways = {(each.start, each.end) for each in arrows if not each.is_aim}
    assert {("psoas-major", "gluteus-medius"), ("gluteus-maximus", "gluteus-medius"), ("quadratus-lumborum", "gluteus-medius")} <= ways
    assert ("psoas-major", "gluteus-maximus") in ways, "what lies further up belongs to it"
    assert [(each.start, each.end) for each in arrows if each.is_aim] == [("gluteus-medius", "gluteus-maximus")]


def test_partners_and_opponents_are_no_links_of_a_chain(knowledge: Knowledge) -> None:
    kinds = {each.kind for name in knowledge.muscles for each in chain(knowledge.muscles, name)}
    assert kinds == {"overloaded-by", "compensates-for", "inhibited-by", "satellite-of", "refers-into", "retrain-after"}


def test_a_muscle_that_is_not_known_has_no_chain(knowledge: Knowledge) -> None:
    assert chain(knowledge.muscles, "no-such-muscle") == ()
