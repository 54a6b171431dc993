"""The shipped records against the shipped body: one case a record, so that a failure names it."""

import pytest

from bodymap import shipped
from bodymap.knowledge import check, library
from bodymap.matching import inspection
from bodymap.matching.engine import Engine
from bodymap.matching.picture import Picture

MUSCLES = sorted(library.load(shipped.data_dir()).muscles)
CHAPTER = {
    "gluteus-maximus", "gluteus-medius", "gluteus-minimus", "piriformis", "quadratus-lumborum", "psoas-major", "iliacus",
    "rectus-femoris", "tensor-fasciae-latae", "sartorius", "biceps-femoris", "semitendinosus", "semimembranosus",
    "transversus-abdominis", "iliocostalis-lumborum", "longissimus-thoracis", "multifidus",
}


def said(problems: object) -> list[str]:
    return [str(problem) for problem in problems]


def test_the_whole_gluteal_chapter_is_there() -> None:
    assert set(MUSCLES) >= CHAPTER


@pytest.mark.parametrize("muscle", MUSCLES)
def test_every_x_lies_on_its_muscle(picture: Picture, muscle: str) -> None:
    assert said(inspection.misplaced_sites(picture.engine.knowledge.muscle(muscle), picture)) == []


@pytest.mark.parametrize("muscle", MUSCLES)
def test_every_zone_is_seen_where_its_words_say(picture: Picture, muscle: str) -> None:
    assert said(inspection.unseen_zones(picture.engine.knowledge.muscle(muscle), picture)) == []


@pytest.mark.parametrize("muscle", MUSCLES)
def test_examples_rank_and_decoys_do_not(engine: Engine, muscle: str) -> None:
    assert said(inspection.failed_examples(engine.knowledge.muscle(muscle), engine)) == []


@pytest.mark.parametrize("rule", check.RULES, ids=lambda rule: rule.__name__)
def test_between_records(engine: Engine, rule: check.Rule) -> None:
    assert said(rule(inspection.world(engine, shipped.data_dir()))) == []


def test_nothing_was_left_out_on_loading(engine: Engine) -> None:
    assert said(engine.problems) == []


@pytest.mark.parametrize("block", [1, 2, 3, 4, 5])
def test_each_founding_block_is_in_the_notes_or_in_care(engine: Engine, block: int) -> None:
    notes = [note for muscle in engine.knowledge.muscles.values() for note in muscle.notes if note.block == block]
    care = [item for item in engine.knowledge.care.values() if block in item.blocks]
    assert notes
    assert care
