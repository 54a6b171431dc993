"""Makes `assets/stack/<plate>.npz`: the skin and everything under it, in order, behind each point of a grid on a plate.

Plate frame, millimetres. Anterior and posterior hold the left half of the body with the midline, the left plate the left half
without the near arm, an inset what its window shows of its part.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse
import scipy.sparse.linalg
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import cKDTree

from tools.platemaker.cell import Cells
from tools.platemaker.frame import PlateFrame
from tools.platemaker.integument import LIMB_REGIONS, Integument
from tools.platemaker.meshes import Structure
from tools.platemaker.passage import Passages, passages
from tools.platemaker.ray import Caster

Array = NDArray[np.float64]
Index = NDArray[np.int64]
Mask = NDArray[np.bool_]

NO_SKIN = -32768
FAR_MM = 1000.0
BEND_MM = 6.0
CRACK_STEPS = 2
OVERHANG_MM = 6.0


@dataclass(frozen=True)
class Grid:
    """Pixel centres of one plate: x0 + column · step, y0 + row · step."""

    frame: PlateFrame
    x0: float
    y0: float
    rows: int
    columns: int

    @classmethod
    def over(cls, frame: PlateFrame, vertices: Array) -> Grid:
        """Return the grid that just covers the vertices; a column lies on x = 0 exactly."""
        flat = frame.project(vertices)[:, :2]
        first, last = flat.min(axis=0), flat.max(axis=0)
        if frame.window is not None:
            first, last = np.maximum(first, frame.window[:2]), np.minimum(last, frame.window[2:])
        low = np.floor(first / frame.step)
        high = np.ceil(last / frame.step)
        columns, rows = (high - low + 1).astype(int)
        return cls(frame, float(low[0] * frame.step), float(low[1] * frame.step), int(rows), int(columns))

    def centres(self) -> Array:
        """Return plate x and y of all pixels in row-major order (rows · columns, 2)."""
        step = self.frame.step
        x, y = np.meshgrid(self.x0 + step * np.arange(self.columns), self.y0 + step * np.arange(self.rows))
        return np.stack([x.ravel(), y.ravel()], axis=1)

    def start(self, pixels: Index) -> Array:
        """Return body points far in front of the given pixels, a hair off the midline so that no ray runs inside a seam."""
        flat = self.centres()[pixels]
        points = self.frame.unproject(np.c_[flat, np.full(len(flat), FAR_MM)])
        points[:, 0] = np.where(np.abs(points[:, 0]) < 0.05, 0.05, points[:, 0])
        return points


@dataclass(frozen=True)
class Skinned:
    """The skin on a grid: depth toward the viewer in mm (NaN where there is none), and the outward normal (pixels, 3)."""

    depth: Array
    normals: Array


def skin_on(grid: Grid, skin: Integument) -> Skinned:
    """Return the first skin behind each pixel; cracks and the hole of the cut arm are closed by a taut sheet.

    `skin` is all that the plate shows: both halves, or one limb.
    """
    count = grid.rows * grid.columns
    caster = Caster(skin.vertices, skin.faces)
    view = grid.frame.matrix[2]
    distance, face = caster.first(grid.start(np.arange(count)), np.tile(-view, (count, 1)))
    normals = caster.face_normals[np.maximum(face, 0)]
    is_inside = face >= 0
    is_front = is_inside & (normals @ view > 0)
    depth = np.where(is_front, FAR_MM - distance, np.nan)
    shape = (grid.rows, grid.columns)
    filled = is_inside.reshape(shape)
    if grid.frame.part == "armless":
        filled = ndimage.binary_fill_holes(filled)
    elif grid.frame.part != "body":
        # Where a limb was cut off there is no skin: only cracks are closed.
        filled = filled & ndimage.binary_closing(is_front.reshape(shape), iterations=CRACK_STEPS)
    depth = _close(depth.reshape(shape), filled).ravel()
    if grid.frame.floor is not None:
        depth[np.nan_to_num(depth, nan=-np.inf) < grid.frame.floor] = np.nan
    return Skinned(depth, np.where(is_front[:, None], normals, view))


def _close(depth: Array, inside: Mask) -> Array:
    """Return the depths with gaps inside the silhouette filled: each gap pixel is the mean of its neighbours (Laplace)."""
    gap = inside & ~np.isfinite(depth)
    if not gap.any():
        return depth
    number = np.full(depth.shape, -1)
    number[gap] = np.arange(gap.sum())
    rows, columns, weights = [], [], []
    right = np.zeros(int(gap.sum()))
    degree = np.zeros(int(gap.sum()))
    for axis, step in ((0, 1), (0, -1), (1, 1), (1, -1)):
        near_number, near_depth = (np.roll(a, step, axis) for a in (number, depth))
        near_inside = np.roll(inside, step, axis)
        is_gap = gap & (near_number >= 0)
        rows.append(number[is_gap])
        columns.append(near_number[is_gap])
        weights.append(np.full(int(is_gap.sum()), -1.0))
        is_known = gap & near_inside & np.isfinite(near_depth)
        np.add.at(right, number[is_known], near_depth[is_known])
        np.add.at(degree, number[is_gap | is_known], 1.0)
    size = len(right)
    matrix = scipy.sparse.coo_matrix((np.concatenate(weights), (np.concatenate(rows), np.concatenate(columns))), (size, size))
    solution = scipy.sparse.linalg.spsolve((matrix + scipy.sparse.diags(np.maximum(degree, 1e-6))).tocsc(), right)
    out = depth.copy()
    out[gap] = solution
    return out


def cells_on(grid: Grid, skinned: Skinned, cells: Cells, seen: Mask) -> NDArray[np.uint16]:
    """Return the index of the nearest cell that the plate sees for each pixel with skin; 65535 elsewhere."""
    out = np.full(grid.rows * grid.columns, 65535, dtype=np.uint16)
    pixels = np.flatnonzero(np.isfinite(skinned.depth))
    points = grid.frame.unproject(np.c_[grid.centres()[pixels], skinned.depth[pixels]])
    candidates = np.flatnonzero(seen)
    tree = cKDTree(np.c_[cells.points[candidates], cells.normals[candidates] * BEND_MM])
    out[pixels] = candidates[tree.query(np.c_[points, skinned.normals[pixels] * BEND_MM])[1]]
    return out


def under(grid: Grid, skinned: Skinned, structures: list[Structure]) -> tuple[list[str], list[Passages]]:
    """Return names and passages (pixel, depth toward the viewer of entry and exit) of all structures below the skin."""
    names, found = [], []
    centres = grid.centres()
    has_skin = np.isfinite(skinned.depth)
    view = grid.frame.matrix[2]
    for structure in sorted(structures, key=lambda s: s.id):
        flat = grid.frame.project(structure.vertices)
        low, high = flat[:, :2].min(axis=0), flat[:, :2].max(axis=0)
        pixels = np.flatnonzero(has_skin & np.all((centres >= low) & (centres <= high), axis=1))
        if not len(pixels):
            continue
        passed = passages(structure, pixels, grid.start(pixels), -view, FAR_MM)
        if grid.frame.floor is not None:
            passed = passed.keep(passed.entry > grid.frame.floor)
        if len(passed.pixel):
            names.append(structure.base)
            found.append(passed)
    return names, found


def arrays(grid: Grid, skinned: Skinned, cell: NDArray[np.uint16], names: list[str], found: list[Passages]) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of `assets/stack/<plate>.npz`; what lies wholly in front of the skin is left out."""
    pixel = np.concatenate([p.pixel for p in found])
    owner = np.concatenate([np.full(len(p.pixel), i) for i, p in enumerate(found)])
    entry = skinned.depth[pixel] - np.concatenate([p.entry for p in found])
    leave = skinned.depth[pixel] - np.concatenate([p.leave for p in found])
    keep = leave > -OVERHANG_MM
    pixel, owner, entry, leave = pixel[keep], owner[keep], entry[keep], leave[keep]
    order = np.lexsort((leave, entry.round(2), pixel))
    pixel, owner, entry, leave = pixel[order], owner[order], np.maximum(entry[order], 0), np.maximum(leave[order], 0.5)
    count = grid.rows * grid.columns
    shape = (grid.rows, grid.columns)
    depth = np.where(np.isfinite(skinned.depth), np.round(np.nan_to_num(skinned.depth) * 10), NO_SKIN)
    return {
        "x0": np.float64(grid.x0),
        "y0": np.float64(grid.y0),
        "step": np.float64(grid.frame.step),
        "skin_depth": depth.astype(np.int16).reshape(shape),
        "cell": cell.reshape(shape),
        "start": np.concatenate([[0], np.cumsum(np.bincount(pixel, minlength=count))]).astype(np.uint32),
        "structure": owner.astype(np.uint16),
        "depth": np.round(entry).astype(np.uint16),
        "thickness": np.clip(np.round(leave - entry), 1, 255).astype(np.uint8),
        "names": np.array(names),
    }


def without_arm(skin: Integument) -> Integument:
    """Return the skin without the hanging arm, for the left plate."""
    return skin.keep(~skin.of(LIMB_REGIONS))
