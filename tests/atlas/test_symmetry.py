"""The body is symmetric, and so are its plates: what is picked in the mirror is the mirrored structure."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from bodymap.anatomy.location import INSETS, PLATES, mirrored_plate
from bodymap.atlas import figure as figures
from bodymap.atlas import library
from bodymap.atlas.pick import Picker
from bodymap.atlas.plate import Plate
from bodymap.ids import mirror, side_of

POINTS = 1000
UNEVEN_MM = 4.0
"""Vertebrae and other midline bones of the model are drawn whole, and are not quite symmetric themselves."""
UNEVEN = {"diaphragm"}
"""Its right dome stands higher."""
LEFT_PLATES = tuple(name for name in (*PLATES, *INSETS) if name != "right" and not name.endswith((".right", "-right")))


@pytest.mark.slow
@pytest.mark.parametrize("figure", figures.FIGURES)
@pytest.mark.parametrize("name", LEFT_PLATES)
def test_a_mirrored_pick_gives_the_mirrored_ids(name: str, figure: str) -> None:
    plate, other = library.load(name, figure=figure), library.load(mirrored_plate(name), figure=figure)
    here, there = Picker(plate), Picker(other)
    x0, y0, x1, y1 = plate.bounds
    rng = np.random.default_rng(20)
    met = 0
    for x, y in rng.uniform((x0, y0), (x1, y1), (POINTS, 2)).tolist():
        found = here.at(x, y, shows_behind=True, shows_default_off=True)
        expected = {mirror(each) for each in found}
        missed = expected ^ set(there.at(-x, y, shows_behind=True, shows_default_off=True))
        assert all(each in UNEVEN or _is_on_its_edge(other, each, -x, y) for each in missed), (x, y, missed)
        region = here.region(x, y)
        is_clear = name != mirrored_plate(name) or abs(x) > UNEVEN_MM
        assert not is_clear or there.region(-x, y) == (mirror(region) if region else None), (x, y)
        met += bool(found)
    assert met > POINTS / 10


def _is_on_its_edge(plate: Plate, name: str, x: float, y: float) -> bool:
    """Whether a point lies so near the outline of a midline structure that its unevenness decides."""
    near: bool = plate.polygon(name).boundary.dwithin(shapely.Point(x, y), UNEVEN_MM)
    return side_of(name) is None and near
