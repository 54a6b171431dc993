"""The session as one frozen value, and every edit as a pure function ``(session, …) → session``.

Frames: a mark is a place in the grammar of `bodymap.anatomy.place`; what it means on a body is the atlas' business.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from bodymap.anatomy.place import Place
from bodymap.ids import Side
from bodymap.session.paint import Area

KeyT = TypeVar("KeyT")
ValueT = TypeVar("ValueT")
Finding = Literal["not-found", "latent", "active"]
Answer = Literal["no", "yes"]


@dataclass(frozen=True, slots=True, order=True)
class CandidateKey:
    """A muscle on one side: what a candidate row stands for."""

    muscle: str
    side: Side


@dataclass(frozen=True, slots=True, order=True)
class PointKey:
    """One trigger point of one muscle on one side."""

    muscle: str
    side: Side
    number: int

    @property
    def candidate(self) -> CandidateKey:
        """The candidate that the point belongs to."""
        return CandidateKey(self.muscle, self.side)


@dataclass(frozen=True, slots=True)
class Mark:
    """One spot that the client pointed at."""

    place: Place


@dataclass(frozen=True, slots=True)
class Session:
    """All that was marked, answered, found and chosen; empty is a new client.

    Mappings are kept as sorted tuples of pairs so that the value is hashable and compares by content. A red flag or precaution
    that has no pair was not asked: unasked is not no.
    """

    marks: tuple[Mark, ...] = ()
    dropped: frozenset[CandidateKey] = frozenset()
    findings: tuple[tuple[PointKey, Finding], ...] = ()
    red_flags: tuple[tuple[str, Answer], ...] = ()
    precautions: tuple[tuple[str, Answer], ...] = ()
    chosen: CandidateKey | None = None
    chosen_point: int | None = None
    areas: tuple[Area, ...] = ()
    current: int | None = None
    """The number of the area that further strokes go to; None begins a new one."""

    def area(self, number: int | None) -> Area | None:
        """Return the area `number`, or None where there is none."""
        return next((each for each in self.areas if each.number == number), None)

    @property
    def is_marked(self) -> bool:
        """Whether anything was marked or painted, clear areas included."""
        return bool(self.marks or self.areas)

    @property
    def qualities(self) -> frozenset[str]:
        """The qualities that the client gave to painful areas."""
        return frozenset(area.quality for area in self.areas if area.quality and not area.is_clear)

    def finding(self, point: PointKey) -> Finding | None:
        """Return what was found at `point`, or None where it was not examined."""
        return dict(self.findings).get(point)

    def red_flag(self, flag: str) -> Answer | None:
        """Return the answer to red flag `flag`, or None where it was not asked."""
        return dict(self.red_flags).get(flag)

    def precaution(self, precaution: str) -> Answer | None:
        """Return the answer to `precaution`, or None where it was not asked."""
        return dict(self.precautions).get(precaution)

    @property
    def ticked(self) -> frozenset[str]:
        """The precautions that hold today."""
        return frozenset(name for name, answer in self.precautions if answer == "yes")

    @property
    def raised(self) -> tuple[str, ...]:
        """The red flags that were answered yes, sorted."""
        return tuple(name for name, answer in self.red_flags if answer == "yes")


NEW_CLIENT = Session()


def add_mark(session: Session, place: Place) -> Session:
    """Return the session with one more spot; a spot marked twice stays once."""
    mark = Mark(place)
    if mark in session.marks:
        return session
    return replace(session, marks=(*session.marks, mark), chosen=None, chosen_point=None)


def remove_mark(session: Session, mark: Mark) -> Session:
    """Return the session without `mark`; one that is not there changes nothing."""
    return replace(session, marks=tuple(each for each in session.marks if each != mark))


def clear_marks(session: Session) -> Session:
    """Return the session without any spot or painted area, and without what was chosen for them."""
    return replace(session, marks=(), areas=(), current=None, dropped=frozenset(), chosen=None, chosen_point=None)


def drop(session: Session, candidate: CandidateKey) -> Session:
    """Return the session in which `candidate` was ruled out: not this one."""
    chosen = None if session.chosen == candidate else session.chosen
    point = session.chosen_point if chosen else None
    return replace(session, dropped=session.dropped | {candidate}, chosen=chosen, chosen_point=point)


def restore(session: Session, candidate: CandidateKey) -> Session:
    """Return the session in which `candidate` is back in the list."""
    return replace(session, dropped=session.dropped - {candidate})


def choose(session: Session, candidate: CandidateKey | None, point: int | None = None) -> Session:
    """Return the session with `candidate` (and one of its trigger points, by number) opened; None closes."""
    return replace(session, chosen=candidate, chosen_point=point if candidate else None)


def find(session: Session, point: PointKey, finding: Finding | None) -> Session:
    """Return the session with what was found at `point`; None takes the finding back."""
    return replace(session, findings=_with(session.findings, point, finding))


def answer_red_flag(session: Session, flag: str, answer: Answer | None) -> Session:
    """Return the session with the answer to one red flag; None means not asked."""
    return replace(session, red_flags=_with(session.red_flags, flag, answer))


def answer_precaution(session: Session, precaution: str, answer: Answer | None) -> Session:
    """Return the session with one precaution of today ticked, denied or not asked."""
    return replace(session, precautions=_with(session.precautions, precaution, answer))


def _with(
    pairs: tuple[tuple[KeyT, ValueT], ...], key: KeyT, value: ValueT | None
) -> tuple[tuple[KeyT, ValueT], ...]:
    others = tuple(pair for pair in pairs if pair[0] != key)
    if value is None:
        return others
    return tuple(sorted((*others, (key, value)), key=lambda pair: str(pair[0])))
