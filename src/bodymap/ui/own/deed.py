"""What the hand and the keys do about the therapist's own: from what a view said to an edit of the store. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from bodymap.errors import BodymapError
from bodymap.own import record
from bodymap.own.record import MOST_DOSE, MOST_NOTE, WHOLE, Own, Sides, is_own
from bodymap.session.paint import Stroke
from bodymap.session.record import CandidateKey, PointKey, choose
from bodymap.tongue import tr
from bodymap.ui import state as states
from bodymap.ui.state import State, in_own

if TYPE_CHECKING:
    from bodymap.ui.control import Control
    from bodymap.ui.drawing.hand import Gesture
    from bodymap.ui.store import Store

_TOOLS: tuple[states.Tool, ...] = ("own-x", "own-zone", "own-eraser")


class OwnDeeds:
    """Edits of one store, beside `control.Control`, to which everything goes that is not the therapist's own."""

    def __init__(self, store: Store, control: Control, refuse: Callable[[str], None]) -> None:
        """`refuse` says to the therapist why something cannot be kept."""
        self._store, self._control, self._refuse = store, control, refuse

    @property
    def _view(self) -> states.View:
        return self._store.state.view

    def toggle(self) -> None:
        """Open the strip for own X's and zones, or close it."""
        self._store.apply(states.open_own(on=not self._view.own_open))

    def take_tool(self, tool: str) -> None:
        """Take the X, the zone's brush or its eraser into the hand; anything else puts it back."""
        wanted: states.Tool = next((own for own in _TOOLS if own == tool), "click")
        self._store.apply(states.take_tool(wanted))

    def take_eraser(self) -> None:
        """Take the eraser, or put it back: that of the own zones while their strip is open, else that of the client's pain."""
        if self._view.own_open:
            self.take_tool("click" if self._view.tool == "own-eraser" else "own-eraser")
        else:
            self._control.take_tool("eraser")

    # The sheet

    def click(self, plate: str, x: float, y: float) -> None:
        """Put an own X where the finger is, where that is what the hand holds; else mark the client's pain."""
        if not states.is_own_tool(self._view.tool):
            self._control.mark(plate, x, y)
        elif self._view.tool == "own-x":
            self.put_point(plate, x, y)

    def press(self, plate: str, x: float, y: float) -> None:
        """Do at the keyboard's region what the tool in the hand does."""
        from bodymap.ui.drawing.hand import Gesture

        tool = self._view.tool
        if tool in {"own-zone", "own-eraser"}:
            self.painted(Gesture((Stroke(plate, ((x, y),), self._view.radius_mm),), tool))
        elif tool == "own-x":
            self.put_point(plate, x, y)
        else:
            self._control.press(plate, x, y)

    def painting(self, gesture: Gesture) -> None:
        """Let the list follow the client's pain on its way; an own zone is only drawn once it is done."""
        if not states.is_own_tool(self._tool_of(gesture)):
            self._control.painting(gesture)

    def painted(self, gesture: Gesture) -> None:
        """Keep what was drawn or rubbed out: of an own zone as one step."""
        tool = self._tool_of(gesture)
        if tool == "own-zone":
            self._draw(gesture)
        elif tool == "own-eraser":
            self._rub_out(gesture)
        else:
            self._control.painted(gesture)

    def _tool_of(self, gesture: Gesture) -> states.Tool:
        """What drew: a pen's other end rubs out own zones while their strip is open."""
        return "own-eraser" if gesture.tool == "eraser" and self._view.own_open else gesture.tool

    def _draw(self, gesture: Gesture) -> None:
        """In the zone of the chosen X, or of the whole muscle."""
        answers, key = self._control.answers, muscle_of(self._store.state)
        strokes = answers.strokes_at(key, gesture.strokes) if answers is not None and key is not None else ()
        if key is not None and strokes:
            number, sides = self._store.state.session.chosen_point or WHOLE, self._sides(key)
            self._edit(lambda own: record.add_strokes(own, key.muscle, number, strokes, sides))

    def _rub_out(self, gesture: Gesture) -> None:
        """From the zones that are drawn: of the chosen X, or all of the muscle's."""
        answers, key = self._control.answers, muscle_of(self._store.state)
        if answers is not None and key is not None:
            number = self._store.state.session.chosen_point
            self._edit(lambda own: answers.rubbed_out(own, key, number, gesture.strokes))

    def put_point(self, plate: str, x: float, y: float) -> None:
        """Put an X of the chosen muscle under the finger, choose it, and put the tool back: one press, one X."""
        answers, key = self._control.answers, muscle_of(self._store.state)
        site = answers.site_at(key, plate, x, y) if answers is not None and key is not None else None
        if key is None or site is None:
            return
        sides = self._sides(key)

        def edit(state: State) -> State:
            own = record.put_point(state.own, key.muscle, site, sides)
            session = choose(state.session, key, own.points_of(key.muscle)[-1].number)
            return replace(state, own=own, session=session, view=replace(state.view, tool="click", shown=None))

        self._apply(edit)

    def _sides(self, key: CandidateKey) -> Sides:
        return "both" if self._view.own_sides == "both" else "left" if str(key.side) == "left" else "right"

    # What is there

    def name(self, text: str) -> None:
        """Call the chosen own X so."""
        self._at_chosen(lambda own, muscle, number: record.name_point(own, muscle, number, text))

    def turn_sides(self, sides: str) -> None:
        """Let the chosen own X, or the zone that is drawn on, be on both sides or this one; and what comes next too."""
        key = muscle_of(self._store.state)
        wanted: Sides = "both" if sides == "both" or key is None else "left" if str(key.side) == "left" else "right"
        self._store.apply(states.put_on("both" if sides == "both" else wanted))
        self._at_chosen(lambda own, muscle, number: record.turn_sides(own, muscle, number, wanted))

    def remove(self) -> None:
        """Take the chosen own X with its zone away; where none is chosen, the muscle's or the shipped X's own zone."""
        point = self._chosen()
        if point is None:
            return
        if is_own(point.number):
            self._store.apply(_then(in_own(lambda own: record.remove_point(own, point.muscle, point.number)), _let_go))
        else:
            self.remove_zone()

    def remove_zone(self) -> None:
        """Take the zone of the chosen X, or of the whole muscle, away."""
        self._at_chosen(record.remove_zone)

    def _chosen(self) -> PointKey | None:
        """What is edited: the chosen X, or with `WHOLE` the muscle."""
        key = muscle_of(self._store.state)
        return PointKey(key.muscle, key.side, self._store.state.session.chosen_point or WHOLE) if key is not None else None

    def _at_chosen(self, change: Callable[[Own, str, int], Own]) -> None:
        point = self._chosen()
        if point is not None:
            self._edit(lambda own: change(own, point.muscle, point.number))

    # Words

    def wanted(self, what: str) -> None:
        """Do what a link of the card says: `x` opens the strip, `note` and `dose:<care item>` the field; the same again closes it."""
        if what == "x":
            self.toggle()
        else:
            self._store.apply(states.write("" if self._view.writing == what else what))

    def write_note(self, muscle: str, text: str) -> None:
        """Keep the note on a muscle; what is beyond the longest is left out, and that is said."""
        if len(record.cleaned(text)) > MOST_NOTE:
            self._refuse(tr("A note holds at most {n} signs; what was beyond is left out.", n=MOST_NOTE))
        self._edit(lambda own: record.write_note(own, muscle, text))

    def set_dose(self, care: str, dose: str) -> None:
        """Keep one's own dose of a care item, or say why it cannot be kept whole."""
        _, why = self.keep_dose(care, dose)
        if why:
            self._refuse(why)

    def keep_dose(self, care: str, dose: str) -> tuple[Own, str]:
        """Keep one's own dose of a care item; return what is one's own now, and what of the dose could not be kept: what is beyond the longest, or all."""
        why = self._try(in_own(lambda own: record.set_dose(own, care, dose)))
        if not why and len(record.cleaned(dose)) > MOST_DOSE:
            why = tr("A dose holds at most {n} signs; what was beyond is left out.", n=MOST_DOSE)
        return self._store.state.own, why

    def take(self, own: Own) -> str:
        """Take what an import left, as one step that can be undone; return why it cannot be kept, empty where it is."""
        return self._try(in_own(lambda _own: own))

    def _edit(self, edit: Callable[[Own], Own]) -> None:
        self._apply(in_own(edit))

    def _apply(self, edit: states.Edit) -> None:
        """Make an edit of what is kept, or say why it cannot be kept; then nothing has changed."""
        why = self._try(edit)
        if why:
            self._refuse(why)

    def _try(self, edit: states.Edit) -> str:
        from bodymap.own.form import compose_readable

        def kept(state: State) -> State:
            after = edit(state)
            compose_readable(after.own)
            return after

        try:
            self._store.apply(kept)
        except BodymapError as error:
            return str(error)
        return ""


def muscle_of(state: State) -> CandidateKey | None:
    """Return the candidate to which a new X or zone belongs: the chosen one, before one that is only looked at."""
    return state.session.chosen or state.view.shown


def step_back(state: State) -> State:
    """Put the tool back, close the field, close the strip: one of them; `state` itself where none is open."""
    if state.view.writing:
        return states.write("")(state)
    if states.is_own_tool(state.view.tool):
        return states.take_tool("click")(state)
    return states.open_own(on=False)(state) if state.view.own_open else state


def numbers(state: State, key: CandidateKey, shipped: tuple[int, ...]) -> tuple[int, ...]:
    """Return the numbers of all X's of a candidate, the shipped ones first."""
    return (*shipped, *(each.number for each in state.own.points_of(key.muscle, key.side)))


def _let_go(state: State) -> State:
    return replace(state, session=choose(state.session, state.session.chosen, None))


def _then(first: states.Edit, second: states.Edit) -> states.Edit:
    return lambda state: second(first(state))
