"""The terminology: what it answers, and that one wrong entry costs only itself."""

import json
from pathlib import Path

import pytest

from bodymap.anatomy import terminology
from bodymap.anatomy.structure import KINDS, LAYERS
from bodymap.errors import DataError, MissingFileError, UnknownNameError
from bodymap.shipped import data_dir

GOOD = {
    "id": "soleus", "sided": True, "kind": "muscle", "name_en": "Soleus", "name_la": "Musculus soleus", "fma": None, "ta2": 2656,
    "parent": None, "part": None, "group": None, "layer": "intermediate", "home_plate": "posterior", "default_off": False,
}  # fmt: skip


def write(folder: Path, *entries: object) -> Path:
    file = folder / "structures.json"
    file.write_text(json.dumps({"version": "1.0.0", "structures": list(entries)}))
    return file


def test_a_record_is_drawn_by_its_parts(tmp_path: Path) -> None:
    part = GOOD | {"id": "trapezius--ascending-part", "parent": "trapezius", "part": "ascending-part"}
    names = terminology.load(write(tmp_path, GOOD, part))
    assert names.of_record("trapezius") == ("trapezius--ascending-part",)
    assert names.of_record("soleus") == ("soleus",)
    assert names.of_record("gastrocnemius") == ()
    assert names.get("soleus.left").ids == ("soleus.left", "soleus.right")
    assert "soleus.right" in names


def test_an_unknown_structure_is_named_with_the_nearest_ones(tmp_path: Path) -> None:
    names = terminology.load(write(tmp_path, GOOD))
    with pytest.raises(UnknownNameError, match="nearest: soleus"):
        names.get("soleous.left")
    assert names.find("soleous") is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "organ"}, "soleus kind is “organ”"),
        ({"id": "Soleus"}, "Soleus id is not a kebab-case id"),
        ({"name_en": ""}, "soleus name_en must be a text"),
        ({"sided": "yes"}, "soleus sided must be true or false"),
        ({"ta2": "2656"}, "soleus ta2 must be a whole number"),
    ],
)
def test_a_wrong_entry_is_left_out_with_a_sentence(tmp_path: Path, change: dict[str, object], words: str) -> None:
    names = terminology.load(write(tmp_path, GOOD | change, GOOD | {"id": "plantaris"}, 7))
    assert [structure.id for structure in names] == ["plantaris"]
    assert words in str(names.problems[0])
    assert "structures[2] is not an object" in str(names.problems[1])


def test_of_two_entries_with_one_id_the_first_is_kept(tmp_path: Path) -> None:
    names = terminology.load(write(tmp_path, GOOD, GOOD | {"name_en": "Another"}))
    assert names.get("soleus").name_en == "Soleus"
    assert "stands there twice" in str(names.problems[0])


@pytest.mark.parametrize("text", ["", "{", "[]", '{"structures": 3}', "\x00"])
def test_a_broken_file_is_one_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "structures.json"
    file.write_text(text)
    with pytest.raises(DataError, match=r"structures\.json"):
        terminology.load(file)
    with pytest.raises(MissingFileError, match="is missing"):
        terminology.load(tmp_path / "none.json")


def test_the_shipped_terminology_is_whole() -> None:
    if not (data_dir() / "anatomy/structures.json").exists():
        pytest.fail("this checkout has no terminology yet")
    names = terminology.load()
    assert not names.problems
    assert {structure.kind for structure in names} <= set(KINDS)
    assert {structure.layer for structure in names} <= {*LAYERS, None}
    assert names.get("gluteus-maximus").sided
