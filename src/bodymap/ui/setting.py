"""What a therapist sets once for the whole program, and the one file in which it is kept: `settings.json` in the platform's own place.

Settings are a part of the one frozen state (`State.settings`), so a change is an edit like any other and the screen follows at once.
A new setting is one more field with a default. Keys of the file that this version does not know stay in it. Knows no Qt.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from bodymap.ui import keeping
from bodymap.ui.userfile import settings_file

ThemeChoice = Literal["system", "light", "dark", "contrast"]
Motion = Literal["full", "reduced"]
Hand = Literal["right", "left"]
Units = Literal["mm", "inch"]
Figure = Literal["male", "female"]

TURNS = (0, 90, 180, 270)
"""Turns of the client's window in degrees, clockwise."""
TEXT_SIZES = (90, 100, 115, 130, 150)
"""Text sizes in per cent that can be chosen."""

LOCK_MINUTES = (0, 1, 2, 5, 10, 15, 30)
"""Minutes after which the screens can be covered."""


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
    client_turn: int = field(default=0, metadata={"choices": TURNS})
    """By how many degrees the client's window is turned, clockwise: for a tablet under the face cradle."""
    table_head: Hand = "left"
    """At which end of the screen the head lies in the table view: as the table stands before the therapist."""
    hold_tone: bool = True
    """Whether the hold timer sounds a soft tone at its end."""
    recent: bool = False
    """Whether the client box offers the clients of late before anything is typed."""
    lock_minutes: int = field(default=0, metadata={"choices": LOCK_MINUTES})
    """After how many minutes without a hand every screen is covered; 0 never."""
    archive: str = ""
    """The folder in which sessions are kept; empty for the user's own."""
    server: str = ""
    """The address of the clinic's PostgreSQL database; empty keeps sessions on this computer."""
    language: str = ""
    """A language as ``de`` or ``pt_BR``; empty for the system's."""

    @property
    def moves(self) -> bool:
        """Whether animation is welcome."""
        return self.motion == "full"


def load(file: Path | None = None) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings of `file` (the user's where none is given) and one sentence for each thing in it that could not be used."""
    return keeping.load(Settings, file or settings_file())


def save(settings: Settings, file: Path | None = None) -> None:
    """Write `settings`; raises `BodymapError` where that fails, and the old file stays."""
    keeping.save(settings, file or settings_file())
