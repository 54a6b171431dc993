"""The small widgets that panels are made of: labels with a role, a segmented control, a flowing row of chips, lines.

They know neither state nor records; colours come from the style sheet by role.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QSizePolicy,
    QWidget,
)


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a plain-text label in a role of the style sheet (`caption`, `quiet`, `strong`, `title`)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def button(text: str, role: str = "", *, tip: str = "", checkable: bool = False) -> QPushButton:
    """Return a push button in a role, with a tooltip that is also its accessible description."""
    made = QPushButton(text)
    made.setProperty("role", role)
    made.setCheckable(checkable)
    made.setToolTip(tip)
    made.setAccessibleDescription(tip)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it was, and no ring behind
    return made


def restyle(widget: QWidget) -> None:
    """Let the style sheet see that a property changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def frame(name: str) -> QFrame:
    """Return a frame that the style sheet knows by `name`."""
    made = QFrame()
    made.setObjectName(name)
    return made


class Segmented(QWidget):
    """Buttons in one row of which at most one is down; arrow keys move between them."""

    chosen = Signal(str)
    """The key of the button that was pressed."""

    def __init__(self, choices: Sequence[tuple[str, str]], name: str, tip: str = "") -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, (key, text) in enumerate(choices):
            made = button(text, "segment", tip=f"{text}: {tip}" if tip else text, checkable=True)
            made.setProperty("end", "first" if place == 0 else "last" if place == len(choices) - 1 else "")
            made.clicked.connect(lambda _checked=False, key=key: self._press(key))
            self._buttons[key] = made
            row.addWidget(made)
        self.call(name)

    def call(self, name: str) -> None:
        """Let a screen reader say `name` of the row, and before each of its buttons: “Size of text: 115 %”."""
        accessible(self, name)
        for made in self._buttons.values():
            accessible(made, f"{name}: {made.text()}")

    @property
    def key(self) -> str | None:
        """The key of the button that is down."""
        return next((key for key, made in self._buttons.items() if made.isChecked()), None)

    def set_chosen(self, key: str | None) -> None:
        """Show `key` as down, or none."""
        for each, made in self._buttons.items():
            made.setChecked(each == key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        keys = list(self._buttons)
        here = next((i for i, key in enumerate(keys) if self._buttons[key].hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        there = min(max(here + step, 0), len(keys) - 1)
        self._buttons[keys[there]].setFocus(Qt.FocusReason.TabFocusReason)
        self._press(keys[there])

    def _press(self, key: str) -> None:
        self.set_chosen(key)
        self.chosen.emit(key)


class Flow(QLayout):
    """Lays its widgets out like words: left to right, then the next line."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 6, line_gap: int | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._line_gap = gap if line_gap is None else line_gap
        self._hints: list[QSize] = []
        """What each item would take: one layout asks many times."""
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self._hints = []

    def invalidate(self) -> None:
        self._hints = []
        super().invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self._hints = []
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), apply=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, apply=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, apply: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        self._hints = self._hints or [item.sizeHint() for item in self._items]
        for item, hint in zip(self._items, self._hints, strict=True):
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            if x + hint.width() > rect.right() + 1 and line > 0:
                x, y, line = rect.x(), y + line + self._line_gap, 0
            if apply:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + self._gap
            line = max(line, hint.height())
        return y + line - rect.y()


def clear(layout: QLayout) -> None:
    """Remove and delete every widget of `layout`."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def stretcher() -> QWidget:
    """Return an empty widget that takes what is left of a row."""
    made = QWidget()
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return made


def elided(made: QLabel, text: str, width: int) -> None:
    """Show as much of `text` as `width` pixels hold; the whole of it is the tooltip."""
    made.setText(made.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width))
    made.setToolTip(text)


def accessible(widget: QWidget, name: str, description: str = "") -> None:
    """Give `widget` the name, and perhaps the description, that a screen reader says."""
    widget.setAccessibleName(name)
    if description:
        widget.setAccessibleDescription(description)


def take_keys(buttons: Sequence[QAbstractButton]) -> None:
    """Let all `buttons` be reached with Tab."""
    for each in buttons:
        each.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
