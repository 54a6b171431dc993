"""Changes the figure: loads plates and answers for it behind the window, which stays as it is until both are there.

What is marked, painted and chosen belongs to the session and stays. A figure that was loaded once comes back at once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from bodymap.tongue import phrase, tr
from bodymap.ui import state as states
from bodymap.ui.answer import Loaded
from bodymap.ui.loader import Loader, load_answers, load_insets, load_plates
from bodymap.ui.panel.progress import Progress

if TYPE_CHECKING:
    from bodymap.ui.drawing.art import PlateArt
    from bodymap.ui.state import State
    from bodymap.ui.window import Window

    Plates = dict[str, PlateArt]

SENTENCES = {"male": phrase("Changing to the male figure …"), "female": phrase("Changing to the female figure …")}
_LOOK_MS, _PATIENCE_S = 40, 3.0


class FigureSwitch(QObject):
    """Follows the setting `figure` of a window's store."""

    settled = Signal()
    """Nothing is on its way any more."""

    def __init__(
        self,
        window: Window,
        plates: Callable[[str], tuple[Plates, tuple[str, ...]]] = load_plates,
        answers: Callable[[str], Loaded] = load_answers,
        insets: Callable[[str], Plates] = load_insets,
    ) -> None:
        super().__init__(window)
        self._window, self._plates, self._answers, self._insets = window, plates, answers, insets
        self._kept: dict[str, tuple[Plates, Loaded]] = {}
        self._arrived: dict[str, Plates] = {}
        self._enlarged: dict[str, Plates] = {}
        self._loading: dict[str, Loader] = {}
        self._shown = self._lying = ""
        self._is_calm = Event()
        """No press waits: whatever is loaded last would take the hand's time."""
        self.progress = Progress(window.canvas)
        window.store.changed.connect(self._follow)

    @property
    def shown(self) -> str:
        """The figure on the sheet; empty before the first is there."""
        return self._shown

    @property
    def lying(self) -> str:
        """The figure whose plates lie on the sheet, whether its records are there or still on their way; empty before the first."""
        return self._lying

    @property
    def is_loading(self) -> bool:
        """Whether anything of a figure is still on its way."""
        return bool(self._loading)

    def start(self) -> None:
        """Load the figure that the settings name, plates first."""
        self._load(self._wanted)

    def finish(self) -> None:
        """Wait for what is still loading; call before closing."""
        self._is_calm.set()
        for loader in tuple(self._loading.values()):
            loader.wait()

    @property
    def _wanted(self) -> str:
        return self._window.store.state.settings.figure

    def _follow(self, before: State, after: State) -> None:
        if before.settings.figure == after.settings.figure:
            return
        if after.settings.figure == self._shown:
            self.progress.hide()
        elif after.settings.figure in self._kept:
            self._show(after.settings.figure)
        else:
            self._load(after.settings.figure)

    def _load(self, figure: str) -> None:
        if self._shown:
            self.progress.tell(tr(SENTENCES[figure]), 0.15)
        if figure in self._loading:
            return  # it shows itself when it is there
        loader = Loader(partial(self._plates, figure), partial(self._answer, figure), partial(self._enlarge, figure), self._window)
        self._loading[figure] = loader
        loader.plates_loaded.connect(partial(self._take_plates, figure))
        loader.loaded.connect(partial(self._take, figure))
        loader.insets_loaded.connect(partial(self._take_insets, figure))
        loader.failed.connect(partial(self._fail, figure))
        loader.finished.connect(partial(self._ended, figure))
        loader.start()

    def _answer(self, figure: str) -> Loaded:
        """Load the answers, and think of the clicks that wait for them; in the loader's thread."""
        loaded = self._answers(figure)
        if loaded.answers is not None:
            loaded.answers.expect(self._window.control.waiting)
        return loaded

    def _enlarge(self, figure: str) -> Plates:
        """Load the insets, once the presses that waited for the answers are done; in the loader's thread."""
        self._is_calm.wait(_PATIENCE_S)
        return self._insets(figure)

    def _look_for_calm(self) -> None:
        if self._window.control.waiting:
            QTimer.singleShot(_LOOK_MS, self, self._look_for_calm)
        else:
            self._is_calm.set()

    def _take_plates(self, figure: str, plates: Plates, problems: tuple[str, ...]) -> None:
        self._arrived[figure] = plates
        if self._shown:
            self._window.tell(problems)
            if figure == self._wanted:
                self.progress.tell(tr(SENTENCES[figure]), 0.5)
        elif figure == self._wanted:
            self._lying = figure
            self._window.take_plates(plates, problems)

    def _take(self, figure: str, loaded: Loaded) -> None:
        QTimer.singleShot(_LOOK_MS, self, self._look_for_calm)
        plates = self._arrived.pop(figure)
        if self._other(figure) and (not plates or loaded.answers is None):
            self._window.tell(loaded.problems)
            self._refuse(figure)
            return
        self._kept[figure] = plates, loaded
        if figure == self._wanted:
            self._show(figure)

    def _take_insets(self, figure: str, insets: Plates) -> None:
        self._enlarged[figure] = insets
        if figure == self._shown:
            self._window.take_insets(insets)

    def _ended(self, figure: str) -> None:
        self._loading.pop(figure).deleteLater()
        if not self._loading:
            self.settled.emit()

    def _show(self, figure: str) -> None:
        plates, loaded = self._kept[figure]
        self._shown = figure
        if self._lying != figure:
            self._lying = figure
            self._window.take_plates(plates, insets=self._enlarged.get(figure))
        self._window.take(loaded)
        self.progress.hide()

    def _fail(self, figure: str, sentence: str) -> None:
        self._window.tell_failure(sentence)
        self._refuse(figure)

    def _refuse(self, figure: str) -> None:
        """Go back to another figure, if there is one."""
        self.progress.hide()
        other = self._other(figure)
        if other and figure == self._wanted:
            self._window.control.apply(states.set_up(figure=other))

    def _other(self, figure: str) -> str:
        """Return the figure on the sheet, or one that was loaded meanwhile or is on its way beside `figure`; empty if there is none."""
        return self._shown or next((each for each in (*self._kept, *self._loading) if each != figure), "")
