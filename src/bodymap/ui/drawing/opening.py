"""The opening picture: what the sheet looked like last time, shown at once while plates and records load behind it.

It lies in the user's cache folder, is only used for the very plates it was drawn from, and is safe to delete. Knows no plates, only
the picture and where they lie on the sheet, so that clicks on it can wait for the engine.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSaveFile
from PySide6.QtGui import QImage, QImageWriter

from bodymap import shipped
from bodymap.atlas import figure as figures
from bodymap.errors import BodymapError
from bodymap.ui.drawing.sheet import Bounds

_KEY, _BOUNDS = "bodymap-plates", "bodymap-bounds"
_MOST_BYTES = 20_000_000


@dataclass(frozen=True)
class Opening:
    """The picture of the whole sheet and the bounds of its plates."""

    picture: QImage
    bounds: dict[str, Bounds]


def load(theme: str, *, figure: str = figures.FIRST, folder: Path | None = None) -> Opening | None:
    """Return the opening picture of `theme`, or None where there is none, or none of this figure's plates."""
    file = (folder or shipped.cache_dir()) / f"opening-{theme}.png"
    try:
        if file.stat().st_size > _MOST_BYTES:
            return None
        picture = QImage(str(file))
        if picture.isNull() or picture.text(_KEY) != plates_key(figure):
            return None
        bounds = json.loads(picture.text(_BOUNDS))
        return Opening(picture, {str(name): _bounds(values) for name, values in bounds.items()})
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def save(theme: str, opening: Opening, *, figure: str = figures.FIRST, folder: Path | None = None) -> None:
    """Keep `opening` for the next start; where that is not possible, nothing happens: it is only a comfort."""
    key = plates_key(figure)
    if not key or opening.picture.isNull():
        return
    place = folder or shipped.cache_dir()
    with contextlib.suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
        target = QSaveFile(str(place / f"opening-{theme}.png"))
        if not target.open(QSaveFile.OpenModeFlag.WriteOnly):
            return
        picture = opening.picture.copy()
        picture.setText(_KEY, key)
        picture.setText(_BOUNDS, json.dumps(opening.bounds))
        writer = QImageWriter(target, b"png")
        if writer.write(picture):
            target.commit()


def plates_key(figure: str = figures.FIRST) -> str:
    """Return what tells these plates from others: their files' sizes and times; empty where there are none."""
    try:
        files = sorted(figures.plates(figure).glob("*.svg"))
        return ";".join(f"{figure}/{file.name}:{file.stat().st_size}:{file.stat().st_mtime_ns}" for file in files)
    except (BodymapError, OSError):
        return ""


def _bounds(values: object) -> Bounds:
    if not isinstance(values, list):
        raise TypeError("bounds are four numbers")
    x0, y0, x1, y1 = (float(value) for value in values)
    return x0, y0, x1, y1
