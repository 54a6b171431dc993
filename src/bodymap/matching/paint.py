"""Painted areas on one body: which skin cells they cover, and their outlines on plates.

A painted area is its dabs in order: laid on, or taken away. What each dab covers is kept once computed, so that a list can follow the
brush. Frames: cells over both halves; outlines in plate millimetres.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from bodymap.anatomy.location import Step
from bodymap.anatomy.place import parse_step
from bodymap.atlas.body import Body, SkinPath
from bodymap.ids import Side
from bodymap.matching.carried import Carried
from bodymap.matching.recent import Recent
from bodymap.matching.stroke_shelf import Laid
from bodymap.session.paint import Area, Fill, Shape, Stroke

Cells = NDArray[np.bool_]
_KEPT, _KEPT_OUTLINES, _KEPT_OWN = 256, 1500, 1000
"""So many strokes are kept, the last ones: a session has some fifty, and as many again come while the hand draws; own zones have theirs for all muscles."""


@dataclass(frozen=True, eq=False)
class Paint:
    """Paint on one body."""

    body: Body
    carried: Carried = field(default_factory=Carried)
    _paths: Recent = field(default_factory=lambda: Recent(_KEPT))
    _cells: Recent = field(default_factory=lambda: Recent(_KEPT))
    _outlines: Recent = field(default_factory=lambda: Recent(_KEPT_OUTLINES))
    _own: Recent = field(default_factory=lambda: Recent(_KEPT_OWN))

    def cells(self, area: Area) -> Cells:
        """Return the cells that an area covers; none where all of it was taken away or lies beside the body."""
        found = np.zeros(len(self.body.cells), dtype=np.bool_)
        for dab in area.dabs:
            if dab.erases:
                found &= ~self.cover(dab.shape)
            else:
                found |= self.cover(dab.shape)
        return found

    def painful(self, areas: Iterable[Area]) -> Cells:
        """Return the cells of the painful areas together, each once, without those of the clear ones."""
        found = np.zeros(len(self.body.cells), dtype=np.bool_)
        clear = np.zeros_like(found)
        for area in areas:
            if area.is_clear:
                clear |= self.cells(area)
            else:
                found |= self.cells(area)
        return found & ~clear

    def cover(self, shape: Shape) -> Cells:
        """Return the cells that one shape covers."""
        return self._cells.get(shape, partial(self._make_cover, shape))

    def _make_cover(self, kept: Shape) -> Cells:
        shape = self.carried.shape(kept, "onto")
        if isinstance(shape, Fill):
            return self.body.region_cells(shape.region, shape.side)
        if isinstance(shape, Stroke):
            path = self._path(shape)
            return self.body.cover(path) if path is not None else np.zeros(len(self.body.cells), dtype=np.bool_)
        return self.body.drawn_cells(shape.plate, shape.rings, shape.side)

    def _path(self, stroke: Stroke) -> SkinPath | None:
        return self._paths.get(stroke, partial(self.body.drawn_path, stroke.plate, stroke.points, stroke.radius_mm, stroke.side))

    def own_stroke(self, steps: tuple[str, ...]) -> Laid:
        """Return a stroke of the therapist's own zones, in words without a side, laid on the left; raises `BodymapError` where a step lies nowhere."""
        return self._own.get(steps, partial(self._lay, steps))

    def _lay(self, steps: tuple[str, ...]) -> Laid:
        found = [Step(self.carried.place(step.place, "onto"), step.radius) for step in map(parse_step, steps)]
        path = self.body.path(found, Side.LEFT)
        return Laid(path, np.flatnonzero(self.body.cover(path)))

    def outline(self, plate: str, area: Area) -> BaseGeometry:
        """Return an area's outline on a plate; empty where nothing of it is seen there."""
        outline: BaseGeometry = shapely.MultiPolygon()
        for dab in area.dabs:
            shape = self._outline(plate, dab.shape)
            outline = shapely.difference(outline, shape) if dab.erases else shapely.union(outline, shape)
        return outline

    def _outline(self, plate: str, shape: Shape) -> BaseGeometry:
        return self._outlines.get((plate, shape), partial(self._make_outline, plate, shape))

    def _make_outline(self, plate: str, kept: Shape) -> BaseGeometry:
        shape = self.carried.shape(kept, "onto")
        if not isinstance(shape, Stroke):
            return self.body.cells_outline(plate, self.cover(kept))
        path = self._path(shape)
        return self.body.outline(plate, [path]) if path is not None else shapely.MultiPolygon()
