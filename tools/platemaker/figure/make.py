"""Makes all of the second body: its pack, plates, overlays, stacks, cells, addresses, landmarks and muscle coordinates.

`python -m tools.platemaker --meshes DIR --figure female [--out DIR] [--pack DIR]`; nothing of the first body is written.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from tools.platemaker import inset, make, overlay
from tools.platemaker.body import Body
from tools.platemaker.choice import Choice
from tools.platemaker.fibre import Fibre
from tools.platemaker.figure import pack
from tools.platemaker.frame import FRAMES

ROOT = Path(__file__).resolve().parents[3]
FIGURES = ("male", "female")
STEPS = ("addresses", "cells", "stacks", "insets")


def run(figure: str, meshes: Path, out: Path, kept: Path | None, plates: list[str] | None, watch: make.Watch) -> None:
    """Make the figure below `out`; only the named plates, and nothing else of it, where `plates` are given.

    Its pack is made in `kept` and stays there, or is taken from there where it stays from before; without `kept` it is thrown away.
    """
    with tempfile.TemporaryDirectory() as passing:
        folder = kept or Path(passing)
        started = time.monotonic()

        def say(what: str) -> None:
            print(f"[{time.monotonic() - started:6.1f} s] {what}", flush=True)

        if not (folder / "manifest.json").exists():
            pack.build(meshes, meshes / figure, ROOT / "data" / "body", folder, say)
        draw(folder, out / "assets" / "svg" / figure, plates, watch, say)
        lay(folder, out / "assets", figure, plates, watch, say)
        if not plates:
            _tables(folder, figure, out)
            say("all made")


def draw(folder: Path, out: Path, plates: list[str] | None, watch: make.Watch, say: pack.Say) -> None:
    """Draw the plates; layers and home plates are those of the first body, so that switches and cards mean the same on both."""
    choice = Choice.load(ROOT / "data" / "anatomy" / "layers.toml")
    parts = make.Pack.load(folder, choice.fasciae)
    found = _like_first(make.survey(parts, choice, watch))
    anchors = [s.structure for s in parts.solids if s.structure.kind == "bone"] + list(parts.fasciae)
    fibre = Fibre(parts.attachments, anchors, parts.site)
    out.mkdir(parents=True, exist_ok=True)
    for frame in (*FRAMES, *inset.framed(parts.site)):
        if not plates or frame.name in plates:
            text = make.Plate(parts, choice, found, frame, fibre, watch).svg()
            (out / f"{frame.name}.svg").write_text(text, encoding="utf-8", newline="\n")
            say(f"{frame.name}.svg {len(text) / 1e6:.2f} MB")


def lay(folder: Path, assets: Path, figure: str, plates: list[str] | None, watch: make.Watch, say: pack.Say) -> None:
    """Draw what can be laid over the plates, which must be there."""
    parts = overlay.Pack.load(folder)
    frames = [f for f in (*FRAMES, *inset.framed(parts.site)) if not plates or f.name in plates]
    target = assets / "overlay" / figure
    target.mkdir(parents=True, exist_ok=True)
    total = 0
    for index in watch(range(len(frames)), "overlays"):
        frame = frames[index]
        head = overlay.head_of(assets / "svg" / figure / f"{frame.name}.svg", frame)
        text = overlay.Overlay(parts, frame).svg(head)
        (target / f"{frame.name}.svg").write_text(text, encoding="utf-8", newline="\n")
        total += len(text)
    say(f"{len(frames)} overlays {total / 1e6:.2f} MB")


def _like_first(found: make.Survey) -> make.Survey:
    table = json.loads((ROOT / "data" / "anatomy" / "structures.json").read_text(encoding="utf-8"))["structures"]
    layers = {each["id"]: each["layer"] for each in table if each["id"] in found.layer and each["layer"]}
    home = {each["id"]: each["home_plate"] for each in table if each["id"] in found.home and each["home_plate"]}
    return replace(found, layer=found.layer | layers, home=found.home | home)


def _tables(folder: Path, figure: str, out: Path) -> None:
    body = Body(folder, out, figure)
    for step in STEPS:
        getattr(body, f"make_{step}")()
    place = out / "data" / "body" / figure
    place.mkdir(parents=True, exist_ok=True)
    for name in (pack.LATTICE, pack.LANDMARKS, pack.CARRY):
        shutil.copyfile(folder / name, place / name)
