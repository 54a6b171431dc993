"""Hands on what the hand did before the window stood: presses and keys, in their order, to what they were meant for.

Where the window stands just as its picture did, a press goes to whatever is there. Where it does not (another size, a line that says what is
wrong), only presses on the body count, at the spot of the body that was pressed: nothing else would be what was meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from bodymap.ui.drawing.lens import whole_in
from bodymap.ui.drawing.sheet import lay_out
from bodymap.ui.lobby import Press, Stroke

if TYPE_CHECKING:
    from bodymap.ui.afterimage import Afterimage
    from bodymap.ui.lobby import Lobby
    from bodymap.ui.window import Window

Spot = tuple[str, float, float]


def spot_of(seen: Afterimage, at: QPointF) -> Spot | None:
    """Return the plate and its point that the afterimage's canvas shows at a pixel, or None beside the body's sheet."""
    sheet = lay_out(seen.bounds)
    viewport = whole_in(sheet.bounds, seen.canvas.size())
    return sheet.to_plate(*viewport.to_sheet(at.x(), at.y()))


def hand_on(window: Window, lobby: Lobby) -> None:
    """Let `lobby` give way to `window`, which it has let in, and do in it what was done in the lobby.

    What was pressed on the body is told at once: it belongs to the session of now. The rest follows event by event, for it may open what waits for
    the hand, and only as long as the same session is open and nothing lies over the window.
    """
    seen, size = lobby.seen, lobby.size()
    spots = {id(each): lobby.on_canvas(each.at) for each in lobby.noted if isinstance(each, Press)}
    noted = lobby.give_way()
    is_same = seen is not None and seen.picture.deviceIndependentSize().toSize() == size and _stands_so(window, seen)
    later: list[Press | Stroke] = []
    for done in noted:
        if isinstance(done, Stroke) or (is_same and window.childAt(done.at.toPoint()) is not window.canvas):
            later.append(done)
        elif is_same:
            press(window, done.at)
        elif seen is not None and (found := spots[id(done)]) is not None and (spot := spot_of(seen, found)) is not None:
            window.canvas.clicked.emit(*spot)
    _go_on(window, window.store.state.session.key, later)


def _go_on(window: Window, session: str, later: list[Press | Stroke]) -> None:
    """Do the next of `later` when no event waits."""
    if later:
        QTimer.singleShot(0, window, lambda: _do_next(window, session, later))


def _do_next(window: Window, session: str, later: list[Press | Stroke]) -> None:
    if window.store.state.session.key != session or QApplication.activeModalWidget() or QApplication.activePopupWidget():
        return  # what was meant for the window goes to no other session, and not past what was opened over it
    done = later.pop(0)
    _go_on(window, session, later)
    press(window, done.at) if isinstance(done, Press) else type_in(window, done)


def _stands_so(window: Window, seen: Afterimage) -> bool:
    canvas = window.canvas
    bounds = {placed.plate: placed.bounds for placed in canvas.sheet.placements}
    return QRect(canvas.mapTo(window, QPoint(0, 0)), canvas.size()) == seen.canvas and bounds == seen.bounds and canvas.is_fitted


def press(window: QWidget, at: QPointF) -> None:
    """Press and release the left button at a point of `window`."""
    widget = window.childAt(at.toPoint())
    if widget is None or not widget.isEnabled():
        return
    if widget.focusPolicy() & Qt.FocusPolicy.ClickFocus:
        widget.setFocus(Qt.FocusReason.MouseFocusReason)
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, buttons in ((QEvent.Type.MouseButtonPress, left), (QEvent.Type.MouseButtonRelease, none)):
        local = widget.mapFrom(window, at)
        QApplication.sendEvent(widget, QMouseEvent(kind, local, widget.mapToGlobal(local), left, buttons, Qt.KeyboardModifier.NoModifier))


def type_in(window: QWidget, stroke: Stroke) -> None:
    """Let a key do what it would have done in `window`: where the focus does not want it for itself, an action may."""
    focus: QWidget | None = window.focusWidget()
    focus = window if focus is None else focus
    override = QKeyEvent(QEvent.Type.ShortcutOverride, stroke.key, stroke.modifiers, stroke.text)
    override.ignore()
    QApplication.sendEvent(focus, override)
    if not override.isAccepted():
        action = next((each for wanted in _shortcuts(stroke) for each in window.actions() if wanted in each.shortcuts()), None)
        if action is not None:
            action.trigger()
            return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(focus, QKeyEvent(kind, stroke.key, stroke.modifiers, stroke.text))


def _shortcuts(stroke: Stroke) -> tuple[QKeySequence, ...]:
    """What a key may be called: where a sign needs Shift (`/` on many keyboards), or lies on the keypad, it is called by itself too."""
    plain = stroke.modifiers & ~Qt.KeyboardModifier.KeypadModifier
    is_sign = stroke.text.isprintable() and bool(stroke.text) and not stroke.text.isalnum()
    unshifted = plain & ~Qt.KeyboardModifier.ShiftModifier if is_sign else plain
    return tuple(QKeySequence(QKeyCombination(each, Qt.Key(stroke.key))) for each in (plain, unshifted))
