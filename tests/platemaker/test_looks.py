"""The pieces in which plates are looked at leave nothing of a plate out."""

from __future__ import annotations

import pytest

from bodymap.atlas import frame, library
from bodymap.ui.drawing.art import plate_art
from tools import looks


@pytest.mark.parametrize("name", ["anterior", "posterior", "left"])
def test_the_pieces_cover_the_stored_half_of_a_plate(name: str) -> None:
    plate = plate_art(library.load(frame.named(name)))
    x0, y0, x1, y1 = plate.bounds
    boxes = [box for _, box in looks.pieces(plate, looks.scale_of(name) * looks.NEARER)]
    area = sum((box[2] - box[0]) * (box[3] - box[1]) for box in boxes)
    stored = (x1 - x0) if name == "left" else (x1 - x0) / 2 + looks.PAST_MIDLINE_MM
    assert area == pytest.approx(stored * (y1 - y0))
    at = looks.scale_of(name) * looks.NEARER
    assert max((box[2] - box[0]) * at for box in boxes) <= looks.PIECE_PX[0]
    assert max((box[3] - box[1]) * at for box in boxes) <= looks.PIECE_PX[1]
