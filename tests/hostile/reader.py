"""Every door through which a file comes in, as a function from a file to anything. A refusal is a `BodymapError`; all else is a fault."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bodymap.archive import backup, exchange, form
from bodymap.archive.archive import Archive
from bodymap.archive.exchange import Imported
from bodymap.archive.seal import Plain
from bodymap.archive.visit import Visit
from bodymap.archive.waiting import Waiting
from bodymap.atlas import library, stack
from bodymap.knowledge.reading import read_record
from bodymap.knowledge.record import Muscle
from bodymap.knowledge.shelf import Shelf
from bodymap.report import template
from bodymap.session.geojson import load_areas
from bodymap.ui import setting
from bodymap.ui.handout import logo
from bodymap.ui.own import keeping


def _plate(file: Path) -> object:
    plate = library.load_file(file, name="posterior", cache=file.parent / "no" / "cache")
    return [plate.polygon(each.id).area for each in plate.drawn]


SHELVED = "a = 1"
"""The text whose table the shelf is asked for."""
WAITS = "0123456789abcdef"


def _overlay(file: Path) -> object:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "posterior.svg").write_bytes(file.read_bytes())
        laid = library.load_overlay("posterior", folder=folder, cache=folder / "cache")
    return [laid.polygon(each.id).area for each in laid.drawn]


def _own(file: Path) -> object:
    """As one's own, of which a bad record costs only itself, and as another's, of which it costs everything."""
    kept = keeping.Keeper(file).load()
    return kept, keeping.load_other(file)


def _import(file: Path) -> Imported:
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder)) as archive:
        return exchange.import_json(archive, file)


def _waiting(file: Path) -> tuple[Visit, frozenset[str]] | None:
    """As it lies there, packed and so mostly refused at the door; then with what is in it packed anew."""
    with tempfile.TemporaryDirectory() as name:
        folder, seal = Path(name), Plain()
        waiting, place = Waiting(folder, seal), folder / f"{WAITS}.visit"
        place.write_bytes(file.read_bytes())
        waiting.visits(), waiting.unreadable()
        place.write_bytes(seal.close(file.read_bytes(), place.name))
        waiting.visits(), waiting.unreadable()
        return waiting.find(WAITS)


READERS: dict[str, Callable[[Path], Any]] = {
    "plate": _plate,
    "record": lambda file: read_record(file, Muscle),
    "visit": lambda file: form.from_json(file.read_bytes(), file=file.name),
    "areas": lambda file: load_areas(file, radius_mm=10),
    "settings": setting.load,
    "template": template.load,
    "shelf": lambda file: Shelf(file).parse(SHELVED),
    "stack": lambda file: stack._read(file, 40_000),
    "logo": logo.read,
    "overlay": _overlay,
    "own": _own,
    "import": _import,
    "waiting": _waiting,
    "backup": backup.papers_of,
}
