"""Reads the mesh pack: one `Structure` per node, in body millimetres, with its manifest entry.

The pack itself is an input that is never committed; `docs/atlas.md` says where it comes from.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import trimesh
from numpy.typing import NDArray

FILES = {
    "muscle": "muscles.glb",
    "bone": "bones.glb",
    "skin-region": "skin_regions.glb",
    "skin": "skin.glb",
    "attachment": "attachments.glb",
    "fascia": "fascia.glb",
    "nerve": "nerves.glb",
}


@dataclass(frozen=True)
class Structure:
    """One node of the pack: vertices (n, 3) in body mm, faces (m, 3), wound so that normals face outward."""

    id: str
    kind: str
    side: str
    vertices: NDArray[np.float64]
    faces: NDArray[np.int64]
    entry: dict[str, Any] = field(repr=False)

    @property
    def base(self) -> str:
        """The id without its side."""
        return self.id.rsplit(".", 1)[0] if self.side in ("left", "right") else self.id

    @property
    def group(self) -> str | None:
        """The manifest's group (orbit, larynx, tooth, …) or None."""
        return self.entry.get("group")


def _side(entry: dict[str, Any]) -> str:
    return entry["side"] if entry.get("side") in ("left", "right") else "midline"


def _outward(vertices: NDArray[np.float64], faces: NDArray[np.int64]) -> NDArray[np.int64]:
    """Flip all faces of a mesh whose signed volume is negative (mirrored parts of the pack have flipped winding)."""
    a, b, c = (vertices[faces[:, i]] - vertices.mean(axis=0) for i in range(3))
    volume = np.einsum("ij,ij->i", a, np.cross(b, c)).sum()
    return faces[:, ::-1] if volume < 0 else faces


def load(pack: Path, kind: str, sides: tuple[str, ...] = ("left", "midline")) -> list[Structure]:
    """Return the pack's structures of one kind on the given sides, sorted by id.

    Skin sheets (`skin`, `skin-region`, `attachment`) are open surfaces and keep the winding of the pack.
    """
    entries = {e["id"]: e for e in json.loads((pack / "manifest.json").read_text())["structures"]}
    scene = trimesh.load(pack / FILES[kind])
    out = []
    for name in sorted(scene.geometry):
        entry = entries[name]
        if entry["system"] != kind or _side(entry) not in sides:
            continue
        mesh = scene.geometry[name]
        vertices = np.asarray(mesh.vertices, dtype=float) * 1000.0
        faces = np.asarray(mesh.faces, dtype=np.int64)
        if kind in ("muscle", "bone"):
            faces = _outward(vertices, faces)
        out.append(Structure(name, kind, _side(entry), vertices, faces, entry))
    return out
