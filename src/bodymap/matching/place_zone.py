"""Where conditions are usually felt, as skin cells: for naming a look-alike beside the candidates of a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bodymap.atlas.body import Body
from bodymap.errors import BodymapError, DataError
from bodymap.knowledge.condition import Condition
from bodymap.matching.stroke_shelf import StrokeShelf


@dataclass(frozen=True)
class PlaceZone:
    """The skin cells, of both sides, on which a condition is usually felt."""

    id: str
    cells: NDArray[np.bool_]


def condition_zones(
    conditions: Mapping[str, Condition], body: Body, shelf: StrokeShelf | None = None
) -> tuple[tuple[PlaceZone, ...], tuple[BodymapError, ...]]:
    """Return the zones of all conditions that have strokes, and a problem for each stroke that lies nowhere."""
    shelf = shelf or StrokeShelf(body)
    half = body.cells.half
    zones: list[PlaceZone] = []
    problems: list[BodymapError] = []
    for condition in conditions.values():
        cells = np.zeros(len(body.cells.areas), dtype=np.bool_)
        for index, stroke in enumerate(condition.strokes):
            try:
                laid = shelf.lay(stroke, crosses_midline=True)
            except BodymapError as error:
                file = f"data/conditions/{condition.id}.toml"
                problems.append(DataError(error.message, file=file, record=condition.id, field=f"strokes[{index}]"))
                continue
            cells[laid.covered] = True
            cells[laid.mirrored(half).covered] = True
        if cells.any():
            zones.append(PlaceZone(condition.id, cells))
    return tuple(zones), tuple(problems)
