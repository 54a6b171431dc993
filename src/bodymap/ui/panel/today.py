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
from bodymap.ui.part import Flow, accessible, button, label

if TYPE_CHECKING:
    from bodymap.knowledge.safety import Precaution


class TodayStrip(QWidget):
    """A line that says what was asked, and the chips under it."""

    answered = Signal(str, object)
    """``(precaution, "yes" | None)``."""
    all_denied = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._open = False
        self._chips: dict[str, QPushButton] = {}
        self._word = label(tr("Today: not asked"), "caption")
        self._word.setMinimumHeight(30)
        self._more = button(tr("Ask ›"), "link", tip=tr("Show or fold today’s precautions (T)"))
        self._more.clicked.connect(self.toggle)
        self._none = button(tr("None of these"), "chip", tip=tr("Asked: none of the others holds today"))
        self._none.clicked.connect(self.all_denied)
        for made in (self._none, self._more):
            made.setParent(self)
            made.hide()
        self._flow = Flow(self)
        self._flow.addWidget(self._word)
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
        for each in precautions:
            made = button(each.short, "chip", tip=each.ask, checkable=True)
            accessible(made, each.short, each.ask)
            made.clicked.connect(lambda on, name=each.id: self.answered.emit(name, "yes" if on else None))
            self._chips[each.id] = made
            self._flow.addWidget(made)
        self._flow.addWidget(self._none)
        self._flow.addWidget(self._more)
        self._arrange()

    def show_answers(self, session: Session) -> None:
        """Show which hold today."""
        ticked = session.ticked
        asked = sum(1 for name in self._chips if session.precaution(name))
        for name, chip in self._chips.items():
            chip.setChecked(name in ticked)
        told = "" if ticked else tr("none") if asked == len(self._chips) and asked else tr("not asked")
        self._word.setText(tr("Today: {what}", what=told))
        self._arrange()

    def _arrange(self) -> None:
        for chip in self._chips.values():
            chip.setVisible(self._open or chip.isChecked())
        self._none.setVisible(self._open)
        self._more.setVisible(bool(self._chips))
        self._more.setText(tr("Fold") if self._open else tr("Ask ›"))
        self.updateGeometry()
