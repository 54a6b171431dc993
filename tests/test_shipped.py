"""Where the shipped folders are, and how their absence is said."""

from pathlib import Path

import pytest

from bodymap import shipped
from bodymap.errors import BodymapError, DataError, MissingFileError


def test_a_checkout_finds_its_own_folders() -> None:
    root = Path(__file__).parent.parent
    assert shipped.assets_dir() == root / "assets"
    assert shipped.data_dir() == root / "data"


def test_an_installed_package_prefers_the_folders_inside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "_shipped" / "data").mkdir(parents=True)
    monkeypatch.setattr(shipped, "_INSTALLED", tmp_path / "_shipped")
    assert shipped.data_dir() == tmp_path / "_shipped" / "data"


def test_a_missing_folder_is_one_sentence_that_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "_INSTALLED", tmp_path)
    monkeypatch.setattr(shipped, "_CHECKOUT", tmp_path)
    with pytest.raises(BodymapError, match=r"the folder assets/ is neither in .*") as caught:
        shipped.assets_dir()
    assert "\n" not in str(caught.value)


def test_plates_and_data_carry_a_version_each() -> None:
    for version in (shipped.plates_version(), shipped.data_version()):
        assert all(part.isdecimal() for part in version.split("."))
        assert version.count(".") == 2


def test_a_version_that_is_missing_empty_or_no_text_is_said_with_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(shipped, "_INSTALLED", tmp_path)
    with pytest.raises(MissingFileError, match=r"^data/VERSION: is missing$"):
        shipped.data_version()
    (tmp_path / "data" / "VERSION").write_text("\n")
    with pytest.raises(DataError, match=r"^data/VERSION: is empty"):
        shipped.data_version()
    (tmp_path / "data" / "VERSION").write_bytes(b"\xff\xfe")
    with pytest.raises(DataError, match=r"^data/VERSION: cannot be read"):
        shipped.data_version()


def test_sentences_name_shipped_files_without_the_machine_s_path() -> None:
    assert shipped.shown_path(shipped.data_dir() / "sources.toml") == "data/sources.toml"
    assert shipped.shown_path(Path("/elsewhere/x.toml")) == "/elsewhere/x.toml"


def test_the_credits_that_must_be_kept_are_shipped_to_the_letter() -> None:
    text = (shipped.assets_dir() / "ATTRIBUTION.txt").read_text(encoding="utf-8")
    assert '-"BodyParts3D - The Database Center for Life Science - CC-BY-SA 2.1 Japan"\n' in text
    assert '-"Z-Anatomy - The open source atlas of anatomy - CC-BY-SA 4.0"\n' in text
