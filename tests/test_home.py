"""Tests, walks and measurements touch nothing of the user's."""

import os
import re
from pathlib import Path

import pytest

from bodymap.archive.folder import default_folder
from bodymap.report import template
from bodymap.ui import language, setting, userfile
from bodymap.ui.own.keeping import own_file
from tools import home


def test_what_a_test_would_write_lies_in_no_home_of_the_users(tmp_path_factory: pytest.TempPathFactory) -> None:
    thrown_away = tmp_path_factory.getbasetemp()
    kept = (default_folder(), userfile.settings_file(), userfile.arrangement_file(), own_file(), language.folders()[0], template.template_file())
    assert [file for file in kept if not file.is_relative_to(thrown_away)] == []
    assert (os.environ["BODYMAP_SERVER"], os.environ["BODYMAP_LANGUAGE"]) == ("", "")


def test_each_test_begins_with_an_empty_home_first() -> None:
    assert not userfile.settings_file().exists()
    setting.save(setting.Settings(theme="dark"))


def test_each_test_begins_with_an_empty_home_and_then() -> None:
    assert not userfile.settings_file().exists()


def test_after_a_home_that_was_thrown_away_all_is_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BODYMAP_SERVER", "postgresql://clinic/bodymap")
    before = dict(os.environ)
    with home.thrown_away() as folder:
        assert os.environ["BODYMAP_SERVER"] == ""
        assert default_folder().is_relative_to(folder)
        (folder / "left").write_text("behind")
    assert dict(os.environ) == before
    assert not Path(folder).exists()


def test_whatever_opens_a_window_or_an_archive_by_hand_lives_in_a_home_of_its_own() -> None:
    root = Path(__file__).parents[1]
    programs = [path for folder in ("benchmarks", "tools", "tests") for path in (root / folder).rglob("*.py") if '__name__ == "__main__"' in path.read_text(encoding="utf-8")]
    playing = [path for path in programs if re.search(r"\b(Window|Archive|Desk|Stage|READERS|opened\w*)\b[(.\[]", path.read_text(encoding="utf-8"))]
    assert {path.parent.name + "/" + path.stem for path in playing} >= {"benchmarks/kill", "benchmarks/archive", "benchmarks/course", "monkey/__main__", "hostile/__main__", "tools/walk", "tools/session_walk"}
    assert [path.name for path in playing if "home.thrown_away()" not in path.read_text(encoding="utf-8")] == []
