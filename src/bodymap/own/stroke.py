"""One stroke of an own zone as its steps in words: laid on, or, after the word `erase`, rubbed out of what the strokes before it laid on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from bodymap.anatomy.place import parse_step

Stroke = tuple[str, ...]
"""Steps with radii, as in the records: ``("thigh 0.5 110 r20", …)``; before them `ERASE` where the stroke rubs out."""
ERASE = "erase"
MOST_STEPS = 600


def erases(stroke: Sequence[str]) -> bool:
    """Whether a stroke rubs out."""
    return bool(stroke) and stroke[0] == ERASE


def steps(stroke: Sequence[str]) -> tuple[str, ...]:
    """Return where a stroke goes."""
    return tuple(stroke[1:] if erases(stroke) else stroke)


def rubbed(stroke: Stroke) -> Stroke:
    """Return the stroke that rubs out where `stroke` goes."""
    return (ERASE, *steps(stroke))


def is_done(stroke: Stroke, strokes: Sequence[Stroke]) -> bool:
    """Whether `stroke` changes nothing after `strokes`: it was laid on since the eraser was last there, or rubbed out since anything was laid on.

    >>> is_done(("thigh 0.5 90 r20",), [("thigh 0.5 90 r20",), ("erase", "thigh 0.5 90 r20")])
    False
    """
    return stroke in takewhile(lambda each: erases(each) == erases(stroke), reversed(strokes))


def pieces(stroke: Stroke) -> Iterator[Stroke]:
    """Give a stroke in pieces of at most `MOST_STEPS` steps, each from where the one before it ends and as broad."""
    head, rest = (ERASE,) if erases(stroke) else (), steps(stroke)
    while len(rest) > MOST_STEPS:
        piece, rest = rest[:MOST_STEPS], rest[MOST_STEPS - 1 :]
        yield (*head, *piece)
        radius = next(found for text in reversed(piece) if (found := parse_step(text).radius) is not None)
        rest = (str(replace(parse_step(rest[0]), radius=radius)), *rest[1:])
    yield (*head, *rest)
