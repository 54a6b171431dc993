"""A body of plain cylinders in the formats of docs/formats.md: small, exact, and made without any mesh.

Trunk: a round column, radius 150 mm, y 600 … 1200, levels T1 … S1. Legs: columns of radius 70 at x = ±80, hip at y 600, knee 300, ankle 0.
Arms: columns of radius 30 at x = ±200, beside the trunk and (the hand's stead) beside the thigh.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

STEP = 6.0
NO_CELL = 65535


@dataclass(frozen=True)
class Column:
    segment: str
    x: float
    radius: float
    top: float
    bottom: float
    levels: tuple[float, float]

    @property
    def is_whole(self) -> bool:
        return self.segment != "trunk"

    def angles(self, step: float) -> np.ndarray:
        return np.arange(0, 360, step) if self.is_whole else np.arange(0, 180 + step / 2, step)

    def height(self, level: np.ndarray) -> np.ndarray:
        share = (level - self.levels[0]) / (self.levels[1] - self.levels[0])
        return self.top + share * (self.bottom - self.top)

    def surface(self, level: np.ndarray, angle: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        turn = np.radians(angle)
        normal = np.stack([np.sin(turn), np.zeros_like(turn), np.cos(turn)], axis=-1)
        centre = np.stack([np.full_like(turn, self.x), self.height(level), np.zeros_like(turn)], axis=-1)
        return centre + self.radius * normal, normal


COLUMNS = (
    Column("trunk", 0, 150, 1200, 600, (8, 25)),
    Column("thigh", 80, 70, 600, 300, (0, 1)),
    Column("leg", 80, 70, 300, 0, (0, 1)),
    Column("arm", 200, 30, 1150, 850, (0, 1)),
    Column("forearm", 200, 30, 850, 400, (0, 1)),
)
LANDMARKS = (
    ("mid-back", "Middle of the back", False, (0, 900, -150), (0, 0, -1), "trunk"),
    ("flank", "Middle of the flank", True, (150, 900, 0), (1, 0, 0), "trunk"),
    ("knee-front", "Front of the knee", True, (80, 300, 70), (0, 0, 1), "thigh"),
)
STRUCTURES = (
    ("skin", False, "skin", "skin"),
    ("back-sheet", True, "muscle", "superficial"),
    ("back-cord", True, "muscle", "deep"),
    ("front-sheet", True, "muscle", "superficial"),
    ("column", False, "bone", "bone"),
    ("back-region", True, "skin-region", "skin"),
)


def build(root: Path) -> Path:
    """Write `data/` and `assets/` of the mannequin below a folder and return it."""
    for folder in ("data/body", "data/anatomy", "assets/stack", "assets/svg"):
        (root / folder).mkdir(parents=True)
    (root / "data/anatomy/structures.json").write_text(json.dumps({"version": "1.0.0", "structures": list(_structures())}))
    (root / "data/body/landmarks.json").write_text(json.dumps({"version": "1.0.0", "landmarks": list(_landmarks())}))
    np.savez(root / "data/body/addresses.npz", **_addresses())
    cells = _cells()
    np.savez(root / "data/body/cells.npz", **cells)
    np.savez(root / "data/body/lattice.npz", **_lattice())
    for plate in ("anterior", "posterior", "left"):
        np.savez(root / f"assets/stack/{plate}.npz", **_stack(plate, cells))
        (root / f"assets/svg/{plate}.svg").write_text(svg(plate))
    return root


def _structures() -> Iterator[dict[str, object]]:
    for name, sided, kind, layer in sorted(STRUCTURES):
        yield {
            "id": name, "sided": sided, "kind": kind, "name_en": name, "name_la": name, "fma": None, "ta2": None,
            "parent": "back" if name.startswith("back-s") else None, "part": None, "group": None, "layer": layer,
            "home_plate": None, "default_off": False,
        }  # fmt: skip


def _landmarks() -> Iterator[dict[str, object]]:
    for name, title, sided, skin, normal, segment in LANDMARKS:
        yield {
            "id": name, "sided": sided, "name": title, "abbreviation": None, "point": skin, "skin": skin, "normal": normal,
            "rule": "by construction", "segment": segment,
        }  # fmt: skip


def _addresses() -> dict[str, np.ndarray]:
    made = {}
    for column in COLUMNS:
        first, last = column.levels
        levels = np.linspace(first, last, 21 if column.is_whole else 69)
        angles = column.angles(15 if column.is_whole else 7.5)
        points, normals = column.surface(*np.meshgrid(levels, angles, indexing="ij"))
        made |= {f"{column.segment}_{key}": value for key, value in (("levels", levels), ("angles", angles), ("points", points), ("normals", normals))}
        made[f"{column.segment}_axis"] = np.array([[column.x, column.top, 0], [column.x, column.bottom, 0]], float)
    return made


def _cells() -> dict[str, np.ndarray]:
    rows = []
    for index, column in enumerate(COLUMNS):
        turns = np.arange(0.5, np.ceil(np.pi * (2 if column.is_whole else 1) * column.radius / 10))
        angle = turns / len(turns) * (360 if column.is_whole else 180)
        level = np.linspace(*column.levels, round((column.top - column.bottom) / 10) + 1)[:-1]
        level = level + (level[1] - level[0]) / 2
        grid = np.meshgrid(level, angle, indexing="ij")
        points, normals = column.surface(*grid)
        rows.append([points.reshape(-1, 3), normals.reshape(-1, 3), np.full(grid[0].size, index), grid[0].ravel(), grid[1].ravel()])
    points, normals, segment, level, angle = (np.concatenate([row[column] for row in rows]) for column in range(5))
    is_arm = segment >= 3
    seen = np.stack([normals[:, 2] > 0, normals[:, 2] < 0, (normals[:, 0] > 0) & ~is_arm, np.zeros(len(points), bool)], axis=1)
    return {
        "points": points.astype("f4"), "normals": normals.astype("f4"), "areas": np.full(len(points), 100, "f4"),
        "segment": segment.astype("u1"), "segment_names": np.array([column.segment for column in COLUMNS]),
        "level": level.astype("f4"), "angle": angle.astype("f4"),
        "region": np.zeros(len(points), "u1"), "region_names": np.array(["back-region"]),
        "seen": seen, "plate_names": np.array(["anterior", "posterior", "left", "right"]),
    }  # fmt: skip


def _stack(plate: str, cells: dict[str, np.ndarray]) -> dict[str, object]:
    left = 234.0
    x0 = {"anterior": 0.0, "posterior": -left, "left": -150.0}[plate]
    y0 = -1197.0
    columns = x0 + STEP * np.arange(40 if plate != "left" else 51)
    rows = y0 + STEP * np.arange(200)
    depth = np.full((len(rows), len(columns)), np.nan)
    for column in COLUMNS:
        if plate == "left" and column.segment in ("arm", "forearm"):
            continue
        across = columns if plate == "anterior" else -columns
        inner = column.radius**2 - (across - (0 if plate == "left" else column.x)) ** 2
        surface = np.sqrt(np.maximum(inner, 0)) + (column.x if plate == "left" else 0)
        is_here = (inner[None, :] >= 0) & (-rows[:, None] <= column.top) & (-rows[:, None] > column.bottom)
        depth = np.where(is_here, np.fmax(depth, surface[None, :]), depth)
    x, y = np.broadcast_arrays(columns[None, :], rows[:, None])
    points = {
        "anterior": np.stack([x, -y, depth], -1), "posterior": np.stack([-x, -y, -depth], -1), "left": np.stack([depth, -y, -x], -1),
    }[plate]  # fmt: skip
    has_skin = ~np.isnan(depth)
    cell = np.full(depth.shape, NO_CELL, np.uint16)
    nearest = [int(np.argmin(((cells["points"] - point) ** 2).sum(axis=1))) for point in points[has_skin]]
    cell[has_skin] = nearest
    count = int(has_skin.sum())
    return {
        "x0": x0, "y0": y0, "step": STEP,
        "skin_depth": np.where(has_skin, np.round(np.nan_to_num(depth) * 10), -32768).astype(np.int16),
        "cell": cell, "start": np.concatenate([[0], np.cumsum(has_skin.ravel() * 3)]).astype(np.uint32),
        "structure": np.tile(np.array([0, 1, 2], np.uint16), count), "depth": np.tile(np.array([5, 15, 30], np.uint8), count),
        "thickness": np.tile(np.array([8, 10, 20], np.uint8), count), "names": np.array(["back-sheet", "back-cord", "column"]),
    }  # fmt: skip


def _lattice() -> dict[str, np.ndarray]:
    along, across = np.meshgrid(np.linspace(0, 1, 9), np.linspace(0, 1, 5), indexing="ij")
    points = np.stack([20 + 60 * across, 1100 - 300 * along, np.full_like(along, -120)], axis=-1)
    return {
        "ids": np.array(["back-cord"]), "points": points[None].astype("f4"),
        "across_axis": np.array(["medial-to-lateral"]), "quality": np.array(["axis"]),
    }  # fmt: skip


def svg(plate: str) -> str:
    """A plate with a silhouette, a bone, and two muscles a side, in the shipped form."""
    sign = -1 if plate == "posterior" else 1
    use = lambda run: f'<use href="#run-{run}-left" transform="scale(-1,1)"/>' if plate != "left" else ""  # noqa: E731

    def box(x: float, y: float, width: float, height: float) -> str:
        return f"M{sign * x} {y}h{sign * width}v{height}h{-sign * width}z"

    def group(name: str, kind: str, layer: str, path: str, extra: str = "") -> str:
        return (
            f'<g id="{name}" class="{kind}" data-layer="{layer}"><path class="outline" fill-rule="evenodd" d="{path}"/>{extra}</g>'
        )

    garment = f'<path class="garment" fill-rule="evenodd" d="{box(-100, -650, 200, 50)}"/>'
    fibres = f'<path class="fibres" d="M{sign * 30} -1000l0 50m{sign * 5} -50l0 50"/>'
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="-260 -1220 520 1240"><metadata>CC BY-SA 4.0</metadata><style>.muscle{{fill:#d6aa9d}}</style>
<g class="run skin">{group("skin", "skin", "skin", box(-235, -1200, 470, 1200), garment)}</g>
<g class="run muscles superficial behind"><g id="run-1-left">{group("front-sheet.left", "muscle", "superficial", box(10, -1100, 100, 100))}</g>{use(1)}</g>
<g class="run bones">{group("column", "bone", "bone", box(-20, -1200, 40, 600))}</g>
<g class="run muscles deep"><g id="run-3-left">{group("back-cord.left", "muscle", "deep", box(20, -1100, 60, 300))}</g>{use(3)}</g>
<g class="run muscles superficial"><g id="run-4-left">{group("back-sheet.left", "muscle", "superficial", box(5, -1050, 120, 300), fibres)}</g>{use(4)}</g>
<g class="run skin-regions"><g id="run-5-left">{group("back-region.left", "skin-region", "skin", box(1, -1190, 140, 500))}</g>{use(5)}</g>
</svg>"""
