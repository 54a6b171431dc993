"""A label that shows as many lines as there is room for and an ellipsis, so that no row grows and no word is cut in half.

The whole text is what a screen reader says, and the tooltip where something is left out. Knows no records.
"""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy

_BETWEEN = " · "
_NUMBER = re.compile(r" (?=\d)")
"""A number stays with the word before it: `TrP 2`."""


class Short(QLabel):
    """At most `lines` lines of plain text."""

    def __init__(self, text: str = "", *, lines: int = 1) -> None:
        super().__init__(text)
        self._lines = lines
        self._fitted: tuple[int, tuple[str, ...]] = (-1, ())
        """For which width the lines were found last: layout and painting ask a dozen times."""
        self._face, self._line_px, self._ascent_px = "", 0, 0
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        self._fitted = (-1, ())
        super().setText(text)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fitted, self._face = (-1, ()), ""
        super().changeEvent(event)

    def shown(self) -> tuple[str, ...]:
        """Return the lines as they are painted."""
        width = self.width()
        if self._fitted[0] != width:
            self._fitted = (width, self.foresee(self.text()))
        return self._fitted[1]

    def foresee(self, text: str) -> tuple[str, ...]:
        """Return the lines that `text` would have here; they are kept for a while."""
        self._measure()
        return fitted(text, self._face, self.width(), self._lines)

    def _measure(self) -> None:
        """Look at the font once: layout asks many times."""
        if not self._face:
            metrics = self.fontMetrics()
            self._face, self._line_px, self._ascent_px = self.font().toString(), metrics.lineSpacing(), metrics.ascent()

    def sizeHint(self) -> QSize:
        return QSize(80, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        wanted = len(self.shown()) if self._lines > 1 and self.width() > 10 else 1
        self._measure()
        return QSize(20, self._line_px * max(wanted, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._lines > 1:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)  # it has the label's font and colour
        lines = self.shown()
        self._measure()
        top = (self.height() - self._line_px * len(lines)) / 2 + self._ascent_px
        for number, line in enumerate(lines):
            painter.drawText(QPointF(0, top + number * self._line_px), line)
        painter.end()
        self._explain(" ".join(lines))

    def _explain(self, shown: str) -> None:
        tip = "" if shown == self.text() else self.text()
        if tip != self.toolTip():
            self.setToolTip(tip)


@lru_cache(maxsize=512)
def fitted(text: str, font: str, width: int, lines: int) -> tuple[str, ...]:
    """Return `text` broken at words into at most `lines` lines so wide.

    Lines are of like length, so that no word is left alone. Where more would follow, a single line of parts (`left · deep`) leaves out
    its last parts, anything else ends in an ellipsis.
    """
    if not text or width <= 0:
        return (text,) if text else ()
    face = QFont()
    face.fromString(font)
    if lines == 1:
        return (_one_line(face, text, width),)
    broken = _broken(face, text, width)
    if len(broken) > lines:
        rest = text[sum(len(line) for line in broken[: lines - 1]) :]
        broken[lines - 1 :] = [QFontMetrics(face).elidedText(rest, Qt.TextElideMode.ElideRight, width)]
    elif len(broken) > 1:
        broken = _balanced(face, text, width, broken)
    return tuple(line.rstrip() for line in broken)


def _one_line(face: QFont, text: str, width: int) -> str:
    metrics, parts = QFontMetrics(face), text.split(_BETWEEN)
    for count in range(len(parts), 1, -1):
        some = _BETWEEN.join(parts[:count])
        if metrics.horizontalAdvance(some) <= width:
            return some
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def _balanced(face: QFont, text: str, width: int, broken: list[str]) -> list[str]:
    """The same number of lines in the least width that holds them."""
    narrow = max(width // 2, 1)
    while width - narrow > 1:
        middle = (width + narrow) // 2
        tried = _broken(face, text, middle)
        width, narrow, broken = (middle, narrow, tried) if len(tried) == len(broken) else (width, middle, broken)
    return broken


def _broken(face: QFont, text: str, width: int) -> list[str]:
    layout = QTextLayout(_NUMBER.sub("\u00a0", text), face)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    found: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        found.append(text[line.textStart() : line.textStart() + line.textLength()])
    layout.endLayout()
    return found
