"""Every door through which a file comes in, as a function from a file to anything. A refusal is a `BodymapError`; all else is a fault."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bodymap.archive import form
from bodymap.atlas import library, stack
from bodymap.knowledge.reading import read_record
from bodymap.knowledge.record import Muscle
from bodymap.knowledge.shelf import Shelf
from bodymap.report import template
from bodymap.session.geojson import load_areas
from bodymap.ui import setting
from bodymap.ui.handout import logo


def _plate(file: Path) -> object:
    plate = library.load_file(file, name="posterior", cache=file.parent / "no" / "cache")
    return [plate.polygon(each.id).area for each in plate.drawn]


READERS: dict[str, Callable[[Path], Any]] = {
    "plate": _plate,
    "record": lambda file: read_record(file, Muscle),
    "visit": lambda file: form.from_json(file.read_bytes(), file=file.name),
    "areas": lambda file: load_areas(file, radius_mm=10),
    "settings": setting.load,
    "template": template.load,
    "shelf": lambda file: Shelf(file).parse("a = 1"),
    "stack": lambda file: stack._read(file, 40_000),
    "logo": logo.read,
}
