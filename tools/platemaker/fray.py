"""Where belly and tendon meet: not along a clean cut but in fingers along the fascicles, as flesh does.

Everything on a coarse grid of blocks (`tone.COARSE` pixels, a drawn millimetre); knows nothing of muscles.
"""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

REACH_MM = 8.0
"""No finger is longer than about this, either way, …"""
SHARE = 0.06
"""… nor than this share of the muscle's size (the root of its area)."""
LEAST_MM = 1.0
WIDTH_MM = 0.8
"""Half the width of a finger, about."""
ALONG_MM = 14
"""So far along the fascicles a finger is the same, each way."""
STEEPEST = 1.7
TAPER = 1.2
"""In the middle of a muscle its tendon begins so many times the reach farther up than at its edges."""

Floats = NDArray[np.float64]


def frayed(field: Floats, inside: NDArray[np.bool_], angle: tuple[Floats, Floats], size_mm: float, name: str) -> Floats:
    """Return the field (h, w; positive where tendon) as a distance (mm) from its border, with fingers along the fascicles.

    `inside` is where the muscle is; `angle` holds cosine and sine of twice the fascicles' angle, (h, w) each; `name` seeds the fingers: the same on every run.
    """
    is_tendon = field > 0
    if is_tendon.all() or not is_tendon.any():
        return field
    distance = ndimage.distance_transform_edt(is_tendon) - ndimage.distance_transform_edt(~is_tendon)
    reach = float(np.clip(SHARE * size_mm, LEAST_MM, REACH_MM))
    rows, columns = np.nonzero(np.abs(distance) < (STEEPEST + TAPER) * reach + 1)
    noise = ndimage.gaussian_filter(np.random.default_rng(zlib.crc32(name.encode())).standard_normal(field.shape), WIDTH_MM)
    streaks = _along(noise, angle, rows.astype(float), columns.astype(float))
    streaks /= max(float(streaks.std()), 1e-9)
    out = np.asarray(distance, dtype=float)
    room = ndimage.distance_transform_edt(inside)[rows, columns]
    middle = room / max(float(np.percentile(room[np.abs(distance[rows, columns]) < 2], 95)), 1.0)
    out[rows, columns] += reach * (np.clip(streaks, -STEEPEST, STEEPEST) + TAPER * (np.clip(middle, 0, 1) - 0.5))
    return out


def _along(noise: Floats, angle: tuple[Floats, Floats], rows: Floats, columns: Floats) -> Floats:
    """Return the mean of the noise along the fascicles through some places."""
    total = ndimage.map_coordinates(noise, [rows, columns], order=1, mode="nearest")
    for sign in (1.0, -1.0):
        row, column = rows.copy(), columns.copy()
        u, v = _direction(angle, row, column)
        u, v = sign * u, sign * v
        for _ in range(ALONG_MM):
            row, column = row + v, column + u
            total = total + ndimage.map_coordinates(noise, [row, column], order=1, mode="nearest")
            next_u, next_v = _direction(angle, row, column)
            turn = np.where(next_u * u + next_v * v < 0, -1.0, 1.0)
            u, v = turn * next_u, turn * next_v
    return np.asarray(total)


def _direction(angle: tuple[Floats, Floats], rows: Floats, columns: Floats) -> tuple[Floats, Floats]:
    cosine, sine = (ndimage.map_coordinates(part, [rows, columns], order=1, mode="nearest") for part in angle)
    half = np.arctan2(sine, cosine) / 2
    return np.cos(half), np.sin(half)
