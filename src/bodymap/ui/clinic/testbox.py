"""The box in which a movement test is chosen: a name longer than it ends in dots there, and is whole in its list and its tooltip."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QListView, QStyle, QStyleOptionComboBox, QStylePainter

from bodymap.session.record import MovementTest
from bodymap.tongue import tr
from bodymap.ui.part import accessible
from bodymap.ui.pickbox import PickBox

_EDGES_PX = 48
"""What a row of the list is wider than its words."""


class TestBox(PickBox):
    """Offers tests, and above them that none is chosen."""

    __test__ = False

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(20)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setView(QListView())  # only such a list lets the style sheet make its rows high enough for a thumb
        accessible(self, tr("Movement test"))

    def offer(self, tests: Sequence[tuple[str, MovementTest]], chosen: MovementTest | None) -> None:
        """Offer tests by their names; `chosen` is the one that stands there."""
        self.blockSignals(True)
        self.clear()
        self.addItem(tr("Choose a test…") if tests else tr("No test is written for this muscle"), None)
        for name, test in tests:
            self.addItem(name, test)
            if chosen is not None and test.name == chosen.name:
                self.setCurrentIndex(self.count() - 1)
        self.setEnabled(bool(tests))
        self.blockSignals(False)
        self.setToolTip(self.currentText() if chosen is not None else "")

    @property
    def shown(self) -> str:
        """As much of the chosen name as there is room for."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self).width()
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)

    def showPopup(self) -> None:
        """Open the list, as broad as its longest name while the window is."""
        measure = self.view().fontMetrics()
        broad = max((measure.horizontalAdvance(self.itemText(row)) for row in range(self.count())), default=0)
        self.view().setMinimumWidth(min(broad + _EDGES_PX, self.window().width()))
        super().showPopup()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self.shown
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()
        self.paint_arrow()
