"""The session as one frozen value, and every edit as a pure function ``(session, …) → session``.

Frames: a mark is a place in the grammar of `bodymap.anatomy.place`; what it means on a body is the atlas' business.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from bodymap.anatomy.place import Place
from bodymap.ids import Side
from bodymap.session.paint import MOST_INTENSE, Area

KeyT = TypeVar("KeyT")
ValueT = TypeVar("ValueT")
Finding = Literal["not-found", "latent", "active"]
Answer = Literal["no", "yes"]
Grade = Literal["free", "limited", "painful", "limited-and-painful"]
"""What a movement test showed, from the best to the worst; limited and painful alone stand side by side."""
FINDINGS: tuple[Finding, ...] = ("not-found", "latent", "active")
ANSWERS: tuple[Answer, ...] = ("no", "yes")
GRADES: tuple[Grade, ...] = ("free", "limited", "painful", "limited-and-painful")


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
    """One spot that the client pointed at, and how strong the pain is there, 0 to 10; None is not said."""

    place: Place
    intensity: int | None = None

    def __post_init__(self) -> None:
        if self.intensity is not None and not 0 <= self.intensity <= MOST_INTENSE:
            raise ValueError(f"intensity {self.intensity} is not 0 to {MOST_INTENSE}")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a movement test showed: a grade, and a measure as the therapist wrote it (``60°``, ``12 s``). Empty is not tested."""

    grade: Grade | None = None
    measure: str = ""

    @property
    def is_said(self) -> bool:
        """Whether anything was noted."""
        return self.grade is not None or bool(self.measure)


@dataclass(frozen=True, slots=True)
class MovementTest:
    """One test of a muscle's record on one side, before and after treatment."""

    muscle: str
    side: Side
    test: str
    before: Outcome = Outcome()
    after: Outcome = Outcome()

    @property
    def name(self) -> tuple[str, Side, str]:
        """Which test it is, whatever it showed."""
        return self.muscle, self.side, self.test


@dataclass(frozen=True, slots=True)
class Before:
    """What hurt and what was found before treatment, kept when it is looked at again after."""

    marks: tuple[Mark, ...] = ()
    areas: tuple[Area, ...] = ()
    findings: tuple[tuple[PointKey, Finding], ...] = ()


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
    criteria: tuple[tuple[PointKey, tuple[str, ...]], ...] = ()
    """The experts' criteria that were ticked at a point, by id, sorted; a point without a pair has none."""
    treated: tuple[PointKey, ...] = ()
    before: Before | None = None
    """How it was before treatment; None while treatment is still to come."""
    tests: tuple[MovementTest, ...] = ()
    notes: str = field(default="", repr=False)
    client: str = field(default="", repr=False)
    """Whatever the therapist typed; empty is nobody, and such a session is not kept."""
    key: str = field(default="", compare=False)
    """Under what the session is kept: it says which one this is, not what is in it."""

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

    def criteria_at(self, point: PointKey) -> tuple[str, ...]:
        """Return the criteria that were ticked at `point`."""
        return dict(self.criteria).get(point, ())

    @property
    def is_retested(self) -> bool:
        """Whether treatment is over, and what is marked now is how it is after."""
        return self.before is not None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing of it worth keeping: who it is of, and what is only looked at, do not count."""
        return replace(self, client="", chosen=None, chosen_point=None, current=None) == NEW_CLIENT

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
    if any(mark.place == place for mark in session.marks):
        return session
    return replace(session, marks=(*session.marks, Mark(place)), chosen=None, chosen_point=None)


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
    """Return the session with what was found at `point`; None takes the finding back. Where nothing was found, no criterion holds."""
    found = replace(session, findings=_with(session.findings, point, finding))
    return replace(found, criteria=_with(found.criteria, point, None)) if finding == "not-found" else found


def tick(session: Session, point: PointKey, criterion: str) -> Session:
    """Return the session with one criterion ticked at `point`, or unticked where it was."""
    ticked = frozenset(session.criteria_at(point)) ^ {criterion}
    return replace(session, criteria=_with(session.criteria, point, tuple(sorted(ticked)) or None))


def treat(session: Session, point: PointKey) -> Session:
    """Return the session in which `point` was treated, or was not where it had been noted so."""
    treated = frozenset(session.treated) ^ {point}
    return replace(session, treated=tuple(sorted(treated, key=str)))


def note(session: Session, text: str) -> Session:
    """Return the session with `text` as its notes, as long as it may be."""
    return replace(session, notes=text)


def name_client(session: Session, client: str) -> Session:
    """Return the session as that of `client`: whatever was typed, without blanks round it."""
    return replace(session, client=client.strip())


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
