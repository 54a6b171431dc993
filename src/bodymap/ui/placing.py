"""Places and shapes on the figure that is shown, as a session keeps them: on the first body, so that another figure shows the same.

Imported late, with the engine. Frames: plate millimetres.
"""

from __future__ import annotations

from collections.abc import Sequence

from bodymap.anatomy.location import Place, PlatePlace
from bodymap.anatomy.place import parse
from bodymap.atlas.body import Spot
from bodymap.errors import BodymapError
from bodymap.ids import Side
from bodymap.matching.engine import Engine
from bodymap.session.paint import Shape


def place_at(engine: Engine, plate: str, x: float, y: float) -> Place | None:
    """Return the place of a click, or None beside the body."""
    place = PlatePlace(plate, round(x, 1), round(y, 1))
    if engine.body.stack(plate).cell(place.x, place.y) is None:
        return None  # without looking for the nearest skin, which takes a hundred times as long
    try:
        engine.spot(place)
    except BodymapError:
        return None
    return engine.carried.place(place, "back")


def place_of(engine: Engine, text: str) -> Place:
    """Return the place that `text` gives, on a plate; raises `PlaceError` with the reason and the nearest names."""
    return _kept(engine, engine.spot(engine.body.parse(text)))


def place_named(engine: Engine, text: str) -> Place | None:
    """Return the plate point of a named place (a landmark without its side: the left one), or None where it is nowhere."""
    try:
        return _kept(engine, engine.spot(parse(text, default_side=Side.LEFT)))
    except BodymapError:
        return None


def kept(engine: Engine, shapes: Sequence[Shape]) -> tuple[Shape, ...]:
    """Return shapes drawn on the figure as a session keeps them."""
    return tuple(engine.carried.shape(shape, "back") for shape in shapes)


def _kept(engine: Engine, spot: Spot) -> Place:
    return engine.carried.place(PlatePlace(spot.plate, round(spot.xy[0], 1), round(spot.xy[1], 1)), "back")
