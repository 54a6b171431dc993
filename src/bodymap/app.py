"""Composition root of the window: makes the application, the store and the window, and loads the rest behind the first frame."""

from __future__ import annotations

import contextlib
import gc
from argparse import Namespace
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QApplication

    from bodymap.ui.arrangement import Arrangement
    from bodymap.ui.figure import FigureSwitch
    from bodymap.ui.state import State
    from bodymap.ui.window import Window


_SETTLED_MS = 2500
"""So long after the first frame the sheet is kept for the next start: by then nothing waits for it."""


def run_window(options: Namespace | None = None) -> int:
    """Open the window and return the exit code when it is closed."""
    del options
    gc.disable()  # until all is loaded: see `keep_for_good`
    from PySide6.QtCore import QTimer

    from bodymap.errors import BodymapError
    from bodymap.ui import arrangement, language, setting
    from bodymap.ui import state as states
    from bodymap.ui.application import fit_screens, make_application, system_theme
    from bodymap.ui.crash import Watch

    fit_screens()
    app = make_application()
    Watch(app)
    from bodymap.archive.visit import new_id
    from bodymap.session.record import Session
    from bodymap.ui.drawing import opening
    from bodymap.ui.figure import FigureSwitch
    from bodymap.ui.firstframe import FirstFrame
    from bodymap.ui.lean import keep_for_good
    from bodymap.ui.state import State, View
    from bodymap.ui.store import Store
    from bodymap.ui.window import Window

    settings, problems = setting.load()
    store = Store(State(Session(key=new_id()), View(system_theme=system_theme(app)), settings=settings, arrangement=arrangement.load()))
    language.speak(settings.language)
    window = Window(store)
    window.tell(problems)
    window.resize(_first_size(app, store.state.arrangement))
    store.changed.connect(partial(_keep_settings, window))
    window.canvas.painted_first.connect(lambda: QTimer.singleShot(0, window, lambda: _bring_own(window)))
    app.styleHints().colorSchemeChanged.connect(lambda: store.apply(states.follow_system(system_theme(app))))
    kept = opening.load(store.state.theme, figure=store.state.settings.figure)
    if kept is not None:
        window.take_opening(kept)

    def keep_opening() -> None:
        drawn = window.canvas.opening()
        if drawn is not None:
            opening.save(store.state.theme, drawn, figure=switch.lying)

    switch = FigureSwitch(window)
    switch.settled.connect(keep_for_good)
    FirstFrame(window.canvas, lambda: _load(window, switch))
    window.showMaximized() if store.state.arrangement.maximized else window.show()
    window.canvas.painted_first.connect(lambda: QTimer.singleShot(_SETTLED_MS, window, keep_opening))
    code = app.exec()
    switch.finish()
    with contextlib.suppress(BodymapError):
        arrangement.save(store.state.arrangement)
    return code


def _keep_settings(window: Window, before: State, after: State) -> None:
    """Save the settings whenever they change."""
    from bodymap.errors import BodymapError
    from bodymap.ui import setting

    if before.settings != after.settings:
        try:
            setting.save(after.settings)
        except BodymapError as error:
            window.tell((str(error),))


def _load(window: Window, switch: FigureSwitch) -> None:
    """Begin with what takes long: plates and records, and the archive; meanwhile the rows of the first answer are made."""
    from bodymap.ui.clinic.keeping import desk_of

    switch.start()
    window.keep(desk_of(window.store))
    window.panel.candidates.make_ready()


def _bring_own(window: Window) -> None:
    """Bring the therapist's own in once the body is there: reading it takes libraries that the first frame does without."""
    from bodymap.ui.own.keeping import keep_own

    keep_own(window)


def _first_size(app: QApplication, kept: Arrangement) -> QSize:
    """The size of last time, at first that of a good monitor; never more than the screen has."""
    from PySide6.QtCore import QSize

    return QSize(kept.width or 1600, kept.height or 1000).boundedTo(app.primaryScreen().availableSize())
