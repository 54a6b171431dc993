"""The desk of the program itself: with the archive that the settings name, and with the versions of what is shipped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bodymap import __version__, shipped
from bodymap.archive.visit import Versions
from bodymap.errors import BodymapError
from bodymap.ui.clinic.desk import Desk
from bodymap.ui.store import Store

if TYPE_CHECKING:
    from bodymap.archive.archive import Archive


def desk_of(store: Store) -> Desk:
    """Return a desk over the archive that `store`'s settings name at the time, and open it."""

    def opener(passphrase: str | None) -> Archive:
        from bodymap.archive.archive import Archive

        settings = store.state.settings
        folder = Path(settings.archive).expanduser() if settings.archive else None
        return Archive.open(folder, passphrase, server=settings.server or None)

    made = Desk(store, opener, versions())
    made.open()
    return made


def versions() -> Versions:
    """Return with what a session is recorded now; what cannot be read is not known."""
    try:
        return Versions(__version__, shipped.plates_version(), shipped.plates_version(), shipped.data_version())
    except BodymapError:
        return Versions(__version__)
