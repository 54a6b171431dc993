"""What stands on the page that a client takes home, as one frozen value: chosen muscles, pictures, plain words, care, when to see a doctor.

Knows records and sessions, neither Qt nor paper. Nothing on it names the client: only the therapist's own note could.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from bodymap.own.record import NOTHING, Own
from bodymap.report.dose import dose_of
from bodymap.report.wording import ADAPT, DOSE, FEEL, INSTEAD, NOT_TODAY, STOP, TOOL, Line, lines_of, printable, shared
from bodymap.session.record import CandidateKey, PointKey
from bodymap.tongue import phrase, tr
from bodymap.vocabulary import word

if TYPE_CHECKING:
    from bodymap.knowledge.care import CareItem, Unless
    from bodymap.knowledge.library import Knowledge
    from bodymap.knowledge.record import Muscle
    from bodymap.knowledge.safety import Level, SafetyRegion
    from bodymap.report.template import Paper, Template

Part = Literal["picture", "own", "words", "own-note", "release", "stretch", "strengthening", "habit", "care-pictures", "note", "sources"]
PARTS: dict[Part, str] = {
    "picture": phrase("Picture of the body"),
    "own": phrase("My own X’s and zones in it"),
    "words": phrase("Plain words"),
    "own-note": phrase("My own note on the muscle"),
    "release": phrase("Self-care: release"),
    "stretch": phrase("Stretches"),
    "strengthening": phrase("Exercises"),
    "habit": phrase("Habits"),
    "care-pictures": phrase("Pictures beside the exercises"),
    "note": phrase("My note"),
    "sources": phrase("Sources"),
}
"""What may be left out. When to see a doctor, today's precautions and the disclaimer always stand there."""
PRIVATE: frozenset[str] = frozenset({"own-note"})
"""Parts that are off on every new handout: what was written for oneself is handed out only where that is said."""

_MOST_ITEMS = 3
TITLE = phrase("To take home")
MONTHS = (
    *(phrase("January"), phrase("February"), phrase("March"), phrase("April")),
    *(phrase("May"), phrase("June"), phrase("July"), phrase("August")),
    *(phrase("September"), phrase("October"), phrase("November"), phrase("December")),
)


def _own_template() -> Template:
    from bodymap.report.template import Template  # noqa: PLC0415 - the window's first frame needs a handout's names, and nothing so heavy

    return Template()


@dataclass(frozen=True, slots=True)
class Wish:
    """What the therapist wants on this handout. `items` None means the first fitting one of each kind for each muscle."""

    muscles: tuple[CandidateKey, ...]
    items: tuple[str, ...] | None = None
    without: frozenset[str] = frozenset()
    ticked: frozenset[str] = frozenset()
    raised: tuple[str, ...] = ()
    note: str = ""
    edits: tuple[tuple[str, str], ...] = ()
    """Own words by block id, for this handout only."""
    day: date | None = None
    earlier: date | None = None
    """The day of the visit whose pain is drawn under that of today (`Artist.set_session`); None where it is today's, before treatment."""
    points: tuple[PointKey, ...] = ()
    """The trigger points whose own referral alone is drawn, at most one a muscle; a muscle without one shows all of its."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture to draw: the referral of a muscle, a ball and its way, or the muscles that a stretch pulls."""

    kind: Literal["referral", "ball", "lit"]
    key: CandidateKey
    item: str = ""
    muscles: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    """What a stretch pulls along."""
    number: int | None = None
    """The trigger point whose own referral alone is drawn."""
    own: bool = True
    """Whether the therapist's own X's and zones are drawn."""
    words: str = ""
    """What the picture shows, for whoever cannot see it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A titled piece of text that can be edited, with a small picture where there is one."""

    id: str
    title: str
    lines: tuple[Line, ...]
    figure: Figure | None = None
    care: str = ""
    """The care item that it comes from, whose dose the therapist may keep."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One muscle on one side."""

    key: CandidateKey
    title: str
    also: str
    """Its name as books give it."""
    figure: Figure | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Urgent:
    """Questions that, answered yes, mean: see a doctor, at once or today."""

    level: Level
    title: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Handout:
    """The page."""

    title: str
    clinic: str
    logo: str
    day: str
    paper: Paper
    first: tuple[Block, ...]
    """What comes before everything: the action of a red flag, the rules of today's precautions."""
    chapters: tuple[Chapter, ...]
    care: tuple[Block, ...]
    note: str
    urgent: tuple[Urgent, ...]
    disclaimer: tuple[str, ...]
    sources: tuple[str, ...]
    earlier: str = ""
    """The day of the earlier pain, for the legend."""
    language: str = "en"

    @property
    def for_all(self) -> tuple[Line, ...]:
        """What holds for everything to do at home, in the same words; said once, before all."""
        return shared([block.lines for block in self.care])[0]

    @property
    def cards(self) -> tuple[Block, ...]:
        """What to do at home, without what is said `for_all`."""
        return tuple(replace(block, lines=lines) for block, lines in zip(self.care, shared([block.lines for block in self.care])[1], strict=True))

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block, in the order of the page."""
        return (*self.first, *(block for chapter in self.chapters for block in chapter.blocks), *self.care)


@dataclass(frozen=True)
class Maker:
    """Makes handouts from one knowledge base and one template."""

    knowledge: Knowledge
    template: Template = field(default_factory=_own_template)
    own: Own = NOTHING

    def make(self, wish: Wish, regions: Sequence[SafetyRegion] = ()) -> Handout:
        """Return the handout that `wish` asks for; `regions` are those whose red flags are printed.

        Raises `UnknownNameError` for a muscle that is not known. A raised red flag leaves no care on the page.
        """
        edits = dict(wish.edits)
        care = () if wish.raised else tuple(self._care(wish))
        chapters = tuple(self._chapter(key, wish) for key in dict.fromkeys(wish.muscles))
        used = [self.knowledge.care[block.care] for block in care if block.care in self.knowledge.care]
        return Handout(
            title=tr(TITLE),
            clinic=printable(self.template.clinic),
            logo=self.template.logo,
            day=_day(wish.day) if wish.day else "",
            paper=self.template.paper,
            first=_edited(self._first(wish), edits),
            chapters=tuple(
                Chapter(each.key, each.title, each.also, each.figure, _edited(each.blocks, edits)) for each in chapters
            ),
            care=_edited(care, edits),
            note="" if "note" in wish.without else printable(wish.note),
            urgent=tuple(self._urgent(regions)),
            disclaimer=self._disclaimer(),
            sources=() if "sources" in wish.without else tuple(self._sources(chapters, used)),
            earlier=_day(wish.earlier) if wish.earlier else "",
        )

    def offered(self, key: CandidateKey) -> tuple[CareItem, ...]:
        """Return what the client can do at home for a muscle: release, stretches, strengthening, in the record's order."""
        care = self.knowledge.muscle(key.muscle).care
        found = (self.knowledge.care.get(each) for each in (*care.self_care, *care.stretches, *care.strengthening))
        return tuple(item for item in found if item is not None and item.for_whom == "client")

    def suggested(self, wish: Wish) -> tuple[str, ...]:
        """Return the first release, stretch and exercise of each muscle, as many as two pages hold.

        Those that nothing today forbids come first; one that is forbidden stands there only where there is no other, with its reason.
        """
        chosen: list[str] = []
        for kind in ("release", "stretch", "strengthening"):
            for key in wish.muscles:
                fitting = [item for item in self.offered(key) if item.kind == kind]
                free = [item for item in fitting if not item.avoided(wish.ticked)]
                chosen += [item.id for item in (free or fitting)[:1]]
        return tuple(dict.fromkeys(chosen))[: max(_MOST_ITEMS, len(wish.muscles))]

    def _first(self, wish: Wish) -> Iterator[Block]:
        for name in wish.raised:
            flag = self.knowledge.red_flags.get(name)
            if flag is not None:
                yield Block(f"red-flag:{name}", tr("First of all"), (Line("text", flag.client_action),))
        rules = [self.knowledge.precautions[each].client_rule for each in sorted(wish.ticked) if each in self.knowledge.precautions]
        if rules:
            yield Block("today", tr("For you, for now"), tuple(Line("text", rule) for rule in rules))

    def _chapter(self, key: CandidateKey, wish: Wish) -> Chapter:
        muscle = self.knowledge.muscle(key.muscle)
        number = next((point.number for point in wish.points if point.candidate == key), None)
        shows = tr("{muscle}, {side}: where it lies, its trigger points, and where its pain is often felt.", muscle=muscle.name, side=word(key.side))
        figure = None if "picture" in wish.without else Figure("referral", key, number=number, own="own" not in wish.without, words=shows)
        lay = muscle.lay_name[:1].upper() + muscle.lay_name[1:]
        blocks = () if "words" in wish.without else tuple(_words(muscle, key))
        blocks += () if "own-note" in wish.without else tuple(self._own_note(key))
        return Chapter(key, f"{lay}, {word(key.side)}", muscle.name, figure, blocks)

    def _own_note(self, key: CandidateKey) -> Iterator[Block]:
        note = printable(self.own.note(key.muscle))
        if note:
            yield Block(f"own-note:{key.muscle}.{key.side}", tr("From your therapist"), lines_of(note))

    def _care(self, wish: Wish) -> Iterator[Block]:
        wanted = self.suggested(wish) if wish.items is None else wish.items
        first_key = {item.id: key for key in reversed(wish.muscles) for item in self.offered(key)}
        for name in wanted:
            item = self.knowledge.care.get(name)
            if item is not None and item.kind not in wish.without and name in first_key:
                yield self._item(item, first_key[name], wish)

    def _item(self, item: CareItem, key: CandidateKey, wish: Wish) -> Block:
        avoided = item.avoided(wish.ticked)
        if avoided:
            lines = tuple(line for rule in avoided for line in _rule(NOT_TODAY, rule))
            return Block(f"care:{item.id}", item.name, lines, care=item.id)
        adapted = tuple(line for rule in item.adapted(wish.ticked) for line in _rule(ADAPT, rule))
        lines = (*adapted, *_item_lines(item, dose_of(item, {**self.template.doses, **dict(self.own.doses)})))
        figure = None if "care-pictures" in wish.without else self.small_figure(item, key)
        return Block(f"care:{item.id}", item.name, lines, figure, item.id)

    def small_figure(self, item: CareItem, key: CandidateKey) -> Figure | None:
        """Return the picture of one care item: where it is laid, or what it stretches; None where there is nothing to draw."""
        if item.placement is not None:
            return Figure("ball", key, item.id, words=tr("Where it goes: {item}.", item=item.name))
        stretched = item.stretches_primarily
        if stretched:
            names = [self.knowledge.muscles[each].lay_name for each in stretched if each in self.knowledge.muscles]
            return Figure("lit", key, item.id, stretched, item.stretches_secondarily, words=tr("What it stretches: {muscles}.", muscles=", ".join(names))) if names else None
        return None

    def _urgent(self, regions: Sequence[SafetyRegion]) -> Iterator[Urgent]:
        wanted = {region.id for region in regions}
        titles: tuple[tuple[Level, str], ...] = (
            ("emergency", tr("Call an ambulance or go to an emergency department at once")),
            ("today", tr("See a doctor today")),
        )
        for level, title in titles:
            flags = (flag for flag in self.knowledge.red_flags.values() if flag.level == level and wanted & set(flag.regions))
            questions = tuple(dict.fromkeys(flag.question for flag in flags))
            if questions:
                yield Urgent(level, title, questions)

    def _disclaimer(self) -> tuple[str, ...]:
        says = self.knowledge.disclaimer
        return (says.client.client or says.client.text, says.maps.client or says.maps.text, says.short) if says else ()

    def _sources(self, chapters: Sequence[Chapter], items: Sequence[CareItem]) -> Iterator[str]:
        """Where what stands on the page comes from: the zones that are drawn, and the care."""
        muscles = [self.knowledge.muscle(chapter.key.muscle) for chapter in chapters]
        keys = [key for muscle in muscles for point in muscle.trigger_points for zone in point.zones for key in zone.sources]
        keys += [key for item in items for key in item.sources]
        for key in dict.fromkeys(keys):
            source = self.knowledge.sources.get(key)
            if source is not None:
                yield f"{source.title} ({source.year})" if source.year else source.title


def _words(muscle: Muscle, key: CandidateKey) -> Iterator[Block]:
    name = f"words:{key.muscle}.{key.side}"
    yield Block(f"{name}:what", tr("What it is"), (Line("text", muscle.client.summary),))
    yield Block(f"{name}:where", tr("Where it may hurt"), (Line("text", muscle.client.where_it_hurts),))
    yield Block(f"{name}:helps", tr("What may help"), (Line("text", muscle.client.what_helps),))


def _item_lines(item: CareItem, dose: str) -> Iterator[Line]:
    yield Line("text", item.client or item.summary)
    if item.tool:
        yield Line("label", item.tool, TOOL)
    yield from (Line("step", step) for step in item.client_steps or item.steps)
    for label, text in ((DOSE, dose), (FEEL, item.feel), (STOP, item.stop)):
        if text:
            yield Line("label", _without_stop(text) if label == STOP else text, label)


def _without_stop(text: str) -> str:
    """The label says “Stop if” already."""
    return text.removeprefix("Stop if ")


def _rule(label: str, rule: Unless) -> Iterator[Line]:
    yield Line("label", rule.why, label)
    yield Line("label", rule.instead, INSTEAD)


def _edited(blocks: Iterator[Block] | Sequence[Block], edits: Mapping[str, str]) -> tuple[Block, ...]:
    """The blocks in the therapist's own words where there are such; an edit that leaves nothing takes its block off the page."""
    own = (
        Block(block.id, block.title, lines_of(edits[block.id]), block.figure, block.care) if block.id in edits else block
        for block in blocks
    )
    return tuple(block for block in own if block.lines)


def _day(day: date) -> str:
    return tr("{day} {month} {year}", day=day.day, month=tr(MONTHS[day.month - 1]), year=day.year)
