"""The strip under the sheet for the therapist's own X's and zones: what the next press does, on which sides, and what is there already.

It shows a state and says what was pressed; it edits nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bodymap.own.record import MOST_NAME, WHOLE, is_own, named
from bodymap.session.record import CandidateKey, PointKey
from bodymap.tongue import tr
from bodymap.ui import speech
from bodymap.ui.own.deed import muscle_of
from bodymap.ui.part import Flow, Segmented, accessible, button, clear, label
from bodymap.vocabulary import word

if TYPE_CHECKING:
    from bodymap.ui.answer import Answers
    from bodymap.ui.state import State

_NAME_PX, _TARGET_PX = 190, 44


class OwnStrip(QFrame):
    """Two calm rows: tools and sides; then the X's that are there, and the name of the chosen one."""

    tool_chosen = Signal(str)
    sides_chosen = Signal(str)
    """`both` or `one`."""
    point_chosen = Signal(object)
    """A `PointKey`, or None for the whole muscle."""
    named = Signal(str)
    removed = Signal()
    zone_removed = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("paint")
        self._listed: tuple[object, ...] = ()
        self._title = label(role="strong")
        self._title.setFixedHeight(_TARGET_PX)
        self.tools = Segmented([("own-x", tr("Put X")), ("own-zone", tr("Zone")), ("own-eraser", tr("Eraser"))], tr("What the hand does"))
        self.tools.chosen.connect(self.tool_chosen)
        self.sides = Segmented([("both", tr("Both sides")), ("one", tr("This side"))], tr("Sides"), tr("where your X or zone holds"))
        self.sides.chosen.connect(self.sides_chosen)
        done = button(tr("Done"), "beside", tip=tr("Close this strip (Y); everything is kept"))
        done.clicked.connect(self.closed)
        self._hint = label(role="caption", wrap=True)
        self.name = QLineEdit()
        self.name.setMaxLength(MOST_NAME)
        self.name.setFixedWidth(_NAME_PX)
        self.name.setPlaceholderText(tr("A name, if you like"))
        accessible(self.name, tr("Name of your X"))
        self.name.editingFinished.connect(lambda: self.named.emit(self.name.text()))
        self.remove = button(tr("Remove X"), tip=tr("Take your X and its zone away; Undo brings them back"))
        self.remove.clicked.connect(self.removed)
        self.remove_zone = button(tr("Remove zone"), tip=tr("Take your zone away; Undo brings it back"))
        self.remove_zone.clicked.connect(self.zone_removed)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(5)
        self._arrange(done)
        self.hide()

    def _arrange(self, done: QWidget) -> None:
        tools = QWidget()
        top = Flow(tools, gap=10, line_gap=4)
        for made in (self._title, self.tools, self.sides, done):
            top.addWidget(made)
        there = QWidget()
        there.setMinimumHeight(_TARGET_PX)  # whatever stands in it, nothing moves under the finger
        below = QHBoxLayout(there)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(7)
        below.addLayout(self._chips)
        for made in (self.name, self.remove, self.remove_zone):
            below.addWidget(made)
        below.addWidget(self._hint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 10, 6)
        column.setSpacing(6)
        column.addWidget(tools)
        column.addWidget(there)

    def show_state(self, state: State, answers: Answers | None) -> None:
        """Show the strip for the chosen muscle, where it is open."""
        self.setVisible(state.view.own_open and state.view.wording == "therapist")
        if self.isHidden():
            return
        key = muscle_of(state)
        muscle = answers.knowledge.muscles.get(key.muscle) if answers is not None and key is not None else None
        self._title.setText(f"{muscle.name}, {word(key.side)}" if muscle is not None and key is not None else tr("Yours"))
        number = state.session.chosen_point or WHOLE
        self.tools.setEnabled(muscle is not None)
        self.tools.set_chosen(state.view.tool)
        self._show_chips(state, key, number)
        point = state.own.point(key.muscle, number) if key is not None else None
        zone = state.own.zone(key.muscle, number) if key is not None else None
        there = point or zone
        sides = there.sides if there is not None and state.view.tool != "own-x" else state.view.own_sides
        self.sides.set_chosen("both" if sides == "both" else "one")
        self.name.setVisible(point is not None)
        self.remove.setVisible(point is not None)
        self.remove_zone.setVisible(zone is not None)
        if not self.name.hasFocus() or point is None or point.name != self.name.text():
            with QSignalBlocker(self.name):
                self.name.setText(point.name if point is not None else "")
        self._hint.setText(_hint(state, number, is_chosen=muscle is not None))

    def say(self, sentence: str) -> None:
        """Say why what was just done cannot be kept, until something else is done."""
        self._hint.setText(sentence)
        speech.announce(self, sentence)

    def _show_chips(self, state: State, key: CandidateKey | None, number: int) -> None:
        points = state.own.points_of(key.muscle, key.side) if key is not None else ()
        listed = (key, tuple((each.number, each.name) for each in points), number)
        if listed == self._listed:
            return
        self._listed = listed
        clear(self._chips)
        for each in points if key is not None else ():
            point = PointKey(key.muscle, key.side, each.number) if key is not None else None
            made = button(f"◇ {named(each.number)}", "area", tip=tr("Your X {name}", name=each.name or named(each.number)), checkable=True)
            made.setChecked(each.number == number)
            made.clicked.connect(lambda _checked=False, point=point: self.point_chosen.emit(point))
            accessible(made, tr("Your X {name}", name=each.name or named(each.number)))
            self._chips.addWidget(made)


def _hint(state: State, number: int, *, is_chosen: bool) -> str:
    if not is_chosen:
        return tr("Choose a muscle first: what you add belongs to one.")
    if state.view.tool == "own-x":
        return tr("Press on the body where your X lies.")
    if state.view.tool == "own-zone":
        whose = tr("X {name}", name=named(number)) if number != WHOLE else tr("the whole muscle")
        return tr("Draw on the body where the pain of {whose} is felt. Every stroke can be undone.", whose=whose)
    if state.view.tool == "own-eraser":
        return tr("Rub out this zone; the client’s pain stays.") if number != WHOLE else tr("Rub out this muscle’s zones; the client’s pain stays.")
    if is_own(number):
        return tr("Kept for all clients, shown as yours.")
    return tr("Your X’s and zones are kept for all clients and shown as yours: a diamond, open rings.")
