"""Another therapist's notes, doses, X's and zones beside one's own: nothing is overwritten, and what would happen is said before it does.

A note that differs goes below one's own; a dose that differs stays out; an X or zone that is there already is not doubled. Merging the same
file twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bodymap.own import record
from bodymap.own.record import MOST_NOTE, Own, OwnPoint, OwnZone
from bodymap.tongue import listed, tr


@dataclass(frozen=True, slots=True)
class Gain:
    """What a merge adds, counted."""

    notes: int = 0
    longer_notes: int = 0
    doses: int = 0
    other_doses: tuple[str, ...] = ()
    """Care items of which one's own dose differs and stays."""
    points: int = 0
    zones: int = 0
    longer_zones: int = 0
    same: int = 0
    too_long: int = 0
    """Notes that together with one's own would be longer than a note may be: they stay out."""

    @property
    def is_nothing(self) -> bool:
        """Whether nothing would be added."""
        return not (self.notes or self.longer_notes or self.doses or self.points or self.zones or self.longer_zones)


def merge(mine: Own, theirs: Own) -> tuple[Own, Gain]:
    """Return `mine` with what of `theirs` is new, and what that is."""
    gain = Gain()
    for step in (_merge_notes, _merge_doses, _merge_points):
        mine, gain = step(mine, gain, theirs)
    return mine, gain


def sentence(gain: Gain) -> str:
    """Return what a merge would do, to be read before it is done."""
    if gain.is_nothing and not gain.other_doses and not gain.too_long:
        return tr("Everything in this file is here already.") if gain.same else tr("There is nothing in this file.")
    return " ".join(_sentences(gain))


def said(own: Own) -> str:
    """Return how much there is: ``3 notes, 1 dose, 2 X’s and 1 zone``; empty for nothing."""
    counted = Gain(notes=len(own.notes), doses=len(own.doses), points=len(own.points), zones=len(own.zones))
    return listed(tuple(_counts(counted)))


def _sentences(gain: Gain) -> Iterator[str]:
    counts = tuple(_counts(gain))
    yield tr("Adds {things}.", things=listed(counts)) if counts else tr("Adds nothing that stands alone.")
    if gain.longer_notes:
        yield tr("{n} note differs: the other words go below yours.", "{n} notes differ: the other words go below yours.", n=gain.longer_notes)
    if gain.longer_zones:
        yield tr("{n} zone grows by what is drawn there.", "{n} zones grow by what is drawn there.", n=gain.longer_zones)
    if gain.other_doses:
        yield tr("{n} dose differs: yours stays.", "{n} doses differ: yours stay.", n=len(gain.other_doses))
    if gain.too_long:
        yield tr("{n} note is too long to go below yours and stays out.", "{n} notes are too long to go below yours and stay out.", n=gain.too_long)
    if gain.same:
        yield tr("{n} thing is here already.", "{n} things are here already.", n=gain.same)


def _counts(gain: Gain) -> Iterator[str]:
    if gain.notes:
        yield tr("{n} note", "{n} notes", n=gain.notes)
    if gain.doses:
        yield tr("{n} dose", "{n} doses", n=gain.doses)
    if gain.points:
        yield tr("{n} X", "{n} X’s", n=gain.points)
    if gain.zones:
        yield tr("{n} zone", "{n} zones", n=gain.zones)


def _merge_notes(mine: Own, gain: Gain, theirs: Own) -> tuple[Own, Gain]:
    for muscle, text in theirs.notes:
        here = mine.note(muscle)
        if text in here:
            gain = replace(gain, same=gain.same + 1)
            continue
        if len(here) + len(text) + 2 > MOST_NOTE:
            gain = replace(gain, too_long=gain.too_long + 1)
            continue
        gain = replace(gain, notes=gain.notes + (not here), longer_notes=gain.longer_notes + bool(here))
        mine = record.write_note(mine, muscle, f"{here}\n\n{text}" if here else text)
    return mine, gain


def _merge_doses(mine: Own, gain: Gain, theirs: Own) -> tuple[Own, Gain]:
    for care, text in theirs.doses:
        here = mine.dose(care)
        if not here:
            mine, gain = record.set_dose(mine, care, text), replace(gain, doses=gain.doses + 1)
        elif here == text:
            gain = replace(gain, same=gain.same + 1)
        else:
            gain = replace(gain, other_doses=(*gain.other_doses, care))
    return mine, gain


def _merge_points(mine: Own, gain: Gain, theirs: Own) -> tuple[Own, Gain]:
    """X's first; a zone goes with the number that its X has here."""
    numbers: dict[tuple[str, int], int] = {}
    for point in theirs.points:
        there = _same_point(mine, point)
        if there is None:
            mine = record.put_point(mine, point.muscle, point.site, point.sides, point.name)
            gain = replace(gain, points=gain.points + 1)
            there = mine.points_of(point.muscle)[-1]
        else:
            gain = replace(gain, same=gain.same + 1)
        numbers[point.muscle, point.number] = there.number
    for zone in theirs.zones:
        number = numbers.get((zone.muscle, zone.number), zone.number)
        mine, gain = _merge_zone(mine, gain, replace(zone, number=number))
    return mine, gain


def _same_point(own: Own, point: OwnPoint) -> OwnPoint | None:
    return next((each for each in own.points_of(point.muscle) if (each.site, each.sides) == (point.site, point.sides)), None)


def _merge_zone(mine: Own, gain: Gain, zone: OwnZone) -> tuple[Own, Gain]:
    here = mine.zone(zone.muscle, zone.number)
    new = tuple(stroke for stroke in zone.strokes if here is None or stroke not in here.strokes)
    if not new:
        return mine, replace(gain, same=gain.same + 1)
    added = record.add_strokes(mine, zone.muscle, zone.number, new, zone.sides)
    return added, replace(gain, zones=gain.zones + (here is None), longer_zones=gain.longer_zones + (here is not None))
