"""The overlay of a plate, and the bands of skin of roots and nerves, for `reply.EngineAnswers`. Imported late; frames: plate millimetres."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shapely import union

from bodymap.atlas import library
from bodymap.atlas.plate import Plate
from bodymap.errors import BodymapError
from bodymap.ids import Side
from bodymap.knowledge.library import Knowledge
from bodymap.matching.picture import Picture

Band = tuple[str, Any]
"""Label, outline."""


def overlay(plate: str, figure: str) -> Plate | None:
    """Return what can be laid over a figure's plate; None where its file is missing or cannot be read."""
    try:
        return library.load_overlay(plate, figure=figure)
    except BodymapError:
        return None


def bands(knowledge: Knowledge, picture: Picture, what: str, names: frozenset[str] | None, plate: str) -> tuple[Band, ...]:
    """Return the bands of roots (`what` "roots") or nerves ("skin-nerves") on both sides of a plate, all or those named.

    A nerve is named by its id or by its structure's.
    """
    return tuple(_drawn(picture, _wanted(knowledge, what, names), plate))


def _wanted(knowledge: Knowledge, what: str, names: frozenset[str] | None) -> list[tuple[str, Any]]:
    if what == "roots":
        every = knowledge.dermatomes.dermatomes if knowledge.dermatomes else ()
        return [(each.root, each.strokes) for each in every if names is None or each.root in names]
    areas = knowledge.nerve_areas.areas if knowledge.nerve_areas else ()
    return [(each.name, each.strokes) for each in areas if names is None or names & {each.id, each.structure}]


def _drawn(picture: Picture, wanted: list[tuple[str, Any]], plate: str) -> Iterator[Band]:
    for label, strokes in wanted:
        try:
            left, right = (picture.strokes(plate, strokes, side) for side in (Side.LEFT, Side.RIGHT))
        except BodymapError:
            continue
        if left.intersects(right):
            yield label, union(left, right)
        else:
            yield label, left
            yield label, right
