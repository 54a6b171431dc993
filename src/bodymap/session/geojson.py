"""Painted areas from a GeoJSON file: polygons and lines in plate millimetres. The format is described in docs/command-line.md.

Files come from anywhere: size, depth, counts and numbers are checked, and every fault is one sentence.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from bodymap.anatomy.location import INSETS, PLATES
from bodymap.anatomy.number import is_number
from bodymap.errors import DataError, MissingFileError, UnknownNameError, nearest, suggestion
from bodymap.ids import Side
from bodymap.session.paint import CONSTANCIES, DEPTHS, MOST_INTENSE, Area, Dab, Patch, Point, Ring, Shape, Stroke

MAX_BYTES = 4_000_000
MAX_FEATURES = 500
MAX_POINTS = 100_000
MAX_MM = 10_000.0
LARGEST_RADIUS_MM = 200.0
SIDES = {"left": Side.LEFT, "right": Side.RIGHT, "both": Side.MIDLINE}
PROPERTIES = ("plate", "side", "radius_mm", "intensity", "quality", "depth", "constancy", "clear")
_PLATES = (*PLATES, *INSETS)
_GEOMETRIES = ("Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon")


def load_areas(file: Path, *, radius_mm: float) -> tuple[Area, ...]:
    """Return the areas of a file, numbered from 1 in file order; `radius_mm` is the brush of lines and points that say none.

    Raises `DataError` or `UnknownNameError` naming the file, the feature and the field.
    """
    try:
        if file.stat().st_size > MAX_BYTES:
            raise DataError(f"is larger than {MAX_BYTES // 1_000_000} MB", file=file)
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise MissingFileError("is missing", file=file) from error
    except (OSError, UnicodeError) as error:
        raise DataError(f"cannot be read as text ({type(error).__name__})", file=file) from error
    return parse_areas(text, file=str(file), radius_mm=radius_mm)


def parse_areas(text: str, *, file: str, radius_mm: float) -> tuple[Area, ...]:
    """Return the areas of a GeoJSON text; `file` is its name in sentences. Raises as `load_areas` does."""
    reader = _Reader(file, radius_mm)
    try:
        value = json.loads(text, parse_constant=reader.refuse_constant)
    except json.JSONDecodeError as error:
        raise DataError(f"is not JSON: {error.msg} at line {error.lineno}", file=file) from error
    except (RecursionError, ValueError) as error:
        raise DataError("is nested too deeply, or holds a number that is too long", file=file) from error
    return tuple(reader.areas(value))


class _Reader:
    """Reads one file; `where` in its errors is the feature."""

    def __init__(self, file: str, radius_mm: float) -> None:
        self._file, self._radius_mm = file, radius_mm
        self._record = ""
        self._points_left = MAX_POINTS

    def areas(self, value: Any) -> Iterator[Area]:
        """Yield the areas of the whole value."""
        features = self._features(value)
        if not features:
            self._fail("features", "is empty; at least one painted area is needed")
        if len(features) > MAX_FEATURES:
            self._fail("features", f"has {len(features)} entries, more than {MAX_FEATURES}")
        for number, feature in enumerate(features, start=1):
            self._record = f"features[{number - 1}]"
            if not isinstance(feature, dict) or feature.get("type") != "Feature":
                self._fail("type", "is not “Feature”")
            yield self._area(number, feature)

    def refuse_constant(self, name: str) -> NoReturn:
        """Refuse NaN and Infinity, which are no JSON."""
        raise DataError(f"holds {name}, which is no number of JSON", file=self._file)

    def _features(self, value: Any) -> list[Any]:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind == "Feature":
            return [value]
        features = value.get("features") if kind == "FeatureCollection" else None
        if not isinstance(features, list):
            self._fail("type", "is neither a “FeatureCollection” with features nor a “Feature”")
        return features

    def _area(self, number: int, feature: dict[str, Any]) -> Area:
        said = feature.get("properties")
        if not isinstance(said, dict):
            self._fail("properties", "is missing; it must at least name the plate")
        for name in said:
            if name not in PROPERTIES:
                self._fail(f"properties.{name}", f"is not known{suggestion(nearest(name, PROPERTIES))}")
        shapes = self._shapes(feature.get("geometry"), said)
        return Area(
            number,
            tuple(Dab(shape) for shape in shapes),
            intensity=self._intensity(said.get("intensity")),
            quality=self._text(said, "quality"),
            depth=self._one_of(said, "depth", DEPTHS),
            constancy=self._one_of(said, "constancy", CONSTANCIES),
            is_clear=self._flag(said, "clear"),
        )

    def _shapes(self, geometry: Any, said: dict[str, Any]) -> tuple[Shape, ...]:
        plate, side = self._plate(said), self._side(said)
        radius = self._radius(said.get("radius_mm"))
        if not isinstance(geometry, dict):
            self._fail("geometry", "is missing")
        kind, value = geometry.get("type"), geometry.get("coordinates")
        if not isinstance(kind, str) or kind not in _GEOMETRIES:
            self._fail("geometry.type", f"“{kind}” is not one of {', '.join(_GEOMETRIES)}")
        parts = self._list(value) if kind.startswith("Multi") else [value]
        if kind.endswith("Polygon"):
            return tuple(Patch(plate, tuple(self._ring(ring) for ring in self._list(part)), side) for part in parts)
        lines = [[part] for part in parts] if kind.endswith("Point") else parts
        return tuple(Stroke(plate, self._points(line, at_least=1), radius, side) for line in lines)

    def _ring(self, value: Any) -> Ring:
        return self._points(value, at_least=3)

    def _points(self, value: Any, *, at_least: int) -> Ring:
        points = tuple(self._point(each) for each in self._list(value))
        if len(points) < at_least:
            self._fail("geometry.coordinates", f"has {len(points)} points where at least {at_least} are needed")
        return points

    def _point(self, value: Any) -> Point:
        self._points_left -= 1
        if self._points_left < 0:
            self._fail("geometry.coordinates", f"brings the file to more than {MAX_POINTS} points")
        if not isinstance(value, list) or len(value) < 2 or not all(is_number(each) for each in value[:2]):
            self._fail("geometry.coordinates", "holds something that is not a point [x, y] in plate millimetres")
        x, y = float(value[0]), float(value[1])
        if max(abs(x), abs(y)) > MAX_MM:
            self._fail("geometry.coordinates", f"holds [{x:g}, {y:g}], which is further than {MAX_MM:g} mm from the plate's origin")
        return round(x, 3), round(y, 3)

    def _list(self, value: Any) -> list[Any]:
        if not isinstance(value, list) or not value:
            self._fail("geometry.coordinates", "is not a list, is empty, or is not nested as its type asks")
        return value

    def _plate(self, said: dict[str, Any]) -> str:
        plate = said.get("plate")
        if not isinstance(plate, str):
            self._fail("properties.plate", f"is missing; it is one of {', '.join(PLATES)} or an inset")
        if plate not in _PLATES:
            raise UnknownNameError("plate", plate, _PLATES, file=self._file, record=self._record, field="properties.plate")
        return plate

    def _side(self, said: dict[str, Any]) -> Side:
        name = said.get("side", "both")
        if not isinstance(name, str) or name not in SIDES:
            self._fail("properties.side", f"“{name}” is not one of {', '.join(SIDES)}")
        side = SIDES[name]
        shown = next((each for each in (Side.LEFT, Side.RIGHT) if said["plate"].replace("-", ".").endswith(each)), None)
        if shown is not None and side is shown.opposite:
            self._fail("properties.side", f"is “{name}”, but plate “{said['plate']}” shows the {shown} side")
        return side

    def _radius(self, value: Any) -> float:
        if value is None:
            return self._radius_mm
        if not is_number(value) or not 0 < value <= LARGEST_RADIUS_MM:
            self._fail("properties.radius_mm", f"is not a number above 0 and up to {LARGEST_RADIUS_MM:g}")
        return float(value)

    def _intensity(self, value: Any) -> int | None:
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_INTENSE:
            self._fail("properties.intensity", f"is not a whole number from 0 to {MOST_INTENSE}")
        return value

    def _one_of(self, said: dict[str, Any], name: str, valid: tuple[Any, ...]) -> Any:
        value = said.get(name)
        if value is not None and value not in valid:
            self._fail(f"properties.{name}", f"“{value}” is not one of {', '.join(valid)}")
        return value

    def _text(self, said: dict[str, Any], name: str) -> str | None:
        value = said.get(name)
        if value is not None and not isinstance(value, str):
            self._fail(f"properties.{name}", "is not a text")
        return value

    def _flag(self, said: dict[str, Any], name: str) -> bool:
        value = said.get(name, False)
        if not isinstance(value, bool):
            self._fail(f"properties.{name}", "is neither true nor false")
        return value

    def _fail(self, field: str, message: str) -> NoReturn:
        raise DataError(message, file=self._file, record=self._record or None, field=field)
