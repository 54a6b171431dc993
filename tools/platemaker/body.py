"""Makes what the app knows of the body's surface: landmarks, addresses, skin cells and stacks.

    python -m tools.platemaker.body --meshes DIR [--out DIR] [--only landmarks,addresses,cells,stacks,insets]

The same meshes give the same bytes. `--out` is the project's root; files go to `data/body` and `assets/stack` below it.
"""

from __future__ import annotations

import argparse
import time
from functools import cached_property
from pathlib import Path

import numpy as np

from tools.platemaker import (
    address,
    arm,
    cell,
    inset,
    integument,
    joint,
    landmark,
    landmark_arm,
    landmark_face,
    landmark_foot,
    landmark_hand,
    landmark_head,
    landmark_leg,
    landmark_pelvis,
    landmark_spine,
    landmark_trunk,
    meshes,
    npz,
    segment,
    stack,
)
from tools.platemaker.choice import Choice
from tools.platemaker.frame import FRAMES, LEFT, PlateFrame
from tools.platemaker.integument import HAND_REGIONS, LIMB_REGIONS, Integument
from tools.platemaker.ray import Caster
from tools.platemaker.surface import Surface

STEPS = ("landmarks", "addresses", "cells", "stacks", "insets")
LAYERS = Path(__file__).resolve().parents[2] / "data" / "anatomy" / "layers.toml"
RULES = (
    *landmark_pelvis.RULES, *landmark_spine.RULES, *landmark_arm.RULES, *landmark_leg.RULES, *landmark_head.RULES,
    *landmark_trunk.RULES, *landmark_hand.RULES, *landmark_foot.RULES, *landmark_face.RULES,
)


def main(arguments: list[str] | None = None) -> int:
    """Make the files that the command line asks for; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.platemaker.body", description=__doc__)
    parser.add_argument("--meshes", type=Path, required=True, help="folder of the mesh pack")
    parser.add_argument("--out", type=Path, default=Path(), help="root of the project")
    parser.add_argument("--only", default=",".join(STEPS), help="comma-separated steps")
    options = parser.parse_args(arguments)
    body = Body(options.meshes, options.out)
    for step in options.only.split(","):
        getattr(body, f"make_{step}")()
    return 0


class Body:
    """The meshes of one body, loaded once for all steps."""

    def __init__(self, pack: Path, out: Path, figure: str = "") -> None:
        """`figure` is the folder of a second body below `data/body` and `assets/stack`; none for the first."""
        self.pack = pack
        self.data, self.stacks = out / "data/body" / figure, out / "assets/stack" / figure
        self._start = time.monotonic()
        self.skin = integument.load(pack)
        self.surface = Surface(self.skin)
        self.bones = joint.load(pack)
        self.tubes = segment.build(self.bones, self.surface)
        whole = self.skin.whole()
        self.caster = Caster(whole.vertices, whole.faces)
        bare = self.skin.keep(~self.skin.of(LIMB_REGIONS)).whole()
        self.armless = Caster(bare.vertices, bare.faces)
        self._say(f"skin {self.skin.areas.sum() / 100:.0f} cm² a half, {len(self.tubes)} segments")

    def make_landmarks(self) -> None:
        """Write data/body/landmarks.json."""
        records = landmark.find_all(RULES, landmark.Site(self.bones, self.surface))
        size = landmark.write(self.data / "landmarks.json", records)
        self._say(f"landmarks.json {size / 1000:.0f} kB, {len(records)} landmarks")

    def make_addresses(self) -> None:
        """Write data/body/addresses.npz."""
        tables = address.tables(self.skin, self.surface, self.tubes)
        size = npz.save(self.data / "addresses.npz", tables)
        self._say(f"addresses.npz {size / 1000:.0f} kB")

    def make_cells(self) -> None:
        """Write data/body/cells.npz."""
        cells, who = self._cells
        owner = cell.address(cells, self.skin.names, self.tubes, self.caster)
        tables = cell.arrays(cells, self.skin.names, owner, np.column_stack(list(who.values())), tuple(who))
        size = npz.save(self.data / "cells.npz", tables)
        counts = ", ".join(f"{name} {int(seen.sum())}" for name, seen in who.items())
        self._say(f"cells.npz {size / 1000:.0f} kB, {len(cells.points)} cells, seen: {counts}")

    def make_stacks(self) -> None:
        """Write assets/stack/<plate>.npz for each plate."""
        for plate in FRAMES:
            is_left = plate is LEFT
            skin = self._shown(plate)
            self._stack(plate, skin, [s for s in self._solids if not (is_left and arm.is_near_arm(s, self._site.shoulder))])

    def make_insets(self) -> None:
        """Write assets/stack/<inset>.npz for each inset."""
        choice = Choice.load(LAYERS)
        for plate in self._insets:
            also = choice.also_on(plate.name)
            self._stack(plate, self._shown(plate), [s for s in self._solids if inset.belongs(plate, s, self._site, also)])

    def _stack(self, plate: PlateFrame, skin: Integument, parts: list[meshes.Structure]) -> None:
        cells, who = self._cells
        grid = stack.Grid.over(plate, skin.vertices[np.unique(skin.faces)])
        skinned = stack.skin_on(grid, skin.whole() if plate.part in ("body", "armless") else skin)
        indices = stack.cells_on(grid, skinned, cells, who[_seen_name(plate)])
        tables = stack.arrays(grid, skinned, indices, *stack.under(grid, skinned, parts))
        size = npz.save(self.stacks / f"{plate.name}.npz", tables)
        self._say(f"stack {plate.name} {grid.rows} × {grid.columns}, {len(tables['structure'])} passages, {size / 1000:.0f} kB")

    def _shown(self, plate: PlateFrame) -> Integument:
        """The left skin that a plate shows: all, or that of its part."""
        if plate.part == "armless":
            return stack.without_arm(self.skin)
        return self.skin if plate.part == "body" else self.skin.keep(self.skin.of(inset.REGIONS[plate.part]))

    @cached_property
    def _solids(self) -> list[meshes.Structure]:
        return meshes.load(self.pack, "muscle") + meshes.load(self.pack, "bone")

    @cached_property
    def _site(self) -> inset.Site:
        return inset.Site.of([s for s in self._solids if s.kind == "bone"], meshes.load(self.pack, "skin-region"))

    @cached_property
    def _insets(self) -> tuple[PlateFrame, ...]:
        return tuple(frame.plain for frame in inset.framed(self._site))

    @cached_property
    def _cells(self) -> tuple[cell.Cells, dict[str, cell.Mask]]:
        """The cells, and which of them each plate sees, whole-body plates first."""
        names = self.skin.names
        is_end = np.array([name in cell.FOOT_REGIONS or name in HAND_REGIONS for name in names])
        cells = cell.make(self.surface, is_end[self.surface.region] | self._is_head())
        who = dict(zip(cell.PLATE_NAMES, cell.seen(cells, names, self.caster, self.armless).T, strict=True))
        for plate in self._insets:
            who |= self._seen_on(plate, cells)
        return cells, who

    def _seen_on(self, plate: PlateFrame, cells: cell.Cells) -> dict[str, cell.Mask]:
        """Which cells an inset sees; none of the left half's is seen on the right one of an inset."""
        is_limb = np.array([name in LIMB_REGIONS for name in self.skin.names])[cells.region]
        if plate.part == "body":
            return {plate.name: cell.seen_on(cells, np.ones_like(is_limb), self.caster, plate)}
        if plate.part == "armless":
            return {plate.name: cell.seen_on(cells, ~is_limb, self.armless, plate)}
        skin = self._shown(plate)
        is_part = np.array([name in inset.REGIONS[plate.part] for name in self.skin.names])[cells.region]
        return {_seen_name(plate): cell.seen_on(cells, is_part, Caster(skin.vertices, skin.faces), plate)}

    def _is_head(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        chin = float(self.bones["mandible"][:, 1].min())
        base = float(self.bones["occipital-bone"][:, 1].min())
        points = self.surface.points
        return np.asarray(points[:, 1] > np.where(points[:, 2] > 0, chin, base))

    def _say(self, what: str) -> None:
        print(f"[{time.monotonic() - self._start:6.1f} s] {what}", flush=True)


def _seen_name(plate: PlateFrame) -> str:
    """The plate's name as the app says it: a one-sided inset's is the left one's."""
    return f"{plate.name}.left" if plate.part in inset.REGIONS else plate.name


if __name__ == "__main__":
    raise SystemExit(main())
