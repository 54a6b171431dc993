"""Makes what the app knows of the body's surface: landmarks, addresses, skin cells and stacks.

    python -m tools.platemaker.body --meshes DIR [--out DIR] [--only landmarks,addresses,cells,stacks]

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
    integument,
    joint,
    landmark,
    landmark_arm,
    landmark_head,
    landmark_leg,
    landmark_pelvis,
    landmark_spine,
    meshes,
    npz,
    segment,
    stack,
)
from tools.platemaker.frame import FRAMES, LEFT
from tools.platemaker.integument import HAND_REGIONS, LIMB_REGIONS
from tools.platemaker.ray import Caster
from tools.platemaker.surface import Surface

STEPS = ("landmarks", "addresses", "cells", "stacks")
RULES = (
    *landmark_pelvis.RULES, *landmark_spine.RULES, *landmark_arm.RULES, *landmark_leg.RULES, *landmark_head.RULES
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

    def __init__(self, pack: Path, out: Path) -> None:
        self.pack, self.out = pack, out
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
        size = landmark.write(self.out / "data/body/landmarks.json", records)
        self._say(f"landmarks.json {size / 1000:.0f} kB, {len(records)} landmarks")

    def make_addresses(self) -> None:
        """Write data/body/addresses.npz."""
        tables = address.tables(self.skin, self.surface, self.tubes)
        size = npz.save(self.out / "data/body/addresses.npz", tables)
        self._say(f"addresses.npz {size / 1000:.0f} kB")

    def make_cells(self) -> None:
        """Write data/body/cells.npz."""
        cells, who = self._cells
        owner = cell.address(cells, self.skin.names, self.tubes, self.caster)
        size = npz.save(self.out / "data/body/cells.npz", cell.arrays(cells, self.skin.names, owner, who))
        self._say(f"cells.npz {size / 1000:.0f} kB, {len(cells.points)} cells, seen {who.sum(axis=0).tolist()}")

    def make_stacks(self) -> None:
        """Write assets/stack/<plate>.npz for each plate."""
        cells, who = self._cells
        solids = meshes.load(self.pack, "muscle") + meshes.load(self.pack, "bone")
        shoulder = arm.shoulder_height(next(s for s in solids if s.base == "clavicle"))
        for plate in FRAMES:
            is_left = plate is LEFT
            skin = stack.without_arm(self.skin) if is_left else self.skin
            parts = [s for s in solids if not (is_left and arm.is_near_arm(s, shoulder))]
            grid = stack.Grid.over(plate, skin.vertices[np.unique(skin.faces)])
            skinned = stack.skin_on(grid, skin)
            indices = stack.cells_on(grid, skinned, cells, who[:, cell.PLATE_NAMES.index(plate.name)])
            tables = stack.arrays(grid, skinned, indices, *stack.under(grid, skinned, parts))
            size = npz.save(self.out / f"assets/stack/{plate.name}.npz", tables)
            self._say(f"stack {plate.name} {grid.rows} × {grid.columns}, {len(tables['structure'])} passages, {size / 1000:.0f} kB")

    @cached_property
    def _cells(self) -> tuple[cell.Cells, cell.Mask]:
        names = self.skin.names
        is_end = np.array([name in cell.FOOT_REGIONS or name in HAND_REGIONS for name in names])
        cells = cell.make(self.surface, is_end[self.surface.region] | self._is_head())
        return cells, cell.seen(cells, names, self.caster, self.armless)

    def _is_head(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        chin = float(self.bones["mandible"][:, 1].min())
        base = float(self.bones["occipital-bone"][:, 1].min())
        points = self.surface.points
        return np.asarray(points[:, 1] > np.where(points[:, 2] > 0, chin, base))

    def _say(self, what: str) -> None:
        print(f"[{time.monotonic() - self._start:6.1f} s] {what}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
