"""`bodymap handout`: a handout without a window."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bodymap.atlas.figure import FIRST
from bodymap.errors import BodymapError, UnknownNameError
from bodymap.ids import Id, Side
from bodymap.knowledge.library import Knowledge
from bodymap.report import template as templates
from bodymap.report.handout import PARTS, PRIVATE, Maker, Wish
from bodymap.session import record
from bodymap.session.record import NEW_CLIENT, CandidateKey, PointKey
from bodymap.ui.handout.regions import regions_of


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
    figure: str = FIRST


def handout(order: Order) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Write the handout and return its files and sentences about what could not be shown.

    A muscle without a side is the left one. Raises `BodymapError` with one sentence for anything wrong, before the file is touched.
    """
    from bodymap.ui.handout import file as handout_file

    handout_file.check(order.out)
    template = templates.load()
    if order.paper is not None:
        template = template.model_copy(update={"paper": order.paper})
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from bodymap.ui.application import make_application
    from bodymap.ui.handout.paper import Paper
    from bodymap.ui.handout.picture import Artist
    from bodymap.ui.loader import load_answers, load_insets, load_plates
    from bodymap.ui.own.keeping import Keeper

    application = make_application()
    plates, _ = load_plates(order.figure)
    loaded = load_answers(order.figure)
    if loaded.answers is None:
        raise BodymapError("; ".join(loaded.problems) or "the records could not be read")
    own = Keeper().load()[0]
    answers = loaded.answers.owning(own)
    session = NEW_CLIENT
    for text in order.at:
        session = record.add_mark(session, answers.place_of(text))
    wish = _wish(order, answers.knowledge, template)
    made = Maker(answers.knowledge, template, own).make(wish, regions_of(answers, wish, session))
    paper = Paper(made, Artist(answers, {**plates, **load_insets(order.figure)}, session))
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
        without=frozenset((*template.leave_out, *order.without)) | PRIVATE,
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
