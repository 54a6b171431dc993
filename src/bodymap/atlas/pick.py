"""What lies under a point of a plate, front to back: an STRtree over the outlines. It knows visibility, not colour."""

from collections.abc import Collection

import numpy as np
import shapely

from bodymap.atlas.plate import Plate


class Picker:
    """Answers for one plate. Building it makes all polygons; a question then takes microseconds."""

    def __init__(self, plate: Plate) -> None:
        self._drawn = plate.drawn
        self._tree, self._polygons = _index([plate.polygon(each.id) for each in plate.drawn])
        self._regions = plate.regions
        self._region_tree, self._region_polygons = _index([plate.polygon(each.id) for each in plate.regions])
        self._silhouette = plate.polygon(plate.silhouette.id)
        shapely.prepare(self._silhouette)

    def at(
        self,
        x: float,
        y: float,
        *,
        hidden_layers: Collection[str] = frozenset(),
        hidden: Collection[str | None] = frozenset(),
        shows_behind: bool = False,
        shows_default_off: bool = False,
    ) -> tuple[str, ...]:
        """Return the ids of the visible muscles and bones whose outline covers the plate point (its edge included), front → back.

        `hidden` takes ids, with or without side, and groups. What lies behind the bones, and sheets that are off by default, answer
        only when asked for. Empty off the body.
        """
        found = []
        for index in _covering(self._tree, self._polygons, x, y):
            drawn = self._drawn[index]
            if drawn.layer in hidden_layers or any(name in hidden for name in (drawn.id, drawn.base, drawn.group)):
                continue
            if (drawn.behind and not shows_behind) or (drawn.default_off and not shows_default_off):
                continue
            found.append(drawn)
        return tuple(drawn.id for drawn in sorted(found, key=lambda each: -each.rank))

    def region(self, x: float, y: float) -> str | None:
        """Return the id of the frontmost skin region at a plate point, or None."""
        found = [self._regions[index] for index in _covering(self._region_tree, self._region_polygons, x, y)]
        return max(found, key=lambda each: each.rank).id if found else None

    def is_on_body(self, x: float, y: float) -> bool:
        """Whether the silhouette covers a plate point."""
        return bool(shapely.covers(self._silhouette, shapely.Point(x, y)))


def _index(polygons: list[shapely.MultiPolygon]) -> tuple[shapely.STRtree, np.ndarray]:
    array = np.empty(len(polygons), dtype=object)
    array[:] = polygons
    shapely.prepare(array)
    return shapely.STRtree(array), array


def _covering(tree: shapely.STRtree, polygons: np.ndarray, x: float, y: float) -> list[int]:
    if not (np.isfinite(x) and np.isfinite(y)):
        return []
    point = shapely.Point(x, y)
    near = tree.query(point)
    return [int(index) for index in near[shapely.covers(polygons[near], point)]]
