"""The therapist's own as one frozen value, and every edit of it as a pure function ``(own, …) → own``.

It belongs to no client and is never cleared with one. Muscles, trigger points and care items are named by their ids; which of them exist is
not known here. Places: muscle coordinates as in the records, or the one grammar of `bodymap.anatomy.place`, without a side: the muscle's own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from bodymap.errors import BodymapError
from bodymap.ids import Side
from bodymap.own.stroke import Stroke, is_done, pieces
from bodymap.tongue import tr

Sides = Literal["both", "left", "right"]
FIRST_NUMBER = 101
"""Trigger points of one's own are numbered from here, those of the records from 1; a number is never used again."""
WHOLE = 0
"""The number of a zone that belongs to the whole muscle and to no point."""
MOST_NOTE, MOST_DOSE, MOST_NAME = 10_000, 300, 80
"""How many signs there may be."""
MOST_ITEMS, MOST_STROKES, MOST_NUMBER = 2_000, 400, 9_999
"""How many notes, doses, X’s and zones each; strokes in a zone; and the highest number of an X. More is refused when it is made: it would not be read again."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
ItemT = TypeVar("ItemT", "OwnPoint", "OwnZone")


def is_own(number: int | None) -> bool:
    """Whether a trigger point's number says that it is the therapist's own."""
    return number is not None and number >= FIRST_NUMBER


def named(number: int) -> str:
    """Return what stands beside an X: the number of one from the records, a letter for one's own.

    >>> named(2), named(101), named(126), named(127)
    ('2', 'a', 'z', 'a2')
    """
    if not is_own(number):
        return str(number)
    turn, letter = divmod(number - FIRST_NUMBER, len(_LETTERS))
    return _LETTERS[letter] + (str(turn + 1) if turn else "")


@dataclass(frozen=True, slots=True)
class OwnSite:
    """Where an X lies: muscle coordinates of a part, or else a place on the skin."""

    part: str | None = None
    along: float | None = None
    across: float | None = None
    place: str | None = None

    def __post_init__(self) -> None:
        is_inside = self.part is not None and self.along is not None and self.across is not None
        if is_inside == (self.place is not None):
            raise ValueError("a site has either part, along and across, or a place")
        if any(value is not None and not 0 <= value <= 1 for value in (self.along, self.across)):
            raise ValueError("along and across are 0 to 1")


@dataclass(frozen=True, slots=True)
class OwnPoint:
    """A trigger point that the therapist placed."""

    muscle: str
    number: int
    site: OwnSite
    sides: Sides = "both"
    name: str = ""


@dataclass(frozen=True, slots=True)
class OwnZone:
    """Where pain is felt by the therapist's own experience: of one X (shipped or own), or with `WHOLE` of the muscle."""

    muscle: str
    number: int
    strokes: tuple[Stroke, ...]
    sides: Sides = "both"


@dataclass(frozen=True, slots=True)
class Own:
    """Everything. Mappings are sorted tuples of pairs, points and zones are sorted by muscle and number."""

    notes: tuple[tuple[str, str], ...] = ()
    """``(muscle, text)``."""
    doses: tuple[tuple[str, str], ...] = ()
    """``(care item, text)``."""
    points: tuple[OwnPoint, ...] = ()
    zones: tuple[OwnZone, ...] = ()
    numbers: tuple[tuple[str, int], ...] = ()
    """``(muscle, highest number ever given)``, so that what was found at an X of old never goes to another."""

    def note(self, muscle: str) -> str:
        """Return the note on a muscle; empty where there is none."""
        return dict(self.notes).get(muscle, "")

    def dose(self, care: str) -> str:
        """Return the own dose of a care item; empty where there is none."""
        return dict(self.doses).get(care, "")

    def points_of(self, muscle: str, side: Side | None = None) -> tuple[OwnPoint, ...]:
        """Return the X's of a muscle, on one side or all, by number."""
        return tuple(each for each in self.points if each.muscle == muscle and is_on(each.sides, side))

    def zones_of(self, muscle: str, side: Side | None = None) -> tuple[OwnZone, ...]:
        """Return the zones of a muscle, on one side or all, by number."""
        return tuple(each for each in self.zones if each.muscle == muscle and is_on(each.sides, side))

    def point(self, muscle: str, number: int | None) -> OwnPoint | None:
        """Return one X, or None."""
        return next((each for each in self.points if (each.muscle, each.number) == (muscle, number)), None)

    def zone(self, muscle: str, number: int) -> OwnZone | None:
        """Return the zone of one X or of the whole muscle, or None."""
        return next((each for each in self.zones if (each.muscle, each.number) == (muscle, number)), None)

    def of(self, muscle: str, care: tuple[str, ...] = ()) -> Own:
        """Return only what belongs to one muscle and its care."""
        note = ((muscle, self.note(muscle)),) if self.note(muscle) else ()
        doses = tuple(pair for pair in self.doses if pair[0] in care)
        return Own(note, doses, self.points_of(muscle), self.zones_of(muscle))

    @property
    def count(self) -> int:
        """How many things there are."""
        return len(self.notes) + len(self.doses) + len(self.points) + len(self.zones)


NOTHING = Own()


def is_on(sides: Sides, side: Side | None) -> bool:
    """Whether something of `sides` is on `side`; None asks for any."""
    return side is None or sides == "both" or sides == str(side)


def cleaned(text: str) -> str:
    r"""Return `text` with one form of each letter, every space a plain one, and nothing invisible but line ends.

    >>> cleaned("2\u00a0× 30\u202fs\tdaily\r\n")
    '2 × 30 s daily'
    """
    lines = "\n".join(text.splitlines())
    plain = "".join(each if each == "\n" or each.isprintable() else " " if each.isspace() else "" for each in lines)
    return unicodedata.normalize("NFC", plain).strip()


def write_note(own: Own, muscle: str, text: str) -> Own:
    """Return `own` with the note on a muscle; an empty one takes it away."""
    return replace(own, notes=_with(own.notes, muscle, _fitting(text, MOST_NOTE)))


def set_dose(own: Own, care: str, text: str) -> Own:
    """Return `own` with the own dose of a care item; an empty one takes it away."""
    return replace(own, doses=_with(own.doses, care, _fitting(text, MOST_DOSE)))


def put_point(own: Own, muscle: str, site: OwnSite, sides: Sides = "both", name: str = "", *, least: int = 0) -> Own:
    """Return `own` with one more X, numbered after every one that the muscle ever had, and from `least`.

    Raises `BodymapError` where there are more than are read again.
    """
    number = max(next_number(own, muscle), least)
    if number > MOST_NUMBER:
        raise BodymapError(tr("All {n} numbers for this muscle’s X’s have been used.", n=MOST_NUMBER - FIRST_NUMBER + 1))
    if len(own.points) >= MOST_ITEMS:
        raise BodymapError(tr("No more X’s can be kept than the {n} that there are. Take one away first.", n=len(own.points)))
    numbers = tuple(sorted({**dict(own.numbers), muscle: number}.items()))
    return replace(own, points=_sorted((*own.points, OwnPoint(muscle, number, site, sides, _fitting(name, MOST_NAME)))), numbers=numbers)


def next_number(own: Own, muscle: str) -> int:
    """Return the number that the next X of a muscle gets."""
    there = (each.number for each in own.points_of(muscle))
    return max(dict(own.numbers).get(muscle, FIRST_NUMBER - 1), FIRST_NUMBER - 1, *there) + 1


def name_point(own: Own, muscle: str, number: int, name: str) -> Own:
    """Return `own` with an X called so."""
    return _changed(own, muscle, number, lambda each: replace(each, name=_fitting(name, MOST_NAME)))


def turn_sides(own: Own, muscle: str, number: int, sides: Sides) -> Own:
    """Return `own` with an X, and its zone, on these sides; with `WHOLE` the muscle's zone."""
    turned = _changed(own, muscle, number, lambda each: replace(each, sides=sides))
    zones = (replace(each, sides=sides) if (each.muscle, each.number) == (muscle, number) else each for each in turned.zones)
    return replace(turned, zones=tuple(zones))


def remove_point(own: Own, muscle: str, number: int) -> Own:
    """Return `own` without an X and its zone."""
    points = tuple(each for each in own.points if (each.muscle, each.number) != (muscle, number))
    return remove_zone(replace(own, points=points), muscle, number)


def add_strokes(own: Own, muscle: str, number: int, strokes: tuple[Stroke, ...], sides: Sides = "both") -> Own:
    """Return `own` with more strokes in the zone of an X or muscle; one that is there keeps its sides. One too long becomes several that touch.

    Raises `BodymapError` where the zone would hold more than is read again.
    """
    found = own.zone(muscle, number) or OwnZone(muscle, number, (), sides)
    drawn = [*found.strokes]
    for piece in (piece for stroke in strokes for piece in pieces(stroke)):
        if not is_done(piece, drawn):
            drawn.append(piece)
    if len(drawn) == len(found.strokes):
        return own
    zone = replace(found, strokes=tuple(drawn))
    if len(zone.strokes) > MOST_STROKES:
        raise BodymapError(tr("This zone is full: {n} strokes. Remove it, and draw it with a broader brush.", n=len(found.strokes)))
    others = remove_zone(own, muscle, number).zones
    if len(others) >= MOST_ITEMS:
        raise BodymapError(tr("No more zones can be kept than the {n} that there are. Take one away first.", n=len(others)))
    return replace(own, zones=_sorted((*others, zone)))


def remove_zone(own: Own, muscle: str, number: int) -> Own:
    """Return `own` without the zone of an X or muscle."""
    return replace(own, zones=tuple(each for each in own.zones if (each.muscle, each.number) != (muscle, number)))


def _changed(own: Own, muscle: str, number: int, change: Callable[[OwnPoint], OwnPoint]) -> Own:
    points = (change(each) if (each.muscle, each.number) == (muscle, number) else each for each in own.points)
    return replace(own, points=tuple(points))


def _fitting(text: str, most: int) -> str:
    return cleaned(text)[:most].rstrip()


def _with(pairs: tuple[tuple[str, str], ...], key: str, text: str) -> tuple[tuple[str, str], ...]:
    others = tuple(pair for pair in pairs if pair[0] != key)
    if text and len(others) >= MOST_ITEMS:
        raise BodymapError(tr("No more texts can be kept than the {n} that there are. Take one away first.", n=len(others)))
    return tuple(sorted((*others, (key, text)))) if text else others


def _sorted(items: tuple[ItemT, ...]) -> tuple[ItemT, ...]:
    return tuple(sorted(items, key=lambda each: (each.muscle, each.number)))
