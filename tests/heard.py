"""What a screen reader says of whatever can be pressed or focused, and what is wrong with it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QToolButton,
    QWidget,
)

_PRESSED = (QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit)


def open_windows() -> list[QWidget]:
    """Every window and page that is open now, those that lie turned on another included."""
    from PySide6.QtWidgets import QApplication

    return [top for top in QApplication.topLevelWidgets() if top.isVisible()]


def faults(tops: Iterable[QWidget]) -> list[str]:
    """Return a line for whatever has no name in words, and for each name that means two things on one window."""
    return [fault for top in tops for fault in _faults(top)]


def reached(top: QWidget) -> list[QWidget]:
    """Everything visible that can be pressed or focused; what a scroll area shows through is heard as the area itself."""
    found = [each for each in top.findChildren(QWidget) if each.isVisible() and not isinstance(each, QScrollBar)]
    found = [each for each in found if isinstance(each, _PRESSED) or each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return [each for each in found if not isinstance(each.parentWidget(), QAbstractScrollArea)]


def name_of(widget: QWidget) -> str:
    """Return the name of a widget; that of a box of choices is not the choice, which Qt gives on Linux."""
    heard = QAccessible.queryAccessibleInterface(widget)
    return widget.accessibleName() if isinstance(widget, QComboBox) or heard is None else heard.text(QAccessible.Text.Name)


def _faults(top: QWidget) -> list[str]:
    named: dict[str, list[QWidget]] = defaultdict(list)
    for each in reached(top):
        named[name_of(each)].append(each)
    nameless = [f"“{name}” is no name: {_shown(each)}" for name, found in named.items() for each in found if not any(sign.isalpha() for sign in name)]
    doubled = [f"“{name}” means two things: {', '.join(map(_shown, found))}" for name, found in named.items() if name and len({*map(_meant, found)}) > 1]
    return nameless + doubled


def _meant(widget: QWidget) -> Any:
    """What it does, where that can be known: two buttons of one action, or whose tips name one key, do the same."""
    if isinstance(widget, QToolButton) and widget.defaultAction():
        return widget.toolTip()
    return widget.toolTip() if re.search(r"\(\S+\)$", widget.toolTip()) else widget


def _shown(widget: QWidget) -> str:
    return f"{type(widget).__name__} in {type(widget.parent()).__name__}"
