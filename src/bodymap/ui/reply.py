"""The engine's answers as the window wants them: `answer.Answers` over `bodymap.matching`.

Imported late, in the loader's thread: it pulls in numpy, shapely and the records. Frames: plate millimetres.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar, get_args

import numpy as np

from bodymap.anatomy.location import LandmarkPlace, Place, Step, siblings
from bodymap.anatomy.place import parse
from bodymap.archive.visit import Skin
from bodymap.atlas import frame
from bodymap.atlas.plate import Plate
from bodymap.atlas.stroke import SkinPath
from bodymap.errors import BodymapError
from bodymap.ids import Id, Side
from bodymap.knowledge.care import CareItem
from bodymap.knowledge.condition import Condition
from bodymap.knowledge.library import Knowledge
from bodymap.knowledge.quality import Sign
from bodymap.knowledge.safety import SafetyRegion
from bodymap.knowledge.search import Hit, SearchIndex
from bodymap.matching import compare, explain, lookup, own_zone
from bodymap.matching.engine import Engine
from bodymap.matching.picture import Picture
from bodymap.matching.rank import Candidate
from bodymap.matching.recent import Recent
from bodymap.own.record import Own, OwnSite
from bodymap.own.stroke import Stroke as OwnStroke
from bodymap.session import record
from bodymap.session.paint import Fill, Shape, Stroke
from bodymap.session.record import CandidateKey, PointKey, Session
from bodymap.session.retest import Pain
from bodymap.tongue import tr
from bodymap.ui import painted, placing, signing, skinband, slicing
from bodymap.ui.answer import Apart, CareMark, CrossAt, Painted, Plates, Row, Slice, Together, Way
from bodymap.ui.clinic import comparison
from bodymap.ui.drawing.sheet import PLATES
from bodymap.vocabulary import word

AnswerT = TypeVar("AnswerT")
_KEPT = 256
_FACING = 0.15
"""Skin that faces the viewer less than this is drawn on another plate."""
_FROM_BEHIND_MM = 75.0
"""A trigger point that lies so much deeper on one plate than on another is drawn on the other only."""
_FROM_BEHIND_OF = {"head": 40.0, "arm": 40.0, "hand": 12.0, "foot": 25.0}
"""The same on insets, of which each shows a thinner part."""


class EngineAnswers:
    """Answers of one engine."""

    def __init__(self, engine: Engine, picture: Picture, index: SearchIndex) -> None:
        self._engine, self._picture, self._index = engine, picture, index
        self._recent = Recent(_KEPT)
        self.own_problems: tuple[str, ...] = ()
        """What of the therapist's own could not be placed, a sentence each."""

    @classmethod
    def of(cls, engine: Engine) -> EngineAnswers:
        """Return the answers over a loaded engine."""
        names = {each.id: each.name for each in engine.body.landmarks.values()}
        index = lookup.index(engine.knowledge, engine.terminology, names)
        return cls(engine, Picture.load(engine), index)

    def warm(self) -> None:
        """Ask once for what is loaded or made at the first question, so that the first click does not wait for it."""
        if self._engine.body.landmarks:
            self.think(record.add_mark(Session(), LandmarkPlace(next(iter(self._engine.body.landmarks)), side=Side.LEFT)))

    def expect(self, clicks: Iterable[tuple[str, float, float]]) -> None:
        """Think about clicks (plate, x, y) that came before the answers were there, in the loader's thread: the window only shows them."""
        session = Session()
        for click in clicks:
            place = self.place_at(*click)
            if place is not None:
                session = record.add_mark(session, place)
                self.think(session)

    def think(self, session: Session) -> None:
        """Ask what the window asks of marks, so that it is kept."""
        rows = self.rows(session)
        for kind in ("reported", "spillover", "essential", "own") if rows else ():
            for plate in PLATES:
                self.outline(plate, rows[0].key, kind, None)
        for ask in (self.painted, self.together, self.look_alikes, self.next_check, self.safety_regions, self.prompts, self.raising):
            ask(session)

    @property
    def knowledge(self) -> Knowledge:
        """The records."""
        return self._engine.knowledge

    def signed(self, chosen: Iterable[tuple[str, str]]) -> EngineAnswers:
        """Return the same answers with the clinic's own signs of pain's qualities."""
        qualities = signing.signed(self.knowledge.qualities, chosen, get_args(Sign))
        engine = replace(self._engine, knowledge=replace(self.knowledge, qualities=qualities))
        return EngineAnswers(engine, self._picture, self._index)

    def owning(self, own: Own) -> EngineAnswers:
        """Return the same answers with the therapist's own X's and zones."""
        if (own.points, own.zones) == (self._engine.own.points, self._engine.own.zones):
            return self
        engine, problems = own_zone.with_own(self._engine, own)
        made = EngineAnswers(engine, self._picture.onto(engine), self._index)
        made.own_problems = tuple(str(each) for each in problems)
        return made

    def site_at(self, key: CandidateKey, plate: str, x: float, y: float) -> OwnSite | None:
        """Return the place that a finger on a plate means for a muscle, or None beside the body."""
        return own_zone.site_at(self._engine, self._picture.lattice, key, plate, x, y)

    def strokes_at(self, key: CandidateKey, strokes: Sequence[Stroke]) -> tuple[OwnStroke, ...]:
        """Return what the brush drew as strokes of the muscle; what lay beside the body is left out."""
        return own_zone.strokes_at(self._engine, key, strokes)

    def rubbed_out(self, own: Own, key: CandidateKey, number: int | None, strokes: Sequence[Stroke]) -> Own:
        """Return the therapist's own after the eraser went over a muscle's zones, of one X or (None) all."""
        return own_zone.rubbed_out(self._engine, own, key, number, strokes)

    @property
    def problems(self) -> Sequence[str]:
        """What could not be read, a sentence each."""
        return [str(problem) for problem in self._engine.problems]

    def place_at(self, plate: str, x: float, y: float) -> Place | None:
        """Return the place of a click, or None beside the body."""
        return placing.place_at(self._engine, plate, x, y)

    def kept(self, shapes: Sequence[Shape]) -> tuple[Shape, ...]:
        """Return shapes drawn on the figure that is shown as a session keeps them."""
        return placing.kept(self._engine, shapes)

    def place_of(self, text: str) -> Place:
        """Return the place that `text` gives, on a plate; raises `PlaceError` with the reason and the nearest names."""
        return placing.place_of(self._engine, text)

    def place_named(self, text: str) -> Place | None:
        """Return the plate point of a named place (a landmark without its side: the left one), or None where it is nowhere."""
        return placing.place_named(self._engine, text)

    def spots(self, session: Session) -> Mapping[str, Sequence[Any]]:
        """Return the outlines of the marks plate by plate."""
        body, radius = self._engine.body, self._engine.setting.click.radius_mm
        paths = [body.disc_path(spot, radius) for spot in self._engine.spots(session)]
        return {plate: [body.outline(plate, [path]) for path in paths] for plate in PLATES}

    def painted(self, session: Session, plates: Plates = PLATES) -> tuple[Painted, ...]:
        """Return what is marked and painted, plate by plate, and what stays unexplained."""
        if not session.is_marked:
            return ()
        name = ("painted", tuple(plates), tuple((each.intensity, each.quality) for each in session.areas))
        return self._once(name, session, lambda: painted.painted(self._engine, session, plates))

    def ghost(self, session: Session, plates: Plates = PLATES) -> tuple[Painted, ...]:
        """Return where an earlier session hurt, plate by plate."""
        return self._once(("ghost", tuple(plates)), session, lambda: comparison.ghost(self._engine, session, plates))

    def difference(self, before: Session, now: Session, plates: Plates = PLATES) -> tuple[Painted, ...]:
        """Return what hurt before and no more (ghost), what still hurts (pain), and what hurts only now (new), plate by plate."""
        return comparison.difference(self._engine, before, now, plates)

    def skin(self, session: Session) -> Skin:
        """Return how much skin hurts."""
        return comparison.skin(self._engine, session)

    def where(self, session: Session, pain: Pain) -> str:
        """Return the words for the place of one marked thing: ``left gluteal region``; empty where it is nowhere."""
        return self._once(("where", pain.area, pain.place, session.before), session, lambda: comparison.where(self._engine, session, pain))

    def region_at(self, plate: str, x: float, y: float) -> Fill | None:
        """Return the named skin region under a plate point, or None beside the body."""
        return painted.region_at(self._engine, plate, x, y)

    def erased(self, session: Session, shapes: Sequence[Shape]) -> Session:
        """Return the session after the eraser: spots under it are gone, and so are areas of which nothing is left."""
        return painted.erased(self._engine, session, shapes)

    def tell_apart(self, session: Session, first: CandidateKey, second: CandidateKey) -> Apart:
        """Return in what two candidates differ."""
        return painted.tell_apart(self._engine, session, first, second)

    def next_check(self, session: Session) -> str:
        """Return the sentence of the trigger point to press next; empty where there is nothing to separate, and where a red flag comes first."""
        if not session.is_marked or session.raised:
            return ""
        check = self._once(("check", session.findings), session, lambda: compare.next_check(self._engine, session))
        return check.sentence if check else ""

    def raising(self, session: Session) -> frozenset[str]:
        """Return the words of the painted qualities that bring red flags to the front."""
        return self._engine.raising(session)

    def rows(self, session: Session) -> tuple[Row, ...]:
        """Return the candidates as rows."""
        if not session.is_marked:
            return ()
        return self._once("rows", session, lambda: tuple(self._row(each) for each in self._engine.candidates(session)))

    def _row(self, candidate: Candidate) -> Row:
        muscle = self._engine.knowledge.muscle(candidate.key.muscle)
        wanted = explain.sections(candidate, muscle)
        names = [each.name.lower() for each in muscle.sections if each.id in wanted]
        where = [word(candidate.key.side), *(names[:2] if len(names) < len(muscle.sections) or len(names) == 1 else ())]
        layer = tr("middle layer") if muscle.layer == "intermediate" else word(muscle.layer)
        return Row(
            candidate.key,
            candidate.rank,
            muscle.name,
            " · ".join((*where, layer)),
            tuple(explain.reasons(candidate, muscle, self._engine.setting)),
            explain.aloud(candidate, muscle),
            muscle.lay_name[:1].upper() + muscle.lay_name[1:],
        )

    def together(self, session: Session) -> Together:
        """Return what the best few explain together."""
        return self._once("together", session, lambda: self._together(session)) if session.is_marked else Together()

    def _together(self, session: Session) -> Together:
        found = self._engine.explanation(session)
        sentence = explain.together(found, self._engine.knowledge, self._engine.setting)
        leaves = self._engine.setting.words.of(found.share) != "all of it"
        return Together(found.candidates, sentence if found.candidates else sentence + " " + tr("Undo, or mark another spot."), leaves)

    def outline(self, plate: str, key: CandidateKey, kind: str, number: int | None) -> Any:
        """Return a candidate's zones of one kind on a plate."""
        return self._picture.outline(plate, key, kind, number)  # type: ignore[arg-type]  # the kinds are the same three words

    def crosses(self, key: CandidateKey, plates: Plates = PLATES) -> tuple[CrossAt, ...]:
        """Return a candidate's X's on those of `plates` that see them; what another view of the same part sees much nearer is left to it."""
        groups = dict.fromkeys(siblings(plate) for plate in plates)
        return tuple(cross for group in groups for cross in self._crosses_in(group, key) if cross.plate in plates)

    def _crosses_in(self, group: Plates, key: CandidateKey) -> tuple[CrossAt, ...]:
        found: list[tuple[float, CrossAt]] = []
        for plate in group:
            try:
                crosses = self._picture.crosses(plate, key)
            except BodymapError:
                continue
            found += [(self._depth_of(key, plate, each.xy), CrossAt(each.point, plate, *each.xy, each.label)) for each in crosses]
        least: dict[PointKey, float] = {}
        for depth, cross in found:
            least[cross.point] = min(depth, least.get(cross.point, depth))
        further = _FROM_BEHIND_OF.get(group[0].partition("-")[0], _FROM_BEHIND_MM)
        return tuple(cross for depth, cross in found if depth <= least[cross.point] + further)

    def _depth_of(self, key: CandidateKey, plate: str, xy: tuple[float, float]) -> float:
        """How far below the skin of a plate the muscle begins there; 0 where its stack does not say."""
        structures = set(self.structures(key))
        passes = self._engine.body.stack(plate).tissue(*xy)
        return next((each.depth_mm for each in passes if each.structure in structures), 0.0)

    def structures(self, key: CandidateKey) -> tuple[str, ...]:
        """Return the sided ids that a candidate is drawn by."""
        muscle = self._engine.knowledge.muscles.get(key.muscle)
        return tuple(str(Id(base, key.side)) for base in muscle.structures) if muscle else ()

    def constructed(self, key: CandidateKey, plates: Plates = PLATES) -> tuple[tuple[str, Any], ...]:
        """Return the made shape of a muscle that the atlas has no mesh of, plate by plate; empty for all others."""
        if not self._engine.knowledge.muscle(key.muscle).constructed:
            return ()
        return tuple((plate, self._picture.constructed(plate, key)) for plate in plates)

    def called(self, structure: str) -> str:
        """Return the name of an atlas structure, with its side where its id has one."""
        return painted.called(self._engine, structure)

    def drawn_of(self, base: str) -> tuple[str, ...]:
        """Return the sided ids by which an atlas structure is drawn."""
        found = self._engine.terminology.find(base)
        return found.ids if found else ()

    def overlay(self, plate: str) -> Plate | None:
        """Return what can be laid over a plate."""
        return skinband.overlay(plate, self._engine.figure)

    def bands(self, what: str, names: frozenset[str] | None, plate: str) -> tuple[skinband.Band, ...]:
        """Return the skin of roots or nerves on a plate."""
        return skinband.bands(self._engine.knowledge, self._picture, what, names, plate)

    def area_of(self, condition: str, plates: Plates = PLATES) -> tuple[tuple[str, Any], ...]:
        """Return where a condition is usually felt, plate by plate."""
        found = self._engine.knowledge.conditions.get(condition)
        try:
            return tuple((plate, self._picture.strokes(plate, found.strokes, Side.LEFT)) for plate in plates) if found else ()
        except BodymapError:
            return ()

    def care_marks(self, key: CandidateKey, plates: Plates = PLATES) -> tuple[CareMark, ...]:
        """Return what a candidate's care lays on the body; an item whose place is nowhere is left out."""
        care = self._engine.knowledge.muscle(key.muscle).care
        items = (self._engine.knowledge.care.get(each) for each in (*care.self_care, *care.strengthening, *care.techniques))
        return tuple(mark for item in items if item and item.placement for mark in self._balls(item, key.side, plates))

    def _balls(self, item: CareItem, side: Side, plates: Plates) -> tuple[CareMark, ...]:
        body = self._engine.body
        try:
            stops = [parse(text, default_side=side) for text in (item.placement or "", *item.path)]
            spot = body.spot(stops[0])
            way = body.path([Step(stop, 1.0) for stop in stops], side) if len(stops) > 1 else None
        except BodymapError:
            return ()
        mark = partial(CareMark, name=item.name, item=item.id, form=item.form or "ball", for_client=item.for_whom == "client")
        marks = []
        for plate in plates:
            lines = self._seen_lines(plate, way) if way else ()
            is_here = plate == spot.plate or (plate not in PLATES and body.cells.is_seen(plate)[spot.cell])
            if is_here or sum(len(line) for line in lines) > 8:
                marks.append(mark(plate, *(body.project(plate, spot.point) if is_here else (np.nan, np.nan)), lines))
        return tuple(sorted(marks, key=lambda each: each.plate != spot.plate))

    def _seen_lines(self, plate: str, path: SkinPath) -> tuple[Any, ...]:
        """The stretches of a skin path that a plate sees, as polylines in its frame: an inset shows only its own limb."""
        seen = np.asarray(path.normals, dtype=float) @ np.array(frame.FRAMES[plate].viewer) > _FACING
        if plate not in PLATES:
            seen &= self._engine.body.cells.is_seen(plate)[path.cells]
        points = frame.project_all(plate, path.points)
        cuts = np.flatnonzero(np.diff(seen.astype(int))) + 1
        pieces = zip(np.split(points, cuts), np.split(seen, cuts), strict=True)
        return tuple(piece for piece, is_seen in pieces if len(piece) >= 2 and is_seen[0])

    def ways(self, point: PointKey, plates: Plates = PLATES) -> tuple[Way, ...]:
        """Return the finger's way to a trigger point, on each plate that sees some of it."""
        muscle = self._engine.knowledge.muscle(point.muscle)
        record = next((each for each in muscle.trigger_points if each.number == point.number), None)
        if record is None:
            return ()
        name = self._landmark_name(record.palpation.landmark)
        seen = {each.plate for each in self.crosses(point.candidate, plates) if each.point == point}
        ways = []
        for plate in (each for each in plates if each in seen):
            try:
                path = self._picture.route(point, plate)
            except BodymapError:
                continue
            lines = self._seen_lines(plate, path)
            if lines:
                ways.append(Way(plate, lines, name))
        longest = max((sum(len(line) for line in way.lines) for way in ways if way.plate in PLATES), default=0)
        return tuple(way for way in ways if way.plate not in PLATES or sum(len(line) for line in way.lines) > 0.6 * longest)

    def _landmark_name(self, text: str) -> str:
        found = self._engine.body.landmarks.get(text.split(maxsplit=1)[0].partition(".")[0])
        return (found.abbreviation or found.name) if found else ""

    def cautions(self, key: CandidateKey, plates: Plates = PLATES) -> tuple[tuple[str, str, Any], ...]:
        """Return what to keep off, where it has a place."""
        muscle = self._engine.knowledge.muscles.get(key.muscle)
        found = []
        for caution in muscle.cautions if muscle else ():
            if not caution.strokes:
                continue
            for plate in plates:
                try:
                    found.append((caution.name, plate, self._picture.strokes(plate, caution.strokes, key.side)))
                except BodymapError:
                    break
        return tuple(found)

    def tissue(self, plate: str, x: float, y: float, *, in_mm: bool = False) -> tuple[Slice, ...]:
        """Return the tissues under a plate point, skin first, each structure once, to the far side of the first bone."""
        return slicing.slices(self._engine, plate, x, y, in_mm=in_mm)

    def safety_regions(self, session: Session) -> tuple[SafetyRegion, ...]:
        """Return the regions of which red flags are asked."""
        if not session.is_marked:
            return ()
        return self._once("regions", session, lambda: self._engine.safety_regions(session))

    def look_alikes(self, session: Session) -> tuple[Condition, ...]:
        """Return conditions usually felt at the marks."""
        if not session.is_marked:
            return ()
        return self._once("look-alikes", session, lambda: self._engine.look_alikes(session))

    def prompts(self, session: Session) -> tuple[str, ...]:
        """Return the sentences that the marked regions call for."""
        if not session.is_marked:
            return ()
        return self._once("prompts", session, lambda: tuple(each.text for each in self._engine.prompts(session)))

    def search(self, words: str) -> tuple[Hit, ...]:
        """Return what the words may mean."""
        return self._index.find(words)

    def _once(self, question: Hashable, session: Session, answer: Callable[[], AnswerT]) -> AnswerT:
        """The answer to a question about the marks, kept while they are the same: hovering and tabs ask again and again."""
        name = (question, session.marks, tuple((each.dabs, each.is_clear, each.quality) for each in session.areas), session.dropped)
        return self._recent.get(name, answer)
