"""A calm line at the top that says what could not be read; the rest works."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bodymap.tongue import tr
from bodymap.ui.part import accessible, button, label

_LIST_PX = 150
_BUTTONS_PX = 250


class Banner(QFrame):
    """The first problem in one line, a way to read them all, and a way to close it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._sentence = ""
        self._text = label()
        self._more = button("", "plain", tip=tr("Show or fold all problems"))
        self._more.clicked.connect(self.unfold)
        close = button(tr("Hide"), "plain", tip=tr("Hide this line; the problems stay listed by bodymap check"))
        close.clicked.connect(self.hide)
        self._all = label(wrap=True)
        self._all.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._all.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._list = QScrollArea()
        self._list.setWidgetResizable(True)
        self._list.setWidget(self._all)
        self._list.hide()
        row = QHBoxLayout()
        row.addWidget(self._text, 1)
        row.addWidget(self._more)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 3, 12, 3)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self._list)
        self.hide()

    @property
    def text(self) -> str:
        """What it says, in full."""
        return self._sentence

    @property
    def unfolded(self) -> str:
        """The list of all problems, empty while it is folded."""
        return "" if self._list.isHidden() else self._all.text()

    def tell(self, problems: Sequence[str]) -> None:
        """Show `problems`; none hides the line."""
        self.setVisible(bool(problems))
        if not problems:
            return
        self._sentence = tr("Left out, the rest works: {problem}.", problem=problems[0].rstrip("."))
        self._all.setText("\n".join(f"• {each}" for each in problems))
        self._say_more(len(problems) - 1)
        accessible(self, self._sentence)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()
        self._share_height()

    def _say_more(self, more: int) -> None:
        self._more.setText(tr("and {n} more ▾", n=more) if more else tr("whole sentence ▾"))

    def unfold(self) -> None:
        """Show all problems, or fold them again."""
        self._list.setVisible(self._list.isHidden())
        self._share_height()

    def _share_height(self) -> None:
        """Give the list what its lines need, at most a little; the body needs the room more."""
        width = max(self.width() - 60, 100)
        self._list.setFixedHeight(min(self._all.heightForWidth(width) + 10, _LIST_PX))

    def _elide(self) -> None:
        room = max(self.width() - _BUTTONS_PX, 100)
        shown = self._text.fontMetrics().elidedText(self._sentence, Qt.TextElideMode.ElideMiddle, room)
        self._text.setText(shown)
        self._text.setToolTip(self._sentence)
