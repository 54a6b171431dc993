"""What a therapist sets once for the whole program, and the one file in which it is kept: `settings.json` in the platform's own place.

Settings are a part of the one frozen state (`State.settings`), so a change is an edit like any other and the screen follows at once.
A new setting is one more field with a default. Keys of the file that this version does not know stay in it. Knows no Qt.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args, get_type_hints

import platformdirs

from bodymap.errors import BodymapError, DataError, UnknownNameError
from bodymap.report.output import write_whole

ThemeChoice = Literal["system", "light", "dark", "contrast"]
Motion = Literal["full", "reduced"]
Hand = Literal["right", "left"]
Units = Literal["mm", "inch"]
Figure = Literal["male", "female"]

TEXT_SIZES = (90, 100, 115, 130, 150)
"""Text sizes in per cent that can be chosen."""
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is set once. What is printed on handouts (clinic, logo, paper) is in `bodymap.report.template`."""

    theme: ThemeChoice = "system"
    text_size: int = field(default=100, metadata={"choices": TEXT_SIZES})
    """In per cent of the size that suits the screen."""
    figure: Figure = "male"
    """The figure with which a new client begins."""
    hand: Hand = "right"
    """On which side the panel stands: that of the therapist's working hand."""
    units: Units = "mm"
    depths: bool = False
    """Whether the model body's depths are given in units (for experts; never for needles)."""
    motion: Motion = "full"
    """Reduced: nothing moves by itself, every change of view is at once."""
    signs: tuple[tuple[str, str], ...] = ()
    """``(quality, sign)``: signs of pain's qualities that differ from the shipped ones."""
    language: str = ""
    """A language as ``de`` or ``pt_BR``; empty for the system's."""

    @property
    def moves(self) -> bool:
        """Whether animation is welcome."""
        return self.motion == "full"


def settings_file() -> Path:
    """Return where the settings are kept; the file need not exist."""
    return Path(platformdirs.user_config_dir("bodymap", appauthor=False)) / "settings.json"


def load(file: Path | None = None) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings of `file` (the user's where none is given) and one sentence for each thing in it that could not be used.

    What cannot be used has its default. The file stays as it is.
    """
    place = file or settings_file()
    try:
        table = _read(place)
    except BodymapError as error:
        return Settings(), (str(error),)
    return _settings_of(table, place)


def save(settings: Settings, file: Path | None = None) -> None:
    """Write `settings`; unknown keys of the file stay. A file that could not be read is first put aside as ``settings.json.unread``.

    Raises `BodymapError` where that fails, and the old file stays.
    """
    place = file or settings_file()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(f"cannot be written ({error.strerror})", file=place) from None
    try:
        table = _read(place)
        is_whole = not _settings_of(table, place)[1]
    except BodymapError:
        table, is_whole = {}, False
    if not is_whole:
        _put_aside(place)
    table.update({each.name: getattr(settings, each.name) for each in fields(settings)})
    write_whole(place, (json.dumps(table, indent=2, ensure_ascii=False) + "\n").encode("utf-8"))


def _settings_of(table: dict[str, Any], place: Path) -> tuple[Settings, tuple[str, ...]]:
    """Take each known key of `table` that has a value of its kind; a sentence for each that has not."""
    made, problems = Settings(), []
    hints = get_type_hints(Settings)
    for each in fields(Settings):
        if each.name not in table:
            continue
        try:
            value = _value_of(table[each.name], hints[each.name], each.metadata.get("choices", ()), each.default)
        except BodymapError as error:
            problems.append(f"{place}: {each.name}: {error}")
        else:
            made = replace(made, **{each.name: value})
    return made, tuple(problems)


def _value_of(raw: Any, hint: Any, choices: tuple[Any, ...], default: Any) -> Any:
    """Return `raw` as a value of the field's kind; raises `BodymapError` that says what may stand there."""
    allowed = choices or get_args(hint) if not isinstance(default, tuple) else ()
    if allowed:
        if type(raw) is type(default) and raw in allowed:
            return raw
        names = [str(each) for each in allowed]
        problem = UnknownNameError("value", str(raw), names)
        raise problem if problem.nearest else BodymapError(f"{problem.message}; it may be {', '.join(names)}")
    if isinstance(default, tuple):
        return _pairs(raw)
    if type(raw) is not type(default):
        kinds = {bool: "true or false", str: "a text", int: "a whole number", float: "a number"}
        raise BodymapError(f"{json.dumps(raw)} is not {kinds[type(default)]}")
    return raw


def _pairs(raw: Any) -> tuple[tuple[str, str], ...]:
    rows = raw if isinstance(raw, list) else [raw]
    pairs = [tuple(row) for row in rows if isinstance(row, list) and len(row) == 2 and all(isinstance(text, str) for text in row)]
    if len(pairs) != len(rows):
        raise BodymapError(f"{json.dumps(raw)} is not a list of pairs of texts")
    return tuple(pairs)


def _read(place: Path) -> dict[str, Any]:
    """Return what stands in the file, nothing where there is none; raises `DataError` where it is not a JSON object."""
    try:
        if place.stat().st_size > _MOST_BYTES:
            raise DataError("is far too large for settings; the usual settings hold until it is mended or deleted", file=place)
        table = json.loads(place.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise DataError(f"cannot be read ({error.strerror}); the usual settings hold", file=place) from None
    except (ValueError, RecursionError) as error:
        raise DataError(f"is not JSON ({error}); the usual settings hold until it is mended or deleted", file=place) from None
    if not isinstance(table, dict):
        raise DataError("holds no table of settings; the usual settings hold until it is mended or deleted", file=place)
    return table


def _put_aside(place: Path) -> None:
    try:
        place.replace(place.with_name(place.name + ".unread"))
    except FileNotFoundError:
        pass
    except OSError as error:
        raise DataError(f"cannot be put aside ({error.strerror})", file=place) from None
