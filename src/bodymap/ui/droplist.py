"""The list under a line in which something is typed: it lies over the window and never takes the keyboard from the line."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QListWidget, QWidget

from bodymap.ui.part import accessible

_AIR_PX, _EDGES_PX = 4, 14


class DropList(QListWidget):
    """Hidden until it is dropped; `line` is what it hangs under, `name` what a screen reader calls it."""

    def __init__(self, line: QWidget, name: str) -> None:
        super().__init__(line)
        self.setObjectName("results")
        self.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        accessible(self, name)
        self._line = line
        self.hide()

    def drop(self, width: int, rows: int, row_px: int) -> None:
        """Show it under its line, so broad and with room for so many rows."""
        self.setGeometry(0, 0, width, rows * row_px + _EDGES_PX)
        self.move(self._line.mapToGlobal(QPoint(0, self._line.height() + _AIR_PX)))
        self.show()
