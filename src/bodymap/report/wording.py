"""Text for paper: what a person typed made fit to print, and the lines of a block as text that can be edited and read back.

A block's lines are plain sentences, numbered steps and labelled sentences. As text, a step is ``1. …``, a labelled one ``How long: …``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bodymap.tongue import phrase, tr

DOSE, FEEL, STOP, TOOL = phrase("How long"), phrase("It should feel"), phrase("Stop if"), phrase("You need")
ADAPT, NOT_TODAY, INSTEAD = phrase("Adapt today"), phrase("Not for you today"), phrase("Instead")
LABELS = (TOOL, DOSE, FEEL, STOP, ADAPT, NOT_TODAY, INSTEAD)
_STEP = re.compile(r"\d{1,2}[.)]\s+(.*)")
_KEPT_CONTROLS = "\n\t"
_SAFE_FORMATS = "\u200c\u200d\ufe0f"
"""Joiners that scripts and emoji need; other invisible signs (direction overrides, byte order marks) are dropped."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence or more of a block; `label` only where `role` is label: one of `LABELS`, in English, shown through `tr`."""

    role: Literal["text", "step", "label"]
    text: str
    label: str = ""


def printable(text: str) -> str:
    r"""Return `text` as it can stand on paper: one form of each letter, line ends as ``\n``, nothing invisible, nothing broken.

    >>> printable("a\r\nb\x00c\u202ed")
    'a\nbcd'
    """
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n"))
    return "".join(_sign(sign) for sign in plain).strip("\n")


def _sign(sign: str) -> str:
    kind = unicodedata.category(sign)
    if sign in _KEPT_CONTROLS or sign in _SAFE_FORMATS:
        return sign
    if kind == "Cs":
        return "\ufffd"
    if kind in {"Cc", "Cf", "Cn"}:
        return ""
    return sign


def shared(texts: Sequence[Sequence[Line]]) -> tuple[tuple[Line, ...], tuple[tuple[Line, ...], ...]]:
    """Return the rules (how to adapt today, when to stop) that each of several texts says in the same words, and the texts without them.

    So they are said once, before all. One text alone shares nothing, and one that is not for today (`NOT_TODAY`) has no say.
    """
    pieces = [tuple(_pieces(lines)) for lines in texts]
    asked = [each for each in pieces if all(piece[0].label != NOT_TODAY for piece in each)]
    common = frozenset.intersection(*(frozenset(filter(_is_rule, each)) for each in asked)) if len(asked) > 1 else frozenset()
    said = tuple(line for piece in dict.fromkeys(asked[0]) if piece in common for line in piece) if common else ()
    return said, tuple(tuple(line for piece in each if piece not in common for line in piece) for each in pieces)


def _pieces(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """The lines one by one, but what begins with `ADAPT` with the line that says what to do instead."""
    left = list(lines)
    while left:
        count = 2 if [line.label for line in left[:2]] == [ADAPT, INSTEAD] else 1
        yield tuple(left[:count])
        del left[:count]


def _is_rule(piece: tuple[Line, ...]) -> bool:
    return piece[0].label in {ADAPT, STOP}


def text_of(lines: Iterable[Line]) -> str:
    """Return `lines` as text to edit; `lines_of` reads it back."""
    return "\n".join(_written(lines))


def _written(lines: Iterable[Line]) -> Iterator[str]:
    number = 0
    for line in lines:
        number = number + 1 if line.role == "step" else 0
        if line.role == "step":
            yield f"{number}. {line.text}"
        elif line.role == "label":
            yield f"{tr(line.label)}: {line.text}"
        else:
            yield line.text


def lines_of(text: str) -> tuple[Line, ...]:
    r"""Return the lines of an edited text; empty lines are dropped.

    >>> [line.role for line in lines_of("Rest.\n1. Lie down.\nHow long: a minute")]
    ['text', 'step', 'label']
    """
    return tuple(_line(line.strip()) for line in printable(text).split("\n") if line.strip())


def _line(text: str) -> Line:
    step = _STEP.fullmatch(text)
    if step:
        return Line("step", step[1])
    label, colon, rest = text.partition(":")
    known = next((each for each in LABELS if label in (tr(each), each)), "")
    if colon and known and rest.strip():
        return Line("label", rest.strip(), known)
    return Line("text", text)
