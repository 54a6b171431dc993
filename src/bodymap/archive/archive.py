"""The archive: every visit of every client, kept here or on the clinic's server. Open one, and close it when done.

All calls may come from any thread; each is one transaction. None knows the window.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import Self

import sqlalchemy as sa

from bodymap.archive import folder as folders
from bodymap.archive import form, name, seal, store
from bodymap.archive.schema import change, vault
from bodymap.archive.schema import visit as visits_table
from bodymap.archive.seal import Seal, Sealed
from bodymap.archive.shelf import Head, Shelf
from bodymap.archive.store import Calls, Store
from bodymap.archive.visit import (
    ArchiveError,
    Backup,
    Change,
    Client,
    Conflict,
    ConnectionLostError,
    Deleted,
    Kept,
    News,
    Outcome,
    Saved,
    Skin,
    Summary,
    Visit,
    new_id,
)
from bodymap.archive.waiting import Waiting
from bodymap.session.record import Session, name_client

Measure = Callable[[Session], Skin]
"""Says how much skin hurts in a session."""

_DATED = 100
_LOCK = "lock"
"""The file in a server's folder here that lets it be opened while the server is away: its key, locked."""


class Archive:
    """An open archive. Make one with `Archive.open`."""

    def __init__(self, folder: Path, store: Store, seal: Seal) -> None:
        self.folder = folder
        self.room = new_id()
        self._store, self._seal = store, seal
        self._is_prepared = False

    @classmethod
    def open(cls, folder: Path | None = None, passphrase: str | None = None, *, server: str | None = None) -> Self:
        """Open the archive of `folder` (the user's own by default), made where there is none; of a new one `passphrase` becomes the lock.

        `server` is the address of a PostgreSQL database (`postgresql://name@computer/bodymap`; `$BODYMAP_SERVER` by default): then the
        visits are there, and the folder keeps only what could not be sent yet. A server that was reached before may be away now: what is
        saved meanwhile waits in the folder.
        Raises `PassphraseError` where it is locked and `passphrase` is not its passphrase, `ArchiveError` where it cannot be opened.
        """
        here = folder or folders.default_folder()
        address = server or os.environ.get(folders.SERVER_VARIABLE)
        folders.make_private(here)
        opened = store.open_server(address) if address else store.open_file(here / folders.DATABASE)
        known = here / f"server-{hashlib.sha256(opened.where.encode()).hexdigest()[:12]}"
        try:
            note, is_reached = _ask_for_seal(opened, known, passphrase)
            archive = cls(known if opened.is_server else here, opened, seal.unlock(note, passphrase, opened.where))
        except BaseException:
            opened.close()
            raise
        archive._is_prepared = is_reached
        return archive

    def close(self) -> None:
        """Let go of the database; the archive cannot be used any more."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @property
    def where(self) -> str:
        """The file or the server, as sentences name it."""
        return self._store.where

    @property
    def is_locked(self) -> bool:
        """Whether a passphrase was set."""
        return isinstance(self._seal, Sealed)

    # ——— reading

    def clients(self, query: str = "") -> tuple[Client, ...]:
        """Return the clients whose name holds every word of `query` (case and accents do not matter): the one last seen first.

        A client whose whole name is the query comes before all others, so that “7” finds 7 before 17. The first hundred carry when they
        were last here.
        """
        whole = name.fold(query)
        with self.reading() as shelf:
            found = [client for client in shelf.clients() if name.matches(query, client.name)]
            found.sort(key=lambda client: name.fold(client.name) != whole)
            return (*shelf.with_last(found[:_DATED]), *found[_DATED:])

    def client(self, typed: str) -> Client | None:
        """Return the client of that name, or None where there is none yet. Only case is forgiven."""
        with self.reading() as shelf:
            return shelf.find_client(typed)

    def visits(self, client: str) -> tuple[Summary, ...]:
        """Return the visits of the client with that id (empty: the visits of nobody), newest first."""
        with self.reading() as shelf:
            return shelf.summaries(client or None)

    def load(self, visit: str) -> Visit | None:
        """Return the visit with that id as it is kept now, or None where it is not (any more)."""
        with self.reading() as shelf:
            return shelf.find(visit)

    def latest(self, client: str) -> Visit | None:
        """Return the last visit of the client with that id, or None: what “start from last time” starts from."""
        with self.reading() as shelf:
            visits = shelf.summaries(client or None)
            return shelf.find(visits[0].id) if visits else None

    def timeline(self, client: str, measure: Measure | None = None) -> tuple[Summary, ...]:
        """Return the visits of a client, oldest first, each with its painful skin by `measure`: what is measured once is kept."""
        with self.reading() as shelf:
            found = list(reversed(shelf.summaries(client or None)))
        if measure is None:
            return tuple(found)
        measured = {each.id: measured_by(measure, visit) for each in found if not each.is_measured and (visit := self.load(each.id))}
        self.keep_measured(tuple(measured.values()))
        return tuple(measured.get(each.id, each) for each in found)

    def keep_measured(self, summaries: tuple[Summary, ...]) -> None:
        """Keep what was measured of visits (see `measured_by`); that of a visit that was written meanwhile is left out."""
        if summaries:
            with self.writing() as shelf:
                for summary in summaries:
                    shelf.put_summary(summary)

    def changes(self, since: int | None = None) -> News:
        """Return what other rooms wrote after the number that the last `News` ended at; None only asks for that number."""
        with self.reading() as shelf:
            upto = int(shelf.connection.execute(sa.select(vault.c.counter)).scalar_one())
            if since is None or since >= upto:
                return News(upto)
            rows = shelf.connection.execute(sa.select(change).where(change.c.number > since).order_by(change.c.number)).all()
            oldest = shelf.connection.execute(sa.select(sa.func.min(change.c.number))).scalar()
        if oldest is None or since + 1 < oldest:
            return News(upto, (Change("all"),))
        return News(upto, tuple(Change(row.kind, row.visit_id, row.version) for row in rows if row.room != self.room))

    # ——— writing

    def save(self, visit: Visit) -> Outcome:
        """Keep the visit, new or changed. Go on with the visit of the answer.

        `Saved`: done. `Conflict`: another wrote it meanwhile; it waits here, ask and `settle`. `Kept`: the server is away, it waits here.
        Raises `ArchiveError` where it cannot be kept at all: then hold on to the visit and save it again.
        """
        return self._save_over(visit, visit.version)

    def _save_over(self, visit: Visit, waits: int) -> Outcome:
        """Save the visit; what waits here of it as that version is older than it. What waits as another is of another window, and stays."""
        before = self._waiting.find(visit.id)
        is_mine = before is None or before[0].version in (visit.version, waits)
        rooms = before[1] if before and is_mine else frozenset[str]()
        held = None
        if self._store.is_server:
            held = self._hold(visit, rooms | {self.room}) if is_mine else ArchiveError("is asked about in another window; answer there first", record="this session")
        try:
            outcome = self._save(visit, rooms)
        except ConnectionLostError as lost:
            if held is not None:
                raise held from lost
            return Kept(visit, str(lost))
        if is_mine and isinstance(outcome, Conflict):
            self._hold(visit, ())
        elif is_mine and (before or self._store.is_server):
            self._waiting.forget(visit.id)
        return outcome

    def settle(self, conflict: Conflict, *, keep: str) -> Outcome:
        """Save what was chosen of a conflict: `keep` is "mine", "theirs" (nothing is written) or "both" (mine becomes a visit of its own)."""
        chosen = {"mine": conflict.keep_mine, "both": conflict.keep_both}
        if keep not in (*chosen, "theirs"):
            raise ValueError(f"keep is {keep!r}; it is mine, theirs or both")
        outcome = self._answer(conflict, chosen[keep]()) if keep in chosen else Saved(conflict.theirs or conflict.mine)
        before = self._waiting.find(conflict.mine.id) if keep != "mine" else None
        if before is not None and before[0].version == conflict.mine.version:
            self._waiting.forget(conflict.mine.id)
        return outcome

    def _answer(self, conflict: Conflict, answer: Visit) -> Outcome:
        """Save the answer; where that fails, what waits here is again what waited for it."""
        before = self._waiting.find(answer.id)
        try:
            return self._save_over(answer, conflict.mine.version)
        except BaseException:
            if before is None:
                self._waiting.forget(answer.id)
            elif before[0].version == conflict.mine.version:
                self._hold(*before)
            raise

    def waiting(self) -> tuple[Visit, ...]:
        """Return the visits that wait on this computer, for the server or for an answer, oldest first."""
        return self._waiting.visits()

    def send(self) -> tuple[Outcome, ...]:
        """Save all that waits here. What comes back as `Conflict` waits on until it is settled. `Autosave` does this by itself."""
        return tuple(self.save(visit) for visit in self.waiting())

    def unreadable(self) -> tuple[Path, ...]:
        """Return files of waiting visits that cannot be read: damaged, or closed by a passphrase that was changed on another computer."""
        return self._waiting.unreadable()

    def rename(self, client: str, typed: str) -> int:
        """Give all visits of the client with that id another name, at once; one that is taken joins the two clients. Return how many."""
        with self.writing() as shelf:
            number = shelf.take_number()
            visits = [visit for each in shelf.summaries(client) if (visit := shelf.find(each.id))]
            for visit in visits:
                shelf.put(replace(visit, session=name_client(visit.session, typed)), shelf.head(visit.id), number)
            shelf.relabel(typed)
        return len(visits)

    def delete_visit(self, visit: str) -> Deleted:
        """Delete one visit for good; its client goes with the last one. Tells which backups may still hold it."""
        return self._delete(visits_table.c.id == visit, waits=visit)

    def delete_client(self, client: str) -> Deleted:
        """Delete the client with that id and all visits for good, those that wait here too. Tells which backups may still hold them."""
        return self._delete(visits_table.c.client_id == client, client)

    def drop_visit(self, visit: str) -> bool:
        """Take away a visit that was only kept while it was open; whether it is gone. One on a server that is away goes by `drop_rest`.

        The files are not rewritten for it: here it is overwritten where it lies, a server clears up in its own time.
        """
        (self._waiting.drop if self._store.is_server else self._waiting.forget)(visit)
        try:
            with self.writing() as shelf:
                shelf.remove(visits_table.c.id == visit, shelf.take_number())
        except ConnectionLostError:
            return False
        self._waiting.forget(visit)
        return True

    def drop_rest(self) -> tuple[str, ...]:
        """Take away what was to go while the server was away, and return what went. One that is saved again meanwhile may go all the same."""
        still = (visit for visit in self._waiting.dropped() if visit in self._waiting.dropped())
        return tuple(takewhile(self.drop_visit, still))

    # ——— backups and the lock: see `bodymap.archive.backup`

    def backup(self, file: Path, passphrase: str | None = None, papers: Mapping[str, bytes] | None = None) -> Backup:
        """Write everything, with `papers` of the therapist's own, to one file; it is locked by `passphrase`, or as the archive is where none is given."""
        from bodymap.archive import backup  # noqa: PLC0415

        return backup.back_up(self, file, passphrase, papers or {})

    def restore(self, file: Path, passphrase: str | None = None, papers: Mapping[str, bytes] | None = None) -> Backup:
        """Put what a backup holds in the place of everything here; what was here is backed up first, with `papers`, and that backup returned.

        What papers the backup holds is for `backup.papers_of` to say.
        """
        from bodymap.archive import backup  # noqa: PLC0415

        return backup.restore(self, file, passphrase, papers or {})

    def set_passphrase(self, passphrase: str | None) -> tuple[Backup, ...]:
        """Lock the archive with a passphrase, change it, or take it away (None). Tells which earlier backups keep their old lock, or none."""
        from bodymap.archive import backup  # noqa: PLC0415

        self._seal = backup.relock(self, passphrase)
        if self._store.is_server:
            folders.write_whole(self.folder / _LOCK, self._seal.note.encode())
        with self.reading() as shelf:
            return shelf.backups()

    # ——— how

    @contextmanager
    def reading(self) -> Iterator[Shelf]:
        """The tables as they are at one moment. For the modules beside this one."""
        self._prepare()
        with self._store.reading() as connection:
            yield self._shelf(connection)

    @contextmanager
    def writing(self) -> Iterator[Shelf]:
        """The tables, to be changed all at once or not at all. For the modules beside this one."""
        self._prepare()
        with self._store.writing() as connection:
            yield self._shelf(connection)

    def calls(self) -> Calls | None:
        """Return what hears the server's calls, to be closed by the caller; None for a file, which calls nobody."""
        return self._store.calls() if self._store.is_server else None

    def tidy(self) -> bool:
        """Take out of the files what was deleted; whether all of it could be: another window may be reading, or the disk be full."""
        try:
            return self._store.tidy()
        except ArchiveError:
            return False

    def _shelf(self, connection: sa.Connection) -> Shelf:
        shelf = Shelf(connection, self._seal, self.where, self.room)
        shelf.check_seal()
        return shelf

    def _prepare(self) -> None:
        if not self._is_prepared:
            self._store.prepare(lambda: self._seal.note)
            self._is_prepared = True

    @property
    def _waiting(self) -> Waiting:
        return Waiting(self.folder / "waiting", self._seal)

    def _hold(self, visit: Visit, rooms: Iterable[str]) -> ArchiveError | None:
        """Keep the visit on this computer, and return why that could not be."""
        try:
            self._waiting.keep(visit, rooms)
        except ArchiveError as error:
            return error
        return None

    def _save(self, visit: Visit, rooms: frozenset[str]) -> Saved | Conflict:
        with self.writing() as shelf:
            number = shelf.take_number()
            there = shelf.head(visit.id)
            if (there.version if there else 0) != visit.version and not _is_ours(shelf, there, visit, rooms):
                return Conflict(visit, shelf.find(visit.id))
            return Saved(shelf.put(visit, there, number))

    def _delete(self, which: sa.ColumnElement[bool], client: str | None = None, waits: str = "") -> Deleted:
        """Delete what is kept, and only then what waits here of it: of what could not be deleted all is there as before."""
        with self.writing() as shelf:
            number = shelf.take_number()
            typed = shelf.name_of(client) if client else ""
            gone = {*shelf.remove(which, number), *(each.id for each in self.waiting() if typed and name.identity(each.client) == name.identity(typed))}
            shelf.forget_backups(lambda each: not each.file.exists())
            backups = shelf.backups()
        for identity in {*gone, waits} - {""}:
            self._waiting.forget(identity)
        return Deleted(len(gone), backups, is_tidied=self.tidy() if gone else True, ids=tuple(gone))


def measured_by(measure: Measure, visit: Visit) -> Summary:
    """Return the summary of a kept visit with its painful skin, before treatment and after."""
    before = visit.session.before
    was = None if before is None else measure(replace(visit.session, marks=before.marks, areas=before.areas, before=None))
    return form.summarise(visit, measure(visit.session), was)


def _ask_for_seal(opened: Store, known: Path, passphrase: str | None) -> tuple[str, bool]:
    """The note of the archive's seal, and whether the database was reached; a server that is away was asked before."""
    if not opened.is_server:
        return opened.prepare(lambda: seal.make(passphrase).note), True
    file = known / _LOCK
    try:
        note = opened.prepare(lambda: seal.make(passphrase).note)
    except ConnectionLostError:
        if not file.exists():
            raise
        return file.read_text(encoding="utf-8"), False
    folders.make_private(known)
    folders.write_whole(file, note.encode())
    return note, True


def _is_ours(shelf: Shelf, theirs: Head | None, mine: Visit, rooms: frozenset[str]) -> bool:
    """Whether what stands there was written by a call of `rooms` that never heard back from the server."""
    if theirs is None or theirs.version != mine.version + 1:
        return False
    later = (change.c.visit_id == mine.id) & (change.c.version == theirs.version)
    return shelf.connection.execute(sa.select(change.c.room).where(later)).scalar() in rooms
