"""The archive: every visit of every client, kept here or on the clinic's server. Open one, and close it when done.

All calls may come from any thread; each is one transaction. None knows the window.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

import sqlalchemy as sa
from sqlalchemy import Connection

from bodymap.archive import folder as folders
from bodymap.archive import form, name, store
from bodymap.archive.schema import client as clients_table
from bodymap.archive.schema import vault
from bodymap.archive.schema import visit as visits_table
from bodymap.archive.seal import Plain, Seal
from bodymap.archive.store import Store
from bodymap.archive.visit import ArchiveError, Client, Conflict, Deleted, Outcome, Saved, Summary, Visit, new_id

_A_MOMENT = timedelta(microseconds=1)


class Archive:
    """An open archive. Make one with `Archive.open`."""

    def __init__(self, store: Store, seal: Seal) -> None:
        self._store, self._seal = store, seal

    @classmethod
    def open(cls, folder: Path | None = None, passphrase: str | None = None) -> Self:
        """Open the archive of `folder` (the user's own by default), made where there is none.

        Raises `PassphraseError` where it is locked and `passphrase` is not its passphrase, `ArchiveError` where it cannot be opened.
        """
        del passphrase
        here = folder or folders.default_folder()
        folders.make_private(here)
        opened = store.open_file(here / folders.DATABASE)
        with opened.writing() as connection:
            if connection.execute(sa.select(vault.c.id)).first() is None:
                connection.execute(vault.insert().values(id=1, counter=0, seal=""))
        return cls(opened, Plain())

    def close(self) -> None:
        """Let go of the database; the archive cannot be used any more."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    # ——— reading

    def clients(self, query: str = "") -> tuple[Client, ...]:
        """Return the clients whose name holds every word of `query` (case and accents do not matter): the one last seen first.

        A client whose whole name is the query comes before all others, so that “7” finds 7 before 17.
        """
        counted = sa.func.count(visits_table.c.id)
        newest = sa.func.max(visits_table.c.number)
        rows = (
            sa.select(clients_table.c.id, clients_table.c.label, counted, newest)
            .join(visits_table, visits_table.c.client_id == clients_table.c.id)
            .group_by(clients_table.c.id, clients_table.c.label)
            .order_by(newest.desc())
        )
        with self._store.reading() as connection:
            every = [Client(row[0], self._name(row[0], row[1]), row[2]) for row in connection.execute(rows)]
        found = [client for client in every if name.matches(query, client.name)]
        return tuple(sorted(found, key=lambda client: name.fold(client.name) != name.fold(query)))

    def client(self, typed: str) -> Client | None:
        """Return the client of that name, or None where there is none yet. Only case is forgiven."""
        key = self._seal.key(name.identity(typed))
        with self._store.reading() as connection:
            row = connection.execute(sa.select(clients_table).where(clients_table.c.key == key)).first()
            if row is None:
                return None
            count = connection.execute(sa.select(sa.func.count()).where(visits_table.c.client_id == row.id)).scalar_one()
        return Client(row.id, self._name(row.id, row.label), count)

    def visits(self, client: str) -> tuple[Summary, ...]:
        """Return the visits of the client with that id (empty: the visits of nobody), newest first."""
        rows = sa.select(visits_table.c.id, visits_table.c.version, visits_table.c.summary).where(visits_table.c.client_id == (client or None))
        with self._store.reading() as connection:
            found = [self._summary(*row) for row in connection.execute(rows)]
        return tuple(sorted(found, key=lambda summary: (summary.placed, summary.id), reverse=True))

    def load(self, visit: str) -> Visit | None:
        """Return the visit with that id as it is kept now, or None where it is not (any more)."""
        with self._store.reading() as connection:
            return self._load(connection, visit)

    def latest(self, client: str) -> Visit | None:
        """Return the last visit of the client with that id, or None: what “start from last time” starts from."""
        visits = self.visits(client)
        return self.load(visits[0].id) if visits else None

    # ——— writing

    def save(self, visit: Visit) -> Outcome:
        """Keep the visit, new or changed. Returns `Saved` with the visit to go on with, or `Conflict` where another wrote it meanwhile."""
        with self._store.writing() as connection:
            number = connection.execute(vault.update().values(counter=vault.c.counter + 1).returning(vault.c.counter)).scalar_one()
            theirs = self._load(connection, visit.id)
            if (theirs.version if theirs else 0) != visit.version:
                return Conflict(visit, theirs)
            kept = self._write(connection, visit, theirs, number)
        return Saved(kept)

    def delete_visit(self, visit: str) -> Deleted:
        """Delete one visit for good; its client goes with the last one. Tells which backups may still hold it."""
        return self._delete(visits_table.c.id == visit)

    def delete_client(self, client: str) -> Deleted:
        """Delete the client with that id and all visits for good. Tells which backups may still hold them."""
        return self._delete(visits_table.c.client_id == client)

    # ——— how

    def _delete(self, which: sa.ColumnElement[bool]) -> Deleted:
        with self._store.writing() as connection:
            gone = connection.execute(visits_table.delete().where(which)).rowcount
            _drop_clients_without_visits(connection)
        if gone:
            self._store.tidy()
        return Deleted(gone)

    def _write(self, connection: Connection, visit: Visit, before: Visit | None, number: int) -> Visit:
        owner = self._client_id(connection, visit.client)
        placed = before.placed if before else self._place(connection, owner, visit.started)
        kept = replace(visit, version=visit.version + 1, placed=placed)
        row = {
            "client_id": owner,
            "version": kept.version,
            "summary": self._seal.close(form.summary_to_json(form.summarise(kept)).encode(), f"summary {kept.id}"),
            "document": self._seal.close(form.to_json(kept).encode(), f"visit {kept.id}"),
        }
        if before is None:
            connection.execute(visits_table.insert().values(id=kept.id, number=number, **row))
        else:
            connection.execute(visits_table.update().where(visits_table.c.id == kept.id).values(**row))
            if name.identity(before.client) != name.identity(visit.client):
                _drop_clients_without_visits(connection)
        return kept

    def _place(self, connection: Connection, owner: str | None, started: datetime) -> datetime:
        """When the visit began, or just after the client's last one where the clock says earlier."""
        last = connection.execute(
            sa.select(visits_table.c.id, visits_table.c.version, visits_table.c.summary)
            .where(visits_table.c.client_id == owner)
            .order_by(visits_table.c.number.desc())
            .limit(1)
        ).first()
        return started if last is None else max(started, self._summary(*last).placed + _A_MOMENT)

    def _client_id(self, connection: Connection, typed: str) -> str | None:
        label = name.clean(typed)
        if not label:
            return None
        key = self._seal.key(name.identity(label))
        found = connection.execute(sa.select(clients_table.c.id).where(clients_table.c.key == key)).scalar()
        if found is None:
            found = new_id()
            connection.execute(clients_table.insert().values(id=found, key=key, label=self._seal.close(label.encode(), f"client {found}")))
        return str(found)

    def _load(self, connection: Connection, visit: str) -> Visit | None:
        row = connection.execute(sa.select(visits_table.c.version, visits_table.c.document).where(visits_table.c.id == visit)).first()
        if row is None:
            return None
        return form.from_json(self._seal.open(row.document, f"visit {visit}"), file=self._store.where, version=row.version)

    def _summary(self, visit: str, version: int, closed: bytes) -> Summary:
        summary = form.summary_from_json(self._seal.open(closed, f"summary {visit}"), visit, version)
        if summary is not None:
            return summary
        loaded = self.load(visit)
        if loaded is None:
            raise ArchiveError("was deleted a moment ago; look again", file=self._store.where, record=f"visit {visit}")
        return form.summarise(loaded)

    def _name(self, client: str, closed: bytes) -> str:
        return self._seal.open(closed, f"client {client}").decode()


def _drop_clients_without_visits(connection: Connection) -> None:
    left = sa.select(visits_table.c.client_id).where(visits_table.c.client_id.is_not(None))
    connection.execute(clients_table.delete().where(clients_table.c.id.not_in(left)))
