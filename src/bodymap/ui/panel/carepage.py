"""The card's Care page as rich text: consent, techniques, self-care, stretches, exercises, under today's precautions.

A red flag answered yes puts its action first and hides all treatment and self-care.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bodymap.report.dose import dose_of
from bodymap.tongue import phrase, tr
from bodymap.ui import markup
from bodymap.ui.markup import bullets, heading, labelled, link, paragraph, quiet, steps, subheading
from bodymap.ui.panel.ownpage import own_dose
from bodymap.ui.panel.page import Topic, section, sourced

if TYPE_CHECKING:
    from bodymap.knowledge.care import CareItem, Unless
    from bodymap.knowledge.safety import ConsentScript

CLIENT_LEVELS = {"emergency": phrase("This comes first"), "today": phrase("See a doctor today"), "refer-on": phrase("Please have this looked at")}
"""For the client, without the condition's name: it would frighten before it helps."""
_HIDDEN = phrase("Treatment and self-care are hidden while a red flag is answered yes.")
_CLIENT_HIDDEN = phrase("Exercises wait until this has been looked at.")


def care_page(topic: Topic) -> str:
    """Return what may be done for the muscle, or only the action where a red flag was answered yes."""
    if topic.raised:
        return danger(topic) + quiet(tr(_CLIENT_HIDDEN if topic.for_client else _HIDDEN))
    care = topic.muscle.care
    parts = [today(topic)]
    if not topic.for_client:
        consent = topic.knowledge.consent.get(care.consent or "")
        parts += [_consent(topic, consent) if consent else "", _group(topic, tr("Techniques"), care.techniques)]
    parts += [
        _group(topic, tr("At home: release"), care.self_care),
        _group(topic, tr("At home: stretch"), care.stretches),
        _group(topic, tr("At home: strengthen"), care.strengthening),
    ]
    return "".join(parts) or quiet(tr("Nothing is written here yet."))


def danger(topic: Topic) -> str:
    """Return what to do because of the red flags that were answered yes."""
    boxes = []
    for name in topic.raised:
        flag = topic.knowledge.red_flags.get(name)
        if flag is not None:
            title, action = (tr(CLIENT_LEVELS[flag.level]), flag.client_action) if topic.for_client else (flag.name, flag.action)
            boxes.append(markup.box("danger", title, action))
    return "".join(boxes)


def today(topic: Topic) -> str:
    """Return the rules of the precautions that hold today."""
    found = [topic.knowledge.precautions[each] for each in sorted(topic.ticked) if each in topic.knowledge.precautions]
    return "".join(
        markup.box("alert", tr("Today: {what}", what=each.short), each.client_rule if topic.for_client else each.rule) for each in found
    )


def _consent(topic: Topic, script: ConsentScript) -> str:
    words = (script.what, script.why, script.where, script.clothing, script.stop, script.chaperone, script.still_ok)
    return (
        heading(tr("Ask first"))
        + quiet(tr("To be said aloud before working on: {area}", area=script.area))
        + bullets(words)
        + paragraph(script.limits)
        + sourced(topic, script)
    )


def _group(topic: Topic, title: str, ids: tuple[str, ...]) -> str:
    items = (topic.knowledge.care.get(each) for each in ids)
    wanted = (item for item in items if item and (not topic.for_client or item.for_whom == "client"))
    return section(title, [_item(topic, item) for item in wanted])


def _item(topic: Topic, item: CareItem) -> str:
    avoided = item.avoided(topic.ticked)
    if avoided:
        return subheading(item.name) + "".join(_instead("alert", tr("Not today"), each) for each in avoided)
    adapted = "".join(_instead("alert", tr("Adapt today"), each) for each in item.adapted(topic.ticked))
    if topic.for_client:
        body = paragraph(item.client or item.summary) + steps(item.client_steps or item.steps)
    else:
        body = paragraph(item.summary) + _labels((tr("Position"), item.position)) + steps(item.steps)
        body += _labels((tr("Tool"), item.tool), (tr("Through"), _through(item)))
    dose = dose_of(item, dict(topic.own.doses) if topic.for_client else {})
    body += _labels((tr("How long"), dose)) + own_dose(topic, item) + _labels((tr("It should feel"), item.feel), (tr("Stop if"), item.stop))
    if item.progression and not topic.for_client:
        body += bullets(f"{each.name}: {each.text}" for each in item.progression)
    return _title(topic, item) + adapted + body + _stretched(topic, item) + _unless(topic, item) + sourced(topic, item)


def _title(topic: Topic, item: CareItem) -> str:
    """The item's name; what can be drawn on the body is a link."""
    is_drawn = (item.placement or item.stretches_primarily) and not topic.for_client
    return f'<p class="subhead">{link(f"care:{item.id}", item.name)}</p>' if is_drawn else subheading(item.name)


def _labels(*pairs: tuple[str, str | None]) -> str:
    return "".join(labelled(label, text) for label, text in pairs if text)


def _through(item: CareItem) -> str | None:
    return {"clothing": tr("clothing"), "skin": tr("skin"), "either": tr("clothing or skin, as agreed"), None: None}[item.through]


def _instead(kind: str, title: str, rule: Unless) -> str:
    return markup.box(kind, f"{title}: {rule.why}", rule.instead)


def _stretched(topic: Topic, item: CareItem) -> str:
    if not item.stretches_primarily or topic.for_client:
        return ""
    names = ", ".join(_name(topic, each) for each in item.stretches_primarily)
    also = ", ".join(_name(topic, each) for each in item.stretches_secondarily)
    return labelled(tr("Stretches"), names + (tr("; also {names}", names=also) if also else ""))


def _name(topic: Topic, muscle_id: str) -> str:
    found = topic.knowledge.muscles.get(muscle_id)
    return found.name if found else muscle_id.replace("-", " ")


def _unless(topic: Topic, item: CareItem) -> str:
    """The precautions that would change this item, unasked as they may be: unasked is not no."""
    if topic.for_client:
        return ""
    rules = (*item.avoid_if, *item.adapt_if)
    names = [topic.knowledge.precautions[each.precaution].short for each in rules if each.precaution in topic.knowledge.precautions]
    return quiet(tr("Ask first: {names}", names=", ".join(dict.fromkeys(names)))) if names else ""
