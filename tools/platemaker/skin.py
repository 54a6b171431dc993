"""The skin of a plate: a decent silhouette, the garment that covers the pelvis, and the outlines of the skin regions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from shapely.geometry.base import BaseGeometry

from tools.platemaker import refine
from tools.platemaker.cast import MARGIN, SCALE, Raster, first_hits
from tools.platemaker.frame import PlateFrame
from tools.platemaker.meshes import Structure
from tools.platemaker.outline import area, contour, mirrored, polygons, sift, tidy

COVERED = ("urogenital-region", "anal-region")
"""Skin regions that are never drawn as they are: cut away, and filled in plainly under the garment."""

BRIDGE_MM = {"anterior": 14.0, "posterior": 14.0, "left": 70.0}
"""Radius of the disc that bridges the contour where the covered regions were cut away."""

SLIVER_MM = 3.0
"""Pieces of a region that are narrower are not drawn, unless they are among the largest."""

PEEP_SHARE = 0.06
"""What looks out below the garment of a region that is covered but for so little belongs to its neighbour there."""

WEDGE_MM = 75.0
"""The plain wedge in place of the covered regions reaches no further from the midline."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Skin:
    """Silhouette, garment and regions of one plate, in plate mm; regions are those of the left side, by base id."""

    silhouette: BaseGeometry
    garment: BaseGeometry
    regions: dict[str, BaseGeometry]


@dataclass(frozen=True)
class Pelvis:
    """Heights in body mm between which the garment lies, read off the hip bone: waist, crotch, and the half-width of the crotch."""

    waist: float
    crotch: float
    half_width: float

    @classmethod
    def of(cls, hip_bone: Structure) -> Pelvis:
        """Measure the left hip bone: its foremost point above the socket (waist) and its lowest point (crotch)."""
        v = hip_bone.vertices
        upper = v[v[:, 1] > v[:, 1].mean()]
        return cls(float(upper[upper[:, 2].argmax(), 1]) + 25.0, float(v[:, 1].min()) - 12.0, 110.0)


def join(regions: list[Structure]) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """Return all regions as one rounded mesh in the body frame, and the region index of each face."""
    corners, faces, owner, offset = [], [], [], 0
    for index, region in enumerate(regions):
        corners.append(region.vertices)
        faces.append(region.faces + offset)
        owner.append(np.full(len(region.faces), index))
        offset += len(region.vertices)
    vertices, joined = refine.weld(np.vstack(corners), np.vstack(faces))
    for _ in range(2):
        vertices, joined = refine.split(vertices, joined)
    return vertices, joined, np.tile(np.concatenate(owner), 16)


def draw(regions: list[Structure], solids: list[Raster], pelvis: Pelvis, frame: PlateFrame) -> Skin:
    """Return the skin of a plate from the left skin regions that belong on it and the rasters of muscles and bones.

    The silhouette holds everything solid too, so that no muscle sticks out of the skin.
    """
    plain = [r for r in regions if r.base not in COVERED]
    vertices, faces, owner = join(plain)
    vertices = frame.project(vertices)
    low = np.floor(vertices[:, :2].min(axis=0) * SCALE).astype(int) - 20 * MARGIN
    high = np.ceil(vertices[:, :2].max(axis=0) * SCALE).astype(int) + 20 * MARGIN
    window = (int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1]))
    face, _ = first_hits(vertices, faces, window)
    mask = face >= 0
    for raster in solids:
        stamp(mask, window, raster)
    labels = np.where((face >= 0) & facing(vertices, faces)[face], owner[np.maximum(face, 0)], -1)
    full, column = _whole(mask, window, frame)
    full = _decent(full, column, window[1], pelvis, frame)
    silhouette = _area(full, column, window[1])
    names = [r.base for r in plain]
    shapes = within(silhouette, outlines(labels, names, window))
    garment = _garment(silhouette, pelvis, frame)
    shapes = hemmed(_covered(shapes, garment, frame), garment)
    return Skin(silhouette, garment, shapes)


def facing(vertices: NDArray[np.float64], faces: NDArray[np.int64]) -> Mask:
    """Whether each face of a mesh in the plate frame (a left-handed one) shows its outside."""
    a, b, c = (vertices[faces[:, k], :2] for k in range(3))
    return (b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0] < 0


def stamp(mask: Mask, window: tuple[int, int, int, int], raster: Raster) -> None:
    """Add a raster, grown by a millimetre, to a mask."""
    grown = ndimage.binary_dilation(raster.mask, iterations=3)
    row, column = raster.row - window[1], raster.column - window[0]
    r0, c0 = max(row, 0), max(column, 0)
    r1, c1 = min(row + grown.shape[0], mask.shape[0]), min(column + grown.shape[1], mask.shape[1])
    if r1 > r0 and c1 > c0:
        mask[r0:r1, c0:c1] |= grown[r0 - row : r1 - row, c0 - column : c1 - column]


def _whole(mask: Mask, window: tuple[int, int, int, int], frame: PlateFrame) -> tuple[Mask, int]:
    """Both halves of a mask and the grid column it begins at; a side plate is whole already."""
    if not frame.two_sided:
        return mask, window[0]
    half = max(-window[0], window[0] + window[2])
    full = np.zeros((mask.shape[0], 2 * half), bool)
    full[:, half + window[0] : half + window[0] + window[2]] = mask
    return full | full[:, ::-1], -half


def _decent(mask: Mask, column: int, row: int, pelvis: Pelvis, frame: PlateFrame) -> Mask:
    """The silhouette with holes filled and the contour of the pelvis bridged plainly."""
    filled = ndimage.binary_fill_holes(mask)
    holes = filled & ~mask
    sizes, count = ndimage.label(holes)
    area_mm = ndimage.sum_labels(holes, sizes, np.arange(count + 1)) / SCALE**2
    keep = area_mm > (1e9 if not frame.two_sided else 250.0)
    keep[0] = False
    mask = filled & ~keep[sizes]
    top = int((-pelvis.waist - 40) * SCALE) - row
    bottom = int((-pelvis.crotch + 90) * SCALE) - row
    reach = int(BRIDGE_MM[frame.name] * SCALE)
    part = np.pad(mask[top:bottom], ((0, 0), (reach, reach)))
    near = ndimage.distance_transform_edt(~part) <= reach
    padded = np.pad(near, reach, mode="edge")
    closed = (ndimage.distance_transform_edt(padded) > reach)[reach:-reach, reach:-reach]
    bridged = _whole_bridges(closed[:, reach:-reach], mask[top:bottom])
    if frame.two_sided:
        centre = np.abs(np.arange(mask.shape[1]) + column + 0.5) / SCALE < pelvis.half_width
        bridged = np.where(centre[None, :], bridged, mask[top:bottom])
    mask = mask.copy()
    mask[top:bottom] = bridged
    return mask


def _whole_bridges(closed: Mask, mask: Mask) -> Mask:
    """The mask with what closing added, but for pieces that the upper edge of the stretch cuts: the hollow of the back is no gap."""
    added, _ = ndimage.label(closed & ~mask)
    cut = np.unique(added[0])
    return np.asarray(mask | ((added > 0) & ~np.isin(added, cut[cut > 0])))


def _area(mask: Mask, column: int, row: int) -> BaseGeometry:
    """The smooth area of a mask."""
    field = ndimage.gaussian_filter(np.pad(mask, 2).astype(float), 3.0)
    rings = contour(field, 0.5, sigma=10.0)
    shape = area([np.column_stack([r[:, 1] - 2 + column + 0.5, r[:, 0] - 2 + row + 0.5]) / SCALE for r in rings])
    return tidy(sift(shape, 200.0), 0.05)


def outlines(labels: NDArray[np.int64], names: list[str], window: tuple[int, int, int, int]) -> dict[str, BaseGeometry]:
    """Outlines of the regions that are seen, by base id."""
    out = {}
    for index, found in enumerate(ndimage.find_objects(labels + 1, max_label=len(names))):
        if found is None:
            continue
        part = np.pad(labels[found] == index, 8)
        row, column = found[0].start - 8 + window[1], found[1].start - 8 + window[0]
        shape = _region(ndimage.binary_closing(part, iterations=2), row, column, 2.0)
        if shape.area < 0.5 * part.sum() / SCALE**2:
            shape = _region(part, row, column, 0.5)
        if shape.area >= 1.0:
            out[names[index]] = shape
    return out


def within(silhouette: BaseGeometry, shapes: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """The regions without what of them stands out beyond the smoother silhouette."""
    cut = {base: shape if shape.within(silhouette) else tidy(sift(shapely.intersection(shape, silhouette), 1.0), 0.0) for base, shape in shapes.items()}
    return {base: shape for base, shape in cut.items() if not shape.is_empty}


def _region(part: Mask, row: int, column: int, sigma: float) -> BaseGeometry:
    """The smooth area of one region's pixels."""
    field = ndimage.gaussian_filter(part.astype(float), sigma)
    rings = contour(field, 0.5, sigma=3.5 * sigma)
    shape = area([np.column_stack([r[:, 1] + column + 0.5, r[:, 0] + row + 0.5]) / SCALE for r in rings])
    largest = max((p.area for p in polygons(shape)), default=0.0)
    return tidy(_broad(sift(shape, min(25.0, 0.5 * largest), hole=25.0)), 0.25)


def _broad(shape: BaseGeometry) -> BaseGeometry:
    """A region without the slivers of it that show at the edge of another."""
    parts = polygons(shape)
    kept = [p for p in parts if p.area > 0.3 * parts[0].area or 2 * p.area / p.length > SLIVER_MM]
    return shapely.union_all(kept)


def _garment(silhouette: BaseGeometry, pelvis: Pelvis, frame: PlateFrame) -> BaseGeometry:
    """A plain pair of trunks: the silhouette between a waist line and two hems."""
    x = np.linspace(-260, 260, 105)
    waist = np.column_stack([x, -pelvis.waist + 10 * np.cos(x / 130)])
    rise = (
        26.0 * (1 - np.cos(np.clip(np.abs(x) / 190, 0, 1) * np.pi))
        if frame.two_sided
        else 34.0 + 12.0 * np.sin(x / 60)
    )
    hem = np.column_stack([x, -pelvis.crotch + 42.0 - rise])
    band = shapely.Polygon(np.vstack([waist, hem[::-1]]))
    if frame.two_sided:
        band = band & shapely.box(-200, -2000, 200, 10)
    return tidy(sift(shapely.intersection(silhouette, band), 400.0), 0.15)


def _covered(shapes: dict[str, BaseGeometry], garment: BaseGeometry, frame: PlateFrame) -> dict[str, BaseGeometry]:
    """The regions with a plain wedge of the garment, between the thighs, in place of the covered one."""
    if not frame.two_sided:
        return shapes
    half = shapely.box(0, -2000, 400, 10) if frame.name == "anterior" else shapely.box(-400, -2000, 0, 10)
    near = shapely.box(-WEDGE_MM, -2000, WEDGE_MM, 10)
    taken = shapely.union_all([s.buffer(0.4) for s in shapes.values()])
    rest = (
        shapely.intersection(garment & half & near, shapely.box(-400, -2000, 400, 10) - taken).buffer(-1.0).buffer(1.0)
    )
    if rest.area < 20.0:
        return shapes
    both = shapely.union(rest, mirrored(rest))
    wedge = tidy(both.convex_hull & half & garment, 0.25)
    name = COVERED[0] if frame.name == "anterior" else COVERED[1]
    kept = {
        base: tidy(sift(shape - wedge, 25.0), 0.1) if shape.intersects(wedge) else shape
        for base, shape in shapes.items()
    }
    return {**{base: shape for base, shape in kept.items() if not shape.is_empty}, name: wedge}


def hemmed(shapes: dict[str, BaseGeometry], garment: BaseGeometry) -> dict[str, BaseGeometry]:
    """The regions with no crumb of a covered one along the garment's hem: the neighbour that touches most of it takes it."""
    out = dict(shapes)
    below = shapely.box(-400, garment.centroid.y, 400, 10) - garment if not garment.is_empty else garment
    for base, shape in shapes.items():
        crumb = sift(shapely.intersection(shape, below), 1.0)
        if crumb.is_empty or not shape.intersects(garment) or crumb.area > PEEP_SHARE * shape.area:
            continue
        near = crumb.buffer(1.0)
        touched = {other: shapely.intersection(each & below, near).area for other, each in out.items() if other != base}
        heir = max(sorted(touched), key=touched.__getitem__, default=base)
        if touched.get(heir, 0.0) > 0.0:
            out[heir] = tidy(shapely.union(out[heir], crumb.buffer(0.5)), 0.1)
            out[base] = tidy(sift(out[base] - crumb, 25.0), 0.1)
    return out
