"""`python -m tools.platemaker --meshes DIR`: makes the plates, their overlays and the terminology, and prints what it made."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from tqdm import tqdm

from tools.platemaker import inset, make, overlay, terminology
from tools.platemaker.choice import Choice
from tools.platemaker.fibre import Fibre
from tools.platemaker.figure import make as figures
from tools.platemaker.frame import FRAMES, INSETS

ROOT = Path(__file__).resolve().parents[2]


def _watch(steps: Iterable[int], name: str) -> Iterable[int]:
    shown: Iterable[int] = tqdm(steps, desc=f"{name:<22}", unit="", leave=False, file=sys.stderr)
    return shown


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    names = [f.name for f in (*FRAMES, *INSETS)]
    parser = argparse.ArgumentParser(prog="python -m tools.platemaker", description=__doc__)
    parser.add_argument("--meshes", type=Path, required=True, help="folder of the mesh pack (manifest.json and *.glb)")
    parser.add_argument("--plate", action="append", choices=names, help="make only this plate (may be repeated)")
    parser.add_argument(
        "--out", type=Path, default=ROOT, help="root that holds assets/ and data/ (default: this checkout)"
    )
    parser.add_argument("--figure", choices=figures.FIGURES, default=figures.FIGURES[0], help="which body; the second is warped from the first")
    parser.add_argument("--pack", type=Path, help="of a second body: folder in which its warped mesh pack is kept, and found again")
    return parser.parse_args(words)


def main(words: Sequence[str] | None = None) -> int:
    """Make what is asked for; return 0, or 2 where the mesh pack is not found."""
    options = _arguments(words)
    if not (options.meshes / "manifest.json").exists():
        print(f"{options.meshes}: no manifest.json there; --meshes wants the folder of the mesh pack", file=sys.stderr)
        return 2
    if options.figure != figures.FIGURES[0]:
        figures.run(options.figure, options.meshes, options.out, options.pack, options.plate, _watch)
        return 0
    started = time.monotonic()
    choice = Choice.load(ROOT / "data" / "anatomy" / "layers.toml")
    pack = make.Pack.load(options.meshes, choice.fasciae)
    found = make.survey(pack, choice, _watch)
    text = terminology.table(options.meshes, found, choice)
    _write(options.out / "data" / "anatomy" / "structures.json", text, started)
    anchors = [s.structure for s in pack.solids if s.structure.kind == "bone"] + list(pack.fasciae)
    fibre = Fibre(pack.attachments, anchors, pack.site)
    for frame in (*FRAMES, *inset.framed(pack.site)):
        if not options.plate or frame.name in options.plate:
            svg = make.Plate(pack, choice, found, frame, fibre, _watch).svg()
            _write(options.out / "assets" / "svg" / f"{frame.name}.svg", svg, started)
    overlays = overlay.Pack.load(options.meshes)
    for frame in (*FRAMES, *inset.framed(pack.site)):
        if not options.plate or frame.name in options.plate:
            head = overlay.head_of(options.out / "assets" / "svg" / f"{frame.name}.svg", frame)
            _write(options.out / "assets" / "overlay" / f"{frame.name}.svg", overlay.Overlay(overlays, frame).svg(head), started)
    return 0


def _write(path: Path, text: str, started: float) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    size = len(text.encode("utf-8")) / 1e6
    print(f"{path.parent.name}/{path.name}: {size:.2f} MB, after {time.monotonic() - started:.0f} s", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
