"""The stack against the body: the order of depths is the one that a ray through the meshes meets."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

POINTS = 500
TOUCHING_MM = 1
"""The stack holds whole millimetres: nearer than this the order means nothing."""
NO_SKIN = -32768


@pytest.fixture(scope="module")
def meshes(pack: Path) -> tuple[Any, list[str], np.ndarray]:
    """All muscles and bones, left and midline, as one mesh ready for rays; their base ids; the structure of each face."""
    from tools.platemaker import meshes as pack_meshes
    from tools.platemaker.ray import Caster

    parts = [*pack_meshes.load(pack, "muscle"), *pack_meshes.load(pack, "bone")]
    start = np.cumsum([0, *(len(part.vertices) for part in parts)])[:-1]
    faces = np.vstack([part.faces + first for part, first in zip(parts, start, strict=True)])
    owner = np.repeat(np.arange(len(parts)), [len(part.faces) for part in parts])
    return Caster(np.vstack([part.vertices for part in parts]), faces), [part.base for part in parts], owner


@pytest.mark.slow
@pytest.mark.parametrize("stem", ["anterior", "posterior"])
def test_the_order_of_depths_agrees_with_ray_casting(stem: str, meshes: tuple[Any, list[str], np.ndarray]) -> None:
    from tools.platemaker.frame import FRAMES

    caster, names, owner = meshes
    frame = next(each for each in FRAMES if each.name == stem)
    with np.load(Path(__file__).parents[2] / f"assets/stack/{stem}.npz") as file:
        stack: Mapping[str, Any] = {name: file[name] for name in file.files}
    rows, columns = np.nonzero(stack["skin_depth"] != NO_SKIN)
    chosen = np.random.default_rng(7).choice(len(rows), POINTS, replace=False)
    x = float(stack["x0"]) + float(stack["step"]) * columns[chosen]
    y = float(stack["y0"]) + float(stack["step"]) * rows[chosen]
    start = frame.unproject(np.column_stack([x, y, np.full(POINTS, 500.0)]))
    toward = np.tile(-frame.matrix[2], (POINTS, 1))
    ray, face, where = caster.every(start, toward)
    far = np.einsum("ij,ij->i", where - start[ray], toward[ray])
    compared = agreed = 0
    for point, (row, column) in enumerate(zip(rows[chosen], columns[chosen], strict=True)):
        met: dict[str, float] = {}
        for index in np.flatnonzero(ray == point):
            name = names[owner[face[index]]]
            met[name] = min(met.get(name, np.inf), float(far[index]))
        depths = _first_depths(stack, row * stack["skin_depth"].shape[1] + column)
        for (near, a), (deep, b) in pairwise(depths.items()):
            if b - a > TOUCHING_MM and near in met and deep in met:
                compared += 1
                agreed += met[near] < met[deep]
    assert compared > POINTS
    assert agreed / compared > 0.995


def _first_depths(stack: Mapping[str, Any], pixel: int) -> dict[str, int]:
    here = slice(int(stack["start"][pixel]), int(stack["start"][pixel + 1]))
    found: dict[str, int] = {}
    for index, depth in zip(stack["structure"][here], stack["depth"][here], strict=True):
        found.setdefault(str(stack["names"][index]), int(depth))
    return found
