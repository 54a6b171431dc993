"""What a session keeps on the first body, as it lies on the figure that is shown, and back.

Places and shapes in plate millimetres are carried; addresses, landmarks and regions mean the same on every body.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from bodymap.anatomy.location import PlatePlace
from bodymap.anatomy.place import Place
from bodymap.atlas.carry import Carry, Way
from bodymap.matching.recent import Recent
from bodymap.session.paint import Area, Fill, Point, Ring, Shape, Stroke

_KEPT = 4000
CarriedT = TypeVar("CarriedT")


@dataclass(frozen=True, eq=False)
class Carried:
    """Translates for one figure; the first one (no `carry`) has nothing to translate."""

    carry: Carry | None = None
    _there: Recent = field(default_factory=lambda: Recent(_KEPT))

    def place(self, place: Place, way: Way) -> Place:
        """Return a place as it is on the figure (`onto`), or as a session keeps it (`back`)."""
        if self.carry is None or not isinstance(place, PlatePlace):
            return place
        return self._both_ways(place, way, partial(self.carry.place, place, way))

    def shape(self, shape: Shape, way: Way) -> Shape:
        """Return a painted shape as it is on the figure (`onto`), or as a session keeps it (`back`)."""
        if self.carry is None:
            return shape
        return self._both_ways(shape, way, partial(self._moved, self.carry, shape, way))

    def _both_ways(self, here: CarriedT, way: Way, move: Callable[[], CarriedT]) -> CarriedT:
        """What was carried there, or what `move` makes; carried back, it is again what it was."""
        there = self._there.get((here, way), move)
        self._there.get((there, "back" if way == "onto" else "onto"), lambda: here)
        return there

    def area(self, area: Area, way: Way) -> Area:
        """Return a painted area as it is on the figure (`onto`), or as a session keeps it (`back`)."""
        if self.carry is None:
            return area
        return replace(area, dabs=tuple(replace(dab, shape=self.shape(dab.shape, way)) for dab in area.dabs))

    def _moved(self, carry: Carry, shape: Shape, way: Way) -> Shape:
        if isinstance(shape, Stroke):
            return replace(shape, points=_line(carry, shape.plate, shape.points, way))
        if isinstance(shape, Fill):
            return shape
        return replace(shape, rings=tuple(_line(carry, shape.plate, ring, way) for ring in shape.rings))


def _line(carry: Carry, plate: str, points: Ring, way: Way) -> tuple[Point, ...]:
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in carry.points(plate, points, way))
