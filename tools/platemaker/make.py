"""Makes the plates: cast, order, layers, outlines, tones, fibres, rims, skin, and writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from tools.platemaker import (
    arm,
    eyelid,
    inset,
    layer,
    meshes,
    order,
    outline,
    refine,
    rim,
    skin,
    skin_part,
    tone,
    write,
)
from tools.platemaker.cast import Raster, cast, cut, sample
from tools.platemaker.choice import Choice
from tools.platemaker.fibre import Fibre
from tools.platemaker.frame import FRAMES, PlateFrame, Window
from tools.platemaker.layer import Cover
from tools.platemaker.meshes import Structure
from tools.platemaker.order import Hits
from tools.platemaker.refine import Refined
from tools.platemaker.write import Art, Head, Run, Unit

Watch = Callable[[Iterable[int], str], Iterable[int]]
"""Shows progress: takes what is gone through and its name."""


INSET_ROUNDS = 3
"""An inset's meshes are split so many times at most."""

LEAST_PIECE = 4.0
"""Smaller areas (drawn mm²) that an inset's window leaves of a structure are not drawn, …"""
LEAST_LINE = 2.0
"""… nor shorter lines (drawn mm)."""


@dataclass(frozen=True)
class Pack:
    """What is drawn: solids (muscles, bones, chosen fasciae), skin regions, and attachments for the fibres; left and midline."""

    solids: tuple[Refined, ...]
    regions: tuple[Structure, ...]
    lids: NDArray[np.float64]
    """The line (n, 3) where the closed lids of the left eye meet."""
    attachments: tuple[Structure, ...]
    fasciae: tuple[Structure, ...]
    shoulder: float
    pelvis: skin.Pelvis
    site: inset.Site

    @classmethod
    def load(cls, folder: Path, sheets: frozenset[str]) -> Pack:
        """Read the mesh pack; `sheets` are the base ids of the fasciae that are drawn."""
        muscles, bones = meshes.load(folder, "muscle"), meshes.load(folder, "bone")
        fasciae = meshes.load(folder, "fascia")
        drawn = [f for f in fasciae if f.base in sheets]
        regions, lids = eyelid.drawn(folder, meshes.load(folder, "skin-region"))
        hip = next(b for b in bones if b.base == "hip-bone")
        return cls(
            solids=tuple(refine.refine(s) for s in (*muscles, *bones, *drawn)),
            regions=tuple(regions),
            lids=lids,
            attachments=tuple(meshes.load(folder, "attachment")),
            fasciae=tuple(fasciae),
            shoulder=arm.shoulder_height(next(b for b in bones if b.base == "clavicle")),
            pelvis=skin.Pelvis.of(hip),
            site=inset.Site.of(bones, regions),
        )

    def solids_on(self, frame: PlateFrame, also: frozenset[str] = frozenset()) -> list[Refined]:
        """Return the solids that belong on a plate: all, but on the left plate not those of the near arm.

        On an inset those of its part and those of `also`, more finely rounded.
        """
        if frame.window is None:
            return [s for s in self.solids if self._belongs(s.structure, frame)]
        chosen = [s.structure for s in self.solids if inset.belongs(frame, s.structure, self.site, also)]
        return [refine.refine(s, refine.FINE_MM / frame.zoom, INSET_ROUNDS) for s in chosen]

    def regions_on(self, frame: PlateFrame) -> list[Structure]:
        """Return the skin regions that belong on a plate."""
        if frame.window is None:
            return [s for s in self.regions if self._belongs(s, frame)]
        return [s for s in self.regions if inset.region_belongs(frame, s, self.site)]

    def _belongs(self, structure: Structure, frame: PlateFrame) -> bool:
        return frame.part != "armless" or not arm.is_near_arm(structure, self.shoulder)


@dataclass(frozen=True)
class Survey:
    """What all plates together say: each plate's covers by base id, home plate and layer of each muscle."""

    covers: dict[str, dict[str, Cover]]
    home: dict[str, str]
    layer: dict[str, str]


def survey(pack: Pack, choice: Choice, watch: Watch) -> Survey:
    """Return covers, home plates and layers, from a cast of every plate."""
    covers: dict[str, dict[str, Cover]] = {}
    for frame in FRAMES:
        covers[frame.name] = cover([s.structure for s in pack.solids_on(frame)], frame, choice, watch)
    drawn = [s.structure for s in pack.solids]
    muscles = [s.base for s in drawn if s.kind == "muscle"]
    home = {m: layer.home({p: by[m] for p, by in covers.items() if m in by and by[m].area > 0}) for m in muscles}
    layers = {m: choice.layer(m, layer.computed(covers[home[m]][m])) for m in muscles}
    layers.update({s.base: "bone" for s in drawn if s.kind == "bone"})
    layers.update({s.base: choice.layer(s.base, layer.SUPERFICIAL) for s in drawn if s.kind == "fascia"})
    return Survey(covers, home, layers)


def cover(structures: list[Structure], frame: PlateFrame, choice: Choice, watch: Watch) -> dict[str, Cover]:
    """Return the cover of each structure on a plate, by base id, from a coarse cast."""
    steps = watch(range(len(structures)), f"{frame.name}: cover")
    rasters = [sample(structures[i], frame, order.STRIDE) for i in steps]
    found = layer.covers(order.gather(rasters), rasters, set(choice.default_off))
    return {r.structure.base: c for r, c in zip(rasters, found, strict=True)}


def _key(structure: Structure, layers: dict[str, str]) -> str:
    return "bones" if structure.kind == "bone" else f"muscles {layers[structure.base]}"


def _label(key: str, number: int) -> str:
    name = "Bones" if key == "bones" else f"{key.split()[1].capitalize()} muscles"
    return f"{name} {number}"


class Plate:
    """One plate in the making: its structures' rasters, drawing order, and what is drawn of each."""

    def __init__(
        self, pack: Pack, choice: Choice, found: Survey, frame: PlateFrame, fibre: Fibre, watch: Watch
    ) -> None:
        self.pack, self.found, self.frame, self.fibre, self.watch = pack, found, frame, fibre, watch
        self.choice = choice.on(frame.name, frame.like)
        self.unit = Unit() if frame.window is None else Unit(frame.zoom, 2)
        solids = pack.solids_on(frame, choice.also_on(frame.name))
        self.covers = found.covers.get(frame.name) or cover([s.structure for s in solids], frame, self.choice, watch)
        whole = [cast(solids[i], frame) for i in watch(range(len(solids)), f"{frame.name}: cast")]
        self.rasters = self._near(whole)
        self.hits: Hits = order.gather(self.rasters)

    def _near(self, rasters: list[Raster]) -> list[Raster]:
        """The rasters without what of a structure lies beyond the skeleton, where it wraps round to the other side."""
        hits = order.gather(rasters)
        middle = layer.Middle.of(hits, rasters)
        front = rim.Ground(rasters)
        for raster in rasters:
            if raster.structure.base not in self.choice.default_off and raster.structure.kind != "fascia":
                front.add_nearer(raster)
        near = [self._cut(r, middle, front) if self._wraps(r.structure) else r for r in rasters]
        near = [eyelid.shut(r, self.pack.lids, self.frame) if r.structure.base == eyelid.MUSCLE else r for r in near]
        return [self._dive(r, near) for r in near]

    def _dive(self, raster: Raster, rasters: list[Raster]) -> Raster:
        """A raster without what of it runs beneath the structures that it is drawn over."""
        covers = self.choice.dives_under(self.frame.name, raster.structure.base, [r.structure.base for r in rasters])
        if not covers:
            return raster
        ground = rim.Ground(rasters)
        for i in covers:
            ground.add_nearer(rasters[i])
        return cut(raster, layer.uncovered(raster, ground.depth_under(raster)))

    def _wraps(self, structure: Structure) -> bool:
        cover = self.covers[structure.base]
        named = self.choice.wraps(self.frame.name, structure.base)
        return named and cover.before < layer.WRAP_SHARE and not self._is_behind(structure)

    def _cut(self, raster: Raster, middle: layer.Middle, front: rim.Ground) -> Raster:
        rows, columns = (np.arange(n) + o for n, o in zip(raster.face.shape, (raster.row, raster.column), strict=True))
        plane = middle.at(rows[:, None] // order.STRIDE, columns[None, :] // order.STRIDE)
        near = layer.near_side(raster, plane, front.depth_under(raster))
        return cut(raster, near)

    def svg(self) -> str:
        """Return the plate as an SVG document."""
        runs, behind = self._order()
        surface = self._surface()
        sequence = [i for r in (*behind, *runs) for i in r]
        hidden = {i for r in behind for i in r}
        ground = rim.Ground(self.rasters)
        arts: dict[int, Art] = {}
        for step in self.watch(range(len(sequence)), f"{self.frame.name}: draw"):
            index = sequence[step]
            art = self._art(index, ground, behind=index in hidden)
            if art is not None:
                arts[index] = art
        items = [self._skin_run(surface)]
        items += self._runs(behind, arts, " behind") + self._runs(runs, arts, "")
        items.append(self._region_run(surface))
        return write.plate(self._head(surface.silhouette), items)

    def _surface(self) -> skin.Skin:
        regions = self.pack.regions_on(self.frame)
        if self.frame.window is None:
            return skin.draw(regions, self.rasters, self.pack.pelvis, self.frame)
        found = skin_part.draw(regions, self.rasters, self.frame)
        shapes = {base: self._cut_area(shape) for base, shape in found.regions.items()}
        seen = {base: shape for base, shape in shapes.items() if shape.area >= LEAST_PIECE}
        return skin.Skin(self._cut_area(found.silhouette), found.garment, seen)

    def _order(self) -> tuple[list[list[int]], list[list[int]]]:
        """Return the runs in drawing order, and those that lie behind the skeleton."""
        weight = order.front_weight(self.hits, len(self.rasters))
        forced = self.choice.forced(self.frame.name, [r.structure.base for r in self.rasters])
        edges = order.acyclic(weight, forced)
        chosen = [r.structure for r in self.rasters]
        empty = {i for i, r in enumerate(self.rasters) if not r.mask.any()}
        back = {i for i, s in enumerate(chosen) if s.kind != "bone" and i not in empty and self._is_behind(s)}
        front = [i for i in range(len(chosen)) if i not in back and i not in empty]
        return self._sorted(edges, front), self._sorted(edges, sorted(back))

    def _is_behind(self, structure: Structure) -> bool:
        return self.choice.behind(self.frame.name, structure.base) or layer.is_behind(self.covers[structure.base])

    def _sorted(self, edges: np.ndarray, members: list[int]) -> list[list[int]]:
        keys = [_key(self.rasters[i].structure, self.found.layer) for i in members]
        midline = [self.rasters[i].structure.side == "midline" for i in members]
        runs = order.sort(edges[np.ix_(members, members)], keys, midline)
        return [[members[i] for i in r] for r in runs]

    def _art(self, index: int, ground: rim.Ground, *, behind: bool) -> Art | None:
        """What is drawn of a structure; None where an inset's window shows nothing of it."""
        raster = self.rasters[index]
        structure = raster.structure
        shape = outline.outline(raster, zoom=self.frame.zoom)
        shown = self._cut_area(shape)
        if self.frame.window is not None and shown.area < LEAST_PIECE:
            return None
        paths = [("outline", write.area_path(shown, self.unit))]
        if not behind:
            flesh = self.fibre.flesh(raster, self.frame) if structure.kind == "muscle" else None
            paths += self._shading(raster, shape, flesh)
            lids = eyelid.seen(self.pack.lids, self.frame) if structure.base == eyelid.MUSCLE else []
            paths.append(("rim", self._lines(ground.rims(raster, shape, flesh) + lids)))
            ground.add(raster)
        return Art(
            structure.id,
            structure.kind,
            self.found.layer[structure.base],
            structure.group,
            structure.base in self.choice.default_off,
            tuple(paths),
        )

    def _shading(self, raster: Raster, shape: BaseGeometry, flesh: NDArray[np.float64] | None) -> list[tuple[str, str]]:
        image = tone.brightness(raster, self.frame, self.fibre.normals(raster.structure, self.frame.zoom))
        bands = tone.bands(raster, shape, image, self.frame.zoom)
        out = [(f"tone-{n}", self._area(a)) for n, a in bands]
        direction = None if flesh is None else self.fibre.direction(raster, self.frame)
        if flesh is not None and direction is not None:
            tendon = tone.pale(raster, shape, flesh, direction, self.frame.zoom)
            fibres, strands = self.fibre.lines(raster, self.frame, tendon, direction)
            out += [("tendon", self._area(tendon)), ("tendon-shade", self._area(tone.shade(tendon, bands)))]
            out += [("strands", self._lines(strands)), ("fibres", self._lines(fibres))]
        if raster.structure.base in self.choice.stranded:
            out.append(("strands", self._lines(self.fibre.strands(raster, self.frame))))
        return out

    def _area(self, shape: BaseGeometry) -> str:
        return write.area_path(self._cut_area(shape), self.unit)

    def _lines(self, lines: list[NDArray[np.float64]]) -> str:
        window = self.frame.drawn_window
        if window is not None:
            cut = [shapely.clip_by_rect(shapely.linestrings(line), *window) for line in lines if len(line) > 1]
            parts = [part for line in cut for part in shapely.get_parts(line) if part.length >= LEAST_LINE]
            lines = [np.asarray(shapely.get_coordinates(part)) for part in parts]
        return write.lines_path(lines, self.unit)

    def _cut_area(self, shape: BaseGeometry) -> BaseGeometry:
        """What an inset's window shows of an area."""
        window = self.frame.drawn_window
        if window is None:
            return shape
        cut = shapely.intersection(shape, shapely.box(*window))
        return outline.tidy(outline.sift(cut, LEAST_PIECE / 2, hole=0.0), 0.0)

    def _runs(self, runs: list[list[int]], arts: dict[int, Art], suffix: str) -> list[Run]:
        counts: dict[str, int] = {}
        out = []
        for members in runs:
            key = _key(self.rasters[members[0]].structure, self.found.layer)
            counts[key] = counts.get(key, 0) + 1
            drawn = [i for i in members if i in arts]
            if not drawn:
                continue
            sided = tuple(arts[i] for i in drawn if self.rasters[i].structure.side != "midline")
            middle = tuple(arts[i] for i in drawn if self.rasters[i].structure.side == "midline")
            out.append(Run(_label(key, counts[key]) + suffix, f"run {key}{suffix}", sided, middle))
        return out

    def _skin_run(self, surface: skin.Skin) -> Run:
        paths = tuple(
            (name, write.area_path(shape, self.unit))
            for name, shape in (("outline", surface.silhouette), ("garment", surface.garment))
        )
        return Run("Skin", "run skin", (), (Art("skin", "skin", "skin", None, False, paths),))

    def _region_run(self, surface: skin.Skin) -> Run:
        groups = {r.base: r.group for r in self.pack.regions}
        lids = self._lines(eyelid.seen(self.pack.lids, self.frame))
        arts = tuple(
            Art(
                f"{base}.left", "skin-region", "skin", groups[base], False,
                (("outline", write.area_path(shape, self.unit)), ("rim", lids if base == eyelid.REGION else "")),
            )
            for base, shape in sorted(surface.regions.items())
        )  # fmt: skip
        return Run("Skin regions", "run skin-regions", arts)

    def _head(self, silhouette: BaseGeometry) -> Head:
        frame = self.frame
        if frame.window is None:
            return Head(frame.name, self._box(silhouette), frame.two_sided)
        parent = next(f for f in FRAMES if f.name == frame.parent)
        enlarged = _sides(inset.parent_rect(frame, parent, self.pack.site))
        return Head(frame.name, _sides(frame.window), frame.two_sided, frame.zoom, frame.parent, enlarged)

    def _box(self, silhouette: BaseGeometry) -> tuple[int, int, int, int]:
        x0, y0, x1, y1 = shapely.bounds(silhouette)
        left, right = int(np.floor(x0 - 20)), int(np.ceil(x1 + 20))
        if self.frame.two_sided:
            right = max(-left, right)
            left = -right
        top, bottom = int(np.floor(y0 - 20)), int(np.ceil(y1 + 20))
        return left, top, right - left, bottom - top


def _sides(window: Window) -> tuple[int, int, int, int]:
    """x, y, width and height of a window in whole millimetres."""
    x0, y0, x1, y1 = (round(value) for value in window)
    return x0, y0, x1 - x0, y1 - y0
