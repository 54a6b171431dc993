"""State → what is laid over the plates: attachments, nerves, fascia, and the skin of roots and nerves. Makes each shape once.

Switched on as a whole in the layers' box; or for one thing: the attachments of the muscle whose anatomy is read, the nerve that was looked for,
the roots of a look-alike that is open.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from typing import Any

from bodymap.ids import base_of
from bodymap.matching.recent import Recent
from bodymap.session.record import CandidateKey
from bodymap.tongue import phrase, tr
from bodymap.ui.answer import Answers
from bodymap.ui.drawing.art import path_of, polygon_path
from bodymap.ui.drawing.laid import LaidArt, LaidKind, band
from bodymap.ui.drawing.sheet import PLATES
from bodymap.ui.state import State

_END_NAMES: dict[str, str] = {"origin": phrase("origin"), "insertion": phrase("insertion"), "attachment": phrase("attachment")}
_ENDS: tuple[LaidKind, ...] = ("origin", "insertion")


_KEPT = 400
"""So many groups of shapes are kept, the last ones: a plate has six, an open look-alike or nerve a few more."""


class Laying:
    """Makes what is laid over the plates from one set of answers, and keeps what was made."""

    def __init__(self, answers: Answers, like: Laying | None = None) -> None:
        """Where the answers differ from those of `like` in the therapist's own only, what it made is kept: of that, nothing is laid."""
        self._answers = answers
        self.made: Recent = like.made if like is not None else Recent(_KEPT)

    def arts(self, state: State, plates: Sequence[str] = PLATES) -> tuple[LaidArt, ...]:
        """Return what `state` lays over some plates."""
        view = state.view
        found: list[LaidArt] = []
        for plate in plates:
            if "fascia" in view.laid:
                found += self._of(plate, "fascia")
            if "nerves" in view.laid:
                found += self._of(plate, "nerve")
            elif view.looked_at is not None:
                found += [art for art in self._of(plate, "nerve") if base_of(art.id) == view.looked_at]
            found += self._attachments(plate, state)
        found += self._bands(state, tuple(plates))
        return tuple(found)

    def ahead(self, plates: Sequence[str] = PLATES) -> Iterator[None]:
        """Make, a little at a time, all that can be switched on."""
        knowledge = self._answers.knowledge
        roots = [each.root for each in knowledge.dermatomes.dermatomes] if knowledge.dermatomes else []
        nerves = [each.id for each in knowledge.nerve_areas.areas] if knowledge.nerve_areas else []
        for plate in plates:
            self._of(plate, "nerve")
            yield
        for what, names in (("roots", roots), ("skin-nerves", nerves)):
            for plate in plates:
                for name in names:
                    self._answers.bands(what, frozenset({name}), plate)
                    yield
                self._named(what, None, (plate,))
                yield

    def _attachments(self, plate: str, state: State) -> Iterator[LaidArt]:
        key = state.active
        is_read = view_reads_anatomy(state) and key is not None
        if "attachments" in state.view.laid:
            yield from self._of(plate, "attachment")
        elif is_read and key is not None:
            yield from self._once(("of", plate, key), lambda: tuple(self._of_muscle(plate, key)))

    def _of_muscle(self, plate: str, key: CandidateKey) -> Iterator[LaidArt]:
        """The attachments of one muscle on its own side."""
        bases = {base_of(each) for each in self._answers.structures(key)}
        names = bases | {base.partition("--")[0] for base in bases}
        for art, muscles in self._drawn(plate, "attachment"):
            if names & muscles and art.id.endswith(f".{key.side}"):
                yield art

    def _of(self, plate: str, kind: str) -> tuple[LaidArt, ...]:
        return tuple(art for art, _ in self._drawn(plate, kind))

    def _drawn(self, plate: str, kind: str) -> tuple[tuple[LaidArt, frozenset[str]], ...]:
        """The shapes of one kind on a plate, each with the muscles that it belongs to; all kinds are made of one reading of the file."""
        every = self.made.get(("drawn", plate), lambda: self._read(plate))
        return every.get(kind, ())

    def _read(self, plate: str) -> dict[str, tuple[tuple[LaidArt, frozenset[str]], ...]]:
        overlay = self._answers.overlay(plate)
        found: dict[str, list[tuple[LaidArt, frozenset[str]]]] = {}
        for each in overlay.drawn if overlay else ():
            art = LaidArt(_kind(each), plate, path_of(each.outline, closed=True), each.behind, id=each.id, name=self._name(each))
            found.setdefault(each.kind, []).append((art, frozenset((each.group or "").split())))
        return {kind: tuple(arts) for kind, arts in found.items()}

    def _name(self, drawn: Any) -> str:
        """What is said of it: a nerve's or sheet's name; an attachment's muscles, and which end of them it is."""
        kind = _kind(drawn)
        if kind in ("nerve", "fascia"):
            return self._answers.called(drawn.id)
        muscles = (self._answers.called(muscle) for muscle in (drawn.group or "").split())
        names = ", ".join(dict.fromkeys(muscles))
        return f"{names[:1].upper()}{names[1:]}: {tr(_END_NAMES[kind])}"

    def _bands(self, state: State, plates: tuple[str, ...]) -> Iterator[LaidArt]:
        view = state.view
        if "roots" in view.laid:
            yield from self._named("roots", None, plates)
        elif view.condition is not None:
            found = self._answers.knowledge.conditions.get(view.condition)
            if found is not None and found.roots:
                yield from self._named("roots", frozenset(found.roots), plates)
        if "skin-nerves" in view.laid:
            yield from self._named("skin-nerves", None, plates)
        elif view.looked_at is not None:
            yield from self._named("skin-nerves", frozenset({view.looked_at}), plates)

    def _named(self, what: str, names: frozenset[str] | None, plates: tuple[str, ...]) -> tuple[LaidArt, ...]:
        return tuple(art for plate in plates for art in self._once((what, names, plate), partial(self._named_on, what, names, plate)))

    def _named_on(self, what: str, names: frozenset[str] | None, plate: str) -> tuple[LaidArt, ...]:
        bands = self._answers.bands(what, names, plate)
        order = list(dict.fromkeys(name for name, _ in bands))
        arts = (band(name, plate, polygon_path(shape), _short(name), is_even=order.index(name) % 2 == 0) for name, shape in bands)
        return tuple(art for art in arts if not art.path.isEmpty())

    def _once(self, name: Hashable, make: Callable[[], tuple[LaidArt, ...]]) -> tuple[LaidArt, ...]:
        return self.made.get(name, make)


def view_reads_anatomy(state: State) -> bool:
    """Whether the card's page on anatomy is open for the muscle that is drawn."""
    return state.view.tab == "anatomy" and state.view.shown is None and state.view.condition is None


def _kind(drawn: Any) -> LaidKind:
    if drawn.kind in ("nerve", "fascia"):
        kind: LaidKind = drawn.kind
        return kind
    return next((end for end in _ENDS if f"--{end}-" in drawn.id), "attachment")


def _short(name: str) -> str:
    """Return what of a name is written in a band.

    >>> _short("Radial nerve, skin of arm and forearm"), _short("Mandibular nerve (V3)"), _short("L5")
    ('Radial nerve', 'Mandibular nerve', 'L5')
    """
    return name.partition(",")[0].partition(" (")[0]
