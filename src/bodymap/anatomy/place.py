"""The one grammar of places: reads text such as `psis.left`, `thigh 0.5 110 r45`, `posterior:-95,-930`.

The grammar stands in docs/formats.md. This module knows the form of a place and not where it lies. Which landmarks exist may
be told to it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bodymap.anatomy import level as levels
from bodymap.anatomy import segment as segments
from bodymap.anatomy.location import (
    DIRECTIONS,
    INSETS,
    ONE_SIDED,
    PLATES,
    AddressPlace,
    LandmarkPlace,
    Offset,
    Place,
    PlatePlace,
    Step,
)
from bodymap.errors import PlaceError, nearest, suggestion
from bodymap.ids import Side, is_base_id

__all__ = [
    "DIRECTIONS",
    "INSETS",
    "PLATES",
    "AddressPlace",
    "LandmarkPlace",
    "Offset",
    "Place",
    "PlatePlace",
    "Side",
    "Step",
    "parse",
    "parse_step",
]

_SIDES = (*(str(side) for side in Side), "opposite")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_PLATE_POINT = re.compile(rf"({_NUMBER.pattern})(?:\s*[,;]\s*|\s+)({_NUMBER.pattern})")
_LONGEST = 200


def parse(text: str, *, default_side: Side | None = None, landmarks: Mapping[str, bool] | None = None) -> Place:
    """Return the place that `text` names; raises `PlaceError` with the reason and the nearest valid names.

    `default_side` fills a side that is left out. `landmarks` maps the known landmark ids to whether they are sided; without it
    a landmark is only checked in form.

    >>> parse("thigh 0.5 posterior left")
    AddressPlace(side=<Side.LEFT: 'left'>, offsets=(), opposite=False, segment='thigh', level=0.5, angle=180.0)
    >>> str(parse("Left PSIS 20 mm lateral"))
    'psis.left 20mm lateral'
    >>> str(parse("posterior: -95, -930"))
    'posterior:-95,-930'
    >>> str(parse("hand-palmar.left: 250, -800"))
    'hand-palmar.left:250,-800'
    """
    place = _Reader.of(text, landmarks).place()
    return place if default_side is None else place.on(Side(default_side))


def parse_step(text: str, *, landmarks: Mapping[str, bool] | None = None) -> Step:
    """Return the step that `text` names: a place, and a radius in mm as its last word (`r45`) where it has one.

    >>> str(parse_step("trunk l4.5 150 r30"))
    'trunk L4.5 150 r30'
    """
    before, _, last = text.rstrip().rpartition(" ")
    match = re.fullmatch(rf"[rR]({_NUMBER.pattern})(?:mm)?", last)
    if match is None:
        return Step(parse(text, landmarks=landmarks))
    radius = float(match[1])
    if not 0 < radius <= 500:
        raise PlaceError(f"has the radius {match[1]}; a radius is more than 0 and at most 500 mm", record=f"place “{text}”")
    return Step(parse(before, landmarks=landmarks), round(radius, 3))


@dataclass
class _Reader:
    """Reads one text word by word, left to right."""

    text: str
    words: list[str]
    landmarks: Mapping[str, bool] | None
    at: int = 0
    side: str | None = field(default=None)

    @classmethod
    def of(cls, text: str, landmarks: Mapping[str, bool] | None) -> "_Reader":
        if len(text) > _LONGEST:
            raise PlaceError(f"is {len(text)} characters long; a place has at most {_LONGEST}", record=f"place “{text[:40]}…”")
        return cls(text.strip(), text.lower().split(), landmarks)

    def place(self) -> Place:
        if not self.words:
            raise self.error("is empty; write a plate point (posterior:-95,-930), a landmark (psis.left) or an address (thigh 0.5 posterior left)")
        if ":" in self.text:
            return self.plate_place()
        self.take_side()
        word = self.take("a landmark or a segment")
        segment = segments.SEGMENTS.get(word)
        return self.landmark_place(word) if segment is None else self.address_place(segment)

    def plate_place(self) -> PlatePlace:
        plate, _, rest = self.text.lower().partition(":")
        plate = plate.strip()
        if plate in ONE_SIDED:
            raise self.error(f"needs a side after {plate}: {plate}.left or {plate}.right")
        if plate not in (*PLATES, *INSETS):
            raise self.error(f"names the plate “{plate}”, which is none; plates: {', '.join(PLATES)}", plate, (*PLATES, *INSETS))
        match = _PLATE_POINT.fullmatch(rest.strip())
        if match is None:
            raise self.error(f"needs two numbers after “{plate}:”, such as {plate}:-95,-930")
        return PlatePlace(plate, self.bounded(match[1]), self.bounded(match[2]))

    def bounded(self, number: str) -> float:
        value = float(number)
        if abs(value) > 10_000:
            raise self.error(f"has the coordinate {number}; plate coordinates are millimetres on the body")
        return value

    def landmark_place(self, word: str) -> LandmarkPlace:
        base, dot, side = word.partition(".")
        if dot:
            self.set_side(side)
        self.check_landmark(base)
        self.take_side()
        offsets = self.take_offsets()
        self.end()
        if not dot and self.side == "midline" and self.is_sided(base):
            raise self.error(f"says midline, but {base} is left or right", base, (f"{base}.left", f"{base}.right"))
        said, is_opposite = self.sided()
        return LandmarkPlace(base, side=said, offsets=offsets, opposite=is_opposite)

    def check_landmark(self, base: str) -> None:
        if not is_base_id(base):
            raise self.error(f"starts with “{base}”, which is neither a landmark nor a segment", base, self.names())
        if self.landmarks is not None and base not in self.landmarks:
            raise self.error(f"names “{base}”, which is neither a landmark nor a segment", base, self.names())
        if self.landmarks is None and self.at < len(self.words) and _NUMBER.fullmatch(self.words[self.at]) and not self.is_offset():
            raise self.error(f"names the segment “{base}”, which is none", base, segments.SEGMENTS)

    def names(self) -> list[str]:
        return [*(self.landmarks or ()), *segments.SEGMENTS]

    def is_sided(self, base: str) -> bool:
        return bool(self.landmarks and self.landmarks.get(base))

    def is_offset(self) -> bool:
        rest = self.words[self.at :]
        return bool(rest) and (rest[0].endswith("mm") or (len(rest) > 1 and rest[1] == "mm"))

    def address_place(self, segment: segments.Segment) -> AddressPlace:
        name = f"{segment.name}-{self.take_digit(segment)}" if segment.has_digits else segment.name
        level = self.take_level(segment)
        angle = self.take_angle(segment)
        self.take_side()
        offsets = self.take_offsets()
        self.end()
        if self.side == "midline" and (segment.full_turn or angle not in (0.0, 180.0)):
            raise self.error("says midline, but lies off it; say left or right")
        said, is_opposite = self.sided()
        return AddressPlace(name, level, angle, side=said, offsets=offsets, opposite=is_opposite)

    def take_digit(self, segment: segments.Segment) -> int:
        word = self.take(f"the digit of the {segment.name}, 1 to 5")
        if word not in ("1", "2", "3", "4", "5"):
            raise self.error(f"has the digit “{word}”; the {segment.name} has digits 1 to 5: {segment.name} 1 0.5 dorsal left")
        return int(word)

    def take_level(self, segment: segments.Segment) -> float:
        word = self.take(f"the level on the {segment.name}, such as {_example(segment)}")
        level = levels.parse_vertebra(word) if segment.levels == "vertebral" else self.number(word)
        if level is None:
            reason = f"has the level “{word}”; levels of the {segment.name} are {_range(segment)}"
            raise self.error(reason, word, levels.VERTEBRAE if segment.levels == "vertebral" else ())
        if not segment.lowest <= level <= segment.highest:
            raise self.error(f"has the level {word}, which is out of range; levels of the {segment.name} are {_range(segment)}")
        return level

    def take_angle(self, segment: segments.Segment) -> float:
        word = self.take(f"the angle on the {segment.name}, degrees or {', '.join(segment.angles)}")
        named = segment.angles.get(word)
        if named is not None:
            return named
        angle = self.number(word)
        if angle is None:
            names = ", ".join(segment.angles)
            raise self.error(f"has the angle “{word}”; angles on the {segment.name} are degrees or {names}", word, segment.angles)
        low, high = (-360, 360) if segment.full_turn else (0, 180)
        if not low <= angle <= high:
            raise self.error(f"has the angle {word}, which is out of range; angles on the {segment.name} are {max(low, 0)} to {high} degrees")
        return angle

    def take_offsets(self) -> tuple[Offset, ...]:
        found = []
        while self.at < len(self.words):
            if not self.is_offset():
                word = self.words[self.at]
                hint = f"goes on with “{word}”, which is neither a side nor an offset such as “20mm lateral”"
                raise self.error(hint, word, (*_SIDES, *DIRECTIONS))
            number = self.take("an offset").removesuffix("mm")
            if number == self.words[self.at - 1]:
                self.at += 1
            mm = self.number(number)
            if mm is None or not 0 <= mm <= 500:
                raise self.error(f"has the offset “{number}mm”; an offset is 0 to 500 mm, such as “20mm lateral”")
            found.append(Offset(mm, self.take_direction()))
        return tuple(found)

    def take_direction(self) -> str:
        word = self.take(f"the offset's direction: {', '.join(DIRECTIONS)}")
        if word not in DIRECTIONS:
            raise self.error(f"has the direction “{word}”; directions are {', '.join(DIRECTIONS)}", word, DIRECTIONS)
        return word

    def take_side(self) -> None:
        if self.at < len(self.words) and self.words[self.at] in _SIDES:
            self.set_side(self.words[self.at])
            self.at += 1

    def set_side(self, word: str) -> None:
        if word not in _SIDES:
            raise self.error(f"has the side “{word}”; a side is left or right", word, _SIDES)
        if self.side is not None and self.side != word:
            raise self.error(f"says both {self.side} and {word}")
        self.side = word

    def sided(self) -> tuple[Side | None, bool]:
        is_opposite = self.side == "opposite"
        return None if is_opposite or self.side is None else Side(self.side), is_opposite

    def take(self, wanted: str) -> str:
        if self.at >= len(self.words):
            raise self.error(f"ends too soon: it lacks {wanted}")
        self.at += 1
        return self.words[self.at - 1]

    def end(self) -> None:
        if self.at < len(self.words):
            raise self.error(f"goes on with “{self.words[self.at]}” where it should end")

    @staticmethod
    def number(word: str) -> float | None:
        return float(word) if _NUMBER.fullmatch(word) else None

    def error(self, reason: str, word: str = "", valid: "Mapping[str, object] | list[str] | tuple[str, ...]" = ()) -> PlaceError:
        return PlaceError(reason + suggestion(nearest(word, valid) if word else ()), record=f"place “{self.text}”")


def _range(segment: segments.Segment) -> str:
    if segment.levels == "vertebral":
        return "C1 to C7" if segment.name == "neck" else "T1 to T12, L1 to L5, S1 to S5 and Co"
    ends = {"hand": "wrist to fingertip", "foot": "heel to toe tip", "head": "base of the skull to crown"}
    return f"0 to 1 ({ends.get(segment.name, 'joint to joint')})"


def _example(segment: segments.Segment) -> str:
    return {"neck": "C5", "trunk": "L4"}.get(segment.name, "0.5")
