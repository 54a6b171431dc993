"""Places on the body as values: plate points, landmarks, addresses, and steps of a stroke. Their canonical text is `str`.

A place knows its form, not where it lies: no coordinates. `bodymap.anatomy.place` reads them from text.
"""

from dataclasses import dataclass, replace
from typing import Self

from bodymap.anatomy import level as levels
from bodymap.anatomy import segment as segments
from bodymap.ids import Side

PLATES = ("posterior", "anterior", "left", "right")
"""The whole-body plates, in the order in which they stand on the sheet."""

ONE_SIDED = ("arm-lateral", "arm-medial", "hand-palmar", "hand-dorsal", "foot-plantar", "foot-dorsal")
"""Insets that are drawn once, for the left; their name ends in a side."""

INSETS = (
    *("head-anterior", "head-posterior", "head-left", "head-right"),
    *(f"{name}.{side}" for name in ONE_SIDED for side in (Side.LEFT, Side.RIGHT)),
)
"""The enlarged plates: each shows a part of the body, most from a direction of its own."""

DIRECTIONS = ("superior", "inferior", "medial", "lateral", "anterior", "posterior")


def siblings(plate: str) -> tuple[str, ...]:
    """Return the plates that show the same part of the body from all sides, in reading order, `plate` among them.

    >>> siblings("left"), siblings("hand-dorsal.right")
    (('posterior', 'anterior', 'left', 'right'), ('hand-palmar.right', 'hand-dorsal.right'))
    """
    if plate in PLATES:
        return PLATES
    part, side = plate.partition("-")[0], plate.partition(".")[2]
    return tuple(each for each in INSETS if each.partition("-")[0] == part and each.partition(".")[2] == side)


def mirrored_plate(plate: str) -> str:
    """Return the plate that shows the mirrored body: left ↔ right, those that show both sides themselves.

    >>> mirrored_plate("left"), mirrored_plate("hand-palmar.left"), mirrored_plate("head-anterior")
    ('right', 'hand-palmar.right', 'head-anterior')
    """
    stem, mark, last = plate.rpartition(".") if "." in plate else plate.rpartition("-")
    return stem + mark + {"left": "right", "right": "left"}.get(last, last)


@dataclass(frozen=True, slots=True)
class Offset:
    """A move of `mm` millimetres along a body axis, after which the place falls back onto the skin."""

    mm: float
    direction: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "mm", round(self.mm, 3) + 0.0)

    @property
    def is_sideways(self) -> bool:
        """Whether the move needs a side to be understood."""
        return self.direction in ("medial", "lateral")

    def __str__(self) -> str:
        return f"{levels.format_number(self.mm)}mm {self.direction}"


@dataclass(frozen=True, slots=True)
class PlatePlace:
    """A point on a plate or an inset, in plate millimetres, y down."""

    plate: str
    x: float
    y: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "x", round(self.x, 3) + 0.0)
        object.__setattr__(self, "y", round(self.y, 3) + 0.0)

    @property
    def needs_side(self) -> bool:
        """Never: the plate says it."""
        return False

    def on(self, side: Side) -> Self:
        """The same place: a point on a plate has its side already."""
        del side
        return self

    def mirrored(self) -> Self:
        """The same place on the other side of the body: x negated, and the left plate's point on the right one."""
        return replace(self, plate=mirrored_plate(self.plate), x=-self.x)

    def __str__(self) -> str:
        return f"{self.plate}:{levels.format_number(self.x)},{levels.format_number(self.y)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sided:
    """What a landmark and an address share: a side, perhaps open until somebody says it, and offsets."""

    side: Side | None = None
    offsets: tuple[Offset, ...] = ()
    opposite: bool = False

    def on(self, side: Side) -> Self:
        """The same place with its open side filled by `side` (by the other one where it says `opposite`)."""
        if self.opposite:
            return replace(self, side=Side(side).opposite, opposite=False)
        return self if self.side is not None else replace(self, side=Side(side))

    def mirrored(self) -> Self:
        """The same place on the other side of the body; an open side stays open."""
        return self if self.side is None else replace(self, side=self.side.opposite)


@dataclass(frozen=True, slots=True)
class LandmarkPlace(_Sided):
    """A named landmark (`psis.left`), moved by its offsets. On a midline landmark the side only says which way is lateral."""

    id: str

    @property
    def needs_side(self) -> bool:
        """Whether no side was said. Only the body knows whether the landmark is on the midline and needs none."""
        return self.side is None

    def __str__(self) -> str:
        side = "opposite" if self.opposite else self.side
        if side == "opposite":
            return " ".join([self.id, side, *map(str, self.offsets)])
        return " ".join([f"{self.id}.{side}" if side else self.id, *map(str, self.offsets)])


@dataclass(frozen=True, slots=True)
class AddressPlace(_Sided):
    """A body address. `segment` names the table (`thigh`, `hand-3`); `level` is a number (L4 is 23); `angle` in degrees."""

    segment: str
    level: float
    angle: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "level", round(self.level, 3) + 0.0)
        angle = round(self.angle, 1) + 0.0
        object.__setattr__(self, "angle", angle % 360 if self.kind.full_turn else angle)

    @property
    def kind(self) -> segments.Segment:
        """The grammar of this address's segment."""
        found = segments.find(self.segment)
        if found is None:
            raise ValueError(f"segment {self.segment!r} is not known")
        return found

    @property
    def is_on_midline(self) -> bool:
        """Whether the address itself lies on the front or back midline (its offsets may lead away)."""
        return not self.kind.full_turn and self.angle in (0.0, 180.0)

    @property
    def needs_side(self) -> bool:
        """Whether no side was said where one is needed."""
        return self.side is None and not (self.is_on_midline and not any(offset.is_sideways for offset in self.offsets))

    def __str__(self) -> str:
        stem, _, digit = self.segment.partition("-")
        level = levels.format_vertebra if self.kind.levels == "vertebral" else levels.format_number
        names = {angle: name for name, angle in self.kind.angles.items()}
        angle = names.get(self.angle, levels.format_number(self.angle))
        side = "opposite" if self.opposite else self.side
        words = [stem, digit, level(self.level), angle, side or "", *map(str, self.offsets)]
        return " ".join(word for word in words if word)


Place = PlatePlace | LandmarkPlace | AddressPlace


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a stroke: a place and, where it was said, the stroke's radius there in millimetres."""

    place: Place
    radius: float | None = None

    def on(self, side: Side) -> "Step":
        """The same step with its open side filled."""
        return Step(self.place.on(side), self.radius)

    def mirrored(self) -> "Step":
        """The same step on the other side of the body."""
        return Step(self.place.mirrored(), self.radius)

    def __str__(self) -> str:
        return f"{self.place} r{levels.format_number(self.radius)}" if self.radius is not None else str(self.place)
