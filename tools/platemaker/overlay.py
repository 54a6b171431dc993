"""Makes what can be laid over a plate: muscle attachments on the bones, nerves, and sheets of fascia.

    python -m tools.platemaker.overlay --meshes DIR [--plate anterior …] [--out DIR]

Each plate and inset has an overlay file of its own, `assets/overlay/<plate>.svg`, in the plate's frame and with its viewBox, so that a plate
costs nothing more to open. An attachment is drawn where its own bone does not hide it; where other bones do, it lies in the run "behind". Nerves and
sheets are drawn on the plates that look at their half of the body, and end where they go behind a bone.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from shapely.geometry.base import BaseGeometry
from tqdm import tqdm

from bodymap.atlas import markup
from tools.platemaker import arm, inset, meshes, outline, tone, write
from tools.platemaker.cast import MARGIN, SCALE, Raster, cut, first_hits, pixels, sample
from tools.platemaker.frame import FRAMES, PlateFrame
from tools.platemaker.inset import REGIONS, Site
from tools.platemaker.meshes import Structure
from tools.platemaker.style import OVERLAY_STYLE
from tools.platemaker.write import Art, Head, Run, Unit

ROOT = Path(__file__).resolve().parents[2]
SHEETS = ("epicranial-aponeurosis", "iliotibial-tract", "palmar-aponeurosis", "plantar-aponeurosis", "thoracolumbar-fascia")
SUNK_MM = 4.0
"""An attachment lies at most so far below the surface of its bone, …"""
AWAY_MM = 10.0
"""What lies farther outside the skin than this, where the arm is cut away, hung with the arm."""
PASSED_MM = 3.0
"""… and what lies farther behind a bone than this is hidden by it."""
OPEN_SHARE = 0.6
"""An attachment of which other bones leave less than this open lies behind them."""
SEEN_SHARE = 0.3
"""A nerve or sheet of which bones leave less than this open is not drawn on that plate."""
FRAGMENT_SHARE = 0.03
"""Pieces that are a smaller share of the whole are not drawn."""
NEAR_SHARE = 0.5
"""A nerve or sheet of which so much lies in the half of the body that a plate looks at is drawn there."""
THICK_MM = 20.0
"""Thinner skin than this, front to back, is the open edge of the half body, where …"""
ASIDE_MM = 25.0
"""… a plate from the side looks at what lies farther than this from the middle of the body."""
SLIM_MM = 35.0
"""A hand that is thinner than this is halved by its bones, for skin lies unevenly round a crooked finger; thicker, by its skin."""
LEAST = {"attachment": 6.0, "nerve": 2.0, "fascia": 60.0}
"""Smaller pieces (drawn mm²) are not drawn."""
_KIND = re.compile(r"--(origin|insertion|attachment)-")

Depth = NDArray[np.float32]


@dataclass(frozen=True)
class Ground:
    """Depths (h, w) toward the viewer on a window (column, row) of the plate's grid, −∞ where nothing is."""

    column: int
    row: int
    depth: Depth

    @classmethod
    def of(cls, parts: Sequence[Structure], frame: PlateFrame, *, from_behind: bool = False) -> Ground:
        """The first hits of many structures at once, from the viewer or from the far side."""
        vertices, faces, start = [], [], 0
        for part in parts:
            vertices.append(part.vertices)
            faces.append(part.faces + start)
            start += len(part.vertices)
        points = frame.project(np.vstack(vertices))
        window = pixels(frame) or _window(points)
        if from_behind:
            points = points * [1, 1, -1]
        _, depth = first_hits(points, np.vstack(faces), window)
        found = np.where(np.isnan(depth), -np.inf, -depth if from_behind else depth).astype(np.float32)
        return cls(window[0], window[1], found)

    def under(self, raster: Raster) -> Depth:
        """The depths in a raster's window."""
        h, w = raster.face.shape
        out = np.full((h, w), -np.inf, np.float32)
        row, column = raster.row - self.row, raster.column - self.column
        r0, c0 = max(row, 0), max(column, 0)
        r1, c1 = min(row + h, self.depth.shape[0]), min(column + w, self.depth.shape[1])
        if r1 > r0 and c1 > c0:
            out[r0 - row : r1 - row, c0 - column : c1 - column] = self.depth[r0:r1, c0:c1]
        return out


def _window(points: NDArray[np.float64]) -> tuple[int, int, int, int]:
    low = np.floor(points[:, :2].min(axis=0) * SCALE).astype(int) - MARGIN
    high = np.ceil(points[:, :2].max(axis=0) * SCALE).astype(int) + MARGIN
    return int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1])


@dataclass(frozen=True)
class Pack:
    """The left and midline structures that overlays are made from."""

    bones: tuple[Structure, ...]
    attachments: tuple[Structure, ...]
    nerves: tuple[Structure, ...]
    sheets: tuple[Structure, ...]
    regions: tuple[Structure, ...]
    site: Site

    @classmethod
    def load(cls, folder: Path) -> Pack:
        """Read them from the mesh pack."""
        bones, regions = meshes.load(folder, "bone"), meshes.load(folder, "skin-region")
        sheets = tuple(each for each in meshes.load(folder, "fascia") if each.base in SHEETS)
        drawn = {muscle.base for muscle in meshes.load(folder, "muscle")}
        drawn |= {base.partition("--")[0] for base in drawn}
        patches = tuple(patch for patch in meshes.load(folder, "attachment") if drawn & set(_muscles(patch)))
        return cls(tuple(bones), patches, tuple(meshes.load(folder, "nerve")), sheets, tuple(regions), Site.of(bones, regions))


class Overlay:
    """One plate's overlay in the making."""

    def __init__(self, pack: Pack, frame: PlateFrame) -> None:
        self.pack, self.frame = pack, frame
        self.unit = Unit() if frame.window is None else Unit(frame.zoom, 2)
        self.bones = {bone.id: bone for bone in pack.bones if self._belongs(bone)}
        self.ground = Ground.of(list(self.bones.values()), frame)
        skin = [region for region in pack.regions if self._skinned(region)]
        self.front, self.back = Ground.of(skin, frame), Ground.of(skin, frame, from_behind=True)
        self.bone_middle = self._bone_middle() if frame.part == "hand" else None

    def svg(self, head: Head) -> str:
        """Return the overlay as an SVG document."""
        sheets = [art for each in self.pack.sheets if (art := self._run_art(each))]
        nerves = [art for each in self.pack.nerves if (art := self._run_art(each))]
        found = [pair for each in self.pack.attachments if (pair := self._attachment(each))]
        open_ones = [art for art, behind in found if not behind]
        behind = [art for art, is_behind in found if is_behind]
        runs = (
            _run("Fascia", "run fascia", sheets),
            _run("Attachments behind", "run attachments behind", behind),
            _run("Attachments", "run attachments", open_ones),
            _run("Nerves", "run nerves", nerves),
        )
        return write.plate(head, [run for run in runs if run.sided or run.midline], OVERLAY_STYLE)

    def _attachment(self, patch: Structure) -> tuple[Art, bool] | None:
        bone = self.bones.get(patch.entry["bone"] or "") or self.bones.get((patch.entry["bone"] or "").partition(".")[0])
        if bone is None:
            return None
        raster = sample(patch, self.frame, 1)
        own = Ground(raster.column, raster.row, _own(bone, self.frame, raster))
        sunk = SUNK_MM * self.frame.zoom
        seen = raster.mask & (raster.depth >= own.depth - sunk)
        clear = seen & (raster.depth >= self.ground.under(raster) - sunk)
        behind = bool(clear.sum() < OPEN_SHARE * seen.sum())
        found = _KIND.search(patch.base)
        kind = found[1] if found else "attachment"
        paths = self._outline(cut(raster, seen if behind else clear), "attachment")
        return (Art(patch.id, f"attachment {kind}", "bone", " ".join(_muscles(patch)), False, paths), behind) if paths else None

    def _run_art(self, structure: Structure) -> Art | None:
        """What is drawn of a nerve or a sheet; None where this plate looks at the other half of the body."""
        if not self._belongs(structure):
            return None
        raster = sample(structure, self.frame, 1)
        if not raster.mask.any() or self._near_share(raster) < NEAR_SHARE:
            return None
        shown = cut(raster, raster.mask & (raster.depth >= self.ground.under(raster) - PASSED_MM * self.frame.zoom))
        if self.frame.part == "armless":
            skin = self.front.under(shown)
            shown = cut(shown, shown.mask & ~(np.isfinite(skin) & (shown.depth > skin + AWAY_MM * self.frame.zoom)))
        if shown.mask.sum() < SEEN_SHARE * raster.mask.sum():
            return None
        paths = self._outline(shown, structure.kind)
        if paths and structure.kind == "fascia":
            paths += self._tones(shown)
        return Art(structure.id, structure.kind, "superficial" if structure.kind == "fascia" else "deep", None, False, paths) if paths else None

    def _near_share(self, raster: Raster) -> float:
        """Which share of a raster lies in the half of the body, or of the limb, that the plate looks at."""
        front, back = (np.nan_to_num(side.under(raster)[raster.mask], neginf=0.0) for side in (self.front, self.back))
        thickness = front - back
        if self.bone_middle is not None:
            is_closed, open_middle = thickness > SLIM_MM * self.frame.zoom, self.bone_middle.under(raster)[raster.mask]
        else:
            is_closed = (back != 0.0) & (thickness > THICK_MM * self.frame.zoom)
            open_middle = np.full_like(front, -np.inf if self.frame.two_sided else ASIDE_MM * self.frame.zoom)
        middle = np.where(is_closed, (front + back) / 2, open_middle)
        return float((raster.depth[raster.mask] >= middle).mean())

    def _bone_middle(self) -> Ground:
        """The middle of the bones that the plate shows; between and beside them, of the nearest."""
        front, back = self.ground.depth, Ground.of(list(self.bones.values()), self.frame, from_behind=True).depth
        is_bone = np.isfinite(front) & np.isfinite(back)
        row, column = ndimage.distance_transform_edt(~is_bone, return_distances=False, return_indices=True)
        return Ground(self.ground.column, self.ground.row, ((front + back) / 2)[row, column].astype(np.float32))

    def _outline(self, raster: Raster, kind: str) -> tuple[tuple[str, str], ...]:
        if raster.mask.sum() / SCALE**2 < LEAST[kind]:
            return ()
        whole = outline.outline(raster, zoom=min(self.frame.zoom, 2.0))
        shape = self._cut_area(outline.sift(whole, max(LEAST[kind], FRAGMENT_SHARE * whole.area)))
        return () if shape.is_empty or shape.area < LEAST[kind] else (("outline", write.area_path(shape, self.unit)),)

    def _tones(self, raster: Raster) -> tuple[tuple[str, str], ...]:
        shape = outline.outline(raster, zoom=self.frame.zoom)
        image = tone.brightness(raster, self.frame, tone.vertex_normals(raster.structure, self.frame.zoom))
        found = tone.bands(raster, shape, image, self.frame.zoom)
        return tuple((f"tone-{n}", write.area_path(self._cut_area(patch), self.unit)) for n, patch in found)

    def _cut_area(self, shape: BaseGeometry) -> BaseGeometry:
        window = self.frame.drawn_window
        if window is None:
            return shape
        return outline.tidy(shapely.intersection(shape, shapely.box(*window)), 0.0)

    def _belongs(self, structure: Structure) -> bool:
        if self.frame.window is not None:
            return inset.belongs(self.frame, structure, self.pack.site, frozenset({"scapula", "clavicle"}))
        return self.frame.part != "armless" or not arm.is_near_arm(structure, self.pack.site.shoulder)

    def _skinned(self, region: Structure) -> bool:
        if self.frame.part in REGIONS:
            return region.base in REGIONS[self.frame.part]
        return self.frame.part != "armless" or not arm.is_near_arm(region, self.pack.site.shoulder)


def _muscles(patch: Structure) -> list[str]:
    """The muscles that an attachment belongs to; several share some."""
    return list(patch.entry["muscles"] or [patch.entry["muscle"]])


def _own(bone: Structure, frame: PlateFrame, raster: Raster) -> Depth:
    """The depth of an attachment's own bone in the attachment's window."""
    height, width = raster.face.shape
    _, depth = first_hits(frame.project(bone.vertices), bone.faces, (raster.column, raster.row, width, height))
    return np.where(np.isnan(depth), -np.inf, depth).astype(np.float32)


def _run(label: str, classes: str, arts: Sequence[Art]) -> Run:
    sided = tuple(art for art in arts if art.id.endswith(".left"))
    return Run(label, classes, sided, tuple(art for art in arts if not art.id.endswith(".left")))


def head_of(plate: Path, frame: PlateFrame) -> Head:
    """Return an overlay's head: the viewBox and all that the plate itself says of what it enlarges."""
    root = markup.parse(plate.read_bytes(), plate.name)
    parent_box = root.get("data-parent-rect")
    return Head(
        f"{frame.name}-overlay", _box(root.get("viewBox", "")), frame.two_sided, frame.zoom, root.get("data-parent"), _box(parent_box) if parent_box else None
    )


def _box(text: str) -> tuple[int, int, int, int]:
    x, y, width, height = (int(value) for value in text.split())
    return x, y, width, height


def main(words: Sequence[str] | None = None) -> int:
    """Make the overlays that are asked for; return 0."""
    parser = argparse.ArgumentParser(prog="python -m tools.platemaker.overlay", description=__doc__)
    parser.add_argument("--meshes", type=Path, required=True, help="folder of the mesh pack")
    parser.add_argument("--plate", action="append", help="make only this plate's (may be repeated)")
    parser.add_argument("--out", type=Path, default=ROOT, help="root that holds assets/; its plates must be there")
    options = parser.parse_args(words)
    started = time.monotonic()
    pack = Pack.load(options.meshes)
    frames = [f for f in (*FRAMES, *inset.framed(pack.site)) if not options.plate or f.name in options.plate]
    for frame in tqdm(frames, desc="overlays", leave=False, file=sys.stderr):
        plate = options.out / "assets" / "svg" / f"{frame.name}.svg"
        text = Overlay(pack, frame).svg(head_of(plate, frame))
        target = options.out / "assets" / "overlay" / plate.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        print(f"overlay {plate.name}: {len(text.encode()) / 1e6:.2f} MB, after {time.monotonic() - started:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
