"""A clinic's logo from a picture file that anybody may have made: its size is looked at before its content, and a drawing's content, too."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageReader

from bodymap.atlas import markup
from bodymap.errors import DataError
from bodymap.tongue import tr

_MOST_BYTES = 20_000_000
_MOST_SIDE = 12_000
_MOST_POINTS = 40_000_000
_MOST_ELEMENTS = 5_000
_DRAWN_SIDE = 1_600
"""A drawing is painted so large; on paper a logo is at most a few centimetres."""
_KINDS = (b"png", b"jpeg", b"jpg", b"bmp", b"gif", b"webp", b"svg")
_REFUSED = frozenset({"image", "use", "script", "foreignObject", "filter", "style", "animate", "set", "animateTransform", "animateMotion"})
"""What makes a drawing fetch, grow, move or run; a logo needs none of it."""


def read(file: Path) -> QImage:
    """Return the picture in `file`; raises `DataError` with the reason for what is absent, too large, or no picture."""
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise DataError(tr("is larger than {mb} MB", mb=_MOST_BYTES // 1_000_000), file=file)
        content = file.read_bytes()
    except FileNotFoundError:
        raise DataError(tr("is not there"), file=file) from None
    except (OSError, ValueError) as error:
        raise DataError(tr("cannot be read ({why})", why=getattr(error, "strerror", None) or error), file=file) from None
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    kind = bytes(reader.format().data())
    if kind not in _KINDS:
        raise DataError(tr("is not a picture that can be read"), file=file)
    if kind == b"svg":
        _look_through(content, file)
    size = reader.size()
    if not size.isValid() or size.isEmpty():
        raise DataError(tr("is not a picture that can be read"), file=file)
    if kind == b"svg":
        reader.setScaledSize(size.scaled(_DRAWN_SIDE, _DRAWN_SIDE, Qt.AspectRatioMode.KeepAspectRatio))
    elif max(size.width(), size.height()) > _MOST_SIDE or size.width() * size.height() > _MOST_POINTS:
        raise DataError(tr("is {width} × {height} points large, more than a logo needs", width=size.width(), height=size.height()), file=file)
    image = reader.read()
    if image.isNull():
        raise DataError(tr("is not a picture that can be read"), file=file)
    return image


def _look_through(content: bytes, file: Path) -> None:
    """Raise `DataError` where a drawing holds what a logo must not."""
    for count, element in enumerate(markup.parse(content, str(file)).iter()):
        name = markup.local_name(str(element.tag))
        if name in _REFUSED:
            raise DataError(tr("holds <{name}>, which a logo must not", name=name), file=file)
        if count > _MOST_ELEMENTS:
            raise DataError(tr("has more than {count} elements", count=_MOST_ELEMENTS), file=file)
