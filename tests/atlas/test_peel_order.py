"""The drawing order, by which the plates are peeled, against the stack: what is drawn over what is what lies nearer to the viewer."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from bodymap.anatomy import terminology
from bodymap.atlas import figure as figures
from bodymap.atlas import frame, library, lint
from bodymap.shipped import data_dir

TOUCHING_MM = 1
"""Surfaces so near to one another touch: the stack has whole millimetres."""
PLATES = (*lint.STORED, *lint.STORED_INSETS)


@cache
def excepted() -> tuple[tuple[str, str], ...]:
    """Pairs of patterns that are decided by hand (either way), or that interlock."""
    table = tomllib.loads((data_dir() / "anatomy/layers.toml").read_text(encoding="utf-8"))
    pairs = [(entry["id"], other) for entry in table["drawn_over"] for other in entry["over"]]
    pairs += [(one, other) for entry in table["dives"] for one in entry["ids"] for other in entry["under"]]
    pairs += [(one, other) for entry in table["interlocked"] for one in entry["ids"] for other in entry["with"]]
    return tuple(pairs)


@cache
def is_excepted(first: str, second: str) -> bool:
    """Whether the order of two structures is a listed exception."""
    return any(
        (fnmatchcase(first, one) and fnmatchcase(second, other)) or (fnmatchcase(second, one) and fnmatchcase(first, other)) for one, other in excepted()
    )


def overlaps(stem: str, figure: str) -> Iterator[tuple[str, str, bool]]:
    """Yield (nearer, farther, drawn so) of all that lie one over another at the stack's points, from the skin to the first bone."""
    with np.load(figures.stacks(figure) / f"{stem}.npz") as file:
        stack = {name: file[name] for name in ("names", "start", "structure", "depth")}
    plate = library.load(frame.named(stem), figure=figure)
    rank = {each.base: each.rank for each in plate.drawn if not each.behind and not each.default_off and not each.id.endswith(".right")}
    names = [str(name) for name in stack["names"]]
    ranks = [rank.get(name, -1) for name in names]
    kinds = terminology.load()
    bones = {index for index, name in enumerate(names) if kinds.get(name).kind == "bone"}
    for first, last in pairwise(stack["start"].tolist()):
        depths: dict[int, int] = {}
        for index, depth in zip(stack["structure"][first:last].tolist(), stack["depth"][first:last].tolist(), strict=True):
            if ranks[index] >= 0:
                depths.setdefault(index, depth)
                if index in bones:
                    break
        for near, far in pairwise(depths):
            if depths[far] - depths[near] > TOUCHING_MM:
                yield names[near], names[far], ranks[near] > ranks[far]


@pytest.mark.slow
@pytest.mark.parametrize("figure", figures.FIGURES)
def test_the_drawing_order_agrees_with_the_stack_on_98_of_100_overlaps(figure: str) -> None:
    agreed = counted = 0
    for stem in PLATES:
        own = [is_so for near, far, is_so in overlaps(stem, figure) if not is_excepted(near, far)]
        assert np.mean(own) > 0.96, stem
        agreed, counted = agreed + sum(own), counted + len(own)
    assert counted > 100_000
    assert agreed / counted >= 0.98


def test_every_exception_names_what_the_atlas_draws_and_why() -> None:
    table = tomllib.loads((data_dir() / "anatomy/layers.toml").read_text(encoding="utf-8"))
    known = [each.id for each in terminology.load()]
    for entry in table["interlocked"]:
        assert entry["reason"]
        for pattern in (*entry["ids"], *entry["with"]):
            assert any(fnmatchcase(name, pattern) for name in known), pattern
