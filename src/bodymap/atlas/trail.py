"""From steps to a stroke: the way along the skin between resolved places. Body frame, mm."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bodymap.atlas import limb
from bodymap.atlas.cell import Cells
from bodymap.atlas.frame import MIRROR, Floats
from bodymap.atlas.spot import FACING_MM, Foothold, Resolver
from bodymap.atlas.stroke import SkinPath
from bodymap.ids import Side

SPACING_MM = 4.0
_SLACK = 1.25
"""The way along the skin is taken to be so much longer than the straight line when samples are counted."""
_WINDOW_MM = 90.0
_NEIGHBOURS = 4
_TOGETHER = 16

Way = tuple[Floats, Floats]
"""Points (k, 3) and unit normals (k, 3)."""


def path(
    resolver: Resolver, zones: limb.Codes, holds: Sequence[Foothold], radii: Sequence[float], own_side: Side = Side.MIDLINE
) -> SkinPath:
    """Return the stroke through the footholds, sampled at most 4 mm apart; radii grow evenly from step to step."""
    ways, widths = [], []
    for index in range(max(len(holds) - 1, 1)):
        first, last = holds[index], holds[min(index + 1, len(holds) - 1)]
        points, normals = _dense(_between(resolver, zones, first, last))
        walked = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
        share = walked / walked[-1] if walked[-1] > 0 else walked
        ways.append((points, normals))
        widths.append(radii[index] + share * (radii[min(index + 1, len(holds) - 1)] - radii[index]))
    points = np.concatenate([way[0] for way in ways])
    normals = np.concatenate([way[1] for way in ways])
    cells = nearest_cells(resolver.cells, points, normals)
    return SkinPath(
        points.astype(np.float32), np.concatenate(widths).astype(np.float32), normals.astype(np.float32), cells, own_side
    )


def nearest_cells(cells: Cells, points: Floats, normals: Floats) -> NDArray[np.int64]:
    """Return for points (k, 3) on the skin the nearest cells that face the same way (k,)."""
    parts = [_nearest_few(cells, points[at : at + _TOGETHER], normals[at : at + _TOGETHER]) for at in range(0, len(points), _TOGETHER)]
    return np.concatenate(parts)


def _nearest_few(cells: Cells, points: Floats, normals: Floats) -> NDArray[np.int64]:
    near = cells.bands.inside(points.min(axis=0) - 30, points.max(axis=0) + 30)
    if not len(near):
        near = np.arange(len(cells))
    middle = points.mean(axis=0)
    a, b = cells.points[near] - middle, points - middle
    cost = (a * a).sum(axis=1)[:, None] - 2 * a @ b.T - FACING_MM**2 * (cells.normals[near] @ normals.T)
    return np.asarray(near[np.argmin(cost, axis=0)])


def _between(resolver: Resolver, zones: limb.Codes, first: Foothold, last: Foothold) -> Way:
    gap = float(np.linalg.norm(last.point - first.point))
    if gap < 1e-6:
        return first.point[None], first.normal[None]
    share = np.linspace(0, 1, max(int(np.ceil(gap * _SLACK / SPACING_MM)), 1) + 1)
    if first.segment == last.segment and first.side == last.side:
        way = _along_table(resolver, first, last, share)
        if way is not None:
            return way
    return _over_cells(resolver.cells, zones, first, last, share)


def _along_table(resolver: Resolver, first: Foothold, last: Foothold, share: Floats) -> Way | None:
    """Return the way at evenly changing level and angle, the shorter way round; None where the table has no skin on it.

    The ends lie exactly on the footholds: what they are off the table is carried along, fading.
    """
    table = resolver.tables[first.segment]
    turn = last.angle - first.angle
    if table.full_turn:
        turn = (turn + 180) % 360 - 180
    points, normals, gone = table.at(first.level + share * (last.level - first.level), first.angle + share * turn)
    if gone.max() > 0:
        return None
    flip = MIRROR if first.side is Side.RIGHT else 1.0
    points, normals = points * flip, normals * flip
    off_first, off_last = first.point - points[0], last.point - points[-1]
    if max(np.linalg.norm(off_first), np.linalg.norm(off_last)) > 25:
        return None
    return points + (1 - share)[:, None] * off_first + share[:, None] * off_last, normals


def _over_cells(cells: Cells, zones: limb.Codes, first: Foothold, last: Foothold, share: Floats) -> Way:
    """Return the way over the skin that the straight line meets when pushed outward along normals that turn evenly."""
    chord = first.point + share[:, None] * (last.point - first.point)
    outward = _unit(first.normal + share[:, None] * (last.normal - first.normal))
    near = _candidates(cells, zones, first, last)
    if not len(near):
        return chord, outward
    surface, facing = cells.points[near].astype(float), cells.normals[near].astype(float)
    away = surface[None] - chord[:, None]
    height = np.einsum("kcd,kd->kc", away, outward)
    aside = np.maximum((away**2).sum(axis=2) - height**2, 0)
    cosine = outward @ facing.T
    cost = aside + 0.03 * height**2 + np.where(cosine < 0.25, 1e5 * (0.25 - cosine), 0)
    best = np.argpartition(cost, min(_NEIGHBOURS, len(near)) - 1, axis=1)[:, :_NEIGHBOURS]
    rows = np.arange(len(share))[:, None]
    slope = np.maximum(cosine[rows, best], 0.25)
    lift = np.einsum("kcd,kcd->kc", away[rows, best], facing[best]) / slope
    weight = 1 / (cost[rows, best] + 4.0)
    lift = np.clip((lift * weight).sum(axis=1) / weight.sum(axis=1), -_WINDOW_MM, _WINDOW_MM)
    normals = _unit((facing[best] * weight[..., None]).sum(axis=1))
    points = chord + lift[:, None] * outward
    points[0], points[-1], normals[0], normals[-1] = first.point, last.point, first.normal, last.normal
    return points, normals


def _candidates(cells: Cells, zones: limb.Codes, first: Foothold, last: Foothold) -> NDArray[np.int64]:
    ends = np.stack([first.point, last.point])
    low, high = ends.min(axis=0) - _WINDOW_MM, ends.max(axis=0) + _WINDOW_MM
    near = cells.bands.inside(low, high)
    allowed = np.zeros(len(near), dtype=bool)
    for cell in nearest_cells(cells, ends, np.stack([first.normal, last.normal])):
        allowed |= limb.reachable(int(zones[cell]), zones[near], (near < cells.half) == (cell < cells.half))
    return near[allowed]


def _dense(way: Way) -> Way:
    """Return the way with points put in wherever two are more than 4 mm apart."""
    points, normals = way
    gaps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    pieces = np.maximum(np.ceil(gaps / SPACING_MM - 1e-6), 1).astype(int)
    if not len(gaps) or pieces.max() == 1:
        return way
    at = np.concatenate([index + np.arange(count) / count for index, count in enumerate(pieces)] + [[len(gaps)]])
    index = np.arange(len(points))
    both = np.stack([np.interp(at, index, column) for column in np.hstack([points, normals]).T], axis=1)
    return both[:, :3], _unit(both[:, 3:])


def _unit(vectors: Floats) -> Floats:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9))
