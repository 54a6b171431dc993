"""What the therapist is making now: which muscles, items and parts, which own words. Frozen; every gesture gives a new one. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from bodymap.report.handout import PRIVATE, Block, Maker, Wish
from bodymap.report.template import Template
from bodymap.report.wording import DOSE, lines_of, text_of
from bodymap.session.record import CandidateKey, PointKey, Session


@dataclass(frozen=True)
class Draft:
    """One handout in the making. `items` None means what is suggested."""

    session: Session
    offered: tuple[CandidateKey, ...]
    """The muscles that may be chosen, the one on the screen first."""
    muscles: tuple[CandidateKey, ...]
    template: Template = field(default_factory=Template)
    items: tuple[str, ...] | None = None
    without: frozenset[str] = frozenset()
    note: str = ""
    edits: tuple[tuple[str, str], ...] = ()
    earlier: date | None = None
    """The day of the pain that is drawn as a ghost, where it is another one than today."""

    def wish(self, day: date | None = None) -> Wish:
        """Return what is wanted on the page."""
        session = self.session
        number = session.chosen_point
        points = (PointKey(session.chosen.muscle, session.chosen.side, number),) if session.chosen and number is not None else ()
        return Wish(
            muscles=self.muscles,
            items=self.items,
            without=self.without,
            ticked=session.ticked,
            raised=session.raised,
            note=self.note,
            edits=self.edits,
            day=day,
            earlier=self.earlier,
            points=points,
        )

    def chosen_items(self, maker: Maker) -> tuple[str, ...]:
        """Return the care items that are on: the chosen ones, else what is suggested."""
        return maker.suggested(self.wish()) if self.items is None else self.items


def begin(session: Session, active: CandidateKey | None, others: Iterable[CandidateKey], template: Template) -> Draft:
    """Return a draft for the muscle on the screen; muscles with an active finding are on as well, `others` can be added."""
    found = [point.candidate for point, finding in session.findings if finding == "active"]
    wanted = tuple(dict.fromkeys([*([active] if active else []), *found]))
    offered = tuple(dict.fromkeys([*wanted, *others]))
    return Draft(session, offered, wanted, template, without=frozenset(template.leave_out) | PRIVATE, note=template.note)


def carry_on(old: Draft, fresh: Draft) -> Draft:
    """Return `old` for the session of `fresh`: what was chosen and written stays, a muscle that is new on the screen comes first."""
    offered = tuple(dict.fromkeys((*fresh.muscles, *old.muscles, *fresh.offered)))
    new = [key for key in fresh.muscles if key not in old.offered]
    if not new:
        return replace(old, session=fresh.session, offered=offered, template=_printed(old.template, fresh.template))
    return replace(
        old, session=fresh.session, offered=offered, muscles=(*new, *old.muscles), items=None, template=_printed(old.template, fresh.template)
    )


def _printed(old: Template, fresh: Template) -> Template:
    """The template of a draft with the clinic, logo and paper as they are set now."""
    return old.model_copy(update={"clinic": fresh.clinic, "logo": fresh.logo, "paper": fresh.paper})


def switch_muscle(draft: Draft, key: CandidateKey, *, on: bool) -> Draft:
    """Put a muscle on the page or take it off; what is suggested is found anew, in the order in which they are offered."""
    wanted = {*draft.muscles, key} if on else {*draft.muscles} - {key}
    return replace(draft, muscles=tuple(each for each in draft.offered if each in wanted), items=None)


def switch_item(draft: Draft, item: str, maker: Maker, *, on: bool) -> Draft:
    """Put a care item on the page or take it off; the order is that of the records."""
    wanted = {*draft.chosen_items(maker), item} if on else {*draft.chosen_items(maker)} - {item}
    every = dict.fromkeys(each.id for key in draft.muscles for each in maker.offered(key))
    return replace(draft, items=tuple(each for each in every if each in wanted))


def switch_part(draft: Draft, part: str, *, on: bool) -> Draft:
    """Put a part on the page or leave it out."""
    return replace(draft, without=draft.without - {part} if on else draft.without | {part})


def edit_block(draft: Draft, block: Block, text: str) -> Draft:
    """Say a block in own words, for this handout only; its shipped words take the edit back."""
    others = tuple(pair for pair in draft.edits if pair[0] != block.id)
    is_same = lines_of(text) == block.lines
    return replace(draft, edits=others if is_same else (*others, (block.id, text)))


def dose_of(draft: Draft, block: Block) -> str:
    """Return the dose that a block has on this handout."""
    text = dict(draft.edits).get(block.id, text_of(block.lines))
    return next((line.text for line in lines_of(text) if line.label == DOSE), "")
