"""The regions whose red flags stand on a handout."""

from __future__ import annotations

from bodymap.anatomy.place import parse_step
from bodymap.knowledge.safety import SafetyRegion
from bodymap.report.handout import Wish
from bodymap.session import record
from bodymap.session.record import NEW_CLIENT, CandidateKey, Session
from bodymap.ui.answer import Answers


def regions_of(answers: Answers, wish: Wish, session: Session) -> tuple[SafetyRegion, ...]:
    """Return the regions whose red flags belong to a handout: where it was marked, and where the muscles' own pain is mostly felt."""
    wanted = {region.id for region in answers.safety_regions(session)}
    numbers = {point.candidate: point.number for point in wish.points}
    for key in wish.muscles:
        wanted |= {region.id for region in answers.safety_regions(_felt(answers, key, numbers.get(key)))}
    return tuple(region for region in answers.knowledge.safety_regions.values() if region.id in wanted)


def _felt(answers: Answers, key: CandidateKey, number: int | None) -> Session:
    """A session that marks where each stroke of a point's essential zones begins; without a number, of the muscle's first point."""
    session = NEW_CLIENT
    points = answers.knowledge.muscle(key.muscle).trigger_points
    point = next((each for each in points if each.number == number), points[0])
    for text in [stroke[0] for zone in point.zones if zone.kind == "essential" for stroke in zone.strokes]:
        session = record.add_mark(session, parse_step(text).place.on(key.side))
    return session
