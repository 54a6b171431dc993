"""The skin of an inset: the silhouette of a part of the body, and the outlines of its skin regions."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from shapely.geometry.base import BaseGeometry

from tools.platemaker import cast, skin
from tools.platemaker.cast import SCALE, Raster, first_hits
from tools.platemaker.frame import PlateFrame
from tools.platemaker.meshes import Structure
from tools.platemaker.outline import area, contour, sift, tidy
from tools.platemaker.skin import Mask, Skin

HOLE = 250.0
"""Smaller holes of the silhouette (drawn mm²) are filled."""
EASE_MM = {"body": (8.0, 1.2), "armless": (8.0, 1.2), "arm": (5.0, 1.0), "hand": (3.0, 0.6), "foot": (3.0, 0.6)}
"""The contour of a part is rounded over so many body mm, since the skin's mesh is coarse. What would move by more than the second is no facet of the
mesh but form (lips, finger tips), and stays."""


def draw(regions: list[Structure], solids: list[Raster], frame: PlateFrame) -> Skin:
    """Return silhouette and regions of an inset, in drawn units, not yet cut at its window; it has no garment.

    `regions` are the left skin regions that belong on it, `solids` the rasters of muscles and bones.
    """
    window = cast.pixels(frame)
    if window is None:
        raise ValueError(f"{frame.name} has no window")
    plain = [r for r in regions if r.base not in skin.COVERED]
    vertices, faces, owner = skin.join(plain)
    vertices = frame.project(vertices)
    face, depth = first_hits(vertices, faces, window)
    if frame.floor is not None:
        face = np.where(np.nan_to_num(depth, nan=-1e9) < frame.floor * frame.zoom, -1, face).astype(np.int32)
    inner = np.zeros(face.shape, bool)
    for raster in solids:
        skin.stamp(inner, window, raster)
    mask = (face >= 0) | inner
    if frame.two_sided:
        mask, inner = mask | mask[:, ::-1], inner | inner[:, ::-1]
    labels = np.where((face >= 0) & skin.facing(vertices, faces)[face], owner[np.maximum(face, 0)], -1)
    shapes = skin.outlines(labels, [r.base for r in plain], window)
    silhouette = _silhouette(_whole(mask), inner, window, frame)
    return Skin(silhouette, shapely.Polygon(), skin.within(silhouette, shapes))


def _whole(mask: Mask) -> Mask:
    """The mask without small holes."""
    filled = ndimage.binary_fill_holes(mask)
    labels, count = ndimage.label(filled & ~mask)
    size = ndimage.sum_labels(filled & ~mask, labels, np.arange(count + 1)) / SCALE**2
    stays = size > HOLE
    stays[0] = False
    return np.asarray(filled & ~stays[labels])


def _silhouette(mask: Mask, inner: Mask, window: cast.Pixels, frame: PlateFrame) -> BaseGeometry:
    """The smooth area of a mask, its contour eased; it holds what lies inside the body (`inner`) whole."""
    eased = _area([_eased(r, frame) for r in _rings(mask)], window)
    held = _area(_rings(inner), window)
    return tidy(sift(shapely.union(eased, held), 200.0), 0.12)


def _rings(mask: Mask) -> list[NDArray[np.float64]]:
    return contour(ndimage.gaussian_filter(np.pad(mask, 2).astype(float), 2.0), 0.5, sigma=4.0)


def _area(rings: list[NDArray[np.float64]], window: cast.Pixels) -> BaseGeometry:
    return area([np.column_stack([r[:, 1] - 1.5 + window[0], r[:, 0] - 1.5 + window[1]]) / SCALE for r in rings])


def _eased(ring: NDArray[np.float64], frame: PlateFrame) -> NDArray[np.float64]:
    """A closed ring (pixels) with the facets of the mesh rounded off and its form kept."""
    pixel = SCALE * frame.zoom
    reach, limit = (value * pixel for value in EASE_MM[frame.part])
    inner = ring[:-1]
    if len(inner) < 6 * reach:
        return ring
    smooth = ndimage.gaussian_filter1d(inner, reach, axis=0, mode="wrap")
    smooth = smooth + ndimage.gaussian_filter1d(inner - smooth, reach, axis=0, mode="wrap")
    move = smooth - inner
    share = np.clip(2.0 - np.linalg.norm(move, axis=1) / limit, 0.0, 1.0)
    share = ndimage.gaussian_filter1d(ndimage.minimum_filter1d(share, int(reach), mode="wrap"), reach / 2, mode="wrap")
    eased = ndimage.gaussian_filter1d(inner + move * share[:, None], 0.4 * pixel, axis=0, mode="wrap")
    return np.vstack([eased, eased[:1]])
