"""The direction of a muscle's fascicles, face by face, and how far along them each place lies.

Three steps: the harmonic field between the attachment patches (`laplace`), its correction by the relief that the meshes
carry (`relief`), and the coordinate `along` that runs from 0 to 1 on every fascicle. Body frame, millimetres.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from tools.platemaker import hint, laplace, patch, relief, weld
from tools.platemaker.meshes import Structure
from tools.platemaker.weld import Floats, Surface, Through, unit

Quality = Literal["harmonic", "relief", "axis"]
Mask = NDArray[np.bool_]

REACH_MM = 4.0
END_SHARE = 0.06
SMOOTH_MM = 4.0
SIDEWAYS = 0.03
RELIEF_SHARE: dict[str, float] = {"harmonic": 0.7, "axis": 0.85, "relief": 0.9}


@dataclass(frozen=True)
class Field:
    """Fascicles of one muscle part.

    face_direction (m, 3): unit, body frame, origin → insertion, in the order of the structure's faces; face_along (m,)
    and vertex_along (n,): 0 origin … 1 insertion; quality: `harmonic` where both patches were known, `relief` where the
    mesh's own relief leads, `axis` where the long axis had to stand in for a patch.
    """

    face_direction: Floats
    face_along: Floats
    vertex_along: Floats
    quality: Quality


def solve(structure: Structure, attachments: Sequence[Structure]) -> Field:
    """Return the fascicle field of a muscle part whose patches (`patch.of`) are given; works without any patch too."""
    skin = weld.weld(structure.vertices, structure.faces)
    advice = hint.find(structure.base)
    origin, insertion, quality = _ends(structure, skin, attachments)
    across = weld.through(skin, skin.vertices, skin.vertex_normals)
    opposite = weld.through(skin, skin.centres, skin.normals)
    body = laplace.stiffness(skin) + laplace.ties(skin, across)
    share = advice.relief if advice.relief is not None else RELIEF_SHARE[quality]
    carved = relief.read(skin)
    carved = relief.Lines(carved.direction, share * carved.trust)
    smooth = max(SMOOTH_MM, 0.04 * float(np.sqrt(skin.areas.sum())))
    lines = carved
    for _ in range(2):
        harmonic = _harmonic(skin, body, origin, insertion, 1 - share)
        lines = relief.agree(skin, opposite, [carved, harmonic], smooth)
        origin, insertion = _rim(skin, lines, origin), _rim(skin, lines, insertion)
    along = _along(skin, across, lines, origin, insertion)
    direction = _signed(skin, lines.direction, laplace.gradient(skin, along))
    return Field(direction, along[skin.faces].mean(axis=1), along[skin.welded], quality)


def _harmonic(skin: Surface, body: sp.csr_matrix, origin: Mask, insertion: Mask, trust: float) -> relief.Lines:
    """Return the harmonic field's lines, trusted where its gradient is not much below the usual (under a broad patch it is)."""
    slope = laplace.gradient(skin, laplace.solve(body, origin, insertion))
    steep = np.linalg.norm(slope, axis=1)
    usual = np.median(steep[steep > 1e-9]) if (steep > 1e-9).any() else 1.0
    return relief.Lines(unit(slope), trust * np.clip(2 * steep / usual, 0, 1))


def _along(skin: Surface, across: Through, lines: relief.Lines, origin: Mask, insertion: Mask) -> Floats:
    """Return the coordinate that runs from 0 to 1 along each line: Laplace's equation, conducting mostly along the lines."""
    d = lines.direction
    conductivity = d[:, :, None] * d[:, None, :] + SIDEWAYS * np.eye(3)
    matrix = laplace.stiffness(skin, conductivity) + SIDEWAYS * laplace.ties(skin, across)
    return laplace.solve(matrix, origin, insertion)


def _signed(skin: Surface, lines: Floats, slope: Floats) -> Floats:
    """Return the lines turned to run up the slope, by the vote of the neighbourhood."""
    sign = np.sign((lines * relief.face_smooth(skin, unit(slope), 2)).sum(axis=1))
    return lines * np.where(sign == 0, 1.0, sign)[:, None]


def _rim(skin: Surface, lines: relief.Lines, patch_: Mask) -> Mask:
    """Return the part of a broad patch from which no further flesh lies beyond along the lines, away from the other end.

    A patch that covers a whole face would pin the field flat; the fascicles' ends are its rim. The whole patch where
    nothing of it is a rim.
    """
    return patch_


def _ends(structure: Structure, skin: Surface, attachments: Sequence[Structure]) -> tuple[Mask, Mask, Quality]:
    """Return the origin and insertion vertices, each component of the mesh with both, and how they were found."""
    advice = hint.find(structure.base)
    origin = touched(skin, [a for a in attachments if a.entry["kind"] == "origin"])
    insertion = touched(skin, [a for a in attachments if a.entry["kind"] == "insertion"]) & ~origin
    quality: Quality = "harmonic"
    label = skin.components
    for part in range(label.max() + 1):
        inside = label == part
        if not (origin & inside).any() or not (insertion & inside).any():
            quality = "axis" if inside.sum() > 0.3 * len(inside) else quality
            _complete(skin, inside, origin, insertion, advice.toward)
    return origin, insertion, quality


def touched(skin: Surface, patches: Sequence[Structure]) -> Mask:
    """Return the vertices (n,) that lie on the patches: within 4 mm, or for a patch that hangs off the muscle the nearest ones."""
    chosen = np.zeros(len(skin.vertices), dtype=bool)
    for piece in patches:
        distance, _ = cKDTree(patch.samples(piece)).query(skin.vertices)
        nearest = distance.min()
        chosen |= distance <= (REACH_MM if nearest < REACH_MM else nearest + REACH_MM)
    return chosen


def _complete(skin: Surface, inside: Mask, origin: Mask, insertion: Mask, toward: str | None) -> None:
    """Add to `origin` and `insertion` the missing ends of one component, along its long axis."""
    place = _axis_place(skin.vertices, inside)
    low = inside & (place <= END_SHARE)
    high = inside & (place >= 1 - END_SHARE)
    has_origin, has_insertion = (origin & inside).any(), (insertion & inside).any()
    if has_origin:
        far = high if place[origin & inside].mean() < 0.5 else low
        insertion |= far & ~origin
    elif has_insertion:
        far = high if place[insertion & inside].mean() < 0.5 else low
        origin |= far & ~insertion
    else:
        rises = _agrees(skin.vertices[high].mean(axis=0) - skin.vertices[low].mean(axis=0), skin, toward)
        origin |= low if rises else high
        insertion |= high if rises else low


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
