"""Builds the second body's mesh pack from the first one's: every structure warped, its skin cut into the same regions.

The pack has the same form as the first one's (left and midline structures), so that every stage of the plate maker runs on it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import trimesh
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from tools.platemaker import arm, eyelid, integument, joint, landmark, meshes, npz
from tools.platemaker.figure import depth, form, paired, regions, toes
from tools.platemaker.figure.addressed import Addressed, pairs
from tools.platemaker.figure.warp import Pairs, Warp
from tools.platemaker.integument import Integument
from tools.platemaker.meshes import Structure
from tools.platemaker.surface import Surface

Array = NDArray[np.float64]
Say = Callable[[str], None]

SOLID = ("muscle", "bone", "fascia", "nerve", "attachment")
FIRM, SOFT, LOOSE = 20.0, 150.0, 1500.0
"""How much the spline may miss a landmark, a skin pair, and a joint deep inside."""
LEAD_MM = 24.0
"""So near to the underside of the chin, what has the same address is not the same place: there the profile leads, once addresses are read."""
ROUNDS = 2
LATTICE, LANDMARKS, CARRY = "lattice.npz", "landmarks.json", "carry.npz"
"""Muscle coordinates and landmarks on the second body, and where each skin cell of the first lies on it."""


class Maker:
    """The second body in the making."""

    def __init__(self, first: Path, folder: Path, say: Say) -> None:
        """`first` is the first body's pack, `folder` holds the second one's skin and the paired landmarks."""
        self.first, self.say = first, say
        self.solids = {kind: meshes.load(first, kind) for kind in SOLID}
        self.skin = integument.load(first)
        one, two, scale = paired.landmarks(folder / "female_joints.json")
        self.shape = regions.load(folder / "female_skin.glb", two["nose-tip"])
        skins = self.skin.vertices, self.shape.vertices
        feet = Pairs(*(toes.points(each.vertices, each.faces) for each in (self.skin, self.shape)))
        joints = paired.pairs(one, two, scale, skins) + feet
        sure, self.on_skin_only, self.deep = paired.kept(one, two, skins)
        self.sure = sure + feet
        self.chin = Pairs(*(paired.throat(skin, marks) for skin, marks in zip(skins, (one, two), strict=True)))
        self.flesh = self.surface = Warp(joints, FIRM)
        self.say(f"{len(joints.source)} pairs to begin with")

    def fit(self) -> None:
        """Find the map: lay the skin on with what is known, read the body addresses off both bodies, and join them; twice. The underside of the chin comes last."""
        one = Addressed(joint.load(self.first), self.skin)
        flesh = surface = Pairs(np.empty((0, 3)), np.empty((0, 3)))
        sure = self.sure + self.chin.keep(np.array([0]))
        for _ in range(ROUNDS):
            two = Addressed(self._skeleton(), self.cut())
            flesh, surface = (pairs(one, two, breast=breast) for breast in (False, True))
            self.flesh = self._warp(sure, flesh)
            self.surface = self._warp(sure + self.on_skin_only, surface)
            self.say(f"{self.flesh.count} points for the flesh, {self.surface.count} for the skin, both sides")
        self.flesh = self._warp(self.sure + self.chin, beside(self.chin, flesh))
        self.surface = self._warp(self.sure + self.chin + self.on_skin_only, beside(self.chin, surface))

    def cut(self) -> Integument:
        """Return the second body's skin with its regions as the map has them now."""
        return regions.cut(self.shape, regions.Named(self.skin, self.surface))

    def _warp(self, sure: Pairs, skin: Pairs) -> Warp:
        parts = (sure, FIRM), (skin, SOFT), (self.deep, LOOSE)
        give = np.concatenate([np.full(len(each.source), amount) for each, amount in parts])
        return Warp(sure + skin + self.deep, give)

    def _skeleton(self) -> joint.Skeleton:
        return joint.of(replace(bone, vertices=self.flesh(bone.vertices)) for bone in self.solids["bone"])

    def warped(self, skin: Integument, sites: Array) -> tuple[dict[str, list[Structure]], Array]:
        """Return all structures, and the given points inside them (n, 3), warped and brought under the skin."""
        before, after = depth.Cover(self.skin), depth.Cover(skin)
        flat = [s for kind in SOLID for s in self.solids[kind]]
        sizes = np.cumsum([len(s.vertices) for s in flat])
        points = np.vstack([*(s.vertices for s in flat), sites])
        laid = self.flesh(points)
        settled, report = depth.settle(laid, before.depth(points)[0], after)
        middle = points[:, 0] == 0
        settled[middle, 0] = 0.0
        self.say(
            f"{report.count} vertices, outside the skin {report.before} at first, {report.after} at the end, {report.worst:.1f} mm at most"
        )
        *parts, laid_sites = np.split(settled, sizes)
        moved = [replace(s, vertices=v) for s, v in zip(flat, parts, strict=True)]
        return {kind: [s for s in moved if s.kind == kind] for kind in SOLID}, laid_sites

    def on_skin(self, points: Array, skin: Integument) -> Array:
        """Return where points of the first body's skin lie on the second one's: warped, and from there to the nearest skin."""
        return Surface(skin).nearest(self.surface(points))[0]


def beside(chin: Pairs, skin: Pairs) -> Pairs:
    """Return the skin pairs without those next to the underside of the chin."""
    return skin.keep(cKDTree(chin.source).query(skin.source)[0] > LEAD_MM)


def build(first: Path, folder: Path, body: Path, out: Path, say: Say) -> None:
    """Write the second body's pack into `out`, with the muscle coordinates and skin cells of the first body's `body` folder laid on it."""
    maker = Maker(first, folder, say)
    maker.fit()
    skin = maker.cut()
    lattice = _arrays(body / "lattice.npz")
    records = json.loads((body / "landmarks.json").read_text(encoding="utf-8"))["landmarks"]
    sites = [lattice["points"].reshape(-1, 3).astype(float), np.array([r["point"] for r in records])]
    parts, laid = maker.warped(skin, np.vstack(sites))
    points, bony = laid[: len(sites[0])], laid[len(sites[0]) :]
    of_skin = {s.base: s for s in meshes.load(first, "skin-region", ("left",))}
    parts["skin-region"] = [_region(skin, index, of_skin[name]) for index, name in enumerate(skin.names)]
    out.mkdir(parents=True, exist_ok=True)
    for kind, structures in parts.items():
        _write(out / meshes.FILES[kind], structures)
    _write_manifest(first, out, maker.solids, of_skin, maker.shape.lids)
    npz.save(out / LATTICE, lattice | {"points": npz.snap(points.reshape(lattice["points"].shape), 64)})
    cells = _arrays(body / "cells.npz")["points"].astype(float)
    npz.save(out / CARRY, {"first": npz.snap(cells, 16), "second": npz.snap(maker.on_skin(cells, skin), 16)})
    site = landmark.Site(joint.of(parts["bone"]), Surface(skin))
    landmark.write(out / LANDMARKS, form.found(_landmarks(records, bony, maker, skin), site))
    say(f"{sum(len(s) for s in parts.values())} structures")


def _landmarks(records: list[dict[str, Any]], points: Array, maker: Maker, skin: Integument) -> list[dict[str, Any]]:
    """Return the first body's landmarks on the second: the point where the warp lays the bone, its skin on the second one's skin."""
    middle = np.array([not r["sided"] for r in records])[:, None]
    skins = maker.on_skin(np.array([r["skin"] for r in records]), skin)
    normals = Surface(skin).normal(skins)
    on = np.where(middle, [0.0, 1.0, 1.0], 1.0)
    points, skins, normals = points * on, skins * on, normals * on
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return [
        record | {
            "point": [round(float(v), 1) + 0.0 for v in point],
            "skin": [round(float(v), 1) + 0.0 for v in on_skin],
            "normal": [round(float(v), 3) + 0.0 for v in normal],
            "rule": f"{record['rule']}, carried from the first body by the warp",
        }
        for record, point, on_skin, normal in zip(records, points, skins, normals, strict=True)
    ]  # fmt: skip


def _arrays(file: Path) -> dict[str, NDArray[Any]]:
    with np.load(file, allow_pickle=False) as found:
        return {name: found[name] for name in found.files}


def _write_manifest(first: Path, out: Path, solids: dict[str, list[Structure]], regions: dict[str, Structure], lids: Array) -> None:
    """Copy the manifest, and note in it where the lids meet, and which structures hang with the arm on the first body: the second one's arms hang wider."""
    shoulder = arm.shoulder_height(next(b for b in solids["bone"] if b.base == "clavicle"))
    every = [*(s for kind in solids.values() for s in kind), *regions.values()]
    near = {s.id: arm.is_near_arm(s, shoulder) for s in every}
    manifest = json.loads((first / "manifest.json").read_text(encoding="utf-8"))
    manifest["structures"] = [e | {"near_arm": near[e["id"]]} if e["id"] in near else e for e in manifest["structures"]]
    manifest[eyelid.NOTE] = np.round(lids, 3).tolist()
    (out / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")


def _region(skin: Integument, index: int, like: Structure) -> Structure:
    faces = skin.faces[skin.region == index]
    used, inverse = np.unique(faces, return_inverse=True)
    return replace(like, vertices=skin.vertices[used], faces=inverse.reshape(-1, 3).astype(np.int64))


def _write(file: Path, structures: list[Structure]) -> None:
    scene = trimesh.Scene()
    for each in structures:
        mesh = trimesh.Trimesh(np.round(each.vertices, 3) / 1000.0, each.faces, process=False)
        scene.add_geometry(mesh, node_name=each.id, geom_name=each.id)
    file.write_bytes(trimesh.exchange.gltf.export_glb(scene))
