"""The error tree: what may go wrong, said as one sentence for a person.

Every error that a user, curator or maintainer can cause is a `BodymapError`. It says which file, which record or element, which
field, and, where a name was not found, the nearest valid names. It must not know what anything in bodymap does.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

_LONGEST_MESSAGE = 1_000
_LONGEST_NAME = 300


class BodymapError(Exception):
    """One clear sentence, with the place where the fault lies.

    `file` is shown as given (give it relative to the shipped folder where you can), `record` is an id or an element's name, `field` is a
    dotted path inside the record (`trigger_points[2].source`). Any of the three may be left out. `str(error)` is the whole sentence:

    >>> print(BodymapError("is missing", file="data/sources.toml", field="smith2019.year"))
    data/sources.toml: smith2019.year is missing
    >>> print(BodymapError("has no outline", file="assets/svg/posterior.svg", record="sacrum"))
    assets/svg/posterior.svg: sacrum has no outline
    >>> print(BodymapError("is not a number", record="psoas", field="points[0].x"))
    psoas points[0].x is not a number
    """

    def __init__(
        self,
        message: str,
        *,
        file: str | Path | None = None,
        record: str | None = None,
        field: str | None = None,
    ) -> None:
        self.message = _readable(message, _LONGEST_MESSAGE)
        self.file = None if file is None else str(file)
        self.record = record and _readable(record, _LONGEST_NAME)
        self.field = field and _readable(field, _LONGEST_NAME)
        super().__init__(self.message)

    def __str__(self) -> str:
        where = f"{self.file}: " if self.file else ""
        return where + " ".join(part for part in (self.record, self.field, self.message) if part)


def sentence_of(error: Exception) -> str:
    """Return what to tell a person of an error: its own sentence, or, where it is a mistake of the program, its kind and what it says.

    >>> sentence_of(BodymapError("is missing", file="a.toml")), sentence_of(ValueError("no number"))
    ('a.toml: is missing', 'ValueError: no number')
    """
    return str(error) if isinstance(error, BodymapError) else f"{type(error).__name__}: {error}"


def _readable(text: str, longest: int) -> str:
    """The text with every character that nothing shows as “�”, cut in its middle where it is too long: it may quote a hostile file."""
    shown = "".join(each if each.isprintable() or each == "\n" else "�" for each in text[: 4 * longest])
    return shown if len(text) <= longest else f"{shown[: longest // 2]} … {shown[-longest // 4 :]}"


class DataError(BodymapError):
    """A shipped or saved file does not hold what its format promises."""


class MissingFileError(DataError):
    """A file or folder that must be there is not."""


class UnknownNameError(BodymapError):
    """A name (of a place, muscle, plate, landmark, option, …) that is not known; `nearest` holds the nearest valid ones."""

    def __init__(
        self,
        kind: str,
        name: str,
        valid: Iterable[str],
        *,
        file: str | Path | None = None,
        record: str | None = None,
        field: str | None = None,
    ) -> None:
        self.kind = kind
        self.name = name
        self.nearest = nearest(name, valid)
        super().__init__(f"{kind} “{name}” is not known{suggestion(self.nearest)}", file=file, record=record, field=field)


class PlaceError(BodymapError):
    """A place or address that cannot be read, or that lies nowhere on the body."""


class ProblemsError(DataError):
    """All problems of one load, collected; `str` shows one sentence a line, in the order found."""

    def __init__(self, problems: Sequence[BodymapError]) -> None:
        if not problems:
            raise ValueError("ProblemsError needs at least one problem")
        self.problems = tuple(problems)
        super().__init__("")
        self.message = "\n".join(str(problem) for problem in problems)


def nearest(name: str, valid: Iterable[str], *, limit: int = 3) -> tuple[str, ...]:
    """Return at most `limit` of the `valid` names, the most alike to `name` first; empty where none is alike.

    Case does not matter. Equally alike names keep no promise of order beyond being the same on every run.

    >>> nearest("glutaeus medius", ["gluteus-medius", "gluteus-minimus", "psoas-major"])[0]
    'gluteus-medius'
    >>> nearest("zzz", ["psoas-major"])
    ()
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only a wrong name needs it

    by_lower = {candidate.lower(): candidate for candidate in sorted(set(valid))}
    matches = get_close_matches(name.lower(), by_lower, n=limit, cutoff=0.5)
    return tuple(by_lower[match] for match in matches)


def suggestion(names: Sequence[str]) -> str:
    """Return the tail of a sentence that offers `names`; empty for none.

    >>> suggestion(["psis", "asis"])
    '; nearest: psis, asis'
    >>> suggestion([])
    ''
    """
    return f"; nearest: {', '.join(names)}" if names else ""
