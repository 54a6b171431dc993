"""The session as text in SOAP order (subjective, objective, assessment, plan), to be pasted into a record. Names nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bodymap.knowledge.library import Knowledge
from bodymap.knowledge.safety import RedFlag, SafetyRegion
from bodymap.own.record import named
from bodymap.session.record import Session
from bodymap.tongue import phrase, tr
from bodymap.vocabulary import word

_FOUND = {
    "not-found": phrase("no tender point found"),
    "latent": phrase("tender, not the client's pain (latent)"),
    "active": phrase("reproduces the client's pain (active)"),
}


@dataclass(frozen=True, slots=True)
class Considered:
    """A candidate as the list showed it."""

    name: str
    where: str
    why: Sequence[str]


def summary(session: Session, knowledge: Knowledge, regions: Sequence[SafetyRegion], considered: Sequence[Considered], plan: Sequence[str]) -> str:
    """Return the four parts, each with its lines; what was not asked is said to be so."""
    parts = (
        ("S", _subjective(session, regions)),
        ("O", _objective(session, knowledge, regions)),
        ("A", _assessment(considered)),
        ("P", _plan(session, knowledge, plan)),
    )
    lines = (f"{letter}: {line}" if first else f"   {line}" for letter, part in parts for first, line in _with_first(part))
    return "\n".join(lines) + "\n"


def _with_first(lines: Iterator[str]) -> Iterator[tuple[bool, str]]:
    return ((number == 0, line) for number, line in enumerate(lines))


def _subjective(session: Session, regions: Sequence[SafetyRegion]) -> Iterator[str]:
    where = ", ".join(region.name.lower() for region in regions)
    yield tr("Pain marked: {where}.", where=where) if where else tr("No pain marked.")
    for area in session.areas:
        said = [
            f"{area.intensity}/10" if area.intensity is not None else "",
            area.quality or "",
            word(area.depth or ""),
            word(area.constancy or ""),
        ]
        words = ", ".join(each for each in said if each)
        told = tr("no pain here") if area.is_clear else words or tr("nothing said of it")
        yield tr("Area {number}: {words}.", number=area.number, words=told)


def _objective(session: Session, knowledge: Knowledge, regions: Sequence[SafetyRegion]) -> Iterator[str]:
    yield _flags_line(session, knowledge, regions)
    ticked = [knowledge.precautions[each].name for each in sorted(session.ticked) if each in knowledge.precautions]
    yield tr("Precautions today: {names}.", names="; ".join(ticked) if ticked else tr("none ticked"))
    for point, finding in session.findings:
        muscle = knowledge.muscles.get(point.muscle)
        name = muscle.name if muscle else point.muscle
        yield tr("{muscle}, {side}, point {number}: {found}.", muscle=name, side=word(point.side), number=named(point.number), found=tr(_FOUND[finding]))


def _flags_line(session: Session, knowledge: Knowledge, regions: Sequence[SafetyRegion]) -> str:
    wanted = {region.id for region in regions}
    flags: list[RedFlag] = [flag for flag in knowledge.red_flags.values() if wanted & set(flag.regions)]
    raised = [knowledge.red_flags[each].name for each in session.raised if each in knowledge.red_flags]
    if raised:
        return tr("Red flags: YES: {names}.", names="; ".join(raised))
    asked = sum(session.red_flag(flag.id) is not None for flag in flags)
    if not asked:
        return tr("Red flags: not asked.")
    if asked == len(flags):
        return tr("Red flags: none.")
    return tr("Red flags: none of the {asked} asked, {open} not asked.", asked=asked, open=len(flags) - asked)


def _assessment(considered: Sequence[Considered]) -> Iterator[str]:
    yield tr("Candidates by common patterns, not a diagnosis.") if considered else tr("No candidate noted.")
    for number, each in enumerate(considered, start=1):
        why = f": {each.why[0]}" if each.why else ""
        yield f"{number}. {each.name} ({each.where}){why}"


def _plan(session: Session, knowledge: Knowledge, plan: Sequence[str]) -> Iterator[str]:
    raised = [knowledge.red_flags[each] for each in session.raised if each in knowledge.red_flags]
    if raised:
        yield from (flag.action for flag in raised)
        return
    yield tr("At home: {items}.", items="; ".join(plan)) if plan else tr("Nothing given to take home yet.")
    yield from (knowledge.precautions[each].rule for each in sorted(session.ticked) if each in knowledge.precautions)
