from __future__ import annotations

import numpy as np
import pytest
import shapely

pytest.importorskip("embreex")
pytest.importorskip("skimage")

from tools.platemaker import outline, skin
from tools.platemaker.cast import SCALE, Raster
from tools.platemaker.meshes import Structure

RADIUS_MM = 20.0


def raster_of(mask: np.ndarray) -> Raster:
    """Return a raster of a made-up structure that covers a mask."""
    none = np.zeros((0, 3))
    structure = Structure("disc.left", "muscle", "left", none, none.astype(np.int64), {})
    face = np.where(mask, 0, -1).astype(np.int32)
    return Raster(structure, -30, 60, face, np.where(mask, 1.0, np.nan).astype(np.float32))


def disc(radius_mm: float = RADIUS_MM) -> np.ndarray:
    """Return a round mask on the plate's grid, with a margin."""
    reach = int(radius_mm * SCALE) + 10
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    return np.hypot(x, y) <= radius_mm * SCALE


def test_a_disc_keeps_its_area_and_place() -> None:
    mask = disc()
    shape = outline.outline(raster_of(mask))
    middle = mask.shape[0] / 2
    assert shape.area == pytest.approx(np.pi * RADIUS_MM**2, rel=0.01)
    assert shape.centroid.coords[0] == pytest.approx(((middle - 30) / SCALE, (middle + 60) / SCALE), abs=0.1)


def test_no_point_of_a_disc_s_outline_strays_by_a_third_of_a_millimetre() -> None:
    shape = outline.outline(raster_of(disc()))
    points = shapely.get_coordinates(shape) - np.asarray(shape.centroid.coords[0])
    assert np.abs(np.hypot(*points.T) - RADIUS_MM).max() < 0.3


def test_a_hole_is_kept_and_a_speck_is_not() -> None:
    mask = disc()
    middle = mask.shape[0] // 2
    mask[middle - 9 : middle + 9, middle - 9 : middle + 9] = False
    mask[4:6, 4:6] = True
    shape = outline.outline(raster_of(mask))
    assert isinstance(shape, shapely.Polygon)
    assert len(shape.interiors) == 1


def test_a_thread_thinner_than_the_smoothing_is_not_lost() -> None:
    mask = np.zeros((40, 200), bool)
    mask[20, 10:190] = True
    assert outline.outline(raster_of(mask)).area > 10.0


def test_an_outline_is_valid_and_on_the_written_grid() -> None:
    shape = outline.outline(raster_of(disc(7.3)))
    tenths = shapely.get_coordinates(shape) * 10
    assert shape.is_valid
    assert np.allclose(tenths, np.round(tenths), atol=1e-6)


def test_nothing_has_an_empty_outline() -> None:
    assert outline.outline(raster_of(np.zeros((30, 30), bool))).is_empty


def test_rings_that_cannot_be_built_at_once_make_the_same_area_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    rings = [np.array([[a, a], [b, a], [b, b], [a, b], [a, a]], dtype=float) for a, b in ((0.0, 10.0), (2.0, 8.0), (4.0, 6.0))]
    whole = outline.area(rings)

    def refuse(*_: object) -> None:
        raise shapely.errors.GEOSException("side location conflict")

    monkeypatch.setattr(shapely, "build_area", refuse)
    assert outline.area(rings).equals(whole)
    assert outline.area(rings).area == pytest.approx(100 - 36 + 4)


def test_no_region_of_the_skin_stands_out_beyond_the_silhouette() -> None:
    silhouette = shapely.box(0, 0, 100, 100)
    regions = {"inside": shapely.box(10, 10, 30, 30), "out": shapely.box(90, 40, 104, 60), "beyond": shapely.box(110, 0, 120, 10)}
    kept = skin.within(silhouette, regions)
    assert kept["inside"] is regions["inside"]
    assert kept["out"].bounds == (90, 40, 100, 60)
    assert "beyond" not in kept


def test_a_crumb_of_a_covered_region_below_the_hem_is_its_neighbours() -> None:
    garment = shapely.box(0, -900, 100, -800)
    regions = {"covered": shapely.box(0, -900, 100, -798), "thigh": shapely.box(0, -798, 100, -500), "flank": shapely.box(0, -1000, 100, -895)}
    kept = skin.hemmed(regions, garment)
    assert kept["covered"].bounds == (0, -900, 100, -800)
    assert kept["thigh"].bounds == pytest.approx((0, -800, 100, -500), abs=1.0)
    assert kept["flank"] is regions["flank"]


def test_a_ring_that_crosses_itself_takes_no_other_away() -> None:
    knot = np.array([[0, 0], [100, 0], [100, 50], [99, 51], [99, 49], [100, 50.5], [100, 100], [0, 100], [0, 0]], dtype=float)
    hole = np.array([[20, 20], [20, 40], [40, 40], [40, 20], [20, 20]], dtype=float)
    apart = np.array([[200, 0], [210, 0], [210, 10], [200, 10], [200, 0]], dtype=float)
    assert outline.area([knot, hole, apart]).area == pytest.approx(100 * 100 - 20 * 20 + 10 * 10, abs=5)
