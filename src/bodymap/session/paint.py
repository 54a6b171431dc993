"""Painted areas as frozen values: what the hand drew, on which plate, and what the client says of it.

Frames: plate millimetres. What a dab covers on a body is the atlas' business; here it is only kept, mirrored and undone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from bodymap.anatomy.location import mirrored_plate
from bodymap.ids import Side

Depth = Literal["skin", "muscle", "deep"]
Constancy = Literal["constant", "comes-and-goes"]
Point = tuple[float, float]
Ring = tuple[Point, ...]
DEPTHS: tuple[Depth, ...] = ("skin", "muscle", "deep")
CONSTANCIES: tuple[Constancy, ...] = ("constant", "comes-and-goes")
MOST_INTENSE = 10


@dataclass(frozen=True, slots=True)
class Stroke:
    """A brush drawn over a plate: the way of its middle, and its radius on the skin in mm.

    `side` keeps it to one half of the body; midline lets it lie where it was drawn.
    """

    plate: str
    points: tuple[Point, ...]
    radius_mm: float
    side: Side = Side.MIDLINE

    def mirrored(self) -> Stroke:
        """Return the same stroke on the other side of the body."""
        return replace(self, plate=mirrored_plate(self.plate), points=_mirrored(self.points), side=self.side.opposite)


@dataclass(frozen=True, slots=True)
class Patch:
    """A shape on a plate by its rings, even-odd: the skin seen there inside it."""

    plate: str
    rings: tuple[Ring, ...]
    side: Side = Side.MIDLINE

    def mirrored(self) -> Patch:
        """Return the same shape on the other side of the body."""
        rings = tuple(_mirrored(ring) for ring in self.rings)
        return replace(self, plate=mirrored_plate(self.plate), rings=rings, side=self.side.opposite)


@dataclass(frozen=True, slots=True)
class Fill:
    """A whole named region of the skin, by its base id, on one side; midline means both."""

    region: str
    side: Side

    def mirrored(self) -> Fill:
        """Return the same region of the other side."""
        return replace(self, side=self.side.opposite)


Shape = Stroke | Patch | Fill


@dataclass(frozen=True, slots=True)
class Dab:
    """One step of painting: a shape that is laid on or, with `erases`, taken away from what lies there so far."""

    shape: Shape
    erases: bool = False

    def mirrored(self) -> Dab:
        """Return the same step on the other side of the body."""
        return replace(self, shape=self.shape.mirrored())


@dataclass(frozen=True, slots=True)
class Area:
    """One painted area and what the client says of it. None is not said.

    `number` names it within the session and is never used again. `is_clear` turns its meaning round: here is no pain.
    """

    number: int
    dabs: tuple[Dab, ...]
    intensity: int | None = None
    quality: str | None = None
    depth: Depth | None = None
    constancy: Constancy | None = None
    is_clear: bool = False

    def __post_init__(self) -> None:
        if self.intensity is not None and not 0 <= self.intensity <= MOST_INTENSE:
            raise ValueError(f"intensity {self.intensity} is not 0 to {MOST_INTENSE}")

    def mirrored(self) -> Area:
        """Return the area on the other side of the body, all that was said of it unchanged."""
        return replace(self, dabs=tuple(dab.mirrored() for dab in self.dabs))


def _mirrored(points: tuple[Point, ...]) -> tuple[Point, ...]:
    return tuple((0.0 - x, y) for x, y in points)
