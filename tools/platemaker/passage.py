"""Where rays pass through one structure: pairs of entry and exit, also through meshes that are not quite closed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.platemaker.meshes import Structure
from tools.platemaker.ray import Caster

Array = NDArray[np.float64]
Index = NDArray[np.int64]

SAME_MM = 0.05
BRIDGE_MM = 1.0


@dataclass(frozen=True)
class Passages:
    """Each passage's pixel, and the depth (toward the viewer, mm) at which it begins and ends: entry ≥ leave."""

    pixel: Index
    entry: Array
    leave: Array

    def keep(self, chosen: NDArray[np.bool_]) -> Passages:
        """Return some of the passages."""
        return Passages(self.pixel[chosen], self.entry[chosen], self.leave[chosen])


def passages(structure: Structure, pixels: Index, origins: Array, direction: Array, far: float) -> Passages:
    """Return the passages of rays (one a pixel, all along `direction`, starting at depth `far`) through a structure.

    Entry and exit are told by which way the faces look. Where they do not come in pairs (an open or tangled mesh), hits are
    paired in order; a single hit is a passage without thickness. Passages of one ray less than 1 mm apart are one.
    """
    caster = Caster(structure.vertices, structure.faces)
    ray, face, where = caster.every(origins, np.tile(direction, (len(origins), 1)))
    empty = np.empty(0)
    if not len(ray):
        return Passages(np.empty(0, dtype=np.int64), empty, empty)
    depth = far - np.einsum("ij,j->i", where - origins[ray], direction)
    order = np.lexsort((-depth, ray))
    ray, depth = ray[order], depth[order]
    way = np.where(caster.face_normals[face[order]] @ direction < 0, 1, -1)
    # A ray through an edge hits both its faces: the second hit counts only if it looks the other way.
    twin = np.r_[False, (ray[1:] == ray[:-1]) & (np.abs(np.diff(depth)) < SAME_MM) & (way[1:] == way[:-1])]
    ray, depth, way = ray[~twin], depth[~twin], way[~twin]
    entry, leave = _pair(ray, way)
    return _bridge(pixels[ray[entry]], depth[entry], depth[leave])


def _pair(ray: Index, way: Index) -> tuple[Index, Index]:
    """Return the indices of the entry and the exit of each passage; rays are sorted, hits from near to far."""
    start = np.flatnonzero(np.r_[True, ray[1:] != ray[:-1]])
    size = np.diff(np.r_[start, len(ray)])
    group = np.repeat(np.arange(len(start)), size)
    total = np.cumsum(way)
    inside = total - np.repeat(total[start] - way[start], size)
    is_sound = (np.minimum.reduceat(inside, start) >= 0) & (inside[start + size - 1] == 0)
    sound = is_sound[group]
    rank = np.arange(len(ray)) - start[group]
    last = rank == size[group] - 1
    is_odd_end = ~sound & last & (rank % 2 == 0)
    is_entry = np.where(sound, (way == 1) & (inside == 1), rank % 2 == 0)
    is_leave = np.where(sound, (way == -1) & (inside == 0), rank % 2 == 1)
    lone = is_odd_end & (size[group] == 1)
    is_entry = is_entry & (~is_odd_end | lone)
    entry, leave = np.flatnonzero(is_entry), np.flatnonzero(is_leave | lone)
    return entry, leave


def _bridge(pixel: Index, entry: Array, leave: Array) -> Passages:
    """Return the passages with those of one pixel joined that are less than 1 mm apart."""
    fresh = np.r_[True, (pixel[1:] != pixel[:-1]) | (leave[:-1] - entry[1:] >= BRIDGE_MM)]
    begin = np.flatnonzero(fresh)
    return Passages(pixel[begin], entry[begin], np.minimum.reduceat(leave, begin) if len(begin) else leave)
