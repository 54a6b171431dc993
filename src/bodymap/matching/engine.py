"""Answers for a session: where its marks lie, who may send the pain, what must be asked, what looks alike.

Holds the loaded body, stacks, knowledge and zones; every answer is a pure function of them and the session. What is drawn of an
answer is `picture`'s.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon

from bodymap import shipped
from bodymap.anatomy import terminology as terminologies
from bodymap.anatomy.place import Place
from bodymap.anatomy.terminology import Terminology
from bodymap.atlas import figure as figures
from bodymap.atlas.body import Body, Spot
from bodymap.atlas.carry import Carry
from bodymap.atlas.stack import Tissue
from bodymap.errors import BodymapError
from bodymap.knowledge import library as knowledge_library
from bodymap.knowledge.condition import Condition
from bodymap.knowledge.library import Knowledge
from bodymap.knowledge.safety import SafetyRegion
from bodymap.matching import rank as ranking
from bodymap.matching import remainder, setting, zone
from bodymap.matching.carried import Carried
from bodymap.matching.own_place import OwnPlace
from bodymap.matching.paint import Paint
from bodymap.matching.place_zone import PlaceZone, condition_zones
from bodymap.matching.rank import Candidate, Marked
from bodymap.matching.recent import Recent
from bodymap.matching.remainder import Explanation
from bodymap.matching.setting import Prompt, Setting
from bodymap.matching.stroke_shelf import StrokeShelf, cache_file
from bodymap.matching.zone import ZoneTable
from bodymap.own.record import NOTHING, Own
from bodymap.session.record import Session

_PLACES = 16
"""So many places are kept: those of the marks, and where the pointer is."""


@dataclass(frozen=True)
class Engine:
    """Everything an answer needs, loaded once, for one figure. `problems` are sentences for whoever keeps the data.

    Sessions keep their plate millimetres on the first body: `carried` takes them to this one and back.
    """

    body: Body
    terminology: Terminology
    knowledge: Knowledge
    setting: Setting
    table: ZoneTable
    condition_zones: tuple[PlaceZone, ...]
    own_place: OwnPlace
    paint: Paint
    figure: str
    carried: Carried
    problems: tuple[BodymapError, ...]
    own: Own = NOTHING
    """What the therapist adds: its zones are in the table, its X's are drawn by `picture`."""
    _recent: Recent = field(default_factory=Recent, init=False, repr=False, compare=False)
    _pointed: Recent = field(default_factory=lambda: Recent(_PLACES), init=False, repr=False, compare=False)

    def spot(self, place: Place) -> Spot:
        """Return where `place` lies on the body; raises `PlaceError` for a place off the body."""
        return self._pointed.get(place, partial(self.body.spot, place))

    def spots(self, session: Session) -> tuple[Spot, ...]:
        """Return where the session's marks lie, in their order."""
        return tuple(self._recent.get(("spot", mark.place), partial(self._spot_of, mark.place)) for mark in session.marks)

    def _spot_of(self, place: Place) -> Spot:
        return self.spot(self.carried.place(place, "onto"))

    def spot_outline(self, plate: str, spot: Spot) -> MultiPolygon:
        """Return the outline of a click's disc as a plate shows it, in its frame; empty where nothing of it is seen."""
        name = ("outline", plate, spot.cell, spot.plate, spot.xy)
        return self._recent.get(name, lambda: self.body.outline(plate, [self.body.disc_path(spot, self.setting.click.radius_mm)]))

    def tissue(self, spot: Spot) -> tuple[Tissue, ...]:
        """Return what lies under `spot`, from the skin inwards, along the gaze of the plate that the spot is seen on."""
        return self.body.stack(spot.plate).tissue(*spot.xy)

    def shows_depth(self, spot: Spot) -> bool:
        """Whether millimetres may be given at `spot`: never over thorax and neck (`data/matching.toml`)."""
        cells = self.body.cells
        segment, level = cells.segment_names[int(cells.segment[spot.cell])], float(cells.level[spot.cell])
        return not any(stretch.covers(segment, level) for stretch in self.setting.depth.no_mm)

    def marked(self, session: Session) -> Marked:
        """Return the skin cells that the session's marks and painful areas cover, each once, and how far they lie over each muscle.

        What was painted as clear of pain is not marked, whatever else covers it.
        """
        return self._recent.get(("marked", session.marks, session.areas), lambda: self._marked(session))

    def _marked(self, session: Session) -> Marked:
        spots = self.spots(session)
        painted = self.paint.painful(session.areas)
        cells = painted.copy()
        for spot in spots:
            cells |= self.click_cells(spot)
        for area in session.areas:
            if area.is_clear:
                cells &= ~self.paint.cells(area)
        disc_mm2 = math.pi * self.setting.click.radius_mm**2
        return Marked(cells, self.own_place.share(spots, disc_mm2, painted))

    def click_cells(self, spot: Spot) -> NDArray[np.bool_]:
        """Return the cells of a click: a disc on the spot's own side, on both near the midline."""
        cells = self.body.disc(spot, self.setting.click.radius_mm)
        x = float(spot.point[0])
        if abs(x) <= self.setting.click.midline_mm:
            return cells
        half = len(cells) // 2
        own = np.zeros_like(cells)
        own[:half] = x > 0
        own[half:] = x < 0
        return cells & own

    def candidates(self, session: Session) -> tuple[Candidate, ...]:
        """Return the candidates for the session's marks, best first, without the ones that were dropped; ranks are closed up."""
        every = self._recent.get(("ranked", session.marks, session.areas), lambda: self._ranked(session))
        return ranking.without(every, session.dropped)

    def _ranked(self, session: Session) -> tuple[Candidate, ...]:
        return ranking.rank(self.marked(session), self.table, self.body.cells.areas, self.knowledge.muscles, self.setting)

    def explanation(self, session: Session) -> Explanation:
        """Return the smallest set of candidates that explains most of the marked area, and what it leaves."""
        cells = self.marked(session).cells
        name = ("explanation", session.marks, session.areas, session.dropped)
        return self._recent.get(name, lambda: remainder.explanation(cells, self.candidates(session), self.table, self.body.cells.areas))

    def safety_regions(self, session: Session) -> tuple[SafetyRegion, ...]:
        """Return the regions of which red flags are asked for the marks, in the order of `data/red_flags.toml`."""
        cells, index = self.body.cells, np.flatnonzero(self.marked(session).cells)
        levels = {cells.region_names[region]: cells.level[index[cells.region[index] == region]].tolist() for region in np.unique(cells.region[index])}
        return tuple(each for each in self.knowledge.safety_regions.values() if any(each.is_at(*felt) for felt in levels.items()))

    def look_alikes(self, session: Session) -> tuple[Condition, ...]:
        """Return the conditions that are usually felt at the marks, the ones that the pain's quality raises first, then the one that covers most."""
        index = np.flatnonzero(self.marked(session).cells)
        areas = self.body.cells.areas[index]
        covered = {each.id: float(areas[each.cells[index]].sum()) for each in self.condition_zones}
        found = [self.knowledge.conditions[each] for each, area in covered.items() if area]
        raising = self.raising(session)
        return tuple(sorted(found, key=lambda each: (not raising & set(each.raised_by), -covered[each.id], each.id)))

    def raising(self, session: Session) -> frozenset[str]:
        """Return the words of the session's qualities by which look-alikes and red flags come to the front (`raised_by`)."""
        qualities = (self.knowledge.qualities.get(name) for name in session.qualities)
        return frozenset(word for quality in qualities if quality for word in quality.raises)

    def prompts(self, session: Session) -> tuple[Prompt, ...]:
        """Return the sentences that the marked regions call for."""
        regions = {region.id for region in self.safety_regions(session)}
        return tuple(prompt for prompt in self.setting.prompts if prompt.region in regions)


def load(data: Path | None = None, *, figure: str = figures.FIRST) -> Engine:
    """Return the engine over the shipped files, for a figure. Bad records cost only themselves; raises only where nothing can work without."""
    folder = data or shipped.data_dir()
    body = Body.load(figure=figure)
    carried = _carried(body, figure)
    terms = terminologies.load()
    settings = setting.load(folder)
    knowledge = knowledge_library.load(folder)
    shelf = StrokeShelf(body, cache_file(folder, figure))
    table = zone.build(knowledge.muscles, body, shelf)
    zones, zone_problems = condition_zones(knowledge.conditions, body, shelf)
    shelf.close()
    return Engine(
        body=body,
        terminology=terms,
        knowledge=knowledge,
        setting=settings,
        table=table,
        condition_zones=zones,
        own_place=OwnPlace.of(body, terms, knowledge, settings),
        paint=Paint(body, carried),
        figure=figure,
        carried=carried,
        problems=(*body.problems, *knowledge.problems, *table.problems, *zone_problems),
    )


def _carried(body: Body, figure: str) -> Carried:
    if figure == figures.FIRST:
        return Carried()
    return Carried(Carry.load(Body.load(), body, figures.tables(figure) / "carry.npz"))
