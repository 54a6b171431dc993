"""The door to svgelements: path data and transforms, one text at a time, each refusal a reason."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.atlas import svg


def rings(data: str) -> list[tuple[list[list[float]], bool]]:
    return [(each.points.tolist(), each.closed) for each in svg.subpaths(data)]


def test_relative_lines_with_holes_are_read() -> None:
    assert rings("M1-2l3 0 0 3zm1 1l1 0 0 1z") == [
        ([[1, -2], [4, -2], [4, 1]], True),
        ([[2, -1], [3, -1], [3, 0]], True),
    ]


def test_an_open_line_stays_open_and_a_ring_does_not_repeat_its_start() -> None:
    assert rings("M0 0l5 0") == [([[0, 0], [5, 0]], False)]
    assert rings("M0 0L5 0 5 5 0 0z") == [([[0, 0], [5, 0], [5, 5]], True)]


def test_a_curve_drawn_by_hand_is_cut_into_lines_that_follow_it() -> None:
    (circle,) = svg.subpaths("M10 0A10 10 0 0 1 -10 0A10 10 0 0 1 10 0z")
    assert circle.closed
    assert len(circle.points) > 60
    assert np.allclose(np.linalg.norm(circle.points, axis=1), 10, atol=1e-3)


@pytest.mark.parametrize(
    "data",
    ["", "  ", "M", "M 1", "M1,1 l", "M1 1 l2", "L1 1", "M1 1 X", "M1 1 L nan 3", "M0 0L1e9 0 0 1z", "hello", "M0 0", "M0 0z",
     "M0 0 A", "M0 0 C 1 1", "M0 0L--1 2", "M0,0L1e,2"],
)  # fmt: skip
def test_malformed_path_data_is_refused_with_a_reason(data: str) -> None:
    with pytest.raises(svg.SvgError, match="has "):
        svg.subpaths(data)


@given(st.text("MmLlZzCcAaHhVv0123456789.-, e", max_size=40))
def test_any_path_data_is_read_or_refused(data: str) -> None:
    try:
        found = svg.subpaths(data)
    except svg.SvgError:
        return
    assert all(np.isfinite(each.points).all() and len(each.points) >= 2 for each in found)


def test_a_mirror_transform_is_a_mirror() -> None:
    assert svg.matrix("scale(-1,1)").tolist() == [[-1, 0, 0], [0, 1, 0]]
    assert svg.matrix("translate(3 4) scale(2)").tolist() == [[2, 0, 3], [0, 2, 4]]


@pytest.mark.parametrize("transform", ["scale(0,1)", "spin(3)", "scale(", "matrix(1 2 3)", "scale(1e999)", "url(#x)"])
def test_a_transform_that_cannot_be_used_is_refused(transform: str) -> None:
    with pytest.raises(svg.SvgError, match="transform"):
        svg.matrix(transform)
