import tomllib
from pathlib import Path

import pytest

from bodymap.knowledge.shelf import Shelf

TEXT = 'id = "bridge"\nhold_s = 30\n'


def test_a_table_comes_back_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "cache" / "records.json"
    first = Shelf(file)
    made = first.parse(TEXT)
    first.close()
    assert file.is_file()
    assert Shelf(file).parse(TEXT) == made == {"id": "bridge", "hold_s": 30}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b'{"a": 1}'])
def test_a_cache_that_cannot_be_read_is_made_anew(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "records.json"
    file.write_bytes(content)
    shelf = Shelf(file)
    assert shelf.parse(TEXT)["id"] == "bridge"
    shelf.close()
    assert Shelf(file).parse(TEXT)["id"] == "bridge"


def test_what_is_not_asked_for_any_more_is_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "records.json"
    for text in ("a = 1", "b = 2"):
        shelf = Shelf(file)
        shelf.parse(text)
        shelf.close()
    assert "1" not in file.read_text().replace("b", "").partition(":")[2]


def test_a_text_that_is_no_toml_is_refused_every_time(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "records.json")
    for _ in range(2):
        with pytest.raises(tomllib.TOMLDecodeError):
            shelf.parse("a = ")


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("")
    shelf = Shelf(blocker / "records.json")
    assert shelf.parse(TEXT)["id"] == "bridge"
    shelf.close()
