"""All sessions of one client: beside each other, over each other, what differs, and over time. It shows and says what was pressed; it edits nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bodymap.report.course import Sitting, between, entry, within
from bodymap.tongue import phrase, tr
from bodymap.ui.clinic.portrait import Portrait, scene_of
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
_LIST_PX, _ROW_PX = 268, 56


def day_of(when: datetime) -> str:
    """Return a day and time as this country writes it."""
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(round(when.timestamp())), QLocale.FormatType.ShortFormat)


class CoursePage(QFrame):
    """The page. Two sessions are looked at: the two that were pressed last."""

    closed = Signal()
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
        self._pair: tuple[str, ...] = ()
        self._way: Way = "beside"
        self._answers: Answers | None = None
        self._plates: dict[str, PlateArt] = {}
        self._plot: CoursePlot | None = None
        self.list = QListWidget()
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        self.list.setObjectName("results")
        self.list.setFixedWidth(_LIST_PX)
        self.list.setSpacing(1)
        accessible(self.list, tr("Sessions, the newest first; two can be compared"))
        self.list.itemClicked.connect(self._press)
        self.ways = Segmented([(way, tr(text)) for way, text in _WAYS], tr("How two sessions are compared"))
        self.ways.chosen.connect(self._turn)
        self.portraits = (Portrait(theme), Portrait(theme))
        self._captions = (label("", "strong"), label("", "strong"))
        self._sides = (QWidget(), QWidget())
        self.sentence = label("", wrap=True)
        self._legend = label("", "caption", wrap=True)
        self._open = button(tr("Open"), "tick", tip=tr("Open the chosen session, to read or to go on with"))
        self._open.clicked.connect(self._open_chosen)
        self._delete = button(tr("Delete…"), "tick", tip=tr("Delete the chosen session for good"))
        self._delete.clicked.connect(self._ask_delete)
        self._title = label("", "title")
        self._arrange()

    def _arrange(self) -> None:
        back = button(tr("‹ Back"), "plain", tip=tr("Back to the body (Esc)"))
        back.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(back)
        top.addWidget(self._title, 1)
        for kind, text, tip in (("pdf", "PDF", tr("The course of treatment as PDF")), ("csv", "CSV", tr("A table, one row a session")), ("json", "JSON", tr("Everything, to be read in again"))):
            made = button(text, "tick", tip=tip)
            made.clicked.connect(lambda _on=False, kind=kind: self.exported.emit(kind))
            top.addWidget(made)
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addWidget(self._open, 1)
        row.addWidget(self._delete, 1)
        left.addLayout(row)
        bodies = QHBoxLayout()
        bodies.setSpacing(10)
        for side, caption, portrait in zip(self._sides, self._captions, self.portraits, strict=True):
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(caption)
            column.addWidget(portrait, 1)
            bodies.addWidget(side, 1)
        drawn = QWidget()
        drawn.setLayout(bodies)
        self._pages = QStackedWidget()
        self._pages.addWidget(drawn)
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
        whole.addLayout(middle, 1)

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
        """Show the course of one client, oldest first; the first and the last session are looked at."""
        self._sittings, self._answers, self._plates = tuple(sittings), answers, dict(plates)
        self._title.setText(client or tr("Sessions"))
        names = [each.name for each in self._sittings]
        self._pair = tuple(dict.fromkeys((*names[:1], *names[-1:])))
        self.list.clear()
        for each in reversed(self._sittings):
            item = QListWidgetItem(_line(each))
            item.setData(Qt.ItemDataRole.UserRole, each.name)
            item.setSizeHint(QSize(0, _ROW_PX))
            self.list.addItem(item)
        self._settle_delete()
        self._show()

    def forget(self) -> None:
        """Show nobody's sessions."""
        self._sittings, self._pair = (), ()
        self.list.clear()
        self._title.setText("")
        self.sentence.setText("")
        for portrait, caption in zip(self.portraits, self._captions, strict=True):
            portrait.show_scene(scene_of(()), {}, "")
            caption.setText("")
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

    def _press(self, item: QListWidgetItem) -> None:
        self._choose(item.data(Qt.ItemDataRole.UserRole))

    def _choose(self, name: str) -> None:
        """Look at the session, beside the one that was chosen before; a second press takes it out where another is left."""
        if name in self._pair and len(self._pair) > 1:
            self._pair = tuple(each for each in self._pair if each != name)
        elif name not in self._pair:
            self._pair = (*self._pair, name)[-2:]
        self._settle_delete()
        self._show()

    def _show(self) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setSelected(item.data(Qt.ItemDataRole.UserRole) in self._pair)
        self.ways.set_chosen(self._way)
        self._legend.setText(tr(_LEGENDS[self._way]) if _LEGENDS[self._way] else "")
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
        self._draw(first, last, self._answers)

    def _draw(self, first: Sitting, last: Sitting, answers: Answers) -> None:
        """Two sessions as they began; one alone before and after treatment."""
        is_one = first is last
        was, now = entry(first.session), last.session if is_one else entry(last.session)
        names = (tr("{day}: before", day=day_of(first.started)), tr("after treatment")) if is_one else (day_of(first.started), day_of(last.started))
        is_alone = is_one and not first.session.is_retested
        self._sides[1].setVisible(self._way == "beside" and not is_alone)
        self._captions[0].setText(names[0] if self._way == "beside" else " · ".join(names if not is_alone else names[:1]))
        self._captions[1].setText(names[1])
        if self._way == "beside":
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
        self._delete.setProperty("asked", False)
        self._delete.setText(tr("Delete…"))

    @property
    def buttons(self) -> tuple[QPushButton, QPushButton]:
        """Open, and delete."""
        return self._open, self._delete

    @property
    def captions(self) -> tuple[QLabel, QLabel]:
        """What stands over the bodies."""
        return self._captions


def _pain(answers: Answers, session: Session) -> tuple[Painted, ...]:
    """What hurts, without what no candidate explains: that is a question of the day, not of the course."""
    return tuple(each for each in answers.painted(session) if each.kind != "unexplained")


def _line(one: Sitting) -> str:
    points = tr("{n} active point", "{n} active points", n=one.active)
    return f"{day_of(one.started)}\n{tr('Pain {pain}', pain=one.pain)} · {points}"
