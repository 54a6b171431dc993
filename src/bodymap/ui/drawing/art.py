"""Plates as painter paths: what `bodymap.atlas` read, turned into Qt's shapes.

Frame: plate millimetres, y down. A ring is an (n, 2) array; many rings become one path. Plates are kept in Qt's own stream format and
become paths where they are painted: a path keeps each point twice, five times as large. Numpy is imported late, when the first plate
arrives, so that the window can open before it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QByteArray, QDataStream, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MASK_PX = 64
_NUMBER = 4
"""The bytes of a whole number in a stream."""
_OPEN, _OPEN_BEHIND = 512, 16
"""So many paths are kept ready: in the window's thread what a scene lights on all plates, painted again with each frame; in those that paint plates one structure's."""
FILL_ROLES = ("tone-1", "tone-2", "tone-3", "tone-4")


class ShapeLike(Protocol):
    """One shape of a structure, as `bodymap.atlas.plate` gives it."""

    @property
    def role(self) -> str: ...
    @property
    def rings(self) -> Sequence[Any]: ...
    @property
    def closed(self) -> bool: ...


class DrawnLike(Protocol):
    """One drawn structure, as `bodymap.atlas.plate` gives it."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def layer(self) -> str: ...
    @property
    def behind(self) -> bool: ...
    @property
    def default_off(self) -> bool: ...
    @property
    def shapes(self) -> Sequence[ShapeLike]: ...


class PlateLike(Protocol):
    """A whole plate, as `bodymap.atlas.library` loads it."""

    @property
    def name(self) -> str: ...
    @property
    def bounds(self) -> tuple[float, float, float, float]: ...
    @property
    def drawn(self) -> Sequence[DrawnLike]: ...
    @property
    def silhouette(self) -> DrawnLike: ...
    @property
    def regions(self) -> Sequence[DrawnLike]: ...
    @property
    def parent(self) -> str | None: ...
    @property
    def parent_rect(self) -> tuple[float, float, float, float] | None: ...


@dataclass(frozen=True, slots=True, eq=False)
class Art:
    """The paths of one structure by role, as streams, and its box in the plate's frame."""

    id: str
    kind: str
    layer: str
    streams: dict[str, bytes]
    box: QRectF

    def path(self, role: str) -> QPainterPath | None:
        """Return the path of `role`, or None where the structure has none. Threads share no path: painting one changes what it keeps."""
        stream = self.streams.get(role)
        return None if stream is None else _opened.path(stream)


@dataclass(frozen=True, slots=True)
class Run:
    """A maximal run of structures of one layer in the drawing order, back to front."""

    layer: str
    arts: tuple[Art, ...]


@dataclass(frozen=True, slots=True)
class PlateArt:
    """One plate ready to paint."""

    name: str
    bounds: tuple[float, float, float, float]
    runs: tuple[Run, ...]
    silhouette: Art
    regions: tuple[Art, ...]
    by_id: dict[str, Art]
    """Every structure, those behind the bones and those off by default too."""
    behind: frozenset[str]
    """What lies behind the bones here."""
    parent: str | None = None
    parent_rect: tuple[float, float, float, float] | None = None
    """Of an inset: which part of which whole-body plate it enlarges."""
    _open: dict[tuple[str, frozenset[str]], float] = field(default_factory=dict)

    def open_share(self, structure: str, hidden: frozenset[str]) -> float:
        """Return which share of a structure's outline nothing covers (0 … 1) when the layers `hidden` are not drawn; kept once measured."""
        key = (structure, hidden)
        if key not in self._open:
            order = [art for run in self.runs if run.layer not in hidden for art in run.arts]
            place = next((i for i, art in enumerate(order) if art.id == structure), -1)
            self._open[key] = _open_share(self.by_id[structure], order[place + 1 :])
        return self._open[key]


def plate_art(plate: PlateLike) -> PlateArt:
    """Return `plate` as paths. Structures behind the bones or off by default are in `by_id` only: drawn when they are asked for."""
    by_id: dict[str, Art] = {}
    runs: list[tuple[str, list[Art]]] = []
    for drawn in plate.drawn:
        if drawn.kind not in {"muscle", "bone", "fascia"}:
            continue
        art = structure_art(drawn)
        by_id[art.id] = art
        if drawn.behind or drawn.default_off:
            continue
        if not runs or runs[-1][0] != art.layer:
            runs.append((art.layer, []))
        runs[-1][1].append(art)
    return PlateArt(
        plate.name,
        plate.bounds,
        tuple(Run(layer, tuple(arts)) for layer, arts in runs),
        structure_art(plate.silhouette),
        tuple(structure_art(region) for region in plate.regions),
        by_id,
        frozenset(drawn.id for drawn in plate.drawn if drawn.behind),
        plate.parent,
        plate.parent_rect,
    )


def _open_share(art: Art, above: Sequence[Art]) -> float:
    """Painted small: the outline in white, what lies above in black; the share that stays white."""
    outline, box = art.path("outline"), art.box
    if outline is None or box.isEmpty():
        return 1.0
    image = QImage(_MASK_PX, _MASK_PX, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.scale(_MASK_PX / box.width(), _MASK_PX / box.height())
    painter.translate(-box.topLeft())
    painter.fillPath(outline, QColor("white"))
    whole = bytes(image.constBits()).count(255)
    for other in above:
        path = other.path("outline") if other.box.intersects(box) else None
        if path is not None:
            painter.fillPath(path, QColor("black"))
    painter.end()
    return bytes(image.constBits()).count(255) / max(whole, 1)


def structure_art(drawn: DrawnLike) -> Art:
    """Return one structure's shapes as paths, one a role."""
    rings_of: dict[str, tuple[list[Any], bool]] = {}
    for shape in drawn.shapes:
        rings_of.setdefault(shape.role, ([], shape.closed))[0].extend(shape.rings)
    streams = {role: _stream(rings, closed=closed, real=">f4") for role, (rings, closed) in rings_of.items()}
    layer = "bone" if drawn.kind == "bone" else drawn.layer
    return Art(drawn.id, drawn.kind, layer, streams, _box(rings_of["outline"][0] if "outline" in rings_of else ()))


def _box(rings: Sequence[NDArray[Any]]) -> QRectF:
    """The box round all rings that are drawn."""
    import numpy as np

    drawn = [ring for ring in rings if len(ring) >= 2]
    if not drawn:
        return QRectF()
    points = np.concatenate(drawn)
    (left, top), (right, bottom) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return QRectF(left, top, right - left, bottom - top)


def path_of(rings: Iterable[NDArray[Any]], *, closed: bool) -> QPainterPath:
    """Return `rings` as one path with the even-odd rule; a ring of fewer than two points is left out."""
    return _path(_stream(rings, closed=closed, real=">f8"), QDataStream.FloatingPointPrecision.DoublePrecision)


def _stream(rings: Iterable[NDArray[Any]], *, closed: bool, real: str) -> bytes:
    """Return the path of `rings` in Qt's own stream format: 641,000 points take 50 ms so, and over a second point by point."""
    import numpy as np

    kept = [np.asarray(ring) for ring in rings if len(ring) >= 2]
    if closed:
        kept = [ring if np.array_equal(ring[0], ring[-1]) else np.vstack((ring, ring[:1])) for ring in kept]
    if not kept:
        return bytes(_NUMBER)  # no points, and nothing after them
    points = np.vstack(kept)
    starts = np.cumsum([0, *(len(ring) for ring in kept[:-1])])
    elements = np.empty(len(points), dtype=[("type", ">i4"), ("x", real), ("y", real)])
    elements["type"] = 1
    elements["type"][starts] = 0
    elements["x"], elements["y"] = points[:, 0], points[:, 1]
    even_odd = bytes(_NUMBER)
    return len(points).to_bytes(_NUMBER, "big") + elements.tobytes() + int(starts[-1]).to_bytes(_NUMBER, "big") + even_odd


def _path(stream: bytes, precision: QDataStream.FloatingPointPrecision = QDataStream.FloatingPointPrecision.SinglePrecision) -> QPainterPath:
    path = QPainterPath()
    reader = QDataStream(QByteArray(stream))
    reader.setFloatingPointPrecision(precision)
    reader >> path
    return path


class _Opened(threading.local):
    """The paths that a thread asked for last."""

    def __init__(self) -> None:
        is_window = threading.get_ident() == threading.main_thread().ident
        self.path = lru_cache(maxsize=_OPEN if is_window else _OPEN_BEHIND)(_path)


_opened = _Opened()


def polygon_path(geometry: Any) -> QPainterPath:
    """Return the areas of a shapely geometry as one path: the lines and points that one outline cut out of another may leave are not drawn."""
    import numpy as np

    from bodymap.atlas.outline import only_areas

    rings = [np.asarray(ring.coords) for part in only_areas(geometry).geoms for ring in (part.exterior, *part.interiors)]
    return path_of(rings, closed=True)
