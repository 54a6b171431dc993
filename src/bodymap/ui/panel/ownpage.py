"""What is the therapist's own on the card's pages, as rich text: always in a tinted box or with the word “yours”, never among the shipped sentences.

Pure: record in, HTML out. Nothing of it stands on the client's pages but a dose, which is simply how long.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from bodymap.own.record import Own, OwnPoint, named
from bodymap.tongue import tr
from bodymap.ui import markup
from bodymap.ui.markup import link

if TYPE_CHECKING:
    from bodymap.knowledge.care import CareItem
    from bodymap.ui.panel.page import Topic


def own_note(topic: Topic) -> str:
    """Return the therapist's note on the muscle with the way to change it, or only the way to write one."""
    if topic.for_client:
        return ""
    note = topic.own.note(topic.muscle.id)
    if not note:
        return _way("own:note", tr("Write a note of your own"))
    body = "<br/>".join(escape(line) for line in note.splitlines())
    return markup.own_box(tr("Your note") + "&nbsp;&nbsp; " + link("own:note", tr("Change")), body)


def own_points(topic: Topic) -> str:
    """Return the therapist's X's and zones of the muscle, or of the point that is chosen, and the way to add some."""
    if topic.for_client:
        return ""
    points = topic.own.points_of(topic.muscle.id, topic.side)
    rows = [_point(topic.own, each) for each in points if topic.point in (None, each.number)]
    zones = topic.own.zones_of(topic.muscle.id, topic.side)
    shipped = [zone.number for zone in zones if all(zone.number != each.number for each in points)]
    rows += [_zone(number) for number in shipped if topic.point in (None, number)]
    add = _way("own:x", tr("Put an X or draw a zone of your own"))
    return markup.own_box(tr("Yours"), "<br/>".join(rows)) + add if rows else add


def _point(own: Own, point: OwnPoint) -> str:
    parts = [
        link(f"point:{point.number}", f"◇ {named(point.number)}"),
        f"<b>{escape(point.name)}</b>" if point.name else tr("your own X"),
        "" if point.sides == "both" else tr("only on this side"),
        tr("with a zone of yours") if own.zone(point.muscle, point.number) else "",
    ]
    return " · ".join(part for part in parts if part)


def _zone(number: int) -> str:
    return tr("A zone of yours for X {number}", number=named(number)) if number else tr("A zone of yours for the whole muscle")


def own_dose(topic: Topic, item: CareItem) -> str:
    """Return the therapist's own dose with the way to change it, or only the way to set one; for the client nothing."""
    if topic.for_client or item.for_whom != "client":
        return ""
    dose = topic.own.dose(item.id)
    target = f"own:dose:{item.id}"
    if not dose:
        return _way(target, tr("Set a dose of your own"))
    label, way = escape(tr("Yours")), link(target, tr("Change"))
    return f'<p><span class="label">{label}&nbsp;&nbsp;</span><b>{escape(dose)}</b>&nbsp;&nbsp; {way}</p>'


def _way(target: str, text: str) -> str:
    return f'<p class="way">{link(target, text)}</p>'
