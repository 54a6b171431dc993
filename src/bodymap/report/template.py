"""The therapist's own template: clinic, logo, paper, what is left out, own doses. Kept in the user's folder, never among shipped data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bodymap import table
from bodymap.errors import DataError
from bodymap.report.output import write_whole
from bodymap.report.wording import printable

_MOST_BYTES = 1_000_000
Paper = Literal["a4", "letter"]


class Template(BaseModel):
    """What a therapist sets once. `doses` are by the id of a care item and replace its own dose on every handout."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    clinic: str = ""
    logo: str = ""
    """A picture file."""
    paper: Paper = "a4"
    leave_out: tuple[str, ...] = ()
    """Parts of the handout that are off unless asked for."""
    note: str = ""
    """The note that a new handout begins with."""
    doses: dict[str, str] = Field(default_factory=dict)


def template_file() -> Path:
    """Return where the template is kept; the file need not exist."""
    return Path(platformdirs.user_config_dir("bodymap", appauthor=False)) / "handout.toml"


def load(file: Path | None = None) -> Template:
    """Return the template of `file` (the user's where none is given), an empty one where there is none.

    Raises `DataError` that names file and field; the file is left as it is.
    """
    place = file or template_file()
    try:
        if place.stat().st_size > _MOST_BYTES:
            raise DataError(f"is larger than {_MOST_BYTES // 1000} kB, no template is", file=place)
        return parse(place.read_text(encoding="utf-8"), place)
    except FileNotFoundError:
        return Template()
    except (OSError, ValueError) as error:
        raise DataError(f"cannot be read ({error})", file=place) from None


def parse(text: str, file: Path) -> Template:
    """Return the template that a text holds; raises `DataError` that names `file` and field."""
    try:
        return Template.model_validate(table.parse(text))
    except ValidationError as error:
        first = error.errors()[0]
        raise DataError(first["msg"], file=file, field=".".join(str(part) for part in first["loc"])) from None
    except ValueError as error:
        raise DataError(f"cannot be read ({error})", file=file) from None


def filled(mine: Template, other: Template) -> Template:
    """Return `mine` with what `other` says of all that mine leaves as it ships; a logo only where its file is here."""
    new = {name: getattr(other, name) for name in Template.model_fields if getattr(mine, name) == Template.model_fields[name].get_default(call_default_factory=True)}
    if new.get("logo") and not Path(new["logo"]).is_file():
        del new["logo"]
    return mine.model_copy(update={**new, "doses": {**other.doses, **mine.doses}})


def save(template: Template, file: Path | None = None) -> Path:
    """Write `template` and return its file; raises `BodymapError` where that fails, and the old one stays."""
    place = file or template_file()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(f"cannot be written ({error.strerror})", file=place) from None
    write_whole(place, _toml(template).encode("utf-8"))
    return place


def _toml(template: Template) -> str:
    lines = ["# Your own handout template. Delete this file to go back to what bodymap ships."]
    lines += [f"{name} = {_text(getattr(template, name))}" for name in ("clinic", "logo", "paper", "note")]
    lines.append(f"leave_out = [{', '.join(_text(each) for each in template.leave_out)}]")
    lines += ["", "[doses]", *(f"{_text(care)} = {_text(dose)}" for care, dose in sorted(template.doses.items())), ""]
    return "\n".join(lines)


def _text(value: str) -> str:
    """A TOML basic string: JSON's escapes are a part of TOML's, once nothing unprintable is left."""
    return json.dumps(printable(value), ensure_ascii=False)
