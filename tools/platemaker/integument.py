"""The skin for rays and cells: the left half of the skin, by region, with a plain garment in place of the urogenital region.

The body is symmetric, so the right half is the left one mirrored. Body frame, millimetres. (`skin` draws the skin on plates.)
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import RBFInterpolator
from scipy.spatial import cKDTree

from tools.platemaker import eyelid, meshes

Array = NDArray[np.float64]
Index = NDArray[np.int64]

COVERED = "urogenital-region"
HAND_REGIONS = frozenset(
    {"palm", "dorsum-of-hand", "palmar-surfaces-of-digits-of-hand", "dorsal-surfaces-of-digits-of-hand", "nail-plate", "perionyx"}
)
FOREARM_REGIONS = frozenset(
    {
        "anterior-region-of-forearm", "posterior-region-of-forearm", "medial-border-of-forearm", "lateral-border-of-forearm",
        "anterior-region-of-wrist", "posterior-region-of-wrist", "radial-foveola",
    }
)  # fmt: skip
ARM_REGIONS = frozenset(
    {
        "anterior-region-of-arm", "posterior-region-of-arm", "medial-bicipital-groove", "lateral-bicipital-groove",
        "anterior-region-of-elbow", "posterior-region-of-elbow", "cubital-fossa",
    }
)  # fmt: skip
LIMB_REGIONS = HAND_REGIONS | FOREARM_REGIONS | ARM_REGIONS


@dataclass(frozen=True)
class Integument:
    """A triangle mesh with the index into `names` (base ids of skin regions) of each face; normals face outward."""

    vertices: Array
    faces: Index
    region: Index
    names: tuple[str, ...]

    @property
    def centres(self) -> Array:
        """The mid-points of the faces (m, 3)."""
        return np.asarray(self.vertices[self.faces].mean(axis=1))

    @property
    def areas(self) -> Array:
        """The areas of the faces (m,) in mm²."""
        return np.asarray(np.linalg.norm(self._crosses(), axis=1) / 2)

    @property
    def normals(self) -> Array:
        """The unit normals of the faces (m, 3); zero for slivers without area."""
        cross = self._crosses()
        return np.asarray(cross / np.maximum(np.linalg.norm(cross, axis=1, keepdims=True), 1e-12))

    def _crosses(self) -> Array:
        a, b, c = (self.vertices[self.faces[:, i]] for i in range(3))
        return np.asarray(np.cross(b - a, c - a))

    def of(self, names: frozenset[str]) -> NDArray[np.bool_]:
        """Return which faces belong to the named regions."""
        wanted = np.array([name in names for name in self.names])
        return np.asarray(wanted[self.region])

    def keep(self, faces: NDArray[np.bool_]) -> Integument:
        """Return the skin with only the given faces; vertices stay as they are."""
        return Integument(self.vertices, self.faces[faces], self.region[faces], self.names)

    def whole(self) -> Integument:
        """Return left and right halves together; the faces of the right half follow those of the left."""
        mirrored = self.vertices * [-1, 1, 1]
        return Integument(
            np.vstack([self.vertices, mirrored]),
            np.vstack([self.faces, self.faces[:, ::-1] + len(self.vertices)]),
            np.concatenate([self.region, self.region]),
            self.names,
        )


def load(pack: Path) -> Integument:
    """Return the left half of the skin of the mesh pack, decent: the urogenital region is a smooth garment, and the eye is closed."""
    regions = meshes.load(pack, "skin-region", ("left",))
    names = tuple(sorted(r.base for r in regions))
    bare = {r.base: (_onto_left(r.vertices), r.faces) for r in regions}
    bare[COVERED] = garment(bare)
    vertices, faces, region, start = [], [], [], 0
    for index, name in enumerate(names):
        v, f = bare[name]
        # A face within the midplane is the wall of a cut, not skin.
        f = f[np.any(v[f][:, :, 0] > 0, axis=1)]
        vertices.append(v)
        faces.append(f + start)
        region.append(np.full(len(f), index))
        start += len(v)
    lids = eyelid.close(np.vstack(vertices), np.vstack(faces), bare[eyelid.REGION][0])
    vertices.append(lids.vertices)
    faces.append(lids.faces + start)
    region.append(np.full(len(lids.faces), names.index(eyelid.REGION)))
    return Integument(np.vstack(vertices), np.vstack(faces), np.concatenate(region), names)


def _onto_left(vertices: Array) -> Array:
    """Return the vertices with the few that overhang the midline drawn back onto it."""
    out = vertices.copy()
    out[:, 0] = np.where(out[:, 0] < 0.3, 0.0, out[:, 0])
    return out


def garment(regions: dict[str, tuple[Array, Index]], rows: int = 34, columns: int = 9) -> tuple[Array, Index]:
    """Return a smooth sheet in place of the urogenital region: from its outer edge across to the midline, left half.

    The edge is where the region touches its neighbours. The sheet is the thin plate that hangs on the edges of both sides, like
    plain cloth between them; it meets the midline squarely, so that both halves join without a ridge.
    """
    edge = _edge(regions)
    both = np.vstack([edge, edge * [-1, 1, 1]])
    plate = RBFInterpolator(both[:, :2], both[:, 2], kernel="thin_plate_spline")
    height = np.linspace(edge[0, 1], edge[-1, 1], rows)
    width = np.interp(-height, -edge[:, 1], edge[:, 0])
    x = width[:, None] * np.linspace(1, 0, columns)
    y = np.broadcast_to(height[:, None], x.shape)
    grid = np.stack([x.ravel(), y.ravel(), plate(np.stack([x.ravel(), y.ravel()], axis=1))], axis=1)
    index = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = (i.ravel() for i in (index[:-1, :-1], index[:-1, 1:], index[1:, :-1], index[1:, 1:]))
    return grid, np.vstack([np.c_[a, b, c], np.c_[b, d, c]])


def _edge(regions: dict[str, tuple[Array, Index]]) -> Array:
    """Return the region's outer edge as points from the top down, without the midline."""
    own = np.unique(regions[COVERED][0].round(3), axis=0)
    others = np.vstack([v for name, (v, _) in regions.items() if name != COVERED])
    shared = own[(cKDTree(others).query(own)[0] < 0.5) & (own[:, 0] > 2.5)]
    return np.asarray(shared[np.argsort(-shared[:, 1], kind="stable")])
