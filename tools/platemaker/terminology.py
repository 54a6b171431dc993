"""Writes the terminology: one entry a base id, from the pack's manifest and the computed layers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tools.platemaker.choice import Choice
    from tools.platemaker.make import Survey

VERSION = "1.0.0"
KINDS = ("muscle", "bone", "skin-region", "skin", "fascia", "nerve")


def table(pack: Path, found: Survey, choice: Choice) -> str:
    """Return `structures.json` as text: entries sorted by id, one a line, sides folded."""
    entries = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))["structures"]
    rows = {
        _base(e): _row(e, found, choice)
        for e in entries
        if e["system"] in KINDS and (e.get("side") in ("left", None, "midline", "none"))
    }
    lines = ",\n".join(json.dumps(rows[base], ensure_ascii=False) for base in sorted(rows))
    return f'{{"version": "{VERSION}", "structures": [\n{lines}\n]}}\n'


def _base(entry: dict[str, Any]) -> str:
    name: str = entry["id"]
    return name.rsplit(".", 1)[0] if entry.get("side") in ("left", "right") else name


def _row(entry: dict[str, Any], found: Survey, choice: Choice) -> dict[str, Any]:
    base = _base(entry)
    kind = entry["system"]
    part = base.split("--", 1)[1] if "--" in base else None
    layers = {"skin": "skin", "skin-region": "skin", "bone": "bone", "nerve": None, "fascia": None}
    return {
        "id": base,
        "sided": entry.get("side") == "left",
        "kind": kind,
        "name_en": entry["name_en"],
        "name_la": entry["name_la"],
        "fma": entry.get("fma"),
        "ta2": entry.get("ta2_id"),
        "parent": entry.get("parent"),
        "part": part,
        "group": entry.get("group"),
        "layer": found.layer.get(base, layers.get(kind)),
        "home_plate": found.home.get(base),
        "default_off": base in choice.default_off,
    }
