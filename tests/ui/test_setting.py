import json
from dataclasses import replace
from pathlib import Path

import pytest

from bodymap.errors import BodymapError
from bodymap.ui import setting
from bodymap.ui.setting import Settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "bodymap" / "settings.json"


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_without_a_file_the_usual_settings_hold(file: Path) -> None:
    assert setting.load(file) == (Settings(), ())


def test_what_is_saved_is_loaded_again(file: Path) -> None:
    chosen = Settings(theme="contrast", text_size=130, hand="left", units="inch", depths=True, motion="reduced", signs=(("aching", "ring"),))
    setting.save(chosen, file)
    assert setting.load(file) == (chosen, ())


def test_a_key_of_another_version_stays_in_the_file(file: Path) -> None:
    write(file, '{"theme": "dark", "from-the-future": {"a": [1, 2]}}')
    loaded, problems = setting.load(file)
    assert problems == ()
    setting.save(replace(loaded, theme="light"), file)
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert kept["from-the-future"] == {"a": [1, 2]}
    assert kept["theme"] == "light"


@pytest.mark.parametrize("text", ["{", "[]", "7", '"dark"', "[" * 100_000])
def test_a_file_that_is_not_settings_is_named_in_one_sentence_and_not_lost(file: Path, text: str) -> None:
    write(file, text)
    loaded, problems = setting.load(file)
    assert loaded == Settings()
    assert len(problems) == 1
    assert str(file) in problems[0]
    assert file.read_text(encoding="utf-8") == text
    setting.save(Settings(theme="dark"), file)
    assert file.with_name("settings.json.unread").read_text(encoding="utf-8") == text
    assert setting.load(file) == (Settings(theme="dark"), ())


def test_bytes_that_are_no_text_are_told_of(file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(b"\xff\xfe\x00")
    loaded, problems = setting.load(file)
    assert loaded == Settings()
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"theme": "drak"}', "theme: value “drak” is not known; nearest: dark"),
        ('{"theme": 3}', "it may be system, light, dark, contrast"),
        ('{"text_size": 104}', "text_size"),
        ('{"text_size": true}', "text_size"),
        ('{"depths": "yes"}', 'depths: "yes" is not true or false'),
        ('{"language": 5}', "language: 5 is not a text"),
        ('{"signs": [["aching"]]}', "signs"),
    ],
)
def test_a_wrong_value_is_named_with_what_may_stand_there_and_the_others_hold(file: Path, text: str, said: str) -> None:
    write(file, text[:-1] + ', "hand": "left"}')
    loaded, problems = setting.load(file)
    assert loaded == Settings(hand="left")
    assert len(problems) == 1
    assert said in problems[0]


def test_where_nothing_can_be_written_the_reason_is_said_and_the_old_file_stays(tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("a file, no folder", encoding="utf-8")
    with pytest.raises(BodymapError):
        setting.save(Settings(), tmp_path / "blocked" / "settings.json")
