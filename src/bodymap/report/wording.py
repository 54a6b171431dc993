"""Text for paper: what a person typed made fit to print, and the lines of a block as text that can be edited and read back.

A block's lines are plain sentences, numbered steps and labelled sentences. As text, a step is ``1. …``, a labelled one ``How long: …``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
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
