"""What a movement test showed: one of four grades with one press, and a measure to be typed where there is one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bodymap.session.record import GRADES, Outcome
from bodymap.tongue import phrase, tr
from bodymap.ui.part import Segmented, accessible, label

_SHORT = dict(zip(GRADES, (phrase("Free"), phrase("Limited"), phrase("Painful"), phrase("Both")), strict=True))


class OutcomeRow(QWidget):
    """One row; the same grade again takes it back."""

    said = Signal(object)
    """An `Outcome`."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._outcome = Outcome()
        self.grades = Segmented([(grade, tr(text)) for grade, text in _SHORT.items()], name)
        self.grades.chosen.connect(self._grade)
        self.measure = QLineEdit()
        self.measure.setPlaceholderText(tr("60°, 12 s"))
        self.measure.setMaximumWidth(96)
        accessible(self.measure, tr("{name}: measure", name=name))
        self.measure.editingFinished.connect(self._measured)
        top = QHBoxLayout()
        top.addWidget(label(name, "caption"), 1)
        top.addWidget(self.measure)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(top)
        column.addWidget(self.grades)

    def show_outcome(self, outcome: Outcome) -> None:
        """Show what was noted."""
        self._outcome = outcome
        self.grades.set_chosen(outcome.grade)
        if not self.measure.hasFocus() or self.measure.text() == outcome.measure:
            self.measure.setText(outcome.measure)

    def forget(self) -> None:
        """Hold nothing of what was noted or typed."""
        if self._outcome.is_said or self.measure.text():
            self._outcome = Outcome()
            self.grades.set_chosen(None)
            self.measure.clear()

    def _grade(self, grade: str) -> None:
        chosen = next((each for each in GRADES if each == grade and each != self._outcome.grade), None)
        self.said.emit(Outcome(chosen, self._outcome.measure))

    def _measured(self) -> None:
        if self.measure.text() != self._outcome.measure:
            self.said.emit(Outcome(self._outcome.grade, self.measure.text()))
