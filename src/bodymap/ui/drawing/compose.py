"""State and answers → scene: which muscle is lit, which zones, X's, spots and ways are drawn. Pure but for the paths it makes.

Frames: plate millimetres.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from bodymap.ids import Side
from bodymap.knowledge.chain import chain
from bodymap.matching.recent import Recent
from bodymap.session.record import CandidateKey, PointKey, Session
from bodymap.ui.answer import Answers, CareMark, Painted
from bodymap.ui.drawing.art import path_of, polygon_path
from bodymap.ui.drawing.laying import Laying, view_reads_anatomy
from bodymap.ui.drawing.scene import BallArt, CautionArt, Cross, Link, RouteArt, Scene, SpotArt, ZoneArt, ZoneKind
from bodymap.ui.drawing.sheet import PLATES
from bodymap.ui.state import State

_KEPT = 600
"""So many paths are kept, the last ones: all of them, drawn in a day, would fill the memory."""
_KEPT_MARKS = 12
"""The marks of now, of the time before, and what a press might make of them."""
_NEAR_MM = 20.0
"""So near to each other, two balls cover each other more than half."""
_FAR = {Side.LEFT: "right", Side.RIGHT: "left"}
"""The plate that sees of a side's zones only what crosses the midline."""
_SPECK_MM = 10.0
KINDS: tuple[ZoneKind, ...] = ("reported", "spillover", "essential", "own")
MadeT = TypeVar("MadeT")
AboutT = TypeVar("AboutT", bound=Hashable)


class Composer:
    """Makes scenes from one set of answers, keeping what was made last: a record's zones never change while the app runs."""

    def __init__(self, answers: Answers, like: Composer | None = None) -> None:
        """The answers may differ from those of `like` in the therapist's own and in signs: what that does not touch is kept."""
        self._answers = answers
        self.laying: Laying = Laying(answers, like.laying if like is not None else None)
        self._made = Recent(_KEPT)
        self._marked = Recent(_KEPT_MARKS)

    def scene(self, state: State, *, hovered: PointKey | None = None) -> Scene:
        """Return the scene of `state` on the whole-body plates and on the inset that is open; `hovered` is the X under the pointer."""
        insets = (state.view.inset,) if state.view.inset else ()
        return self.scene_on((*PLATES, *insets), state, hovered=hovered)

    def scene_on(self, plates: Sequence[str], state: State, *, hovered: PointKey | None = None) -> Scene:
        """Return the scene of `state` on some plates and insets, with what is laid over them."""
        return replace(self._scene_on(plates, state, hovered=hovered), laid=self.laying.arts(state, plates))

    def _scene_on(self, plates: Sequence[str], state: State, *, hovered: PointKey | None) -> Scene:
        key, number = state.active, state.active_point
        spots = (*self._ghosts(plates, state.earlier), *self._spots(plates, state.session))
        if key is None:
            noted = self._noted(plates, state, None, hovered)
            areas = self._areas(plates, state.view.condition)
            return Scene(state.view.layers, lit=self._looked_at(state), crosses=noted, spots=spots, areas=areas)
        is_care = state.view.tab == "care" and state.view.shown is None and not state.session.raised
        if is_care and state.view.item is not None:
            return self._care(plates, state, key, spots)
        if state.view.tab == "anatomy" and state.view.shown is None and number is None and self._links(key):
            return self._chain(plates, state, key, spots)
        balls = self.balls(plates, key) if is_care else ()
        zones = () if balls or view_reads_anatomy(state) else tuple(zone for plate in plates for zone in self.zones_on(plate, key, number))
        return Scene(
            layers=state.view.layers,
            resting=bool(zones or balls) or view_reads_anatomy(state),
            active=key,
            lit=self._answers.structures(key),
            constructed=self._constructed(plates, key),
            zones=zones,
            crosses=() if balls else (*self._noted(plates, state, key, hovered), *self._crosses(plates, state, key, number, hovered)),
            spots=spots,
            routes=self._routes(plates, PointKey(key.muscle, key.side, number)) if number is not None and not balls else (),
            balls=balls,
            cautions=self._cautions(plates, key) if state.view.wording == "therapist" and (number is not None or state.view.tab == "care") else (),
        )

    def _care(self, plates: Sequence[str], state: State, key: CandidateKey, spots: tuple[SpotArt, ...]) -> Scene:
        """The scene of one care item: what is laid where, or what a stretch pulls, and what to keep off."""
        item = self._answers.knowledge.care.get(state.view.item or "")
        pulled = item.stretches_primarily if item else ()
        return Scene(
            layers=state.view.layers,
            resting=True,
            active=key,
            lit=self.structures(pulled, key) or self._answers.structures(key),
            less=self.structures(item.stretches_secondarily, key) if item else (),
            constructed=self._constructed(plates, key),
            spots=spots,
            balls=self.balls(plates, key, state.view.item),
            cautions=self._cautions(plates, key) if state.view.wording == "therapist" and not pulled else (),
        )

    def _chain(self, plates: Sequence[str], state: State, key: CandidateKey, spots: tuple[SpotArt, ...]) -> Scene:
        """The scene of the chain: the muscle lit, its neighbours faint, arrows between them."""
        links = self._links(key)
        arrows = chain(self._answers.knowledge.muscles, key.muscle)
        names = dict.fromkeys(name for arrow in arrows for name in (arrow.start, arrow.end) if name != key.muscle)
        return Scene(
            layers=state.view.layers,
            resting=True,
            active=key,
            lit=self._answers.structures(key),
            less=self.structures(tuple(names), key),
            constructed=self._constructed(plates, key),
            spots=spots,
            links=links,
        )

    def _links(self, key: CandidateKey) -> tuple[Link, ...]:
        return self._once(("links", key), lambda: self._make_links(key))

    def _make_links(self, key: CandidateKey) -> tuple[Link, ...]:
        muscles = self._answers.knowledge.muscles
        found = []
        for arrow in chain(muscles, key.muscle):
            ends = self._ends(CandidateKey(arrow.start, key.side), CandidateKey(arrow.end, key.side))
            if ends is not None:
                found.append(Link(*ends, muscles[arrow.start].name, muscles[arrow.end].name, is_aim=arrow.is_aim))
        return tuple(found)

    def _ends(self, start: CandidateKey, end: CandidateKey) -> tuple[tuple[str, float, float], tuple[str, float, float]] | None:
        """Where an arrow begins and ends: on one plate where both muscles are seen there, else each where most of it is seen."""
        ones, others = self._middles(start), self._middles(end)
        if not ones or not others:
            return None
        common = [plate for plate in ones if plate in others]
        one = common[0] if common else next(iter(ones))
        other = common[0] if common else next(iter(others))
        return (one, *ones[one]), (other, *others[other])

    def _middles(self, key: CandidateKey) -> dict[str, tuple[float, float]]:
        """The middle of a muscle's trigger points on each plate that sees them, the plate that sees most first."""
        here: dict[str, list[tuple[float, float]]] = {}
        for each in self._by_group("crosses", PLATES, key, self._answers.crosses):
            here.setdefault(each.plate, []).append((each.x, each.y))
        order = sorted(here, key=lambda plate: (-len(here[plate]), PLATES.index(plate)))
        return {plate: _middle(here[plate]) for plate in order}

    def structures(self, muscles: tuple[str, ...], key: CandidateKey) -> tuple[str, ...]:
        """Return the sided ids by which `muscles` are drawn on a candidate's side; one without a record has none."""
        known = self._answers.knowledge.muscles
        return tuple(part for name in muscles if name in known for part in self._answers.structures(CandidateKey(name, key.side)))

    def zones_on(self, plate: str, key: CandidateKey, number: int | None = None) -> tuple[ZoneArt, ...]:
        """Return a candidate's zones on one plate, spillover under essential."""
        return self._once(("zones", plate, key, number), lambda: self._make_zones(plate, key, number))

    def prefetch(self, key: CandidateKey) -> bool:
        """Make a candidate's zones on one more plate; whether any was still to be made."""
        missing = next((plate for plate in PLATES if ("zones", plate, key, None) not in self._made), None)
        if missing is not None:
            self.zones_on(missing, key)
        return missing is not None

    def ahead(self, state: State) -> Iterator[None]:
        """Make, a little at a time, the pieces of the scene of `state`: when it is wanted, it is there."""
        key, number = state.active, state.active_point
        if key is not None:
            for plate in PLATES:
                self.zones_on(plate, key, number)
                yield
            self._by_group("crosses", PLATES, key, self._answers.crosses)
            yield
        if key is not None and number is not None:
            self._routes(PLATES, PointKey(key.muscle, key.side, number))
            yield
            self._answers.cautions(key, PLATES)
            yield

    def spots_on(self, plate: str, session: Session) -> tuple[QPainterPath, ...]:
        """Return the paths of the session's marks on one plate."""
        return tuple(spot.path for spot in self._spots(_group(plate), session) if spot.plate == plate and spot.kind == "pain")

    def _make_zones(self, plate: str, key: CandidateKey, number: int | None) -> tuple[ZoneArt, ...]:
        from bodymap.atlas.outline import without_rims

        shapes = ((kind, self._answers.outline(plate, key, kind, number)) for kind in KINDS)
        is_far = plate == _FAR.get(key.side)
        arts = (ZoneArt(kind, plate, polygon_path(without_rims(shape, _SPECK_MM) if is_far and kind != "own" else shape)) for kind, shape in shapes)
        return tuple(art for art in arts if not art.path.isEmpty())

    def _crosses(self, plates: Sequence[str], state: State, key: CandidateKey, number: int | None, hovered: PointKey | None) -> tuple[Cross, ...]:
        at = self._by_group("crosses", plates, key, self._answers.crosses)
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

    def _noted(self, plates: Sequence[str], state: State, shown: CandidateKey | None, hovered: PointKey | None) -> tuple[Cross, ...]:
        """Where something was found in other muscles than the one that is shown: what the body answered stays where it was found."""
        if state.view.wording == "client":
            return ()
        noted = [(point, finding) for point, finding in state.session.findings if point.candidate != shown]
        return tuple(
            Cross(each.point, each.plate, each.x, each.y, each.name, finding=finding, hovered=hovered == each.point, quiet=True)
            for point, finding in noted
            for each in self._by_group("crosses", plates, point.candidate, self._answers.crosses)
            if each.point == point
        )

    def _ghosts(self, plates: Sequence[str], earlier: Session | None) -> tuple[SpotArt, ...]:
        if earlier is None or not earlier.is_marked:
            return ()
        arts = [_spot_art(each) for each in self._answers.ghost(earlier, plates)]
        return tuple(art for art in arts if not art.path.isEmpty())

    def _spots(self, plates: Sequence[str], session: Session) -> tuple[SpotArt, ...]:
        name = (session.marks, session.areas, session.dropped)
        groups = _groups(plates)
        return tuple(art for group in groups for art in self._marked.get((group, name), partial(self._make_spots, group, session)))

    def _make_spots(self, plates: Sequence[str], session: Session) -> tuple[SpotArt, ...]:
        arts = [_spot_art(each) for each in self._answers.painted(session, plates)]
        return tuple(art for art in _badged(arts) if not art.path.isEmpty())

    def _routes(self, plates: Sequence[str], point: PointKey) -> tuple[RouteArt, ...]:
        return self._by_group("route", plates, point, self._make_routes)

    def _make_routes(self, point: PointKey, plates: Sequence[str]) -> tuple[RouteArt, ...]:
        return tuple(RouteArt(way.plate, path_of(way.lines, closed=False), way.landmark) for way in self._answers.ways(point, plates))

    def _cautions(self, plates: Sequence[str], key: CandidateKey) -> tuple[CautionArt, ...]:
        return self._by_group("cautions", plates, key, self._make_cautions)

    def _make_cautions(self, key: CandidateKey, plates: Sequence[str]) -> tuple[CautionArt, ...]:
        from bodymap.atlas.outline import without_rims

        shapes = self._answers.cautions(key, plates)
        broad = {(name, plate): without_rims(shape) if plate in PLATES else shape for name, plate, shape in shapes}
        seen = {name for (name, _), shape in broad.items() if not shape.is_empty}  # what is narrow everywhere is drawn as it is
        arts = (CautionArt(plate, polygon_path(broad[name, plate] if name in seen else shape), name) for name, plate, shape in shapes)
        return tuple(art for art in arts if not art.path.isEmpty())

    def _constructed(self, plates: Sequence[str], key: CandidateKey) -> tuple[CautionArt, ...]:
        shapes = self._by_group("constructed", plates, key, self._answers.constructed)
        arts = (CautionArt(plate, polygon_path(shape), key.muscle) for plate, shape in shapes)
        return tuple(art for art in arts if not art.path.isEmpty())

    def _looked_at(self, state: State) -> tuple[str, ...]:
        return self._answers.drawn_of(state.view.looked_at) if state.view.looked_at else ()

    def _areas(self, plates: Sequence[str], condition: str | None) -> tuple[CautionArt, ...]:
        if condition is None:
            return ()
        arts = self._by_group("area", plates, condition, self._answers.area_of)
        drawn = (CautionArt(plate, polygon_path(shape), condition) for plate, shape in arts)
        return tuple(art for art in drawn if not art.path.isEmpty())

    def balls(self, plates: Sequence[str], key: CandidateKey, item: str | None = None) -> tuple[BallArt, ...]:
        """Return what one care item lays on the body and along which way; without an item, the places of all of a candidate's self-care."""
        found = self._by_group("balls", plates, key, self._answers.care_marks)
        marks: Sequence[CareMark] = [mark for mark in found if (mark.item == item if item else mark.for_client)]
        if len({mark.item for mark in marks}) > 1:
            marks = _places(marks)
        return tuple(
            BallArt(mark.plate, QPointF(mark.x, mark.y) if mark.x == mark.x else None, path_of(mark.lines, closed=False), mark.form)
            for mark in marks
        )

    def _by_group(
        self, name: str, plates: Sequence[str], about: AboutT, ask: Callable[[AboutT, Sequence[str]], tuple[MadeT, ...]]
    ) -> tuple[MadeT, ...]:
        """What `ask` says about a thing, asked once for the whole-body plates and once for each inset."""
        groups = _groups(plates)
        return tuple(each for group in groups for each in self._once((name, about, group), partial(ask, about, group)))

    def _once(self, name: Hashable, make: Callable[[], MadeT]) -> MadeT:
        return self._made.get(name, make)


def _places(marks: Sequence[CareMark]) -> tuple[CareMark, ...]:
    """Return where several things lie, without their ways, which would be a tangle, and once where one would lie on another; all marks where none lies anywhere."""
    lying: list[CareMark] = []
    for mark in marks:
        if mark.x == mark.x and not any(_is_over(mark, other) for other in lying):
            lying.append(mark)
    return tuple(replace(mark, lines=()) for mark in lying) or tuple(marks)


def _is_over(one: CareMark, other: CareMark) -> bool:
    """Whether one thing lies so much over another of its form that the two would be seen as a smudge."""
    same = (one.plate, one.form) == (other.plate, other.form)
    return same and math.hypot(one.x - other.x, one.y - other.y) < _NEAR_MM


def _groups(plates: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The whole-body plates together, each inset for itself."""
    return tuple(dict.fromkeys(_group(plate) for plate in plates))


def _group(plate: str) -> tuple[str, ...]:
    return PLATES if plate in PLATES else (plate,)


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


def _middle(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
