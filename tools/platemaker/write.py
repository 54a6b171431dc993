"""Writes one plate as SVG: layers in drawing order, one group a structure, every colour in a class, stable bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from tools.platemaker.outline import polygons
from tools.platemaker.style import STYLE

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


def _number(tenths: int) -> str:
    """A number of tenths as short as SVG allows."""
    sign, whole, rest = "-" if tenths < 0 else "", abs(tenths) // 10, abs(tenths) % 10
    if not rest:
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}.{rest}"


def _pair(x: int, y: int) -> str:
    second = _number(y)
    return f"{_number(x)}{'' if second.startswith('-') else ' '}{second}"


def polyline(points: NDArray[np.float64], *, closed: bool) -> str:
    """Return path data of points (n, 2) in plate mm, relative, one decimal; empty when nothing is left of it."""
    tenths = np.round(np.asarray(points) * 10).astype(int)
    if closed and len(tenths) > 1 and (tenths[0] == tenths[-1]).all():
        tenths = tenths[:-1]
    steps = np.diff(tenths, axis=0)
    steps = steps[(steps != 0).any(axis=1)]
    if len(steps) < (2 if closed else 1):
        return ""
    out = [f"M{_pair(*tenths[0].tolist())}"]
    for index, step in enumerate(steps.tolist()):
        pair = _pair(*step)
        out.append(("l" if index == 0 else "" if pair.startswith("-") else " ") + pair)
    return "".join(out) + ("z" if closed else "")


def area_path(geometry: BaseGeometry) -> str:
    """Return path data of an area: every ring closed, for the even-odd rule."""
    rings = []
    for part in polygons(geometry):
        rings.extend(np.asarray(r.coords) for r in (part.exterior, *part.interiors))
    return "".join(polyline(r, closed=True) for r in rings)


def lines_path(lines: Iterable[NDArray[np.float64]]) -> str:
    """Return path data of open polylines."""
    return "".join(polyline(line, closed=False) for line in lines if len(line) > 1)


def structure(art: Art) -> str:
    """Return the group of one structure."""
    attributes = f'id="{art.id}" class="{art.kind}" data-layer="{art.layer}"'
    attributes += f' data-group="{escape(art.group)}"' if art.group else ""
    attributes += ' data-off="1" display="none"' if art.default_off else ""
    rows = [f"<g {attributes}>"]
    for name, data in art.paths:
        if data:
            rule = ' fill-rule="evenodd"' if name not in ("fibres", "rim") else ""
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


def plate(name: str, box: tuple[int, int, int, int], runs: Sequence[Run], metadata: str) -> str:
    """Return the whole SVG document of a plate; `box` is the viewBox: x, y, width, height in plate mm."""
    body = [run(item, number, both_sides=name != "left") for number, item in enumerate(runs)]
    root = f'<svg {NAMESPACES} id="plate-{name}" viewBox="{" ".join(str(v) for v in box)}">'
    head = ['<?xml version="1.0" encoding="UTF-8"?>', root, metadata, f"<style>{STYLE}</style>"]
    return "\n".join([*head, *body, "</svg>", ""])
