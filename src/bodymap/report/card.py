"""A muscle's card as plain text, in the therapist's or in the client's wording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bodymap.knowledge.claim import Claim
from bodymap.knowledge.library import Knowledge
from bodymap.knowledge.record import Muscle


def therapist_lines(muscle: Muscle, knowledge: Knowledge) -> Iterator[str]:
    """Yield the therapist's card, section by section."""
    yield f"{muscle.name} ({muscle.latin}), {muscle.layer}"
    innervation = muscle.anatomy.innervation
    yield f"{innervation.nerve}, {', '.join(innervation.roots)}"
    yield from _section("Anatomy", (f"Origin: {muscle.anatomy.origin.text}", f"Insertion: {muscle.anatomy.insertion.text}"))
    yield from _claims("Does", muscle.anatomy.actions)
    for point in muscle.trigger_points:
        zones = (f"{zone.kind}: {zone.words}" for zone in point.zones)
        find = (f"Find it: {point.palpation.position} {point.palpation.route} {point.palpation.direction}",)
        yield from _section(f"{point.label} ({point.commonness}, confidence {point.confidence})", (*zones, *find))
    yield from _claims("The client says", muscle.symptoms)
    yield from _claims("Keeps it going", muscle.perpetuating_factors)
    yield from _section("Looks like it", (f"{each.name}: {each.tells_apart}" for each in muscle.look_alikes))
    yield from _section("Assessment", (f"{test.name}: {' '.join(test.how)} Suggests: {test.suggests}" for test in muscle.tests))
    yield from _section("Care", _care(muscle, knowledge))
    yield from _section("Cautions", (f"{each.name}: {each.text}" for each in muscle.cautions))
    yield from _section("Notes", (f"{note.title} ({note.status}): {note.text}" for note in muscle.notes))
    yield from _section("Questions", (f"{each.question} {each.answer}" for each in muscle.questions))
    yield from _section("Sources", (knowledge.sources[key].title for key in muscle.sources if key in knowledge.sources))


def client_lines(muscle: Muscle, knowledge: Knowledge) -> Iterator[str]:
    """Yield the client's card: plain words only."""
    yield muscle.lay_name
    yield from _section("What it is", (muscle.client.summary,))
    yield from _section("Where it may hurt", (muscle.client.where_it_hurts, *(point.client for point in muscle.trigger_points)))
    yield from _section("What may help", (muscle.client.what_helps,))
    for care_id in (*muscle.care.self_care, *muscle.care.stretches, *muscle.care.strengthening):
        item = knowledge.care.get(care_id)
        if item and item.client:
            yield from _section(item.name, (item.client, *item.client_steps, item.dose or "", item.stop or ""))
    yield from _section("Good to know", (note.client for note in muscle.notes if note.client))


def _care(muscle: Muscle, knowledge: Knowledge) -> Iterator[str]:
    care = muscle.care
    for care_id in (*care.techniques, *care.self_care, *care.stretches, *care.strengthening):
        item = knowledge.care.get(care_id)
        if item:
            avoid = ", ".join(knowledge.precautions[each.precaution].short for each in item.avoid_if if each.precaution in knowledge.precautions)
            yield f"{item.name} ({item.kind}): {item.summary}" + (f" Not with: {avoid}." if avoid else "")


def _claims(title: str, claims: Iterable[Claim]) -> Iterator[str]:
    return _section(title, (claim.text for claim in claims))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    kept = [line for line in lines if line]
    if kept:
        yield ""
        yield title
        yield from (f"  {line}" for line in kept)
