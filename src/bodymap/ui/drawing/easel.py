"""What is painted on: the painter with the map from the body to its pixels, and which of them are to be painted at all.

Frames: plate and sheet millimetres, device-independent pixels of the target.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QRegion, QTransform

from bodymap.ui.drawing.brushwork import Weight
from bodymap.ui.drawing.sheet import Placement, Viewport
from bodymap.ui.theme import Theme

if TYPE_CHECKING:
    from bodymap.ui.drawing.shot import Shots

_AIR_PX = 90.0
"""How far signs and their labels may reach beyond a plate."""


class HasPath(Protocol):
    """A shape on a plate."""

    @property
    def plate(self) -> str: ...
    @property
    def path(self) -> QPainterPath: ...


ArtT = TypeVar("ArtT", bound=HasPath)


@dataclass(frozen=True, slots=True)
class Easel:
    """What every stroke needs: the painter, the theme, the viewport and the density of the target."""

    painter: QPainter
    theme: Theme
    viewport: Viewport
    density: float = 1.0
    as_vectors: bool = False
    """For SVG and print: single dots and lines instead of textures."""
    stipple: tuple[float, float] = (3.0, 6.0)
    """Width and pitch of single dots."""
    phase: float | None = None
    """How far what moves is on its way (0 … 1); None where nothing moves."""
    dirty: QRegion | None = None
    """The pixels that are to be painted anew; None for all."""
    signs: float = 1.0
    """How much larger than at the desk X's are painted: who looks from afar must see them."""
    shots: Shots | None = None
    """The pictures of what is laid over the plates; None where all is painted as it is."""

    def sees(self, box_px: QRectF, air_px: float = 0.0) -> bool:
        """Whether any of a box, with so much air round it, is to be painted."""
        return self.dirty is None or self.dirty.intersects(box_px.adjusted(-air_px, -air_px, air_px, air_px).toAlignedRect())

    def seen(self, placed: Placement, arts: Iterable[ArtT], air_px: float) -> Iterator[ArtT]:
        """Yield of `arts` those on a placed plate of which, with their edges and signs, something is to be painted."""
        transform = self.transform(placed)
        for art in arts:
            if art.plate == placed.plate and self.sees(transform.mapRect(art.path.boundingRect()), air_px):
                yield art

    def box(self, placed: Placement) -> QRectF:
        """Return the pixels that a placed plate and its signs may take."""
        x0, y0, x1, y1 = placed.bounds
        return self.transform(placed).mapRect(QRectF(x0, y0, x1 - x0, y1 - y0)).adjusted(-_AIR_PX, -_AIR_PX, _AIR_PX, _AIR_PX)

    @property
    def weight(self) -> Weight:
        """How heavy the lines of the plates are."""
        return Weight(self.viewport.scale)

    def transform(self, placed: Placement) -> QTransform:
        """Return the map from `placed`'s plate to pixels."""
        return transform_of(self.viewport, placed)

    def point(self, placed: Placement, x: float, y: float) -> QPointF:
        """Return the pixel of a plate point."""
        return QPointF(*self.viewport.to_px(x + placed.dx, y + placed.dy))


def transform_of(view: Viewport, placed: Placement) -> QTransform:
    """Return the map from a placed plate to the pixels of a view."""
    x, y = view.to_px(placed.dx, placed.dy)
    return QTransform(*view.axes, x, y)
