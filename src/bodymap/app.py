"""Composition root of the window: opens the lobby at once, and behind its first frame makes the store and the window and loads the rest, step by step."""

from __future__ import annotations

import contextlib
import gc
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

import bodymap

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Generator, Iterator

    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QApplication

    from bodymap.ui.afterimage import Afterimage
    from bodymap.ui.figure import FigureSwitch
    from bodymap.ui.lobby import Lobby
    from bodymap.ui.state import State
    from bodymap.ui.window import Window


_SETTLED_MS = 2500
"""So long after the first frame of the body the sheet is kept for the next start: by then nothing waits for it."""
_FIRST_SIZE = (1600, 1000)
WINDOW_NEEDS = (
    "bodymap.ui.state",
    "bodymap.ui.answer",
    "bodymap.ui.drawing.overlay",
    "bodymap.ui.drawing.canvas",
    "bodymap.report.told",
    "bodymap.ui.client.page",
    "bodymap.ui.client.face",
    "bodymap.ui.clinic.clientbox",
    "bodymap.ui.panel.bar",
    "bodymap.ui.panel.carepage",
    "bodymap.ui.panel.column",
    "bodymap.ui.wiring",
    "bodymap.ui.window",
    "bodymap.ui.figure",
)
"""What is imported before the window is made, from below upwards: one a step, so that none is felt."""
KEEPING_NEEDS = (
    "bodymap.ui.clinic.cover",
    "bodymap.ui.clinic.desk",
    "bodymap.ui.clinic.coursepage",
    "bodymap.ui.clinic.reception",
    "bodymap.ui.clinic.keeping",
)
"""The same before sessions can be kept."""


def run_window(options: Namespace | None = None) -> int:
    """Open the window and return the exit code when it is closed."""
    del options
    gc.disable()  # until all is loaded: see `keep_for_good`
    bodymap.make_types_later()
    from bodymap.ui.application import begin_application, fit_screens

    fit_screens()
    return Start(begin_application()).run()


class Start:
    """From the first frame to the last: what is there yet of one window."""

    def __init__(self, app: QApplication) -> None:
        from bodymap.ui import userfile
        from bodymap.ui.application import theme_name

        self.app = app
        self._settings = userfile.table(userfile.settings_file())
        self._arranged = userfile.table(userfile.arrangement_file())
        self._theme = theme_name(app, self._settings.get("theme"))
        self._seen: tuple[str, QSize, float] | None = None
        """Of which window, how large and how dense the picture was that was shown first; the picture itself goes once it is not needed."""
        self.window: Window | None = None
        self._switch: FigureSwitch | None = None

    def run(self) -> int:
        """Open the lobby, have the rest come behind it, and return the exit code when it is closed."""
        from bodymap.ui import afterimage
        from bodymap.ui.steps import Steps

        lobby = self._lobby(afterimage.load(self._theme))
        if lobby.seen is not None:
            picture = lobby.seen.picture
            self._seen = afterimage.key(self._theme), picture.deviceIndependentSize().toSize(), picture.devicePixelRatio()
        steps = Steps(self._whole(lobby), lobby)
        lobby.painted.connect(steps.start)
        lobby.resize(self._first_size())
        lobby.showMaximized() if self._arranged.get("maximized") is True else lobby.show()
        code = self.app.exec()
        steps.stop()
        if self.window is not None and self._switch is not None:
            self._end(self.window, self._switch, lobby)
        return code

    def _lobby(self, seen: Afterimage | None) -> Lobby:
        from bodymap.ui.lobby import Lobby

        if seen is not None:
            return Lobby(seen)
        from bodymap.tongue import tr
        from bodymap.ui import language
        from bodymap.ui.theme import THEMES

        chosen = self._settings.get("language")
        language.speak(chosen if isinstance(chosen, str) else "")
        theme = THEMES[self._theme]
        return Lobby(None, theme.paper, theme.quiet, tr("Opening bodymap…"))

    def _first_size(self) -> QSize:
        """The size of last time, at first that of a good monitor; never more than the screen has."""
        from PySide6.QtCore import QSize

        wanted = [self._arranged.get(name) for name in ("width", "height")]
        width, height = (each if type(each) is int and 0 < each < 100_000 else usual for each, usual in zip(wanted, _FIRST_SIZE, strict=True))
        return QSize(width, height).boundedTo(self.app.primaryScreen().availableSize())

    # Behind the first frame -----------------------------------------------------------------------------------------------------

    def _whole(self, lobby: Lobby) -> Iterator[None]:
        """Furnish the lobby; where that fails it says so, for a picture that never answers would be worse than none."""
        try:
            yield from self._furnish(lobby)
        except Exception as error:
            from bodymap.errors import BodymapError
            from bodymap.tongue import tr
            from bodymap.ui.theme import THEMES

            is_ours, theme = isinstance(error, BodymapError), THEMES[self._theme]
            if lobby.is_waiting:
                lobby.give_up(str(error) if is_ours else tr("bodymap could not be opened. Start it again; if that does not help, install it anew."), theme.paper, theme.ink)
            if not is_ours or not lobby.is_waiting:
                raise

    def _furnish(self, lobby: Lobby) -> Iterator[None]:
        """Make the window in the lobby, and begin to load what it shows."""
        from bodymap.ui import application

        application.make_application()
        yield
        from bodymap.ui.crash import Watch

        Watch(self.app)
        yield
        from bodymap.ui import qttypes

        yield from qttypes.make_all()
        for name in WINDOW_NEEDS:
            import_module(name)
            yield
        window = yield from self._make_window(lobby)
        yield from self._let_in(lobby, window)
        for name in KEEPING_NEEDS:
            import_module(name)
            yield
        self._keep(window)
        window.panel.candidates.make_ready()

    def _make_window(self, lobby: Lobby) -> Generator[None, None, Window]:
        from bodymap.archive.visit import new_id
        from bodymap.session.record import Session
        from bodymap.ui import arrangement, language, setting
        from bodymap.ui import state as states
        from bodymap.ui.application import keep_for_good, system_theme
        from bodymap.ui.figure import FigureSwitch
        from bodymap.ui.firstframe import FirstFrame
        from bodymap.ui.state import State, View
        from bodymap.ui.store import Store
        from bodymap.ui.window import Window

        app = self.app
        settings, problems = setting.load()
        store = Store(State(Session(key=new_id()), View(system_theme=system_theme(app)), settings=settings, arrangement=arrangement.load()))
        language.speak(settings.language)
        window = self.window = Window(store, in_steps=True)
        lobby.let_in(window)
        yield from window.building
        window.tell(problems)
        store.changed.connect(partial(_keep_settings, window))
        app.styleHints().colorSchemeChanged.connect(lambda: store.apply(states.follow_system(system_theme(app))))
        self._switch = switch = FigureSwitch(window)
        switch.settled.connect(partial(keep_for_good, app))
        FirstFrame(window.canvas, switch.start)
        return window

    def _let_in(self, lobby: Lobby, window: Window) -> Iterator[None]:
        """Have the window stand, with the body as it was kept, and done in it what was done meanwhile."""
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QWidget

        from bodymap.ui.arrival import hand_on
        from bodymap.ui.drawing import opening

        state = window.store.state
        kept = opening.load(state.theme, figure=state.settings.figure)
        if kept is not None:
            window.take_opening(kept)
        yield
        for number, part in enumerate(window.findChildren(QWidget)):
            part.ensurePolished()
            if number % 40 == 39:
                yield
        window.canvas.painted_first.connect(lambda: QTimer.singleShot(0, window, lambda: _bring_own(window)))
        window.canvas.painted_first.connect(lambda: QTimer.singleShot(_SETTLED_MS, window, self._keep_opening))
        while lobby.is_pressed:
            yield
        hand_on(window, lobby)
        yield

    def _keep(self, window: Window) -> None:
        """Keep the sessions from now on."""
        from bodymap.ui.clinic.keeping import desk_of

        window.keep(desk_of(window.store))

    def _keep_opening(self) -> None:
        from bodymap.ui.drawing import opening

        drawn = self.window.canvas.opening() if self.window is not None else None
        if self.window is not None and self._switch is not None and drawn is not None:
            opening.save(self.window.store.state.theme, drawn, figure=self._switch.lying)

    # The end ----------------------------------------------------------------------------------------------------------------

    def _end(self, window: Window, switch: FigureSwitch, lobby: Lobby) -> None:
        """Keep what the next start begins with; the window is closed already."""
        from bodymap.errors import BodymapError
        from bodymap.ui import arrangement

        switch.finish()
        with contextlib.suppress(BodymapError):
            arrangement.save(window.store.state.arrangement)
        self._keep_afterimage(window, lobby.size(), lobby.devicePixelRatioF())

    def _keep_afterimage(self, window: Window, size: QSize, ratio: float) -> None:
        """Draw the window at rest for the next start, as that will be on such a screen, where the kept picture is of another."""
        from bodymap.ui import afterimage, language, setting
        from bodymap.ui.atrest import at_rest
        from bodymap.ui.drawing import opening

        state = window.store.state
        if self._seen == (afterimage.key(state.theme), size, ratio) or setting.load()[0] != state.settings:
            return  # the second: another window set something else, or nothing could be written
        language.speak(state.settings.language)
        figure = state.settings.figure
        drawn = window.canvas.opening() if self._switch is not None and self._switch.lying == figure else None
        drawn = drawn or opening.load(state.theme, figure=figure)
        if drawn is not None:
            opening.save(state.theme, drawn, figure=figure)
            afterimage.save(state.theme, at_rest(state, drawn, size))


def _keep_settings(window: Window, before: State, after: State) -> None:
    """Save the settings whenever they change."""
    from bodymap.errors import BodymapError
    from bodymap.ui import setting

    if before.settings != after.settings:
        try:
            setting.save(after.settings)
        except BodymapError as error:
            window.tell((str(error),))


def _bring_own(window: Window) -> None:
    """Bring the therapist's own in once the body is there: reading it takes libraries that the first frame does without."""
    from bodymap.ui.own.keeping import keep_own

    keep_own(window)
