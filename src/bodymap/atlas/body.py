"""One body's own coordinates: places → skin points, strokes → skin cells and outlines on plates. Body frame, mm.

It knows the shape of the body and nothing of muscles or pain.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import ArrayLike

from bodymap.anatomy import landmark as landmark_file
from bodymap.anatomy import place as places
from bodymap.anatomy import terminology
from bodymap.anatomy.landmark import Landmarks
from bodymap.anatomy.location import Place, Step, mirrored_plate
from bodymap.atlas import brush, contour, frame, library, limb, stroke, trail
from bodymap.atlas import cell as cell_file
from bodymap.atlas import figure as figures
from bodymap.atlas import table as table_file
from bodymap.atlas.cell import Cells
from bodymap.atlas.spot import Resolver, Spot
from bodymap.atlas.stack import Stack
from bodymap.atlas.stroke import Bools, Skin, SkinPath
from bodymap.atlas.table import Table
from bodymap.errors import BodymapError, DataError, UnknownNameError
from bodymap.ids import Side
from bodymap.shipped import data_dir

__all__ = ["Body", "SkinPath", "Spot"]


class Body:
    """Landmarks, cells and segment tables of one body, with its stacks. Answers are computed, nothing is changed after the start."""

    def __init__(
        self,
        landmarks: Landmarks,
        cells: Cells,
        tables: Mapping[str, Table],
        stack: Callable[[str], Stack],
        silhouette: Callable[[str], shapely.Geometry] | None = None,
    ) -> None:
        """`stack` gives a plate's stack and `silhouette` its skin outline (by default what the stack's grid shows); both are asked once."""
        self.landmarks = landmarks.by_id
        self.problems: tuple[BodymapError, ...] = landmarks.problems
        self.cells = cells
        self._load_stack = stack
        self._load_silhouette = silhouette
        self._stacks: dict[str, Stack] = {}
        self._grounds: dict[str, contour.Ground] = {}
        self._silhouettes: dict[str, shapely.Geometry] = {}
        self._resolver = Resolver(cells, tables, self.landmarks, self.stack)
        self._zones = limb.zones(cells)

    @classmethod
    def load(
        cls,
        *,
        figure: str = figures.FIRST,
        data: Path | None = None,
        stacks: Path | None = None,
        silhouette: Callable[[str], shapely.Geometry] | None = None,
    ) -> "Body":
        """Return a figure's body, of a data folder and a folder of stacks (the shipped ones where none are given). Stacks load when asked for.

        Zones are cut by the shipped plates' silhouettes, or with a folder of stacks by what its skin grids show.
        """
        data = data or data_dir()
        tables = figures.tables(figure, data)
        cells = cell_file.load(tables / "cells.npz")
        sided = {each.id: each.sided for each in terminology.load(data / "anatomy")}
        folder = stacks or figures.stacks(figure)
        return cls(
            landmark_file.load(tables / "landmarks.json"),
            cells,
            table_file.load(tables / "addresses.npz"),
            lambda plate: Stack.load(plate, half=cells.half, sided=sided, folder=folder),
            silhouette or (partial(_drawn_silhouette, figure=figure) if stacks is None else None),
        )

    @cached_property
    def skin(self) -> Skin:
        """All cells as skin that strokes are measured against."""
        return Skin.of(self.cells, self._zones)

    def stack(self, plate: str) -> Stack:
        """Return the stack of a plate, loaded at the first question; left and right of one file hold it together."""
        if plate not in self._stacks:
            twin = self._stacks.get(mirrored_plate(plate))
            self._stacks[plate] = twin.of(plate) if twin else self._load_stack(plate)
        return self._stacks[plate]

    def parse(self, text: str, *, default_side: Side | None = None) -> Place:
        """Return the place that a text names, its landmark among this body's; raises `PlaceError` with the nearest names."""
        return places.parse(text, default_side=default_side, landmarks={key: each.sided for key, each in self.landmarks.items()})

    def spot(self, place: Place | str) -> Spot:
        """Return where a place (or its text) is on this body.

        Raises `PlaceError` where its side is missing, its landmark is unknown, or no skin is there. A landmark or address is shown
        on the plate that its normal faces most among those that see it.
        """
        return self._resolver.spot(self.parse(place) if isinstance(place, str) else place)

    def address(self, point: ArrayLike) -> str:
        """Return the canonical address of the skin nearest to a body point (3,)."""
        at = np.asarray(point, dtype=float)
        return self._resolver.address(at, self.cells.nearest(at))

    def disc(self, spot: Spot, radius_mm: float) -> Bools:
        """Return which cells (2n,) lie within a radius of a spot along the skin, on the same limb; the spot's own cell always does."""
        covered = self.cover(self.disc_path(spot, radius_mm))
        covered[spot.cell] = True
        return covered

    def disc_path(self, spot: Spot, radius_mm: float) -> SkinPath:
        """Return the stroke of one point that a disc is."""
        row = np.float32
        return SkinPath(
            spot.point.astype(row)[None], np.array([radius_mm], row), spot.normal.astype(row)[None], np.array([spot.cell])
        )

    def path(self, steps: Sequence[Step], side: Side, *, crosses_midline: bool = True) -> SkinPath:
        """Return the stroke through the steps, open sides filled by `side`, sampled along the skin at most 4 mm apart.

        A step without a radius has that of the step before it (the first one that of the first step that has one). With
        `crosses_midline` False the stroke colours only `side`'s half. Raises `PlaceError` where a step's place is nowhere, and
        `BodymapError` for no steps or no radius at all.
        """
        if not steps:
            raise BodymapError("has no steps", record="stroke")
        side = Side(side)
        holds = [self._resolver.foothold(step.place.on(side)) for step in steps]
        own = Side.MIDLINE if crosses_midline else side
        return trail.path(self._resolver, self._zones, holds, _radii(steps), own)

    def cover(self, path: SkinPath) -> Bools:
        """Return which cells (2n,) lie under a stroke: within its radius along the skin, on the same limb."""
        return stroke.cover(self.skin, path, self._zones, self.cells.half)

    def outline(self, plate: str, paths: Sequence[SkinPath]) -> shapely.MultiPolygon:
        """Return the area that strokes cover together as a plate shows it, in its frame; empty where nothing of it is seen."""
        return contour.outline(self._ground(plate), paths, self._zones, self.cells.half, self._silhouette(plate))

    def drawn_path(self, plate: str, points: ArrayLike, radius_mm: float, side: Side = Side.MIDLINE) -> SkinPath | None:
        """Return the stroke on the skin of a line (k, 2) drawn on a plate, or None where all of it lies beside the body.

        With a side it stops at the midline. Raises `UnknownNameError` for no plate.
        """
        return brush.path(plate, self._ground(plate), self.cells, points, radius_mm, Side(side))

    def drawn_cells(self, plate: str, rings: Sequence[ArrayLike], side: Side = Side.MIDLINE) -> Bools:
        """Return which cells (2n,) a plate shows inside rings (k, 2) drawn on it, even-odd; with a side only that half's."""
        return brush.inside(plate, self._ground(plate), self.cells, rings, Side(side))

    def region_cells(self, region: str, side: Side = Side.MIDLINE) -> Bools:
        """Return which cells (2n,) belong to a skin region, by base id; raises `UnknownNameError` with the nearest ids."""
        if region not in self.cells.region_names:
            raise UnknownNameError("skin region", region, self.cells.region_names)
        in_region = self.cells.region == self.cells.region_names.index(region)
        return np.asarray(in_region & brush.on_side(self.cells, Side(side)))

    def cells_outline(self, plate: str, cells: Bools) -> shapely.MultiPolygon:
        """Return the area that a set of cells (2n,) takes on a plate, in its frame; empty where nothing of it is seen."""
        return contour.cells_outline(self._ground(plate), cells, self._silhouette(plate))

    def _ground(self, plate: str) -> contour.Ground:
        if plate not in self._grounds:
            self._grounds[plate] = contour.Ground.of(self.stack(plate).grid(), self.cells, self._zones)
        return self._grounds[plate]

    def _silhouette(self, plate: str) -> shapely.Geometry:
        if plate not in self._silhouettes:
            load = self._load_silhouette
            try:
                made = contour.skin_area(self.stack(plate).grid()) if load is None else load(plate)
            except DataError:  # The zones are still good where the drawing is not.
                made = contour.skin_area(self.stack(plate).grid())
            shapely.prepare(made)
            self._silhouettes[plate] = made
        return self._silhouettes[plate]

    def project(self, plate: str, point: ArrayLike) -> tuple[float, float]:
        """Return the plate point of a body point (3,)."""
        return frame.project(plate, point)

    def inset(self, spot: Spot) -> str | None:
        """Return the inset that shows a spot largest and best, or None where it lies on none."""
        return self._resolver.best_inset(spot.cell, spot.normal)

    def best_plate(self, cell: int) -> str:
        """Return the plate that a cell faces most among those that see it; where none does, among all."""
        return self._resolver.best_plate(cell, self.cells.normals[cell].astype(float))

    def facing(self, normal: ArrayLike) -> str:
        """Return the plate that a normal (3,) faces most."""
        return frame.facing(normal)


def _drawn_silhouette(plate: str, *, figure: str) -> shapely.Geometry:
    drawn = library.load(plate, figure=figure)
    return drawn.polygon(drawn.silhouette.id)


def _radii(steps: Sequence[Step]) -> list[float]:
    known = [step.radius for step in steps if step.radius is not None]
    if not known:
        raise BodymapError("has no radius; write one on its first step, such as r30", record=f"stroke from “{steps[0]}”")
    radii, last = [], known[0]
    for step in steps:
        last = step.radius if step.radius is not None else last
        radii.append(last)
    return radii
