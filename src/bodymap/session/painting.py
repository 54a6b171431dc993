"""Every edit of painted areas as a pure function ``(session, …) → session``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal, cast

from bodymap.anatomy.place import Place
from bodymap.session.paint import Area, Constancy, Dab, Depth, Shape
from bodymap.session.record import Before, CandidateKey, Mark, Session

Part = Literal["intensity", "quality", "depth", "constancy"]
"""What the client can say of an area."""


def paint(session: Session, shapes: Sequence[Shape], *, is_clear: bool = False) -> Session:
    """Return the session with `shapes` laid on the area that is being painted, or on a new one where none is.

    Clear areas and painful ones never mix: a shape of the other meaning begins a new area.
    """
    if not shapes:
        return session
    dabs = tuple(Dab(shape) for shape in shapes)
    here = session.area(session.current)
    if here is None or here.is_clear != is_clear:
        return add_area(session, Area(0, dabs, is_clear=is_clear))
    return _changed(session, replace(here, dabs=(*here.dabs, *dabs)))


def add_area(session: Session, area: Area) -> Session:
    """Return the session with `area` as a new one under the next free number; it is the one being painted."""
    there = (*session.areas, *(session.before.areas if session.before else ()))
    number = 1 + max((each.number for each in there), default=0)
    added = replace(area, number=number)
    return _fresh(replace(session, areas=(*session.areas, added), current=number))


def erase(session: Session, shapes: Sequence[Shape]) -> Session:
    """Return the session with `shapes` taken away from every area. Spots are taken away by `remove_mark`."""
    if not shapes or not session.areas:
        return session
    dabs = tuple(Dab(shape, erases=True) for shape in shapes)
    return _fresh(replace(session, areas=tuple(replace(area, dabs=(*area.dabs, *dabs)) for area in session.areas)))


def remove_area(session: Session, number: int) -> Session:
    """Return the session without area `number`; one that is not there changes nothing."""
    if session.area(number) is None:
        return session
    current = None if session.current == number else session.current
    return _fresh(replace(session, areas=tuple(each for each in session.areas if each.number != number), current=current))


def select(session: Session, number: int | None) -> Session:
    """Return the session in which further strokes go to area `number`; None, or one that is not there, begins a new area."""
    return replace(session, current=number if session.area(number) else None)


def describe(session: Session, number: int, part: Part, value: int | str | None) -> Session:
    """Return the session with one thing said of area `number`; None takes it back. A clear area has nothing to say."""
    area = session.area(number)
    if area is None or area.is_clear:
        return session
    if part == "intensity":
        said = replace(area, intensity=cast("int | None", value))
    elif part == "quality":
        said = replace(area, quality=cast("str | None", value))
    elif part == "depth":
        said = replace(area, depth=cast("Depth | None", value))
    else:
        said = replace(area, constancy=cast("Constancy | None", value))
    return _with(session, said)


def add_mirror(session: Session) -> Session:
    """Return the session with everything that is marked on the other side too; done twice it is done once.

    What is already there mirrored (all that lies on the midline, or was mirrored before) is not doubled.
    """
    marks = _joined(session.marks, (_mirrored_mark(mark) for mark in session.marks))
    edited = session
    there = {frozenset(area.dabs) for area in session.areas}
    for area in session.areas:
        twin = area.mirrored()
        if frozenset(twin.dabs) not in there:
            edited = add_area(edited, twin)
    return _fresh(replace(edited, marks=marks, current=session.current))


def swap_sides(session: Session) -> Session:
    """Return the session with left and right exchanged in all that was marked, and in the candidates that were ruled out for it.

    Findings at trigger points stay: the hand was where it was.
    """
    return _fresh(
        replace(
            session,
            marks=tuple(_mirrored_mark(mark) for mark in session.marks),
            areas=tuple(area.mirrored() for area in session.areas),
            dropped=frozenset(CandidateKey(key.muscle, key.side.opposite) for key in session.dropped),
            before=_mirrored_before(session.before) if session.before else None,
        )
    )


def _mirrored_before(before: Before) -> Before:
    marks = tuple(_mirrored_mark(mark) for mark in before.marks)
    return replace(before, marks=marks, areas=tuple(area.mirrored() for area in before.areas))


def _mirrored_mark(mark: Mark) -> Mark:
    return replace(mark, place=mark.place.mirrored())


def _joined(marks: tuple[Mark, ...], more: Iterable[Mark]) -> tuple[Mark, ...]:
    by_place: dict[Place, Mark] = {}
    for mark in (*marks, *more):
        by_place.setdefault(mark.place, mark)
    return tuple(by_place.values())


def _changed(session: Session, area: Area) -> Session:
    return _fresh(_with(session, area))


def _with(session: Session, area: Area) -> Session:
    return replace(session, areas=tuple(area if each.number == area.number else each for each in session.areas))


def _fresh(session: Session) -> Session:
    """What was chosen answered for other marks."""
    return replace(session, chosen=None, chosen_point=None)
