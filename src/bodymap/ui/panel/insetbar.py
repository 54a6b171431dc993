"""What stands over an open inset: the way back to the whole sheet, its name, and the ways to its other views and to the other side."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from bodymap.anatomy.location import mirrored_plate, siblings
from bodymap.tongue import tr
from bodymap.ui.drawing.caption import title_of
from bodymap.ui.part import accessible, button, label

_EDGE_PX = 10


class InsetBar(QFrame):
    """Lies on the sheet while an inset is open."""

    chosen = Signal(object)
    """The inset to show instead, or None for the whole sheet."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("insetbar")
        self._inset = ""
        self.back = button(tr("‹ Whole sheet"), tip=tr("Close this and show all four figures (Escape)"))
        self.name = label("", "strong")
        self.turn = button("", tip=tr("The same part from another side (I)"))
        self.side = button(tr("Other side"), tip=tr("The same on the other side of the body"))
        self.back.clicked.connect(lambda: self.chosen.emit(None))
        self.turn.clicked.connect(lambda: self.chosen.emit(_after(self._inset)))
        self.side.clicked.connect(lambda: self.chosen.emit(mirrored_plate(self._inset)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addSpacing(4)
        row.addWidget(self.name)
        row.addSpacing(4)
        row.addWidget(self.turn)
        row.addWidget(self.side)
        self.hide()

    def show_inset(self, inset: str | None) -> None:
        """Stand over `inset`; None hides the bar."""
        self._inset = inset or ""
        self.setVisible(inset is not None)
        if inset is None:
            return
        self.name.setText(title_of(inset))
        self.turn.setText(title_of(_after(inset)))
        self.side.setVisible(mirrored_plate(inset) != inset)
        accessible(self, tr("Enlarged: {part}", part=title_of(inset)))
        self.adjustSize()

    def place_beside(self, keys: QWidget) -> None:
        """Stand in the left top corner, beneath the zoom keys where these lie in the way."""
        self.adjustSize()
        self.move(_EDGE_PX, _EDGE_PX)
        if self.geometry().intersects(keys.geometry()):
            self.move(_EDGE_PX, keys.geometry().bottom() + 6)
        self.raise_()


def _after(inset: str) -> str:
    """The next view of the same part."""
    views = siblings(inset)
    return views[(views.index(inset) + 1) % len(views)]
