from pathlib import Path

import numpy as np
import pytest

from bodymap.errors import BodymapError
from bodymap.ids import Side
from bodymap.matching.engine import Engine
from bodymap.matching.stroke_shelf import StrokeShelf
from bodymap.matching.zone import Zone

STROKE = ("thigh 0.1 110 r40", "thigh 0.5 95 r34")


def test_a_stroke_comes_back_as_it_was_laid(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "strokes-1.npz"
    first = StrokeShelf(engine.body, file)
    made = first.lay(STROKE, crosses_midline=False)
    first.close()
    kept = StrokeShelf(engine.body, file).lay(STROKE, crosses_midline=False)
    assert np.array_equal(made.path.points, kept.path.points)
    assert np.array_equal(made.covered, kept.covered)
    assert kept.path.own_side is Side.LEFT


@pytest.mark.parametrize("content", [b"", b"PK", b"nothing"])
def test_a_cache_that_cannot_be_read_is_made_anew(engine: Engine, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "strokes-1.npz"
    file.write_bytes(content)
    shelf = StrokeShelf(engine.body, file)
    assert len(shelf.lay(STROKE, crosses_midline=False).covered)
    shelf.close()
    assert file.stat().st_size > len(content)


def test_a_stroke_off_the_body_is_an_error_and_is_not_kept(engine: Engine) -> None:
    with pytest.raises(BodymapError):
        StrokeShelf(engine.body).lay(("no-such-landmark r10",), crosses_midline=False)


def test_a_mirrored_stroke_is_the_stroke_of_the_other_side(engine: Engine) -> None:
    body = engine.body
    laid = StrokeShelf(body).lay(STROKE, crosses_midline=False).mirrored(body.cells.half)
    steps = [body.parse(text.rpartition(" ")[0], default_side=Side.RIGHT) for text in STROKE]
    right = engine.body.spot(steps[0])
    assert np.allclose(laid.path.points[0], right.point, atol=0.01)
    assert all(index >= body.cells.half for index in laid.covered)


def test_zones_of_the_two_sides_are_mirror_images(engine: Engine) -> None:
    half = engine.body.cells.half

    def left_and_right() -> dict[tuple, dict[Side, Zone]]:
        found: dict[tuple, dict[Side, Zone]] = {}
        for zone in engine.table.zones:
            key = (zone.point.muscle, zone.point.number, id(zone.record))
            found.setdefault(key, {})[zone.point.side] = zone
        return found

    for pair in left_and_right().values():
        left, right = pair[Side.LEFT].cells, pair[Side.RIGHT].cells
        assert np.array_equal(left[:half], right[half:])
        assert np.array_equal(left[half:], right[:half])
