"""Search by Latin, English, abbreviation, lay word or complaint, forgiving typing errors.

Spelling distance is rapidfuzz's; what is ours is which words lead where. Must not know plates; places stay text.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from bodymap.knowledge.library import Knowledge
from bodymap.knowledge.record import Muscle

HitKind = Literal["muscle", "complaint", "condition", "place", "structure"]

_EXACT, _PREFIX, _WORDS, _FUZZY_FLOOR, _STEP_AWAY = 100.0, 92.0, 86.0, 72.0, 10.0
_WITHIN = 64.0
"""A name inside a longer sentence: surer than a note, less sure than a whole phrase that is nearly alike."""
_PASSAGE = 58.0
_SAME_WORD = 75.0
_FAINT = frozenset(["a", "ache", "and", "at", "by", "can", "cant", "do", "from", "hurts", "hurt", "i", "in", "is", "it", "me", "my", "of", "on", "or", "pain", "side", "sore", "the", "to", "when", "with"])
"""Words that say little: two phrases that share only these are not alike."""
"""A word inside a note counts less than any name, however loosely the name fits."""
_SHORT = 3
"""Terms of so few letters are abbreviations: a typing error in one makes it another, so they are never matched loosely."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer. `why` tells which word matched; `muscles`, `conditions` and `places` are where a complaint leads."""

    kind: HitKind
    id: str
    title: str
    why: str
    score: float
    muscles: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Term:
    text: str
    hit: Hit


class SearchIndex:
    """All words that lead somewhere, folded once."""

    def __init__(
        self, knowledge: Knowledge, structures: Mapping[str, tuple[str, ...]], landmarks: Mapping[str, str]
    ) -> None:
        """Index `knowledge`, the atlas' `structures` (base id → its names) and the `landmarks` (id → name)."""
        self._knowledge = knowledge
        self._passages: list[tuple[Hit, ...]] = []
        """Where each longer text leads, which is found by the words in it."""
        self._said: dict[str, array[int]] = {}
        """For each word the passages in which it stands."""
        for text, hits in _passages(knowledge):
            for word in set(fold(text).split()):
                self._said.setdefault(word, array("I")).append(len(self._passages))
            self._passages.append(hits)
        self._terms = tuple(
            _Term(fold(word), hit)
            for word, hit in (*_knowledge_words(knowledge), *_structure_words(knowledge, structures), *_place_words(landmarks))
        )

    def find(self, words: str, *, limit: int = 12) -> tuple[Hit, ...]:
        """Return at most `limit` hits, best first; ties by kind and title. Empty for blank words or where nothing is near."""
        query = fold(words)
        if not query:
            return ()
        best: dict[tuple[str, str], Hit] = {}
        for term in self._terms:
            score = likeness(query, term.text)
            if score > 0:
                _keep(best, _scored(term.hit, score))
        for number in sorted(set.intersection(*(set(self._said.get(word, ())) for word in query.split()))):
            for hit in self._passages[number]:
                _keep(best, _scored(hit, _PASSAGE))
        for hit in tuple(best.values()):
            for follower in self._led_to(hit):
                _keep(best, follower)
        order: list[HitKind] = ["muscle", "complaint", "condition", "place", "structure"]
        ranked = sorted(best.values(), key=lambda hit: (-hit.score, order.index(hit.kind), hit.title))
        return tuple(ranked[:limit])

    def _led_to(self, hit: Hit) -> Iterator[Hit]:
        """The muscles and conditions that a complaint leads to, a little below it, in the order of the record."""
        if hit.kind not in ("complaint", "condition"):
            return
        for index, muscle_id in enumerate(hit.muscles):
            muscle = self._knowledge.muscles.get(muscle_id)
            if muscle:
                yield Hit("muscle", muscle_id, muscle.name, f"may go with “{hit.title}”", hit.score - _STEP_AWAY - index / 10)
        for index, condition_id in enumerate(hit.conditions):
            condition = self._knowledge.conditions.get(condition_id)
            if condition:
                score = hit.score - _STEP_AWAY - 1 - index / 10
                yield Hit("condition", condition_id, condition.name, f"to tell apart from “{hit.title}”", score)


def fold(text: str) -> str:
    """Return `text` in lower case without accents and punctuation, single-spaced.

    >>> fold("Runner’s  Knee / M. glutæus-médius")
    'runners knee m glutaeus medius'
    """
    plain = unicodedata.normalize("NFKD", text.lower().replace("æ", "ae").replace("œ", "oe"))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign)).replace("’", "").replace("'", "")
    return " ".join(re.sub(r"[^a-z0-9]+", " ", letters).split())


def likeness(query: str, term: str) -> float:
    """Return how well a folded `query` meets a folded `term`: 100 the same, 0 not at all.

    >>> likeness("glut med", "gluteus medius") > likeness("glut med", "gluteus minimus")
    True
    >>> likeness("hedache", "headache") > 0, likeness("ql", "qf")
    (True, 0.0)
    """
    if query == term:
        return _EXACT
    length_gap = min(5.0, abs(len(term) - len(query)) / 5)
    if term.startswith(query):
        return _PREFIX - length_gap
    if _all_begin(query.split(), term.split()):
        return _WORDS - length_gap
    if _is_said_within(term.split(), query.split()):
        return _WITHIN + len(term) / len(query)
    return _loose_likeness(query, term)


def _loose_likeness(query: str, term: str) -> float:
    """The likeness of two texts of which neither holds the other: by spelling, where they share a telling word at all."""
    if min(len(query), len(term)) <= _SHORT or not _share_a_word(query.split(), term.split()):
        return 0.0
    score = max(fuzz.ratio(query, term), fuzz.token_sort_ratio(query, term))
    return score * 0.85 if score >= _FUZZY_FLOOR else 0.0


def _all_begin(queries: list[str], words: list[str]) -> bool:
    return all(any(word.startswith(query) for word in words) for query in queries)


def _share_a_word(queries: list[str], words: list[str]) -> bool:
    """Whether one telling word stands in both, a typing error forgiven: not every pain “of the side” is the same."""
    telling = [word for word in words if word not in _FAINT]
    return any(fuzz.ratio(query, word) >= _SAME_WORD for query in queries if query not in _FAINT for word in telling)


def _is_said_within(words: list[str], queries: list[str]) -> bool:
    """Whether a longer query holds all the term's words, at least one of them no mere particle."""
    return len(queries) > len(words) and any(len(word) > _SHORT for word in words) and set(words) <= set(queries)


def _scored(hit: Hit, score: float) -> Hit:
    return Hit(hit.kind, hit.id, hit.title, hit.why, score, hit.muscles, hit.conditions, hit.places)


def _keep(best: dict[tuple[str, str], Hit], hit: Hit) -> None:
    key = (hit.kind, hit.id)
    if key not in best or hit.score > best[key].score:
        best[key] = hit


def _knowledge_words(knowledge: Knowledge) -> Iterator[tuple[str, Hit]]:
    for muscle in knowledge.muscles.values():
        for kind, words in (
            ("", (muscle.name,)),
            ("Latin: ", (muscle.latin,)),
            ("also called ", (*muscle.synonyms, muscle.lay_name)),
            ("short for ", muscle.abbreviations),
        ):
            for word in words:
                why = f"{kind}{word}" if kind != "short for " else f"{word} is short for {muscle.name}"
                yield word, Hit("muscle", muscle.id, muscle.name, why if kind else "muscle", 0)
    for condition in knowledge.conditions.values():
        for word in (condition.name, *condition.synonyms):
            yield word, Hit("condition", condition.id, condition.name, "condition to tell apart", 0, condition.muscles)
    for entry in knowledge.lexicon.values():
        for word in entry.words:
            yield (
                word,
                Hit("complaint", entry.id, entry.words[0], entry.meaning, 0, entry.muscles, entry.conditions, entry.places),
            )


def _passages(knowledge: Knowledge) -> Iterator[tuple[str, tuple[Hit, ...]]]:
    """The texts of a muscle's card that are found by the words in them: notes, questions, tests, chain, care."""
    for muscle in knowledge.muscles.values():
        for where, text in _card_texts(muscle):
            yield text, (Hit("muscle", muscle.id, muscle.name, where, 0),)
    for item in knowledge.care.values():
        text = " ".join((item.name, item.tool or "", item.summary, *item.steps, item.client or "", *item.client_steps))
        named = (knowledge.muscles[each] for each in item.muscles if each in knowledge.muscles)
        yield text, tuple(Hit("muscle", muscle.id, muscle.name, f"care: {item.name}", 0) for muscle in named)


def _card_texts(muscle: Muscle) -> Iterator[tuple[str, str]]:
    for note in muscle.notes:
        yield f"note: {note.title}", f"{note.title} {note.text} {note.client or ''}"
    for asked in muscle.questions:
        yield f"question: {asked.question}", f"{asked.question} {asked.answer} {asked.client or ''}"
    for test in muscle.tests:
        yield f"test: {test.name}", f"{test.name} {' '.join(test.how)} {test.suggests}"
    for relation in muscle.related:
        yield "related muscles", f"{relation.kind} {relation.muscle} {relation.note}"


def _structure_words(knowledge: Knowledge, structures: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, Hit]]:
    known = {structure for muscle in knowledge.muscles.values() for structure in muscle.structures}
    for base, names in structures.items():
        if base in known:
            continue
        for name in names:
            yield name, Hit("structure", base, names[0], "on the atlas, without a record yet", 0)


def _place_words(landmarks: Mapping[str, str]) -> Iterable[tuple[str, Hit]]:
    for landmark, name in landmarks.items():
        for word in (name, landmark.replace("-", " ")):
            yield word, Hit("place", landmark, name, "landmark", 0, places=(landmark,))
