"""Draws the window as it stands at rest: a new window of settings and arrangement alone, never shown and never near a client."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication

from bodymap.session.record import Session
from bodymap.ui.afterimage import Afterimage
from bodymap.ui.state import State, View
from bodymap.ui.store import Store
from bodymap.ui.style import theme_of
from bodymap.ui.window import Window

if TYPE_CHECKING:
    from bodymap.ui.drawing.opening import Opening


def at_rest(like: State, opening: Opening, size: QSize) -> Afterimage:
    """Return what the next start shows first: of `like` only theme, settings and arrangement are taken."""
    arrangement = replace(like.arrangement, recent=())
    state = State(Session(), View(system_theme=like.view.system_theme), settings=like.settings, arrangement=arrangement)
    window = Window(Store(state))
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.take_opening(opening)
    window.resize(size)
    window.show()
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    window.canvas.clearFocus()
    picture = window.grab().toImage()
    canvas = QRect(window.canvas.mapTo(window, window.canvas.rect().topLeft()), window.canvas.size())
    window.close()
    window.deleteLater()
    theme = theme_of(state)
    return Afterimage(picture, canvas, dict(opening.bounds), (theme.pain, theme.halo))
