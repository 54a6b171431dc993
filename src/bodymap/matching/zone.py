"""Referral zones as sets of skin cells, each written once for the left and mirrored for the right.

Cells: the body's skin cells, n of the left half then their n mirror images. A zone keeps to its muscle's own side unless its
record says that it crosses the midline.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from bodymap.atlas.body import Body, SkinPath
from bodymap.errors import BodymapError, DataError
from bodymap.ids import Side
from bodymap.knowledge.record import Muscle, ReferralZone, TriggerPoint
from bodymap.matching.cellset import ByCell, Cells, CellSet
from bodymap.matching.stroke_shelf import Laid, StrokeShelf
from bodymap.session.record import CandidateKey, PointKey

ZoneKind = Literal["essential", "spillover", "own", "reported"]
"""`own` is what the therapist drew; a cell that several cover is counted to the first of them."""
KINDS: tuple[ZoneKind, ...] = ("essential", "spillover", "own", "reported")


@dataclass(frozen=True)
class Zone:
    """One zone of one trigger point on one side: the skin cells it covers and the strokes that drew it."""

    point: PointKey
    kind: ZoneKind
    record: ReferralZone | None
    """None where the therapist drew it."""
    paths: tuple[SkinPath, ...]
    covers: CellSet
    area_mm2: float
    rubbed_out: tuple[int, ...] = ()
    """Which of `paths` the therapist rubbed out of those before."""

    @property
    def cells(self) -> Cells:
        """Whether it covers each cell."""
        return self.covers.cells


@dataclass(frozen=True, eq=False)
class Layout:
    """The zones in the order of their candidates, one entry each: which zone, whose, of which kind (a place in `KINDS`), how large."""

    order: NDArray[np.intp]
    group: NDArray[np.intp]
    kind: NDArray[np.intp]
    area_mm2: NDArray[np.float64]
    is_left: Cells


@dataclass(frozen=True)
class ZoneTable:
    """All zones on a skin of so many cells, and what could not be placed."""

    zones: tuple[Zone, ...]
    cell_count: int
    problems: tuple[BodymapError, ...]
    shipped: ZoneTable | None = None
    """The table that this one goes on from: its zones come first."""

    def and_own(self, own: tuple[Zone, ...]) -> ZoneTable:
        """Return the table with the therapist's own zones after the shipped ones."""
        if not own:
            return self
        return ZoneTable((*self.zones, *own), self.cell_count, self.problems, self)

    @cached_property
    def layout(self) -> Layout:
        """The zones sorted by candidate, those of one candidate in record order."""
        keys = [zone.point.candidate for zone in self.zones]
        order = sorted(range(len(keys)), key=lambda row: (keys[row], row))
        places = {key: place for place, key in enumerate(sorted(set(keys)))}
        return Layout(
            order=np.array(order, dtype=np.intp),
            group=np.array([places[keys[row]] for row in order], dtype=np.intp),
            kind=np.array([KINDS.index(self.zones[row].kind) for row in order], dtype=np.intp),
            area_mm2=np.array([self.zones[row].area_mm2 for row in order], dtype=float),
            is_left=np.array([keys[row].side is Side.LEFT for row in order], dtype=np.bool_),
        )

    @cached_property
    def by_cell(self) -> ByCell:
        """The zones in the order of `layout`, turned round: a few cells are picked from it quickly."""
        return ByCell.of([self.zones[row].covers for row in self.layout.order])

    def at(self, index: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Return what covers the cells `index`: (cells × zones in the order of `layout`). Own zones are put in among the shipped ones only there."""
        if self.shipped is None:
            return self.by_cell.at(index)
        columns = np.flatnonzero(self.layout.order >= len(self.shipped.zones))
        own = [self.zones[row].cells[index] for row in self.layout.order[columns]]
        return np.insert(self.shipped.at(index), columns - np.arange(len(columns)), np.array(own).T, axis=1)

    def union(self, rows: Sequence[int]) -> Cells:
        """Return which cells the zones `rows` cover together."""
        found = np.zeros(self.cell_count, dtype=np.bool_)
        for row in rows:
            found |= self.zones[row].cells
        return found

    @cached_property
    def rows_of(self) -> Mapping[CandidateKey, tuple[int, ...]]:
        """The rows of each candidate's zones."""
        rows: dict[CandidateKey, list[int]] = {}
        for row, zone in enumerate(self.zones):
            rows.setdefault(zone.point.candidate, []).append(row)
        return {key: tuple(found) for key, found in rows.items()}

    def of(self, point: PointKey) -> tuple[Zone, ...]:
        """Return the zones of one trigger point, in record order."""
        zones = (self.zones[row] for row in self.rows_of.get(point.candidate, ()))
        return tuple(zone for zone in zones if zone.point == point)


def build(muscles: Mapping[str, Muscle], body: Body, shelf: StrokeShelf | None = None) -> ZoneTable:
    """Return every zone of `muscles` for both sides, by muscle, side, number; a stroke that lies nowhere is a problem.

    `shelf` lays the strokes (one that keeps nothing where none is given).
    """
    shelf = shelf or StrokeShelf(body)
    zones: list[Zone] = []
    problems: list[BodymapError] = []
    for muscle in muscles.values():
        left = [zone for index, point in enumerate(muscle.trigger_points) for zone in _laid(muscle, index, point, shelf, problems)]
        for side in (Side.LEFT, Side.RIGHT):
            zones += [_zone(muscle, point, record, laid, side, body) for point, record, laid in left]
    return ZoneTable(tuple(zones), len(body.cells.areas), tuple(problems))


def _laid(
    muscle: Muscle, index: int, point: TriggerPoint, shelf: StrokeShelf, problems: list[BodymapError]
) -> Iterable[tuple[TriggerPoint, ReferralZone, tuple[Laid, ...]]]:
    """The zones of one point, their strokes laid on the left side."""
    for order, record in enumerate(point.zones):
        try:
            yield point, record, tuple(shelf.lay(stroke, crosses_midline=record.crosses_midline) for stroke in record.strokes)
        except BodymapError as error:
            field = f"trigger_points[{index}].zones[{order}].strokes"
            file = f"data/muscles/{muscle.region}/{muscle.id}.toml"
            problems.append(DataError(error.message, file=file, record=muscle.id, field=field))


def _zone(
    muscle: Muscle, point: TriggerPoint, record: ReferralZone, laid: tuple[Laid, ...], side: Side, body: Body
) -> Zone:
    """One zone on one side."""
    if side is Side.RIGHT:
        laid = tuple(each.mirrored(body.cells.half) for each in laid)
    cells = np.zeros(len(body.cells.areas), dtype=np.bool_)
    for each in laid:
        cells[each.covered] = True
    key = PointKey(muscle.id, side, point.number)
    return Zone(key, record.kind, record, tuple(each.path for each in laid), CellSet.of(cells), float(body.cells.areas[cells].sum()))
