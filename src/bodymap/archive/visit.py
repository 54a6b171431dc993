"""What the archive hands out and takes: frozen values, light to import. No database here.

A *visit* is one session of one client as it is kept: when it began, with which versions it was drawn, and how often it was written.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from bodymap.errors import BodymapError
from bodymap.session.record import NEW_CLIENT, Session


class ArchiveError(BodymapError):
    """The archive cannot do what was asked; the sentence says why and what helps. What was kept before is untouched."""


class PassphraseError(ArchiveError):
    """The archive is locked, and the passphrase is missing or another one."""


class ConnectionLostError(ArchiveError):
    """The server of the archive cannot be reached now. `Archive.save` never raises it: it keeps the visit here instead."""


@dataclass(frozen=True, slots=True)
class Versions:
    """What a visit was recorded with; empty is not known."""

    app: str = ""
    anatomy: str = ""
    plates: str = ""
    data: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """One session of one client. Make a new one with `begin`.

    `started` is what the clock said, with its zone. `version` counts the writes: 0 is not yet kept; it is how the archive notices that
    another room wrote the same visit meanwhile, so hand on the one that `Saved` returns. `placed` orders the visits of a client:
    it is `started`, or just after the visit before it where the clock was set back; None until it is kept.
    """

    id: str
    started: datetime
    session: Session = NEW_CLIENT
    versions: Versions = Versions()
    version: int = 0
    placed: datetime | None = None

    @property
    def client(self) -> str:
        """Whose it is, as it was typed; empty is nobody's yet."""
        return self.session.client


@dataclass(frozen=True, slots=True)
class Client:
    """One client: what the therapist typed, how many visits are kept, and when the last one began."""

    id: str
    name: str = field(repr=False)
    visits: int = 0
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class PaintedArea:
    """One painted area of a visit in a timeline: pain 0–10 or None where not said; skin in cm², None where not yet measured."""

    number: int
    intensity: int | None = None
    cm2: float | None = None
    is_clear: bool = False


@dataclass(frozen=True, slots=True)
class Skin:
    """How much skin hurts in a session, in cm²: all of it, each bit once, and each painted area by its number."""

    cm2: float
    areas: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list, a timeline and a plot need of one visit, without opening it."""

    id: str
    started: datetime
    placed: datetime
    areas: tuple[PaintedArea, ...] = ()
    before: tuple[PaintedArea, ...] | None = None
    """The areas before treatment, where the visit was re-tested: then `areas` is how it was after."""
    pain_before: int | None = None
    """The strongest pain that was said of anything before treatment, or None."""
    pain_after: int | None = None
    """The strongest pain after treatment (0 where nothing was left), or None where none was said or it was not looked at again."""
    active: int = 0
    """Points that were active at the end of the visit."""
    active_before: int | None = None
    """Points that were active before treatment, where the visit was re-tested."""
    latent: int = 0
    not_found: int = 0
    treated: int = 0
    version: int = 0
    cm2: float | None = None
    """The painful skin at the end of the visit in cm², each bit once; None while it is unmeasured."""
    cm2_before: float | None = None
    """The painful skin before treatment, where the visit was re-tested."""

    @property
    def pain(self) -> int | None:
        """The strongest pain at the end of the visit, as far as it was said."""
        return self.pain_before if self.pain_after is None else self.pain_after

    @property
    def is_measured(self) -> bool:
        """Whether the painful skin is known."""
        return self.cm2 is not None and (self.before is None or self.cm2_before is not None)


@dataclass(frozen=True, slots=True)
class Saved:
    """It is kept. Go on with `visit`: it carries the new version."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class Kept:
    """The server cannot be reached: `visit` is kept on this computer and written once the server is back."""

    visit: Visit
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else wrote, or deleted (`theirs` None), the same visit since `mine` was opened. Nothing was written: ask.

    Save one of `keep_mine()`, `keep_both()`, or go on with `theirs`.
    """

    mine: Visit
    theirs: Visit | None

    def keep_mine(self) -> Visit:
        """Return what, saved, puts mine in the place of theirs."""
        return replace(self.mine, version=self.theirs.version if self.theirs else 0)

    def keep_both(self) -> Visit:
        """Return mine as a visit of its own."""
        return replace(self.mine, id=new_id(), version=0, placed=None)


Outcome = Saved | Kept | Conflict


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that another room, or another window, wrote. `all` says that more changed than can be told: read anew."""

    kind: Literal["saved", "deleted", "all"]
    visit: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class News:
    """What others wrote, in order, and the number to ask from next time."""

    upto: int
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup file that was made, so that deletion can tell where a client may still lie."""

    file: Path
    made: datetime


@dataclass(frozen=True, slots=True)
class Deleted:
    """What a deletion took, and the backups made before it, which it cannot reach.

    `is_tidied`: its traces are out of the files already; else they go when the archive is closed by all, or at the next deletion.
    """

    visits: int
    backups: tuple[Backup, ...] = ()
    is_tidied: bool = True
    ids: tuple[str, ...] = field(default=(), compare=False)


def begin(session: Session = NEW_CLIENT, versions: Versions = Versions(), *, now: datetime | None = None) -> Visit:
    """Return a new visit, not yet kept. `now` is the clock's by default."""
    return Visit(new_id(), now or datetime.now(UTC).astimezone(), session, versions)


def new_id() -> str:
    """Return an id that nothing else has, and that says nothing."""
    return uuid.uuid4().hex
