"""The client's view: one muscle at a time, in large plain words, with its picture. The same page stands in the window and on the second screen.

It is given what is told (`report.told`) and what was marked, never the state: what is private cannot reach it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from bodymap.report.told import PAIN, STEPS, Told
from bodymap.session.record import NEW_CLIENT, Session
from bodymap.tongue import tr
from bodymap.ui.answer import Answers
from bodymap.ui.client.figure import ClientFigure
from bodymap.ui.client.words import Words
from bodymap.ui.drawing.art import PlateArt
from bodymap.ui.part import accessible, button, label, restyle
from bodymap.ui.theme import Theme

_WIDE_TABS_PX = 1180
_MARGIN_PX, _BAR_PX = 28, 88


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the client's page is drawn from."""

    told: Told | None = None
    marks: Session = NEW_CLIENT
    """The marks and painted areas alone, in a session that holds nothing else."""
    is_held_back: bool = False
    """Whether something comes first that the therapist says, not the screen."""
    moves: bool = False
    disclaimer: str = ""


class ClientPage(QFrame):
    """Shows `Shown`; with `steps`, big buttons for back and next, and for what is told."""

    stepped = Signal(int)
    """One muscle on (1) or back (-1)."""
    turned_to = Signal(str)
    """The id of the page that is wanted."""
    closed = Signal()
    turned = Signal()
    """The whole page is to be turned by a quarter."""

    def __init__(self, theme: Theme, *, steps: bool) -> None:
        super().__init__()
        self.setObjectName("told")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        accessible(self, tr("What the client sees"))
        self._theme = theme
        self._shown: Shown | None = None
        self.title = label("", "told-title", wrap=True)
        self.count = label("", "told-quiet")
        self.figure = ClientFigure(theme)
        self.words = Words(theme)
        self.legend = label("", "told-small", wrap=True)
        self.disclaimer = label("", "told-small", wrap=True)
        self.turner = button(tr("Turn"), "told-quiet", tip=tr("Turn by a quarter (R; from the therapist’s window Shift+W)"))
        self.turner.setParent(self)
        self.turner.setVisible(not steps)
        self.turner.clicked.connect(self.turned)
        self._tabs: dict[str, QPushButton] = {}
        self._bar = QHBoxLayout()
        self._steps = self._step_buttons() if steps else ()
        self._arrange()

    # Putting together

    def _step_buttons(self) -> tuple[QPushButton, ...]:
        back = button(tr("‹  Back"), "told-step", tip=tr("The muscle before (Page Up)"))
        after = button(tr("Next  ›"), "told-step", tip=tr("The next muscle (Page Down)"))
        close = button(tr("Therapist’s view"), "told-quiet", tip=tr("Back to the therapist’s view (V or Escape)"))
        back.clicked.connect(lambda: self.stepped.emit(-1))
        after.clicked.connect(lambda: self.stepped.emit(1))
        close.clicked.connect(self.closed)
        for made in (back, after):
            made.setParent(self)  # shown before it stands in the bar, a button without a parent would be a window
            made.hide()
        return back, after, close

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(24)
        head.addWidget(self.title, 1)
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignTop)
        if self._steps:
            head.addWidget(self._steps[2], 0, Qt.AlignmentFlag.AlignTop)
        picture = QVBoxLayout()
        picture.setSpacing(8)
        picture.addWidget(self.figure, 1)
        picture.addWidget(self.legend)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(28)
        self._middle.addLayout(picture, 10)
        self._middle.addWidget(self.words, 12)
        self._bar.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN_PX, 20, _MARGIN_PX, 14)
        column.setSpacing(14)
        column.addLayout(head)
        column.addLayout(self._middle, 1)
        if self._steps:
            column.addLayout(self._bar)
            self._make_bar(())
        foot = QHBoxLayout()
        foot.addWidget(self.disclaimer, 1)
        if not self._steps:
            foot.addWidget(self.turner)
        column.addLayout(foot)

    def take(self, answers: Answers, plates: Mapping[str, PlateArt]) -> None:
        """Draw by these answers on these plates."""
        self.figure.take(answers, plates)
        self._shown = None

    def set_theme(self, theme: Theme) -> None:
        """Take type and pictures from `theme`."""
        self._theme = theme
        self.words.set_theme(theme)
        self.figure.set_theme(theme)

    # Showing

    def show_told(self, shown: Shown) -> None:
        """Show `shown`."""
        if shown == self._shown:
            return
        self._shown = shown
        self.disclaimer.setText(shown.disclaimer)
        told = None if shown.is_held_back else shown.told
        if told is None:
            self._show_rest(shown)
            return
        page = told.page
        self._middle.setStretch(0, 10 if page.id == PAIN else 8)
        self.title.setText(told.title)
        self.count.setText(tr("{n} of {count}", n=told.number, count=told.count) if told.number else "")
        self.words.show_page(page)
        self.figure.show_figure(page.figure, shown.marks, moves=shown.moves)
        self.figure.describe(page.figure.words if page.figure else told.title)
        self.legend.setText(_legend(shown) if page.id == PAIN else "")
        self.legend.setVisible(page.id == PAIN)
        self._show_bar(told)

    def _show_rest(self, shown: Shown) -> None:
        self.title.setText(tr("Let us talk about this first") if shown.is_held_back else tr("Where does it hurt?"))
        self.count.setText("")
        self.words.show_text("" if not shown.is_held_back else tr("Your therapist will tell you more. Everything else can wait."))
        if not shown.is_held_back:
            self.words.show_text(tr("Show the place on your own body, with a finger or the flat hand."))
        self.figure.show_figure(None, NEW_CLIENT, moves=False)
        self.figure.describe(tr("The body from the back and from the front"))
        self.legend.hide()
        self._show_bar(None)

    def _show_bar(self, told: Told | None) -> None:
        if not self._steps:
            return
        here = told.page.id.removesuffix(STEPS) if told else ""
        pages = told.pages if told else ()
        wanted = tuple((page.id, page.tab) for page in pages if not page.id.endswith(STEPS) or page.id == f"{here}{STEPS}")
        for made in self._steps[:2]:
            made.setVisible(told is not None)
        if wanted != tuple((name, made.text()) for name, made in self._tabs.items()):
            self._make_bar(wanted)
        for name, made in self._tabs.items():
            made.setChecked(told is not None and name == told.page.id)
        self._steps[0].setEnabled(told is not None and told.number > 1)
        self._steps[1].setEnabled(told is not None and told.number < told.count)

    def _make_bar(self, tabs: tuple[tuple[str, str], ...]) -> None:
        for made in self._tabs.values():
            made.hide()
            made.deleteLater()
        while self._bar.takeAt(0) is not None:
            pass
        self._tabs = {}
        self._bar.addWidget(self._steps[0])
        self._bar.addStretch()
        for name, text in tabs:
            made = button(text, "told-tab", tip=tr("{page} (left and right arrow keys)", page=text), checkable=True)
            made.clicked.connect(lambda _checked=False, name=name: self._press(name))
            self._tabs[name] = made
            self._bar.addWidget(made)
        self._bar.addStretch()
        self._bar.addWidget(self._steps[1])
        self._fit_tabs()

    def _press(self, name: str) -> None:
        for each, made in self._tabs.items():
            made.setChecked(each == name)
        self.turned_to.emit(name)

    def step_page(self, step: int) -> None:
        """Turn to what is told next of this muscle, or before."""
        told = self._shown.told if self._shown else None
        if told is not None:
            names = [page.id for page in told.pages]
            there = names.index(told.page.id) + step
            if 0 <= there < len(names):
                self.turned_to.emit(names[there])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_upright = self.width() < self.height()
        directions = QBoxLayout.Direction
        self._middle.setDirection(directions.TopToBottom if is_upright else directions.LeftToRight)
        self._fit_tabs()

    def _fit_tabs(self) -> None:
        """On a narrow page the tabs' words are smaller, so that none is cut."""
        role = "told-tab" if self.width() >= _WIDE_TABS_PX else "told-tab-narrow"
        for made in (each for each in self._tabs.values() if each.property("role") != role):
            made.setProperty("role", role)
            restyle(made)

    def texts(self) -> tuple[str, ...]:
        """Return every text that stands on the page."""
        labels = [each.text() for each in self.findChildren(QLabel)]
        return (*labels, *(each.text() for each in self.findChildren(QPushButton)), self.figure.accessibleName())

    def finish(self) -> None:
        """Stand still and wait for the painters."""
        self.figure.finish()

    def paint_now(self) -> None:
        """Make the pictures here and now."""
        self.figure.paint_now()


def _legend(shown: Shown) -> str:
    """What the signs mean, of those that are drawn."""
    said = tr("Red: where it may be felt.  ✕: where the sore spot often is.")
    return "  ".join([said, tr("Blue: what you showed.")]) if shown.marks.is_marked else said
