"""Makes what the app knows of the body's surface: landmarks, addresses, skin cells and stacks.

    python -m tools.platemaker.body --meshes DIR [--out DIR] [--only landmarks,addresses,cells,stack]

The same meshes give the same bytes. `--out` is the project's root; files go to `data/body` and `assets/stack` below it.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from tools.platemaker import address, cell, integument, joint, npz, segment
from tools.platemaker.ray import Caster
from tools.platemaker.integument import HAND_REGIONS, LIMB_REGIONS
from tools.platemaker.surface import Surface

STEPS = ("addresses", "cells")


def main(arguments: list[str] | None = None) -> int:
    """Make the files that the command line asks for; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.platemaker.body", description=__doc__)
    parser.add_argument("--meshes", type=Path, required=True, help="folder of the mesh pack")
    parser.add_argument("--out", type=Path, default=Path("."), help="root of the project")
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

    def make_addresses(self) -> None:
        """Write data/body/addresses.npz."""
        tables = address.tables(self.skin, self.surface, self.tubes)
        size = npz.save(self.out / "data/body/addresses.npz", tables)
        self._say(f"addresses.npz {size / 1000:.0f} kB")

    def make_cells(self) -> None:
        """Write data/body/cells.npz."""
        names = self.skin.names
        is_foot = np.array([name in cell.FOOT_REGIONS or name in HAND_REGIONS for name in names])
        is_fine = is_foot[self.surface.region] | self._is_head()
        cells = cell.make(self.surface, is_fine)
        owner = cell.address(cells, names, self.tubes, self.caster)
        who = cell.seen(cells, names, self.caster, self.armless)
        size = npz.save(self.out / "data/body/cells.npz", cell.arrays(cells, names, owner, who))
        self._say(f"cells.npz {size / 1000:.0f} kB, {len(cells.points)} cells, seen {who.sum(axis=0).tolist()}")

    def _is_head(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        chin = float(self.bones["mandible"][:, 1].min())
        base = float(self.bones["occipital-bone"][:, 1].min())
        points = self.surface.points
        return np.asarray(points[:, 1] > np.where(points[:, 2] > 0, chin, base))

    def _say(self, what: str) -> None:
        print(f"[{time.monotonic() - self._start:6.1f} s] {what}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
