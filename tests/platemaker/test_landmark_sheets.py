from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

pytest.importorskip("scipy")
shapely = pytest.importorskip("shapely")

from PySide6.QtCore import QRectF

from bodymap.anatomy import landmark
from bodymap.atlas import frame
from tools import landmark_sheets


def test_every_landmark_is_on_one_sheet_that_sees_it_from_outside() -> None:
    for each in landmark.load().by_id.values():
        sheet = landmark_sheets.shown_on(each)
        assert float(np.array(each.normal) @ np.array(frame.get(sheet.plate).viewer)) > -0.9, each.id


def test_leaders_of_a_crowded_sheet_do_not_cross() -> None:
    rng = np.random.default_rng(4)
    targets = rng.uniform((400, 100), (900, 1500), (70, 2))
    places = landmark_sheets.places(targets, QRectF(0, 40, 1300, 1620), 1300)
    lines = [shapely.LineString([target, (place.x(), place.y())]) for target, place in zip(targets, places, strict=True)]
    assert not any(a.crosses(b) for a, b in combinations(lines, 2))


@pytest.mark.parametrize("figure", ["", "female"])
def test_each_sheet_is_shipped_with_the_documents(figure: str) -> None:
    from pathlib import Path

    folder = Path(__file__).resolve().parents[2] / "docs/plates" / figure
    assert {file.stem for file in folder.glob("landmarks-*.png")} == {f"landmarks-{sheet.name}" for sheet in landmark_sheets.SHEETS}
