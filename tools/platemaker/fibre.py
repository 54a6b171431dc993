"""What is known of each structure for all plates: smooth normals, and for a muscle its fibres and its tendons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

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
SOFT_MM = 5.0
"""Half the height over which flesh ends at wrist and ankle."""
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
        if frame.window is None or raster.structure.base.endswith("--tendon"):
            image[raster.mask] = solved[1][raster.face[raster.mask]]
        else:
            faces, weights = raster.barycentric(frame)
            belly = self._belly(raster.structure, solved[0])
            image[raster.mask] = (belly[raster.structure.faces[faces]] * weights).sum(axis=1)
        end = inset.flesh_end(raster.structure, self._site)
        if end is not None:
            faces, weights = raster.barycentric(frame)
            height = (raster.structure.vertices[:, 1][raster.structure.faces[faces]] * weights).sum(axis=1)
            image[raster.mask] = np.minimum(image[raster.mask], np.clip((height - end) / (2 * SOFT_MM) + 0.5, 0.0, 1.0))
        return image

    def _belly(self, structure: Structure, found: Field) -> Floats:
        if structure.id not in self._bellies:
            self._bellies[structure.id] = tendon.vertex_belly(structure, found)
        return self._bellies[structure.id]

    def direction(self, raster: Raster, frame: PlateFrame) -> Floats | None:
        """Return (h, w, 2) which way the fascicles run on the plate, zero outside the muscle."""
        solved = self._solved(raster.structure)
        if solved is None:
            return None
        image = np.zeros((*raster.face.shape, 2))
        along = solved[0].face_direction @ frame.matrix.T
        image[raster.mask] = along[raster.face[raster.mask], :2]
        return image

    def lines(self, raster: Raster, frame: PlateFrame, tendon_area: BaseGeometry, direction: Floats) -> tuple[list[Floats], list[Floats]]:
        """Return the fibres of the belly and the strands of the tendon, as polylines (n, 2) in plate mm short of the muscle's edges."""
        drawn = _traced(raster, frame, direction)
        slack = _slack(frame)
        fleshy, tendinous = drawn, []
        if not tendon_area.is_empty:
            fleshy = [part for line in drawn for part in shapely.get_parts(line - tendon_area) if part.length >= LEAST_MM / 2]
            tendinous = [part for line in drawn for part in shapely.get_parts(shapely.intersection(line, tendon_area)) if part.length >= LEAST_MM]
        return _simple(fleshy, slack), _simple(tendinous, slack)

    def strands(self, raster: Raster, frame: PlateFrame) -> list[Floats]:
        """Return the strands of a tendon or aponeurosis that is a structure of its own, along its length, as polylines (n, 2) in plate mm."""
        direction = self.direction(raster, frame)
        return [] if direction is None else _simple(_traced(raster, frame, direction), _slack(frame))


def _traced(raster: Raster, frame: PlateFrame, direction: Floats) -> list[Any]:
    """Evenly spaced lines along a direction, in plate mm, short of the structure's edges; none on a small one."""
    if raster.area < LEAST_AREA:
        return []
    whole = ndimage.binary_opening(raster.mask, iterations=2)
    spacing = (SPACING_MM if frame.window is None else INSET_SPACING_MM) * SCALE * frame.sparse
    smooth = None if frame.window is None else spacing / 4 * frame.zoom
    traced = streamline.trace(direction, whole, spacing, LEAST_MM * SCALE, margin_px=MARGIN_MM * SCALE, smooth_px=smooth)
    return [shapely.linestrings(raster.plate_point(line[:, 1], line[:, 0])) for line in traced]


def _slack(frame: PlateFrame) -> float:
    return 0.2 if frame.window is None else 0.4


def _simple(lines: Sequence[BaseGeometry], slack: float) -> list[Floats]:
    return [np.asarray(shapely.get_coordinates(shapely.simplify(line, slack))) for line in lines if line.geom_type == "LineString"]
