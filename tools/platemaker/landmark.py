"""Makes `data/body/landmarks.json`: named points on bone and skin, each with its normal and the rule that found it.

The rules themselves are in `landmark_pelvis`, `landmark_spine`, `landmark_arm`, `landmark_leg` and `landmark_head`.
Body frame, millimetres, left side and midline.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.platemaker.joint import Skeleton
from tools.platemaker.ray import Caster
from tools.platemaker.surface import Surface

Array = NDArray[np.float64]

VERSION = "1.1.0"
LONGEST_WAY_MM = 160.0
OUTWARD = {
    "anterior": (0.0, 0.0, 1.0),
    "posterior": (0.0, 0.0, -1.0),
    "lateral": (1.0, 0.0, 0.0),
    "medial": (-1.0, 0.0, 0.0),
    "superior": (0.0, 1.0, 0.0),
    "inferior": (0.0, -1.0, 0.0),
}


@dataclass(frozen=True)
class Site:
    """What a rule may look at: bones, skin, and the points of the rules that ran before."""

    bones: Skeleton
    surface: Surface
    found: dict[str, Array] = field(default_factory=dict)

    def skin_from(self, origin: Array, direction: Array) -> Array:
        """Return where a ray from inside the body leaves the left skin; the nearest skin where it meets none."""
        skin = self.surface.skin
        distance, face = Caster(skin.vertices, skin.faces).first(origin[None], direction[None])
        if face[0] < 0:
            return np.asarray(self.surface.nearest(origin[None])[0][0])
        return np.asarray(origin + direction / np.linalg.norm(direction) * distance[0])


@dataclass(frozen=True)
class Rule:
    """How one landmark is found. `outward` names the directions, joined by "-", in which its skin lies ("" for the nearest skin)."""

    id: str
    name: str
    segment: str
    outward: str
    phrase: str
    find: Callable[[Site], Array]
    abbreviation: str | None = None
    is_midline: bool = False


def direction(words: str) -> Array:
    """Return the unit vector of directions joined by "-": `posterior-lateral` is half-way between the two."""
    total = np.sum([OUTWARD[word] for word in words.split("-")], axis=0)
    return np.asarray(total / np.linalg.norm(total))


def find_all(rules: tuple[Rule, ...], site: Site) -> list[dict[str, Any]]:
    """Return the records of all landmarks sorted by id; rules run in the order given, for later ones may lean on earlier ones."""
    skin = site.surface.skin
    caster = Caster(*_whole(skin.vertices, skin.faces))
    return sorted((_record(rule, site, caster) for rule in rules), key=lambda r: str(r["id"]))


def _whole(vertices: Array, faces: NDArray[np.int64]) -> tuple[Array, NDArray[np.int64]]:
    return np.vstack([vertices, vertices * [-1, 1, 1]]), np.vstack([faces, faces[:, ::-1] + len(vertices)])


def _record(rule: Rule, site: Site, caster: Caster) -> dict[str, Any]:
    point = rule.find(site)
    if rule.is_midline:
        point = point * [0, 1, 1]
    site.found[rule.id] = point
    skin = _skin(rule, point, site, caster)
    if rule.is_midline:
        skin = skin * [0, 1, 1]
    normal = site.surface.normal(skin[None])[0]
    if rule.is_midline:
        normal = normal * [0, 1, 1] / np.hypot(normal[1], normal[2])
    return {
        "id": rule.id,
        "sided": not rule.is_midline,
        "name": rule.name,
        "abbreviation": rule.abbreviation,
        "point": _rounded(point),
        "skin": _rounded(skin),
        "normal": [round(float(v), 3) + 0.0 for v in normal],
        "rule": rule.phrase,
        "segment": rule.segment,
    }


def _skin(rule: Rule, point: Array, site: Site, caster: Caster) -> Array:
    """Return the skin straight outward of a point, or the nearest skin where the way is not told or too long."""
    if rule.outward:
        way = direction(rule.outward)
        distance, face = caster.first(point[None], way[None])
        if face[0] >= 0 and distance[0] < LONGEST_WAY_MM:
            return np.asarray(point + way * distance[0])
    return np.asarray(site.surface.nearest(point[None])[0][0])


def _rounded(point: Array) -> list[float]:
    return [round(float(v), 1) + 0.0 for v in point]


def write(path: Path, records: list[dict[str, Any]]) -> int:
    """Write the landmarks, one a line, and return the file's size in bytes."""
    lines = ",\n".join("  " + json.dumps(record, ensure_ascii=False) for record in records)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'{{"version": "{VERSION}", "landmarks": [\n{lines}\n]}}\n', encoding="utf-8")
    return path.stat().st_size
