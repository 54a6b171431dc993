"""The therapist's desk: the open session is kept by itself, earlier ones are fetched, and a conflict waits for its answer.

It stands between the store (what is shown) and the archive (what is kept). All work of the archive is done on other threads. Without a
client's name a session is kept only while it is open, so that a crash loses nothing; New client takes it away again.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from bodymap.archive.visit import Client, Conflict, Kept, PassphraseError, Saved, Summary, Versions, Visit, begin
from bodymap.errors import BodymapError
from bodymap.session.record import Session
from bodymap.tongue import tr
from bodymap.ui.clinic.errand import Errands
from bodymap.ui.state import State, look_back, take_session
from bodymap.ui.store import Store

if TYPE_CHECKING:
    from bodymap.archive.archive import Archive
    from bodymap.archive.autosave import Autosave

Opener = Callable[[str | None], "Archive"]
"""Opens the archive, with a passphrase where one is set."""
_OPEN = "open-visit"
"""The file in the archive's folder that names the visit that is open: it is there after a crash only."""


class Desk(QObject):
    """Keeps one store's sessions in one archive, once it is open."""

    opened = Signal()
    """The archive can be asked."""
    locked = Signal(str)
    """A passphrase is needed; the sentence says why."""
    told = Signal(str)
    """A sentence for the banner."""
    came_back = Signal()
    """The session that was open when the program ended is open again."""
    earlier_changed = Signal()
    """The client has other earlier sessions now: `earlier`."""
    conflict_came = Signal(object)
    """A `Conflict` to be asked about."""
    _outcome = Signal(object)

    def __init__(self, store: Store, opener: Opener, versions: Versions | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._opener, self._versions = store, opener, versions or Versions()
        self.errands = Errands(self)
        self.errands.failed.connect(self.told)
        self.archive: Archive | None = None
        self.earlier: tuple[Summary, ...] = ()
        """The other sessions of the client, newest first."""
        self.client: Client | None = None
        self._saver: Autosave | None = None
        self._visits: dict[str, Visit] = {}
        self._stored: set[str] = set()
        self._asked: Conflict | None = None
        self._outcome.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        store.changed.connect(self._changed)

    # The archive

    def open(self, passphrase: str | None = None) -> None:
        """Open the archive; `opened` or `locked` follows."""
        self.errands.run(lambda: self._opener(passphrase), self._take, self._refuse)

    def close(self) -> None:
        """Keep what is open, and let go of everything. A session of nobody is not kept."""
        visit = self._visit_of(self._store.state.session)
        if self._saver is not None and self.archive is not None:
            if not visit.client:
                self._saver.forget(visit.id)
                if visit.id in self._stored:
                    self.errands.run(lambda: self._delete(visit.id))
            self.errands.run(self._forget_open)
            self.errands.close()
            with contextlib.suppress(BodymapError):
                self._saver.close()
                self.archive.close()
        else:
            self.errands.close()
        self._saver = self.archive = None

    def reopen(self, passphrase: str | None = None) -> None:
        """Let go of the archive and open the one that the settings name now."""
        saver, archive, self._saver, self.archive = self._saver, self.archive, None, None

        def let_go() -> None:
            if saver is not None and archive is not None:
                saver.close()
                archive.close()

        self.errands.run(let_go, lambda _none: self.open(passphrase))

    def _take(self, archive: Archive) -> None:
        from bodymap.archive.autosave import Autosave

        self.archive = archive
        self._saver = Autosave(archive, self._outcome.emit)
        self.opened.emit()
        session = self._store.state.session
        if session.is_empty and not session.client:
            self.errands.run(self._left_open, self._come_back)
        else:
            self._offer(session)
            self._look_up(session.client)

    def _refuse(self, error: BodymapError) -> None:
        if isinstance(error, PassphraseError):
            self.locked.emit(str(error))
        else:
            self.told.emit(tr("Sessions are not kept: {why}", why=str(error)))

    @property
    def is_locked(self) -> bool:
        """Whether a passphrase is set."""
        return self.archive is not None and self.archive.is_locked

    def check(self, passphrase: str, then: Callable[[bool], None]) -> None:
        """Say whether this is the archive's passphrase: whether it opens it."""

        def try_it() -> bool:
            try:
                self._opener(passphrase).close()
            except PassphraseError:
                return False
            return True

        self.errands.run(try_it, then)

    # The open session

    def _changed(self, before: State, after: State) -> None:
        is_other = before.session.key != after.session.key
        if is_other and not before.session.client:
            self._leave(before.session)
        if is_other or before.session != after.session:
            self._offer(after.session)
        if is_other or before.session.client != after.session.client:
            self._look_up(after.session.client)

    def _offer(self, session: Session) -> None:
        if self._saver is None:
            return
        visit = self._visit_of(session)
        if session.is_empty and visit.id not in self._stored:
            return
        self._stored.add(visit.id)
        self._saver.offer(visit)
        self.errands.run(lambda: self._note_open(visit.id))

    def _leave(self, session: Session) -> None:
        """Nobody's session is over: it is not kept. Undo brings it back as it was."""
        visit = self._visits.pop(session.key, None)
        if visit is None or self._saver is None or visit.id not in self._stored:
            return
        self._stored.discard(visit.id)
        saver = self._saver

        def take_away() -> None:
            if self._store.state.session.key != session.key:
                saver.forget(visit.id)
                self._delete(visit.id)

        self.errands.run(take_away)

    def _visit_of(self, session: Session) -> Visit:
        known = self._visits.get(session.key)
        if known is None:
            known = begin(session, self._versions)
            if session.key:
                known = replace(known, id=session.key)
        visit = replace(known, session=session)
        self._visits[session.key] = visit
        return visit

    def _hear(self, outcome: object) -> None:
        if isinstance(outcome, Saved):
            for key, visit in self._visits.items():
                if visit.id == outcome.visit.id:
                    self._visits[key] = replace(visit, version=outcome.visit.version, placed=outcome.visit.placed)
        elif isinstance(outcome, Conflict):
            self._asked = outcome
            self.conflict_came.emit(outcome)
        elif isinstance(outcome, Kept):
            self.told.emit(tr("The server cannot be reached: this session is kept here and sent once it is back."))
        else:
            self.told.emit(tr("Not kept yet, tried again: {why}", why=getattr(outcome, "reason", "")))

    def settle(self, keep: str) -> None:
        """Answer the conflict: keep mine, take theirs, or keep both as two sessions."""
        conflict, archive, saver = self._asked, self.archive, self._saver
        if conflict is None or archive is None or saver is None:
            return
        self._asked = None
        latest = self._visits.get(conflict.mine.session.key, conflict.mine)
        asked = replace(conflict, mine=replace(latest, version=conflict.mine.version))

        def answer() -> Visit:
            outcome = archive.settle(asked, keep=keep)
            if isinstance(outcome, Conflict):
                self._outcome.emit(outcome)
                return outcome.mine
            saver.settled(outcome.visit if keep != "both" or asked.theirs is None else asked.theirs)
            return outcome.visit

        self.errands.run(answer, lambda visit: self._settled(visit, keep))

    def _settled(self, visit: Visit, keep: str) -> None:
        if self._asked is None:
            self._visits[visit.id] = visit
            if keep != "mine":
                self._show(visit)

    # Earlier ones

    def _look_up(self, name: str) -> None:
        """Fetch the client's other sessions, and the last of them as what today is compared with."""
        archive, key = self.archive, self._store.state.session.key
        if archive is None or not name:
            self.errands.run(lambda: None, lambda _none: self._take_earlier(key, None, (), None))
            return

        def fetch() -> tuple[Client | None, tuple[Summary, ...], Session | None]:
            client = archive.client(name)
            open_id = self._visits[key].id if key in self._visits else key
            others = tuple(each for each in archive.visits(client.id) if each.id != open_id) if client else ()
            last = archive.load(others[0].id) if others else None
            return client, others, last.session if last else None

        self.errands.run(fetch, lambda found: self._take_earlier(key, *found))

    def _take_earlier(self, key: str, client: Client | None, others: tuple[Summary, ...], last: Session | None) -> None:
        if self._store.state.session.key != key:
            return
        self.client, self.earlier = client, others
        self._store.apply(look_back(last))
        self.earlier_changed.emit()

    def find_clients(self, words: str, then: Callable[[tuple[Client, ...]], None]) -> None:
        """Search the clients; the one last seen comes first."""
        archive = self.archive
        if archive is not None:
            self.errands.run(lambda: archive.clients(words), then)

    def load(self, visits: tuple[str, ...], then: Callable[[tuple[Visit, ...]], None]) -> None:
        """Fetch visits; one that is not there any more is left out."""
        archive = self.archive
        if archive is not None:
            self.errands.run(lambda: tuple(visit for name in visits if (visit := archive.load(name)) is not None), then)

    def course(self, then: Callable[[tuple[Visit, ...]], None]) -> None:
        """Fetch all sessions of the client, the open one as it is now among them, oldest first."""
        archive, saver, name = self.archive, self._saver, self._store.state.session.client
        if archive is None or saver is None or not name:
            return

        def fetch() -> tuple[Visit, ...]:
            saver.flush()
            client = archive.client(name)
            names = [each.id for each in reversed(archive.visits(client.id))] if client else []
            return tuple(visit for each in names if (visit := archive.load(each)) is not None)

        self.errands.run(fetch, then)

    def open_visit(self, name: str) -> None:
        """Open an earlier session, to read or to go on with."""
        self.load((name,), lambda found: self._show(found[0]) if found else None)

    def _show(self, visit: Visit) -> None:
        session = replace(visit.session, key=visit.id)
        self._visits[visit.id] = replace(visit, session=session)
        self._stored.add(visit.id)
        self._store.apply(take_session(session))

    def delete_visit(self, name: str) -> None:
        """Delete one earlier session for good."""
        self._forgotten((name,), lambda archive: archive.delete_visit(name))

    def delete_client(self, client: Client) -> None:
        """Delete a client and all their sessions for good."""
        names = tuple(each.id for each in self.earlier) if self.client and self.client.id == client.id else ()
        self._forgotten(names, lambda archive: archive.delete_client(client.id))

    def _forgotten(self, names: tuple[str, ...], delete: Callable[[Archive], object]) -> None:
        archive, saver = self.archive, self._saver
        if archive is None or saver is None:
            return

        def work() -> object:
            for name in names:
                saver.forget(name)
            return delete(archive)

        def after(gone: object) -> None:
            backups = getattr(gone, "backups", ())
            if backups:
                files = ", ".join(str(each.file) for each in backups)
                self.told.emit(tr("Deleted. Earlier backups may still hold it: {files}", files=files))
            self._look_up(self._store.state.session.client)

        self.errands.run(work, after)

    # After a crash

    def _left_open(self) -> Visit | None:
        archive, file = self.archive, self._open_file
        if archive is None or file is None or not file.exists():
            return None
        return archive.load(file.read_text(encoding="ascii", errors="replace").strip())

    def _come_back(self, visit: Visit | None) -> None:
        session = self._store.state.session
        if visit is not None and not visit.session.is_empty and session.is_empty and not session.client:
            self._show(visit)
            self.came_back.emit()

    @property
    def _open_file(self) -> Path | None:
        return self.archive.folder / _OPEN if self.archive is not None else None

    def _note_open(self, name: str) -> None:
        file = self._open_file
        if file is not None and (not file.exists() or file.read_text(encoding="ascii", errors="replace") != name):
            from bodymap.archive.folder import write_whole

            with contextlib.suppress(OSError):
                write_whole(file, name.encode())

    def _forget_open(self) -> None:
        if self._open_file is not None:
            with contextlib.suppress(OSError):
                self._open_file.unlink(missing_ok=True)

    def _delete(self, name: str) -> None:
        if self.archive is not None:
            self.archive.delete_visit(name)

