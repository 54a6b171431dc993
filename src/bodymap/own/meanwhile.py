"""What another running bodymap did to the file meanwhile, brought into what is on the screen here, and into every step that undo leads back to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from bodymap.own.merge import merge, more_strokes
from bodymap.own.record import MOST_STROKES, NOTHING, Own, OwnPoint, OwnZone

KeyT = TypeVar("KeyT")
ThingT = TypeVar("ThingT")
_Number = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """The file as it was when it was last seen here, and as it is now."""

    before: Own = NOTHING
    after: Own = NOTHING

    @property
    def is_nothing(self) -> bool:
        """Whether nobody did anything."""
        return self.before == self.after

    def into(self, own: Own) -> Own:
        """Return `own` with what was added, changed and taken away by the other; what both changed is kept as both have it, else as it is here."""
        if self.is_nothing:
            return own
        clashing = _clashing(_points(own), _points(self.before), _points(self.after))
        points = _settled(_points(own), _points(self.before), _without(_points(self.after), clashing), lambda mine, _: mine)
        zones = _settled(_zones(own), _zones(self.before), _without(_zones(self.after), clashing), _both_zones)
        numbers = dict(own.numbers)
        for muscle, number in self.after.numbers:
            numbers[muscle] = max(number, numbers.get(muscle, 0))
        made = Own(
            tuple(sorted(_settled(dict(own.notes), dict(self.before.notes), dict(self.after.notes), _both_notes).items())),
            tuple(sorted(_settled(dict(own.doses), dict(self.before.doses), dict(self.after.doses), lambda mine, _: mine).items())),
            tuple(points[key] for key in sorted(points)),
            tuple(zones[key] for key in sorted(zones)),
            tuple(sorted(numbers.items())),
        )
        new = tuple(_points(self.after)[key] for key in sorted(clashing))
        theirs = Own(points=new, zones=tuple(each for each in self.after.zones if (each.muscle, each.number) in clashing))
        return merge(made, theirs)[0]


def _points(own: Own) -> dict[_Number, OwnPoint]:
    return {(each.muscle, each.number): each for each in own.points}


def _zones(own: Own) -> dict[_Number, OwnZone]:
    return {(each.muscle, each.number): each for each in own.zones}


def _clashing(mine: Mapping[_Number, OwnPoint], before: Mapping[_Number, OwnPoint], after: Mapping[_Number, OwnPoint]) -> frozenset[_Number]:
    """The numbers that were given here and there at the same time: theirs get others."""
    return frozenset(key for key in after.keys() - before.keys() if key in mine and mine[key] != after[key])


def _without(things: Mapping[_Number, ThingT], keys: frozenset[_Number]) -> dict[_Number, ThingT]:
    return {key: each for key, each in things.items() if key not in keys}


def _settled(
    mine: Mapping[KeyT, ThingT], before: Mapping[KeyT, ThingT], after: Mapping[KeyT, ThingT], both: Callable[[ThingT, ThingT], ThingT]
) -> dict[KeyT, ThingT]:
    made = dict(mine)
    for key in before.keys() | after.keys():
        was, now, here = before.get(key), after.get(key), mine.get(key)
        if now in (was, here):
            continue
        if now is None:
            if here == was:
                del made[key]
        elif here is None or here == was:
            made[key] = now
        else:
            made[key] = both(here, now)
    return made


def _both_notes(mine: str, theirs: str) -> str:
    return merge(Own(notes=(("both", mine),)), Own(notes=(("both", theirs),)))[0].note("both")


def _both_zones(mine: OwnZone, theirs: OwnZone) -> OwnZone:
    return replace(mine, strokes=(*mine.strokes, *more_strokes(mine, theirs))[:MOST_STROKES])
