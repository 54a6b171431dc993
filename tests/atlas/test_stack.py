"""The stack: order, depths, sides; and that its skin is the body's skin."""

from pathlib import Path

import numpy as np
import pytest

from bodymap.atlas import frame
from bodymap.atlas.body import Body
from bodymap.atlas.stack import NO_CELL, Stack
from bodymap.errors import DataError


def test_tissues_come_front_to_back_under_the_ids_of_their_side(cylinders: Body) -> None:
    left = cylinders.stack("posterior").tissue(-60, -900)
    assert [(each.structure, each.depth_mm, each.thickness_mm) for each in left] == [
        ("back-sheet.left", 5, 8),
        ("back-cord.left", 15, 10),
        ("column", 30, 20),
    ]
    right = cylinders.stack("posterior").tissue(60, -900)
    assert [each.structure for each in right] == ["back-sheet.right", "back-cord.right", "column"]
    assert cylinders.stack("anterior").tissue(60, -900)[0].structure == "back-sheet.left"
    assert cylinders.stack("left").tissue(10, -900)[0].structure == "back-sheet.left"
    assert cylinders.stack("right").tissue(10, -900)[0].structure == "back-sheet.right"


def test_the_skin_lies_on_the_cylinder(cylinders: Body) -> None:
    assert cylinders.stack("posterior").skin(-60, -900) == pytest.approx([60, 900, -np.sqrt(150**2 - 60**2)], abs=0.6)
    assert cylinders.stack("anterior").skin(-80, -450) == pytest.approx([-80, 450, 70], abs=0.6)
    assert cylinders.stack("right").skin(0, -450) == pytest.approx([-150, 450, 0], abs=0.6)


def test_off_the_body_there_is_nothing(body: Body, plate_name: str) -> None:
    stack = body.stack(plate_name)
    for x, y in ((5000, 0), (0, -5000), (float("nan"), 0), (-330, -40)):
        assert stack.tissue(x, y) == ()
        assert stack.skin(x, y) is None
        assert stack.cell(x, y) is None


def test_every_skin_point_projects_back_to_its_plate_point(body: Body, plate_name: str) -> None:
    grid = body.stack(plate_name).grid()
    has_skin = grid.cells != NO_CELL
    xy = frame.project_all(plate_name, grid.points[has_skin])
    rows, columns = np.nonzero(has_skin)
    assert np.allclose(xy, np.stack([grid.x[columns], grid.y[rows]], axis=1))


def test_the_cell_of_a_pixel_is_near_its_skin_point(body: Body, plate_name: str) -> None:
    grid = body.stack(plate_name).grid()
    has_skin = grid.cells != NO_CELL
    gaps = np.linalg.norm(grid.points[has_skin] - body.cells.points[grid.cells[has_skin]], axis=1)
    assert np.median(gaps) < 6
    assert np.percentile(gaps, 99) < 15


def test_the_grid_and_a_single_question_agree(body: Body, plate_name: str) -> None:
    stack = body.stack(plate_name)
    grid = stack.grid()
    rows, columns = np.nonzero(grid.cells != NO_CELL)
    for index in range(0, len(rows), max(len(rows) // 200, 1)):
        x, y = grid.x[columns[index]], grid.y[rows[index]]
        if abs(x) < 1e-9:
            continue
        assert stack.cell(x, y) == grid.cells[rows[index], columns[index]]
        assert stack.skin(x, y) == pytest.approx(grid.points[rows[index], columns[index]], abs=1e-3)  # a micrometre: a grid has single numbers


def test_mirrored_points_answer_with_mirrored_ids(body: Body) -> None:
    for plate, other in (("posterior", "posterior"), ("anterior", "anterior"), ("left", "right")):
        grid = body.stack(plate).grid()
        rows, columns = np.nonzero(grid.cells != NO_CELL)
        for index in range(0, len(rows), max(len(rows) // 100, 1)):
            x, y = float(grid.x[columns[index]]), float(grid.y[rows[index]])
            if x == 0:
                continue
            swap = {".left": ".right", ".right": ".left"}
            here = [each.structure for each in body.stack(plate).tissue(x, y)]
            there = [each.structure for each in body.stack(other).tissue(-x, y)]
            assert there == [name.replace(name[name.find(".") :], swap[name[name.find(".") :]]) if "." in name else name for name in here]


def test_the_stack_of_the_buttock_runs_from_maximus_to_bone(shipped_body: Body) -> None:
    names = [each.structure for each in shipped_body.stack("posterior").tissue(-95, -930)]
    wanted = ["gluteus-maximus.left", "gluteus-medius.left", "gluteus-minimus.left", "hip-bone.left"]
    assert names[:4] == wanted


@pytest.mark.parametrize("broken", ["start", "structure", "skin_depth", "cell", "step", "names"])
def test_a_damaged_stack_is_one_sentence(mannequin_root: Path, tmp_path: Path, broken: str) -> None:
    with np.load(mannequin_root / "assets/stack/posterior.npz") as whole:
        arrays = {name: whole[name] for name in whole.files}
    arrays[broken] = {
        "start": arrays["start"][::-1], "structure": arrays["structure"] + 9, "skin_depth": arrays["skin_depth"][0],
        "cell": np.full_like(arrays["cell"], 65000), "step": np.float64(0), "names": np.arange(3),
    }[broken]  # fmt: skip
    np.savez(tmp_path / "posterior.npz", **arrays)
    with pytest.raises(DataError, match=r"posterior\.npz: "):
        Stack.load("posterior", half=100, sided={}, folder=tmp_path)
    del arrays[broken]
    np.savez(tmp_path / "posterior.npz", **arrays)
    with pytest.raises(DataError, match=f"{broken} is missing"):
        Stack.load("posterior", half=20_000, sided={}, folder=tmp_path)


def test_left_and_right_hold_one_file_together_and_answer_as_if_each_had_read_it() -> None:
    body = Body.load()
    left, right = body.stack("left"), body.stack("right")
    alone = Stack.load("right")
    assert right._stored is left._stored
    assert right.cell(100.0, -1000.0) == alone.cell(100.0, -1000.0)
    np.testing.assert_array_equal(right.grid().cells, alone.grid().cells)
    np.testing.assert_array_equal(right.grid().points, alone.grid().points)
