"""The one frozen value from which the whole window is drawn, and the pure edits of what only the window knows.

`State.session` is the client's (marks, answers, findings, choice) and belongs to `bodymap.session`; `State.own` is what the
therapist knows beyond the records and belongs to no client; `State.view` is how it is looked at and is never undone; `State.settings` is what the therapist set once for all clients,
`State.arrangement` how the window stands. Knows no Qt.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from bodymap.own.record import NOTHING, Own, Sides
from bodymap.session.record import NEW_CLIENT, CandidateKey, Session
from bodymap.tongue import phrase
from bodymap.ui.arrangement import Arrangement
from bodymap.ui.hold import Hold
from bodymap.ui.setting import Settings
from bodymap.ui.theme import LAYERS

Wording = Literal["therapist", "client"]
Tool = Literal["click", "brush", "eraser", "region", "clear", "own-x", "own-zone", "own-eraser"]
Tab = Literal["find", "care", "look-alikes", "anatomy", "notes"]
Lying = Literal["prone", "supine", "left", "right"]
"""On the belly, on the back, on the left side, on the right side."""

PEEL_STEPS = ("skin", "superficial", "middle", "deep", "bone")
PEEL_NAMES = {"skin": phrase("Skin"), "superficial": phrase("Superficial"), "middle": phrase("Middle"), "deep": phrase("Deep"), "bone": phrase("Bone")}
LAID = ("attachments", "nerves", "fascia", "roots", "skin-nerves")
"""What can be laid over the plates."""
RADII_MM = (5.0, 60.0)
MOST_RECENT = 6
_GHOST = 0.1
_PEELED: dict[str, tuple[float, ...]] = {
    "skin": (1.0, 1.0, 1.0, 1.0, 1.0),
    "superficial": (0.0, 1.0, 1.0, 1.0, 1.0),
    "middle": (0.0, _GHOST, 1.0, 1.0, 1.0),
    "deep": (0.0, 0.0, _GHOST, 1.0, 1.0),
    "bone": (0.0, 0.0, 0.0, 0.0, 1.0),
}


@dataclass(frozen=True, slots=True)
class Layers:
    """How much of each layer shows (0 … 1, in the order of `theme.LAYERS`), and which are switched off altogether."""

    opacity: tuple[float, ...] = _PEELED["superficial"]
    off: frozenset[str] = frozenset()

    def shown(self, layer: str) -> float:
        """Return the opacity with which `layer` is painted now, 0 where it is switched off."""
        return 0.0 if layer in self.off else self.opacity[LAYERS.index(layer)]

    @property
    def hidden(self) -> frozenset[str]:
        """The layers too faint to be picked."""
        return frozenset(layer for layer in LAYERS if self.shown(layer) < 0.25)

    @property
    def step(self) -> str | None:
        """The peel step that looks just like this, or None."""
        return next((step for step in PEEL_STEPS if not self.off and _PEELED[step] == self.opacity), None)


@dataclass(frozen=True, slots=True)
class View:
    """How the session is looked at; never undone."""

    layers: Layers = field(default_factory=Layers)
    shown: CandidateKey | None = None
    """The candidate that the pointer, the arrow keys or a first tap shows; before the chosen one."""
    wording: Wording = "therapist"
    tab: Tab = "find"
    system_theme: str = "light"
    """What the desktop wants, for those who leave the theme to it."""
    red_flags_open: bool = False
    looked_at: str | None = None
    """The base id of an atlas structure that the search found and no record speaks of."""
    condition: str | None = None
    """The condition that the search opened instead of a muscle."""
    tool: Tool = "click"
    """What a press on the sheet does."""
    radius_mm: float = 20.0
    """The brush's radius on the skin."""
    inset: str | None = None
    """The enlarged plate that is open on the sheet."""
    compared: CandidateKey | None = None
    """The candidate that stands beside the chosen one, to tell them apart."""
    item: str | None = None
    """The care item that is drawn on the body and told to the client; None tells where the pain may come from."""
    by_steps: bool = False
    """Whether the client is told that item step by step, and not what it is for."""
    far: bool = False
    """Whether the top three stand there in letters for two metres."""
    lying: Lying | None = None
    """How the client lies, where the figure is to lie so too; None stands it up."""
    hold: Hold | None = None
    """The hold timer, while it is open."""
    second: bool = False
    """Whether the client's own window is open."""
    session_open: bool = False
    """Whether the page of this session (pain before and after, test, notes) lies over the panel."""
    last: Session | None = field(default=None, repr=False)
    """The client's session before this one, where there is one: its pain is the ghost until treatment begins."""
    last_day: date | None = None
    """The day of that session."""
    ghost: bool = True
    """Whether the earlier pain is drawn under the pain of now."""
    laid: frozenset[str] = frozenset()
    """Which of `LAID` lie over the plates."""
    own_open: bool = False
    """Whether the strip for the therapist's own X's and zones is open."""
    own_sides: Sides = "both"
    """On which sides the next own X or zone is."""
    writing: str = ""
    """What of the therapist's own is being written: `note`, or the care item whose dose it is."""


@dataclass(frozen=True, slots=True)
class State:
    """Session, view, settings and the window's arrangement together."""

    session: Session = NEW_CLIENT
    view: View = field(default_factory=View)
    own: Own = field(default=NOTHING, repr=False)
    settings: Settings = field(default_factory=Settings)
    arrangement: Arrangement = field(default_factory=Arrangement)

    @property
    def theme(self) -> str:
        """The theme that everything is painted in."""
        return self.view.system_theme if self.settings.theme == "system" else self.settings.theme

    @property
    def active(self) -> CandidateKey | None:
        """The candidate drawn on the body: the one shown, else the one chosen."""
        return self.view.shown or self.session.chosen

    @property
    def earlier(self) -> Session | None:
        """The pain that is drawn as a ghost: that before treatment, else that of last time; None where there is none, or it is off."""
        if not self.view.ghost:
            return None
        if self.session.before is not None:
            return Session(marks=self.session.before.marks, areas=self.session.before.areas)
        return Session(marks=self.view.last.marks, areas=self.view.last.areas) if self.view.last is not None else None

    @property
    def earlier_day(self) -> date | None:
        """The day of that pain, where it is another one than today."""
        return self.view.last_day if self.earlier is not None and self.session.before is None else None

    @property
    def active_point(self) -> int | None:
        """The trigger point whose own referral alone is drawn, or None for all of the active candidate's."""
        return self.session.chosen_point if self.active == self.session.chosen else None


Edit = Callable[[State], State]


def in_session(edit: Callable[[Session], Session]) -> Edit:
    """Return the edit of the state that edits its session."""
    return lambda state: replace(state, session=edit(state.session))


def show(candidate: CandidateKey | None) -> Edit:
    """Show `candidate` on the body without choosing it; None goes back to the chosen one."""
    return lambda state: _viewed(state, replace(state.view, shown=candidate))


def peel_to(step: str) -> Edit:
    """Peel to one of `PEEL_STEPS`; all switches come back on."""
    return lambda state: _viewed(state, replace(state.view, layers=Layers(_PEELED[step])))


def peel_by(steps: int) -> Edit:
    """Peel `steps` further in (out where negative), stopping at skin and bone; from a mix of faders, start at the nearest step."""

    def edit(state: State) -> State:
        here = PEEL_STEPS.index(nearest_step(state.view.layers))
        there = min(max(here + steps, 0), len(PEEL_STEPS) - 1)
        return peel_to(PEEL_STEPS[there])(state)

    return edit


def nearest_step(layers: Layers) -> str:
    """Return the peel step that looks most like `layers`."""

    def distance(step: str) -> float:
        return sum(abs(layers.shown(layer) - _PEELED[step][i]) for i, layer in enumerate(LAYERS))

    return min(PEEL_STEPS, key=distance)


def fade(layer: str, opacity: float) -> Edit:
    """Fade one layer to `opacity` (clamped to 0 … 1)."""
    index = LAYERS.index(layer)
    clamped = min(max(opacity, 0.0), 1.0)

    def edit(state: State) -> State:
        old = state.view.layers.opacity
        values = (*old[:index], clamped, *old[index + 1 :])
        return _viewed(state, replace(state.view, layers=replace(state.view.layers, opacity=values)))

    return edit


def switch(layer: str, *, on: bool) -> Edit:
    """Switch one layer on or off; switching on a layer that was faded away brings it back whole."""

    def edit(state: State) -> State:
        layers = state.view.layers
        off = layers.off - {layer} if on else layers.off | {layer}
        edited = _viewed(state, replace(state.view, layers=replace(layers, off=off)))
        if on and layers.opacity[LAYERS.index(layer)] < 0.25:
            return fade(layer, 1.0)(edited)
        return edited

    return edit


def lay(name: str, *, on: bool) -> Edit:
    """Lay one of `LAID` over the plates, or take it away."""
    return lambda state: _viewed(state, replace(state.view, laid=state.view.laid | {name} if on else state.view.laid - {name}))


def word_for(wording: Wording) -> Edit:
    """Say everything in the therapist's or the client's words."""
    return lambda state: _viewed(state, replace(state.view, wording=wording))


def other_wording(state: State) -> State:
    """Toggle between the therapist's and the client's words."""
    return word_for("client" if state.view.wording == "therapist" else "therapist")(state)


def turn_to(tab: Tab) -> Edit:
    """Open one tab of the card; the care item that was drawn goes with the care tab."""
    return lambda state: _viewed(state, replace(state.view, tab=tab, item=state.view.item if tab == "care" else None))


def look_at(structure: str | None) -> Edit:
    """Light an atlas structure on both sides; None lets it go."""
    return lambda state: _viewed(state, replace(state.view, looked_at=structure, condition=None, shown=None))


def open_condition(condition: str | None) -> Edit:
    """Open a condition's page instead of a muscle's; None closes it."""
    return lambda state: _viewed(state, replace(state.view, condition=condition, looked_at=None, shown=None))


def take_tool(tool: Tool) -> Edit:
    """Take a tool into the hand."""
    return lambda state: _viewed(state, replace(state.view, tool=tool))


def size_brush(radius_mm: float) -> Edit:
    """Make the brush so large, within `RADII_MM`."""
    radius = min(max(radius_mm, RADII_MM[0]), RADII_MM[1])
    return lambda state: _viewed(state, replace(state.view, radius_mm=radius))


def open_inset(inset: str | None) -> Edit:
    """Open an enlarged plate in its place on the sheet; None closes it."""
    return lambda state: _viewed(state, replace(state.view, inset=inset))


def compare_with(candidate: CandidateKey | None) -> Edit:
    """Put a candidate beside the chosen one; None closes the comparison."""
    return lambda state: _viewed(state, replace(state.view, compared=candidate))


def open_session(*, on: bool) -> Edit:
    """Open or close the page of this session."""
    return lambda state: _viewed(state, replace(state.view, session_open=on))


def show_ghost(*, on: bool) -> Edit:
    """Draw the earlier pain under that of now, or leave it away."""
    return lambda state: _viewed(state, replace(state.view, ghost=on))


def look_back(last: Session | None, day: date | None = None) -> Edit:
    """Take the client's last session, of that day, as what now is compared with."""
    return lambda state: _viewed(state, replace(state.view, last=last, last_day=day))


def set_up(**changes: Any) -> Edit:
    """Change settings, by the names of `Settings`' fields."""
    return lambda state: replace(state, settings=replace(state.settings, **changes))


def arrange(**changes: Any) -> Edit:
    """Change the window's arrangement, by the names of `Arrangement`'s fields."""
    return lambda state: replace(state, arrangement=replace(state.arrangement, **changes))


def remember(muscle: str) -> Edit:
    """Put `muscle` first among those opened last."""
    return lambda state: arrange(recent=(muscle, *(each for each in state.arrangement.recent if each != muscle))[:MOST_RECENT])(state)


def follow_system(theme: str) -> Edit:
    """Note which theme the desktop wants."""
    return lambda state: _viewed(state, replace(state.view, system_theme=theme))


def open_red_flags(*, on: bool) -> Edit:
    """Unfold or fold the red-flag questions."""
    return lambda state: _viewed(state, replace(state.view, red_flags_open=on))


def new_client(state: State) -> State:
    """Clear all that belongs to the client; the settings stay."""
    return take_session(Session(key=uuid.uuid4().hex))(state)


def take_session(session: Session) -> Edit:
    """Put another session in the place of this one; of how this one was looked at nothing stays."""
    return lambda state: replace(state, session=session, view=View(system_theme=state.view.system_theme, second=state.view.second))


def in_own(edit: Callable[[Own], Own]) -> Edit:
    """Return the edit of the state that edits the therapist's own."""
    return lambda state: replace(state, own=edit(state.own))


def open_own(*, on: bool) -> Edit:
    """Open or close the strip for own X's and zones; closed, the hand marks the client's pain again."""
    return lambda state: _viewed(state, replace(state.view, own_open=on, tool="click" if is_own_tool(state.view.tool) or on else state.view.tool))


def is_own_tool(tool: Tool) -> bool:
    """Whether a tool makes what is the therapist's own, and not a mark of the client's."""
    return tool in {"own-x", "own-zone", "own-eraser"}


def put_on(sides: Sides) -> Edit:
    """Let the next own X or zone be on these sides."""
    return lambda state: _viewed(state, replace(state.view, own_sides=sides))


def write(what: str) -> Edit:
    """Open the field for the note (`note`) or a care item's dose; empty closes it."""
    return lambda state: _viewed(state, replace(state.view, writing=what))


def _viewed(state: State, view: View) -> State:
    return replace(state, view=view)
