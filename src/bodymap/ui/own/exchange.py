"""Export and import of the therapist's own on the page of settings: a sentence says what an import would do before it does it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from bodymap.errors import BodymapError
from bodymap.own.merge import merge, said, sentence
from bodymap.own.record import NOTHING, Own
from bodymap.tongue import tr
from bodymap.ui.part import button, label

if TYPE_CHECKING:
    from bodymap.ui.answer import Answers
    from bodymap.ui.window import Window

_NAME = "bodymap-own.json"


class OwnBox(QWidget):
    """Says how much there is; two buttons; and, while an import waits, what it would do with a button that does it."""

    exporting = Signal()
    importing = Signal()
    taken = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.count = label("", wrap=True)
        self.export = button(tr("Export…"), tip=tr("Write all of it to a file that you can give away"))
        self.export.clicked.connect(self.exporting)
        self.bring = button(tr("Import…"), tip=tr("Read another’s file; you are told what it would add before anything is taken"))
        self.bring.clicked.connect(self.importing)
        self.said = label("", wrap=True)
        self.take = button(tr("Add it"), "primary", tip=tr("Take it as one step; Undo takes it back"))
        self.take.clicked.connect(self.taken)
        self.leave = button(tr("Leave it"), tip=tr("Take nothing"))
        self.leave.clicked.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.count)
        column.addLayout(_row(self.export, self.bring))
        column.addWidget(self.said)
        column.addLayout(_row(self.take, self.leave))
        self.say("")

    def show_own(self, own: Own) -> None:
        """Say how much there is."""
        self.count.setText(said(own) or tr("Nothing yet. The key Y puts X’s and zones; notes and doses are written on the card."))
        self.export.setEnabled(own != NOTHING)

    def say(self, text: str, *, offered: bool = False) -> None:
        """Say one sentence; with `offered` it is what an import would do, and can be done or left."""
        self.said.setText(text)
        self.said.setVisible(bool(text))
        self.take.setVisible(offered)
        self.leave.setVisible(offered)


class Exchange:
    """Asks for files and carries what is in them; the box only shows."""

    def __init__(self, window: Window, box: OwnBox) -> None:
        self._window, self._box = window, box
        self._other = NOTHING
        box.exporting.connect(self._ask_where)
        box.importing.connect(self._ask_which)
        box.taken.connect(self.take)
        box.left.connect(lambda: box.say(""))

    def export_to(self, out: Path) -> None:
        """Write the therapist's own to `out`, and say so, or why not."""
        from bodymap.ui.own import keeping

        try:
            keeping.export(self._window.store.state.own, out)
        except BodymapError as error:
            self._box.say(str(error))
        else:
            self._box.say(tr("Saved: {file}", file=out))

    def read(self, file: Path) -> None:
        """Read another's file and say what it would add; nothing is taken yet."""
        from bodymap.ui.own import keeping

        try:
            self._other = keeping.load_other(file)
        except BodymapError as error:
            self._box.say(str(error))
            return
        _, gain = merge(self._window.store.state.own, self._other)
        text = " ".join(each for each in (sentence(gain), _unknown(self._other, self._window.answers)) if each)
        self._box.say(text, offered=not gain.is_nothing)

    def take(self) -> None:
        """Take what was read, as one step."""
        merged, gain = merge(self._window.store.state.own, self._other)
        why = self._window.own.take(merged)
        self._box.show_own(self._window.store.state.own)
        self._box.say(why or (tr("Taken. Undo takes it back.") if not gain.is_nothing else ""))

    def _ask_where(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self._window, tr("Export your own"), _NAME, "JSON (*.json)")
        if name:
            self.export_to(Path(name) if Path(name).suffix else Path(name + ".json"))

    def _ask_which(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Import another’s"), "", "JSON (*.json)")
        if name:
            self.read(Path(name))


def _unknown(other: Own, answers: Answers | None) -> str:
    """What would be kept and not shown, because its muscle or exercise is not known here."""
    if answers is None:
        return ""
    muscles, care = answers.knowledge.muscles, answers.knowledge.care
    names = [name for name, _ in other.notes if name not in muscles] + [name for name, _ in other.doses if name not in care]
    placed = [each.muscle for each in other.points] + [each.muscle for each in other.zones]
    names += [name for name in placed if name not in muscles]
    n = len(names)
    if not n:
        return ""
    return tr("{n} is of a muscle or exercise not known here: it is kept, but not shown.", "{n} are of muscles or exercises not known here: they are kept, but not shown.", n=n)


def _row(*buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for each in buttons:
        row.addWidget(each)
    row.addStretch()
    return row
