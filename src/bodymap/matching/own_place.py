"""Whether pain lies over a muscle itself: how much of what is marked has the muscle under the skin, less for each layer above it.

For painted areas a fixed sixth of the skin cells is asked, so that the answer does not depend on how the area was painted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bodymap.anatomy.terminology import Terminology
from bodymap.atlas import frame
from bodymap.atlas.body import Body, Spot
from bodymap.ids import Id, Side
from bodymap.knowledge.library import Knowledge
from bodymap.matching.setting import Setting
from bodymap.session.record import CandidateKey

_ONE_IN = 6
Shares = dict[CandidateKey, float]


@dataclass(frozen=True, eq=False)
class OwnPlace:
    """Answers for one body and one set of records; what lies under a cell is kept once read."""

    body: Body
    terminology: Terminology
    record_of: Mapping[str, str]
    """Base id of an atlas structure → id of the muscle's record."""
    per_layer: float
    midline_mm: float
    _under: dict[int, Shares] = field(default_factory=dict)

    @classmethod
    def of(cls, body: Body, terminology: Terminology, knowledge: Knowledge, setting: Setting) -> OwnPlace:
        """Return the answers for the records of `knowledge`."""
        record_of = {part: muscle.id for muscle in knowledge.muscles.values() for part in muscle.structures}
        return cls(body, terminology, record_of, setting.depth.per_layer, setting.click.midline_mm)

    def share(self, spots: tuple[Spot, ...], disc_mm2: float, painted: NDArray[np.bool_]) -> Shares:
        """Return for each muscle how much of spots and painted cells lies over it, 0 … 1; a spot counts as `disc_mm2` of paint."""
        painted_mm2 = float(self.body.cells.areas[painted].sum())
        total = painted_mm2 + disc_mm2 * len(spots)
        found: Shares = {}
        for spot in spots:
            _add(found, self._muscles(spot.plate, *spot.xy), disc_mm2 / total)
        asked = self._asked(painted)
        for cell in asked:
            _add(found, self._muscles_under(cell), painted_mm2 / total / len(asked))
        return found

    def _asked(self, painted: NDArray[np.bool_]) -> list[int]:
        """Some of the painted cells, the same on both sides; all of a small area."""
        index = np.flatnonzero(painted)
        some = index[index % (len(painted) // 2) % _ONE_IN == 0]
        return (some if len(some) >= _ONE_IN else index).tolist()

    def _muscles_under(self, cell: int) -> Shares:
        if cell not in self._under:
            self._under[cell] = self._read(cell)
        return self._under[cell]

    def _read(self, cell: int) -> Shares:
        """What lies under a cell; under a right one the mirror image of what lies under its twin, on the midline too."""
        cells = self.body.cells
        if not cells.is_left[cell]:
            twin = self._muscles_under(cells.mirror(cell))
            return {CandidateKey(key.muscle, key.side.opposite): value for key, value in twin.items()}
        plate = self.body.best_plate(cell)
        return self._muscles(plate, *frame.project(plate, cells.points[cell]))

    def _muscles(self, plate: str, x: float, y: float) -> Shares:
        """How far a plate point lies over each muscle: 1 for the first under the skin, less for each layer above.

        Nothing behind bone, in the far half of the body, or of the other side counts: the gaze goes on where the finger does not.
        """
        found: Shares = {}
        above: list[str] = []
        stack = self.body.stack(plate)
        tissues = stack.tissue(x, y)
        middle = max((tissue.depth_mm + tissue.thickness_mm for tissue in tissues), default=0.0) / 2
        sides = self._sides(stack.skin(x, y))
        for tissue in tissues:
            identity = Id.parse(tissue.structure)
            if self.terminology.get(identity.base).kind == "bone" or tissue.depth_mm > middle:
                break
            record = self.record_of.get(identity.base)
            if record is not None and identity.side in sides:
                found.setdefault(CandidateKey(record, identity.side), max(0.0, 1.0 - self.per_layer * len(above)))
            if identity.base not in above:
                above.append(identity.base)
        return {key: value for key, value in found.items() if value > 0}


    def _sides(self, skin: NDArray[np.float64] | None) -> frozenset[Side]:
        """The side of the skin point, or both near the midline."""
        if skin is None or abs(skin[0]) <= self.midline_mm:
            return frozenset({Side.LEFT, Side.RIGHT})
        return frozenset({Side.LEFT if skin[0] > 0 else Side.RIGHT})


def _add(sums: Shares, more: Shares, weight: float) -> None:
    for key, value in more.items():
        sums[key] = sums.get(key, 0.0) + value * weight
