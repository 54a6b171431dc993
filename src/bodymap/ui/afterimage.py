"""The afterimage: a picture of the whole window at rest, kept for the next start, which shows it until the window itself stands.

It is drawn from nothing but settings and arrangement (`atrest`), so that nothing of a client can be in it. It lies in the user's cache folder and
is safe to delete; where plates, settings, language or program are others than those it was drawn from it is as if it were not there.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QLocale, QRect, QSaveFile
from PySide6.QtGui import QImage, QImageWriter

from bodymap import __version__, shipped
from bodymap.errors import BodymapError
from bodymap.ui import language, userfile

_TEXT = "bodymap-at-rest"
_MOST_BYTES = 50_000_000
_HERE = Path(__file__).parent
_OF_NO_WINDOW = ("recent",)
"""What the arrangement keeps that the window at rest does not show."""


class Afterimage(NamedTuple):
    """The window at rest, and what is needed to say what a press on its picture means."""

    picture: QImage
    canvas: QRect
    """Where in the window the sheet is."""
    bounds: dict[str, tuple[float, float, float, float]]
    """The plates on the sheet."""
    ring: tuple[str, str]
    """The colours of the ring round a press, and of the light round it."""


def key(theme: str) -> str:
    """Return what tells the windows that look alike from others; no setting can be read from it."""
    arrangement = {name: value for name, value in userfile.table(userfile.arrangement_file()).items() if name not in _OF_NO_WINDOW}
    try:
        plates, made = shipped.plates_version(), _made()
    except (BodymapError, OSError):
        plates, made = "", []
    spoken = os.environ.get("BODYMAP_LANGUAGE", ""), QLocale.system().name()
    told = json.dumps([__version__, made, plates, theme, spoken, userfile.table(userfile.settings_file()), arrangement], sort_keys=True)
    return f"{zlib.crc32(told.encode()):08x}-{len(told)}"


def _made() -> list[int]:
    """When the folders changed of which the window and its words are made: a program may be another under the same number."""
    folders = [_HERE, *sorted(each for each in _HERE.iterdir() if each.is_dir() and each.name != "__pycache__"), *language.folders()]
    return [folder.stat().st_mtime_ns if folder.is_dir() else 0 for folder in folders]


def load(theme: str, folder: Path | None = None) -> Afterimage | None:
    """Return the afterimage of `theme`, or None where there is none of such a window."""
    file = _file(theme, folder)
    try:
        if file.stat().st_size > _MOST_BYTES:
            return None
        picture = QImage(str(file))
        told = json.loads(picture.text(_TEXT) or "{}")
        if picture.isNull() or told.get("key") != key(theme):
            return None
        return _read(picture, told)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _read(picture: QImage, told: dict[str, Any]) -> Afterimage:
    picture.setDevicePixelRatio(float(told["ratio"]))
    x, y, width, height = (int(value) for value in told["canvas"])
    ring, halo = (str(colour) for colour in told["ring"])
    bounds = {}
    for name, values in told["bounds"].items():
        x0, y0, x1, y1 = (float(value) for value in values)
        bounds[str(name)] = (x0, y0, x1, y1)
    return Afterimage(picture, QRect(x, y, width, height), bounds, (ring, halo))


def save(theme: str, made: Afterimage, folder: Path | None = None) -> None:
    """Keep `made` for the next start; where that is not possible, nothing happens: it is only a comfort."""
    file = _file(theme, folder)
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        target = QSaveFile(str(file))
        if not target.open(QSaveFile.OpenModeFlag.WriteOnly):
            return
        picture = made.picture.convertToFormat(QImage.Format.Format_RGB32)
        told = {"key": key(theme), "ratio": made.picture.devicePixelRatio(), "canvas": made.canvas.getRect(), "bounds": made.bounds, "ring": made.ring}
        picture.setText(_TEXT, json.dumps(told))
        if QImageWriter(target, b"png").write(picture):
            target.commit()


def _file(theme: str, folder: Path | None) -> Path:
    return (folder or shipped.cache_dir()) / f"at-rest-{theme}.png"
