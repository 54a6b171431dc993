"""The reasons of a candidate as sentences that can be read aloud. Ordinal words only, never a likelihood."""

from __future__ import annotations

from bodymap.knowledge.library import Knowledge
from bodymap.knowledge.record import Muscle, TriggerPoint
from bodymap.matching.rank import Candidate
from bodymap.matching.remainder import Explanation
from bodymap.matching.setting import Setting
from bodymap.matching.weigh import Contribution
from bodymap.own.record import WHOLE, named
from bodymap.tongue import listed, phrase, tr
from bodymap.vocabulary import word

_MOST_REASONS = 3
_ZONE_WORDS = {
    "essential": phrase("essential zone of TrP {number}, {share}; {commonness}"),
    "spillover": phrase("spillover of TrP {number}, {share}; {commonness}"),
    "reported": phrase("reported (disputed) for TrP {number}, {share}; {commonness}"),
}


def reasons(candidate: Candidate, muscle: Muscle, setting: Setting) -> tuple[str, ...]:
    """Return why `candidate` is in the list, the weightiest first: ``essential zone of TrP 2, all of it; often``."""
    points = {point.number: point for point in muscle.trigger_points}
    found = [_zone_reason(each, points.get(each.number), setting) for each in candidate.contributions[:_MOST_REASONS]]
    if candidate.own_place > 0:
        found.append(tr("the marked spot lies over the muscle itself"))
    if candidate.only_crosses:
        found.append(tr("from the {side} side: its zone crosses the midline", side=word(candidate.key.side)))
    return tuple(found)


def _zone_reason(contribution: Contribution, point: TriggerPoint | None, setting: Setting) -> str:
    share = word(setting.words.of(contribution.share))
    if contribution.kind == "own" or point is None:
        of_one = tr("your own zone of X {letter}, {share}", letter=named(contribution.number), share=share)
        return of_one if contribution.number != WHOLE else tr("your own zone, {share}", share=share)
    return tr(_ZONE_WORDS[contribution.kind], number=point.number, share=share, commonness=word(point.commonness))


def together(explanation: Explanation, knowledge: Knowledge, setting: Setting) -> str:
    """Return what the best few candidates explain together and what they leave: ``A and B together explain most of it. …``."""
    if not explanation.candidates:
        return tr("No muscle of the present records refers here.")
    names = [knowledge.muscle(key.muscle).name for key in explanation.candidates]
    share = setting.words.of(explanation.share)
    sentence = tr("{muscles} explains {share}.", "{muscles} together explain {share}.", n=len(names), muscles=listed(names), share=word(share))
    return sentence if share == "all of it" else sentence + " " + tr("The rest is cross-hatched.")


def sections(candidate: Candidate, muscle: Muscle) -> tuple[str, ...]:
    """Return the ids of the sections whose trigger points count, the weightiest first; empty where the muscle has none."""
    by_number = {point.number: point.section for point in muscle.trigger_points}
    found = (by_number.get(number) for number in candidate.numbers)
    return tuple(dict.fromkeys(section for section in found if section))


def aloud(candidate: Candidate, muscle: Muscle) -> str:
    """Return one plain sentence for the client about the point that explains most, or about the muscle that lies there itself."""
    points = {point.number: point for point in muscle.trigger_points}
    shipped = [points[each.number].client for each in candidate.contributions if each.kind != "own" and each.number in points]
    if shipped:
        return shipped[0]
    if candidate.contributions:
        return tr("Your {muscle} may be sending pain here: your therapist has met this before.", muscle=muscle.lay_name[:1].lower() + muscle.lay_name[1:])
    name = muscle.lay_name[:1].lower() + muscle.lay_name[1:]
    return tr("Your {muscle} lies right where it hurts, and may be sore itself.", muscle=name)
