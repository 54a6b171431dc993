"""Names the parts of the second body's skin: every face gets the region of the first body's skin that the warp lays nearest to it.

Faces on a border are cut where both regions are equally near, so borders run smoothly across the mesh. Body frame, millimetres, left half.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import trimesh
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from trimesh.ray.ray_pyembree import RayMeshIntersector

from tools.platemaker import eyelid
from tools.platemaker.figure.warp import Warp
from tools.platemaker.integument import Integument
from tools.platemaker.mesh_sample import sample_faces
from tools.platemaker.refine import normals

Array = NDArray[np.float64]
Index = NDArray[np.int64]

SPACING_MM = 2.0
BEND_MM = 7.0
"""Looking the other way counts as so much distance: the two sides of a finger or a fold keep their own regions."""
LEAST_SHARE = 0.03
EASE_ROUNDS, EASE = 8, 0.65
"""How far a border's point slides towards the middle of its neighbours; the rest of the way it stays where both regions are equally near."""
POCKET_FACES, POCKET_SEEN = 12, 0.5
POCKET_MM, POCKET_LEAST = 25.0, 100
"""A pocket has so many hidden faces; folds of armpit and lips have fewer, and stay closed."""


EYE_BOX = np.array([[8.0, 8.0, -37.0], [50.0, 55.0, 0.0]])
"""Where the left eye's opening lies, from the tip of the nose; what lies deeper is seen through it."""


@dataclass(frozen=True)
class Skin:
    """The left half of a skin: vertices (n, 3), faces (m, 3), unit normals outward; the line (k, 3) where the closed lids meet."""

    vertices: Array
    faces: Index
    normals: Array
    lids: Array


def load(file: Path, nose: Array) -> Skin:
    """Return the left half of a watertight symmetric skin (a .glb in metres) with the eye closed; `nose` is the tip of its nose."""
    mesh = trimesh.load(file, force="mesh")
    vertices, faces = np.asarray(mesh.vertices, dtype=float) * 1000.0, np.asarray(mesh.faces, dtype=np.int64)
    lids = eyelid.close(vertices, faces, EYE_BOX + nose)
    for mirror in (np.array([1.0, 1.0, 1.0]), np.array([-1.0, 1.0, 1.0])):
        own = lids.faces if mirror[0] > 0 else lids.faces[:, ::-1]
        vertices, faces = np.vstack([vertices, lids.vertices * mirror]), np.vstack([faces, own + len(vertices)])
    every = normals(vertices, faces)
    faces = faces[~pockets(vertices, faces)]
    faces = faces[vertices[faces][:, :, 0].mean(axis=1) > 0]
    kept, inverse = np.unique(faces, return_inverse=True)
    points = vertices[kept].copy()
    points[:, 0] = np.where(points[:, 0] < 0.3, 0.0, points[:, 0])
    return Skin(points, inverse.reshape(-1, 3), every[kept], lids.line)


def pockets(vertices: Array, faces: Index) -> NDArray[np.bool_]:
    """Return which faces lie hidden inside (behind the closed eyes): from nowhere outside are they seen, nor is what lies round them."""
    corners = vertices[faces]
    centres = corners.mean(axis=1)
    outward = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    outward /= np.maximum(np.linalg.norm(outward, axis=1, keepdims=True), 1e-12)
    rays = RayMeshIntersector(trimesh.Trimesh(vertices, faces, process=False))
    seen = np.zeros(len(faces), dtype=bool)
    for way in _directions():
        open_rows = np.flatnonzero(~seen & (outward @ way > 0.05))
        if len(open_rows):
            hit = rays.intersects_any(centres[open_rows] + outward[open_rows] * 0.05, np.tile(way, (len(open_rows), 1)))
            seen[open_rows] = ~hit
    near = cKDTree(centres).query(centres, k=POCKET_FACES)[1]
    hidden = ~seen & (seen[near].mean(axis=1) < POCKET_SEEN)
    within = cKDTree(centres[hidden]).query_ball_point(centres, POCKET_MM, return_length=True)
    return np.asarray(hidden & (within >= POCKET_LEAST))


def _directions() -> Array:
    """Sixty directions spread evenly over the sphere."""
    index = np.arange(60) + 0.5
    height, turn = 1 - 2 * index / 60, np.pi * (1 + 5**0.5) * index
    radius = np.sqrt(1 - height**2)
    return np.column_stack([radius * np.cos(turn), height, radius * np.sin(turn)])


class Named:
    """The first body's skin laid onto the second, by region."""

    def __init__(self, skin: Integument, warp: Warp) -> None:
        self.names = skin.names
        laid = Integument(warp(skin.vertices), skin.faces, skin.region, skin.names)
        points, face = sample_faces(laid.vertices, laid.faces, SPACING_MM)
        self._label = laid.region[face]
        self._places = np.c_[points, laid.normals[face] * BEND_MM]
        self._all = cKDTree(self._places)
        self._each: dict[int, cKDTree] = {}

    def label(self, skin: Skin) -> Index:
        """Return the region of each vertex; every region that would be lost keeps the vertex nearest to its middle."""
        where = _where(skin.vertices, skin.normals)
        label: Index = self._label[self._all.query(where)[1]]
        tree = cKDTree(where)
        for region in np.setdiff1d(np.arange(len(self.names)), label):
            own = self._places[self._label == region]
            label[tree.query(own[np.argmin(np.linalg.norm(own - own.mean(axis=0), axis=1))])[1]] = region
        return label

    def far(self, where: Array, region: int) -> Array:
        """Return how far places (n, 6) lie from a region."""
        if region not in self._each:
            self._each[region] = cKDTree(self._places[self._label == region])
        return np.asarray(self._each[region].query(where)[0])


def _where(points: Array, normal: Array) -> Array:
    return np.c_[points, normal * BEND_MM]


def cut(skin: Skin, named: Named) -> Integument:
    """Return the skin with a region for each face."""
    label = _cleaned(skin.faces, named.label(skin))
    edges = np.sort(np.stack([skin.faces, np.roll(skin.faces, -1, axis=1)], axis=2).reshape(-1, 2), axis=1)
    mixed, inverse = np.unique(edges, axis=0, return_inverse=True)
    inverse = inverse.reshape(-1, 3)
    is_cut = label[mixed[:, 0]] != label[mixed[:, 1]]
    share = smoothed(skin, mixed, is_cut, inverse, _shares(skin, named, label, mixed, is_cut))
    number = np.full(len(mixed), -1, dtype=np.int64)
    number[is_cut] = len(skin.vertices) + np.arange(is_cut.sum())
    start, end = skin.vertices[mixed[is_cut, 0]], skin.vertices[mixed[is_cut, 1]]
    vertices = [skin.vertices, start + (end - start) * share[is_cut, None]]
    crossing = number[inverse]
    whole = (crossing < 0).all(axis=1)
    three = (crossing >= 0).all(axis=1)
    faces, region = [skin.faces[whole]], [label[skin.faces[whole][:, 0]]]
    _two(skin.faces, crossing, label, ~whole & ~three, faces, region)
    centres = len(skin.vertices) + int(is_cut.sum()) + np.arange(int(three.sum()))
    vertices.append(np.vstack([*vertices])[crossing[three]].mean(axis=1))
    for k in range(3):
        corner, after, before = skin.faces[three, k], crossing[three, k], crossing[three, k - 1]
        faces += [np.c_[corner, after, centres], np.c_[corner, centres, before]]
        region += [label[corner]] * 2
    return Integument(np.vstack(vertices), np.vstack(faces), np.concatenate(region), named.names)


def _two(faces: Index, crossing: Index, label: Index, chosen: NDArray[np.bool_], out: list[Index], region: list[Index]) -> None:
    """Cut the faces of which one corner has another region than the other two."""
    for k in range(3):
        lone = chosen & (crossing[:, k] >= 0) & (crossing[:, k - 1] >= 0)
        a, b, c = (faces[lone, (k + i) % 3] for i in range(3))
        ab, ca = crossing[lone, k], crossing[lone, k - 1]
        out += [np.c_[a, ab, ca], np.c_[ab, b, c], np.c_[ab, c, ca]]
        region += [label[a], label[b], label[b]]


def _cleaned(faces: Index, label: Index) -> Index:
    """The labels without lone vertices among others that agree (of another region)."""
    out = label.copy()
    pairs = np.vstack([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    pairs = np.vstack([pairs, pairs[:, ::-1]])
    alike = np.bincount(pairs[:, 0], weights=label[pairs[:, 0]] == label[pairs[:, 1]], minlength=len(label))
    count = np.bincount(label)
    for vertex in np.flatnonzero((alike == 0) & (count[label] > 4)):
        near = label[pairs[pairs[:, 0] == vertex, 1]]
        out[vertex] = np.bincount(near).argmax() if len(near) else label[vertex]
    return out


def _shares(skin: Skin, named: Named, label: Index, edges: Index, is_cut: NDArray[np.bool_]) -> Array:
    """Return how far along each cut edge both regions are equally near."""
    out = np.full(len(edges), 0.5)
    rows = np.flatnonzero(is_cut)
    lead = np.empty((2, len(rows)))
    for end in (0, 1):
        vertex = edges[rows, end]
        where = _where(skin.vertices[vertex], skin.normals[vertex])
        for side, sign in ((0, -1.0), (1, 1.0)):
            owner = label[edges[rows, side]]
            far = np.empty(len(rows))
            for region in np.unique(owner):
                chosen = owner == region
                far[chosen] = named.far(where[chosen], int(region))
            lead[end] = sign * far if side == 0 else lead[end] + sign * far
    first, second = np.maximum(lead[0], 0.0), np.maximum(-lead[1], 0.0)
    total = np.maximum(first + second, 1e-9)
    out[rows] = np.clip(np.where(first + second < 1e-6, 0.5, first / total), LEAST_SHARE, 1 - LEAST_SHARE)
    return out


def smoothed(skin: Skin, edges: Index, is_cut: NDArray[np.bool_], of_face: Index, share: Array) -> Array:
    """Return the shares with the borders drawn smooth: each point slides along its own edge towards the middle of its neighbours on the border."""
    number = np.cumsum(is_cut) - 1
    cut = np.where(is_cut[of_face], number[of_face], -1)
    pairs = np.vstack([cut[:, [0, 1]], cut[:, [1, 2]], cut[:, [2, 0]]])
    pairs = pairs[(pairs >= 0).all(axis=1)]
    pairs = np.vstack([pairs, pairs[:, ::-1]])
    count = np.bincount(pairs[:, 0], minlength=int(is_cut.sum()))
    start, way = skin.vertices[edges[is_cut, 0]], np.diff(skin.vertices[edges[is_cut]], axis=1)[:, 0]
    length = np.maximum((way**2).sum(axis=1), 1e-9)
    free = count >= 2
    out = share.copy()
    eased = found = out[is_cut]
    for _ in range(EASE_ROUNDS):
        points = start + way * eased[:, None]
        around = np.column_stack([np.bincount(pairs[:, 0], points[pairs[:, 1], k], len(points)) for k in range(3)]) / np.maximum(count, 1)[:, None]
        wanted = ((around - start) * way).sum(axis=1) / length
        eased = np.where(free, np.clip(found + (wanted - found) * EASE, LEAST_SHARE, 1 - LEAST_SHARE), eased)
    out[is_cut] = eased
    return out
