"""State and answers → scene: which muscle is lit, which zones, X's, spots and ways are drawn. Pure but for the paths it makes.

Frames: plate millimetres.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from bodymap.session.record import CandidateKey, PointKey, Session
from bodymap.ui.answer import Answers, Painted
from bodymap.ui.drawing.art import path_of, polygon_path
from bodymap.ui.drawing.scene import BallArt, CautionArt, Cross, RouteArt, Scene, SpotArt, ZoneArt, ZoneKind
from bodymap.ui.drawing.sheet import PLATES
from bodymap.ui.state import State

KINDS: tuple[ZoneKind, ...] = ("reported", "spillover", "essential")
MadeT = TypeVar("MadeT")


class Composer:
    """Makes scenes from one set of answers, keeping what was made once: a record's zones never change while the app runs."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._made: dict[Hashable, Any] = {}
        self._marks: tuple[Hashable, Any] = (None, ())

    def scene(self, state: State, *, hovered: PointKey | None = None) -> Scene:
        """Return the scene of `state`; `hovered` is the X under the pointer."""
        key, number = state.active, state.active_point
        spots = self._spots(state.session)
        if key is None:
            return Scene(state.view.layers, lit=self._looked_at(state), spots=spots, areas=self._areas(state.view.condition))
        is_care = state.view.tab == "care" and state.view.shown is None and not state.session.raised
        balls = self._balls(key) if is_care else ()
        zones = () if balls else self.zones(key, number)
        return Scene(
            layers=state.view.layers,
            resting=bool(zones or balls),
            active=key,
            lit=self._answers.structures(key),
            constructed=self._constructed(key),
            zones=zones,
            crosses=() if balls else self._crosses(state, key, number, hovered),
            spots=spots,
            routes=self._routes(PointKey(key.muscle, key.side, number)) if number is not None and not balls else (),
            balls=balls,
            cautions=self._cautions(key) if state.view.wording == "therapist" and (number is not None or state.view.tab == "care") else (),
        )

    def zones(self, key: CandidateKey, number: int | None = None) -> tuple[ZoneArt, ...]:
        """Return a candidate's zones on all plates, of all its points or of one."""
        return tuple(zone for plate in PLATES for zone in self.zones_on(plate, key, number))

    def zones_on(self, plate: str, key: CandidateKey, number: int | None = None) -> tuple[ZoneArt, ...]:
        """Return a candidate's zones on one plate, spillover under essential."""
        return self._once(("zones", plate, key, number), lambda: self._make_zones(plate, key, number))

    def prefetch(self, key: CandidateKey) -> bool:
        """Make a candidate's zones on one more plate; whether any was still to be made."""
        missing = next((plate for plate in PLATES if ("zones", plate, key, None) not in self._made), None)
        if missing is not None:
            self.zones_on(missing, key)
        return missing is not None

    def spots_on(self, plate: str, session: Session) -> tuple[QPainterPath, ...]:
        """Return the paths of the session's marks on one plate."""
        return tuple(spot.path for spot in self._spots(session) if spot.plate == plate and spot.kind == "pain")

    def _make_zones(self, plate: str, key: CandidateKey, number: int | None) -> tuple[ZoneArt, ...]:
        arts = (ZoneArt(kind, plate, polygon_path(self._answers.outline(plate, key, kind, number))) for kind in KINDS)
        return tuple(art for art in arts if not art.path.isEmpty())

    def _crosses(self, state: State, key: CandidateKey, number: int | None, hovered: PointKey | None) -> tuple[Cross, ...]:
        at = self._once(("crosses", key), lambda: self._answers.crosses(key))
        return tuple(
            Cross(
                each.point,
                each.plate,
                each.x,
                each.y,
                each.name,
                finding=state.session.finding(each.point),
                chosen=number == each.point.number,
                hovered=hovered == each.point,
            )
            for each in at
            if number in (None, each.point.number)
        )

    def _spots(self, session: Session) -> tuple[SpotArt, ...]:
        name = (session.marks, session.areas, session.dropped)
        if self._marks[0] != name:
            arts = [_spot_art(each) for each in self._answers.painted(session)]
            self._marks = (name, tuple(art for art in _badged(arts) if not art.path.isEmpty()))
        found: tuple[SpotArt, ...] = self._marks[1]
        return found

    def _routes(self, point: PointKey) -> tuple[RouteArt, ...]:
        make = partial(self._make_routes, point)
        return self._once(("route", point), make)

    def _make_routes(self, point: PointKey) -> tuple[RouteArt, ...]:
        return tuple(RouteArt(way.plate, path_of(way.lines, closed=False), way.landmark) for way in self._answers.ways(point))

    def _cautions(self, key: CandidateKey) -> tuple[CautionArt, ...]:
        return self._once(("cautions", key), lambda: self._make_cautions(key))

    def _make_cautions(self, key: CandidateKey) -> tuple[CautionArt, ...]:
        arts = (CautionArt(plate, polygon_path(shape), name) for name, plate, shape in self._answers.cautions(key))
        return tuple(art for art in arts if not art.path.isEmpty())

    def _constructed(self, key: CandidateKey) -> tuple[CautionArt, ...]:
        shapes = self._once(("constructed", key), lambda: self._answers.constructed(key))
        arts = (CautionArt(plate, polygon_path(shape), key.muscle) for plate, shape in shapes)
        return tuple(art for art in arts if not art.path.isEmpty())

    def _looked_at(self, state: State) -> tuple[str, ...]:
        return self._answers.drawn_of(state.view.looked_at) if state.view.looked_at else ()

    def _areas(self, condition: str | None) -> tuple[CautionArt, ...]:
        if condition is None:
            return ()
        arts = self._once(("area", condition), lambda: self._answers.area_of(condition))
        drawn = (CautionArt(plate, polygon_path(shape), condition) for plate, shape in arts)
        return tuple(art for art in drawn if not art.path.isEmpty())

    def _balls(self, key: CandidateKey) -> tuple[BallArt, ...]:
        marks = self._once(("balls", key), lambda: self._answers.care_marks(key))
        return tuple(
            BallArt(mark.plate, QPointF(mark.x, mark.y) if mark.x == mark.x else None, path_of(mark.lines, closed=False))
            for mark in marks
        )

    def _once(self, name: Hashable, make: Callable[[], MadeT]) -> MadeT:
        if name not in self._made:
            self._made[name] = make()
        made: MadeT = self._made[name]
        return made


def _spot_art(each: Painted) -> SpotArt:
    badge = "" if each.intensity is None else str(each.intensity)
    return SpotArt(each.plate, polygon_path(each.outline), each.number, each.kind, each.sign, badge)


def _badged(arts: list[SpotArt]) -> Iterator[SpotArt]:
    """Yield the areas, the intensity of each only where most of it is seen."""
    largest: dict[int, float] = {}
    for art in arts:
        if art.badge:
            largest[art.number] = max(largest.get(art.number, 0.0), _extent(art))
    for art in arts:
        yield replace(art, badge="") if art.badge and _extent(art) < largest[art.number] else art


def _extent(art: SpotArt) -> float:
    box = art.path.boundingRect()
    return box.width() * box.height()
