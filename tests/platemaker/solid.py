"""Synthetic muscles: a rod, a sheet and a fan, closed and triangulated, with patches where a test wants them."""

from __future__ import annotations

import numpy as np

from tools.platemaker.meshes import Structure


def _structure(name: str, vertices: np.ndarray, faces: list[tuple[int, int, int]]) -> Structure:
    wound = np.array(faces, dtype=np.int64)
    a, b, c = (vertices[wound[:, k]] - vertices.mean(axis=0) for k in range(3))
    outward = wound if np.einsum("ij,ij->", a, np.cross(b, c)) > 0 else wound[:, ::-1]
    return Structure(f"{name}.left", "muscle", "left", vertices, outward, {"parent": None})


def tube(name: str, rings: np.ndarray) -> Structure:
    """Return the closed surface through rings (k, n, 3) of points, each end shut by rungs from point i to point n − 1 − i."""
    count, size = rings.shape[:2]
    faces = []
    for k in range(count - 1):
        for i in range(size):
            a, b = k * size + i, k * size + (i + 1) % size
            faces += [(a, b, b + size), (a, b + size, a + size)]
    last = (count - 1) * size
    for i in range(size // 2 - 1):
        a, b, c, d = i, i + 1, size - 2 - i, size - 1 - i
        faces += [(c, b, a), (d, c, a), (last + a, last + b, last + c), (last + a, last + c, last + d)]
    return _structure(name, rings.reshape(-1, 3), faces)


def rod(name: str = "rod", radius: np.ndarray | None = None, length: float = 100.0) -> Structure:
    """Return a rod hanging down from y = 0; `radius` (k,) from the top down, 10 mm throughout by default."""
    radius = np.full(41, 10.0) if radius is None else radius
    angle = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    heights = -np.linspace(0, length, len(radius))
    rings = np.array([np.column_stack([r * np.cos(angle), np.full(16, y), r * np.sin(angle)]) for r, y in zip(radius, heights, strict=True)])
    return tube(name, rings)


def fan(name: str = "fan") -> Structure:
    """Return a flat fan 4 mm thick: 80 mm wide at the top (y = 0), 12 mm at the bottom (y = −100)."""
    rings = []
    for share in np.linspace(0, 1, 31):
        x = np.linspace(-1, 1, 17) * (40 - 34 * share)
        y, z = np.full(17, -100.0 * share), np.full(17, 2.0)
        front, back = np.column_stack([x, y, z]), np.column_stack([x[::-1], y, -z])
        rings.append(np.vstack([front, back]))
    return tube(name, np.array(rings))


def patch(muscle: Structure, kind: str, low: float, high: float) -> Structure:
    """Return an attachment of the muscle where y lies between the two heights."""
    chosen = muscle.vertices[(muscle.vertices[:, 1] >= low) & (muscle.vertices[:, 1] <= high)]
    entry = {"kind": kind, "muscle": muscle.base, "muscles": None}
    return Structure(f"{muscle.base}--{kind}.left", "attachment", "left", chosen, np.zeros((0, 3), dtype=np.int64), entry)
