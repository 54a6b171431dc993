"""A translation made with Qt Linguist's own tools speaks in the window."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bodymap.tongue import tr
from bodymap.ui import language

ROOT = Path(__file__).parent.parent.parent
TOOLS = Path(sys.executable)
GERMAN = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS><TS version="2.1" language="de"><context><name></name>
<message><source>Undo</source><translation>Zurück</translation></message>
<message><source>On the {side} side</source><translation>{side} gelegen</translation></message>
<message numerus="yes"><source>{n} area</source><comment>{n} areas</comment>
<translation><numerusform>{n} Stelle</numerusform><numerusform>{n} Stellen</numerusform></translation></message>
</context></TS>"""


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    language.speak("en")


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A translation where the user keeps it."""
    (tmp_path / "german.ts").write_text(GERMAN, encoding="utf-8")
    monkeypatch.setattr(language, "folders", lambda: (tmp_path,))
    monkeypatch.delenv(language.VARIABLE, raising=False)
    subprocess.run([TOOLS.with_name("pyside6-lrelease"), "-silent", tmp_path / "german.ts", "-qm", tmp_path / "bodymap_de.qm"], check=True)


@pytest.mark.slow
def test_a_translation_speaks_with_its_values_and_number_forms(application: Any, german: None) -> None:
    assert language.speak("de_AT") == "de"
    assert (tr("Undo"), tr("On the {side} side", side="links")) == ("Zurück", "links gelegen")
    assert [tr("{n} area", "{n} areas", n=n) for n in (1, 2)] == ["1 Stelle", "2 Stellen"]
    assert tr("Redo") == "Redo", "what is not translated stays English"
    assert language.languages() == ("en", "de")


def test_a_language_nobody_translated_is_english(application: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "folders", lambda: (tmp_path / "none",))
    monkeypatch.delenv(language.VARIABLE, raising=False)
    assert language.speak("xx") == "en"
    assert tr("Undo") == "Undo"


def test_the_environment_goes_before_the_setting(application: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(language.VARIABLE, language.PSEUDO)
    assert language.speak("en") == language.PSEUDO
    assert tr("Undo") != "Undo"


@pytest.mark.slow
def test_the_file_for_the_translator_holds_every_text_and_keeps_what_was_translated(tmp_path: Path) -> None:
    from tools import words

    file = tmp_path / "bodymap_de.ts"
    words.update(file)
    first = file.read_text(encoding="utf-8")
    assert first.count("<message") > 300
    undo = '<source>Undo</source>\n        <translation type="unfinished"></translation>'
    assert undo in first
    file.write_text(first.replace(undo, "<source>Undo</source>\n        <translation>Zurück</translation>"), encoding="utf-8")
    words.update(file)
    assert "<translation>Zurück</translation>" in file.read_text(encoding="utf-8")
