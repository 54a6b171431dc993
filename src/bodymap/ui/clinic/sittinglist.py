"""The list of a client's sessions, the newest first: a press, Enter or Space looks at one, arrow keys go from row to row."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from bodymap.report.course import Sitting
from bodymap.tongue import tr
from bodymap.ui.clinic.day import day_and_time
from bodymap.ui.part import accessible

_LIST_PX, _ROW_PX = 268, 56


class SittingList(QListWidget):
    """Rows of two lines; those that are looked at are marked."""

    pressed_one = Signal(str)
    """The name of the session that was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        self.setObjectName("course")
        self.setFixedWidth(_LIST_PX)
        self.setSpacing(1)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        accessible(self, tr("Sessions, the newest first; two can be compared"))
        self.itemClicked.connect(self._press)

    def show_sittings(self, sittings: Sequence[Sitting]) -> None:
        """Show these, given oldest first."""
        self.clear()
        for each in reversed(sittings):
            item = QListWidgetItem(_line(each))
            item.setData(Qt.ItemDataRole.UserRole, each.name)
            item.setSizeHint(QSize(0, _ROW_PX))
            self.addItem(item)
        self.setCurrentRow(0)

    def mark(self, names: Collection[str]) -> None:
        """Mark the sessions that are looked at."""
        for row in range(self.count()):
            item = self.item(row)
            item.setSelected(item.data(Qt.ItemDataRole.UserRole) in names)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter} and item is not None:
            self._press(item)
            return
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            chosen = [self.item(row).isSelected() for row in range(self.count())]
            super().keyPressEvent(event)
            for row, was_chosen in enumerate(chosen):
                self.item(row).setSelected(was_chosen)
            return
        super().keyPressEvent(event)

    def _press(self, item: QListWidgetItem) -> None:
        self.pressed_one.emit(item.data(Qt.ItemDataRole.UserRole))


def _line(one: Sitting) -> str:
    points = tr("{n} active point", "{n} active points", n=one.active)
    pain = tr("Pain {pain}", pain=one.pain)
    return f"{day_and_time(one.started)}\n{pain} · {points}"
