"""The hand: does a deed in the window by real events, and only where a finger could: not under a cover, not behind a dialog."""

from collections.abc import Callable
from typing import Any

from monkey.deed import SIZES, Deed
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QToolButton,
    QWidget,
)

from bodymap.ui.window import Window

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
FREE = Qt.KeyboardModifier.NoModifier


def do(window: Window, deed: Deed) -> None:
    """Do one deed; where there is nothing to do it to, nothing happens. A locked window is unlocked after a while."""
    if window.lock.is_locked and deed.number % 3 == 0:
        window.lock.unlock()
    _ACTS[deed.kind](window, deed)


def open_windows() -> list[QWidget]:
    """What a finger can reach: the dialog that asks, else every window that is open."""
    asks = QApplication.activeModalWidget()
    if asks is not None:
        return [asks]
    kinds = {Qt.WindowType.Window, Qt.WindowType.Dialog}
    return [top for top in QApplication.topLevelWidgets() if top.isVisible() and top.windowType() in kinds]


def _at(widget: QWidget, spot: tuple[float, float]) -> QPoint:
    return QPoint(int(spot[0] * (widget.width() - 1)), int(spot[1] * (widget.height() - 1)))


def _is_on_top(widget: QWidget, at: QPoint | None = None) -> bool:
    top = widget.window()
    found = top.childAt(widget.mapTo(top, at or widget.rect().center()))
    return found is not None and (found is widget or widget.isAncestorOf(found))


def _reached(kind: type[Any]) -> list[Any]:
    """All of a kind that are seen, enabled and not covered, in the order in which the windows hold them."""
    found = [each for top in open_windows() for each in top.findChildren(kind)]
    return [each for each in found if each.isVisible() and each.isEnabled() and _is_on_top(each)]


def _canvas(window: Window, spot: tuple[float, float]) -> QWidget | None:
    canvas = window.canvas
    return canvas if canvas.isVisible() and window in open_windows() and _is_on_top(canvas, _at(canvas, spot)) else None


def _click(window: Window, deed: Deed) -> None:
    """Click on the canvas, two times of three on a body; where another page lies over it, on that."""
    spot = _on_a_body(window, deed) if deed.number % 3 else deed.spot
    canvas = _canvas(window, spot)
    if canvas is None:
        _press(window, deed)
        return
    window.activateWindow()
    keys = Qt.KeyboardModifier.ShiftModifier if deed.number % 10 == 0 else FREE
    QTest.mouseClick(canvas, LEFT, keys, _at(canvas, spot))


def _on_a_body(window: Window, deed: Deed) -> tuple[float, float]:
    placed = window.canvas.sheet.placements
    if not placed:
        return deed.spot
    x0, y0, x1, y1 = placed[deed.number % len(placed)].on_sheet
    x, y = window.canvas.viewport.to_px(x0 + (0.3 + 0.4 * deed.spot[0]) * (x1 - x0), y0 + deed.spot[1] * (y1 - y0))
    return min(max(x / window.canvas.width(), 0.0), 1.0), min(max(y / window.canvas.height(), 0.0), 1.0)


def _hover(window: Window, deed: Deed) -> None:
    canvas = _canvas(window, deed.spot)
    if canvas is not None:
        _move(canvas, _at(canvas, deed.spot), NONE)


def _move(canvas: QWidget, at: QPoint, held: Qt.MouseButton) -> None:
    place = QPointF(at)
    QApplication.sendEvent(canvas, QMouseEvent(QEvent.Type.MouseMove, place, canvas.mapToGlobal(place), NONE, held, FREE))


def _drag(window: Window, deed: Deed) -> None:
    canvas = _canvas(window, deed.spot)
    if canvas is None:
        return
    start, end = _at(canvas, deed.spot), _at(canvas, (0.8 * deed.spot[0] + 0.2 * deed.to[0], 0.8 * deed.spot[1] + 0.2 * deed.to[1]))
    QTest.mousePress(canvas, LEFT, FREE, start)
    for step in range(1, 6):
        _move(canvas, start + (end - start) * step / 5, LEFT)
    QTest.mouseRelease(canvas, LEFT, FREE, end)


def _wheel(window: Window, deed: Deed) -> None:
    canvas = _canvas(window, deed.spot)
    if canvas is not None:
        at = QPointF(_at(canvas, deed.spot))
        turn = QPoint(0, 120 if deed.number % 2 else -120)
        phase, is_inverted = Qt.ScrollPhase.NoScrollPhase, False
        QApplication.sendEvent(canvas, QWheelEvent(at, canvas.mapToGlobal(at), QPoint(), turn, NONE, FREE, phase, is_inverted))


def _key(window: Window, deed: Deed) -> None:
    combination = QKeySequence(deed.text)[0]
    QTest.keyClick(_focused(window), combination.key(), combination.keyboardModifiers())


def _focused(window: Window) -> QWidget:
    if QApplication.activeWindow() is None:
        (open_windows() or [window])[0].activateWindow()
        QApplication.processEvents()
    return QApplication.focusWidget() or QApplication.activeWindow() or window


def _button(_window: Window, deed: Deed) -> None:
    buttons = _reached(QAbstractButton)
    if buttons:
        _press_on(buttons[deed.number % len(buttons)], None)


def _press(_window: Window, deed: Deed) -> None:
    """Press anywhere in any window, whatever lies there."""
    tops = open_windows()
    if tops:
        top = tops[deed.number % len(tops)]
        at = _at(top, deed.spot)
        widget = top.childAt(at) or top
        _press_on(widget, widget.mapFrom(top, at))


def _press_on(widget: QWidget, at: QPoint | None) -> None:
    if isinstance(widget, QToolButton) and widget.menu() is not None:
        return  # a menu waits in a loop of its own: see `_menu`
    widget.window().activateWindow()  # as the desktop does
    QTest.mouseClick(widget, LEFT, FREE, at or widget.rect().center())


def _menu(_window: Window, deed: Deed) -> None:
    """Choose from a menu what stands in it."""
    menus = [each.menu() for each in _reached(QToolButton) if isinstance(each.menu(), QMenu)]
    actions = [action for menu in menus for action in menu.actions() if action.isEnabled() and not action.isSeparator()]
    if actions:
        actions[deed.number % len(actions)].trigger()


def _slide(_window: Window, deed: Deed) -> None:
    sliders = _reached(QAbstractSlider)
    if sliders:
        slider = sliders[deed.number % len(sliders)]
        slider.setValue(slider.minimum() + int(deed.spot[0] * (slider.maximum() - slider.minimum())))


def _choose(_window: Window, deed: Deed) -> None:
    boxes = [box for box in _reached(QComboBox) if box.count()]
    if boxes:
        box = boxes[deed.number % len(boxes)]
        number = int(deed.spot[0] * box.count())
        box.setCurrentIndex(number)
        box.activated.emit(number)


def _search(window: Window, deed: Deed) -> None:
    if window.search in _reached(QLineEdit):
        window.search.setFocus()
        window.search.setText(deed.text)
        window.search.textEdited.emit(deed.text)
        if deed.number % 2:
            QTest.keyClick(window.search, Qt.Key.Key_Return)


def _type(_window: Window, deed: Deed) -> None:
    fields = [*_reached(QLineEdit), *_reached(QPlainTextEdit), *_reached(QTextEdit)]
    fields = [each for each in fields if not each.isReadOnly()]
    if not fields:
        return
    field = fields[deed.number % len(fields)]
    field.setFocus()
    if isinstance(field, QLineEdit):
        field.insert(deed.text[: max(0, field.maxLength() - len(field.text()))])
        QTest.keyClick(field, Qt.Key.Key_Return)
    else:
        field.insertPlainText(deed.text)


def _resize(window: Window, deed: Deed) -> None:
    window.resize(*SIZES[deed.number % len(SIZES)])


def _tick(_window: Window, deed: Deed) -> None:
    QTest.qWait(deed.number % 60)


def _leave(window: Window, _deed: Deed) -> None:
    QTest.keyClick(_focused(window), Qt.Key.Key_Escape)


def _undo(window: Window, _deed: Deed) -> None:
    window.actions_by_name["undo"].trigger()


_ACTS: dict[str, Callable[[Window, Deed], None]] = {
    "click": _click, "hover": _hover, "drag": _drag, "wheel": _wheel, "key": _key, "button": _button, "press": _press, "menu": _menu, "slide": _slide,
    "choose": _choose, "search": _search, "type": _type, "resize": _resize, "tick": _tick, "leave": _leave, "undo": _undo,
}  # fmt: skip
