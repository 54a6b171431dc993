"""`bodymap handout`: a handout without a window, and the regions whose red flags stand on one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bodymap.anatomy.place import parse_step
from bodymap.errors import BodymapError, UnknownNameError
from bodymap.ids import Id, Side
from bodymap.knowledge.library import Knowledge
from bodymap.knowledge.safety import SafetyRegion
from bodymap.report import template as templates
from bodymap.report.handout import PARTS, Maker, Wish
from bodymap.session import record
from bodymap.session.record import NEW_CLIENT, CandidateKey, PointKey, Session
from bodymap.ui.answer import Answers


@dataclass(frozen=True, slots=True)
class Order:
    """What the command line asked for."""

    out: Path
    muscles: Sequence[str]
    at: Sequence[str] = ()
    note: str = ""
    care: Sequence[str] = ()
    precautions: Sequence[str] = ()
    without: Sequence[str] = ()
    paper: str | None = None


def handout(order: Order) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Write the handout and return its files and sentences about what could not be shown.

    A muscle without a side is the left one. Raises `BodymapError` with one sentence for anything wrong, before the file is touched.
    """
    from bodymap.ui import handout_file

    handout_file.check(order.out)
    template = templates.load()
    if order.paper is not None:
        template = template.model_copy(update={"paper": order.paper})
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from bodymap.ui.application import make_application
    from bodymap.ui.handout_paper import Paper
    from bodymap.ui.handout_picture import Artist
    from bodymap.ui.loader import load_answers, load_plates

    application = make_application()
    plates, _ = load_plates()
    loaded = load_answers()
    if loaded.answers is None:
        raise BodymapError("; ".join(loaded.problems) or "the records could not be read")
    answers = loaded.answers
    session = NEW_CLIENT
    for text in order.at:
        session = record.add_mark(session, answers.place_of(text))
    wish = _wish(order, answers.knowledge, template)
    made = Maker(answers.knowledge, template).make(wish, regions_of(answers, wish, session))
    paper = Paper(made, Artist(answers, plates, session))
    files = handout_file.save(paper, order.out)
    del application
    return files, paper.problems


def _wish(order: Order, knowledge: Knowledge, template: templates.Template) -> Wish:
    for name in order.precautions:
        _check("precaution", name, knowledge.precautions)
    for name in order.care:
        _check("care item", name, knowledge.care)
    for name in order.without:
        _check("part", name, PARTS)
    chosen = [_chosen(text, knowledge) for text in order.muscles]
    return Wish(
        muscles=tuple(dict.fromkeys(key for key, _ in chosen)),
        points=tuple(PointKey(key.muscle, key.side, number) for key, number in chosen if number is not None),
        items=tuple(order.care) or None,
        without=frozenset((*template.leave_out, *order.without)),
        ticked=frozenset(order.precautions),
        note=order.note or template.note,
        day=date.today(),  # noqa: DTZ011 - the day on the therapist's own calendar
    )


def _chosen(text: str, knowledge: Knowledge) -> tuple[CandidateKey, int | None]:
    """Read ``trapezius.right:1``: a muscle, its side (the left one where none is said), and perhaps one of its trigger points."""
    name, _, number = text.partition(":")
    wanted = Id.parse(name)
    points = [str(point.number) for point in knowledge.muscle(wanted.base).trigger_points]
    if number:
        _check("trigger point", number, points)
    side = Side.RIGHT if wanted.side is Side.RIGHT else Side.LEFT
    return CandidateKey(wanted.base, side), int(number) if number else None


def _check(kind: str, name: str, valid: Iterable[str]) -> None:
    names = list(valid)
    if name not in names:
        raise UnknownNameError(kind, name, names)


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
