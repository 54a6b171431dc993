"""Muscle coordinates."""

from pathlib import Path

import pytest

from bodymap.atlas.site import Lattice
from bodymap.errors import BodymapError, UnknownNameError
from bodymap.ids import Side


@pytest.fixture(scope="module")
def lattice(mannequin_root: Path) -> Lattice:
    return Lattice.load(mannequin_root / "data/body/lattice.npz")


def test_a_site_lies_between_the_lattice_points(lattice: Lattice) -> None:
    assert lattice.point("back-cord", 0.55, 0.3, Side.LEFT) == pytest.approx([38, 935, -120])
    assert lattice.point("back-cord", 1, 1, Side.RIGHT) == pytest.approx([-80, 800, -120])
    assert "back-cord" in lattice
    assert lattice.across_axis["back-cord"] == "medial-to-lateral"


def test_a_site_that_cannot_be_is_one_sentence(lattice: Lattice) -> None:
    with pytest.raises(UnknownNameError, match="nearest: back-cord"):
        lattice.point("back-chord", 0, 0, Side.LEFT)
    with pytest.raises(BodymapError, match=r"back-cord across is 1\.2; it must be 0 to 1"):
        lattice.point("back-cord", 0, 1.2, Side.LEFT)
