"""The window's two pages: the body, and over it the handout while one is made, or the settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from bodymap.ui.answer import Answers
from bodymap.ui.drawing.art import PlateArt
from bodymap.ui.state import State

if TYPE_CHECKING:
    from bodymap.ui.handout.page import HandoutPage


class HandoutStage(QStackedWidget):
    """Shows `body`, or the handout's page, which is made when it is first wanted."""

    turned = Signal()
    """Another page is in front than before: other keys are awake (`ui.waking`)."""
    left = Signal()
    """The body shows again."""
    dose_kept = Signal(str, str)
    """``(care item, text)``: a dose on the handout is to become the therapist's own."""

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self._page: HandoutPage | None = None
        self.addWidget(body)

    @property
    def page(self) -> HandoutPage:
        """The page on which handouts are made."""
        if self._page is None:
            from bodymap.ui.handout.page import HandoutPage

            self._page = HandoutPage()
            self._page.closed.connect(self.leave)
            self._page.dose_kept.connect(self.dose_kept)
            self.addWidget(self._page)
        return self._page

    @property
    def is_open(self) -> bool:
        """Whether another page than the body is shown."""
        return self.currentIndex() != 0

    @property
    def items(self) -> tuple[str, ...] | None:
        """The self-care that was chosen for the handout, or None where none was chosen yet."""
        return self._page.draft.items if self._page is not None and self._page.draft is not None else None

    def open(self, state: State, answers: Answers, plates: Mapping[str, PlateArt]) -> None:
        """Open the page for `state`."""
        self.show_page(self.page)
        self.page.set_up(state, answers, plates)

    def take(self, state: State, answers: Answers, plates: Mapping[str, PlateArt]) -> None:
        """Draw an open handout anew: there are other answers or plates now."""
        if self._page is not None and self.currentWidget() is self._page:
            self._page.set_up(state, answers, plates)

    def show_page(self, page: QWidget) -> None:
        """Show `page` in the body's place."""
        if self.indexOf(page) < 0:
            self.addWidget(page)
        self.setCurrentWidget(page)
        page.setFocus()
        self.turned.emit()

    def leave(self) -> None:
        """Show the body again; the draft is kept."""
        if not self.is_open:
            return
        self.setCurrentIndex(0)
        self.turned.emit()
        self.left.emit()

    def follow(self, before: State, after: State) -> None:
        """Another session, whoever's it is, leaves nothing of the last one's handout."""
        if before.session.key != after.session.key and self._page is not None:
            self._page.forget()
            if self.currentWidget() is self._page:
                self.leave()
