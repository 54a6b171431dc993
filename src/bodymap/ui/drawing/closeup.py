"""Where the eye wants to be nearer: the stretch of the sheet that holds the chosen muscle's X's, its essential zone and the marked spot.

Frames: sheet millimetres. Knows the scene and the sheet, no widget.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath

from bodymap.ui.drawing.scene import Scene, SpotArt
from bodymap.ui.drawing.sheet import Bounds, Sheet

_AIR_MM = 80.0
_LEAST_MM = 480.0
"""No closer than this: the eye needs to see where on the body it is."""


def close_up(scene: Scene, sheet: Sheet) -> Bounds | None:
    """Return the stretch to look at, on the plate where most of it is seen; None where nothing is marked or chosen.

    All X's count, also of the point that is not chosen: the stretch stays while one point after the other is looked at. Spillover counts
    only where there is nothing else; a leg's length would bring nothing nearer.
    """
    plate = _plate(scene)
    placed = sheet.get(plate) if plate else None
    if placed is None:
        return None
    boxes = [QRectF(each.x - 1, each.y - 1, 2, 2) for each in scene.crosses if each.plate == plate]
    boxes += [each.path.boundingRect() for each in scene.zones if each.plate == plate and each.kind == "essential"]
    boxes += [each.path.boundingRect() for each in scene.spots if each.plate == plate]
    boxes = boxes or [path.boundingRect() for where, path in _shapes(scene) if where == plate]
    box = QRectF()
    for each in boxes:
        box = box.united(each)
    if box.isEmpty():
        return None
    dx, dy = (max(_AIR_MM, (_LEAST_MM - size) / 2) for size in (box.width(), box.height()))
    box.adjust(-dx, -dy, dx, dy)
    return box.left() + placed.dx, box.top() + placed.dy, box.right() + placed.dx, box.bottom() + placed.dy


def _plate(scene: Scene) -> str | None:
    """The plate that sees most of the last spot, where the muscle is seen there too; else the plate that sees most."""
    seen = [*(each.plate for each in scene.crosses), *(where for where, _ in _shapes(scene))]
    last = max((each.number for each in scene.spots), default=0)
    spots = [each for each in scene.spots if each.number == last and not each.path.isEmpty()]
    marked = [each.plate for each in sorted(spots, key=_extent, reverse=True)]
    for plate in marked:
        if plate in seen or not seen:
            return plate
    return max(seen, key=seen.count) if seen else None


def _shapes(scene: Scene) -> list[tuple[str, QPainterPath]]:
    zones = [(each.plate, each.path) for each in scene.zones]
    return zones + [(each.plate, each.path) for each in (*scene.areas, *scene.constructed)]


def _extent(spot: SpotArt) -> float:
    box = spot.path.boundingRect()
    return box.width() * box.height()
