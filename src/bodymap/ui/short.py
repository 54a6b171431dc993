"""A label that shows as many lines as there is room for and an ellipsis, so that no row grows and no word is cut in half.

The whole text is what a screen reader says, and the tooltip where something is left out. Knows no records.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy


class Short(QLabel):
    """At most `lines` lines of plain text."""

    def __init__(self, text: str = "", *, lines: int = 1) -> None:
        super().__init__(text)
        self._lines = lines
        self._fitted: tuple[tuple[str, int, str], tuple[str, ...]] = (("", -1, ""), ())
        """For which text, width and font the lines were found last: layout and painting ask a dozen times."""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._explain()

    def shown(self) -> tuple[str, ...]:
        """Return the lines as they are painted."""
        name = (self.text(), self.width(), self.font().key())
        if self._fitted[0] != name:
            self._fitted = (name, tuple(fitted(self, self.text(), self.width(), self._lines)))
        return self._fitted[1]

    def sizeHint(self) -> QSize:
        return QSize(80, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        wanted = len(self.shown()) if self.width() > 10 else 1
        return QSize(20, self.fontMetrics().lineSpacing() * max(wanted, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        height = self.fontMetrics().lineSpacing()
        lines = self.shown()
        top = (self.height() - height * len(lines)) / 2 + self.fontMetrics().ascent()
        for number, line in enumerate(lines):
            painter.drawText(QPointF(0, top + number * height), line)
        painter.end()

    def _explain(self) -> None:
        is_whole = " ".join(self.shown()) == self.text() or not self.text()
        self.setToolTip("" if is_whole else self.text())


def fitted(label: QLabel, text: str, width: int, lines: int) -> list[str]:
    """Return `text` broken at words into at most `lines` lines so wide; the last one ends in an ellipsis where more would follow."""
    if not text or width <= 0:
        return [text] if text else []
    layout = QTextLayout(text, label.font())
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    found: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start = line.textStart()
        if len(found) == lines - 1:
            found.append(label.fontMetrics().elidedText(text[start:], Qt.TextElideMode.ElideRight, width))
            break
        found.append(text[start : start + line.textLength()].rstrip())
    layout.endLayout()
    return found
