"""A calm line at the top that says what could not be read; the rest works."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from bodymap.ui.part import accessible, button, label


class Banner(QFrame):
    """The first problem, how many more there are, and a way to close it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._text = label(wrap=True)
        close = button("Hide", "plain", tip="Hide this line; the problems stay listed by bodymap check")
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 4, 12, 4)
        row.addWidget(self._text, 1)
        row.addWidget(close)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def tell(self, problems: Sequence[str]) -> None:
        """Show `problems`; none hides the line."""
        self.setVisible(bool(problems))
        if not problems:
            return
        more = len(problems) - 1
        tail = f" And {more} more; bodymap check lists them all." if more else ""
        self._text.setText(f"Left out, the rest works: {problems[0].rstrip('.')}.{tail}")
        self._text.setToolTip("\n".join(problems[:20]))
        accessible(self, self._text.text())
