"""What a session keeps on the first body, as it lies on the figure that is shown, and back.

Places and shapes in plate millimetres are carried; addresses, landmarks and regions mean the same on every body.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bodymap.anatomy.location import PlatePlace
from bodymap.anatomy.place import Place
from bodymap.atlas.carry import Carry, Way
from bodymap.session.paint import Area, Fill, Patch, Point, Ring, Shape, Stroke

_KEPT = 2000


@dataclass(frozen=True, eq=False)
class Carried:
    """Translates for one figure; the first one (no `carry`) has nothing to translate."""

    carry: Carry | None = None
    _places: dict[tuple[Place, Way], Place] = field(default_factory=dict)
    _shapes: dict[tuple[Shape, Way], Shape] = field(default_factory=dict)

    def place(self, place: Place, way: Way) -> Place:
        """Return a place as it is on the figure (`onto`), or as a session keeps it (`back`)."""
        if self.carry is None or not isinstance(place, PlatePlace):
            return place
        if (place, way) not in self._places:
            if len(self._places) >= _KEPT:
                self._places.clear()
            there = self.carry.place(place, way)
            self._places[place, way] = there
            self._places.setdefault((there, "back" if way == "onto" else "onto"), place)
        return self._places[place, way]

    def shape(self, shape: Shape, way: Way) -> Shape:
        """Return a painted shape as it is on the figure (`onto`), or as a session keeps it (`back`)."""
        if self.carry is None or isinstance(shape, Fill):
            return shape
        if (shape, way) not in self._shapes:
            if len(self._shapes) >= _KEPT:
                self._shapes.clear()
            there = self._moved(self.carry, shape, way)
            self._shapes[shape, way] = there
            self._shapes.setdefault((there, "back" if way == "onto" else "onto"), shape)
        return self._shapes[shape, way]

    def area(self, area: Area, way: Way) -> Area:
        """Return a painted area as it is on the figure (`onto`), or as a session keeps it (`back`)."""
        if self.carry is None:
            return area
        return replace(area, dabs=tuple(replace(dab, shape=self.shape(dab.shape, way)) for dab in area.dabs))

    def _moved(self, carry: Carry, shape: Stroke | Patch, way: Way) -> Shape:
        if isinstance(shape, Stroke):
            return replace(shape, points=_line(carry, shape.plate, shape.points, way))
        return replace(shape, rings=tuple(_line(carry, shape.plate, ring, way) for ring in shape.rings))


def _line(carry: Carry, plate: str, points: Ring, way: Way) -> tuple[Point, ...]:
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in carry.points(plate, points, way))
