"""Makes `data/body/addresses.npz`: for every segment the skin point and the outward normal at each level and angle."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tools.platemaker.integument import LIMB_REGIONS, Integument
from tools.platemaker.npz import snap
from tools.platemaker.ray import Caster
from tools.platemaker.surface import Surface
from tools.platemaker.tube import Tube

Array = NDArray[np.float64]

SHOULDER_CUT = 0.0
INSTEP_ROWS = 8


def trunk_skin(skin: Integument, arm: Tube) -> Integument:
    """Return the skin without the arm: neither its own regions nor the hanging part of the shoulder cap."""
    is_arm = skin.of(LIMB_REGIONS)
    axis = arm.ends[1] - arm.ends[0]
    level = (skin.centres - arm.ends[0]) @ axis / (axis @ axis)
    is_cap = skin.of(frozenset({"deltoid-region"})) & (level > SHOULDER_CUT)
    return skin.keep(~(is_arm | is_cap))


def tables(skin: Integument, surface: Surface, tubes: dict[str, Tube]) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of `data/body/addresses.npz`."""
    bare = trunk_skin(skin, tubes["arm"])
    whole = skin.whole()
    full, armless = Caster(whole.vertices, whole.faces), _caster(bare)
    trunk_surface = Surface(bare)
    out: dict[str, NDArray[np.generic]] = {}
    for name, tube in tubes.items():
        is_trunk = name in ("trunk", "neck")
        near = armless if is_trunk else full
        rivals = [t for n, t in tubes.items() if "-" in name and n[:-1] == name[:-1] and n != name]
        points, normals = tabulate(tube, near, surface, rivals)
        if tube.table_angles[-1] <= 180:
            points = _close(points, trunk_surface if is_trunk else surface)
            normals = surface.normal(points.reshape(-1, 3)).reshape(points.shape)
        points[points[..., 0] < -0.5] = np.nan
        normals[np.isnan(points)] = np.nan
        out |= {
            f"{name}_levels": tube.table_levels.astype(np.float64),
            f"{name}_angles": tube.table_angles.astype(np.float64),
            f"{name}_points": snap(points, 32),
            f"{name}_normals": snap(normals, 256),
            f"{name}_axis": tube.ends.astype(np.float64),
        }
    return out


def _caster(skin: Integument) -> Caster:
    both = skin.whole()
    return Caster(both.vertices, both.faces)


def _close(points: Array, surface: Surface) -> Array:
    """Return a table with the holes of cut arm and eye filled: the skin nearest to a straight bridge over them."""
    out = points.copy()
    for column in range(points.shape[1]):
        line = out[:, column]
        is_known = np.isfinite(line[:, 0])
        if is_known.all() or not is_known.any():
            continue
        rows = np.arange(len(line))
        bridge = np.stack([np.interp(rows[~is_known], rows[is_known], line[is_known, i]) for i in range(3)], axis=1)
        line[~is_known] = surface.nearest(bridge)[0]
    return out


def tabulate(tube: Tube, caster: Caster, surface: Surface, rivals: list[Tube]) -> tuple[Array, Array]:
    """Return skin points and outward normals (n, m, 3) over the tube's table, NaN where its rays meet no skin of the segment.

    A ray that ends beyond the tube's reach, or nearer to a rival's axis (the neighbour finger's), has left the segment.
    """
    level, angle = tube.grid()
    origins, directions = tube.rays(level, angle)
    distance, face = caster.first(origins.reshape(-1, 3), directions.reshape(-1, 3))
    points = origins.reshape(-1, 3) + directions.reshape(-1, 3) * np.where(np.isfinite(distance), distance, 0)[:, None]
    good = (face >= 0) & (distance <= tube.reach)
    if rivals:
        good &= tube.beside(points) <= np.min([rival.beside(points) for rival in rivals], axis=0) + 1.0
    points[~good] = np.nan
    table = points.reshape(*level.shape, 3)
    if tube.table_angles[-1] > 180:
        table = fringe(table, surface, INSTEP_ROWS if tube.name.startswith("foot") else 1)
    normals = np.full_like(table, np.nan)
    good = np.isfinite(table[..., 0])
    normals[good] = surface.normal(table[good])
    return table, normals


def fringe(table: Array, surface: Surface, rows_back: int) -> Array:
    """Return the table with one more node on each open end of a level, run on straight and then back onto the skin.

    Without it no address between the last node with skin and its empty neighbour could be looked up. Toward lower levels the
    last node is repeated `rows_back` times (under the leg a foot's dorsal addresses stay at the front of the ankle).
    """
    out = table.copy()
    for shift in (1, -1):
        near, next_near = np.roll(table, shift, axis=1), np.roll(table, 2 * shift, axis=1)
        here = np.isnan(out[..., 0]) & np.isfinite(near[..., 0]) & np.isfinite(next_near[..., 0])
        if here.any():
            out[here] = surface.nearest(2 * near[here] - next_near[here])[0]
    for row in range(1, len(out)):
        here = np.isnan(out[row, :, 0]) & np.isfinite(table[row - 1, :, 0])
        out[row, here] = out[row - 1, here]
    for _ in range(rows_back):
        before = np.roll(out, -1, axis=0)
        here = np.isnan(out[:-1, :, 0]) & np.isfinite(before[:-1, :, 0])
        out[:-1][here] = before[:-1][here]
    return out
