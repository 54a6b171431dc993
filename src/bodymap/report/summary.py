"""The session as text in SOAP order (subjective, objective, assessment, plan), to be pasted into a record. Names nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bodymap.knowledge.library import Knowledge
from bodymap.knowledge.safety import RedFlag, SafetyRegion
from bodymap.session.record import Session

_FOUND = {"not-found": "no tender point found", "latent": "tender, not the client's pain (latent)", "active": "reproduces the client's pain (active)"}


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
    yield f"Pain marked: {where}." if where else "No pain marked."
    for area in session.areas:
        said = [
            f"{area.intensity}/10" if area.intensity is not None else "",
            area.quality or "",
            area.depth or "",
            (area.constancy or "").replace("-", " "),
        ]
        words = ", ".join(each for each in said if each)
        yield f"Area {area.number}: {'no pain here' if area.is_clear else words or 'nothing said of it'}."


def _objective(session: Session, knowledge: Knowledge, regions: Sequence[SafetyRegion]) -> Iterator[str]:
    yield _flags_line(session, knowledge, regions)
    ticked = [knowledge.precautions[each].name for each in sorted(session.ticked) if each in knowledge.precautions]
    yield f"Precautions today: {'; '.join(ticked) if ticked else 'none ticked'}."
    for point, finding in session.findings:
        muscle = knowledge.muscles.get(point.muscle)
        name = muscle.name if muscle else point.muscle
        yield f"{name}, {point.side}, point {point.number}: {_FOUND[finding]}."


def _flags_line(session: Session, knowledge: Knowledge, regions: Sequence[SafetyRegion]) -> str:
    wanted = {region.id for region in regions}
    flags: list[RedFlag] = [flag for flag in knowledge.red_flags.values() if wanted & set(flag.regions)]
    raised = [knowledge.red_flags[each].name for each in session.raised if each in knowledge.red_flags]
    if raised:
        return f"Red flags: YES: {'; '.join(raised)}."
    asked = sum(session.red_flag(flag.id) is not None for flag in flags)
    if not asked:
        return "Red flags: not asked."
    return "Red flags: none." if asked == len(flags) else f"Red flags: none of the {asked} asked, {len(flags) - asked} not asked."


def _assessment(considered: Sequence[Considered]) -> Iterator[str]:
    yield "Candidates by common patterns, not a diagnosis." if considered else "No candidate noted."
    for number, each in enumerate(considered, start=1):
        why = f": {each.why[0]}" if each.why else ""
        yield f"{number}. {each.name} ({each.where}){why}"


def _plan(session: Session, knowledge: Knowledge, plan: Sequence[str]) -> Iterator[str]:
    raised = [knowledge.red_flags[each] for each in session.raised if each in knowledge.red_flags]
    if raised:
        yield from (flag.action for flag in raised)
        return
    yield f"At home: {'; '.join(plan)}." if plan else "Nothing given to take home yet."
    yield from (knowledge.precautions[each].rule for each in sorted(session.ticked) if each in knowledge.precautions)
