"""What stands in the window's middle: the body, or over it the client's view, the far view or the hold timer. Drawn from the state."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QStackedWidget, QWidget

from bodymap.session.record import CandidateKey
from bodymap.ui.answer import Answers
from bodymap.ui.client import choice, deed, tone
from bodymap.ui.client.far import FarView
from bodymap.ui.client.page import ClientPage
from bodymap.ui.client.ring import HoldPage
from bodymap.ui.client.second import SecondScreen
from bodymap.ui.client.telling import shown_of
from bodymap.ui.drawing.art import PlateArt
from bodymap.ui.state import State, word_for
from bodymap.ui.theme import Theme
from bodymap.ui.waking import Side, side_of

if TYPE_CHECKING:
    from bodymap.ui.control import Control


class Face(QStackedWidget):
    """The body and what may lie over it."""

    def __init__(
        self,
        body: QWidget,
        control: Control,
        theme: Theme,
        picture: Callable[[CandidateKey, QSize], QPixmap | None],
    ) -> None:
        super().__init__()
        self._control = control
        self._answers: Answers | None = None
        self._side: Side = "body"
        self.client = ClientPage(theme, steps=True)
        self.far = FarView(picture)
        self.hold = HoldPage(theme, steps=True)
        self.second = SecondScreen(theme)
        self._pages: dict[Side, QWidget] = {"body": body, "client": self.client, "far": self.far, "hold": self.hold}
        for page in self._pages.values():
            self.addWidget(page)
        self._connect()

    def _connect(self) -> None:
        control = self._control
        self.client.stepped.connect(control.step_candidate)
        self.client.turned_to.connect(lambda page: control.apply(choice.turn_to_page(page)))
        self.client.closed.connect(lambda: control.apply(word_for("therapist")))
        self.hold.pressed.connect(lambda: deed.press_hold(control))
        self.hold.chosen.connect(lambda seconds: control.apply(choice.hold(seconds, time.monotonic())))
        self.hold.closed.connect(lambda: control.apply(choice.close_hold))
        self.hold.over.connect(self._sound)
        self.second.turned.connect(lambda: control.apply(choice.turn_client))
        self.second.closed.connect(self._forget_second)

    def take(self, answers: Answers, plates: Mapping[str, PlateArt]) -> None:
        """Draw by these answers on these plates."""
        self._answers = answers
        self.client.take(answers, plates)
        self.hold.take(answers.knowledge.hold, for_client=False)
        self.second.take(answers, plates)

    def set_theme(self, theme: Theme) -> None:
        """Paint everything in `theme`."""
        self.client.set_theme(theme)
        self.hold.set_theme(theme)
        self.second.set_theme(theme)

    def show_state(self, state: State) -> None:
        """Show `state`."""
        side = side_of(state)
        self._show_pages(state, side)
        self.second.follow(state, self.window().screen() if self.window() is not None else None)
        if side != self._side:
            self._turn_to(side)

    def finish(self) -> None:
        """Let everything rest; call before closing."""
        self.client.finish()
        self.hold.finish()
        self.second.finish()

    def paint_now(self) -> None:
        """Make the pictures here and now."""
        self.client.paint_now()
        self.second.paint_now()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """In the client's view the arrow keys turn to what is told next."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if self._side == "client" and step is not None:
            self.client.step_page(step)
        else:
            super().keyPressEvent(event)

    def _show_pages(self, state: State, side: Side) -> None:
        self.hold.show_hold(state.view.hold, moves=state.settings.moves)
        if self._answers is None:
            return
        if side == "client" or state.view.second:
            shown = shown_of(state, self._answers)
            self.second.show_told(shown)
            if side == "client":
                self.client.show_told(shown)
        if side == "far":
            self.far.show_rows(self._answers.rows(state.session), state.active)

    def _turn_to(self, side: Side) -> None:
        self._side = side
        self.setCurrentWidget(self._pages[side])
        if side != "client":
            self.client.finish()
        if side != "body":
            self._pages[side].setFocus()

    def _sound(self) -> None:
        if self._control.state.settings.hold_tone:
            tone.play()

    def _forget_second(self) -> None:
        if self._control.state.view.second:
            self._control.apply(choice.toggle_second)
