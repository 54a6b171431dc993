"""How the window stood when it was last closed: its size, on which edge what is open, how wide. Kept in the platform's place for such state.

A part of the one frozen state, so that the screen follows it; never undone, never cleared by a new client. Knows no Qt.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bodymap.ui import keeping
from bodymap.ui.userfile import arrangement_file


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Sizes are device-independent pixels; 0 stands for what suits the window."""

    width: int = 0
    height: int = 0
    maximized: bool = False
    panel_open: bool = True
    panel_px: int = 0
    list_rows: int = 0
    """How many candidates are shown at once, where the hand has moved the list's lower edge."""
    card_tall: bool = False
    """Whether the card has the whole panel and the list is folded away."""
    layers_open: bool = False
    recent: tuple[str, ...] = ()
    """The muscles that were opened last, the latest first."""


def load(file: Path | None = None) -> Arrangement:
    """Return the arrangement of `file` (the user's where none is given); what cannot be used is as new, and nobody needs to hear of it."""
    return keeping.load(Arrangement, file or arrangement_file())[0]


def save(arrangement: Arrangement, file: Path | None = None) -> None:
    """Write `arrangement`; raises `BodymapError` where that fails."""
    keeping.save(arrangement, file or arrangement_file())
