"""Today's precautions: a strip with one chip each. Unasked is not no: a chip nobody touched says so.

One tap ticks, another takes the tick back; `None of these` answers no to all the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from bodymap.session.record import Session
from bodymap.tongue import tr
from bodymap.ui.part import Flow, accessible, button, restyle

if TYPE_CHECKING:
    from bodymap.knowledge.safety import Precaution


class TodayStrip(QWidget):
    """The chips, unfolded on demand, those that hold always shown; `summary` is the button that says what was asked, wherever it stands."""

    answered = Signal(str, object)
    """``(precaution, "yes" | None)``."""
    all_denied = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._open = False
        self._chips: dict[str, QPushButton] = {}
        self._shown: object = None
        self.summary = button(tr("Today: ask ›"), "today", tip=tr("Show or fold today’s precautions (D)"))
        self.summary.clicked.connect(self.toggle)
        self._none = button(tr("None of these"), "chip", tip=tr("Asked: none of the others holds today"))
        self._none.clicked.connect(self.all_denied)
        self._none.setParent(self)
        self._none.hide()
        self._flow = Flow(self, line_gap=0)
        accessible(self, tr("Today’s precautions"))

    @property
    def chips(self) -> dict[str, QPushButton]:
        """The chips by precaution."""
        return dict(self._chips)

    def toggle(self) -> None:
        """Fold or unfold the chips that are not ticked."""
        self._open = not self._open
        self._arrange()

    def set_precautions(self, precautions: Sequence[Precaution]) -> None:
        """Make one chip each."""
        self._shown = None
        for each in precautions:
            made = button(each.short, "chip", tip=each.ask, checkable=True)
            accessible(made, each.short, each.ask)
            made.clicked.connect(lambda on, name=each.id: self.answered.emit(name, "yes" if on else None))
            self._chips[each.id] = made
            self._flow.addWidget(made)
        self._flow.addWidget(self._none)
        self._arrange()

    def show_answers(self, session: Session) -> None:
        """Show which hold today; most presses elsewhere change nothing here."""
        if session.precautions == self._shown:
            return
        self._shown = session.precautions
        ticked = session.ticked
        asked = sum(1 for name in self._chips if session.precaution(name))
        for name, chip in self._chips.items():
            chip.setChecked(name in ticked)
        told = str(len(ticked)) if ticked else tr("none") if asked == len(self._chips) and asked else tr("ask")
        self.summary.setText(tr("Today: {what} ›", what=told))
        accessible(self.summary, tr("Today’s precautions: {what}", what=told if asked else tr("not asked")))
        answer = "yes" if ticked else "none" if asked == len(self._chips) and asked else ""
        if answer != self.summary.property("answer"):
            self.summary.setProperty("answer", answer)
            restyle(self.summary)
        self._arrange()

    def _arrange(self) -> None:
        for chip in self._chips.values():
            chip.setVisible(self._open or chip.isChecked())
        self._none.setVisible(self._open)
        self.setVisible(self._open or any(chip.isChecked() for chip in self._chips.values()))
        self.summary.setVisible(bool(self._chips))
        self.updateGeometry()
