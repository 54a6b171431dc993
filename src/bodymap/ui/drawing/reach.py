"""What a finger at a pixel means among the signs on the body."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from bodymap.ui.drawing.cross import CROSS_BOX_PX
from bodymap.ui.drawing.scene import Cross, Scene
from bodymap.ui.drawing.sheet import Sheet, Viewport

if TYPE_CHECKING:
    from bodymap.ui.drawing.canvas import Canvas

CROSS_REACH_PX = 14.0
"""How near to an X a press means it."""


def cross_at(at_px: QPointF, scene: Scene, sheet: Sheet, view: Viewport) -> Cross | None:
    """Return the X nearest to a pixel within a finger's reach, or None; beneath an open inset none answers."""
    best: tuple[float, Cross] | None = None
    for cross in scene.crosses:
        placed = sheet.get(cross.plate)
        if placed is None or sheet.over not in {None, placed}:
            continue
        away = (QPointF(*view.to_px(cross.x + placed.dx, cross.y + placed.dy)) - at_px).manhattanLength()
        if away <= CROSS_REACH_PX and (best is None or away < best[0]):
            best = (away, cross)
    return best[1] if best else None


def hovered_otherwise(before: Scene, after: Scene) -> tuple[Cross, ...] | None:
    """Return the X's that the pointer came to or left, where that is all in which two scenes differ; else None."""
    if len(before.crosses) != len(after.crosses) or replace(before, crosses=()) != replace(after, crosses=()):
        return None
    pairs = [(one, other) for one, other in zip(before.crosses, after.crosses, strict=True) if one != other]
    if any(replace(one, hovered=other.hovered) != other for one, other in pairs):
        return None
    return tuple(other for _, other in pairs)


def update_changed(canvas: Canvas, before: Scene, after: Scene) -> None:
    """Have `canvas` painted anew: around the X's where only the pointer came to one or left it, else the whole of it."""
    crosses = hovered_otherwise(before, after)
    places = [canvas.pixel_of(cross.plate, cross.x, cross.y) for cross in crosses] if crosses is not None else [None]
    if any(at is None for at in places):
        canvas.update()
        return
    for at in places:
        if at is not None:
            box = QRectF(0, 0, CROSS_BOX_PX, CROSS_BOX_PX)
            box.moveCenter(at)
            canvas.update(box.toAlignedRect())
