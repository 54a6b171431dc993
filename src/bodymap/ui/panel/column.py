"""The right panel: red flags, today, candidates, card. It shows a state and says what was pressed; it edits nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from bodymap.session.record import CandidateKey, Session
from bodymap.tongue import tr
from bodymap.ui.answer import Answers, Row
from bodymap.ui.panel.candidate import CandidateList
from bodymap.ui.panel.card import Card
from bodymap.ui.panel.comparison import ComparisonPage
from bodymap.ui.panel.page import Topic
from bodymap.ui.panel.redflag import RedFlagQuestions, RedFlagRow, asked_for
from bodymap.ui.panel.today import TodayStrip
from bodymap.ui.panel.week import pattern_of_week
from bodymap.ui.panel.welcome import Welcome
from bodymap.ui.part import button, label
from bodymap.ui.state import State
from bodymap.ui.theme import Theme

if TYPE_CHECKING:
    from bodymap.knowledge.condition import Condition

_MOST_ALIKE = 3


class Panel(QFrame):
    """Composes the parts and gives each its share of the height."""

    look_alike_opened = Signal(str)
    """The condition whose page is wanted."""

    compared = Signal()
    """The chosen candidate is to stand beside the next one."""

    def __init__(
        self,
        theme: Theme,
        picture: Callable[[CandidateKey], QPixmap | None],
        prefetch: Callable[[CandidateKey], bool],
    ) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.red_flags = RedFlagRow()
        self.questions = RedFlagQuestions()
        self.today = TodayStrip()
        self.candidates = CandidateList(picture, prefetch)
        self.card = Card(theme)
        self.welcome = Welcome()
        self._prompt = label(wrap=True)
        self._prompt.setObjectName("prompt")
        self._prompt.setMargin(9)
        self._together = label("", "caption", wrap=True)
        self._alike = self._alike_label()
        self._check = label("", "caption", wrap=True)
        self._apart = self._apart_button()
        self.apart = ComparisonPage(theme)
        self._listed: tuple[object, ...] = ()
        self._prepared = False

        self._upper = upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(6)
        column.addWidget(self._prompt)
        column.addWidget(self._together)
        column.addWidget(self.candidates, 1)
        column.addLayout(self._check_row())
        column.addWidget(self._alike)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(upper)
        self.split.addWidget(self.card)
        upper.setMinimumHeight(110)
        self.card.setMinimumHeight(160)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.welcome)
        self._pages.addWidget(self.split)

        calm = QWidget()
        whole = QVBoxLayout(calm)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(7)
        whole.addWidget(self.red_flags)
        whole.addWidget(self.today)
        whole.addWidget(self._pages, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(calm)
        self._stack.addWidget(self.questions)
        self._stack.addWidget(self.apart)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(13, 12, 13, 8)
        outer.addWidget(self._stack)

    def _alike_label(self) -> QLabel:
        made = label("", "caption", wrap=True)
        made.setTextFormat(Qt.TextFormat.RichText)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click on a link leaves no dotted box behind
        made.linkActivated.connect(self.look_alike_opened)
        return made

    def _apart_button(self) -> QPushButton:
        made = button(tr("Tell apart"), "plain", tip=tr("The chosen candidate beside the next one, differences only (C)"))
        made.clicked.connect(self.compared)
        return made

    def _check_row(self) -> QHBoxLayout:
        made = QHBoxLayout()
        made.setSpacing(4)
        made.addWidget(self._check, 1)
        made.addWidget(self._apart, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def show_state(self, state: State, rows: tuple[Row, ...], answers: Answers) -> None:
        """Show `state`, with the candidates that the engine gave for it."""
        self._prepare(answers)
        self._show_safety(state, answers)
        listed = (rows, state.view.wording)
        if listed != self._listed:
            self._listed = listed
            self.candidates.set_rows(rows, client=state.view.wording == "client")
        self.candidates.mark(state.active)
        has_card = self._show_card(state, answers)
        self._pages.setCurrentIndex(1 if rows or state.session.is_marked or has_card else 0)
        prompts = " ".join(answers.prompts(state.session))
        self._prompt.setText(prompts)
        self._prompt.setVisible(bool(prompts) and state.view.wording == "therapist")
        together = answers.together(state.session)
        self._together.setText(together.sentence)
        self._together.setVisible(bool(together.sentence) and (len(together.keys) != 1 or together.leaves))
        self._show_alike(answers.look_alikes(state.session), state)
        is_therapists = state.view.wording == "therapist"
        check = answers.next_check(state.session) if is_therapists else ""
        self._check.setText(check.partition(":")[0].removesuffix(".") + "." if check else "")
        self._check.setToolTip(check)
        self._check.setAccessibleName(check)
        self._check.setVisible(bool(check))
        self._apart.setVisible(len(rows) > 1 and is_therapists)
        self._turn_to_page(state, answers)
        self._share_height(len(rows))

    def _turn_to_page(self, state: State, answers: Answers) -> None:
        """The questions first, then the comparison, then the list."""
        second, first = state.view.compared, state.session.chosen
        if first is not None and second is not None and not state.view.red_flags_open:
            self.apart.show_apart(answers.tell_apart(state.session, first, second), answers.next_check(state.session))
            self._stack.setCurrentIndex(2)
            return
        self._stack.setCurrentIndex(1 if state.view.red_flags_open else 0)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of the text and the pictures from `theme`."""
        self.card.set_theme(theme)
        self.apart.set_theme(theme)
        self._listed = ()

    def _prepare(self, answers: Answers) -> None:
        if not self._prepared:
            self._prepared = True
            self.today.set_precautions(tuple(answers.knowledge.precautions.values()))
            muscles = answers.knowledge.muscles
            muscle = pattern_of_week(muscles, datetime.now().astimezone().date())
            if muscle is not None:
                self.welcome.set_week(muscle, muscles[muscle].name)

    def _show_alike(self, conditions: Sequence[Condition], state: State) -> None:
        """Name what is no muscle and felt there too, beside the candidates; the client hears of it from the therapist."""
        names = [f'<a href="{each.id}" style="text-decoration:none">{escape(each.name)}</a>' for each in conditions[:_MOST_ALIKE]]
        more = len(conditions) - len(names)
        rest = " · " + tr("{n} more under Look-alikes", n=more) if more > 0 else ""
        self._alike.setText(tr("Or is it: {names}", names=" · ".join(names) + rest))
        self._alike.setVisible(bool(names) and state.view.wording == "therapist")

    def _show_safety(self, state: State, answers: Answers) -> None:
        knowledge, session = answers.knowledge, state.session
        regions = answers.safety_regions(session)
        flags = asked_for(tuple(knowledge.red_flags.values()), regions, answers.raising(session))
        raised = [knowledge.red_flags[name] for name in session.raised if name in knowledge.red_flags]
        self.red_flags.show_answers(flags, raised, regions, session, state.view.wording)
        self.red_flags.setVisible(bool(knowledge.red_flags))
        if state.view.red_flags_open:
            self.questions.show_questions(flags, session, state.view.wording)
        self.today.show_answers(session)
        self.today.setVisible(bool(knowledge.precautions))

    def _show_card(self, state: State, answers: Answers) -> bool:
        condition = answers.knowledge.conditions.get(state.view.condition or "")
        if condition is not None and state.view.shown is None:
            self.card.show()
            self.card.show_condition(condition, answers.knowledge, state.view.wording)
            return True
        topic = topic_of(state, answers)
        self.card.setVisible(topic is not None)
        if topic is not None:
            self.card.show_topic(topic, state.view.tab, state.session)
        return topic is not None

    def _share_height(self, count: int) -> None:
        """Give the list what its rows need, at most somewhat under half; the card has the rest."""
        room = max(self.split.height(), 300)
        self._upper.setVisible(count > 0 or self.card.isHidden())
        extra = sum(each.sizeHint().height() + 6 for each in (self._prompt, self._together, self._check, self._alike) if not each.isHidden())
        wanted = self.candidates.height_for(count) + extra
        list_px = min(wanted, int(room * 0.44) + extra // 2)
        self.split.setSizes([list_px, room - list_px])


def topic_of(state: State, answers: Answers) -> Topic | None:
    """Return what the card is about: the shown candidate, else the chosen one; None where there is none or no record of it."""
    key = state.active
    muscle = answers.knowledge.muscles.get(key.muscle) if key else None
    if key is None or muscle is None:
        return None
    session: Session = state.session
    row = next((each for each in answers.rows(session) if each.key == key), None)
    return Topic(
        muscle,
        key.side,
        answers.knowledge,
        state.view.wording,
        state.active_point,
        session.ticked,
        session.raised,
        answers.look_alikes(session),
        row.why if row else (),
        row.aloud if row else "",
    )
