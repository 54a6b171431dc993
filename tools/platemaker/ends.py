"""Where the fascicles of a muscle begin and end: from its patches, from the line field itself, or from its long axis.

Body frame, millimetres. An end is a mask over the welded vertices.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from tools.platemaker import hint, patch
from tools.platemaker.meshes import Structure
from tools.platemaker.weld import Floats, Surface

Mask = NDArray[np.bool_]

REACH_MM = 4.0
AXIS_SHARE = 0.06
PROBE_EDGES = 2.5
PROBE_SHARE = 0.07
CONE = 0.5
NEAREST_SHARE = 0.35
NEAR_END = 0.12


@dataclass(frozen=True)
class Ends:
    """Origin and insertion vertices (n,) each, and whether both were known from patches (not from the long axis)."""

    origin: Mask
    insertion: Mask
    has_origin: bool
    has_insertion: bool

    @property
    def known(self) -> bool:
        """Whether patches gave both ends."""
        return self.has_origin and self.has_insertion


def first(structure: Structure, skin: Surface, patches: Sequence[Structure]) -> Ends:
    """Return the ends as the patches give them; each connected piece of the mesh gets its missing ones from its long axis."""
    origin, insertion = (touched(skin, [p for p in patches if p.entry["kind"] == kind]) for kind in patch.KINDS)
    insertion &= ~origin
    has_origin, has_insertion = bool(origin.any()), bool(insertion.any())
    toward = hint.find(structure.base).toward
    label = skin.components
    for part in range(label.max() + 1):
        inside = label == part
        if not (origin & inside).any() or not (insertion & inside).any():
            _complete(skin, inside, origin, insertion, toward)
    return Ends(origin, insertion, has_origin, has_insertion)


def refine(skin: Surface, ends: Ends, direction: Floats, value: Floats) -> Ends:
    """Return the ends that the fascicles themselves show.

    `direction` (m, 3) is signed, origin → insertion; `value` (n,) the harmonic field so far. A known patch shrinks to its
    rim, the vertices beyond which no flesh lies (a patch that covers a whole face would pin the field flat), and gains the
    places close to it in value where the lines leave the flesh; an unknown end is wherever the lines leave it.
    """
    upstream, downstream = _leaving(skin, direction)
    origin = _refined(ends.origin, upstream, upstream & (value < (NEAR_END if ends.has_origin else 0.5)))
    insertion = _refined(ends.insertion, downstream, downstream & (value > 1 - (NEAR_END if ends.has_insertion else 0.5))) & ~origin
    label = skin.components
    for part in range(label.max() + 1):
        inside = label == part
        if not (origin & inside).any() or not (insertion & inside).any():
            origin = np.where(inside, ends.origin, origin)
            insertion = np.where(inside, ends.insertion & ~ends.origin, insertion)
    return Ends(origin, insertion, ends.has_origin, ends.has_insertion)


def touched(skin: Surface, patches: Sequence[Structure]) -> Mask:
    """Return the vertices (n,) that lie on the patches: within 4 mm; where none of them touches, those next to the closest."""
    chosen = np.zeros(len(skin.vertices), dtype=bool)
    if not patches:
        return chosen
    distances = [cKDTree(patch.samples(piece)).query(skin.vertices)[0] for piece in patches]
    closest = min(distances, key=lambda d: float(d.min()))
    for distance in distances:
        chosen |= distance <= REACH_MM
    return chosen if chosen.any() else closest <= closest.min() + REACH_MM


def _refined(known: Mask, leaving: Mask, close: Mask) -> Mask:
    found = (known & leaving) | close
    return found if found.sum() >= 3 else known


def _leaving(skin: Surface, direction: Floats) -> tuple[Mask, Mask]:
    """Return the vertices where the lines enter the flesh (upstream ends) and where they leave it (downstream ends)."""
    flow = direction * skin.areas[:, None]
    edges = np.linalg.norm(skin.corners[0] - skin.corners[1], axis=1)
    radius = max(PROBE_EDGES * float(np.median(edges)), PROBE_SHARE * float(np.sqrt(skin.areas.sum())))
    count = len(skin.vertices)
    cloud = np.vstack([skin.vertices, skin.centres])
    near = cKDTree(cloud).query_ball_point(skin.vertices, radius)
    up, down = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    for i, found in enumerate(near):
        around = np.asarray(found)
        heading = flow[around[around >= count] - count].sum(axis=0)
        heading /= max(float(np.linalg.norm(heading)), 1e-9)
        step = cloud[around] - skin.vertices[i]
        ahead = step @ heading
        aside = np.linalg.norm(step - ahead[:, None] * heading, axis=1)
        inline = (np.abs(ahead) > NEAREST_SHARE * radius) & (aside < CONE * np.abs(ahead))
        down[i] = not (inline & (ahead > 0)).any()
        up[i] = not (inline & (ahead < 0)).any()
    return up & ~down, down & ~up


def _complete(skin: Surface, inside: Mask, origin: Mask, insertion: Mask, toward: str | None) -> None:
    """Add to `origin` and `insertion` the missing ends of one component, along its long axis."""
    place = _axis_place(skin.vertices, inside)
    low = inside & (place <= AXIS_SHARE)
    high = inside & (place >= 1 - AXIS_SHARE)
    if (origin & inside).any():
        far = high if place[origin & inside].mean() < 0.5 else low
        insertion |= _apart(skin, inside, far, origin)
    elif (insertion & inside).any():
        far = high if place[insertion & inside].mean() < 0.5 else low
        origin |= _apart(skin, inside, far, insertion)
    else:
        rises = _agrees(skin.vertices[high].mean(axis=0) - skin.vertices[low].mean(axis=0), skin, toward)
        origin |= low if rises else high
        insertion |= high if rises else low


def _apart(skin: Surface, inside: Mask, far: Mask, known: Mask) -> Mask:
    """Return the far end without the known one; where that covers it, the vertices furthest from the known end."""
    if (far & ~known).any():
        return far & ~known
    distance, _ = cKDTree(skin.vertices[known & inside]).query(skin.vertices)
    distance = np.where(inside, distance, -1.0)
    return np.asarray((distance >= 0.9 * distance.max()) & ~known)


def _agrees(step: Floats, skin: Surface, toward: str | None) -> bool:
    """Whether a step from end to end runs from origin to insertion: as told, else away from the trunk's middle, downward."""
    if toward is not None:
        return bool(step @ np.array(hint.DIRECTIONS[toward]) >= 0)
    lateral = 1.0 if skin.vertices[:, 0].mean() >= 0 else -1.0
    return bool(step @ np.array([0.5 * lateral, -1.0, 0.0]) >= 0)


def _axis_place(vertices: Floats, inside: Mask) -> Floats:
    """Return each vertex's place (n,) along the long axis of the chosen ones, 0 … 1 over them."""
    cloud = vertices[inside]
    middle = cloud.mean(axis=0)
    axis = np.linalg.svd(cloud - middle, full_matrices=False)[2][0]
    axis *= np.sign(axis[np.argmax(np.abs(axis))])
    value = (vertices - middle) @ axis
    low, high = value[inside].min(), value[inside].max()
    return np.asarray((value - low) / max(high - low, 1e-9))
