"""What is known of each structure for all plates: smooth normals, and for a muscle its fibres and its tendons."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from shapely.geometry.base import BaseGeometry

from tools.platemaker import field, inset, patch, streamline, tendon, tone
from tools.platemaker.cast import SCALE, Raster
from tools.platemaker.field import Field
from tools.platemaker.frame import PlateFrame
from tools.platemaker.meshes import Structure

SPACING_MM = 2.8
INSET_SPACING_MM = 3.6
"""On insets, in drawn mm: wider, for what is enlarged is also looked at from nearer."""
MARGIN_MM = 2.0
LEAST_MM = 9.0
LEAST_AREA = 150.0
"""A muscle smaller than this on the plate (mm²) gets no fibres."""

Floats = NDArray[np.float64]


class Fibre:
    """Normals, fascicle field and fleshiness of structures, each solved once."""

    def __init__(self, attachments: Sequence[Structure], anchors: Sequence[Structure], site: inset.Site) -> None:
        self._attachments, self._anchors, self._site = attachments, anchors, site
        self._normals: dict[tuple[str, float], Floats] = {}
        self._fields: dict[str, tuple[Field, Floats] | None] = {}
        self._bellies: dict[str, Floats] = {}

    def normals(self, structure: Structure, zoom: float = 1.0) -> Floats:
        """Return the vertex normals (n, 3), smoothed for a plate that draws so many times larger."""
        key = (structure.id, zoom)
        if key not in self._normals:
            self._normals[key] = tone.vertex_normals(structure, zoom)
        return self._normals[key]

    def _solved(self, structure: Structure) -> tuple[Field, Floats] | None:
        if structure.id not in self._fields:
            found = field.solve(structure, patch.of(structure, self._attachments, self._anchors))
            flesh = tendon.belly(structure, found)
            self._fields[structure.id] = (found, 0.0 * flesh if structure.base.endswith("--tendon") else flesh)
        return self._fields[structure.id]

    def flesh(self, raster: Raster, frame: PlateFrame) -> Floats | None:
        """Return (h, w): 1 where the muscle is belly … 0 where tendon, NaN outside; on insets without the steps between faces."""
        solved = self._solved(raster.structure)
        if solved is None:
            return None
        image = np.full(raster.face.shape, np.nan)
        most = inset.fleshy(raster.structure, self._site)
        if frame.window is None or raster.structure.base.endswith("--tendon"):
            by_face = solved[1] if most is None else np.minimum(solved[1], most[raster.structure.faces].mean(axis=1))
            image[raster.mask] = by_face[raster.face[raster.mask]]
        else:
            faces, weights = raster.barycentric(frame)
            belly = self._belly(raster.structure, solved[0])
            belly = belly if most is None else np.minimum(belly, most)
            image[raster.mask] = (belly[raster.structure.faces[faces]] * weights).sum(axis=1)
        return image

    def _belly(self, structure: Structure, found: Field) -> Floats:
        if structure.id not in self._bellies:
            self._bellies[structure.id] = tendon.vertex_belly(structure, found)
        return self._bellies[structure.id]

    def lines(self, raster: Raster, frame: PlateFrame, tendon_area: BaseGeometry, flesh: Floats) -> list[Floats]:
        """Return the fibres as polylines (n, 2) in plate mm, over the fleshy part, short of the edges and of the tendon.

        `flesh` is the raster's own (h, w) image.
        """
        solved = self._solved(raster.structure)
        if solved is None or raster.area < LEAST_AREA:
            return []
        direction = np.zeros((*raster.face.shape, 2))
        along = solved[0].face_direction @ frame.matrix.T
        direction[raster.mask] = along[raster.face[raster.mask], :2]
        fleshy = raster.mask & (np.nan_to_num(flesh) > 0.4)
        fleshy = ndimage.binary_opening(fleshy, iterations=2)
        spacing = (SPACING_MM if frame.window is None else INSET_SPACING_MM) * SCALE
        smooth = None if frame.window is None else spacing / 4 * frame.zoom
        slack = 0.2 if frame.window is None else 0.3
        traced = streamline.trace(
            direction, fleshy, spacing, LEAST_MM * SCALE, margin_px=MARGIN_MM * SCALE, smooth_px=smooth
        )
        drawn = [shapely.linestrings(raster.plate_point(line[:, 1], line[:, 0])) for line in traced]
        if not tendon_area.is_empty:
            short = tendon_area.buffer(MARGIN_MM)
            drawn = [part for line in drawn for part in shapely.get_parts(line - short) if part.length >= LEAST_MM]
        return [np.asarray(shapely.get_coordinates(shapely.simplify(line, slack))) for line in drawn]
