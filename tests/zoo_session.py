"""Sessions of every kind, drawn by their own type hints: a field added to the record is drawn, too."""

from hypothesis import strategies as st

from bodymap.anatomy import segment as segments
from bodymap.anatomy.location import DIRECTIONS, INSETS, PLATES, AddressPlace, LandmarkPlace, Offset, PlatePlace
from bodymap.ids import Side
from bodymap.session.paint import Area, Dab, Fill, Patch, Stroke
from bodymap.session.record import CandidateKey, Mark, PointKey, Session

SIDES = st.sampled_from(Side)
IDS = st.sampled_from(("piriformis", "gluteus-medius", "trapezius--descending-part"))
PLATE = st.sampled_from((*PLATES, *INSETS))
MM = st.floats(-2000, 2000, allow_nan=False)
POINTS = st.tuples(MM, MM)
RINGS = st.lists(POINTS, min_size=1, max_size=4).map(tuple)
OFFSETS = st.lists(st.builds(Offset, st.integers(0, 90), st.sampled_from(DIRECTIONS)), max_size=2).map(tuple)
PLACES = st.one_of(
    st.builds(PlatePlace, PLATE, MM, MM),
    st.builds(LandmarkPlace, st.sampled_from(("psis", "asis")), side=st.sampled_from((Side.LEFT, Side.RIGHT)), offsets=OFFSETS),
    st.builds(AddressPlace, st.just("thigh"), st.floats(0, 1), st.floats(0, 359), side=st.sampled_from((Side.LEFT, Side.RIGHT)), offsets=OFFSETS),
)
SHAPES = st.one_of(
    st.builds(Stroke, PLATE, RINGS, st.floats(1, 60), SIDES),
    st.builds(Patch, PLATE, st.lists(RINGS, min_size=1, max_size=2).map(tuple), SIDES),
    st.builds(Fill, st.sampled_from(("sacrum", "gluteal-region")), SIDES),
)
st.register_type_strategy(Mark, st.builds(Mark, PLACES))
AREAS = st.builds(
    Area,
    st.integers(1, 9),
    st.lists(st.builds(Dab, SHAPES, st.booleans()), min_size=1, max_size=3).map(tuple),
    intensity=st.none() | st.integers(0, 10),
    quality=st.none() | st.text(max_size=5),
    depth=st.sampled_from((None, "skin", "muscle", "deep")),
    constancy=st.sampled_from((None, "constant", "comes-and-goes")),
    is_clear=st.booleans(),
)
st.register_type_strategy(Area, AREAS)
st.register_type_strategy(CandidateKey, st.builds(CandidateKey, IDS, SIDES))
st.register_type_strategy(PointKey, st.builds(PointKey, IDS, SIDES, st.integers(1, 4)))

assert segments.find("thigh")
SESSIONS = st.from_type(Session)
"""Any session at all."""
