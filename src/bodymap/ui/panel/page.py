"""The card's pages as rich text: Find it, Look-alikes, Anatomy, Notes. Care has a module of its own.

Pure: record in, HTML out, in the therapist's or the client's words. The client's pages show only what was written for the client.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from bodymap.own.record import NOTHING, Own
from bodymap.tongue import phrase, tr
from bodymap.ui.markup import bullets, heading, labelled, link, paragraph, quiet, source, steps, subheading
from bodymap.ui.panel.ownpage import own_note, own_points
from bodymap.vocabulary import word

if TYPE_CHECKING:
    from bodymap.ids import Side
    from bodymap.knowledge.claim import Claim, Sourced
    from bodymap.knowledge.condition import Condition
    from bodymap.knowledge.library import Knowledge
    from bodymap.knowledge.record import Muscle, TriggerPoint
    from bodymap.ui.state import Wording

_SHORT_NAME, _MOST_SOURCES = 34, 2
_SETTLED = {"high": phrase("well settled"), "medium": phrase("fairly settled"), "low": phrase("uncertain")}
_STATUS = {"accepted": "", "disputed": phrase("disputed"), "hypothesis": phrase("a hypothesis"), "practice": phrase("one practitioner’s way of working")}
_ZONE_WORDS = {"essential": phrase("Refers to"), "spillover": phrase("Spills over to"), "reported": phrase("Reported by some")}


@dataclass(frozen=True, slots=True)
class Topic:
    """What a page is about: the record, the side, the point that was chosen, the words, and what today's client told."""

    muscle: Muscle
    side: Side
    knowledge: Knowledge
    wording: Wording = "therapist"
    point: int | None = None
    ticked: frozenset[str] = field(default_factory=frozenset)
    raised: tuple[str, ...] = ()
    look_alikes: tuple[Condition, ...] = ()
    reasons: tuple[str, ...] = ()
    """Why it is a candidate, in words, the weightiest first; empty for a muscle that was looked up."""
    aloud: str = ""
    """The same in one sentence for the client."""
    own: Own = NOTHING
    """What of the therapist's own belongs to the muscle and its care."""

    @property
    def for_client(self) -> bool:
        """Whether the page is read by the client."""
        return self.wording == "client"

    @property
    def points(self) -> tuple[TriggerPoint, ...]:
        """The chosen point alone, or all."""
        points = self.muscle.trigger_points
        return tuple(each for each in points if self.point in (None, each.number))


def sourced(topic: Topic, claim: Sourced) -> str:
    """Return the quiet line under a statement; nothing for the client.

    ``Simons & Travell 1999 · well settled``
    """
    return "" if topic.for_client else _sources(topic.knowledge, claim)


def _sources(knowledge: Knowledge, claim: Sourced) -> str:
    names = [_source_name(knowledge, key) for key in claim.sources[:_MOST_SOURCES]]
    if len(claim.sources) > _MOST_SOURCES:
        names.append(f"+{len(claim.sources) - _MOST_SOURCES}")
    parts = [", ".join(names), tr(_STATUS[claim.status]), tr(_SETTLED[claim.confidence])]
    return source(" · ".join(part for part in parts if part))


def _source_name(knowledge: Knowledge, key: str) -> str:
    found = knowledge.sources.get(key)
    if found is None:
        return key
    year = f" {found.year}" if found.year else ""
    return f"{_short_name(found.authors or '', found.title)}{year}"


def _short_name(authors: str, title: str) -> str:
    """The authors where they are few, the first of many, else the title as far as its colon or bracket."""
    if authors and len(authors) < _SHORT_NAME:
        return authors
    if "," in authors:
        return authors.split(",", maxsplit=1)[0] + " et al."
    return re.split(r"[:(]", title)[0].strip()


def said(topic: Topic, claim: Claim) -> str:
    """Return one claim with its source, or the client's words for it, or nothing where none were written for the client."""
    if topic.for_client:
        return paragraph(claim.client) if claim.client else ""
    return paragraph(claim.text) + sourced(topic, claim)


def section(title: str, parts: Iterable[str]) -> str:
    """Return a headed section, or nothing where all its parts are empty."""
    body = "".join(parts)
    return heading(title) + body if body else ""


def find_page(topic: Topic) -> str:
    """Return how the points are found and what each refers to; for the client, what the muscle is and where it is felt."""
    if topic.for_client:
        return _client_page(topic)
    several = len(topic.points) > 1
    points = "".join(_point(topic, each, brief=several) for each in topic.points)
    why, cautions = _why_here(topic), _cautions(topic)
    first, then = (points, why) if topic.point is not None else (why, points)
    return first + then + own_points(topic) + cautions + _tests(topic)


def _why_here(topic: Topic) -> str:
    """Every reason why it is a candidate, and the sentence to read aloud; a single point has its own sentence for the client."""
    if not topic.reasons:
        return ""
    aloud = labelled(tr("Read aloud"), topic.aloud) if topic.point is None else ""
    return labelled(tr("Here because"), "; ".join(topic.reasons)) + aloud


def _client_page(topic: Topic) -> str:
    client = topic.muscle.client
    chosen = "".join(paragraph(each.client) for each in topic.points) if topic.point else ""
    cautions = (each.client for each in topic.muscle.cautions if each.client)
    return (
        chosen
        + paragraph(client.summary)
        + section(tr("Where it hurts"), [paragraph(client.where_it_hurts)])
        + section(tr("What helps"), [paragraph(client.what_helps)])
        + section(tr("Take care"), [bullets(cautions)])
    )


def _point(topic: Topic, point: TriggerPoint, *, brief: bool) -> str:
    palpation = point.palpation
    grip = {"flat": tr("flat"), "pincer": tr("pincer grip"), "tool": tr("with a tool")}[palpation.grip]
    title = f"{link(f'point:{point.number}', f'✕ {point.number}')}&nbsp; <b>{escape(point.label)}</b>"
    head = f'<p>{title}&nbsp; <span class="label">{word(point.commonness)}</span></p>'
    way = labelled(tr("Way"), palpation.route)
    zones = "".join(
        labelled(tr(_ZONE_WORDS[zone.kind]), zone.words) + (sourced(topic, zone) if zone.status != "accepted" else "")
        for zone in point.zones
        if not brief or zone.kind == "essential"
    )
    if brief:
        return head + way + zones
    return (
        head
        + labelled(tr("Position"), palpation.position)
        + way
        + labelled(tr("Press"), f"{palpation.direction} ({grip})")
        + labelled(tr("Cover"), palpation.depth)
        + labelled(tr("To the client"), point.client)
        + zones
        + sourced(topic, point)
    )


def _cautions(topic: Topic) -> str:
    parts = (subheading(each.name) + paragraph(each.text) + sourced(topic, each) for each in topic.muscle.cautions)
    return section(tr("Keep off"), parts)


def _tests(topic: Topic) -> str:
    parts = (
        subheading(f"{each.name} ({word(each.kind)})")
        + steps(each.how)
        + labelled(tr("Suggests"), each.suggests)
        + labelled(tr("Re-test"), each.retest)
        + sourced(topic, each)
        for each in topic.muscle.tests
    )
    return section(tr("Assessment"), parts)


def look_alike_page(topic: Topic) -> str:
    """Return what else hurts there and what tells it apart; conditions felt at the marked spot first, then the record's own."""
    named = {each.condition for each in topic.muscle.look_alikes}
    here = [each for each in topic.look_alikes if each.id not in named]
    own = [topic.knowledge.conditions[each] for each in topic.muscle.conditions if each in topic.knowledge.conditions]
    others = list(dict.fromkeys((*own, *here)))
    if topic.for_client:
        known = (topic.knowledge.conditions.get(each or "") for each in (*(n for n in sorted(filter(None, named))),))
        texts = (subheading(each.name) + paragraph(each.client) for each in (*filter(None, known), *others))
        return section(tr("It may also be"), texts) or quiet(tr("Your therapist will tell you what else may hurt here."))
    rows = []
    for each in topic.muscle.look_alikes:
        kind = word(each.kind)
        name = link(f"muscle:{each.muscle}", each.name) if each.muscle else f"<b>{escape(each.name)}</b>"
        rows.append(f'<p>{name} <span class="label">&nbsp;{kind}</span></p>{paragraph(each.tells_apart)}{sourced(topic, each)}')
        condition = topic.knowledge.conditions.get(each.condition or "")
        if condition is not None:
            rows.append(_refer(topic, condition))
    return "".join(rows) + section(tr("Also felt here"), [condition_block(topic, each) for each in others])


def condition_block(topic: Topic, condition: Condition) -> str:
    """Return one condition: what it is, what differs, when to refer on."""
    if topic.for_client:
        return subheading(condition.name) + paragraph(condition.client)
    differs = "".join(paragraph(each.text) + sourced(topic, each) for each in condition.differs)
    return subheading(condition.name) + said(topic, condition.what) + differs + _refer(topic, condition)


def condition_page(condition: Condition, knowledge: Knowledge, wording: Wording) -> str:
    """Return a condition's own page: what it is, what differs, when to refer on, and the muscles that may go with it."""
    muscles = [knowledge.muscles[each] for each in condition.muscles if each in knowledge.muscles]
    links = ", ".join(link(f"muscle:{each.id}", each.lay_name if wording == "client" else each.name) for each in muscles)
    tail = heading(tr("Muscles that may go with it")) + f"<p>{links}</p>" if links else ""
    if wording == "client":
        return paragraph(condition.client) + labelled(tr("Who to see"), condition.see) + tail
    parts = [
        *(paragraph(each.text) + _sources(knowledge, each) for each in (condition.what,)),
        section(tr("What tells it apart"), [paragraph(each.text) + _sources(knowledge, each) for each in condition.differs]),
        section(tr("Refer on when"), [bullets(each.text for each in condition.refer_when), labelled(tr("See"), condition.see)]),
    ]
    return "".join(parts) + tail


def _refer(topic: Topic, condition: Condition) -> str:
    when = " ".join(each.text for each in condition.refer_when)
    return labelled(tr("Refer on"), tr("{when} See: {see}", when=when, see=condition.see)) if when and not topic.for_client else ""


def anatomy_page(topic: Topic) -> str:
    """Return origin, insertion, action, nerve, neighbours and the chain."""
    muscle, anatomy = topic.muscle, topic.muscle.anatomy
    if topic.for_client:
        words = [said(topic, anatomy.function), *(said(topic, each) for each in anatomy.actions)]
        return "".join(words) or paragraph(muscle.client.summary)
    nerve = anatomy.innervation
    parts = [
        section(tr("What it does"), [said(topic, anatomy.function)]),
        section(tr("From"), [said(topic, anatomy.origin)]),
        section(tr("To"), [said(topic, anatomy.insertion)]),
        section(tr("Action"), [said(topic, each) for each in anatomy.actions]),
        section(tr("Nerve"), [paragraph(f"{nerve.nerve} ({', '.join(nerve.roots)})"), sourced(topic, nerve)]),
        section(tr("Sections"), [paragraph(f"{each.name}{': ' + each.note if each.note else ''}") for each in muscle.sections]),
        section(tr("The chain"), [_relation(topic, index) for index in range(len(muscle.related))]),
        section(tr("Also called"), [quiet(", ".join((muscle.latin, *muscle.synonyms, *muscle.abbreviations)))]),
    ]
    return "".join(parts)


def _relation(topic: Topic, index: int) -> str:
    relation = topic.muscle.related[index]
    other = topic.knowledge.muscles.get(relation.muscle)
    name = link(f"muscle:{relation.muscle}", other.name) if other else escape(relation.muscle.replace("-", " "))
    kind = word(relation.kind)
    return f'<p><span class="label">{kind} →&nbsp;</span>{name}<br/>{escape(relation.note)}</p>{sourced(topic, relation)}'


def notes_page(topic: Topic) -> str:
    """Return symptoms, what keeps it alive, the therapist's notes, and questions with answers."""
    muscle = topic.muscle
    notes = "".join(
        subheading(each.title) + paragraph(each.text) + sourced(topic, each)
        if not topic.for_client
        else (subheading(each.title) + paragraph(each.client) if each.client else "")
        for each in muscle.notes
    )
    questions = "".join(
        subheading(each.question) + paragraph((each.client or each.answer) if topic.for_client else each.answer) + sourced(topic, each)
        for each in muscle.questions
    )
    return (
        own_note(topic)
        + section(tr("What clients say"), (said(topic, each) for each in muscle.symptoms))
        + section(tr("What keeps it going"), (said(topic, each) for each in muscle.perpetuating_factors))
        + section(tr("Notes"), [notes])
        + section(tr("Questions"), [questions])
    )
