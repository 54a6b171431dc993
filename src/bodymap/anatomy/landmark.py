"""Named bony and surface landmarks: reads `data/body/landmarks.json`. Body frame, millimetres, left side or midline."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from bodymap.anatomy.reading import Fields, load_records
from bodymap.errors import BodymapError
from bodymap.ids import is_base_id
from bodymap.shipped import data_dir

Vector = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Landmark:
    """A landmark on the left or the midline: `point` on the bone, `skin` straight outward on the skin with its `normal`."""

    id: str
    sided: bool
    name: str
    abbreviation: str | None
    point: Vector
    skin: Vector
    normal: Vector
    rule: str
    segment: str


@dataclass(frozen=True, slots=True)
class Landmarks:
    """The landmarks of one body by id, and what was wrong in their file."""

    by_id: Mapping[str, Landmark]
    problems: tuple[BodymapError, ...] = ()

    @property
    def sided(self) -> dict[str, bool]:
        """What `place.parse` wants to know: which landmarks exist, and whether each is sided."""
        return {name: landmark.sided for name, landmark in self.by_id.items()}


def load(path: Path | None = None) -> Landmarks:
    """Return the landmarks of a file (the shipped one where none is given), sorted by id; a wrong one is left out and recorded."""
    found, problems = load_records(path or data_dir() / "body" / "landmarks.json", "landmarks", _read)
    return Landmarks(MappingProxyType(found), problems)


def _read(fields: Fields) -> Landmark:
    name = fields.text("id")
    if not is_base_id(name):
        raise fields.error("id", "is not a kebab-case id without side")
    return Landmark(
        id=name,
        sided=fields.flag("sided"),
        name=fields.text("name"),
        abbreviation=fields.maybe_text("abbreviation"),
        point=fields.vector("point"),
        skin=fields.vector("skin"),
        normal=fields.vector("normal"),
        rule=fields.text("rule"),
        segment=fields.text("segment"),
    )
