"""Which structures exist and what they are called: reads `data/anatomy/structures.json`. It knows no drawing and no muscle facts."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from bodymap.anatomy.reading import Fields, load_records
from bodymap.anatomy.structure import KINDS, Structure
from bodymap.errors import BodymapError, UnknownNameError, nearest
from bodymap.ids import base_of, is_base_id
from bodymap.shipped import data_dir

Problems = tuple[BodymapError, ...]


class Terminology:
    """The structures by base id, in the order of their ids."""

    def __init__(self, structures: Iterable[Structure], *, problems: Iterable[BodymapError] = ()) -> None:
        by_id = {structure.id: structure for structure in sorted(structures, key=lambda each: each.id)}
        self.structures: Mapping[str, Structure] = MappingProxyType(by_id)
        self.problems: Problems = tuple(problems)
        parts: dict[str, list[str]] = {}
        for structure in by_id.values():
            parts.setdefault(structure.parent or structure.id, []).append(structure.id)
        self._parts = {whole: tuple(ids) for whole, ids in parts.items()}

    def get(self, structure_id: str) -> Structure:
        """Return the structure of an id, with or without side; raises `UnknownNameError` with the nearest ids."""
        found = self.find(structure_id)
        if found is None:
            raise UnknownNameError("structure", structure_id, self.structures)
        return found

    def find(self, structure_id: str) -> Structure | None:
        """Return the structure of an id, with or without side, or None."""
        return self.structures.get(base_of(structure_id))

    def of_record(self, record_id: str) -> tuple[str, ...]:
        """Return the base ids that a record is drawn by: its parts and itself, as far as they exist, sorted; perhaps empty."""
        own = (record_id,) if record_id in self.structures else ()
        return tuple(sorted({*own, *self._parts.get(record_id, ())}))

    def nearest(self, structure_id: str) -> tuple[str, ...]:
        """Return up to three base ids most alike to a text; perhaps none."""
        return nearest(base_of(structure_id), self.structures)

    def of_kind(self, kind: str) -> tuple[Structure, ...]:
        """Return all structures of one kind, sorted by id."""
        return tuple(structure for structure in self.structures.values() if structure.kind == kind)

    def __contains__(self, structure_id: object) -> bool:
        return isinstance(structure_id, str) and base_of(structure_id) in self.structures

    def __iter__(self) -> Iterator[Structure]:
        return iter(self.structures.values())

    def __len__(self) -> int:
        return len(self.structures)


def load(path: Path | None = None) -> Terminology:
    """Return the terminology of a file, or of a folder with a `structures.json` (the shipped one where none is given).

    A structure that is wrong is left out and recorded in `problems`; raises `DataError` where the file as a whole cannot be read.
    """
    file = path or data_dir() / "anatomy"
    found, problems = load_records(file / "structures.json" if file.is_dir() else file, "structures", _read)
    return Terminology(found.values(), problems=problems)


def _read(fields: Fields) -> Structure:
    name = fields.text("id")
    if not is_base_id(name):
        raise fields.error("id", "is not a kebab-case id without side")
    return Structure(
        id=name,
        sided=fields.flag("sided"),
        kind=fields.choice("kind", KINDS),
        name_en=fields.text("name_en"),
        name_la=fields.maybe_text("name_la"),
        fma=fields.maybe_text("fma"),
        ta2=fields.maybe_number("ta2"),
        parent=fields.maybe_text("parent"),
        part=fields.maybe_text("part"),
        group=fields.maybe_text("group"),
        layer=fields.maybe_text("layer"),
        home_plate=fields.maybe_text("home_plate"),
        default_off=fields.flag("default_off"),
    )
