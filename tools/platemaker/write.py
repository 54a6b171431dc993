"""Writes one plate as SVG: layers in drawing order, one group a structure, every colour in a class, stable bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from tools.platemaker.outline import polygons
from tools.platemaker.style import METADATA, STYLE, styled

NAMESPACES = (
    'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
)


@dataclass(frozen=True)
class Art:
    """What is drawn of one structure, in plate mm: areas and open lines, each with its class, back to front."""

    id: str
    kind: str
    layer: str
    group: str | None
    default_off: bool
    paths: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Run:
    """One Inkscape layer: its label and classes, the sided structures (mirrored after them) and the midline ones."""

    label: str
    classes: str
    sided: tuple[Art, ...]
    midline: tuple[Art, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """How coordinates are written: drawn units are divided by `zoom`, and have so many decimals."""

    zoom: float = 1.0
    decimals: int = 1

    def whole(self, points: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return drawn coordinates as whole numbers of the last decimal."""
        return np.round(np.asarray(points) * (10**self.decimals / self.zoom)).astype(np.int64)

    def number(self, value: int) -> str:
        """Return such a whole number as short as SVG allows."""
        sign = "-" if value < 0 else ""
        whole, rest = divmod(abs(value), 10**self.decimals)
        if not rest:
            return f"{sign}{whole}"
        return f"{sign}{whole or ''}.{rest:0{self.decimals}d}".rstrip("0")

    def pair(self, x: int, y: int) -> str:
        """Return two such numbers with as little between them as SVG allows."""
        second = self.number(y)
        return f"{self.number(x)}{'' if second.startswith('-') else ' '}{second}"


MILLIMETRE = Unit()


def polyline(points: NDArray[np.float64], *, closed: bool, unit: Unit = MILLIMETRE) -> str:
    """Return path data of drawn points (n, 2), relative, in the unit's decimals; empty when nothing is left of it."""
    whole = unit.whole(points)
    if closed and len(whole) > 1 and (whole[0] == whole[-1]).all():
        whole = whole[:-1]
    steps = np.diff(whole, axis=0)
    steps = steps[(steps != 0).any(axis=1)]
    if len(steps) < (2 if closed else 1):
        return ""
    out = [f"M{unit.pair(*whole[0].tolist())}"]
    for index, step in enumerate(steps.tolist()):
        pair = unit.pair(*step)
        out.append(("l" if index == 0 else "" if pair.startswith("-") else " ") + pair)
    return "".join(out) + ("z" if closed else "")


def area_path(geometry: BaseGeometry, unit: Unit = MILLIMETRE) -> str:
    """Return path data of an area: every ring closed, for the even-odd rule."""
    rings = []
    for part in polygons(geometry):
        rings.extend(np.asarray(r.coords) for r in (part.exterior, *part.interiors))
    return "".join(polyline(r, closed=True, unit=unit) for r in rings)


def lines_path(lines: Iterable[NDArray[np.float64]], unit: Unit = MILLIMETRE) -> str:
    """Return path data of open polylines."""
    return "".join(polyline(line, closed=False, unit=unit) for line in lines if len(line) > 1)


@dataclass(frozen=True)
class Head:
    """What the root says: name, viewBox (x, y, width, height in plate mm), and of an inset what it enlarges and how much."""

    name: str
    box: tuple[int, int, int, int]
    two_sided: bool
    zoom: float = 1.0
    parent: str | None = None
    parent_box: tuple[int, int, int, int] | None = None

    @property
    def enlarges(self) -> str:
        """The attributes that say what an inset enlarges; empty for a whole-body plate."""
        if self.parent is None or self.parent_box is None:
            return ""
        rect = " ".join(str(v) for v in self.parent_box)
        return f' data-parent="{self.parent}" data-parent-rect="{rect}" data-zoom="{self.zoom:.4g}"'


def structure(art: Art) -> str:
    """Return the group of one structure."""
    attributes = f'id="{art.id}" class="{art.kind}" data-layer="{art.layer}"'
    attributes += f' data-group="{escape(art.group)}"' if art.group else ""
    attributes += ' data-off="1" display="none"' if art.default_off else ""
    rows = [f"<g {attributes}>"]
    for name, data in art.paths:
        if data:
            rule = ' fill-rule="evenodd"' if name not in ("fibres", "strands", "rim") else ""
            rows.append(f'<path class="{name}"{rule} d="{data}"/>')
    return "\n".join([*rows, "</g>"])


def run(item: Run, number: int, *, both_sides: bool) -> str:
    """Return one layer of the plate."""
    hidden = ' style="display:none"' if " behind" in item.classes or "skin-regions" in item.classes else ""
    rows = [f'<g inkscape:groupmode="layer" inkscape:label="{escape(item.label)}" class="{item.classes}"{hidden}>']
    if item.sided:
        rows += [f'<g id="run-{number}-left">', *(structure(a) for a in item.sided), "</g>"]
        if both_sides:
            rows.append(f'<use href="#run-{number}-left" xlink:href="#run-{number}-left" transform="scale(-1,1)"/>')
    rows += [structure(a) for a in item.midline]
    return "\n".join([*rows, "</g>"])


def plate(head: Head, runs: Sequence[Run], look: str = STYLE) -> str:
    """Return the whole SVG document of a plate."""
    body = [run(item, number, both_sides=head.two_sided) for number, item in enumerate(runs)]
    box = " ".join(str(v) for v in head.box)
    root = f'<svg {NAMESPACES} id="plate-{head.name}" viewBox="{box}"{head.enlarges}>'
    style = f"<style>{styled(head.zoom, look)}</style>"
    head_rows = ['<?xml version="1.0" encoding="UTF-8"?>', root, METADATA.format(name=head.name), style]
    return "\n".join([*head_rows, *body, "</svg>", ""])
