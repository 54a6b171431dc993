"""What lies under each point of a plate: skin surface, skin cell, and the tissues from skin to far side, with their depths.

Plate mm in, body mm out. Depths are the model body's. Where a plate's file holds only the subject's left half, the right half is
read from its mirror image; the right plate is the left one mirrored, and so is the right one of each one-sided inset.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bodymap.anatomy import terminology
from bodymap.atlas import arrays, cell, frame
from bodymap.errors import DataError
from bodymap.ids import Side
from bodymap.shipped import assets_dir

Floats = NDArray[np.float64]
NO_CELL = -1
_NO_SKIN = -32768


@dataclass(frozen=True, slots=True)
class Tissue:
    """One structure (sided id) on the way in: where it begins below the skin, and how thick it is there, in mm."""

    structure: str
    depth_mm: float
    thickness_mm: float


@dataclass(frozen=True, eq=False)
class Grid:
    """The skin of a plate as one whole grid, both sides: plate x (w,), plate y (h,), body points (h, w, 3), cells (h, w). There are some hundred
    thousand of them on each plate: the shortest numbers that hold them are used, here and below.

    Points are NaN and cells −1 where there is no skin.
    """

    x: Floats
    y: Floats
    points: NDArray[np.float32]
    cells: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class _Stored:
    """The arrays as in the file: pixel [row, column] has its centre at (x0 + step·column, y0 + step·row)."""

    x0: float
    y0: float
    step: float
    skin: Floats
    cell: NDArray[np.int32]
    start: NDArray[np.int32]
    structure: arrays.Array
    depth: arrays.Array
    thickness: arrays.Array
    names: tuple[str, ...]


class Stack:
    """The stack of one plate or inset. `half` is how many cells a side has; `sided` tells which base ids have a left and a right."""

    def __init__(self, plate: str, stored: _Stored, *, half: int, sided: Mapping[str, bool]) -> None:
        view = frame.get(plate)
        self.plate = plate
        self._stored = stored
        self._half = half
        self._sided = sided
        self._side = frame.side(plate)
        self._is_half = self._side is Side.MIDLINE
        self._left_sign = view.across[0]

    @classmethod
    def load(
        cls, plate: str, *, half: int | None = None, sided: Mapping[str, bool] | None = None, folder: Path | None = None
    ) -> "Stack":
        """Return the stack of a plate from a folder (the shipped one where none is given); right is read from left's file.

        `half` and `sided` are taken from the shipped cells and terminology where they are not given.
        """
        frame.get(plate)
        half = cell.load().half if half is None else half
        sided = {each.id: each.sided for each in terminology.load()} if sided is None else sided
        file = (folder or assets_dir() / "stack") / f"{frame.stored(plate)}.npz"
        return cls(plate, _read(file, half), half=half, sided=sided)

    def of(self, plate: str) -> "Stack":
        """Return the stack of another plate that is read from the same file."""
        return Stack(plate, self._stored, half=self._half, sided=self._sided)

    def tissue(self, x: float, y: float) -> tuple[Tissue, ...]:
        """Return the tissues under a plate point, front to back, each pass of a structure listed; empty off the body."""
        found = self._pixel(x, y)
        if found is None:
            return ()
        row, column, side = found
        stored = self._stored
        pixel = row * stored.skin.shape[1] + column
        here = slice(stored.start[pixel], stored.start[pixel + 1])
        passes = zip(stored.structure[here], stored.depth[here], stored.thickness[here], strict=True)
        return tuple(Tissue(self._id(stored.names[index], side), float(depth), float(thick)) for index, depth, thick in passes)

    def skin(self, x: float, y: float) -> Floats | None:
        """Return the body point (3,) of the first skin under a plate point, or None off the body."""
        found = self._pixel(x, y)
        if found is None:
            return None
        depth = self._depth(*self._fraction(x, y)[:2], found[0], found[1])
        return frame.unproject(self.plate, (x, y), depth)

    def cell(self, x: float, y: float) -> int | None:
        """Return the skin cell under a plate point (right ones after the left ones), or None off the body."""
        found = self._pixel(x, y)
        if found is None:
            return None
        row, column, side = found
        index = int(self._stored.cell[row, column])
        return None if index == NO_CELL else index + (self._half if side is Side.RIGHT else 0)

    def nearest_skin(self, x: float, y: float) -> tuple[float, float]:
        """Return the plate point nearest to a given one that is on the body."""
        grid = self.grid()
        rows, columns = np.nonzero(grid.cells != NO_CELL)
        best = int(np.argmin((grid.x[columns] - x) ** 2 + (grid.y[rows] - y) ** 2))
        return float(grid.x[columns[best]]), float(grid.y[rows[best]])

    def grid(self) -> Grid:
        """Return the skin of the whole plate, both halves. Computed at each call."""
        stored = self._stored
        columns = stored.x0 + stored.step * np.arange(stored.skin.shape[1], dtype=np.float64)
        rows = stored.y0 + stored.step * np.arange(stored.skin.shape[0], dtype=np.float64)
        own = np.arange(len(columns))
        none = np.zeros(len(columns), dtype=bool)
        if self._side is Side.RIGHT:
            return self._grid(-columns[::-1], rows, own[::-1], ~none)
        if not self._is_half:
            return self._grid(columns, rows, own, none)
        # The midline's own column, where there is one, is not repeated.
        own = own[columns * self._left_sign >= -stored.step / 4]
        twin = own[np.abs(columns[own]) > stored.step / 4]
        x = np.concatenate([columns[own], -columns[twin]])
        order = np.argsort(x)
        return self._grid(x[order], rows, np.concatenate([own, twin])[order], (np.arange(len(x)) >= len(own))[order])

    def _grid(self, x: Floats, y: Floats, source: NDArray[np.int64], is_mirrored: NDArray[np.bool_]) -> Grid:
        """Return the grid whose columns at plate x are the stored columns `source`, mirrored where it says so."""
        skin = self._stored.skin[:, source]
        cells = self._stored.cell[:, source]
        cells = np.where(np.isnan(skin), NO_CELL, np.where(is_mirrored & (cells != NO_CELL), cells + self._half, cells))
        xy = np.stack(np.broadcast_arrays(x[None, :], y[:, None]), axis=-1)
        points = frame.unproject(self.plate, xy, skin).astype(np.float32)
        points[np.isnan(skin)] = np.nan
        return Grid(x, y, points, cells)

    def _id(self, base: str, side: Side) -> str:
        return f"{base}.{side}" if self._sided.get(base, True) else base

    def _fraction(self, x: float, y: float) -> tuple[float, float, Side]:
        if self._is_half:
            side = Side.LEFT if x * self._left_sign >= 0 else Side.RIGHT
        else:
            side = self._side
        stored_x = -x if side is Side.RIGHT else x
        return (y - self._stored.y0) / self._stored.step, (stored_x - self._stored.x0) / self._stored.step, side

    def _pixel(self, x: float, y: float) -> tuple[int, int, Side] | None:
        if not (np.isfinite(x) and np.isfinite(y)):
            return None
        down, along, side = self._fraction(x, y)
        row, column = round(down), round(along)
        rows, columns = self._stored.skin.shape
        if self._is_half:
            column = min(max(column, 0), columns - 1) if -1 <= column <= columns else column
        if not (0 <= row < rows and 0 <= column < columns) or np.isnan(self._stored.skin[row, column]):
            return None
        return row, column, side

    def _depth(self, down: float, along: float, row: int, column: int) -> float:
        """Return the skin's depth between pixel centres; at a step of the skin (an arm before the trunk) that of the pixel itself."""
        skin = self._stored.skin
        own = float(skin[row, column])
        top = min(max(int(np.floor(down)), 0), skin.shape[0] - 2)
        left = min(max(int(np.floor(along)), 0), skin.shape[1] - 2)
        corners = skin[top : top + 2, left : left + 2]
        if corners.shape != (2, 2) or np.isnan(corners).any() or np.ptp(corners) > 4 * self._stored.step:
            return own
        v, u = min(max(down - top, 0.0), 1.0), min(max(along - left, 0.0), 1.0)
        return float((1 - v) * ((1 - u) * corners[0, 0] + u * corners[0, 1]) + v * ((1 - u) * corners[1, 0] + u * corners[1, 1]))


def _read(file: Path, half: int) -> _Stored:
    found = arrays.load(file)
    x0, y0, step = (float(found.get(name, ())) for name in ("x0", "y0", "step"))
    if not step > 0:
        raise DataError("must be more than 0", file=found.file, field="step")
    raw = found.get("skin_depth", (None, None))
    rows, columns = raw.shape
    if rows < 2 or columns < 2:
        raise DataError("is smaller than 2×2", file=found.file, field="skin_depth")
    if raw.dtype.kind == "f":
        skin = raw.astype(float)
    else:
        skin = np.where(raw == _NO_SKIN, np.nan, raw / 10.0)
    names = found.texts("names")
    start = found.get("start", (rows * columns + 1,), kinds="iu").astype(np.int64)
    found.indices("structure", (None,), max(len(names), 1))
    structure = found.get("structure", (None,), kinds="iu")
    if start[0] != 0 or (np.diff(start) < 0).any() or start[-1] != len(structure):
        raise DataError("does not run from 0 to the number of tissues", file=found.file, field="start")
    depth = found.get("depth", (len(structure),), kinds="iuf")
    thickness = found.get("thickness", (len(structure),), kinds="iuf")
    return _Stored(x0, y0, step, skin, _cells(found, (rows, columns), half), start.astype(np.int32), structure, depth, thickness, names)


def _cells(found: arrays.Arrays, shape: tuple[int, int], half: int) -> NDArray[np.int32]:
    raw = found.get("cell", shape, kinds="iu")
    index = np.where(raw == np.iinfo(raw.dtype).max, NO_CELL, raw.astype(np.int32))
    if index.size and int(index.max()) >= 2 * half:
        raise DataError(f"points at cell {int(index.max())}; there are {2 * half}", file=found.file, field="cell")
    return index
