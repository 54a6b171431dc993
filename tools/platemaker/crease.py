"""What models a bone beside light and shade: hollows and ridges, and the edges behind which its own surface drops away.

Works on a raster's depths alone, drawn millimetres.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from tools.platemaker.cast import SCALE

HOLLOW_MM = 7.0
"""A hollow or ridge is measured against its surroundings so far round, …"""
HOLLOW_WEIGHT = 0.09
MOST = 0.22
"""… and changes the brightness by so much a millimetre, and at most so much."""
JUMP_MM = 1.6
"""An edge is where the surface drops by this within a pixel, …"""
WIDTH_MM = 0.55
"""… and casts a line so wide on what lies beneath it."""
LEAST_PX = 26

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


def hollows(depth: NDArray[np.float32], mask: Mask, zoom: float) -> Floats:
    """Return (h, w) what hollows (below zero) and ridges add to the brightness; zero outside the mask."""
    known = np.where(mask, np.nan_to_num(depth), 0.0).astype(float) / zoom
    sigma = HOLLOW_MM / 2 * SCALE * max(1.0, zoom / 1.6) ** 0.7
    weight = ndimage.gaussian_filter(mask.astype(float), sigma)
    mean = ndimage.gaussian_filter(known, sigma) / np.maximum(weight, 1e-6)
    fine = ndimage.gaussian_filter(known, sigma / 5) / np.maximum(ndimage.gaussian_filter(mask.astype(float), sigma / 5), 1e-6)
    return np.where(mask, np.clip(HOLLOW_WEIGHT * (fine - mean), -MOST, MOST), 0.0)


def edges(depth: NDArray[np.float32], mask: Mask, zoom: float) -> Floats:
    """Return (h, w) between 0 and 1, over a half where the surface lies just beneath an edge of its own."""
    known = np.where(mask, depth, np.nan)
    nearest = known.copy()
    for axis in (0, 1):
        for step in (1, -1):
            nearest = np.fmax(nearest, np.where(np.isfinite(known), np.roll(known, step, axis=axis), np.nan))
    beneath = mask & (np.nan_to_num(nearest - known) > JUMP_MM * max(1.0, zoom**0.5))
    labels, count = ndimage.label(beneath, structure=np.ones((3, 3)))
    if count:
        sizes = np.bincount(labels.ravel())
        beneath &= sizes[labels] >= LEAST_PX * zoom
    thick = ndimage.distance_transform_edt(~beneath) <= WIDTH_MM * SCALE / 2
    return ndimage.gaussian_filter((thick & mask).astype(float), 0.7)
