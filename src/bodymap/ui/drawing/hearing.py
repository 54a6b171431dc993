"""The sheet as assistive technology meets it: one graphic whose children are the X's that are drawn and the regions that can be pointed at.

Qt asks for the interface when a screen reader looks; without one nothing of this is made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QRectF
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from bodymap.own.record import named
from bodymap.tongue import phrase, tr
from bodymap.ui.drawing.canvas import Canvas
from bodymap.ui.drawing.reach import CROSS_REACH_PX

if TYPE_CHECKING:
    from bodymap.session.record import PointKey
    from bodymap.ui.drawing.finger import Region
    from bodymap.ui.drawing.scene import Cross

FOUND = {
    "not-found": phrase("not found"),
    "latent": phrase("latent"),
    "active": phrase("the client’s own pain"),
    None: phrase("not examined"),
}
"""A finding as it is said."""


class Spoken(QAccessibleInterface):
    """One region or X of the sheet."""

    def __init__(self, canvas: Canvas, name: Callable[[], str], place: Callable[[], QRectF]) -> None:
        super().__init__()
        self._canvas, self._name, self._place = canvas, name, place

    def isValid(self) -> bool:
        return True

    def object(self) -> QObject | None:  # type: ignore[override]  # Qt allows none
        return None

    def text(self, kind: QAccessible.Text) -> str:
        return self._name() if kind == QAccessible.Text.Name else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Names are not edited from outside."""

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Button

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = True
        return state

    def rect(self) -> QRect:
        box = self._place().toRect()
        return QRect(self._canvas.mapToGlobal(box.topLeft()), box.size())

    def childCount(self) -> int:
        return 0

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt allows none
        del index
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt allows none
        del x, y
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        del child
        return -1

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self._canvas)


class Heard(QAccessibleWidget):
    """The sheet with its children: first the X's, then the regions, in the order of the plates."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, QAccessible.Role.Graphic, canvas.accessibleName())
        self._canvas = canvas
        self._crosses: dict[tuple[PointKey, str], Spoken] = {}
        self._regions: dict[tuple[str, str], Spoken] = {}

    def childCount(self) -> int:
        return len(self._children())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt allows none
        children = self._children()
        return children[index] if 0 <= index < len(children) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        children = self._children()
        return next((index for index, each in enumerate(children) if each is child), -1)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt allows none
        return next((each for each in self._children() if each.rect().contains(QPoint(x, y))), None)

    def _children(self) -> list[Spoken]:
        crosses = [self._cross(each) for each in self._canvas.scene.crosses]
        return [*crosses, *(self._region(each) for each in self._canvas.finger.regions)]

    def _cross(self, cross: Cross) -> Spoken:
        """Made once for each X on each plate: Qt and the screen reader keep hold of it."""
        key = (cross.point, cross.plate)
        if key not in self._crosses:
            self._crosses[key] = Spoken(self._canvas, lambda: self._name_of(key), lambda: self._place_of(key))
        return self._crosses[key]

    def _region(self, region: Region) -> Spoken:
        """Made once for each region of each plate, whatever figure it is drawn on."""
        key = (region.plate, region.id)
        if key not in self._regions:
            self._regions[key] = Spoken(self._canvas, lambda: self._canvas.finger.called(key[1]), lambda: self._box_of(key))
        return self._regions[key]

    def _now(self, key: tuple[PointKey, str]) -> Cross | None:
        return next((each for each in self._canvas.scene.crosses if (each.point, each.plate) == key), None)

    def _name_of(self, key: tuple[PointKey, str]) -> str:
        cross = self._now(key)
        if cross is None:
            return ""
        return tr("Trigger point {number}, {place}: {found}", number=named(cross.point.number), place=cross.name, found=tr(FOUND[cross.finding]))

    def _place_of(self, key: tuple[PointKey, str]) -> QRectF:
        cross = self._now(key)
        at = self._canvas.pixel_of(cross.plate, cross.x, cross.y) if cross else None
        return QRectF(at.x() - CROSS_REACH_PX, at.y() - CROSS_REACH_PX, 2 * CROSS_REACH_PX, 2 * CROSS_REACH_PX) if at is not None else QRectF()

    def _box_of(self, key: tuple[str, str]) -> QRectF:
        region = next((each for each in self._canvas.finger.regions if (each.plate, each.id) == key), None)
        if region is None:
            return QRectF()
        box = region.path.boundingRect()
        first, last = (self._canvas.pixel_of(region.plate, *corner) for corner in ((box.left(), box.top()), (box.right(), box.bottom())))
        return QRectF(first, last).normalized() if first is not None and last is not None else QRectF()


def listen() -> None:
    """Offer every sheet of the program to assistive technology; again does nothing."""
    if not _offered:
        _offered.append(True)
        QAccessible.installFactory(_interface)


_offered: list[bool] = []
_made: dict[int, Heard] = {}
"""Interfaces that Qt holds, by their sheet: Python must not let go of them before Qt does."""


def _interface(_kind: str, thing: QObject | None) -> QAccessibleInterface | None:
    if not isinstance(thing, Canvas):
        return None
    name = id(thing)
    if name not in _made:
        _made[name] = Heard(thing)
        thing.destroyed.connect(lambda: _made.pop(name, None))
    return _made[name]
