"""A plate: what is drawn on one view of the body, back to front. Plate millimetres, y down. No file, no parser, no colour."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

import numpy as np
import shapely
from numpy.typing import NDArray

from bodymap.anatomy.location import mirrored_plate
from bodymap.atlas import outline
from bodymap.errors import UnknownNameError
from bodymap.ids import Side, base_of, mirror

Ring = NDArray[np.float32]
Role = Literal["outline", "tone-1", "tone-2", "tone-3", "tone-4", "tendon", "fibres", "rim", "garment", "tendon-shade", "strands"]
ROLES: tuple[Role, ...] = ("outline", "tone-1", "tone-2", "tone-3", "tone-4", "tendon", "fibres", "rim", "garment", "tendon-shade", "strands")
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """Rings (n, 2) of one role; closed ones are filled even-odd together, open ones are lines."""

    role: Role
    rings: tuple[Ring, ...]
    closed: bool

    def mirrored(self) -> "Shape":
        """The shape with x negated."""
        flip = np.array([-1, 1], dtype=np.float32)
        return Shape(self.role, tuple(ring * flip for ring in self.rings), self.closed)


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """One structure as drawn on one plate. `rank` 0 is the back; `behind`: behind the bones here, drawn only when asked for."""

    id: str
    kind: str
    layer: str
    group: str | None
    behind: bool
    default_off: bool
    rank: int
    shapes: tuple[Shape, ...]

    @property
    def base(self) -> str:
        """The id without its side."""
        return base_of(self.id)

    @property
    def side(self) -> Side:
        """The subject's own side; midline where the id has none."""
        return Side(self.id.partition(".")[2] or Side.MIDLINE)

    def of(self, *roles: Role) -> tuple[Shape, ...]:
        """Return the shapes of some roles, back to front; perhaps none."""
        return tuple(shape for shape in self.shapes if shape.role in roles)

    @property
    def outline(self) -> tuple[Ring, ...]:
        """The closed rings that are base fill and hit polygon."""
        return tuple(ring for shape in self.of("outline") for ring in shape.rings)

    def mirrored(self) -> "Drawn":
        """The mirror image, under the id of the other side."""
        return replace(self, id=mirror(self.id), shapes=tuple(shape.mirrored() for shape in self.shapes))


@dataclass(frozen=True, eq=False)
class Plate:
    """One view of the body, or of a part of it (an inset). `drawn` (muscles and bones) and `regions` (skin) are back → front; `problems` what was left out."""

    name: str
    bounds: Bounds
    drawn: tuple[Drawn, ...]
    silhouette: Drawn
    regions: tuple[Drawn, ...]
    problems: tuple[str, ...] = field(default=())
    parent: str | None = None
    """The whole-body plate of which an inset enlarges a part."""
    parent_rect: Bounds | None = None
    """That part, (x0, y0, x1, y1) in the parent's millimetres."""
    zoom: float = 1.0
    """An inset's lines and fibres are as fine as if the body were drawn so many times larger than on a whole-body plate."""

    @cached_property
    def by_id(self) -> dict[str, Drawn]:
        """All that is drawn, the silhouette and the skin regions among it, by id."""
        return {each.id: each for each in (self.silhouette, *self.drawn, *self.regions)}

    def get(self, structure_id: str) -> Drawn:
        """Return what is drawn under a (sided) id; raises `UnknownNameError` with the nearest ids."""
        found = self.by_id.get(structure_id)
        if found is None:
            raise UnknownNameError("structure", structure_id, self.by_id, record=f"plate {self.name}:")
        return found

    def find(self, structure_id: str) -> Drawn | None:
        """Return what is drawn under a (sided) id, or None."""
        return self.by_id.get(structure_id)

    def polygon(self, structure_id: str) -> shapely.MultiPolygon:
        """Return the hit polygon of a structure, valid, holes kept; empty where its outline encloses nothing."""
        return self._polygon(self.get(structure_id))

    @cached_property
    def _polygons(self) -> dict[str, shapely.MultiPolygon]:
        return {}

    def _polygon(self, drawn: Drawn) -> shapely.MultiPolygon:
        made = self._polygons.get(drawn.id)
        if made is None:
            made = self._polygons[drawn.id] = outline.polygon(drawn.outline)
        return made

    def mirrored(self) -> "Plate":
        """The plate of the mirrored body: left ↔ right, sides of all ids swapped, x negated."""
        return replace(
            self,
            name=mirrored_plate(self.name),
            bounds=_flipped(self.bounds),
            drawn=tuple(each.mirrored() for each in self.drawn),
            silhouette=self.silhouette.mirrored(),
            regions=tuple(each.mirrored() for each in self.regions),
            parent=None if self.parent is None else mirrored_plate(self.parent),
            parent_rect=None if self.parent_rect is None else _flipped(self.parent_rect),
        )


def _flipped(bounds: Bounds) -> Bounds:
    x0, y0, x1, y1 = bounds
    return -x1, y0, -x0, y1
