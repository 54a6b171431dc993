"""The segments of the body that addresses run along, and the words for angles and faces on them. Words only, no coordinates."""

from dataclasses import dataclass
from typing import Literal

LevelKind = Literal["joint-to-joint", "vertebral", "digit", "head"]

TURN = {"anterior": 0.0, "lateral": 90.0, "posterior": 180.0, "medial": 270.0}
HALF_TURN = {"anterior": 0.0, "lateral": 90.0, "posterior": 180.0}
PALM_TURN = {"dorsal": 0.0, "lateral": 90.0, "palmar": 180.0, "medial": 270.0}
SOLE_TURN = {"dorsal": 0.0, "lateral": 90.0, "plantar": 180.0, "medial": 270.0}


@dataclass(frozen=True, slots=True)
class Segment:
    """How addresses on one segment are written: the range of its levels, the names of its angles, whether angles go all round."""

    name: str
    levels: LevelKind
    lowest: float
    highest: float
    angles: dict[str, float]
    full_turn: bool
    """True: 0…360° around the segment. False: 0…180° on the address's own side, both ends on the midline."""

    @property
    def has_digits(self) -> bool:
        """Whether a digit 1…5 stands between segment and level."""
        return self.levels == "digit"


def _limb(name: str) -> Segment:
    return Segment(name, "joint-to-joint", -0.5, 1.5, TURN, full_turn=True)


SEGMENTS = {
    segment.name: segment
    for segment in (
        *(_limb(name) for name in ("thigh", "leg", "arm", "forearm")),
        Segment("trunk", "vertebral", 7.0, 31.0, HALF_TURN, full_turn=False),
        Segment("neck", "vertebral", 1.0, 9.0, HALF_TURN, full_turn=False),
        Segment("head", "head", -1.0, 1.2, HALF_TURN, full_turn=False),
        Segment("hand", "digit", -0.2, 1.2, PALM_TURN, full_turn=True),
        Segment("foot", "digit", -0.2, 1.2, SOLE_TURN, full_turn=True),
    )
}
"""By name. The ranges are those of the grammar: a little beyond the joints; a body's own table may end sooner."""


def find(name: str) -> Segment | None:
    """Return the segment of a table's or an address's name (`thigh`, `hand-3`), or None."""
    stem, _, digit = name.partition("-")
    segment = SEGMENTS.get(stem)
    if segment is None or segment.has_digits != bool(digit):
        return None
    return segment
