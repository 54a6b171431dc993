"""The table view: one figure lies as the client lies, its head at the end where the client's is; labels and letters stay upright.

The figure is turned and never mirrored: so left and right stay the client's own.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout

from bodymap.tongue import phrase, tr
from bodymap.ui.drawing.art import PlateArt
from bodymap.ui.drawing.canvas import Canvas
from bodymap.ui.drawing.sheet import lay_out
from bodymap.ui.part import Segmented, button
from bodymap.ui.state import Lying, State

_EDGES_PX = 40
PLATE_OF: dict[Lying, str] = {"prone": "posterior", "supine": "anterior", "left": "right", "right": "left"}
"""The plate that faces up: who lies on the left side shows the right one."""
_NAMES: dict[Lying, str] = {
    "prone": phrase("Face down"),
    "supine": phrase("Face up"),
    "left": phrase("On the left side"),
    "right": phrase("On the right side"),
}
_QUARTER = {"right": 1, "left": 3}


class TableBar(QFrame):
    """How the client lies; shown in the table view only."""

    chosen = Signal(str)
    swapped = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("lying")
        self.lying = Segmented([(each, tr(name)) for each, name in _NAMES.items()], tr("How the client lies"), tr("turn over (Shift+T)"))
        self.lying.chosen.connect(self.chosen)
        head = button(tr("Head at the other end"), "beside", tip=tr("Lay the figure’s head where the client’s is"))
        head.clicked.connect(self.swapped)
        back = button(tr("Stand up"), "plain", tip=tr("All four figures again (T)"))
        back.clicked.connect(self.left)
        ways = QHBoxLayout()
        ways.setSpacing(8)
        ways.addWidget(head)
        ways.addStretch()
        ways.addWidget(back)
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(16, 6, 10, 6)
        row.setSpacing(8)
        row.addWidget(self.lying)
        row.addLayout(ways, 1)
        self._ways = ways
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow sheet in two lines: no word is cut."""
        super().resizeEvent(event)
        wide = self.lying.sizeHint().width() + self._ways.sizeHint().width() + _EDGES_PX
        directions = QBoxLayout.Direction
        wanted = directions.LeftToRight if self.width() >= wide else directions.TopToBottom
        if self._row.direction() != wanted:
            self._row.setDirection(wanted)
            self._row.update()


class Table:
    """Lays the plates and insets that there are on the canvas, all four figures or one that lies, as the state says."""

    def __init__(self, canvas: Canvas, bar: TableBar) -> None:
        self._canvas, self._bar = canvas, bar
        self._plates: Mapping[str, PlateArt] = {}
        self._insets: Mapping[str, PlateArt] = {}
        self._laid: tuple[Lying | None, str] = (None, "left")

    def take_plates(self, plates: Mapping[str, PlateArt], insets: Mapping[str, PlateArt], state: State) -> None:
        """Lay out these plates from now on, as `state` says, with what enlarges them."""
        self._plates, self._insets = dict(plates), dict(insets)
        self._lay(state)

    def take_insets(self, insets: Mapping[str, PlateArt], state: State) -> None:
        """Have these enlarged plates ready; a figure that lies has none."""
        self._insets = dict(insets)
        self._canvas.set_insets({} if state.view.lying else self._insets)

    def show_state(self, state: State) -> None:
        """Lay the figure down, turn it over, or stand all of them up."""
        lying = state.view.lying
        self._bar.setVisible(lying is not None)
        self._bar.lying.set_chosen(lying)
        if self._wanted(state) != self._laid and self._plates:
            self._lay(state)
            self._canvas.paint_now()

    def _wanted(self, state: State) -> tuple[Lying | None, str]:
        lying = state.view.lying
        return lying, state.settings.table_head if lying else self._laid[1]

    def _lay(self, state: State) -> None:
        lying, head = self._laid = self._wanted(state)
        shown = {name: art for name, art in self._plates.items() if lying is None or name == PLATE_OF[lying]}
        canvas = self._canvas
        canvas.lens.quarter = _QUARTER[head] if lying else 0
        canvas.set_plates(shown, lay_out({name: art.bounds for name, art in shown.items()}))
        self.take_insets(self._insets, state)
        if canvas.insets.open is not None:
            canvas.look_at(canvas.insets.view)
