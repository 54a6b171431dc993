"""The client of the open session and their other sessions: fetched, searched, renamed, deleted. All work of the archive is done on other threads."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bodymap.archive.name import identity
from bodymap.archive.visit import ArchiveError, Client, Deleted, Summary, Visit
from bodymap.errors import BodymapError
from bodymap.session.record import Session, name_client
from bodymap.tongue import tr
from bodymap.ui.state import in_session, look_back
from bodymap.ui.store import Store

if TYPE_CHECKING:
    from bodymap.archive.archive import Archive
    from bodymap.ui.clinic.desk import Desk


class Ledger(QObject):
    """Knows the sessions of one store's client, beside the one that is open."""

    changed = Signal()
    """The client has other earlier sessions now: `earlier`."""

    def __init__(self, desk: Desk, store: Store) -> None:
        super().__init__(desk)
        self._desk, self._store = desk, store
        self.earlier: tuple[Summary, ...] = ()
        """The other sessions of the client, newest first."""

    def look_up(self, name: str) -> None:
        """Fetch the client's other sessions, and the last of them as what today is compared with."""
        key = self._store.state.session.key
        if self._desk.archive is None or not name:
            self._desk.errands.run(lambda: None, lambda _none: self._take(key, (), None))
            return

        def fetch(archive: Archive) -> tuple[tuple[Summary, ...], Session | None]:
            client = archive.client(name)
            open_id = self._desk.name_of(key)
            others = tuple(each for each in archive.visits(client.id) if each.id != open_id) if client else ()
            last = archive.load(others[0].id) if others else None
            return others, last.session if last else None

        self._desk.ask(fetch, lambda found: self._take(key, *found), lambda _why: self._take(key, (), None))

    def _take(self, key: str, others: tuple[Summary, ...], last: Session | None) -> None:
        if self._store.state.session.key != key:
            return
        self.earlier = others
        self._store.apply(look_back(last, others[0].started.date() if last is not None else None))
        self.changed.emit()

    def find_clients(self, words: str, then: Callable[[tuple[Client, ...]], None]) -> None:
        """Search the clients; the one last seen comes first. Where they cannot be reached there are none."""
        archive = self._desk.archive
        if archive is not None:
            self._desk.errands.run(lambda: archive.clients(words), then, lambda _why: then(()))

    def find_client(self, typed: str, then: Callable[[Client | None], None], failed: Callable[[BodymapError], None]) -> None:
        """Say whether sessions of that client are kept. While the archive is locked or being opened nobody can be asked."""
        archive = self._desk.archive
        if archive is None:
            failed(ArchiveError("is not open yet", record="the archive"))
        else:
            self._desk.errands.run(lambda: archive.client(typed), then, failed)

    def load(self, visits: tuple[str, ...], then: Callable[[tuple[Visit, ...]], None]) -> None:
        """Fetch visits; one that is not there any more is left out."""
        self._desk.ask(lambda archive: tuple(visit for name in visits if (visit := archive.load(name)) is not None), then)

    def course(self, then: Callable[[Client | None, tuple[Summary, ...]], None], failed: Callable[[BodymapError], None] | None = None) -> None:
        """Fetch the client of the open session and all their sessions in short, the open one as it is now among them, oldest first."""
        name, key = self._store.state.session.client, self._store.state.session.key

        def fetch(archive: Archive) -> tuple[Client | None, tuple[Summary, ...]]:
            client = archive.client(name)
            return client, archive.timeline(client.id) if client else ()

        def take(found: tuple[Client | None, tuple[Summary, ...]]) -> None:
            if self._store.state.session.key == key and self._store.state.session.client == name:
                then(*found)

        if name:
            self._desk.ask(fetch, take, failed)

    def open_visit(self, name: str) -> None:
        """Open an earlier session, to read or to go on with."""
        self.load((name,), lambda found: self._desk.show(found[0]) if found else None)

    def delete_visit(self, name: str, then: Callable[[Collection[str]], None]) -> None:
        """Delete one session for good, `then` with what is gone."""
        self._delete((name,), lambda archive: archive.delete_visit(name), then)

    def delete_client(self, client: Client, names: tuple[str, ...], then: Callable[[Collection[str]], None]) -> None:
        """Delete a client and all their sessions for good, those of `names` and what else there is of them."""
        self._delete(names, lambda archive: archive.delete_client(client.id), then)

    def _delete(self, names: tuple[str, ...], delete: Callable[[Archive], Deleted], then: Callable[[Collection[str]], None]) -> None:
        saver = self._desk.saver
        if saver is None:
            return

        def work(archive: Archive) -> Deleted:
            with saver.resting(names):
                gone = delete(archive)
                for name in {*names, *gone.ids}:
                    saver.forget(name)
            return gone

        def after(gone: Deleted) -> None:
            ids = {*names, *gone.ids}
            self._desk.forget(ids)
            then(ids)
            files = ", ".join(str(each.file) for each in gone.backups)
            self._desk.told.emit(tr("Deleted. Earlier backups may still hold it: {files}", files=files) if files else tr("Deleted for good."))
            self.look_up(self._store.state.session.client)

        self._desk.ask(work, after)

    def rename(self, client: Client, typed: str, then: Callable[[], None]) -> None:
        """Give all sessions of a client another name; one that is taken joins the two."""
        key, saver = self._store.state.session.key, self._desk.saver

        def work(archive: Archive) -> Visit | None:
            archive.rename(client.id, typed)
            return archive.load(self._desk.name_of(key))

        def after(visit: Visit | None) -> None:
            if visit is not None and saver is not None and identity(visit.client) == identity(typed):
                saver.settled(visit)
                self._desk.know(visit, key)
                if self._store.state.session.key == key:
                    self._store.apply(in_session(lambda session: replace(name_client(session, typed), key=key)))
            self.look_up(self._store.state.session.client)
            then()

        self._desk.ask(work, after)
