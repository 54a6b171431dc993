"""What each gesture and key does: from what a view said to an edit of the store. Knows no painting and no layout."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer

from bodymap.ids import Side
from bodymap.session import painting, record
from bodymap.session.record import Answer, CandidateKey, Finding, PointKey, Session
from bodymap.ui import state as states
from bodymap.ui.answer import Answers, Row
from bodymap.ui.client import choice
from bodymap.ui.own.deed import numbers
from bodymap.ui.state import Edit, State, Tab, Tool, in_session
from bodymap.ui.steps import APART_MS
from bodymap.ui.store import Store

if TYPE_CHECKING:
    from bodymap.anatomy.location import Place
    from bodymap.knowledge.safety import RedFlag
    from bodymap.knowledge.search import Hit
    from bodymap.ui.drawing.hand import Gesture

_TAB_OF: dict[str, Tab] = {"note": "notes", "question": "notes", "care": "care", "related muscles": "anatomy"}
"""Where the words that a hit was found by stand on the card."""
Spot = tuple[str, float, float]
"""A plate and where on it."""
_TABS: tuple[Tab, ...] = ("find", "care", "look-alikes", "anatomy", "notes")


class Control:
    """Edits of one store. `answers` come when the engine is loaded; clicks before that wait for it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._answers: Answers | None = None
        self.hovered: PointKey | None = None
        """The X under the pointer."""
        self._waiting: list[tuple[str, Spot]] = []
        """Each with the key of the session that it was meant for."""
        self._is_catching_up = False

    @property
    def state(self) -> State:
        """The present state."""
        return self._store.state

    @property
    def answers(self) -> Answers | None:
        """The engine's answers, once it is there."""
        return self._answers

    @property
    def waiting(self) -> tuple[Spot, ...]:
        """The clicks in the open session that wait for the answers."""
        present = self._store.state.session.key
        return tuple(spot for key, spot in self._waiting if key == present)

    def set_answers(self, answers: Answers) -> None:
        """Take the answers. What was clicked meanwhile is done after that, one click at a time, so that nothing else waits for all of them."""
        self._answers = answers
        self._go_on()

    def _go_on(self) -> None:
        if self._waiting and not self._is_catching_up:
            self._is_catching_up = True
            QTimer.singleShot(APART_MS, self._store, self._catch_up)

    def _catch_up(self) -> None:
        """Do the next click that waits; what was clicked in a session that is open no more marks nobody else's."""
        self._is_catching_up = False
        spots = self.waiting
        self._waiting = [(self._store.state.session.key, spot) for spot in spots[1:]]
        if spots:
            self.mark(*spots[0])
        self._go_on()

    def rows(self) -> tuple[Row, ...]:
        """Return the candidates for the present session."""
        return self._answers.rows(self._store.state.session) if self._answers else ()

    # Paint

    def painting(self, gesture: Gesture) -> None:
        """Let the list follow a gesture on its way; nothing is kept of it."""
        if self._answers is not None:
            self._store.sketch(self._drawn(gesture))

    def painted(self, gesture: Gesture) -> None:
        """Keep a finished gesture as one step."""
        if self._answers is not None and gesture.strokes:
            self._store.apply(_then(self._drawn(gesture), states.look_at(None)))

    def _drawn(self, gesture: Gesture) -> Edit:
        answers = self._answers
        strokes = answers.kept(gesture.strokes) if answers is not None else gesture.strokes
        if gesture.tool == "eraser" and answers is not None:
            return self._chosen_first(lambda session: answers.erased(session, strokes))
        return self._chosen_first(lambda session: painting.paint(session, strokes, is_clear=gesture.tool == "clear"))

    def take_tool(self, tool: Tool) -> None:
        """Take a tool into the hand; the same again puts it back."""
        self._store.apply(states.take_tool("click" if self._store.state.view.tool == tool else tool))

    def toggle_paint(self) -> None:
        """Take the brush, or put whatever tool there is back."""
        self._store.apply(states.take_tool("brush" if self._store.state.view.tool == "click" else "click"))

    def size_by(self, factor: float) -> None:
        """Make the brush larger or smaller."""
        self._store.apply(states.size_brush(self._store.state.view.radius_mm * factor))

    def select_area(self, number: int | None) -> None:
        """Speak of an area and paint on in it; None begins a new one."""
        self._edit(lambda session: painting.select(session, number))

    def describe_area(self, number: int, part: str, value: int | str | None) -> None:
        """Note one thing that the client says of an area."""
        self._edit(lambda session: painting.describe(session, number, cast("painting.Part", part), value))

    def edit_marks(self, edit: Callable[[Session], Session]) -> None:
        """Make an edit of all that is marked, and choose the best of the candidates that it leaves."""
        self._store.apply(self._chosen_first(edit))

    def remove_area(self) -> None:
        """Take the current area away."""
        self.edit_marks(lambda session: painting.remove_area(session, session.current or 0))

    def compare(self) -> None:
        """Put the next candidate beside the active one; again puts it away."""
        state = self._store.state
        keys = [row.key for row in self.rows()]
        if state.view.compared is not None or len(keys) < 2:
            self._store.apply(states.compare_with(None))
            return
        here = keys.index(state.active) if state.active in keys else 0
        first, second = keys[here], keys[here + 1] if here + 1 < len(keys) else keys[0]
        edit = in_session(lambda session: record.choose(session, first))
        self._store.apply(_then(_then(edit, states.show(None)), states.compare_with(second)))

    # The sheet

    def mark(self, plate: str, x: float, y: float) -> None:
        """Mark a spot and choose the best candidate; beside the body nothing happens."""
        if self._answers is None:
            self._waiting.append((self._store.state.session.key, (plate, x, y)))
            return
        if self._store.state.view.tool == "region":
            region = self._answers.region_at(plate, x, y)
            if region is not None:
                self._store.apply(self._chosen_first(lambda session: painting.paint(session, [region])))
            return
        place = self._answers.place_at(plate, x, y)
        if place is not None:
            self.mark_place(place)

    def press(self, plate: str, x: float, y: float) -> None:
        """Do at the keyboard's region what the tool in the hand does: mark a spot in it, or fill or empty the whole of it."""
        answers, tool = self._answers, self._store.state.view.tool
        if tool in {"click", "region"} or answers is None:
            self.mark(plate, x, y)
            return
        region = answers.region_at(plate, x, y)
        if region is not None and tool == "eraser":
            self._store.apply(self._chosen_first(lambda session: answers.erased(session, [region])))
        elif region is not None:
            self._store.apply(self._chosen_first(lambda session: painting.paint(session, [region], is_clear=tool == "clear")))

    def mark_place(self, place: Place) -> None:
        """Mark a place and choose the best candidate."""
        self._store.apply(self.marking(place))

    def marking(self, place: Place) -> Edit:
        """Return what marking a place does."""
        return _then(self._chosen_first(lambda session: record.add_mark(session, place)), states.look_at(None))

    def choose_point(self, point: PointKey | None) -> None:
        """Draw one trigger point's own referral and way; None draws all of the active candidate's again. A second press takes it back."""
        if point is None:
            active = self._store.state.active
            self._edit(lambda session: record.choose(session, active, None))
        else:
            self._store.apply(self.choosing(point))

    def choosing(self, point: PointKey) -> Edit:
        """Return what a press on an X does now."""
        session = self._store.state.session
        again = session.chosen == point.candidate and session.chosen_point == point.number
        number = None if again else point.number
        return _then(in_session(lambda session: record.choose(session, point.candidate, number)), states.show(None))

    # The panel

    def show(self, key: CandidateKey | None) -> None:
        """Draw a candidate without choosing it; the chosen one itself needs no showing."""
        shown = None if key == self._store.state.session.chosen else key
        self._store.apply(states.show(shown))

    def choose(self, key: CandidateKey) -> None:
        """Open a candidate's card."""
        chosen = self._store.state.session.chosen
        point = self._store.state.session.chosen_point if chosen == key else None
        chosen_now = _then(in_session(lambda session: record.choose(session, key, point)), states.look_at(None))
        self._store.apply(_then(chosen_now, states.remember(key.muscle)))

    def drop(self, key: CandidateKey | None = None) -> None:
        """Drop a candidate (the active one by default): not this one."""
        dropped = key or self._store.state.active
        if dropped is not None and any(row.key == dropped for row in self.rows()):
            self._store.apply(_then(self._chosen_first(lambda session: record.drop(session, dropped)), states.show(None)))

    def find(self, finding: Finding) -> None:
        """Note what was found at the point at hand; the same again takes it back."""
        point = self.point_at_hand()
        if point is not None:
            self.note_finding(point, None if self._store.state.session.finding(point) == finding else finding)

    def point_at_hand(self) -> PointKey | None:
        """Return the X that a key means: the one under the pointer, else the chosen one, else the only one of the active candidate."""
        state = self._store.state
        if self.hovered is not None:
            return self.hovered
        key = state.active
        muscle = self._answers.knowledge.muscles.get(key.muscle) if self._answers and key else None
        if key is None or muscle is None:
            return None
        number = state.active_point
        every = numbers(state, key, tuple(each.number for each in muscle.trigger_points))
        if number is None and len(every) == 1:
            number = every[0]
        return PointKey(key.muscle, key.side, number) if number is not None else None

    def note_finding(self, point: PointKey, finding: Finding | None) -> None:
        """Note what was found at a trigger point, or take it back."""
        self._edit(lambda session: record.find(session, point, finding))

    def answer_red_flag(self, flag: str, answer: Answer | None) -> None:
        """Note the answer to one red-flag question."""
        self._edit(lambda session: record.answer_red_flag(session, flag, answer))

    def deny_red_flags(self, flags: Sequence[RedFlag]) -> None:
        """Answer no to those of `flags` that were not answered."""

        def deny(session: Session) -> Session:
            for flag in flags:
                if session.red_flag(flag.id) is None:
                    session = record.answer_red_flag(session, flag.id, "no")
            return session

        self._edit(deny)

    def answer_precaution(self, precaution: str, answer: Answer | None) -> None:
        """Tick or untick one of today's precautions."""
        self._edit(lambda session: record.answer_precaution(session, precaution, answer))

    def deny_precautions(self) -> None:
        """Answer no to all precautions that are not ticked."""
        names = tuple(self._answers.knowledge.precautions) if self._answers else ()

        def deny(session: Session) -> Session:
            for name in names:
                if session.precaution(name) is None:
                    session = record.answer_precaution(session, name, "no")
            return session

        self._edit(deny)

    def follow_muscle(self, muscle: str) -> None:
        """Open another muscle's card, on the side of the active one."""
        active = self._store.state.active
        if self._answers and muscle in self._answers.knowledge.muscles:
            self.choose(CandidateKey(muscle, active.side if active else Side.LEFT))

    def draw_item(self, item: str | None) -> None:
        """Draw one care item on the body, on the side of the active candidate; the same again takes it back."""
        again = self._store.state.view.item == item
        self._store.apply(choice.draw_item(None if again else item))

    def take_hit(self, hit: Hit) -> None:
        """Do what a search hit means: open a muscle, mark a place, or mark a complaint's places."""
        if self._answers is None:
            return
        if hit.kind == "muscle":
            self.follow_muscle(hit.id)
            self._store.apply(states.turn_to(_TAB_OF.get(hit.why.partition(":")[0], "find")))
            return
        if hit.kind in {"condition", "structure"}:
            self._edit(lambda session: record.choose(session, None))
            self._store.apply(states.open_condition(hit.id) if hit.kind == "condition" else states.look_at(hit.id))
            return
        places = [place for text in hit.places if (place := self._answers.place_named(text))]
        if places:
            self.mark_place(places[0])
        elif hit.muscles:
            self.follow_muscle(hit.muscles[0])

    # Keys

    def step_candidate(self, step: int) -> None:
        """Choose the candidate `step` further down the list."""
        keys = [row.key for row in self.rows()]
        if not keys:
            return
        active = self._store.state.active
        here = keys.index(active) if active in keys else -1 if step > 0 else len(keys)
        self.choose(keys[min(max(here + step, 0), len(keys) - 1)])

    def step_point(self) -> None:
        """Choose the next trigger point of the active candidate; after the last one, all."""
        key = self._store.state.active
        muscle = self._answers.knowledge.muscles.get(key.muscle) if self._answers and key else None
        if key is None or muscle is None:
            return
        state = self._store.state
        every: list[int | None] = [None, *numbers(state, key, tuple(each.number for each in muscle.trigger_points))]
        here = every.index(state.active_point) if state.active_point in every else 0
        after = every[(here + 1) % len(every)]
        edit = in_session(lambda session: record.choose(session, key, after))
        self._store.apply(_then(edit, states.show(None)))

    def turn_tab(self, number: int) -> None:
        """Open tab 1 … 5 of the card."""
        self._store.apply(states.turn_to(_TABS[number - 1]))

    def back(self) -> bool:
        """Close what is open, one level: the questions, the single point, the card of a muscle that is no candidate; whether anything was."""
        state = self._store.state
        if choice.step_back(state) != state:
            self._store.apply(choice.step_back)
        elif state.view.red_flags_open:
            self._store.apply(states.open_red_flags(on=False))
        elif state.view.session_open or state.view.compared is not None:
            self._store.apply(states.open_session(on=False) if state.view.session_open else states.compare_with(None))
        elif state.view.shown is not None:
            self._store.apply(states.show(None))
        elif state.view.inset is not None:
            self._store.apply(states.open_inset(None))
        elif state.view.condition is not None or state.view.looked_at is not None:
            self._store.apply(states.look_at(None))
        elif state.session.chosen_point is not None:
            self._edit(lambda session: record.choose(session, session.chosen, None))
        elif state.view.tool != "click":
            self._store.apply(states.take_tool("click"))
        elif state.session.chosen is not None and all(row.key != state.session.chosen for row in self.rows()):
            self._edit(lambda session: record.choose(session, None))
        return self._store.state != state

    def apply(self, edit: Edit) -> None:
        """Apply any edit of the view."""
        self._store.apply(edit)

    def _edit(self, edit: Callable[[Session], Session]) -> None:
        self._store.apply(in_session(edit))

    def _chosen_first(self, edit: Callable[[Session], Session]) -> Edit:
        """The edit that makes `edit`, and chooses the best of the candidates that it leaves."""

        def chosen(session: Session) -> Session:
            edited = edit(session)
            rows = self._answers.rows(edited) if self._answers else ()
            return record.choose(edited, rows[0].key if rows else None)

        return in_session(chosen)


def _then(first: Edit, second: Edit) -> Edit:
    def both(state: State) -> State:
        return second(first(state))

    return both


def bound(function: Callable[..., None], *values: object) -> Callable[[], None]:
    """Return `function` with `values` filled in, as an action's handler."""
    return partial(function, *values)
