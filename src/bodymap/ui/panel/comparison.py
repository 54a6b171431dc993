"""Two candidates side by side, differences only: a page over the panel that Escape closes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from bodymap.tongue import tr
from bodymap.ui.hem import Hem
from bodymap.ui.part import accessible, button, label

if TYPE_CHECKING:
    from bodymap.ui.answer import Apart
    from bodymap.ui.theme import Theme


class ComparisonPage(QWidget):
    """Shows one comparison; edits nothing."""

    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: Apart | None = None
        back = button(tr("‹ Back"), "plain", tip=tr("Back to the candidates (Esc)"))
        back.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.addWidget(label(tr("Tell apart"), "title"), 1)
        top.addWidget(back)
        self.page = QTextBrowser()
        self.page.document().setDocumentMargin(0)
        Hem(self.page)
        accessible(self.page, tr("Two candidates side by side, differences only"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(label(tr("Only what differs. Candidates, not a finding."), "caption", wrap=True))
        column.addWidget(self.page, 1)
        self._check = label("", wrap=True)
        self._check.setObjectName("prompt")
        self._check.setMargin(9)
        column.addWidget(self._check)

    def show_apart(self, apart: Apart, check: str = "") -> None:
        """Show `apart`, and under it the sentence of the point to press next."""
        self._check.setText(check)
        self._check.setVisible(bool(check))
        if apart == self._shown:
            return
        self._shown = apart
        self.page.setHtml(_html(apart, self._theme))

    def set_theme(self, theme: Theme) -> None:
        """Take the colours from `theme`."""
        self._theme, shown = theme, self._shown
        self._shown = None
        if shown is not None:
            self.show_apart(shown, self._check.text())


def _html(apart: Apart, theme: Theme) -> str:
    line = f"border-top:1px solid {theme.line};"
    cell = f"padding:7px 10px 7px 0;{line}"
    head = f"color:{theme.quiet};font-size:{theme.type.caption}px;padding-top:9px;{line}"
    rows = "".join(
        f"<tr><td colspan='2' style='{head}'>{escape(topic)}</td></tr><tr>{_half(one)}{_half(other)}</tr>" for topic, one, other in apart.rows
    )
    names = "".join(f"<td width='50%' style='{cell}font-weight:600;'>{escape(name)}</td>" for name in (apart.first, apart.second))
    nothing = escape(tr("The records know no difference between them."))
    empty = "" if apart.rows else f"<tr><td colspan='2'>{nothing}</td></tr>"
    return f"<table width='100%' cellspacing='0'><tr>{names}</tr>{rows}{empty}</table>"


def _half(text: str) -> str:
    """One candidate's half of a row: each statement a paragraph of its own."""
    said = "".join(f"<p style='margin:0 0 4px 0;'>{escape(each)}</p>" for each in (text or "—").split(" · "))
    return f"<td width='50%' style='padding:1px 10px 5px 0;'>{said}</td>"
