"""A plate ↔ a flat file of arrays that loads in milliseconds. Never pickled; a file that does not fit is refused, not trusted."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bodymap.atlas import arrays
from bodymap.atlas.plate import ROLES, Bounds, Drawn, Plate, Shape
from bodymap.errors import DataError

FORMAT = 3
"""Goes into the cache's key: raise it whenever what is written changes."""


def save(plate: Plate, target: Any) -> None:
    """Write a plate to an open binary file."""
    every = (plate.silhouette, *plate.drawn, *plate.regions)
    shapes = [shape for drawn in every for shape in drawn.shapes]
    rings = [ring for shape in shapes for ring in shape.rings]
    head = {
        "name": plate.name,
        "bounds": plate.bounds,
        "drawn": [[d.id, d.kind, d.layer, d.group, d.behind, d.default_off, d.rank] for d in every],
        "regions": len(plate.regions),
        "problems": plate.problems,
        "parent": plate.parent,
        "parent_rect": plate.parent_rect,
        "zoom": plate.zoom,
    }
    np.savez(
        target,
        head=np.frombuffer(json.dumps(head).encode(), dtype=np.uint8),
        points=np.concatenate(rings) if rings else np.zeros((0, 2), np.float32),
        ring_start=_starts(len(ring) for ring in rings),
        shape_start=_starts(len(shape.rings) for shape in shapes),
        shape_role=np.array([ROLES.index(shape.role) for shape in shapes], dtype=np.uint8),
        shape_closed=np.array([shape.closed for shape in shapes], dtype=bool),
        drawn_start=_starts(len(drawn.shapes) for drawn in every),
    )


def load(file: Path) -> Plate:
    """Return the plate of a file that `save` wrote; raises `DataError` where it is anything else."""
    try:
        return _plate(arrays.load(file))
    except (KeyError, TypeError, ValueError, IndexError, UnicodeError, AttributeError) as error:
        raise DataError(f"is not a compiled plate ({type(error).__name__})", file=file) from None


def _plate(found: arrays.Arrays) -> Plate:
    head = json.loads(found.get("head", (None,), kinds="u").tobytes())
    points = found.get("points", (None, 2), kinds="f").astype(np.float32, copy=False)
    rings = _cut(points, found.get("ring_start", (None,), kinds="i"))
    ring_groups = _cut(rings, found.get("shape_start", (None,), kinds="i"))
    roles = found.indices("shape_role", (len(ring_groups),), len(ROLES)).tolist()
    closed = found.get("shape_closed", (len(ring_groups),), kinds="b").tolist()
    shapes = [
        Shape(ROLES[role], tuple(group), is_closed) for role, group, is_closed in zip(roles, ring_groups, closed, strict=True)
    ]
    groups = _cut(shapes, found.get("drawn_start", (None,), kinds="i"))
    drawn = tuple(_drawn(*fields, tuple(group)) for fields, group in zip(head["drawn"], groups, strict=True))
    count = int(head["regions"])
    cut = len(drawn) - count
    return Plate(
        head["name"],
        _bounds(head["bounds"]),
        drawn[1:cut],
        drawn[0],
        drawn[cut:],
        tuple(head["problems"]),
        head["parent"],
        None if head["parent_rect"] is None else _bounds(head["parent_rect"]),
        float(head["zoom"]),
    )


def _bounds(values: Any) -> Bounds:
    x0, y0, x1, y1 = values
    return x0, y0, x1, y1


def _drawn(*fields: Any) -> Drawn:
    return Drawn(*fields)


def _starts(lengths: Any) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(list(lengths), dtype=np.int64)]).astype(np.int64)


def _cut(items: Any, start: NDArray[np.int64]) -> list[Any]:
    if start[0] != 0 or start[-1] != len(items) or (np.diff(start) < 0).any():
        raise ValueError("starts do not fit")
    stops = start.tolist()
    return [items[first:last] for first, last in pairwise(stops)]
