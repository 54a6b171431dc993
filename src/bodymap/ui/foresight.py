"""While the pointer rests on the body, what a click there would ask is answered already, so that the click itself is at once.

A hand rests before it presses. A little is done at a time, and the pointer's next move ends it: moving stays light. Nothing is kept of it but answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from bodymap.ui.drawing.sheet import PLATES

if TYPE_CHECKING:
    from bodymap.ui.answer import Answers
    from bodymap.ui.control import Control
    from bodymap.ui.drawing.compose import Composer
    from bodymap.ui.drawing.scene import Scene
    from bodymap.ui.state import State

_RESTS_MS = 40


class Foresight(QObject):
    """Thinks ahead for one window: asks what a press would ask, and makes what the state after it would show."""

    def __init__(
        self,
        control: Control,
        composer: Callable[[], Composer | None],
        draw: Callable[[Scene], Iterator[None]],
        tell: Callable[[State, Answers], None],
        parent: QObject,
    ) -> None:
        """`draw` makes a scene's pictures ahead, step by step, `tell` what will be said of a state."""
        super().__init__(parent)
        self._control, self._composer, self._draw, self._tell = control, composer, draw, tell
        self._steps: Iterator[None] = iter(())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_thinking(self) -> bool:
        """Whether anything is still to be answered."""
        return self._timer.isActive()

    def rest(self, plate: str, x: float, y: float) -> None:
        """The pointer came to a point of a plate; an empty plate means that it left."""
        self._timer.stop()
        state = self._control.state
        if plate and state.view.tool == "click":
            self._steps = self._think(plate, x, y)
            self._timer.start(_RESTS_MS)
        elif not plate and state.arrangement.layers_open:
            self._steps = self._lay()
            self._timer.start(_RESTS_MS)

    def _go_on(self) -> None:
        try:
            next(self._steps)
        except StopIteration:
            return
        self._timer.start(0)

    def _lay(self) -> Iterator[None]:
        """What may be laid over the body from the layers' box: each switch would take a second else."""
        composer = self._composer()
        if composer is not None:
            yield from composer.laying.ahead()

    def _imagine(self, state: State) -> Iterator[None]:
        composer, answers = self._composer(), self._control.answers
        if composer is not None and answers is not None:
            self._tell(state, answers)
            yield
            yield from composer.ahead(state)
            yield from self._draw(composer.scene(state))

    def _think(self, plate: str, x: float, y: float) -> Iterator[None]:
        """What a press here will ask: of the X under the pointer, else of a mark."""
        answers, state = self._control.answers, self._control.state
        if answers is None:
            return
        if self._control.hovered is not None:
            yield from self._imagine(self._control.choosing(self._control.hovered)(state))
            return
        place = answers.place_at(plate, x, y)
        if place is None:
            return
        yield
        session = self._control.marking(place)(state).session
        yield
        answers.painted(session, PLATES)
        yield
        yield from self._imagine(self._control.marking(place)(state))
        answers.together(session)
        answers.look_alikes(session)
        yield
        answers.next_check(session)
        yield
        answers.safety_regions(session)
        answers.prompts(session)
