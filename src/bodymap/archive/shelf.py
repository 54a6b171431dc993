"""What stands in the tables, within one transaction: rows in, values out, closed and opened by the seal on the way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

import sqlalchemy as sa
from sqlalchemy import Connection

from bodymap.archive import form, name
from bodymap.archive.schema import backup, change, client, vault, visit
from bodymap.archive.seal import Seal, is_same_key
from bodymap.archive.visit import Backup, Client, PassphraseError, Summary, Visit, new_id

_A_MOMENT = timedelta(microseconds=1)
_REMEMBERED = 5000
"""So many writes are told one by one; who was away for longer reads anew."""

_SUMMARY = sa.select(visit.c.id, visit.c.version, visit.c.summary)


@dataclass(frozen=True, slots=True)
class Head:
    """A visit that is kept: how often it was written, the id of its client, its place in the course."""

    version: int
    client: str | None
    placed: datetime


@dataclass(frozen=True, slots=True)
class Shelf:
    """The tables of one transaction. `where` names the database in sentences, `room` is who writes."""

    connection: Connection
    seal: Seal
    where: str
    room: str = ""

    def check_seal(self) -> None:
        """Raise `PassphraseError` where the passphrase was set or taken away since the archive was opened."""
        note = self.connection.execute(sa.select(vault.c.seal)).scalar_one()
        if note != self.seal.note and not is_same_key(note, self.seal.note):
            raise PassphraseError("was given another lock meanwhile; open it again", file=self.where)

    def take_number(self) -> int:
        """Return the next number of the counter. From here to the end of the transaction nobody else writes."""
        taken = vault.update().values(counter=vault.c.counter + 1).returning(vault.c.counter)
        return int(self.connection.execute(taken).scalar_one())

    # ——— visits

    def find(self, identity: str) -> Visit | None:
        """Return the visit, or None."""
        row = self.connection.execute(sa.select(visit.c.version, visit.c.document).where(visit.c.id == identity)).first()
        return None if row is None else self._opened(identity, row.version, row.document)

    def every_visit(self) -> Iterator[Visit]:
        """Yield all visits in the order in which they were first kept, without holding them all."""
        for identity in self.connection.execute(sa.select(visit.c.id).order_by(visit.c.number)).scalars().all():
            found = self.find(identity)
            if found is not None:
                yield found

    def _opened(self, identity: str, version: int, closed: bytes) -> Visit:
        return form.from_json(self.seal.open(closed, f"visit {identity}"), file=self.where, version=version)

    def head(self, identity: str) -> Head | None:
        """Return what a write has to know of the visit that stands there, or None."""
        row = self.connection.execute(sa.select(visit.c.version, visit.c.client_id, visit.c.summary).where(visit.c.id == identity)).first()
        return None if row is None else Head(row.version, row.client_id, self.summary(identity, row.version, row.summary).placed)

    def put(self, given: Visit, before: Head | None, number: int) -> Visit:
        """Write a visit in the place of `before` (None: a new one) and return it as it is kept now."""
        owner = self._owner(given.client)
        placed = before.placed if before else given.placed or self._place(owner, given.started)
        kept = replace(given, version=(before.version if before else 0) + 1, placed=placed)
        row = {
            "client_id": owner,
            "version": kept.version,
            "summary": self._closed_summary(form.summarise(kept)),
            "document": self.seal.close(form.to_json(kept).encode(), f"visit {kept.id}"),
        }
        if before is None:
            self.connection.execute(visit.insert().values(id=kept.id, number=number, **row))
        else:
            self.connection.execute(visit.update().where(visit.c.id == kept.id).values(**row))
            if before.client not in (owner, None):
                self._drop_clients_without_visits()
        self.tell("saved", kept.id, number, kept.version)
        return kept

    def remove(self, which: sa.ColumnElement[bool], number: int) -> tuple[str, ...]:
        """Delete visits, and clients that have none left; return the ids of the visits."""
        gone = tuple(self.connection.execute(visit.delete().where(which).returning(visit.c.id)).scalars())
        self._drop_clients_without_visits()
        for identity in gone:
            self.tell("deleted", identity, number)
        return gone

    def _place(self, owner: str | None, started: datetime) -> datetime:
        """When a new visit began, or just after the client's last one where the clock says earlier."""
        latest = self.summaries(owner)[:1]
        return max(started, latest[0].placed + _A_MOMENT) if latest else started

    # ——— summaries

    def summaries(self, owner: str | None) -> tuple[Summary, ...]:
        """Return the summaries of a client's visits, newest first; None stands for nobody."""
        found = [self.summary(*row) for row in self.connection.execute(_SUMMARY.where(visit.c.client_id == owner))]
        return tuple(sorted(found, key=lambda each: (each.placed, each.id), reverse=True))

    def summary(self, identity: str, version: int, closed: bytes) -> Summary:
        """Return the summary of a row; one of an older form is made anew from the visit."""
        found = form.summary_from_json(self.seal.open(closed, f"summary {identity}"), identity, version)
        if found is not None:
            return found
        row = self.connection.execute(sa.select(visit.c.version, visit.c.document).where(visit.c.id == identity)).one()
        return form.summarise(self._opened(identity, row.version, row.document))

    def put_summary(self, summary: Summary) -> None:
        """Write a summary that knows more than before, unless its visit was written meanwhile."""
        here = (visit.c.id == summary.id) & (visit.c.version == summary.version)
        self.connection.execute(visit.update().where(here).values(summary=self._closed_summary(summary)))

    def _closed_summary(self, summary: Summary) -> bytes:
        return self.seal.close(form.summary_to_json(summary).encode(), f"summary {summary.id}")

    # ——— clients

    def clients(self) -> list[Client]:
        """Return all clients, the one whose visit was begun last first. When that was is not looked up: see `with_last`."""
        newest = sa.func.max(visit.c.number)
        rows = (
            sa.select(client.c.id, client.c.label, sa.func.count(visit.c.number))
            .join(visit, visit.c.client_id == client.c.id)
            .group_by(client.c.id, client.c.label)
            .order_by(newest.desc())
        )
        return [Client(row[0], self._name(row[0], row[1]), row[2]) for row in self.connection.execute(rows)]

    def with_last(self, clients: Sequence[Client]) -> list[Client]:
        """Return the clients, each with the time at which its last visit began."""
        owners = [each.id for each in clients]
        newest = sa.select(sa.func.max(visit.c.number)).where(visit.c.client_id.in_(owners)).group_by(visit.c.client_id)
        rows = sa.select(visit.c.client_id, visit.c.id, visit.c.version, visit.c.summary)
        rows = rows.where(visit.c.client_id.in_(owners) & visit.c.number.in_(newest))
        last = {row[0]: self.summary(*row[1:]).started for row in self.connection.execute(rows)}
        return [replace(each, last=last.get(each.id)) for each in clients]

    def find_client(self, typed: str) -> Client | None:
        """Return the client of that name, or None."""
        key = self.seal.key(name.identity(typed))
        row = self.connection.execute(sa.select(client.c.id, client.c.label).where(client.c.key == key)).first()
        if row is None:
            return None
        count = self.connection.execute(sa.select(sa.func.count()).where(visit.c.client_id == row.id)).scalar_one()
        return Client(row.id, self._name(row.id, row.label), count)

    def _owner(self, typed: str) -> str | None:
        """The id of the client with that name, made where there is none; None for no name."""
        label = name.clean(typed)
        if not label:
            return None
        key = self.seal.key(name.identity(label))
        found = self.connection.execute(sa.select(client.c.id).where(client.c.key == key)).scalar()
        if found is None:
            found = new_id()
            self.connection.execute(client.insert().values(id=found, key=key, label=self.seal.close(label.encode(), f"client {found}")))
        return str(found)

    def name_of(self, identity: str) -> str:
        """Return the name of the client with that id, or nothing where there is none."""
        label = self.connection.execute(sa.select(client.c.label).where(client.c.id == identity)).scalar()
        return self._name(identity, label) if label is not None else ""

    def relabel(self, typed: str) -> None:
        """Write a client's name as it was typed now; who it is was told by all but case."""
        found = self.find_client(typed)
        if found is not None:
            label = self.seal.close(name.clean(typed).encode(), f"client {found.id}")
            self.connection.execute(client.update().where(client.c.id == found.id).values(label=label))

    def _name(self, identity: str, closed: bytes) -> str:
        return self.seal.open(closed, f"client {identity}").decode()

    def _drop_clients_without_visits(self) -> None:
        left = sa.select(visit.c.client_id).where(visit.c.client_id.is_not(None))
        self.connection.execute(client.delete().where(client.c.id.not_in(left)))

    # ——— what was written, and when it was backed up

    def tell(self, kind: Literal["saved", "deleted", "all"], identity: str, number: int, version: int = 0) -> None:
        """Note a write for other rooms; on a server, also call them."""
        row = {"number": number, "visit_id": identity, "kind": kind, "version": version, "room": self.room}
        self.connection.execute(change.insert().values(**row))
        if number % 100 == 0:
            self.connection.execute(change.delete().where(change.c.number <= number - _REMEMBERED))
        if self.connection.dialect.name == "postgresql":
            self.connection.execute(sa.select(sa.func.pg_notify("bodymap", str(number))))

    def backups(self) -> tuple[Backup, ...]:
        """Return the backups that were made, oldest first."""
        rows = self.connection.execute(sa.select(backup.c.id, backup.c.label))
        said = [json.loads(self.seal.open(label, f"backup {identity}")) for identity, label in rows]
        return tuple(sorted((Backup(Path(file), datetime.fromisoformat(made)) for file, made in said), key=lambda each: each.made))

    def note_backup(self, made: Backup) -> None:
        """Remember that a backup was made; an older one in the same file is gone by that."""
        self.forget_backups(lambda each: each.file == made.file)
        identity = new_id()
        label = self.seal.close(json.dumps([str(made.file), made.made.isoformat()]).encode(), f"backup {identity}")
        self.connection.execute(backup.insert().values(id=identity, label=label))

    def forget_backups(self, is_gone: Callable[[Backup], bool]) -> None:
        """Forget the backups of which `is_gone` says so."""
        for identity, label in self.connection.execute(sa.select(backup.c.id, backup.c.label)).all():
            file, made = json.loads(self.seal.open(label, f"backup {identity}"))
            if is_gone(Backup(Path(file), datetime.fromisoformat(made))):
                self.connection.execute(backup.delete().where(backup.c.id == identity))
