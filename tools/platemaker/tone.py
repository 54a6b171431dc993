"""Shades a structure in a few large, smooth bands: smoothed vertex normals under one fixed light per plate."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage, sparse
from shapely.geometry.base import BaseGeometry

from tools.platemaker import crease, fray
from tools.platemaker.cast import Raster
from tools.platemaker.frame import PlateFrame
from tools.platemaker.meshes import Structure
from tools.platemaker.outline import area, contour, sift, tidy

LIGHT = (0.0, -0.52, 0.85)
SIDE_LIGHT = (-0.18, -0.50, 0.85)
"""Toward the light, in plate x, plate y (down) and depth: above, in front, in the vertical mid-plane of plates that show both sides."""

BANDS = {
    "muscle": ((2, 0.60), (1, 0.33), (3, 0.855), (4, 0.955)),
    "fascia": ((2, 0.55), (3, 0.90)),
    "bone": ((2, 0.60), (1, 0.38), (3, 0.86)),
}
"""Tone number and brightness it begins at, in writing order: darker ones reach below the level, lighter ones above."""

LEAST = 60.0
"""No patch of tone is smaller, in mm², …"""
BONE_LEAST = 24.0
"""… on a bone."""

INSET_MM = 0.2
"""Tones end this far inside the outline, so that its stroke stays whole."""

BONE_SIGMA = 2.2
"""Shading is smoothed over this many blocks at most on a bone, whose relief is finer than a muscle's."""

COARSE = 3
"""Shading is computed on blocks of this many pixels."""

SMOOTHING_MM = {"muscle": 9.0, "bone": 4.0, "fascia": 9.0}


def vertex_normals(structure: Structure, zoom: float = 1.0) -> NDArray[np.float64]:
    """Return (n, 3) unit normals in the body frame, averaged over the welded mesh across several millimetres (fewer where it is drawn larger)."""
    _, weld = np.unique(np.round(structure.vertices, 3), axis=0, return_inverse=True)
    weld = weld.ravel()
    count = int(weld.max()) + 1
    faces = weld[structure.faces]
    corners = structure.vertices[structure.faces]
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    summed = np.zeros((count, 3))
    for k in range(3):
        np.add.at(summed, faces[:, k], normal)
    edges = np.vstack([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    lengths = np.linalg.norm(corners - np.roll(corners, -1, axis=1), axis=2)
    across = SMOOTHING_MM[structure.kind] / max(1.0, zoom / 1.6) ** 0.7
    passes = int(np.clip((across / max(float(np.median(lengths)), 0.3)) ** 2, 2, 40))
    ones = np.ones(len(edges))
    link = sparse.coo_matrix((ones, (edges[:, 0], edges[:, 1])), (count, count)).tocsr()
    link = ((link + link.T) > 0).astype(float)
    average = sparse.diags(1.0 / np.maximum(np.asarray(link.sum(axis=1)).ravel(), 1.0)) @ link
    smooth = _unit(summed)
    for _ in range(passes):
        smooth = _unit(0.5 * smooth + 0.5 * (average @ smooth))
    return smooth[weld]


def _unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)


def brightness(raster: Raster, frame: PlateFrame, normals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (h, w) cosine between normal and light, 0…1, NaN outside the structure."""
    faces, weights = raster.barycentric(frame)
    corners = raster.structure.faces[faces]
    toward = _unit(np.einsum("ij,ijk->ik", weights, normals[corners])) @ frame.matrix.T
    flat = raster.structure.vertices[corners]
    facing = np.cross(flat[:, 1] - flat[:, 0], flat[:, 2] - flat[:, 0]) @ frame.matrix[2]
    toward = np.where((facing < 0)[:, None], -toward, toward)
    light = np.array(frame.light or (LIGHT if frame.two_sided else SIDE_LIGHT))
    image = np.full(raster.face.shape, np.nan)
    image[raster.mask] = np.clip(toward @ (light / np.linalg.norm(light)), 0.0, 1.0)
    return image + crease.hollows(raster.depth, raster.mask, frame.zoom) if raster.structure.kind == "bone" else image


def _coarse(image: NDArray[np.float64], sigma: float) -> NDArray[np.float64]:
    """Return block means of an image with NaN, smoothed by sigma (blocks) and carried on past the structure's edge."""
    h, w = (-(-n // COARSE) for n in image.shape)
    padded = np.full((h * COARSE, w * COARSE), np.nan)
    padded[: image.shape[0], : image.shape[1]] = image
    known = np.isfinite(padded)
    total = np.where(known, padded, 0.0).reshape(h, COARSE, w, COARSE).sum(axis=(1, 3))
    weight = known.reshape(h, COARSE, w, COARSE).sum(axis=(1, 3)).astype(float)
    total, weight = (np.pad(a, 2) for a in (total, weight))
    smooth_weight = ndimage.gaussian_filter(weight, sigma)
    smooth = ndimage.gaussian_filter(total, sigma) / np.maximum(smooth_weight, 1e-12)
    row, column = ndimage.distance_transform_edt(smooth_weight < 0.05, return_distances=False, return_indices=True)
    return smooth[row, column]


def bands(
    raster: Raster, shape: BaseGeometry, image: NDArray[np.float64], zoom: float = 1.0
) -> list[tuple[int, BaseGeometry]]:
    """Return (tone number, area in plate mm) in writing order; darker tone 1 lies over 2, lighter 4 over 3.

    `image` is `brightness`; `shape` the outline, which clips the tones. What is drawn larger has larger patches.
    """
    if shape.area < LEAST:
        return []
    least = (BONE_LEAST if raster.structure.kind == "bone" else LEAST) * zoom
    is_bone = raster.structure.kind == "bone"
    coarse = _coarse(image, float(np.clip(0.03 * np.sqrt(shape.area), 1.2, BONE_SIGMA if is_bone else 5.0)))
    within = shape.buffer(-INSET_MM)
    slack = 0.2 if zoom == 1.0 else 0.45 if is_bone else 0.32
    out = []
    for tone, level in BANDS[raster.structure.kind]:
        patch = _patch(raster, level - coarse if tone <= 2 else coarse - level, within, least=least, slack=slack)
        if tone == 1 and is_bone:
            patch = shapely.union_all([patch, _edges(raster, within, zoom)])
        if not patch.is_empty:
            out.append((tone, patch))
    return out


def _edges(raster: Raster, within: BaseGeometry, zoom: float) -> BaseGeometry:
    """The fine lines beneath the edges over which a bone's own surface drops."""
    rings = contour(crease.edges(raster.depth, raster.mask, zoom), 0.5, sigma=0.0)
    return tidy(shapely.intersection(area([raster.plate_point(r[:, 0], r[:, 1]) for r in rings]), within), 0.12 if zoom == 1.0 else 0.3)


def pale(
    raster: Raster, shape: BaseGeometry, flesh: NDArray[np.float64], direction: NDArray[np.float64], zoom: float = 1.0
) -> BaseGeometry:
    """Return where a muscle is tendon or aponeurosis, in plate mm, from a (h, w) image of fleshiness (1 belly … 0 tendon).

    The border is smoothed, more on a plate that draws so many times larger, and then frayed along the fascicles, whose `direction` (h, w, 2) is (x, y).
    """
    coarse = _coarse(flesh, zoom * float(np.clip(0.03 * np.sqrt(shape.area), 0.8, 4.0)))
    inside = _coarse(np.where(raster.mask, 1.0, 0.0), 0.5) > 0.5
    field = fray.frayed(0.5 - coarse, inside, _doubled(raster, direction), float(np.sqrt(shape.area)), raster.structure.base)
    return _patch(raster, field, shape.buffer(-INSET_MM), least=min(LEAST, 0.04 * shape.area), slack=0.2)


def _doubled(raster: Raster, direction: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Cosine and sine of twice the angle of a direction image, on blocks and carried on past the edge."""
    twice = 2 * np.arctan2(direction[..., 1], direction[..., 0])
    cosine, sine = (_coarse(np.where(raster.mask, part, np.nan), 1.5) for part in (np.cos(twice), np.sin(twice)))
    return cosine, sine


def shade(tendon: BaseGeometry, bands: list[tuple[int, BaseGeometry]]) -> BaseGeometry:
    """Return which part of a tendon is turned from the light: the darker tones within it."""
    dark = [patch for number, patch in bands if number <= 2]
    if tendon.is_empty or not dark:
        return shapely.Polygon()
    return sift(tidy(shapely.intersection(tendon, shapely.union_all(dark)), 0.2), LEAST / 4)


def _patch(
    raster: Raster, field: NDArray[np.float64], within: BaseGeometry, *, least: float, slack: float
) -> BaseGeometry:
    """The area where a coarse field is positive, clipped, without small pieces and holes, simplified within `slack`."""
    rings = contour(np.pad(field, 1, constant_values=-1.0), 0.0, sigma=1.0)
    patch = area([_plate_mm(raster, r - 1.0) for r in rings])
    patch = sift(shapely.intersection(patch, within), least)
    return sift(tidy(patch, slack), least)


def _plate_mm(raster: Raster, ring: NDArray[np.float64]) -> NDArray[np.float64]:
    """Plate mm of block indices that carry two blocks of padding."""
    fine = (ring - 2.0) * COARSE + (COARSE - 1) / 2
    return raster.plate_point(fine[:, 0], fine[:, 1])
