"""Draws bones and skin without any mark, under a fine grid of body millimetres, so that landmarks can be read off by eye.

    python -m tools.landmark_reading --meshes DIR --out DIR [--sheet skull-front …]
    python -m tools.landmark_reading --meshes DIR --out DIR --look left --shown humerus ulna radius --window -80 20 1050 1130 --scale 8
    python -m tools.landmark_reading --list

DIR is the mesh pack, or the warped pack of a second figure (`python -m tools.platemaker --figure female --pack DIR`): no sheet knows a
measure of one body. The readings taken from these sheets lie in `tests/anatomy/landmark_readings.toml`.
"""

from __future__ import annotations

import argparse
import fnmatch
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from scipy.ndimage import gaussian_filter, maximum_filter, minimum_filter

from tools.platemaker import integument, meshes
from tools.platemaker.cast import SCALE, first_hits
from tools.platemaker.frame import PlateFrame, view
from tools.platemaker.meshes import Structure
from tools.platemaker.refine import refine
from tools.reading_sheets import LOOKS, SHEETS, Sheet

Array = NDArray[np.float64]
Window = tuple[float, float, float, float]
"""Lowest and highest across, lowest and highest up, in body millimetres."""

LONGEST_PX, MOST_PX, MARGIN_PX = 1500, 1.1e6, 34
AROUND_MM, AROUND_BONES_MM = 6.0, 40.0
"""How much more than its bones a sheet shows: of bones themselves, and of the skin over them."""
MIDLINE_MM = 22.0
"""The right half is shown so far, where a sheet holds the midline."""
TINTS = ((232, 220, 196), (214, 224, 214), (230, 210, 204), (212, 218, 230), (226, 226, 204), (222, 208, 226))
SKIN_TINT = (226, 206, 190)
PAPER, FINE, STRONG, INK = (255, 255, 255), (40, 90, 150), (170, 30, 60), (20, 20, 20)


@dataclass(frozen=True)
class Axes:
    """How a look lays the body's axes on the sheet: the axis across and the axis up, each with its sense."""

    across: str
    rightward: int
    up: str

    @classmethod
    def of(cls, look: str) -> tuple[Axes, PlateFrame]:
        """Return the axes and the frame of a look (see `LOOKS`)."""
        frame = PlateFrame(look, view(*LOOKS[look]), two_sided=False)
        row = np.array(frame.rows[0])
        name, up = "xyz"[int(np.abs(row).argmax())], "xyz"[int(np.abs(frame.rows[1]).argmax())]
        return cls(name, int(np.sign(row[np.abs(row).argmax()])), up), frame


@cache
def of_kind(pack: Path, kind: str) -> tuple[Structure, ...]:
    """Return a pack's bones, muscles or skin: left and midline. A warped pack keeps its skin only in regions, and is put together of them."""
    if kind == "skin" and not (pack / meshes.FILES["skin"]).exists():
        whole = integument.load(pack).whole()
        return (left_half(Structure("skin", "skin", "midline", whole.vertices, whole.faces, {})),)
    found = meshes.load(pack, kind)
    return tuple(left_half(skin) for skin in found) if kind == "skin" else tuple(found)


def chosen(pack: Path, kind: str, patterns: Sequence[str]) -> list[Structure]:
    """Return the structures whose base id fits one of the patterns, in the patterns' order; `!pattern` takes some out again."""
    out: list[Structure] = []
    for pattern in patterns:
        if pattern.startswith("!"):
            out = [s for s in out if not fnmatch.fnmatchcase(s.base, pattern[1:])]
        else:
            out += [s for s in of_kind(pack, kind) if fnmatch.fnmatchcase(s.base, pattern) and s not in out]
    if not out:
        raise SystemExit(f"no {kind} of {pack} fits {' '.join(patterns)}")
    return out


def left_half(skin: Structure) -> Structure:
    """Return the skin without the right half, as far as that does not lie next to the midline: else it would hide the left from inside."""
    return replace(skin, faces=skin.faces[(skin.vertices[skin.faces][:, :, 0] > -MIDLINE_MM).all(axis=1)])


def window_round(structures: Sequence[Structure], axes: Axes, around: float = AROUND_MM) -> Window:
    """Return the window that holds some structures, the right half only as far as `MIDLINE_MM`."""
    points = np.vstack([s.vertices for s in structures])
    points = points[points[:, 0] > -MIDLINE_MM]
    low, high = points.min(axis=0) - around, points.max(axis=0) + around
    low[0] = max(low[0], -MIDLINE_MM)
    a, u = "xyz".index(axes.across), "xyz".index(axes.up)
    return float(low[a]), float(high[a]), float(low[u]), float(high[u])


def cropped(window: Window, part: Window) -> Window:
    """Return a part of a window, in shares of it: from and to across, from and to up."""
    a0, a1, u0, u1 = window
    return a0 + part[0] * (a1 - a0), a0 + part[1] * (a1 - a0), u0 + part[2] * (u1 - u0), u0 + part[3] * (u1 - u0)


def draw(structures: Sequence[Structure], look: str, window: Window, scale: float | None = None) -> Image.Image:
    """Return structures as seen from one side, with relief and grid, at `scale` pixels a millimetre (None: as large as fits)."""
    axes, frame = Axes.of(look)
    size = np.array([window[1] - window[0], window[3] - window[2]])
    scale = scale or min((LONGEST_PX - 2 * MARGIN_PX) / float(size.max()), float(np.sqrt(MOST_PX / size.prod())), 12.0)
    frame = PlateFrame(look, frame.rows, two_sided=False, zoom=scale / SCALE)
    left = min(axes.rightward * window[0], axes.rightward * window[1])
    pixels = (round(left * scale), round(-window[3] * scale), round(size[0] * scale), round(size[1] * scale))
    image = Image.new("RGB", (pixels[2] + 2 * MARGIN_PX, pixels[3] + 2 * MARGIN_PX), PAPER)
    image.paste(Image.fromarray(_relief(structures, frame, pixels)), (MARGIN_PX, MARGIN_PX))
    _grid(image, axes, window, scale)
    return image


def _relief(structures: Sequence[Structure], frame: PlateFrame, pixels: tuple[int, int, int, int]) -> NDArray[np.uint8]:
    solids = [refine(s) if s.kind == "bone" else None for s in structures]
    points = [s.vertices if solid is None else solid.vertices for s, solid in zip(structures, solids, strict=True)]
    faces = [s.faces if solid is None else solid.faces for s, solid in zip(structures, solids, strict=True)]
    starts = np.cumsum([0, *(len(p) for p in points[:-1])])
    owner = np.repeat(np.arange(len(faces)), [len(f) for f in faces])
    every = np.vstack([f + start for f, start in zip(faces, starts, strict=True)])
    face, depth = first_hits(frame.project(np.vstack(points)), every, pixels)
    hit = face >= 0
    tints = np.array([SKIN_TINT if s.kind != "bone" else TINTS[i % len(TINTS)] for i, s in enumerate(structures)], dtype=float)
    light = _light(depth, hit, SCALE * frame.zoom)
    colour = tints[owner[np.maximum(face, 0)]] * light[..., None]
    own = np.where(hit, owner[np.maximum(face, 0)], -1)
    seam = maximum_filter(own, 3) != minimum_filter(own, 3)
    colour[seam] *= 0.55
    colour[~hit & ~seam] = 255
    return np.clip(colour, 0, 255).astype(np.uint8)


def _light(depth: NDArray[np.float32], hit: NDArray[np.bool_], scale: float) -> Array:
    """Return how light each pixel is: its slope toward the upper left, and darker in hollows and behind edges."""
    flat = np.where(hit, depth, np.nanmin(depth) if hit.any() else 0.0).astype(float) / scale
    down, right = np.gradient(gaussian_filter(flat, 0.8) * scale)
    normal = np.stack([-right, -down, np.ones_like(flat)], axis=-1)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    slope = np.clip(normal @ (np.array([-0.45, -0.55, 0.7]) / 0.997), 0, 1)
    hollow = sum((np.clip((gaussian_filter(flat, mm * scale) - flat) / mm, -0.35, 1.0) for mm in (1.2, 4.0)), np.zeros_like(flat))
    return np.asarray(np.clip(0.42 + 0.66 * slope - 0.28 * hollow, 0.12, 1.12))


def pixel(axes: Axes, window: Window, scale: float, across: float, up: float) -> tuple[float, float]:
    """Return where two body coordinates lie on a sheet, in its pixels."""
    from_left = across - window[0] if axes.rightward > 0 else window[1] - across
    return MARGIN_PX + from_left * scale, MARGIN_PX + (window[3] - up) * scale


def _grid(image: Image.Image, axes: Axes, window: Window, scale: float) -> None:
    pen = ImageDraw.Draw(image, "RGBA")
    font = ImageFont.load_default(13)
    step, told = (5, 10) if scale >= 5 else (10, 10) if scale >= 3.2 else (10, 20)
    a0, a1, u0, u1 = window
    width, height = image.size
    for value in range(int(np.ceil(a0 / step)) * step, int(a1) + 1, step):
        at = pixel(axes, window, scale, value, u0)[0]
        pen.line([(at, MARGIN_PX), (at, height - MARGIN_PX)], fill=_ink(value))
        if value % told == 0:
            for y in (8, height - 24):
                pen.text((at, y), str(value), fill=INK, font=font, anchor="ma")
    for value in range(int(np.ceil(u0 / step)) * step, int(u1) + 1, step):
        at = pixel(axes, window, scale, a0, value)[1]
        pen.line([(MARGIN_PX, at), (width - MARGIN_PX, at)], fill=_ink(value))
        if value % told == 0:
            for x in (MARGIN_PX - 3, width - 3):
                pen.text((x, at), str(value), fill=INK, font=font, anchor="rm")
    pen.text((2, height - 12), f"across {axes.across}, up {axes.up}", fill=INK, font=ImageFont.load_default(11))


def _ink(value: int) -> tuple[int, int, int, int]:
    colour, strength = (STRONG, 150) if value % 50 == 0 else (FINE, 95 if value % 10 == 0 else 40)
    return (*colour, strength)


def sheet_image(pack: Path, sheet: Sheet, scale: float | None = None) -> Image.Image:
    """Return one of the sheets of a mesh pack."""
    shown = chosen(pack, sheet.kind, sheet.shown)
    axes, _ = Axes.of(sheet.look)
    around = AROUND_MM if sheet.kind == "bone" else AROUND_BONES_MM
    return draw(shown, sheet.look, cropped(window_round(chosen(pack, "bone", sheet.around or sheet.shown), axes, around), sheet.part), scale)


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.landmark_reading", description=__doc__)
    parser.add_argument("--meshes", type=Path, help="folder of the mesh pack (manifest.json and *.glb)")
    parser.add_argument("--out", type=Path, help="folder for the pictures")
    parser.add_argument("--sheet", nargs="+", help="only these sheets (patterns as skull-*)")
    parser.add_argument("--list", action="store_true", help="print the sheets' names")
    parser.add_argument("--look", choices=sorted(LOOKS), help="a sheet of your own: from where")
    parser.add_argument("--kind", choices=("bone", "muscle", "skin"), default="bone", help="… at what")
    parser.add_argument("--shown", nargs="+", default=["*"], help="… at which (patterns of ids without side; !pattern leaves out)")
    parser.add_argument("--window", nargs=4, type=float, help="… lowest and highest across, lowest and highest up, mm")
    parser.add_argument("--scale", type=float, help="pixels a millimetre (as large as fits)")
    parser.add_argument("--name", default="own", help="… its name")
    return parser.parse_args(words)


def main(words: Sequence[str] | None = None) -> int:
    """Draw what is asked for; return 0, or 2 where something needed is not given."""
    options = _arguments(words)
    if options.list:
        print("\n".join(sheet.name for sheet in SHEETS))
        return 0
    if not options.meshes or not options.out or not (options.meshes / "manifest.json").exists():
        print("landmark_reading wants --meshes DIR, the folder of a mesh pack with its manifest.json, and --out DIR", file=sys.stderr)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    if options.look:
        shown = chosen(options.meshes, options.kind, options.shown)
        window = tuple(options.window) if options.window else window_round(shown, Axes.of(options.look)[0])
        draw(shown, options.look, window, options.scale).save(options.out / f"{options.name}.png")
        return 0
    for sheet in SHEETS:
        if not options.sheet or any(fnmatch.fnmatchcase(sheet.name, pattern) for pattern in options.sheet):
            sheet_image(options.meshes, sheet, options.scale).save(options.out / f"{sheet.name}.png")
            print(sheet.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
