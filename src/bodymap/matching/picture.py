"""What to draw of an answer, plate by plate: zone outlines, trigger point crosses, the finger's route, cautions, care paths.

Frames: plate millimetres. Shapes are shapely polygons, empty where the plate does not see them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from bodymap.anatomy.place import PlatePlace, Step, parse, parse_step
from bodymap.atlas.body import Body, SkinPath
from bodymap.atlas.site import Lattice
from bodymap.errors import BodymapError
from bodymap.ids import Id, Side
from bodymap.knowledge.record import Muscle, TriggerPoint
from bodymap.matching.engine import Engine
from bodymap.matching.zone import ZoneKind
from bodymap.session.record import CandidateKey, PointKey

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Cross:
    """An X: a trigger point on a plate that sees its muscle there."""

    point: PointKey
    label: str
    xy: Point


@dataclass(frozen=True)
class Picture:
    """Draws answers of one engine. Outlines are kept once made; a record's zones never change while the app runs."""

    engine: Engine
    lattice: Lattice
    _outlines: dict[tuple[str, CandidateKey, ZoneKind, int | None], BaseGeometry] = field(default_factory=dict)

    @classmethod
    def load(cls, engine: Engine) -> Picture:
        """Return the picture of `engine` with the shipped muscle coordinates."""
        return cls(engine, Lattice.load())

    def outline(self, plate: str, key: CandidateKey, kind: ZoneKind, number: int | None = None) -> BaseGeometry:
        """Return the outline of a candidate's zones of one kind on `plate`, of all its points or of point `number` only.

        Spillover has the essential zone cut out; reported has both cut out.
        """
        name = (plate, key, kind, number)
        if name not in self._outlines:
            self._outlines[name] = self._make_outline(plate, key, kind, number)
        return self._outlines[name]

    def _make_outline(self, plate: str, key: CandidateKey, kind: ZoneKind, number: int | None) -> BaseGeometry:
        paths = self._paths(key, kind, number)
        shape: BaseGeometry = self.engine.body.outline(plate, paths) if paths else Polygon()
        above: dict[ZoneKind, tuple[ZoneKind, ...]] = {
            "essential": (),
            "spillover": ("essential",),
            "reported": ("essential", "spillover"),
        }
        for other in above[kind]:
            shape = shapely.difference(shape, self.outline(plate, key, other, number))
        return shape

    def _paths(self, key: CandidateKey, kind: ZoneKind, number: int | None) -> tuple[SkinPath, ...]:
        return tuple(
            path
            for zone in self.engine.table.zones
            if zone.point.candidate == key and zone.kind == kind and number in (None, zone.point.number)
            for path in zone.paths
        )

    def site(self, point: PointKey) -> tuple[float, float, float]:
        """Return a trigger point's place in the body frame; raises `BodymapError` where its part has no lattice."""
        record = self._trigger_point(point)
        site = record.site
        if site.place is not None:
            found = self.engine.body.spot(parse(site.place, default_side=point.side)).point
        else:
            if site.part is None or site.along is None or site.across is None:
                raise BodymapError("has neither muscle coordinates nor a place", record=point.muscle, field="site")
            found = self.lattice.point(site.part, site.along, site.across, point.side)
        return (float(found[0]), float(found[1]), float(found[2]))

    def crosses(self, plate: str, key: CandidateKey) -> tuple[Cross, ...]:
        """Return the X's of a candidate on `plate`, by number: those whose muscle lies there before any bone."""
        muscle = self.engine.knowledge.muscle(key.muscle)
        found = []
        for record in muscle.trigger_points:
            point = PointKey(key.muscle, key.side, record.number)
            xy = self.engine.body.project(plate, self.site(point))
            if self.is_seen(plate, xy, muscle, key.side):
                found.append(Cross(point, record.label, xy))
        return tuple(found)

    def is_seen(self, plate: str, xy: Point, muscle: Muscle, side: Side) -> bool:
        """Whether `muscle` of `side` lies at `xy` before the first bone, on `plate`."""
        for tissue in self.engine.body.stack(plate).tissue(*xy):
            identity = Id.parse(tissue.structure)
            if identity.base in muscle.structures and identity.side in (side, None, Side.MIDLINE):
                return True
            if self.engine.terminology.get(identity.base).kind == "bone":
                return False
        return False

    def route(self, point: PointKey, plate: str) -> SkinPath:
        """Return the finger's way over the skin, from the landmark over the stations to the X as `plate` shows it; radii mean nothing here."""
        record = self._trigger_point(point)
        stations = (record.palpation.landmark, *record.palpation.via)
        x, y = self.engine.body.project(plate, self.site(point))
        steps = [Step(parse(text, default_side=point.side), 1.0) for text in stations]
        return self.engine.body.path([*steps, Step(PlatePlace(plate, x, y))], point.side)

    def strokes(self, plate: str, strokes: tuple[tuple[str, ...], ...], side: Side) -> BaseGeometry:
        """Return the outline of free strokes of a record (cautions, conditions) on `plate`."""
        body: Body = self.engine.body
        paths = tuple(body.path(tuple(parse_step(text) for text in stroke), side) for stroke in strokes)
        return body.outline(plate, paths) if paths else Polygon()

    def _trigger_point(self, point: PointKey) -> TriggerPoint:
        muscle = self.engine.knowledge.muscle(point.muscle)
        for record in muscle.trigger_points:
            if record.number == point.number:
                return record
        raise BodymapError(f"has no trigger point {point.number}", record=point.muscle, field="trigger_points")
