"""What to draw of an answer, plate by plate: zone outlines, trigger point crosses, the finger's route, cautions, care paths.

Frames: plate millimetres. Shapes are shapely polygons, empty where the plate does not see them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from bodymap.anatomy.location import PLATES, siblings
from bodymap.anatomy.place import PlatePlace, Step, parse, parse_step
from bodymap.atlas import figure as figures
from bodymap.atlas.body import Body, SkinPath
from bodymap.atlas.site import Lattice
from bodymap.errors import BodymapError
from bodymap.ids import Id, Side
from bodymap.knowledge.record import Site, TriggerPoint
from bodymap.matching.engine import Engine
from bodymap.matching.own_zone import skin_place
from bodymap.matching.recent import Recent
from bodymap.matching.zone import Zone, ZoneKind
from bodymap.own.record import OwnSite, is_own
from bodymap.session.record import CandidateKey, PointKey
from bodymap.tongue import tr

Point = tuple[float, float]
_KEPT = 1200
"""So many outlines are kept, the last ones: one click with its list and pictures needs some three hundred."""
_KEPT_STROKES, _KEPT_PLACES = 1500, 4000
"""All bands of skin of all plates are some thousand outlines; all trigger points have some thousand places."""


@dataclass(frozen=True, slots=True)
class Cross:
    """An X: a trigger point on a plate that sees its muscle there."""

    point: PointKey
    label: str
    xy: Point


@dataclass(frozen=True, slots=True)
class _Cover:
    """How many tissues lie over a place in a muscle, and whether one of them is bone."""

    layers: int
    behind_bone: bool


@dataclass(frozen=True)
class Picture:
    """Draws answers of one engine. Outlines are kept once made; a record's zones never change while the app runs."""

    engine: Engine
    lattice: Lattice
    _outlines: Recent = field(default_factory=lambda: Recent(_KEPT))
    _strokes: Recent = field(default_factory=lambda: Recent(_KEPT_STROKES))
    _plates: Recent = field(default_factory=lambda: Recent(_KEPT_PLACES))

    @classmethod
    def load(cls, engine: Engine) -> Picture:
        """Return the picture of `engine` with the shipped muscle coordinates."""
        return cls(engine, Lattice.load(figures.tables(engine.figure) / "lattice.npz"))

    def outline(self, plate: str, key: CandidateKey, kind: ZoneKind, number: int | None = None) -> BaseGeometry:
        """Return the outline of a candidate's zones of one kind on `plate`, of all its points or of point `number` only.

        Spillover has the essential zone cut out; reported has both cut out.
        """
        return self._outlines.get((plate, key, kind, number), partial(self._make_outline, plate, key, kind, number))

    def _make_outline(self, plate: str, key: CandidateKey, kind: ZoneKind, number: int | None) -> BaseGeometry:
        zones = self._zones(key, kind, number)
        whole = [path for zone in zones if not zone.rubbed_out for path in zone.paths]
        shape: BaseGeometry = self.engine.body.outline(plate, whole) if whole else Polygon()
        for zone in zones:
            if zone.rubbed_out:
                shape = shapely.union(shape, self._left(plate, zone))
        above: dict[ZoneKind, tuple[ZoneKind, ...]] = {
            "essential": (),
            "spillover": ("essential",),
            "own": (),
            "reported": ("essential", "spillover"),
        }
        for other in above[kind]:
            shape = shapely.difference(shape, self.outline(plate, key, other, number))
        return shape

    def _left(self, plate: str, zone: Zone) -> BaseGeometry:
        """What is left of a zone on a plate, its strokes taken in order: laid on, or rubbed out."""
        shape: BaseGeometry = Polygon()
        for is_out, run in groupby(range(len(zone.paths)), zone.rubbed_out.__contains__):
            here = self.engine.body.outline(plate, [zone.paths[index] for index in run])
            shape = shapely.difference(shape, here) if is_out else shapely.union(shape, here)
        return shape

    def _zones(self, key: CandidateKey, kind: ZoneKind, number: int | None) -> list[Zone]:
        table = self.engine.table
        zones = (table.zones[row] for row in table.rows_of.get(key, ()))
        return [zone for zone in zones if zone.kind == kind and number in (None, zone.point.number)]

    def site(self, point: PointKey) -> tuple[float, float, float]:
        """Return a trigger point's place in the body frame; raises `BodymapError` where its part has no lattice."""
        site = self._site(point)
        if site.place is not None:
            found = self.engine.body.spot(skin_place(self.engine, site.place, point.side)).point
        else:
            if site.part is None or site.along is None or site.across is None:
                raise BodymapError("has neither muscle coordinates nor a place", record=point.muscle, field="site")
            found = self.lattice.point(site.part, site.along, site.across, point.side)
        return (float(found[0]), float(found[1]), float(found[2]))

    def crosses(self, plate: str, key: CandidateKey) -> tuple[Cross, ...]:
        """Return the X's of a candidate on `plate`, by number: those whose muscle lies there before any bone.

        A point whose muscle lies behind bone on every plate (beneath the shoulder blade, between small bones) shows through on the
        one plate where least lies over it.
        """
        muscle = self.engine.knowledge.muscle(key.muscle)
        found = []
        for record in muscle.trigger_points:
            point = PointKey(key.muscle, key.side, record.number)
            if plate in self.plates_of(point, siblings(plate)):
                found.append(Cross(point, record.label, self.engine.body.project(plate, self.site(point))))
        return (*found, *self._own_crosses(plate, key))

    def _own_crosses(self, plate: str, key: CandidateKey) -> Iterator[Cross]:
        """The therapist's own X's on `plate`; one whose place is nowhere on this body is left out."""
        for own in self.engine.own.points_of(key.muscle, key.side):
            point = PointKey(key.muscle, key.side, own.number)
            with contextlib.suppress(BodymapError):
                if plate in self.plates_of(point, siblings(plate)):
                    yield Cross(point, own.name or tr("your own"), self.engine.body.project(plate, self.site(point)))

    def onto(self, engine: Engine) -> Picture:
        """Return the picture of `engine`, which differs in the therapist's own only; what was made of the shipped records is kept."""
        outlines = self._outlines.copy(lambda name: name[2] != "own")
        plates = self._plates.copy(lambda name: not is_own(name[0].number))
        return Picture(engine, self.lattice, outlines, self._strokes, plates)

    def plates_of(self, point: PointKey, among: tuple[str, ...] = PLATES) -> tuple[str, ...]:
        """Return which plates of `among` show a trigger point's X, in their order; none where its site misses its muscle."""
        return self._plates.get((point, among), partial(self._find_plates, point, among))

    def _find_plates(self, point: PointKey, among: tuple[str, ...]) -> tuple[str, ...]:
        covers = {plate: self._cover(plate, point) for plate in among}
        there = {plate: cover for plate, cover in covers.items() if cover is not None}
        plain = tuple(plate for plate, cover in there.items() if not cover.behind_bone)
        least = sorted(there, key=lambda plate: there[plate].layers)[:1]
        return plain or tuple(least)

    def _cover(self, plate: str, point: PointKey) -> _Cover | None:
        """What lies over the muscle at a trigger point's site on `plate`, or None where the muscle is not there."""
        muscle = self.engine.knowledge.muscle(point.muscle)
        behind_bone = False
        if is_own(point.number) and self._site(point).place is not None:
            return _Cover(0, behind_bone) if self._is_seen(plate, point) else None
        if muscle.constructed:
            shape = self.constructed(plate, point.candidate)
            return _Cover(0, behind_bone) if shape.covers(shapely.Point(self.engine.body.project(plate, self.site(point)))) else None
        xy = self.engine.body.project(plate, self.site(point))
        for layers, tissue in enumerate(self.engine.body.stack(plate).tissue(*xy)):
            identity = Id.parse(tissue.structure)
            if identity.base in muscle.structures and identity.side in (point.side, None, Side.MIDLINE):
                return _Cover(layers, behind_bone)
            behind_bone = behind_bone or self.engine.terminology.get(identity.base).kind == "bone"
        return None

    def _is_seen(self, plate: str, point: PointKey) -> bool:
        """Whether `plate` sees the skin on which an own X lies."""
        body = self.engine.body
        spot = body.spot(skin_place(self.engine, self._site(point).place or "", point.side))
        return bool(body.cells.is_seen(plate)[spot.cell])

    def constructed(self, plate: str, key: CandidateKey) -> BaseGeometry:
        """Return the made shape of a muscle that the atlas has no mesh of; empty for all others, and where `plate` does not see it."""
        return self.strokes(plate, self.engine.knowledge.muscle(key.muscle).constructed, key.side)

    def route(self, point: PointKey, plate: str) -> SkinPath:
        """Return the finger's way over the skin, from the landmark over the stations to the X as `plate` shows it; radii mean nothing here."""
        record = self._trigger_point(point)
        stations = (record.palpation.landmark, *record.palpation.via)
        x, y = self.engine.body.project(plate, self.site(point))
        steps = [Step(parse(text, default_side=point.side), 1.0) for text in stations]
        return self.engine.body.path([*steps, Step(PlatePlace(plate, x, y))], point.side)

    def strokes(self, plate: str, strokes: tuple[tuple[str, ...], ...], side: Side) -> BaseGeometry:
        """Return the outline of free strokes of a record (cautions, conditions, bands of skin) on `plate`."""
        return self._strokes.get((plate, strokes, side), partial(self._make_strokes, plate, strokes, side))

    def _make_strokes(self, plate: str, strokes: tuple[tuple[str, ...], ...], side: Side) -> BaseGeometry:
        body: Body = self.engine.body
        paths = tuple(body.path(tuple(parse_step(text) for text in stroke), side) for stroke in strokes)
        return body.outline(plate, paths) if paths else Polygon()

    def _site(self, point: PointKey) -> Site | OwnSite:
        if not is_own(point.number):
            return self._trigger_point(point).site
        own = self.engine.own.point(point.muscle, point.number)
        if own is None:
            raise BodymapError(f"has no trigger point {point.number} of your own", record=point.muscle, field="points")
        return own.site

    def _trigger_point(self, point: PointKey) -> TriggerPoint:
        muscle = self.engine.knowledge.muscle(point.muscle)
        for record in muscle.trigger_points:
            if record.number == point.number:
                return record
        raise BodymapError(f"has no trigger point {point.number}", record=point.muscle, field="trigger_points")
