"""Another therapist's notes, doses, X's and zones beside one's own: nothing is overwritten, and what would happen is said before it does.

A note that differs goes below one's own; a dose that differs stays out; an X or zone that is there already is not doubled. Merging the same
file twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bodymap.errors import BodymapError
from bodymap.own import record
from bodymap.own.record import MOST_NOTE, Own, OwnPoint, OwnZone
from bodymap.own.stroke import Stroke, erases
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
    left_out: int = 0
    """What else finds no room."""

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
    if gain.is_nothing and not gain.other_doses and not gain.too_long and not gain.left_out:
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
    if gain.left_out:
        yield tr("{n} thing finds no room and stays out.", "{n} things find no room and stay out.", n=gain.left_out)
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
        try:
            mine = record.write_note(mine, muscle, f"{here}\n\n{text}" if here else text)
        except BodymapError:
            gain = replace(gain, left_out=gain.left_out + 1)
            continue
        gain = replace(gain, notes=gain.notes + (not here), longer_notes=gain.longer_notes + bool(here))
    return mine, gain


def _merge_doses(mine: Own, gain: Gain, theirs: Own) -> tuple[Own, Gain]:
    for care, text in theirs.doses:
        here = mine.dose(care)
        if here == text:
            gain = replace(gain, same=gain.same + 1)
        elif here:
            gain = replace(gain, other_doses=(*gain.other_doses, care))
        else:
            try:
                mine, gain = record.set_dose(mine, care, text), replace(gain, doses=gain.doses + 1)
            except BodymapError:
                gain = replace(gain, left_out=gain.left_out + 1)
    return mine, gain


def _merge_points(mine: Own, gain: Gain, theirs: Own) -> tuple[Own, Gain]:
    """X's first, by their own numbers where the muscle had none here; a zone goes with the number that its X has here, and stays out with it."""
    numbers: dict[tuple[str, int], int | None] = {}
    had_some = {muscle for muscle, _ in mine.numbers} | {each.muscle for each in mine.points}
    for point in theirs.points:
        there = _same_point(mine, point)
        if there is not None:
            gain = replace(gain, same=gain.same + 1)
        else:
            try:
                mine = record.put_point(mine, point.muscle, point.site, point.sides, point.name, least=0 if point.muscle in had_some else point.number)
            except BodymapError:
                gain = replace(gain, left_out=gain.left_out + 1)
            else:
                gain, there = replace(gain, points=gain.points + 1), mine.points_of(point.muscle)[-1]
        numbers[point.muscle, point.number] = there.number if there is not None else None
    for zone in theirs.zones:
        number = numbers.get((zone.muscle, zone.number), zone.number)
        mine, gain = _merge_zone(mine, gain, None if number is None else replace(zone, number=number))
    if gain.is_nothing:
        return mine, gain
    highest = {muscle: max(number, dict(mine.numbers).get(muscle, 0)) for muscle, number in theirs.numbers if muscle not in had_some}
    return replace(mine, numbers=tuple(sorted({**dict(mine.numbers), **highest}.items()))), gain


def _same_point(own: Own, point: OwnPoint) -> OwnPoint | None:
    return next((each for each in own.points_of(point.muscle) if (each.site, each.sides) == (point.site, point.sides)), None)


def _merge_zone(mine: Own, gain: Gain, zone: OwnZone | None) -> tuple[Own, Gain]:
    if zone is None:
        return mine, replace(gain, left_out=gain.left_out + 1)
    here = mine.zone(zone.muscle, zone.number)
    new = more_strokes(here, zone)
    if not new:
        return mine, replace(gain, same=gain.same + 1)
    try:
        added = record.add_strokes(mine, zone.muscle, zone.number, new, zone.sides)
    except BodymapError:
        return mine, replace(gain, left_out=gain.left_out + 1)
    return added, replace(gain, zones=gain.zones + (here is None), longer_zones=gain.longer_zones + (here is not None))


def more_strokes(here: OwnZone | None, zone: OwnZone) -> tuple[Stroke, ...]:
    """Return the strokes with which `zone` goes on from the one that is here; where it is another one, what was drawn in it, and nothing rubbed out."""
    if here is None:
        return zone.strokes
    count = len(here.strokes)
    if zone.strokes[:count] == here.strokes:
        return zone.strokes[count:]
    return tuple(stroke for stroke in zone.strokes if stroke not in here.strokes and not erases(stroke))
