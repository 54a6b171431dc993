"""A label that shows as many lines as there is room for and an ellipsis, so that no row grows and no word is cut in half.

The whole text is what a screen reader says, and the tooltip where something is left out. Knows no records.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy


class Short(QLabel):
    """At most `lines` lines of plain text."""

    def __init__(self, text: str = "", *, lines: int = 1) -> None:
        super().__init__(text)
        self._lines = lines
        self._fitted: tuple[int, tuple[str, ...]] = (-1, ())
        """For which width the lines were found last: layout and painting ask a dozen times."""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        self._fitted = (-1, ())
        super().setText(text)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fitted = (-1, ())
        super().changeEvent(event)

    def shown(self) -> tuple[str, ...]:
        """Return the lines as they are painted."""
        width = self.width()
        if self._fitted[0] != width:
            self._fitted = (width, tuple(fitted(self, self.text(), width, self._lines)))
        return self._fitted[1]

    def sizeHint(self) -> QSize:
        return QSize(80, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        wanted = len(self.shown()) if self._lines > 1 and self.width() > 10 else 1
        return QSize(20, self.fontMetrics().lineSpacing() * max(wanted, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._lines > 1:
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
        self._explain(" ".join(lines))

    def _explain(self, shown: str) -> None:
        tip = "" if shown == self.text() else self.text()
        if tip != self.toolTip():
            self.setToolTip(tip)


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
