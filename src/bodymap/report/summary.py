"""The session as text in SOAP order (subjective, objective, assessment, plan), to be pasted into a record. Names nobody; the therapist's own notes go as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from bodymap.knowledge.library import Knowledge
from bodymap.knowledge.safety import RedFlag, SafetyRegion
from bodymap.own.record import named
from bodymap.report.change import outcome_words, test_name
from bodymap.session import retest
from bodymap.session.record import PointKey, Session
from bodymap.session.retest import Pain
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
        ("A", _assessment(session, knowledge, considered)),
        ("P", chain(_plan(session, knowledge, plan), _noted(session))),
    )
    lines = (f"{letter}: {line}" if first else f"   {line}" for letter, part in parts for first, line in _with_first(part))
    return "\n".join(lines) + "\n"


def _with_first(lines: Iterator[str]) -> Iterator[tuple[bool, str]]:
    return ((number == 0, line) for number, line in enumerate(lines))


def _subjective(session: Session, regions: Sequence[SafetyRegion]) -> Iterator[str]:
    where = ", ".join(region.name.lower() for region in regions)
    yield tr("Pain marked: {where}.", where=where) if where else tr("No pain marked.")
    strengths = {pain.area: _strength(session, pain) for pain in retest.pains(session) if pain.area is not None}
    for area in session.areas:
        said = [strengths.get(area.number, ""), area.quality or "", word(area.depth or ""), word(area.constancy or "")]
        words = ", ".join(each for each in said if each)
        told = tr("no pain here") if area.is_clear else words or tr("nothing said of it")
        yield tr("Area {number}: {words}.", number=area.number, words=told)
    spots = [_strength(session, pain) for pain in retest.pains(session) if pain.area is None]
    yield from (tr("Spot {number}: {words}.", number=number, words=said) for number, said in enumerate(spots, start=1) if said)


def _strength(session: Session, pain: Pain) -> str:
    """How strong it was said to be; before and after treatment where it was asked twice."""
    before = f"{pain.before}/10" if pain.before is not None else ""
    if session.before is None:
        return before
    now = "0/10" if pain.is_gone else f"{pain.now}/10" if pain.now is not None else ""
    return ", ".join(each for each in (before and tr("{n} before treatment", n=before), now and tr("{n} after", n=now)) if each)


def _objective(session: Session, knowledge: Knowledge, regions: Sequence[SafetyRegion]) -> Iterator[str]:
    yield _flags_line(session, knowledge, regions)
    ticked = [knowledge.precautions[each].name for each in sorted(session.ticked) if each in knowledge.precautions]
    yield tr("Precautions today: {names}.", names="; ".join(ticked) if ticked else tr("none ticked"))
    for point, finding in session.findings:
        ticked_here = ", ".join(_criteria(session, knowledge, point))
        found = tr(_FOUND[finding]) + (f" ({ticked_here})" if ticked_here else "")
        yield tr("{point}: {found}.", point=_point(knowledge, point), found=found)
    for test in session.tests:
        said = [(tr("{outcome} before treatment", outcome=outcome_words(test.before)), test.before), (tr("{outcome} after", outcome=outcome_words(test.after)), test.after)]
        words = ", ".join(text for text, outcome in said if outcome.is_said)
        if words:
            yield f"{test_name(knowledge, test)}: {words}."


def _point(knowledge: Knowledge, point: PointKey) -> str:
    muscle = knowledge.muscles.get(point.muscle)
    name = muscle.name if muscle else point.muscle
    return tr("{muscle}, {side}, point {number}", muscle=name, side=word(point.side), number=named(point.number))


def _criteria(session: Session, knowledge: Knowledge, point: PointKey) -> list[str]:
    ticked = session.criteria_at(point)
    return [each.name.lower() for each in (knowledge.criteria.criteria if knowledge.criteria else ()) if each.id in ticked]


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


def _assessment(session: Session, knowledge: Knowledge, considered: Sequence[Considered]) -> Iterator[str]:
    yield tr("Candidates by common patterns, not a diagnosis.") if considered else tr("No candidate noted.")
    for number, each in enumerate(considered, start=1):
        why = f": {each.why[0]}" if each.why else ""
        yield f"{number}. {each.name} ({each.where}){why}"
    names = {key.muscle: knowledge.muscles[key.muscle].name for key in session.dropped if key.muscle in knowledge.muscles}
    dropped = "; ".join(f"{names.get(key.muscle, key.muscle)}, {word(key.side)}" for key in sorted(session.dropped, key=lambda key: (key.muscle, key.side)))
    if dropped:
        yield tr("Not these: {names}.", names=dropped)


def _plan(session: Session, knowledge: Knowledge, plan: Sequence[str]) -> Iterator[str]:
    raised = [knowledge.red_flags[each] for each in session.raised if each in knowledge.red_flags]
    if raised:
        yield from (flag.action for flag in raised)
        return
    if session.treated:
        yield tr("Treated today: {points}.", points="; ".join(_point(knowledge, point) for point in session.treated))
    yield tr("At home: {items}.", items="; ".join(plan)) if plan else tr("Nothing given to take home yet.")
    yield from (knowledge.precautions[each].rule for each in sorted(session.ticked) if each in knowledge.precautions)


def _noted(session: Session) -> Iterator[str]:
    if session.notes.strip():
        yield tr("Notes: {text}", text=" ".join(session.notes.split()))
