"""All sessions of one client: beside each other, over each other, what differs, and over time. It shows and says what was pressed; it edits nothing.

It is given a row for each session; of the two that are looked at it asks for the whole sessions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bodymap.report.course import Sitting, between, entry, within
from bodymap.tongue import phrase, tr
from bodymap.ui.clinic.clientrow import ClientRow
from bodymap.ui.clinic.day import day_and_time, day_of
from bodymap.ui.clinic.line import Line
from bodymap.ui.clinic.portrait import Grounds, Portrait, scene_of
from bodymap.ui.clinic.sittinglist import SittingList
from bodymap.ui.part import Segmented, accessible, button, label
from bodymap.ui.theme import Theme

if TYPE_CHECKING:
    from bodymap.session.record import Session
    from bodymap.ui.answer import Answers, Painted
    from bodymap.ui.clinic.plot import CoursePlot
    from bodymap.ui.drawing.art import PlateArt

Way = Literal["beside", "over", "difference", "time"]
_WAYS: tuple[tuple[Way, str], ...] = (
    ("beside", phrase("Side by side")),
    ("over", phrase("Overlay")),
    ("difference", phrase("Difference")),
    ("time", phrase("Over time")),
)
_LEGENDS: dict[Way, str] = {
    "beside": "",
    "over": phrase("Hatched: the later session. Dash-dot edge: the earlier one."),
    "difference": phrase("Hatched: still hurts. Crossed: new. Dash-dot edge: gone."),
    "time": "",
}
_NOTES_PX = 76


class CoursePage(QFrame):
    """The page. Two sessions are looked at: the two that were pressed last."""

    closed = Signal()
    wanted = Signal(object)
    """The names of the sessions that are looked at and not known whole yet."""
    opened = Signal(str)
    """A session is to be opened."""
    deleted = Signal(str)
    """A session is to be deleted for good."""
    exported = Signal(str)
    """``pdf``, ``csv`` or ``json``."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("sheet")
        self._theme = theme
        self._sittings: tuple[Sitting, ...] = ()
        self._sessions: dict[str, Session] = {}
        self._pair: tuple[str, ...] = ()
        self._way: Way = "beside"
        self._answers: Answers | None = None
        self._plates: dict[str, PlateArt] = {}
        self._plot: CoursePlot | None = None
        self.list = SittingList()
        self.list.pressed_one.connect(self._choose)
        self.ways = Segmented([(way, tr(text)) for way, text in _WAYS], tr("How two sessions are compared"))
        self.ways.chosen.connect(self._turn)
        grounds = Grounds()
        self.portraits = (Portrait(theme, grounds), Portrait(theme, grounds))
        self._captions = (label("", "strong"), label("", "strong"))
        self.notes = (_notes(), _notes())
        self._sides = (QWidget(), QWidget())
        self.sentence = label("", wrap=True)
        self._legend = label("", "caption", wrap=True)
        self._open = button("", "tick", tip=tr("Open the session that was pressed last, to read or to go on with"))
        self._open.clicked.connect(self._open_chosen)
        self._delete = button("", "tick", tip=tr("Delete the session that was pressed last, for good"))
        self._delete.clicked.connect(self._ask_delete)
        self.client = ClientRow()
        self.saying = Line("saying")
        """What was written, deleted, or could not be."""
        self._arrange()

    def _arrange(self) -> None:
        back = button(tr("‹ Back"), "plain", tip=tr("Back to the body (Esc)"))
        back.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(back)
        top.addWidget(self.client, 1)
        for kind, text, tip in (
            ("pdf", "PDF", tr("The course of treatment as PDF")),
            ("csv", "CSV", tr("A table, one row a session")),
            ("json", "JSON", tr("Everything, to be read in again")),
        ):
            made = button(text, "tick", tip=tip)
            made.clicked.connect(lambda _on=False, kind=kind: self.exported.emit(kind))
            self.client.add(made)
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addWidget(self._open, 1)
        row.addWidget(self._delete, 1)
        left.addLayout(row)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._bodies())
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self.ways, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self.sentence)
        right.addWidget(self._pages, 1)
        right.addWidget(self._legend)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addLayout(left)
        middle.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 10, 16, 10)
        whole.addLayout(top)
        whole.addWidget(self.saying)
        whole.addLayout(middle, 1)

    def _bodies(self) -> QWidget:
        drawn = QWidget()
        bodies = QHBoxLayout(drawn)
        bodies.setContentsMargins(0, 0, 0, 0)
        bodies.setSpacing(10)
        for side, caption, portrait, notes in zip(self._sides, self._captions, self.portraits, self.notes, strict=True):
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(caption)
            column.addWidget(portrait, 1)
            column.addWidget(notes)
            bodies.addWidget(side, 1)
        return drawn

    @property
    def sittings(self) -> tuple[Sitting, ...]:
        """The course, oldest first."""
        return self._sittings

    @property
    def plot(self) -> CoursePlot:
        """The plots over time, made when they are first wanted."""
        if self._plot is None:
            from bodymap.ui.clinic.plot import CoursePlot

            self._plot = CoursePlot(self._theme)
            self._plot.chosen.connect(self._choose)
            self._pages.addWidget(self._plot)
        return self._plot

    def show_course(self, client: str, sittings: Sequence[Sitting], answers: Answers, plates: Mapping[str, PlateArt]) -> None:
        """Show the course of one client, oldest first. What was looked at stays; at first these are the first and the last session."""
        self._sittings, self._answers, self._plates, self._sessions = tuple(sittings), answers, dict(plates), {}
        self.client.show_client(client, len(sittings))
        names = [each.name for each in self._sittings]
        kept = tuple(name for name in self._pair if name in names)
        self._pair = kept if len(kept) == len(self._pair) > 0 else tuple(dict.fromkeys((*names[:1], *names[-1:])))
        self.list.show_sittings(self._sittings)
        self._show()

    def show_measured(self, sittings: Sequence[Sitting]) -> None:
        """Show the same course, of which more was measured."""
        self._sittings = tuple(sittings)
        self._show()

    def take_sessions(self, sessions: Mapping[str, Session]) -> None:
        """Take whole sessions that were wanted."""
        self._sessions = {**self._sessions, **sessions}
        self._show()

    def forget(self) -> None:
        """Show nobody's sessions."""
        self.saying.say("")
        self._sittings, self._pair, self._sessions = (), (), {}
        self.list.show_sittings(())
        self.client.show_client("", 0)
        self.sentence.setText("")
        for portrait, caption, notes in zip(self.portraits, self._captions, self.notes, strict=True):
            portrait.show_scene(scene_of(()), {}, "")
            caption.setText("")
            notes.clear()
        if self._plot is not None:
            self._plot.show_course(())

    def set_theme(self, theme: Theme) -> None:
        """Repaint in `theme`."""
        self._theme = theme
        for portrait in self.portraits:
            portrait.set_theme(theme)
        if self._plot is not None:
            self._plot.set_theme(theme)

    def _turn(self, way: str) -> None:
        self._way = next(each for each, _ in _WAYS if each == way)
        self._show()

    def _choose(self, name: str) -> None:
        """Look at the session, beside the one that was chosen before; a second press takes it out where another is left."""
        if name in self._pair and len(self._pair) > 1:
            self._pair = tuple(each for each in self._pair if each != name)
        elif name not in self._pair:
            self._pair = (*self._pair, name)[-2:]
        self._show()

    def _show(self) -> None:
        self.list.mark(self._pair)
        self._settle_delete()
        self.ways.set_chosen(self._way)
        self._legend.setText(tr(_LEGENDS[self._way]) if _LEGENDS[self._way] else "")
        self._legend.setVisible(bool(_LEGENDS[self._way]))
        looked_at = [each for each in self._sittings if each.name in self._pair]
        if not looked_at or self._answers is None:
            return
        first, last = looked_at[0], looked_at[-1]
        self.sentence.setText(within(first) if first is last else between(first, last))
        if self._way == "time":
            self.plot.show_course(self._sittings)
            self._pages.setCurrentWidget(self.plot)
            self.sentence.setText(between(self._sittings[0], self._sittings[-1]) if len(self._sittings) > 1 else within(first))
            return
        self._pages.setCurrentIndex(0)
        missing = [name for name in self._pair if name not in self._sessions]
        if missing:
            self.wanted.emit(tuple(missing))
        else:
            self._draw(first, last, self._answers)

    def _draw(self, first: Sitting, last: Sitting, answers: Answers) -> None:
        """Two sessions as they began; one alone before and after treatment."""
        is_one = first is last
        one, other = self._sessions[first.name], self._sessions[last.name]
        was, now = entry(one), other if is_one else entry(other)
        names = (tr("{day}: before", day=day_and_time(first.started)), tr("after treatment"))
        if not is_one:
            names = (day_and_time(first.started), day_and_time(last.started))
        is_alone = is_one and not one.is_retested
        names = (day_and_time(first.started), "") if is_alone else names
        is_beside = self._way == "beside"
        self._sides[1].setVisible(is_beside and not is_alone)
        self._captions[0].setText(names[0] if is_beside else " · ".join(each for each in names if each))
        self._captions[1].setText(names[1])
        texts = (one.notes, "" if is_one else other.notes)
        heard = (tr("Notes: {session}", session=names[0]), tr("Notes: {session}", session=names[1]))
        if not is_one:
            heard = (tr("Notes of the earlier session, {day}", day=names[0]), tr("Notes of the later session, {day}", day=names[1]))
        for box, text, name in zip(self.notes, texts, heard, strict=True):
            accessible(box, name)
            box.setPlainText(text)
            box.setVisible(any(texts) and is_beside)
        if is_beside:
            self.portraits[0].show_scene(scene_of(_pain(answers, was)), self._plates, names[0])
            self.portraits[1].show_scene(scene_of(_pain(answers, now)), self._plates, names[1])
        elif self._way == "over":
            shapes = (*answers.ghost(was), *_pain(answers, now))
            self.portraits[0].show_scene(scene_of(shapes), self._plates, self.sentence.text())
        else:
            self.portraits[0].show_scene(scene_of(answers.difference(was, now)), self._plates, self.sentence.text())

    def _open_chosen(self) -> None:
        if self._pair:
            self.opened.emit(self._pair[-1])

    @property
    def looked_at(self) -> tuple[str, ...]:
        """The names of the sessions that are looked at, the one pressed last at the end."""
        return self._pair

    def _ask_delete(self) -> None:
        """The first press asks, the second deletes."""
        if self._delete.property("asked"):
            self._settle_delete()
            if self._pair:
                self.deleted.emit(self._pair[-1])
            return
        self._delete.setProperty("asked", True)
        self._delete.setText(tr("Really delete"))

    def _settle_delete(self) -> None:
        last = next((each for each in self._sittings if self._pair and each.name == self._pair[-1]), None)
        self._delete.setProperty("asked", False)
        self._delete.setText(tr("Delete…"))
        self._open.setText(tr("Open {day}", day=day_of(last.started)) if last is not None else tr("Open"))
        for each in (self._open, self._delete):
            each.setEnabled(last is not None)

    @property
    def buttons(self) -> tuple[QPushButton, QPushButton]:
        """Open, and delete."""
        return self._open, self._delete

    @property
    def captions(self) -> tuple[QLabel, QLabel]:
        """What stands over the bodies."""
        return self._captions


def _notes() -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    made.setPlaceholderText(tr("No notes"))
    made.setFixedHeight(_NOTES_PX)
    accessible(made, tr("Notes of this session"))
    made.hide()
    return made


def _pain(answers: Answers, session: Session) -> tuple[Painted, ...]:
    """What hurts, without what no candidate explains: that is a question of the day, not of the course."""
    return tuple(each for each in answers.painted(session) if each.kind != "unexplained")
