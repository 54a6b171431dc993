"""The right panel: red flags, today, candidates, card. It shows a state and says what was pressed; it edits nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from bodymap.session.record import CandidateKey, Session
from bodymap.ui.answer import Answers, Row
from bodymap.ui.arrangement import Arrangement
from bodymap.ui.clinic.dropped import DroppedLine
from bodymap.ui.clinic.page import SessionPage
from bodymap.ui.clinic.strip import SessionStrip
from bodymap.ui.panel.advice import Advice, AlikeRow
from bodymap.ui.panel.candidate import CandidateList
from bodymap.ui.panel.card import Card
from bodymap.ui.panel.comparison import ComparisonPage
from bodymap.ui.panel.page import Topic
from bodymap.ui.panel.redflag import RedFlagQuestions, RedFlagRow, asked_for
from bodymap.ui.panel.today import TodayStrip
from bodymap.ui.panel.week import pattern_of_week
from bodymap.ui.panel.welcome import Welcome
from bodymap.ui.state import State
from bodymap.ui.theme import Theme

if TYPE_CHECKING:
    from bodymap.knowledge.record import Muscle

_LEAST_ROWS = 2
_LEAST_LIST_PX, _CARD_SHARE = 120, 0.32


class _Split(QSplitter):
    """List over card; whenever the room for both changes, `share` gives each its part."""

    def __init__(self, share: Callable[[], None]) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._share = share

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()


class Panel(QFrame):
    """Composes the parts and gives each its share of the height."""

    look_alike_opened = Signal(str)
    """The condition whose page is wanted."""

    compared = Signal()
    """The chosen candidate is to stand beside the next one."""

    listed = Signal(int)
    """The hand has made the list so many rows high."""

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
        self.advice = Advice()
        self.alike = AlikeRow()
        self.alike.opened.connect(self.look_alike_opened)
        self.alike.compared.connect(self.compared)
        self.apart = ComparisonPage(theme)
        self.session = SessionPage(theme)
        self.dropped = DroppedLine()
        self.strip = SessionStrip()
        self.has_earlier = False
        """Whether the client has sessions that are kept."""
        self._listed: tuple[object, ...] = ()
        self._prepared = self._is_raised = False
        self._count, self._arrangement = 0, Arrangement()

        self._stack = QStackedWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(13, 10, 13, 8)
        outer.addWidget(self._stack)
        self._arrange_calm()
        for page in (self.questions, self.apart, self.session):
            self._stack.addWidget(page)

    def _arrange_list_and_card(self) -> None:
        self.split = split = _Split(self._share_height)
        self._pages.addWidget(split)
        self._upper = upper = QWidget()
        split.addWidget(upper)
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.advice)
        column.addWidget(self.candidates)
        column.addWidget(self.alike)
        column.addWidget(self.dropped)
        column.addStretch()
        upper.setMinimumHeight(_LEAST_LIST_PX)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(8)
        split.addWidget(self.card)
        split.splitterMoved.connect(self._moved)

    def _arrange_calm(self) -> None:
        """The page of every day: safety first, then the welcome, or list and card; from the outside inwards, as the window."""
        calm = QWidget()
        self._stack.addWidget(calm)
        self._pages = QStackedWidget()
        self._safety = safety = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        safety.setSpacing(7)
        safety.addWidget(self.red_flags, 1)
        safety.addWidget(self.today.summary)
        whole = QVBoxLayout(calm)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(7)
        whole.addLayout(safety)
        whole.addWidget(self.today)
        whole.addWidget(self.strip)
        whole.addWidget(self._pages, 1)
        self._pages.addWidget(self.welcome)
        self._arrange_list_and_card()

    def show_state(self, state: State, rows: tuple[Row, ...], answers: Answers) -> None:
        """Show `state`, with the candidates that the engine gave for it."""
        self._prepare(answers)
        muscles = answers.knowledge.muscles
        self.welcome.set_recent([(each, muscles[each].name) for each in state.arrangement.recent if each in muscles])
        self._show_safety(state, answers)
        listed = (rows, state.view.wording, answers)
        if listed != self._listed:
            self._listed = listed
            self.candidates.set_rows(rows, client=state.view.wording == "client")
        self.candidates.mark(state.active)
        has_card = self._show_card(state, answers)
        self._pages.setCurrentIndex(1 if rows or state.session.is_marked or has_card else 0)
        client = state.view.wording == "client"
        self.advice.show_advice(state.session, answers, client=client)
        self.alike.show_conditions(answers.look_alikes(state.session), apart=len(rows) > 1, client=client)
        self._show_dropped(state, answers)
        self.strip.show_state(state, answers, has_earlier=self.has_earlier)
        self._turn_to_page(state, rows, answers)
        self._count, self._arrangement = len(rows), state.arrangement
        self.card.show_tall(on=state.arrangement.card_tall and len(rows) > 0, offered=len(rows) > 0)
        self._share_height()

    def foresee(self, state: State, answers: Answers) -> None:
        """Have the card's page ready that `state` would show, and the lines of its list."""
        self.candidates.foresee(answers.rows(state.session), client=state.view.wording == "client")
        topic = topic_of(state, answers)
        if topic is not None:
            self.card.foresee(topic, state.view.tab)

    def _show_dropped(self, state: State, answers: Answers) -> None:
        muscles = answers.knowledge.muscles
        self.dropped.show_dropped(state.session, lambda name: muscles[name].name if name in muscles else name)
        self.dropped.setVisible(bool(state.session.dropped) and state.view.wording == "therapist")

    def _turn_to_page(self, state: State, rows: Sequence[Row], answers: Answers) -> None:
        """The questions first, then this session's page, then the comparison, then the list."""
        if state.view.session_open and not state.view.red_flags_open and state.view.wording == "therapist":
            self.session.show_session(state, rows, answers)
            self._stack.setCurrentIndex(3)
            return
        self.session.forget(state.session)
        second, first = state.view.compared, state.session.chosen
        if first is not None and second is not None and not state.view.red_flags_open:
            self.apart.show_apart(answers.tell_apart(state.session, first, second), answers.next_check(state.session))
            self._stack.setCurrentIndex(2)
            return
        self._stack.setCurrentIndex(1 if state.view.red_flags_open else 0)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of the text and the pictures from `theme`."""
        self.card.set_theme(theme)
        self.candidates.set_text_size(theme.text_size)
        self.apart.set_theme(theme)
        self.session.set_theme(theme)
        self._listed = ()

    def _prepare(self, answers: Answers) -> None:
        if not self._prepared:
            self._prepared = True
            self.today.set_precautions(tuple(answers.knowledge.precautions.values()))
            muscles = answers.knowledge.muscles
            muscle = pattern_of_week(muscles, datetime.now().astimezone().date())
            if muscle is not None:
                self.welcome.set_week(muscle, muscles[muscle].name)

    def _show_safety(self, state: State, answers: Answers) -> None:
        knowledge, session = answers.knowledge, state.session
        regions = answers.safety_regions(session)
        flags = asked_for(tuple(knowledge.red_flags.values()), regions, answers.raising(session))
        raised = [knowledge.red_flags[name] for name in session.raised if name in knowledge.red_flags]
        self.red_flags.show_answers(flags, raised, regions, session, state.view.wording)
        self.red_flags.setVisible(bool(knowledge.red_flags))
        self._is_raised = bool(raised)
        directions = QBoxLayout.Direction
        self._safety.setDirection(directions.TopToBottom if raised else directions.LeftToRight)
        if state.view.red_flags_open:
            self.questions.show_questions(flags, session, state.view.wording)
        self.today.show_answers(session)

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
            self.card.writing.show_state(topic, state.view.writing)
        return topic is not None

    def fit_soon(self) -> None:
        """Share the height anew once the rows above the list have found their places."""
        self.strip.fit()
        QTimer.singleShot(0, self, self._share_height)

    def _moved(self, *_: int) -> None:
        self.listed.emit(self.candidates.count_for(self._upper.height() - self._around_px()))

    def _around_px(self) -> int:
        """The height of what stands over and under the list."""
        width = self._upper.width()
        parts = (each for each in (self.advice, self.alike, self.dropped) if not each.isHidden())
        return sum((each.heightForWidth(width) if each.hasHeightForWidth() else each.sizeHint().height()) + 6 for each in parts)

    def _leaves_no_row(self, needed: int) -> bool:
        """Whether the card has all of a low window, as where a red flag is raised or letters are large: what is asked comes before candidates."""
        room = self.split.height() - self.split.handleWidth() - max(self.candidates.height_for(1), _LEAST_LIST_PX)
        return needed > 0 and 0 < room < needed

    def _make_room(self, needed: int) -> None:
        """Let a candidate and `needed` for the card come before the sentences over and under the list, where a low window has no room for all."""
        for each in (self.advice, self.alike):
            each.setVisible(each.is_wanted)
        room = self.split.height() - self.split.handleWidth() - needed - self.candidates.height_for(1)
        for each in (self.advice, self.alike):
            if self._around_px() > room:
                each.hide()

    def _share_height(self) -> None:
        """Give the list whole rows, as many as were wished for or leave the card its least; the card has the rest."""
        needed = 0 if self.card.isHidden() else self.card.minimumSizeHint().height()
        is_tall = (self._arrangement.card_tall and self._count > 0) or self._leaves_no_row(needed)
        self._upper.setVisible((self._count > 0 or self.card.isHidden()) and not is_tall)
        self._make_room(needed)
        around = self._around_px()
        room = self.split.height() - self.split.handleWidth() - around
        least = 0 if self.card.isHidden() else max(self.card.least_px, round(room * _CARD_SHARE))
        most = max(self.candidates.count_for(room - least), 1 if self.card.is_asking or self._is_raised else _LEAST_ROWS)
        rows = min(self._arrangement.list_rows or most, self.candidates.count_for(room - max(least // 2, needed)), max(self._count, 1))
        self.candidates.setFixedHeight(self.candidates.height_for(rows))
        list_px = around + self.candidates.height_for(rows)
        with QSignalBlocker(self.split):
            self.split.setSizes([list_px, max(self.split.height() - list_px, 0)])


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
        state.own.of(muscle.id, tuple(_care_of(muscle))),
    )


def _care_of(muscle: Muscle) -> Iterator[str]:
    care = muscle.care
    yield from (*care.techniques, *care.self_care, *care.stretches, *care.strengthening)
