"""The muscle lattice: body points at (along, across), so that a site is placed on every plate without the meshes.

`along` 0 origin … 1 insertion in 9 steps, `across` 0 … 1 in 5 steps over each section, along an axis fixed per part.
Body frame, millimetres, left side, at mid-thickness and inside the flesh.

Run: `python -m tools.platemaker.lattice --meshes DIR [--out DIR]`.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import trimesh
from scipy.spatial import cKDTree
from tqdm import tqdm

from tools.platemaker import field, hint, meshes, npz, patch, section, weld
from tools.platemaker.field import Field
from tools.platemaker.meshes import Structure
from tools.platemaker.weld import Floats, Surface

ALONG = 9
ACROSS = 5
MARGIN = 0.07
LEAST_SHARE = 0.2
FINE = 33
LEAST_MM = 0.4
AXES = {
    "medial-to-lateral": (1.0, 0.0, 0.0),
    "lateral-to-medial": (-1.0, 0.0, 0.0),
    "superior-to-inferior": (0.0, -1.0, 0.0),
    "anterior-to-posterior": (0.0, 0.0, -1.0),
}
CHOICES = ("medial-to-lateral", "superior-to-inferior", "anterior-to-posterior")


@dataclass(frozen=True)
class Lattice:
    """One part's lattice: points (9, 5, 3) body mm, what across 0 → 1 means, how the fascicles were found."""

    id: str
    points: Floats
    across: str
    quality: str


def build(structure: Structure, found: Field) -> Lattice:
    """Return the lattice of a muscle part; every point lies inside the mesh."""
    skin = weld.weld(structure.vertices, structure.faces)
    along = np.zeros(len(skin.vertices))
    along[skin.welded] = found.vertex_along
    loops = [_loops(skin, along, level) for level in np.linspace(0, 1, ALONG)]
    name = hint.find(structure.base).across or _widest(skin, found, loops)
    axis = np.array(AXES[name])
    rows = [_row(level_loops, axis) for level_loops in loops]
    return Lattice(structure.base, _inside(skin, np.array(rows)), name, found.quality)


def _loops(skin: Surface, along: Floats, level: float) -> list[Floats]:
    """Return the loops of one level that matter: those of at least a fifth of the largest one's area."""
    for trial in _nearby(level):
        pieces = section.cut(skin, along, trial)
        if len(pieces.face):
            area = np.linalg.norm(section.vector_areas(pieces), axis=1)
            return [section.chain(pieces, int(k)) for k in np.flatnonzero(area >= LEAST_SHARE * area.max())]
    raise ValueError("the fascicle coordinate has no level between 0 and 1")


def _nearby(level: float) -> list[float]:
    """Return the level, the ends a little inward, and then others nearer the middle in case that no face crosses it."""
    wanted = min(max(level, 0.03), 0.97)
    return [wanted + (0.5 - wanted) * step for step in np.linspace(0, 1, 26)]


def _widest(skin: Surface, found: Field, loops: list[list[Floats]]) -> str:
    """Return the axis along which the sections are widest, the fascicles' own direction taken out."""
    mean = np.average(found.face_direction, axis=0, weights=skin.areas)
    mean /= max(float(np.linalg.norm(mean)), 1e-9)
    widths = []
    for name in CHOICES:
        axis = np.array(AXES[name])
        spans = [np.ptp(np.vstack(level) @ axis) for level in loops]
        widths.append(float(np.median(spans)) * (1 - abs(float(mean @ axis))))
    return CHOICES[int(np.argmax(widths))]


def _row(loops: list[Floats], axis: Floats) -> Floats:
    """Return (5, 3) points over one level: the middle lines of its loops, laid end to end along the axis."""
    lines = [_middle(loop, axis) for loop in loops]
    lines.sort(key=lambda line: float((line @ axis).mean()))
    steps = [np.linalg.norm(np.diff(line, axis=0), axis=1) for line in lines]
    lengths = np.array([max(float(step.sum()), 1e-6) for step in steps])
    starts = np.concatenate([[0.0], np.cumsum(lengths)])
    wanted = (MARGIN + (1 - 2 * MARGIN) * np.linspace(0, 1, ACROSS)) * starts[-1]
    which = np.clip(np.searchsorted(starts, wanted, side="right") - 1, 0, len(lines) - 1)
    return np.array([_at(lines[k], steps[k], place - starts[k]) for k, place in zip(which, wanted, strict=True)])


def _at(line: Floats, steps: Floats, place: float) -> Floats:
    travelled = np.concatenate([[0.0], np.cumsum(steps)])
    return np.array([np.interp(place, travelled, line[:, k]) for k in range(3)])


def _middle(loop: Floats, axis: Floats) -> Floats:
    """Return the line half-way between the two sides of a loop, from edge to edge, running up the axis."""
    size = len(loop)
    low, high = _edges(loop, axis)
    if size < 3 or low == high:
        return np.vstack([loop.mean(axis=0), loop.mean(axis=0)])
    one = loop[[(low + k) % size for k in range((high - low) % size + 1)]]
    other = loop[[(low - k) % size for k in range((low - high) % size + 1)]]
    return (_resample(one) + _resample(other)) / 2


def _edges(loop: Floats, axis: Floats) -> tuple[int, int]:
    """Return the two corners of a loop that lie furthest apart, distance along the axis counting double.

    On a round section that is the axis; on a sheet it is the sheet's two edges, however it curves.
    """
    step = loop[None, :, :] - loop[:, None, :]
    worth = np.linalg.norm(step, axis=2) + step @ axis
    low, high = np.unravel_index(int(np.argmax(worth)), worth.shape)
    return int(low), int(high)


def _resample(line: Floats) -> Floats:
    travelled = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    wanted = np.linspace(0, travelled[-1], FINE)
    return np.column_stack([np.interp(wanted, travelled, line[:, k]) for k in range(3)])


def _inside(skin: Surface, points: Floats) -> Floats:
    """Return the lattice with every point that lies outside (or in a hair's breadth of skin) moved to the nearest mid-flesh."""
    flat = points.reshape(-1, 3).copy()
    outside = np.flatnonzero(~contains(skin, flat))
    if len(outside):
        middles = _mid_flesh(skin)
        flat[outside] = middles[cKDTree(middles).query(flat[outside])[1]]
    return flat.reshape(points.shape)


def _mid_flesh(skin: Surface) -> Floats:
    """Return points half-way through the flesh below each face that are surely inside, the thickest places if none is."""
    through = weld.through(skin, skin.centres, skin.normals)
    good = through.face >= 0
    thickness = through.thickness[good]
    middles = skin.centres[good] - skin.normals[good] * thickness[:, None] / 2
    sure = contains(skin, middles) & (thickness > LEAST_MM)
    return middles[sure] if sure.any() else middles[thickness >= np.percentile(thickness, 90)]


def contains(skin: Surface, points: Floats) -> np.ndarray:
    """Return whether each point (k, 3) lies inside the mesh: by the parity of crossings on most of seven rays."""
    middle = skin.vertices.mean(axis=0)
    mesh = trimesh.Trimesh(skin.vertices - middle, skin.faces, process=False)
    votes = np.zeros(len(points))
    for ray in _RAYS:
        _, index, _ = mesh.ray.intersects_location(points - middle, np.tile(ray, (len(points), 1)), multiple_hits=True)
        votes += np.bincount(index, minlength=len(points)) % 2
    return np.asarray(votes > len(_RAYS) / 2)


_RAYS = weld.unit(np.array([
    [1.0, 0.13, 0.07], [-1.0, 0.11, 0.05], [0.09, 1.0, 0.12], [0.06, -1.0, 0.14], [0.13, 0.08, 1.0], [0.1, 0.07, -1.0], [0.6, 0.5, 0.7],
]))


def build_all(pack: Path) -> list[Lattice]:
    """Return the lattices of every muscle part of the pack, left and midline, sorted by id."""
    attachments = meshes.load(pack, "attachment")
    anchors = meshes.load(pack, "bone") + meshes.load(pack, "fascia")
    muscles = sorted(meshes.load(pack, "muscle"), key=lambda s: s.base)
    return [
        build(muscle, field.solve(muscle, patch.of(muscle, attachments, anchors)))
        for muscle in tqdm(muscles, desc="lattice", unit="muscle", disable=None)
    ]


def save(lattices: Sequence[Lattice], file: Path) -> int:
    """Write the lattices as docs/formats.md has it and return the size in bytes; the same lattices give the same bytes."""
    return npz.save(file, {
        "ids": np.array([x.id for x in lattices]),
        "points": npz.snap(np.array([x.points for x in lattices]), 64),
        "across_axis": np.array([x.across for x in lattices]),
        "quality": np.array([x.quality for x in lattices]),
    })


def main() -> None:
    """Build the lattice of the pack and write `lattice.npz`."""
    parser = argparse.ArgumentParser(description="muscle coordinates: (part, along, across) to body frame")
    parser.add_argument("--meshes", type=Path, required=True, help="folder of the mesh pack")
    parser.add_argument("--out", type=Path, default=Path("data/body"), help="folder to write lattice.npz to")
    options = parser.parse_args()
    lattices = build_all(options.meshes)
    size = save(lattices, options.out / "lattice.npz")
    print(f"lattice: {len(lattices)} parts, {size} bytes -> {options.out / 'lattice.npz'}")


if __name__ == "__main__":
    main()
