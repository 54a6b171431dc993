"""Every page of the window in the pseudo-language: what a person can read, or hear, went through `tr`, or comes from the records."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest

from bodymap import tongue
from bodymap.knowledge.walk import walk
from bodymap.ui.answer import Loaded
from bodymap.ui.drawing.art import PlateArt
from bodymap.ui.panel.about import ATTRIBUTION
from bodymap.ui.pseudo import plain_rest, pseudo

BUTTOCK = ("posterior", -95.0, -930.0)
_ITSELF = re.compile(
    r"bodymap|american english|·|\b\d+(\.\d+)*\b|\b[ctls]\d+\b|\bmm\b|\b[rl]\b|\ba4\b|\bet al\.?|ctrl|shift|\balt\b|\bdel\b|\bins\b|delete|escape|esc|pgdown|pgup|home|\(\w\)|\( and \)"
)
"""What is the same in every language: names, numbers, nerve roots, keys."""


_BREAKS = re.compile(r"\n|[·;:,•()›‹✕✓|→=]")


@pytest.fixture(scope="module")
def pseudo_window(application: Any, plates: dict[str, PlateArt]) -> Iterator[Any]:
    """With answers of its own: what was answered in English already would be said again."""
    from bodymap.ui.loader import load_answers
    from bodymap.ui.store import Store
    from bodymap.ui.window import Window

    tongue.speak(pseudo)
    window = Window(Store())
    window.resize(1280, 800)
    window.take_plates(plates)
    window.take(load_answers())
    window.show()
    window.finish_painting()
    yield window
    window.close()
    window.deleteLater()
    tongue.speak()


@pytest.fixture(scope="module")
def known(loaded: Loaded) -> tuple[frozenset[str], tuple[str, ...]]:
    """The texts of the records, and of these the long ones, the longest first."""
    assert loaded.answers is not None
    texts = {folded(text).strip().rstrip(".") for text in texts_of(loaded.answers)}
    pieces = {bare(piece) for text in texts if len(text.split()) < 5 for piece in (text, *_BREAKS.split(text))}
    return frozenset(pieces), tuple(sorted((text for text in texts if len(text.split()) > 2), key=len, reverse=True))


@pytest.fixture(autouse=True)
def close_the_clients_screen(pseudo_window: Any) -> Iterator[None]:
    yield
    if pseudo_window.store.state.view.second:
        press(pseudo_window, "second")


def test_the_start(pseudo_window: Any, known: Any) -> None:
    assert untranslated(pseudo_window, known) == []


@pytest.mark.parametrize("wording", ["therapist", "client"])
@pytest.mark.parametrize("tab", ["find", "care", "look-alikes", "anatomy", "notes"])
def test_a_card(pseudo_window: Any, known: Any, tab: Any, wording: Any) -> None:
    start(pseudo_window)
    if wording == "client":
        press(pseudo_window, "wording")
    from bodymap.ui import state

    pseudo_window.control.apply(state.turn_to(tab))
    assert untranslated(pseudo_window, known) == []


@pytest.mark.parametrize("action", ["red-flags", "today", "compare", "layers", "paint", "session", "settings", "keys", "hold", "far", "table", "second", "handout", "about", "ask", "next-point", "own"])
def test_a_page_behind_a_key(pseudo_window: Any, known: Any, action: str) -> None:
    start(pseudo_window)
    press(pseudo_window, action)
    assert untranslated(pseudo_window, known) == []


def test_what_is_painted_on_the_sheet(pseudo_window: Any, known: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts that are no widgets: titles of the figures, names of muscles at X's, the tissue under the pointer."""
    from PySide6.QtGui import QPainter

    from bodymap.ui.short import Short

    drawn: list[str] = []
    before = QPainter.drawText

    def noted(painter: Any, *arguments: Any) -> Any:
        drawn.extend(each for each in arguments if isinstance(each, str))
        return before(painter, *arguments)

    monkeypatch.setattr(QPainter, "drawText", noted)
    start(pseudo_window)
    pseudo_window.tissue.show_slices(pseudo_window.answers.tissue(*BUTTOCK), units=None)
    press(pseudo_window, "next-point")
    pseudo_window.grab()
    assert drawn
    names = "\n".join(known[0])
    whole = "\n".join(each.text() for each in pseudo_window.findChildren(Short))  # looked at as widgets: what is painted of them is broken into lines
    broken_or_cut = {text for text in drawn if folded(text).rstrip("…") in names or text.rstrip("…") in whole}
    assert foreign([text for text in drawn if text not in broken_or_cut], known) == []


def texts_of(answers: Any) -> Iterator[str]:
    """Every text of the records, and every name of the terminology."""
    from dataclasses import fields

    tables = [getattr(answers.knowledge, field.name) for field in fields(answers.knowledge)]
    records = [record for table in tables for record in (table.values() if hasattr(table, "values") else [table])]
    yield from (value for record in records for _, value in walk(record) if isinstance(value, str))
    for structure in answers._engine.terminology:
        yield from (structure.name_en, structure.name_en.removesuffix(" muscle"), structure.name_la or "")
    yield from ATTRIBUTION
    for source in answers.knowledge.sources.values():
        yield from (re.split("[:(]", source.title)[0], *(source.authors or "").split(","))
    yield from (each.text for each in answers._engine.setting.prompts)


def start(window: Any) -> None:
    """A new client who pointed at the buttock; nothing else is open."""
    from PySide6.QtWidgets import QApplication, QDialog

    if window.stage.is_open:
        window.stage.leave()
    for top in QApplication.topLevelWidgets():
        if isinstance(top, QDialog) or top.windowFlags().value & 0x8:
            top.close()
    press(window, "new-client")
    window.control.mark(*BUTTOCK)
    window.finish_painting()


def press(window: Any, action: str) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    window.actions_by_name[action].trigger()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()


def untranslated(window: Any, known: Any) -> list[str]:
    """What is shown of `window` and of what it opened, and did not go through `tr`."""
    from PySide6.QtWidgets import QApplication, QWidget

    opened = (top for top in QApplication.topLevelWidgets() if top.isVisible() and not isinstance(top, type(window)) and owner(top) in {None, window})
    tops = [window, *opened]
    widgets = [each for top in tops for each in (top, *top.findChildren(QWidget)) if each.isVisible()]
    actions = [text for action in window.actions() for text in (action.text(), action.toolTip())]
    return foreign([*(text for widget in widgets for text in texts(widget)), *actions], known)


def owner(top: Any) -> Any:
    """The window that a page belongs to: other tests may have theirs open."""
    return top.parentWidget().window() if top.parentWidget() else None


def texts(widget: Any) -> Iterator[str]:
    """What a person reads or hears of one widget."""
    from PySide6.QtWidgets import QComboBox, QLineEdit, QTextEdit

    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(index) for index in range(widget.count()))
    elif isinstance(widget, QTextEdit):
        yield widget.toPlainText()
    elif hasattr(widget, "text") and callable(widget.text):
        yield html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", "", widget.text(), flags=re.DOTALL))


def foreign(shown: list[str], known: Any) -> list[str]:
    """Return the pieces of `shown` that are neither in brackets nor a record's: a text of it as a whole, or, where it is long, anywhere."""
    each, long = known
    found = []
    for text in dict.fromkeys(shown):
        rest = folded(plain_rest(text))
        for known_text in long:
            if known_text in rest:
                rest = rest.replace(known_text, "\n")
        for piece in _BREAKS.split(rest):
            plain = bare(piece)
            if re.search(r"[a-zà-ž]{2}", plain) and plain not in each:
                found.append(f"{plain!r} in {text[:70]!r}")
    return found


def bare(piece: str) -> str:
    """A piece without what is the same in every language."""
    return " ".join(_ITSELF.sub(" ", piece).split()).strip(" .–-+")


def folded(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.casefold().splitlines())
