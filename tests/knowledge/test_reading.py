from pathlib import Path

import pytest

from bodymap.errors import DataError, MissingFileError
from bodymap.knowledge.care import CareItem
from bodymap.knowledge.claim import Example
from bodymap.knowledge.reading import MAX_BYTES, field_path, parse_record, read_record, read_table

GOOD = {
    "id": "bridge",
    "name": "Bridge",
    "kind": "strengthening",
    "for_whom": "client",
    "muscles": ["gluteus-maximus"],
    "summary": "Lift the pelvis.",
    "sources": ["page"],
    "confidence": "medium",
}


def sentences(table: dict) -> list[str]:
    record, problems = parse_record(table, CareItem, "data/care/bridge.toml")
    assert record is None
    return [str(problem) for problem in problems]


def test_a_good_record_has_no_problems() -> None:
    record, problems = parse_record(GOOD, CareItem, "data/care/bridge.toml")
    assert problems == ()
    assert record is not None
    assert record.muscles == ("gluteus-maximus",)


def test_an_unknown_field_names_the_nearest_valid_one() -> None:
    assert sentences(GOOD | {"sumary": "x"}) == [
        "data/care/bridge.toml: bridge sumary is not a known field; nearest: summary"
    ]


def test_an_unknown_field_deep_inside_is_named_with_its_path() -> None:
    unless = {"precaution": "clot", "why": "w", "insted": "i", "sources": ["s"], "confidence": "low"}
    found = sentences(GOOD | {"avoid_if": [unless]})
    assert "data/care/bridge.toml: bridge avoid_if[0].insted is not a known field; nearest: instead" in found
    assert "data/care/bridge.toml: bridge avoid_if[0].instead is missing" in found


def test_every_problem_of_a_record_is_told_at_once() -> None:
    found = sentences({**GOOD, "confidence": "sure", "kind": 3})
    assert len(found) == 2
    assert any("confidence" in sentence and "“sure”" in sentence for sentence in found)


def test_a_claim_without_source_is_refused() -> None:
    assert any("sources" in sentence for sentence in sentences({**GOOD, "sources": []}))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"id = [", "is not valid TOML"),
        (b"\xff\xfe\x00", "cannot be read"),
        (b"a = 1\n" * (MAX_BYTES // 5), "is larger than"),
        (b'id = "x', "is not valid TOML"),
    ],
)
def test_a_broken_file_is_one_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "bridge.toml"
    file.write_bytes(content)
    record, problems = read_record(file, CareItem)
    assert record is None
    assert len(problems) == 1
    assert said in str(problems[0])
    assert "bridge.toml" in str(problems[0])
    assert isinstance(problems[0], DataError)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match=r"nothing\.toml: is missing"):
        read_table(tmp_path / "nothing.toml")


def test_a_path_of_nothing_is_empty() -> None:
    assert field_path(()) == ""


def test_records_that_give_the_same_fields_keep_one_set_of_their_names() -> None:
    first, second = (Example(places=("buttock",), within=3, why=why) for why in ("one", "two"))
    assert first.model_fields_set is second.model_fields_set
    assert first.model_fields_set == {"places", "within", "why"}
    changed = first.model_copy(update={"side": "right"})
    assert "side" in changed.model_fields_set
    assert "side" not in second.model_fields_set
