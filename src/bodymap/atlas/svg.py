"""The only door to svgelements: one path's data → rings of points, one transform's text → a matrix. Everything else knows arrays.

svgelements has traps (docs: a bad `d` aborts a whole file without a name, `<use>` loses ids, width and height rescale), so it is given
one piece of text at a time and its errors are turned into a reason.
"""

import math
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import svgelements
from numpy.typing import NDArray

Ring = NDArray[np.float32]
Matrix = NDArray[np.float64]

MOST_POINTS = 40_000
"""Twenty times what the largest structure of a shipped plate has."""
LONGEST_DATA = 400_000
LARGEST = 100_000.0
_CHORD = 0.5
"""Curves are cut into pieces of about so many millimetres."""
_NO_MILLIMETRE = "has a coordinate that is no millimetre on a body"
_PATH_CHARACTERS = re.compile(r"[MmLlHhVvCcSsQqTtAaZz0-9eE+\-.,\s]*")
_TRANSFORM = re.compile(r"(?:\s*(?:matrix|translate|scale|rotate|skewX|skewY)\s*\([0-9eE+\-.,\s]*\)\s*,?)*\s*")


class SvgError(ValueError):
    """A piece of SVG that cannot be used; the message is the reason alone, for a sentence that names file and element."""


@dataclass(frozen=True, slots=True, eq=False)
class Subpath:
    """One ring or line (n, 2), in the units of its text; a closed one does not repeat its first point."""

    points: Ring
    closed: bool


def subpaths(data: str) -> tuple[Subpath, ...]:
    """Return the subpaths of path data, curves cut into short lines; raises `SvgError` where it is malformed, empty or too large."""
    if len(data) > LONGEST_DATA:
        raise SvgError(f"has path data of {len(data)} characters; at most {LONGEST_DATA} are read")
    if not data.strip():
        raise SvgError("has no path data")
    if not _PATH_CHARACTERS.fullmatch(data):
        odd = next(character for character in data if not _PATH_CHARACTERS.fullmatch(character))
        raise SvgError(f"has “{odd}” in its path data")
    if data.lstrip()[0] not in "Mm":
        raise SvgError("has path data that does not start with M")
    try:
        segments = list(svgelements.Path(data))
    except Exception as error:  # noqa: BLE001 - svgelements raises anything
        raise SvgError(f"has malformed path data ({type(error).__name__})") from None
    return _collect(segments)


def matrix(transform: str) -> Matrix:
    """Return the 2×3 matrix of a transform attribute; raises `SvgError` where it is malformed or flattens what it moves."""
    if len(transform) > 1000 or not _TRANSFORM.fullmatch(transform):
        raise SvgError(f"has the transform “{transform[:60]}”, which cannot be read")
    try:
        found = svgelements.Matrix(transform)
        numbers = [float(value) for value in (found.a, found.c, found.e, found.b, found.d, found.f)]
    except Exception as error:  # noqa: BLE001 - svgelements raises anything
        raise SvgError(f"has the transform “{transform[:60]}”, which cannot be read ({type(error).__name__})") from None
    made = np.array(numbers).reshape(2, 3)
    if not (np.abs(made) <= LARGEST).all() or abs(np.linalg.det(made[:, :2])) < 1e-9:
        raise SvgError(f"has the transform “{transform[:60]}”, which leaves nothing of it")
    return made


def _collect(segments: list[Any]) -> tuple[Subpath, ...]:
    found: list[Subpath] = []
    points: list[tuple[float, float]] = []
    if len(segments) > MOST_POINTS:
        raise SvgError(f"has more than {MOST_POINTS} points")
    for segment in segments:
        if isinstance(segment, svgelements.Move):
            _finish(found, points, closed=False)
            points = [_point(segment.end)]
        elif isinstance(segment, svgelements.Close):
            start = points[:1]
            _finish(found, points, closed=True)
            points = start
        else:
            points.extend(_flat(segment))
        if len(points) > MOST_POINTS:
            raise SvgError(f"has more than {MOST_POINTS} points")
    _finish(found, points, closed=False)
    if not found:
        raise SvgError("has path data without a line")
    return tuple(found)


def _finish(found: list[Subpath], points: list[tuple[float, float]], *, closed: bool) -> None:
    if len(points) < 2:
        return
    made = np.array(points, dtype=np.float32)
    if closed and (made[0] == made[-1]).all():
        made = made[:-1]
    if len(made) >= 2:
        found.append(Subpath(made, closed))


def _flat(segment: Any) -> list[tuple[float, float]]:
    if isinstance(segment, svgelements.Line):
        return [_point(segment.end)]
    try:
        pieces = min(max(math.ceil(_most_length(segment) / _CHORD), 4), 400)
        found = np.asarray(segment.npoint(np.arange(1, pieces + 1) / pieces), dtype=float)
    except Exception as error:  # noqa: BLE001 - svgelements raises anything
        raise SvgError(f"has a curve that cannot be followed ({type(error).__name__})") from None
    if not (np.abs(found) <= LARGEST).all():
        raise SvgError(_NO_MILLIMETRE)
    return [(float(x), float(y)) for x, y in found]


def _most_length(segment: Any) -> float:
    """The length that a curve cannot exceed: that of the lines between its control points; of an arc, its whole ellipse's."""
    if isinstance(segment, svgelements.Arc):
        return math.tau * max(float(segment.rx), float(segment.ry))
    points = [segment.start, *(getattr(segment, name) for name in ("control", "control1", "control2") if hasattr(segment, name)), segment.end]
    return sum(math.dist(start, end) for start, end in pairwise(points))


def _point(point: Any) -> tuple[float, float]:
    if point is None:
        raise SvgError("has a command without coordinates in its path data")
    x, y = float(point.x), float(point.y)
    if not (abs(x) <= LARGEST and abs(y) <= LARGEST):
        raise SvgError(_NO_MILLIMETRE)
    return x, y
