"""Sessions of nobody: kept only while they are open, and taken away once they are left. Undo may bring one back at any moment."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bodymap.session.record import Session
from bodymap.ui.store import Store

if TYPE_CHECKING:
    from bodymap.archive.archive import Archive
    from bodymap.archive.autosave import Autosave
    from bodymap.archive.visit import Visit
    from bodymap.ui.clinic.desk import Desk


class Nobody:
    """Those of one desk."""

    def __init__(self, desk: Desk, store: Store) -> None:
        self._desk, self._store = desk, store
        self.missed: dict[str, Visit] = {}
        """What was left while the archive could not be asked, as it is kept there, by the session's key."""

    def leave(self, session: Session, *, for_good: bool = False) -> None:
        """Take a session of nobody out of the archive that is open now, unless it is back by then; `for_good` even if it is open."""
        visit = self._desk.known(self._desk.name_of(session.key))
        is_kept = bool(self._desk.stored(session.key)) or self._desk.archive is None  # while it is closed nobody knows what is still being written
        if visit is not None and is_kept and not session.client:
            self._take_away(session.key, visit, for_good=for_good)

    def leave_missed(self) -> None:
        """Take away what was left while the archive could not be asked; one that is back goes on from what is kept."""
        missed, self.missed = self.missed, {}
        for key, visit in missed.items():
            if key == self._store.state.session.key:
                self._desk.know(visit, key)
            else:
                self._take_away(key, visit)

    def _take_away(self, key: str, visit: Visit, *, for_good: bool = False) -> None:
        archive, saver, name = self._desk.archive, self._desk.saver, visit.id
        if archive is None or saver is None:
            self.missed[key] = visit
            return

        def take_away() -> tuple[str, ...]:
            if not for_good and self._store.state.session.key == key:
                return ()
            saver.forget(name)
            archive.drop_visit(name)
            return () if for_good else (name,)

        self._desk.errands.run(take_away, lambda gone: self._taken(archive, gone))

    def leave_rest(self, archive: Archive) -> None:
        """Take away what was to go while the server was away."""
        self._desk.errands.run(archive.drop_rest, lambda gone: self._taken(archive, gone))

    def _taken(self, archive: Archive, gone: tuple[str, ...]) -> None:
        """Have those kept anew that came back while they were being taken away, and went with it."""
        saver = self._desk.saver
        if archive is self._desk.archive and saver is not None:
            for name in gone:
                if self._desk.known(name) is not None:
                    self._desk.errands.run(partial(_is_lost, archive, saver, name), partial(self._keep_anew, name), lambda _why: None)

    def _keep_anew(self, name: str, is_lost: bool) -> None:  # noqa: FBT001 - what an errand answers
        back = self._desk.known(name)
        if is_lost and back is not None:
            self._desk.doubts.forget((name,))
            self._desk.let_go(name)
            self._desk.keep(back.session)


def _is_lost(archive: Archive, saver: Autosave, name: str) -> bool:
    """Whether nothing is kept of a visit; then nothing waits here of it, either, that could be taken for another room's."""
    saver.flush()
    with saver.resting((name,)):
        if archive.load(name) is not None:
            return False
        saver.forget(name)
        archive.drop_visit(name)
    return True
