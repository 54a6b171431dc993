"""What a finger at a pixel means among the signs on the body."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from bodymap.ui.drawing.scene import Cross, Scene
from bodymap.ui.drawing.sheet import Sheet, Viewport

_CROSS_REACH_PX = 14.0


def cross_at(at_px: QPointF, scene: Scene, sheet: Sheet, view: Viewport) -> Cross | None:
    """Return the X nearest to a pixel within a finger's reach, or None; beneath an open inset none answers."""
    best: tuple[float, Cross] | None = None
    for cross in scene.crosses:
        placed = sheet.get(cross.plate)
        if placed is None or sheet.over not in {None, placed}:
            continue
        away = (QPointF(*view.to_px(cross.x + placed.dx, cross.y + placed.dy)) - at_px).manhattanLength()
        if away <= _CROSS_REACH_PX and (best is None or away < best[0]):
            best = (away, cross)
    return best[1] if best else None
