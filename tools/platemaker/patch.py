"""Attachment patches of a muscle: the pack's own, and those that rules add where the pack has none.

A rule is a table of `data/anatomy/fibres.toml` that chooses vertices of the muscle; all that it says must hold:
`near = ["sacrum", …], within = 8`     within so many mm of those bones or fasciae;
`edge = "medial", share = 0.1`          in the outermost tenth of the muscle's extent in that direction;
`box = { y = [0.0, 0.3] }`               between those shares of the part's own extent along x, y, z (0 is the low end);
`polygon = [[0, 0], [0.5, 0], …]`        inside that polygon of (x, y) shares.
Shares and not millimetres, so that a rule holds on every body.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from tools.platemaker import hint
from tools.platemaker.meshes import Structure
from tools.platemaker.weld import Floats

KINDS = ("origin", "insertion")


def of(structure: Structure, attachments: Iterable[Structure], anchors: Sequence[Structure] = ()) -> list[Structure]:
    """Return the origin and insertion patches of a muscle part, the constructed ones last.

    `attachments` are the pack's, of any muscle; `anchors` the bones and fasciae of the same side that the rules may name.
    A constructed patch has kind `attachment`, no faces, the muscle's own vertices, and `entry["constructed"]` true.
    """
    advice = hint.find(structure.base)
    own = [a for a in attachments if a.side == structure.side and belongs(a, structure)]
    kept = [a for a in own if not advice.replaces(a.entry["kind"])]
    return kept + [made for kind in KINDS for made in _constructed(structure, kind, advice.rules(kind), anchors)]


def belongs(attachment: Structure, structure: Structure) -> bool:
    """Whether a patch of the pack is one of this part's: it names the part, or the whole muscle of which this is a part."""
    entry = attachment.entry
    names = set(entry.get("muscles") or []) | {entry.get("muscle")}
    return structure.base in names or (structure.entry.get("parent") or structure.base.split("--")[0]) in names


def _constructed(
    structure: Structure, kind: str, rules: list[dict[str, Any]], anchors: Sequence[Structure]
) -> list[Structure]:
    made = []
    for number, rule in enumerate(rules):
        chosen = select(structure, rule, anchors)
        if not chosen.any():
            continue
        name = f"{structure.base}--{kind}-by-rule-{number + 1}"
        entry = {"kind": kind, "muscle": structure.base, "constructed": True}
        empty = np.zeros((0, 3), dtype=np.int64)
        made.append(Structure(name, "attachment", structure.side, structure.vertices[chosen], empty, entry))
    return made


def select(structure: Structure, rule: dict[str, Any], anchors: Sequence[Structure] = ()) -> NDArray[np.bool_]:
    """Return the mask (n,) of the vertices that a rule chooses; raises ValueError where it names an anchor not given."""
    chosen = np.ones(len(structure.vertices), dtype=bool)
    if "near" in rule:
        chosen &= _near(structure, rule["near"], float(rule.get("within", 6.0)), anchors)
    if "edge" in rule:
        chosen &= _edge(structure.vertices, rule["edge"], float(rule.get("share", 0.1)))
    share = shares(structure.vertices)
    for axis, (low, high) in rule.get("box", {}).items():
        value = share[:, "xyz".index(axis)]
        chosen &= (value >= low) & (value <= high)
    if "polygon" in rule:
        chosen &= _inside(share[:, :2], np.array(rule["polygon"], dtype=float))
    return chosen


def depth(structure: Structure, rule: dict[str, Any]) -> Floats:
    """Return (n,) mm: how deep each vertex lies inside the part that `edge`, `box` and `polygon` choose, below 0 outside.

    Where `select` says in or out, this lets a boundary be drawn between the vertices of a coarse mesh.
    """
    share = shares(structure.vertices)
    extent = np.ptp(structure.vertices, axis=0)
    found = np.full(len(share), np.inf)
    if "edge" in rule:
        value = structure.vertices @ np.array(hint.DIRECTIONS[rule["edge"]])
        found = np.minimum(found, value - value.max() + float(rule.get("share", 0.1)) * np.ptp(value))
    for axis, (low, high) in rule.get("box", {}).items():
        k = "xyz".index(axis)
        within = np.minimum(share[:, k] - low if low > 0 else np.inf, high - share[:, k] if high < 1 else np.inf)
        found = np.minimum(found, within * extent[k])
    if "polygon" in rule:
        ring = np.array(rule["polygon"], dtype=float)
        away = _distance(share[:, :2] * extent[:2], ring * extent[:2])
        found = np.minimum(found, np.where(_inside(share[:, :2], ring), away, -away))
    return found


def _distance(points: Floats, ring: Floats) -> Floats:
    """Return the distance of points (n, 2) from the outline of a ring (k, 2)."""
    nearest = np.full(len(points), np.inf)
    for a, b in zip(ring, np.roll(ring, -1, axis=0), strict=True):
        step = b - a
        place = np.clip((points - a) @ step / max(float(step @ step), 1e-12), 0, 1)
        nearest = np.minimum(nearest, np.linalg.norm(points - a - place[:, None] * step, axis=1))
    return nearest


def shares(vertices: Floats) -> Floats:
    """Return where each vertex (n, 3) lies in the part's own extent: 0 … 1 on x, y and z."""
    low, high = vertices.min(axis=0), vertices.max(axis=0)
    return np.asarray((vertices - low) / np.maximum(high - low, 1e-9))


def _inside(points: Floats, ring: Floats) -> NDArray[np.bool_]:
    """Whether points (n, 2) lie inside a ring (k, 2), by counting crossings."""
    inside = np.zeros(len(points), dtype=bool)
    for a, b in zip(ring, np.roll(ring, -1, axis=0), strict=True):
        if a[1] == b[1]:
            continue
        spans = (a[1] > points[:, 1]) != (b[1] > points[:, 1])
        inside ^= spans & (points[:, 0] < a[0] + (points[:, 1] - a[1]) * (b[0] - a[0]) / (b[1] - a[1]))
    return inside


def _near(structure: Structure, names: list[str], within: float, anchors: Sequence[Structure]) -> NDArray[np.bool_]:
    known = {a.base: a for a in anchors}
    for name in names:
        if name not in known:
            raise ValueError(f"fibres.toml: muscle.{structure.base} names {name!r}, which is not among the bones and fasciae given")
    cloud = np.vstack([samples(known[name]) for name in names])
    distance, _ = cKDTree(cloud).query(structure.vertices, distance_upper_bound=within)
    return np.isfinite(distance)


def _edge(vertices: Floats, direction: str, share: float) -> NDArray[np.bool_]:
    value = vertices @ np.array(hint.DIRECTIONS[direction])
    return np.asarray(value >= value.max() - share * (value.max() - value.min()))


def samples(structure: Structure) -> Floats:
    """Return the vertices, edge middles and face centres of a structure: a cloud dense enough to measure distance to."""
    if not len(structure.faces):
        return structure.vertices
    corners = structure.vertices[structure.faces]
    middles = (corners + corners[:, [1, 2, 0]]) / 2
    return np.vstack([structure.vertices, middles.reshape(-1, 3), corners.mean(axis=1)])
