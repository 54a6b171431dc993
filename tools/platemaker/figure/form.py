"""Finds by the form of a skin what the warp carries too far: the folds of the armpit, and the skin over the outer ankle.

The warp lays a place at the same share of arm and foot. Where the second body's are of another build, its own skin tells better. Body frame, millimetres, left side.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from tools.platemaker import joint
from tools.platemaker.landmark import Site
from tools.platemaker.ray import Caster

Array = NDArray[np.float64]

AWAY_MM = 1000.0
STEP_MM = 1.0
WALL_MM, CORNER_DEG = 6, 90.0
"""Arm and chest make a fold where the skin rises to both sides, within so much, by a right angle together."""
BESIDE_MM = 40.0
"""So far to either side of the shoulder joint the folds are looked for, so far about and above the fibula's tip the ankle."""
SMOOTH_MM, MARGIN_MM, WHOLE = 6.0, 18.0, 0.97
"""Bends are read off a relief smoothed by so much, not so near to its border, nor where less of the skin is there than this share."""
OUT, UP, FRONT = np.eye(3)


@dataclass(frozen=True)
class Relief:
    """A skin looked at against `way`: how far toward the viewer it lies at each height `up` (rows) and place `across` (columns), NaN where there is none."""

    way: Array
    across: Array
    up: Array
    toward: Array

    @classmethod
    def of(cls, site: Site, way: Array, across: tuple[float, float], up: tuple[float, float]) -> Relief:
        """Return the relief of a part of the left skin, across from one value to another, and up."""
        columns, rows = np.arange(*across, STEP_MM), np.arange(*up, STEP_MM)
        beside, height = (each.ravel() for each in np.meshgrid(columns, rows))
        eyes = height[:, None] * UP + beside[:, None] * _aside(way) + AWAY_MM * way
        skin = site.surface.skin
        distance, face = Caster(skin.vertices, skin.faces).first(eyes, np.tile(-way, (len(eyes), 1)))
        return cls(way, columns, rows, np.where(face >= 0, AWAY_MM - distance, np.nan).reshape(len(rows), len(columns)))

    def point(self, row: int, column: int) -> Array:
        """Return a place of the relief in the body frame."""
        return np.asarray(self.toward[row, column] * self.way + self.across[column] * _aside(self.way) + self.up[row] * UP)


def _aside(way: Array) -> Array:
    """Return the level axis square to a view from the front, from behind or from the side."""
    return FRONT if abs(way[0]) > abs(way[2]) else OUT


def armpit_fold(site: Site, way: Array) -> Array:
    """Return the highest place below the shoulder joint where the skin of arm and trunk meet at a right angle, seen from the front or from behind."""
    shoulder, low = joint.shoulder(site.bones), site.bones["humerus"][:, 1].min()
    relief = Relief.of(site, way, (shoulder[0] - BESIDE_MM, shoulder[0] + BESIDE_MM), (low, shoulder[1]))
    bottom = relief.toward[:, WALL_MM:-WALL_MM]
    walls = relief.toward[:, : -2 * WALL_MM], relief.toward[:, 2 * WALL_MM :]
    turn = sum(np.degrees(np.arctan2(wall - bottom, WALL_MM * STEP_MM)) for wall in walls)
    turn = np.where(np.isfinite(turn), turn, -np.inf)
    rows = np.flatnonzero(turn.max(axis=1) >= CORNER_DEG)
    if not len(rows):
        raise LookupError("arm and trunk meet nowhere at a right angle below the shoulder joint: this skin has no fold of the armpit")
    return relief.point(rows[-1], int(turn[rows[-1]].argmax()) + WALL_MM)


def outer_ankle(site: Site) -> Array:
    """Return the skin over the outer ankle's bone, at the height at which the outer skin about and above the fibula's tip is most like a dome.

    A dome's lesser bend is the strongest there. Zones lie by this landmark and by addresses, which follow the bones: so the skin over the bone, and not beside it.
    """
    tip, around = joint.extreme(site.bones["fibula"], -UP), BESIDE_MM + MARGIN_MM
    relief = Relief.of(site, OUT, (tip[2] - around, tip[2] + around), (tip[1] - MARGIN_MM, tip[1] + around))
    edge = int(MARGIN_MM / STEP_MM)
    dome = _least_bend(relief.toward)[edge:-edge, edge:-edge]
    row = edge + int(dome.max(axis=1).argmax())
    return relief.point(row, int(np.abs(relief.across - site.found["lateral-malleolus"][2]).argmin()))


def _least_bend(toward: Array) -> Array:
    """Return the smaller of the two main curvatures of a relief, smoothed, positive where it bulges; −∞ at the edge of the skin."""
    there = np.isfinite(toward)
    whole = gaussian_filter(there.astype(float), SMOOTH_MM / STEP_MM)
    smooth = gaussian_filter(np.where(there, toward, 0.0), SMOOTH_MM / STEP_MM) / np.maximum(whole, 1e-9)
    smooth[whole < WHOLE] = np.nan
    up, across = np.gradient(smooth, STEP_MM)
    (upup, upacross), acrossacross = np.gradient(up, STEP_MM), np.gradient(across, STEP_MM, axis=1)
    slope = 1 + up**2 + across**2
    middle = -(upup * (1 + across**2) + acrossacross * (1 + up**2) - 2 * up * across * upacross) / (2 * slope**1.5)
    both = (upup * acrossacross - upacross**2) / slope**2
    least = middle - np.sqrt(np.maximum(middle**2 - both, 0.0))
    return np.where(np.isfinite(least), least, -np.inf)


@dataclass(frozen=True)
class Form:
    """How a landmark's place on the skin is found by the skin's form; `phrase` says it. Without `has_bone` its point is that place too."""

    phrase: str
    find: Callable[[Site], Array]
    has_bone: bool = False


FOLD = "highest place where the skin of arm and {} meets at a right angle, seen from {}"
FORMS = {
    "anterior-axillary-fold": Form(FOLD.format("chest", "the front"), lambda site: armpit_fold(site, FRONT)),
    "posterior-axillary-fold": Form(FOLD.format("back", "behind"), lambda site: armpit_fold(site, -FRONT)),
    "lateral-malleolus": Form("on the skin at the height at which the outer ankle is most like a dome", outer_ankle, has_bone=True),
}


def found(records: list[dict[str, Any]], site: Site) -> list[dict[str, Any]]:
    """Return the landmarks with those that the skin tells by its form where it tells them."""
    site = replace(site, found={record["id"]: np.array(record["point"]) for record in records})
    return [_formed(record, FORMS[record["id"]], site) if record["id"] in FORMS else record for record in records]


def _formed(record: dict[str, Any], form: Form, site: Site) -> dict[str, Any]:
    place = form.find(site)
    normal = site.surface.normal(place[None])[0]
    skin = [round(float(v), 1) + 0.0 for v in place]
    point, rule = (record["point"], f"{record['rule']}; {form.phrase}") if form.has_bone else (skin, form.phrase)
    return record | {"point": point, "skin": skin, "normal": [round(float(v), 3) + 0.0 for v in normal], "rule": rule}
