"""The client's text: large plain words, as large as the whole of it fits, so that nobody has to scroll."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextDocument
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from bodymap.report.told import Page
from bodymap.tongue import tr
from bodymap.ui.theme import Theme

LARGEST_PX, SMALLEST_PX = 28, 18
_STEP_PX = 2
_USUAL_ROOM = (652, 570)
_MOST_LARGER = 1.45
"""In a larger window than the usual one the words grow with it, up to this; never beyond their title."""


class Words(QScrollArea):
    """One page of words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._page: Page | None = None
        self._plain = ""
        self._px = LARGEST_PX
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self._label.setWordWrap(True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._label)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def text(self) -> str:
        """What stands there, as rich text."""
        return self._label.text()

    @property
    def px(self) -> int:
        """The type size that was taken."""
        return self._px

    def set_theme(self, theme: Theme) -> None:
        """Write in `theme`'s colours and size."""
        self._theme = theme
        self._fit()

    def show_page(self, page: Page) -> None:
        """Write `page`."""
        self._page, self._plain = page, ""
        self._fit()
        self.verticalScrollBar().setValue(0)

    def show_text(self, text: str) -> None:
        """Write one plain text."""
        self._page, self._plain = None, text
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Take the largest type in which all of it fits; what may be left out goes before the type is made smaller."""
        room = min(self.viewport().width() / _USUAL_ROOM[0], self.viewport().height() / _USUAL_ROOM[1])
        largest = round(LARGEST_PX * self._theme.text_size / 100 * min(max(room, 1.0), _MOST_LARGER))
        width, height = self.viewport().width() - 8, self.viewport().height()
        extra = len(self._page.extra) if self._page is not None else 0
        tries = [(largest, kept) for kept in range(extra, -1, -1)] + [(px, 0) for px in range(largest - _STEP_PX, SMALLEST_PX - 1, -_STEP_PX)]
        for px, kept in tries:
            html = self._html(px, kept)
            if (px, kept) == tries[-1] or height_of(html, width, self._label) <= height - 4:
                self._px = px
                self._label.setText(html)
                return

    def _html(self, px: int, kept: int) -> str:
        body = page_html(self._page, kept) if self._page is not None else f"<p>{escape(self._plain)}</p>"
        gap = round(px * 0.55)
        return f"""<style>p, li {{ font-size: {px}px; line-height: 116%; color: {self._theme.ink}; margin: 0 0 {gap}px 0; }}
        .strong {{ font-weight: 600; }} .label {{ color: {self._theme.quiet}; font-size: {round(px * 0.72)}px; margin: 0; }}
        .stop {{ font-weight: 600; }} ol {{ margin: 0; -qt-list-indent: 0; margin-left: {round(px * 1.3)}px; }}
        li {{ margin-bottom: {round(gap * 0.6)}px; }}</style>{body}"""


def height_of(html: str, width: int, widget: QWidget) -> float:
    """Return how many pixels high `html` is in a column of that width."""
    document = QTextDocument()
    document.setDefaultFont(widget.font())
    document.setDocumentMargin(0)
    document.setHtml(html)
    document.setTextWidth(width)
    return document.size().height()


def page_html(page: Page, kept: int = 99) -> str:
    """Return one page as rich text, escaped, with so many of its extra paragraphs."""
    first, rest = _split(page.lead)
    parts = [f'<p class="strong">{escape(first)}</p>' if first else "", f"<p>{escape(rest)}</p>" if rest else ""]
    parts += [f"<p>{escape(text)}</p>" for text in (*page.instead, *page.more, *page.extra[:kept])]
    if page.steps:
        parts.append("<ol>" + "".join(f"<li>{escape(text)}</li>" for text in page.steps) + "</ol>")
    for label, text in ((tr("How long"), page.dose), (tr("It should feel"), page.feel), (tr("Take care"), " ".join(page.cautions))):
        if text:
            parts.append(f'<p class="label">{escape(label)}</p><p>{escape(text)}</p>')
    if page.stop:
        parts.append(f'<p class="stop">{escape(page.stop)}</p>')
    return "".join(parts)


def _split(text: str) -> tuple[str, str]:
    """The first sentence, and the rest."""
    first, point, rest = text.partition(". ")
    return first + ("." if point else ""), rest
