"""The page of this session over the panel: pain before and after, one movement test, the change in one sentence, notes.

It shows a state and says what was pressed; it edits nothing. Notes are said when the hand rests, so that a key is no undo step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bodymap.report.change import change, since, test_name, test_of
from bodymap.session import retest
from bodymap.session.record import MovementTest, Session
from bodymap.session.retest import Pain, When
from bodymap.tongue import tr
from bodymap.ui.clinic.outcome import OutcomeRow
from bodymap.ui.clinic.scale import Scale
from bodymap.ui.clinic.testbox import TestBox
from bodymap.ui.hem import Hem
from bodymap.ui.part import Segmented, button, clear, label
from bodymap.ui.state import State
from bodymap.ui.theme import Theme
from bodymap.ui.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bodymap.ui.answer import Answers, Row

_OFFERED = 3


class Notes(Writing):
    """The notes of a session."""

    def __init__(self) -> None:
        super().__init__(tr("Notes of this session"), tr("Notes: kept with this session, never shown to the client"))
        self.setMinimumHeight(110)


class SessionPage(QWidget):
    """The page."""

    closed = Signal()
    treated = Signal()
    """Treatment is over: what is marked now is how it is after."""
    rated = Signal(object, str, object)
    """``(Pain, "before" | "after", number or None)``."""
    test_chosen = Signal(object)
    """A `MovementTest`, or None for no test."""
    graded = Signal(object, str, object)
    """``(MovementTest, "before" | "after", Outcome)``."""
    noted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._when: When = "before"
        self._rows: dict[tuple[object, ...], Scale] = {}
        self._pains: tuple[Pain, ...] = ()
        self._test: MovementTest | None = None
        self._was_retested = False
        self.when = Segmented((("before", tr("Before treatment")), ("after", tr("After treatment"))), tr("Before or after treatment"))
        self.when.chosen.connect(self._turn)
        self._pain_rows = QVBoxLayout()
        self._pain_rows.setSpacing(4)
        self._empty = label(tr("Mark or paint where it hurts first: how strong it is, is asked here."), "caption", wrap=True)
        self._change = label("", wrap=True)
        self._change.setObjectName("prompt")
        self._change.setMargin(9)
        self.tests = TestBox()
        self.tests.activated.connect(lambda: self.test_chosen.emit(self.tests.currentData()))
        self._how = label("", "caption", wrap=True)
        self.outcomes: dict[When, OutcomeRow] = {"before": OutcomeRow(tr("Before")), "after": OutcomeRow(tr("After"))}
        for when, row in self.outcomes.items():
            row.said.connect(lambda outcome, when=when: self.graded.emit(self._test, when, outcome))
        self.last_day = ""
        """The day of the session before this one, where there is one."""
        self._last_notes = label("", "caption", wrap=True)
        self._last_notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.notes = Notes()
        self.notes.written.connect(self.noted)
        self._arrange()

    def _arrange(self) -> None:
        back = button(tr("‹ Back"), "plain", tip=tr("Back to the candidates (Esc)"))
        back.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.addWidget(label(tr("This session"), "title"), 1)
        top.addWidget(back)
        column = QVBoxLayout()
        column.setContentsMargins(0, 4, 6, 4)
        column.setSpacing(8)
        column.addWidget(self.when)
        column.addWidget(self._empty)
        column.addLayout(self._pain_rows)
        column.addSpacing(4)
        column.addWidget(label(tr("One movement test"), "strong"))
        column.addWidget(self.tests)
        column.addWidget(self._how)
        for row in self.outcomes.values():
            column.addWidget(row)
        column.addWidget(self._change)
        column.addSpacing(4)
        column.addWidget(label(tr("Notes"), "strong"))
        column.addWidget(self.notes, 1)
        column.addWidget(self._last_notes)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(top)
        whole.addWidget(_scrolling(column), 1)

    @property
    def scales(self) -> tuple[Scale, ...]:
        """The rows of pain, areas first."""
        return tuple(self._rows.values())

    @property
    def sentence(self) -> str:
        """The change in one sentence, empty while there is none."""
        return self._change.text()

    def show_session(self, state: State, rows: Sequence[Row], answers: Answers) -> None:
        """Show `state`'s session, with the tests of the chosen muscle and of the first candidates."""
        session = state.session
        if not session.is_retested:
            self._when = "before"
        elif self._pains and not self._was_retested:
            self._when = "after"
        self._was_retested = session.is_retested
        self.when.set_chosen(self._when)
        self._show_pains(session, answers)
        self._offer_tests(state, rows, answers)
        self._show_test(answers)
        said = change(session, answers.knowledge, lambda pain: answers.where(session, pain))
        if not said and state.view.last is not None:
            said = since(state.view.last, session)
        self._change.setText(said)
        self._change.setVisible(bool(said))
        self.notes.show_text(session.notes)
        self._show_last_notes(state.view.last)

    def _show_last_notes(self, last: Session | None) -> None:
        text = last.notes.strip() if last is not None else ""
        when = tr("Last time ({day})", day=self.last_day) if self.last_day else tr("Last time")
        self._last_notes.setText(f"{when}: {text}" if text else "")
        self._last_notes.setVisible(bool(text))

    def forget(self, session: Session) -> None:
        """Hold nothing but what `session` says: the page is not seen now."""
        self.notes.show_text(session.notes)
        self._was_retested = session.is_retested
        if self._rows:
            clear(self._pain_rows)
            self._rows, self._pains = {}, ()
        for row in self.outcomes.values():
            row.forget()  # also what is typed: the field has the focus again when the page comes back
        self._change.setText("")
        self._last_notes.setText("")

    def set_theme(self, theme: Theme) -> None:
        """Repaint in `theme`."""
        self._theme = theme
        for scale in self._rows.values():
            scale.set_theme(theme)

    def _turn(self, when: str) -> None:
        self._when = "after" if when == "after" else "before"
        self.when.set_chosen(self._when)
        if self._when == "after" and not self._was_retested:
            self.treated.emit()
        else:
            self._fill()

    def _show_pains(self, session: Session, answers: Answers) -> None:
        self._pains = retest.pains(session)
        self._empty.setVisible(not self._pains)
        wanted = tuple((pain.area, pain.place) for pain in self._pains)
        if wanted != tuple(self._rows):
            clear(self._pain_rows)
            self._rows = {}
            for pain, name in zip(self._pains, wanted, strict=True):
                self._add_row(pain, name, answers.where(session, pain))
        self._fill()

    def _add_row(self, pain: Pain, name: tuple[object, ...], where: str) -> None:
        title = (tr("Area {n}", n=pain.area) if pain.area is not None else tr("Spot")) + (f" · {where}" if where else "")
        caption = label(title, "caption", wrap=True)
        scale = Scale(self._theme, title)
        place = len(self._rows)
        scale.said.connect(lambda value: self.rated.emit(self._pains[place], self._when, value))
        self._rows[name] = scale
        self._pain_rows.addWidget(caption)
        self._pain_rows.addWidget(scale)

    def _fill(self) -> None:
        for pain, scale in zip(self._pains, self._rows.values(), strict=True):
            if self._when == "before":
                scale.show_value(pain.before)
            else:
                scale.show_value(0 if pain.is_gone else pain.now, pain.before)
            scale.setEnabled(not (pain.is_gone and self._when == "after"))

    def _offer_tests(self, state: State, rows: Sequence[Row], answers: Answers) -> None:
        keys = dict.fromkeys(key for key in (state.active, *(row.key for row in rows[:_OFFERED])) if key is not None)
        offered = [*state.session.tests]
        for key in keys:
            muscle = answers.knowledge.muscles.get(key.muscle)
            offered += [MovementTest(key.muscle, key.side, each.id) for each in muscle.tests] if muscle else []
        named = {each.name: each for each in reversed(offered)}
        listed = [MovementTest(*name) for name in reversed(named)]
        chosen = state.session.tests[-1] if state.session.tests else None
        self._test = chosen
        self.tests.offer([(f"{test_name(answers.knowledge, each)} ({answers.knowledge.muscles[each.muscle].name})", each) for each in listed], chosen)

    def _show_test(self, answers: Answers) -> None:
        test = self._test
        found = test_of(answers.knowledge, test) if test is not None else None
        how = " ".join(f"{place}. {step}" for place, step in enumerate(found.how, start=1)) if found else ""
        self._how.setText(tr("{how}\nSuggests: {suggests}", how=how, suggests=found.suggests) if found else "")
        self._how.setVisible(found is not None and test is not None and not test.after.is_said)  # done twice, nobody reads it
        for when, row in self.outcomes.items():
            row.setVisible(test is not None)
            if test is not None:
                row.show_outcome(test.before if when == "before" else test.after)


def _scrolling(column: QVBoxLayout) -> QScrollArea:
    inside = QWidget()
    inside.setLayout(column)
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(inside)
    Hem(made)
    return made
