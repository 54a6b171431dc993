"""Measures how far off the second body's map is where nothing pins it: leaves paired landmarks out, makes the map anew, and looks where it lays them.

    python -m tools.figure_error --meshes DIR [--figure female]

Three readings of every landmark that was measured on both bodies, in millimetres on the second one. *Shipped*: the map as it is (most joints only
lay the limbs on and are not in it). *Alone*: without this landmark; landmarks that lie far apart are left out in one go. *Region*: without
every landmark of its region. A left-out landmark's place is first guessed from what remains, and whatever is built on it is built on the guess.
`--meshes` holds the first body's pack, and `--meshes/FIGURE` the second one's skin and the paired landmarks.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.platemaker import integument, joint, meshes
from tools.platemaker.figure import paired, regions, toes
from tools.platemaker.figure.addressed import Addressed, pairs
from tools.platemaker.figure.pack import FIRM, LOOSE, ROUNDS, SOFT, beside
from tools.platemaker.figure.warp import Pairs, Warp

Array = NDArray[np.float64]
Errors = dict[str, float]

REGIONS: Mapping[str, tuple[str, ...]] = {
    "head": ("vertex", "nose-tip", "mouth", "chin"),
    "spine": ("C7", "T12", "L5", "sacral-base", "C7-spinous-skin", "T12-spinous-skin", "L5-spinous-skin"),
    "front of the trunk": ("sternoclavicular", "nipple", "umbilicus"),
    "pelvis": ("hip", "pubic-symphysis", "perineum"),
    "arm": ("shoulder", "elbow", "wrist"),
    "hand": tuple(f"{part}{i}" for part in ("knuckle", "fingertip") for i in range(1, 6)),
    "leg": ("knee", "ankle"),
    "foot": ("second-toe-base", "heel-back", "foot-front"),
}
TOGETHER = (
    {"C7", "C7-spinous-skin"}, {"T12", "T12-spinous-skin"}, {"L5", "L5-spinous-skin", "sacral-base"},
)  # fmt: skip
"""Spine levels are one estimate each: a level's point inside and the one on its skin go together."""
APART_MM = 260.0
"""Landmarks further apart than this on the first body are left out in one go: neither tells where the other lies."""
THIN, LEAST = 4, 400
"""Of the vertices of larger bones only every fourth is laid on: enough for joint centres."""


class Asked(dict[str, Array]):
    """Bones by base id, and the names of those that were asked for: the ones that carry the addresses."""

    def __init__(self, bones: Mapping[str, Array]) -> None:
        super().__init__(bones)
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> Array:
        """Return the points of one bone."""
        self.names.add(name)
        return super().__getitem__(name)


class Known(Addressed):
    """The first body's addresses, of which each table is read once."""

    @cache  # noqa: B019  (it lives as long as the measurement)
    def table(self, name: str) -> Array:
        """Return the skin points of a segment."""
        return super().table(name)


class Trial:
    """Makes the second body's map from points only, with or without some of the paired landmarks."""

    def __init__(self, first: Path, folder: Path) -> None:
        """`first` is the first body's pack, `folder` holds the second one's skin and the paired landmarks."""
        self.one, self.two, self.scale = paired.landmarks(folder / "female_joints.json")
        self.skin = integument.load(first)
        self.shape = regions.load(folder / "female_skin.glb", self.two["nose-tip"])
        self.skins = self.skin.vertices, self.shape.vertices
        self.feet = Pairs(*(toes.points(each.vertices, each.faces) for each in (self.skin, self.shape)))
        asked = Asked({b.base: b.vertices[::THIN] if len(b.vertices) > LEAST else b.vertices for b in meshes.load(first, "bone")})
        self.first = Known(joint.Skeleton(asked), self.skin)
        self.bones = {name: asked[name] for name in sorted(asked.names)}
        self.cut = regions.cut(self.shape, regions.Named(self.skin, self.begin(self.two)))

    def begin(self, second: paired.Points) -> Warp:
        """Return the map that lays the limbs on, from what is known of the second body."""
        return Warp(paired.pairs(self.one, second, self.scale, self.skins) + self.feet, FIRM)

    def error(self, without: Iterable[str] = (), wanted: Iterable[str] = ()) -> Errors:
        """Return how far from their measured places the map lays the wanted landmarks, when it is made without some."""
        gone = frozenset(without)
        known = {name: point for name, point in self.two.items() if name not in gone}
        guess = dict(zip(sorted(gone), self.begin(known)(np.array([self.one[n] for n in sorted(gone)]).reshape(-1, 3)), strict=True))
        second = known | guess
        sure, on_skin, deep = paired.kept(self.one, second, self.skins)
        sure, deep = _without(sure, paired.SURE, gone), _without(deep, paired.DEEP, gone)
        sure += self.feet
        chin = Pairs(*(paired.throat(skin, marks) for skin, marks in zip(self.skins, (self.one, second), strict=True)))
        flesh = surface = self.begin(second)
        for _ in range(ROUNDS):
            laid = Addressed(self._laid(flesh), self.cut)
            skin = pairs(self.first, laid, breast=False)
            flesh = _warp(sure + chin.keep(np.array([0])), skin, deep)
        sure += chin
        flesh = _warp(sure, beside(chin, skin), deep)
        if "nipple" in wanted:
            surface = _warp(sure if "nipple" in gone else sure + on_skin, beside(chin, pairs(self.first, laid, breast=True)), deep)
        return {
            name: float(np.linalg.norm((surface if name == "nipple" else flesh)(self.one[name][None])[0] - self.two[name]))
            for name in wanted
        }

    def _laid(self, warp: Warp) -> joint.Skeleton:
        parts = np.split(warp(np.vstack([*self.bones.values()])), np.cumsum([len(each) for each in self.bones.values()])[:-1])
        return joint.Skeleton(dict(zip(self.bones, parts, strict=True)))


def _warp(sure: Pairs, skin: Pairs, deep: Pairs) -> Warp:
    parts = (sure, FIRM), (skin, SOFT), (deep, LOOSE)
    return Warp(sure + skin + deep, np.concatenate([np.full(len(each.source), give) for each, give in parts]))


def _without(kept: Pairs, names: tuple[str, ...], gone: frozenset[str]) -> Pairs:
    """The pairs, of which the first ones are those named, without some of these."""
    named = np.array([name in gone for name in names])
    return kept.keep(~np.concatenate([named, np.zeros(len(kept.source) - len(names), dtype=bool)]))


def folds(points: Mapping[str, Array]) -> list[set[str]]:
    """Return the landmarks in groups of which all lie far apart (but what belongs together goes together)."""
    single = [set(each) & points.keys() for each in TOGETHER]
    single += [{name} for name in sorted(points) if not any(name in each for each in TOGETHER)]
    out: list[set[str]] = []
    for own in single:
        free = (fold for fold in out if all(np.linalg.norm(points[a] - points[b]) > APART_MM for a in own for b in fold))
        fold = next(free, None)
        if fold is None:
            out.append(set(own))
        else:
            fold |= own
    return out


def main(arguments: list[str] | None = None) -> int:
    """Print the table in Markdown; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.figure_error", description=__doc__)
    parser.add_argument("--meshes", type=Path, required=True)
    parser.add_argument("--figure", default="female")
    options = parser.parse_args(arguments)
    trial = Trial(options.meshes, options.meshes / options.figure)
    shipped = trial.error(wanted=trial.one)
    alone: Errors = {}
    for fold in folds(trial.one):
        alone |= trial.error(fold, fold)
    print("| landmark | shipped | alone | region |\n| --- | --- | --- | --- |", flush=True)
    every: Errors = {}
    for region, names in REGIONS.items():
        gone = trial.error(names, names)
        every |= gone
        print(f"| **{region}** | | | |")
        for name in names:
            print(f"| {name} | {shipped[name]:.0f} | {alone[name]:.0f} | {gone[name]:.0f} |", flush=True)
    for title, found in (("shipped", shipped), ("alone", alone), ("region", every)):
        off = np.array([found[name] for name in sorted(found) if name not in paired.UNLIKE])
        print(f"{title}: median {np.median(off):.0f}, 95th {np.quantile(off, 0.95):.0f}, largest {off.max():.0f} mm of {len(off)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
