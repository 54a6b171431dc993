"""Landmarks lie where an anatomist's eye puts them: within 10 mm of readings off sheets that show bones and skin without marks."""

import tomllib
from pathlib import Path

from bodymap.anatomy import landmark
from tools.reading_sheets import LOOKS, SHEETS

READINGS = tomllib.loads((Path(__file__).parent / "landmark_readings.toml").read_text(encoding="utf-8"))
MOST_MM = 10.0
LOOK_OF = {sheet.name: sheet.look for sheet in SHEETS}
TOLD = {look: {"xyz"[i] for i in range(3) if not viewer[i]} for look, (viewer, _) in LOOKS.items()}
"""Of each look the two axes that it tells."""


def sheets(name: str) -> dict[str, dict[str, float]]:
    return {key: value for key, value in READINGS[name].items() if isinstance(value, dict)}


def read(name: str) -> dict[str, float]:
    """Return what the readings tell of a landmark: the mean along each axis; of a construct the middle of its ends."""
    if ends := READINGS[name].get("between"):
        told = [read(end) for end in ends]
        return {axis: sum(each[axis] for each in told) / len(told) for axis in READINGS[name].get("axes", "xyz")}
    values: dict[str, list[float]] = {}
    for reading in sheets(name).values():
        for axis, value in reading.items():
            values.setdefault(axis, []).append(value)
    return {axis: sum(each) / len(each) for axis, each in values.items()}


def test_no_landmark_lies_more_than_10_mm_off_its_reading() -> None:
    off = {}
    for name, each in landmark.load().by_id.items():
        point = dict(zip("xyz", each.point, strict=True))
        off[name] = sum((point[axis] - value) ** 2 for axis, value in read(name).items()) ** 0.5
    assert {name: round(mm, 1) for name, mm in off.items() if mm > MOST_MM} == {}


def test_every_landmark_is_defined_and_read_or_says_why_not() -> None:
    assert set(READINGS) == set(landmark.load().by_id)
    for name, record in READINGS.items():
        assert record["what"], name
        assert bool(sheets(name)) + ("between" in record) + bool(record.get("unread")) == 1, name
    assert sum("unread" in record for record in READINGS.values()) <= 2


def test_at_least_three_quarters_of_the_readings_tell_all_three_axes() -> None:
    whole = [name for name in READINGS if len(read(name)) == 3]
    assert len(whole) >= 0.75 * len(READINGS)


def test_sheets_that_tell_the_same_axis_agree_within_5_mm() -> None:
    for name in READINGS:
        for axis in "xyz":
            values = [reading[axis] for reading in sheets(name).values() if axis in reading]
            assert not values or max(values) - min(values) <= 5, (name, axis)


def test_a_reading_gives_the_two_axes_that_its_sheet_tells() -> None:
    for name in READINGS:
        for sheet, reading in sheets(name).items():
            assert set(reading) == TOLD[LOOK_OF[sheet]], (name, sheet)
