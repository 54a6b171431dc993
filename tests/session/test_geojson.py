"""GeoJSON files come from anywhere: what is good is read exactly, and every fault is one sentence."""

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.errors import BodymapError
from bodymap.ids import Side
from bodymap.session.geojson import load_areas, parse_areas
from bodymap.session.paint import Dab, Patch, Stroke

LINE = {"type": "LineString", "coordinates": [[-95, -930], [-100, -800]]}
RING = [[0, 0], [10, 0], [10, 10], [0, 0]]


def feature(geometry: Any = LINE, **said: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"plate": "posterior", **said}, "geometry": geometry}


def read(value: Any) -> Any:
    return parse_areas(json.dumps(value), file="pain.geojson", radius_mm=20.0)


def test_a_line_is_a_stroke_and_a_polygon_a_patch() -> None:
    line, polygon = read(
        {
            "type": "FeatureCollection",
            "features": [
                feature(side="left", radius_mm=30, intensity=6, quality="aching", depth="deep", constancy="constant"),
                feature({"type": "Polygon", "coordinates": [RING]}, clear=True),
            ],
        }
    )
    assert line.dabs == (Dab(Stroke("posterior", ((-95, -930), (-100, -800)), 30.0, Side.LEFT)),)
    assert (line.number, line.intensity, line.quality, line.depth, line.constancy) == (1, 6, "aching", "deep", "constant")
    assert polygon.dabs == (Dab(Patch("posterior", (tuple(map(tuple, RING)),), Side.MIDLINE)),)
    assert polygon.is_clear


@pytest.mark.parametrize(
    ("kind", "coordinates", "count"),
    [("Point", [1, 2], 1), ("MultiPoint", [[1, 2], [3, 4]], 2), ("MultiLineString", [[[1, 2]], [[3, 4]]], 2), ("MultiPolygon", [[RING], [RING]], 2)],
)
def test_every_geometry_is_read(kind: str, coordinates: Any, count: int) -> None:
    (area,) = read(feature({"type": kind, "coordinates": coordinates}))
    assert len(area.dabs) == count


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ([], "neither a “FeatureCollection”"),
        ({"type": "FeatureCollection", "features": []}, "at least one painted area"),
        (feature(plate="postrior"), "nearest: posterior"),
        (feature(intensity=11), "whole number from 0 to 10"),
        (feature(intensity=True), "whole number from 0 to 10"),
        (feature(radius_mm=0), "above 0"),
        (feature(colour="red"), "properties.colour is not known"),
        (feature(side="up"), "“up” is not one of left, right, both"),
        (feature(plate="left", side="right"), "shows the left side"),
        (feature(depth="bone"), "not one of skin, muscle, deep"),
        (feature(clear="yes"), "neither true nor false"),
        (feature({"type": "Circle", "coordinates": []}), "“Circle” is not one of"),
        (feature({"type": "LineString", "coordinates": [["a", 1]]}), "not a point [x, y]"),
        (feature({"type": "LineString", "coordinates": [[1e9, 1]]}), "further than"),
        (feature({"type": "LineString", "coordinates": [[10**400, 1]]}), "not a point [x, y]"),
        (feature(radius_mm=10**400), "above 0"),
        (feature({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}), "at least 3"),
        (feature({"type": "Polygon", "coordinates": 5}), "not a list"),
        (feature(None), "geometry is missing"),
        ({"type": "Feature", "geometry": LINE}, "properties is missing"),
    ],
)
def test_a_fault_is_one_sentence_that_names_file_and_field(value: Any, says: str) -> None:
    with pytest.raises(BodymapError) as caught:
        read(value)
    assert says in str(caught.value)
    assert str(caught.value).startswith("pain.geojson: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "NaN", '{"type": NaN}', "[" * 100_000, '{"a": ' + "9" * 10_000 + "}"])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(BodymapError, match=r"pain\.geojson: "):
        parse_areas(text, file="pain.geojson", radius_mm=20.0)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.just(10**400) | st.text(max_size=5) | st.sampled_from(("Feature", "Polygon", "posterior")),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(("type", "features", "geometry", "coordinates", "properties", "plate", "side", "x")), inner, max_size=5),
)


@given(JSON)
def test_any_json_is_read_or_refused_and_never_anything_else(value: Any) -> None:
    with contextlib.suppress(BodymapError):
        read(value)


def test_a_missing_and_an_oversized_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(BodymapError, match="is missing"):
        load_areas(tmp_path / "none.geojson", radius_mm=20.0)
    large = tmp_path / "large.geojson"
    large.write_bytes(b" " * 4_000_001)
    with pytest.raises(BodymapError, match="larger than 4 MB"):
        load_areas(large, radius_mm=20.0)
    binary = tmp_path / "binary.geojson"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BodymapError, match="cannot be read as text"):
        load_areas(binary, radius_mm=20.0)
