"""What the client is told about one muscle, in plain words: the view on the therapist's screen and on the second one are drawn from it.

Made from what was written for clients and from nothing else: no note, name, finding, answer or reason can reach it. Knows no Qt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bodymap.report.dose import dose_of
from bodymap.report.handout import Figure, Maker, Wish
from bodymap.session.record import CandidateKey
from bodymap.tongue import phrase, tr

if TYPE_CHECKING:
    from bodymap.knowledge.care import CareItem
    from bodymap.knowledge.record import Muscle

STEPS = ":steps"
PAIN = ""
"""The page's id that tells where the pain may come from."""
KINDS = {
    "release": phrase("Loosen"),
    "stretch": phrase("Stretch"),
    "strengthening": phrase("Strengthen"),
}


@dataclass(frozen=True, slots=True)
class Page:
    """One thing to tell. `id` is a care item's, with `STEPS` behind it where it tells that item step by step, or `PAIN`."""

    id: str
    tab: str
    lead: str
    figure: Figure | None = None
    more: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    """What may be left out where there is no room for it."""
    steps: tuple[str, ...] = ()
    dose: str = ""
    feel: str = ""
    stop: str = ""
    cautions: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    """What to do in place of it today; then nothing else of the item is told, and not why."""


@dataclass(frozen=True, slots=True)
class Told:
    """One muscle on one side; `page` is the one that is open, `number` of `count` where it stands in the list."""

    key: CandidateKey
    title: str
    aloud: str
    pages: tuple[Page, ...]
    page: Page
    number: int = 0
    count: int = 0


def tell(maker: Maker, key: CandidateKey, *, aloud: str = "", item: str = PAIN, point: int | None = None, ticked: frozenset[str] = frozenset()) -> Told:
    """Return what is told of a muscle; `item` is the page that is open, `aloud` the sentence of the list where it stands there."""
    muscle = maker.knowledge.muscle(key.muscle)
    offered = {each.id: each for each in maker.offered(key)}
    chosen = [offered[each] for each in maker.suggested(Wish((key,), ticked=ticked)) if each in offered]
    wanted = offered.get(item.removesuffix(STEPS))
    if wanted is not None:
        chosen = [wanted if each.kind == wanted.kind else each for each in chosen]
    sentence = _of_point(muscle, point) or aloud or _of_point(muscle, muscle.trigger_points[0].number)
    pages = (_pain(muscle, key, point, sentence), *(page for each in chosen for page in _care(maker, each, key, ticked)))
    page = next((each for each in pages if each.id == item), pages[0])
    name = muscle.lay_name[:1].upper() + muscle.lay_name[1:]
    return Told(key, tr("{muscle}, {side}", muscle=name, side=tr(str(key.side))), sentence, pages, page)


def _of_point(muscle: Muscle, number: int | None) -> str:
    return next((each.client for each in muscle.trigger_points if each.number == number), "")


def _pain(muscle: Muscle, key: CandidateKey, point: int | None, sentence: str) -> Page:
    words = tr("Where {muscle} lies, and where its pain is often felt.", muscle=muscle.lay_name)
    return Page(PAIN, tr("The pain"), sentence, Figure("referral", key, number=point, words=words), extra=(muscle.client.summary, muscle.client.where_it_hurts))


def _care(maker: Maker, item: CareItem, key: CandidateKey, ticked: frozenset[str]) -> Iterator[Page]:
    """Yield what the item is for and when to stop, then how it is done; where today forbids it, only what to do instead."""
    tab = tr(KINDS[item.kind])
    avoided = item.avoided(ticked)
    if avoided:
        yield Page(item.id, tab, tr("Not for you today. Instead:"), instead=tuple(dict.fromkeys(rule.instead for rule in avoided)))
        return
    muscle = maker.knowledge.muscle(key.muscle)
    figure = maker.small_figure(item, key)
    adapted = tuple(dict.fromkeys(rule.instead for rule in item.adapted(ticked)))
    cautions = tuple(each.client for each in muscle.cautions if each.client) if item.placement else ()
    yield Page(
        item.id, tab, item.client or "", figure, more=adapted, dose=dose_of(item, dict(maker.own.doses)), feel=item.feel or "", stop=item.stop or "", cautions=cautions
    )
    if item.client_steps:
        yield Page(f"{item.id}{STEPS}", tr("Step by step"), "", figure, more=adapted, steps=item.client_steps, stop=item.stop or "")


def texts(told: Told) -> Iterator[str]:
    """Yield every text of `told`, for whoever checks that nothing private is among them."""
    yield from (told.title, told.aloud)
    for page in told.pages:
        yield from (page.tab, page.lead, page.dose, page.feel, page.stop)
        yield from (*page.more, *page.extra, *page.steps, *page.cautions, *page.instead)
