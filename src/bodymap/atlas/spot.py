"""Places resolved on one body: which skin point a landmark, an address or a plate point is. Body frame, mm."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bodymap.anatomy import segment as segments
from bodymap.anatomy.landmark import Landmark
from bodymap.anatomy.location import INSETS, PLATES, AddressPlace, LandmarkPlace, Offset, Place, PlatePlace
from bodymap.atlas import frame
from bodymap.atlas.cell import Cells
from bodymap.atlas.frame import MIRROR, Floats
from bodymap.atlas.stack import Stack
from bodymap.atlas.table import Table
from bodymap.errors import PlaceError, nearest, suggestion
from bodymap.ids import Side

FACING_MM = 25.0
"""Skin that faces the other way counts as so much further off when the cell of a point is looked for."""
_FURTHEST_STEPS = 4.0
"""An address may miss the skin of its segment by so many table steps (15° or a twentieth of a limb) and is then moved onto it."""
_NEAR_MM = 60.0
_MIDLINE_MM = 1.0
_OWN_SEGMENT_MM = 8.0
_MIDLINE_SEGMENT_MM = 20.0
"""The cell that gives a landmark its address may be so much further off than the nearest one to lie on the landmark's segment."""


@dataclass(frozen=True, eq=False)
class Spot:
    """A place on the skin: point (3,), outward unit normal (3,), nearest cell, canonical address, side, and where a plate shows it."""

    point: Floats
    normal: Floats
    cell: int
    address: str
    side: Side
    plate: str
    xy: tuple[float, float]


@dataclass(frozen=True, eq=False)
class Foothold:
    """A point on the skin with the address that leads along its segment: `level`, `angle` as in the table, on `side`'s half."""

    point: Floats
    normal: Floats
    segment: str
    level: float
    angle: float
    side: Side


@dataclass(frozen=True, eq=False)
class Resolver:
    """Resolves places with one body's cells, tables, landmarks and stacks."""

    cells: Cells
    tables: Mapping[str, Table]
    landmarks: Mapping[str, Landmark]
    stack: Callable[[str], Stack]

    def foothold(self, place: Place) -> Foothold:
        """Return where a place is; raises `PlaceError` where its side is missing, its landmark is unknown, or no skin is there."""
        if isinstance(place, AddressPlace):
            return self._on_address(place)
        if isinstance(place, LandmarkPlace):
            return self._on_landmark(place)
        return self._on_plate(place)

    def spot(self, place: Place) -> Spot:
        """Return the whole answer for a place; raises as `foothold` does."""
        hold = self.foothold(place)
        cell = self.cell_at(hold.point, hold.normal)
        is_plain = isinstance(place, AddressPlace) and not place.offsets
        named = self._cell_on(hold.segment, hold.point, hold.normal)
        address = str(place) if is_plain else self.address(hold.point, named)
        if isinstance(place, PlatePlace):
            plate, xy = place.plate, (place.x, place.y)
        else:
            plate = self.best_plate(cell, hold.normal)
            xy = frame.project(plate, hold.point)
        return Spot(hold.point, hold.normal, cell, address, _side(hold.point), plate, xy)

    def address(self, point: Floats, cell: int) -> str:
        """Return the canonical address of a skin point whose nearest cell is known: between the cells, rounded to what they can tell."""
        place = self._address_place(point, cell)
        if not place.kind.full_turn and _side(point) is Side.MIDLINE:
            place = AddressPlace(place.segment, place.level, 0.0 if place.angle < 90 else 180.0, side=place.side)
        step = 1 if place.kind.levels == "vertebral" else 2
        rounded = AddressPlace(place.segment, round(place.level, step), float(round(place.angle)), side=place.side)
        if rounded.is_on_midline:
            rounded = AddressPlace(rounded.segment, rounded.level, rounded.angle, side=Side.MIDLINE)
        return str(rounded)

    def best_plate(self, cell: int, normal: Floats) -> str:
        """Return the plate that the normal faces most among those that see the cell; where none does, among all."""
        seen = [plate for index, plate in enumerate(PLATES) if self.cells.seen[cell, index]]
        if not seen:
            return frame.facing(normal)
        return max(seen, key=lambda plate: round(float(normal @ np.array(frame.FRAMES[plate].viewer)), 6))

    def best_inset(self, cell: int, normal: Floats) -> str | None:
        """Return the inset that the normal faces most among those that see the cell; None where none does."""
        seen = [plate for plate in INSETS if self.cells.is_seen(plate)[cell]]
        return max(seen, key=lambda plate: round(float(normal @ np.array(frame.FRAMES[plate].viewer)), 6)) if seen else None

    def cell_at(self, point: Floats, normal: Floats, among: NDArray[np.bool_] | None = None) -> int:
        """Return the cell nearest to a point that faces as `normal` does; facing counts as distance."""
        near = self.cells.bands.inside(point - _NEAR_MM, point + _NEAR_MM)
        near = near if among is None else near[among[near]]
        if not len(near):
            near = np.arange(len(self.cells)) if among is None else np.flatnonzero(among)
        squared = ((self.cells.points[near] - point.astype(np.float32)) ** 2).sum(axis=1)
        return int(near[np.argmin(squared + FACING_MM**2 * (1 - self.cells.normals[near] @ normal.astype(np.float32)))])

    def _cell_on(self, segment: str, point: Floats, normal: Floats) -> int:
        """Return the nearest cell on a segment where that is about as near as any other; else the nearest of all."""
        cell = self.cell_at(point, normal)
        if segment not in self.cells.segment_names:
            return cell
        own = self.cell_at(point, normal, self.cells.segment == self.cells.segment_names.index(segment))
        gaps = np.linalg.norm(self.cells.points[[cell, own]] - point, axis=1)
        # Limbs have no midline: a point on it is named from the trunk even where the buttocks meet nearer.
        further = _MIDLINE_SEGMENT_MM if _side(point) is Side.MIDLINE else _OWN_SEGMENT_MM
        return own if gaps[1] <= gaps[0] + further else cell

    def _on_plate(self, place: PlatePlace) -> Foothold:
        stack = self.stack(place.plate)
        point, cell = stack.skin(place.x, place.y), stack.cell(place.x, place.y)
        if point is None or cell is None:
            x, y = stack.nearest_skin(place.x, place.y)
            near = str(PlatePlace(place.plate, round(x), round(y)))
            raise PlaceError(f"lies off the body; the nearest skin is at {near}", record=f"place “{place}”")
        return self._from_cell(point, self.cells.normals[cell].astype(float), cell)

    def _on_landmark(self, place: LandmarkPlace) -> Foothold:
        landmark = self.landmarks.get(place.id)
        if landmark is None:
            near = suggestion(nearest(place.id, self.landmarks))
            raise PlaceError(f"names the landmark “{place.id}”, which is none{near}", record=f"place “{place}”")
        needs_side = landmark.sided or any(offset.is_sideways for offset in place.offsets)
        if needs_side and place.side is None:
            raise PlaceError(f"needs a side: {place.id}.left or {place.id}.right", record=f"place “{place}”")
        is_flipped = landmark.sided and place.side is Side.RIGHT
        flip = MIRROR if is_flipped else np.ones(3)
        point, normal = np.array(landmark.skin) * flip, _unit(np.array(landmark.normal) * flip)
        if place.offsets:
            return self._moved(point, normal, place.offsets, place.side)
        return self._from_cell(point, normal, self._cell_on(landmark.segment, point, normal))

    def _on_address(self, place: AddressPlace) -> Foothold:
        if place.needs_side:
            raise PlaceError("needs a side, left or right", record=f"place “{place}”")
        table = self.tables.get(place.segment)
        if table is None:
            raise PlaceError(f"is on the {place.segment}, which this body has no table of", record=f"place “{place}”")
        points, normals, gone = table.at(np.array([place.level]), np.array([place.angle]))
        if gone[0] > _FURTHEST_STEPS:
            raise PlaceError("lies inside the body, where two segments join; name it from the other segment", record=f"place “{place}”")
        side = Side.LEFT if place.side in (None, Side.MIDLINE) else place.side
        flip = MIRROR if side is Side.RIGHT else 1.0
        point, normal = points[0] * flip, normals[0] * flip
        if place.offsets:
            return self._moved(point, normal, place.offsets, side)
        return Foothold(point, normal, place.segment, place.level, place.angle, side)

    def _moved(self, point: Floats, normal: Floats, offsets: tuple[Offset, ...], side: Side | None) -> Foothold:
        outward = -1.0 if side is Side.RIGHT else 1.0
        target = point + sum((offset.mm * _direction(offset.direction, outward) for offset in offsets), np.zeros(3))
        cell = self.cell_at(target, normal)
        surface, facing = self.cells.points[cell].astype(float), self.cells.normals[cell].astype(float)
        return self._from_cell(target - ((target - surface) @ facing) * facing, facing, cell)

    def _from_cell(self, point: Floats, normal: Floats, cell: int) -> Foothold:
        place = self._address_place(point, cell)
        return Foothold(point, normal, place.segment, place.level, place.angle, self.cells.half_side(cell))

    def _address_place(self, point: Floats, cell: int) -> AddressPlace:
        """Return the address at a point, between the nearest cells of the same segment and half."""
        cells = self.cells
        around = cells.points[cell]
        near = cells.bands.inside(around - _NEAR_MM, around + _NEAR_MM)
        near = near[(cells.segment[near] == cells.segment[cell]) & ((near < cells.half) == (cell < cells.half))]
        squared = ((cells.points[near] - point.astype(np.float32)) ** 2).sum(axis=1).astype(float)
        best = np.argsort(squared, kind="stable")[:4]
        near, weight = near[best], 1 / (squared[best] + 0.5)
        level = float(np.average(cells.level[near], weights=weight))
        angle = float(cells.angle[cell])
        turn = (cells.angle[near].astype(float) - angle + 180) % 360 - 180
        kind = segments.find(cells.segment_names[int(cells.segment[cell])])
        angle += float(np.average(turn, weights=weight))
        if kind is not None and not kind.full_turn:
            angle = min(max(angle, 0.0), 180.0)
        return AddressPlace(cells.segment_names[int(cells.segment[cell])], level, angle, side=cells.half_side(cell))


def _side(point: Floats) -> Side:
    if abs(float(point[0])) <= _MIDLINE_MM:
        return Side.MIDLINE
    return Side.LEFT if point[0] > 0 else Side.RIGHT


def _direction(name: str, outward: float) -> Floats:
    lateral = np.array([outward, 0.0, 0.0])
    named = {
        "superior": np.array([0.0, 1.0, 0.0]),
        "inferior": np.array([0.0, -1.0, 0.0]),
        "anterior": np.array([0.0, 0.0, 1.0]),
        "posterior": np.array([0.0, 0.0, -1.0]),
        "lateral": lateral,
        "medial": -lateral,
    }
    return named[name]


def _unit(vector: Floats) -> Floats:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9))


