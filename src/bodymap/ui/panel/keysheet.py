"""The help sheet: every key on one page, made from the table of actions, in the order of a treatment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from bodymap.tongue import phrase, tr
from bodymap.ui.action import TABLE, Entry
from bodymap.ui.hem import Hem
from bodymap.ui.markup import style
from bodymap.ui.part import accessible, button, label
from bodymap.ui.theme import Theme

_BY_HAND = (
    (phrase("Arrow keys"), phrase("On the body: from region to region; in a list: from row to row")),
    (phrase("Enter"), phrase("Mark the region, or choose the row")),
    (phrase("Tab"), phrase("The body, then the panel; Shift+Tab goes back")),
    (phrase("Shift+arrow keys"), phrase("Move the sheet while it is enlarged")),
)
_FIRST, _MIDDLE = (
    (phrase("The client"), ("new-client", "undo", "redo", "search", "red-flags", "today", "back", "keys")),
    (phrase("Where it hurts"), ("paint", "erase", "region", "no-pain", "smaller", "larger", "new-area", "mirror", "swap-sides", "remove-area", "clear-paint")),
), (
    (phrase("Which muscle"), ("next-candidate", "previous-candidate", "next-point", "not-found", "latent", "active", "drop", "compare")),
    (phrase("The sheet"), ("peel-in", "peel-out", "layers", "zoom-in", "zoom-out", "close-up", "fit", "plate-")),
)
_OTHERS = phrase("Showing, and taking home")
"""All that no other heading names."""


class KeySheet(QDialog):
    """Two columns of keys; Escape closes it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = parent.size() if parent else self.size()
        self.resize(min(1060, room.width() - 60), min(860, room.height() - 40))
        self.text = QTextBrowser()
        self.text.document().setDocumentMargin(0)
        self.text.document().setDefaultStyleSheet(style(theme) + "td { padding: 4px 0 } .key { font-weight: 600 }")
        self.text.setHtml(html())
        accessible(self.text, tr("Keys"))
        Hem(self.text)
        close = button(tr("Close"))
        close.clicked.connect(self.accept)
        close.setDefault(True)
        top = QHBoxLayout()
        top.addWidget(label(tr("Keys"), "welcome"), 1)
        top.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 14, 22, 14)
        column.addLayout(top)
        column.addWidget(self.text, 1)
        self.text.setFocus()


def html() -> str:
    """Return the sheet as rich text."""
    left = _group(tr("Moving about"), ((tr(keys), tr(words)) for keys, words in _BY_HAND)) + "".join(_named(*each) for each in _FIRST)
    right = "".join(_named(*each) for each in _MIDDLE) + _group(tr(_OTHERS), map(_row, _others()))
    return f'<table width="100%" cellspacing="0"><tr><td width="47%">{left}</td><td width="4%"></td><td width="47%">{right}</td><td width="2%"></td></tr></table>'


def _named(title: str, names: tuple[str, ...]) -> str:
    return _group(tr(title), map(_row, (entry for name in names for entry in TABLE if _is(entry, name))))


def _others() -> Iterator[Entry]:
    named = [name for _, names in (*_FIRST, *_MIDDLE) for name in names]
    return (entry for entry in TABLE if entry.keys and not any(_is(entry, name) for name in named))


def _is(entry: Entry, name: str) -> bool:
    """Whether `name` names the entry, or, ending in a hyphen, its family."""
    return entry.name == name or (name.endswith("-") and entry.name.startswith(name))


def _row(entry: Entry) -> tuple[str, str]:
    keys = " · ".join(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) for keys in entry.keys)
    return keys, entry.said(entry.tip)


def _group(title: str, rows: Iterable[tuple[str, str]]) -> str:
    lines = "".join(
        f'<tr><td width="34%" class="key">{escape(keys)}</td><td>{escape(words)}</td></tr>' for keys, words in rows
    )
    return f'<p class="head">{escape(title)}</p><table width="100%" cellspacing="0">{lines}</table>'
