"""Referral zones as sets of skin cells, each written once for the left and mirrored for the right.

Cells: the body's skin cells, n of the left half then their n mirror images. A zone keeps to its muscle's own side unless its
record says that it crosses the midline.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from bodymap.anatomy.place import Step, parse_step
from bodymap.atlas.body import Body, SkinPath
from bodymap.errors import BodymapError, DataError
from bodymap.ids import Side
from bodymap.knowledge.record import Muscle, ReferralZone, TriggerPoint
from bodymap.session.record import PointKey

Cells = NDArray[np.bool_]
ZoneKind = Literal["essential", "spillover", "reported"]


@dataclass(frozen=True)
class Zone:
    """One zone of one trigger point on one side: the skin cells it covers and the strokes that drew it."""

    point: PointKey
    kind: ZoneKind
    record: ReferralZone
    paths: tuple[SkinPath, ...]
    cells: Cells
    area_mm2: float


@dataclass(frozen=True)
class ZoneTable:
    """All zones, with their cells as one matrix (zones × cells), and what could not be placed."""

    zones: tuple[Zone, ...]
    matrix: NDArray[np.bool_]
    problems: tuple[BodymapError, ...]

    def of(self, point: PointKey) -> tuple[Zone, ...]:
        """Return the zones of one trigger point, in record order."""
        return tuple(zone for zone in self.zones if zone.point == point)


def build(muscles: Mapping[str, Muscle], body: Body) -> ZoneTable:
    """Return every zone of `muscles` for both sides, sorted by muscle, side, number; a stroke that lies nowhere is a problem."""
    zones: list[Zone] = []
    problems: list[BodymapError] = []
    for muscle in muscles.values():
        for side in (Side.LEFT, Side.RIGHT):
            for index, point in enumerate(muscle.trigger_points):
                zones += _zones_of(muscle, index, point, side, body, problems)
    matrix = np.array([zone.cells for zone in zones]) if zones else np.zeros((0, len(body.cells.areas)), dtype=np.bool_)
    return ZoneTable(tuple(zones), matrix, tuple(dict.fromkeys(problems)))


def _zones_of(
    muscle: Muscle, index: int, point: TriggerPoint, side: Side, body: Body, problems: list[BodymapError]
) -> Iterable[Zone]:
    for order, record in enumerate(point.zones):
        try:
            paths = tuple(body.path(_steps(stroke), side, crosses_midline=record.crosses_midline) for stroke in record.strokes)
        except BodymapError as error:
            if side is Side.LEFT:
                field = f"trigger_points[{index}].zones[{order}].strokes"
                problems.append(
                    DataError(error.message, file=f"data/muscles/{muscle.region}/{muscle.id}.toml", record=muscle.id, field=field)
                )
            continue
        cells = np.logical_or.reduce([body.cover(path) for path in paths])
        key = PointKey(muscle.id, side, point.number)
        yield Zone(key, record.kind, record, paths, cells, float(body.cells.areas[cells].sum()))


def _steps(stroke: tuple[str, ...]) -> tuple[Step, ...]:
    return tuple(parse_step(text) for text in stroke)

