"""The database behind an archive: one file here, or a PostgreSQL server. The same tables and statements on both.

Knows nothing of what is in the columns. What a database says when it cannot go on becomes one sentence here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bodymap.archive import folder as folders
from bodymap.archive import migrate, schema
from bodymap.archive.visit import ArchiveError, ConnectionLostError

_BUSY_MS = 5000
_BEGIN = "bodymap_begin"
"""The option of a connection that says how a transaction begins on SQLite; empty is none at all."""

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # a commit outlasts a power cut
    "PRAGMA secure_delete = ON",  # what is deleted is overwritten, not only let go
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    f"PRAGMA busy_timeout = {_BUSY_MS}",
)


@dataclass(frozen=True, slots=True)
class Store:
    """An open database. `where` names it in sentences, without a password."""

    engine: Engine
    where: str
    is_server: bool = False

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment; raises `ArchiveError` in a sentence."""
        with self._told(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose statements are kept together at the end, or not at all. One writer at a time."""
        with self._told(), self.engine.connect().execution_options(**{_BEGIN: "BEGIN IMMEDIATE"}) as connection, connection.begin():
            yield connection

    def tidy(self) -> None:
        """Take out of the files what was deleted: rewrite them, and empty the log of writes."""
        if self.is_server:
            with self._told(), self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                for table in schema.metadata.sorted_tables:
                    connection.exec_driver_sql(f'VACUUM (FULL) "{table.name}"')
            return
        with self._told(), self.engine.connect().execution_options(**{_BEGIN: ""}) as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What the database says, as a sentence for a person."""
        try:
            yield
        except DBAPIError as error:
            raise _explained(error, self) from error
        except SQLAlchemyError as error:
            raise ArchiveError(f"could not be used ({type(error).__name__})", file=self.where) from error


def open_file(file: Path) -> Store:
    """Open the SQLite file, made where it is not there and brought to this bodymap's schema. For its owner alone."""
    folders.touch_private(file)
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(file)), connect_args={"timeout": _BUSY_MS / 1000})
    event.listen(engine, "connect", _prepare_file)
    event.listen(engine, "begin", _begin)
    store = Store(engine, str(file))
    try:
        with store.writing() as connection:
            migrate.bring_up(connection, store.where)
    except BaseException:
        store.close()
        raise
    return store


def _prepare_file(connection: Any, record: object) -> None:
    del record
    connection.isolation_level = None  # BEGIN is said by `_begin`, so that changes of the schema are undone, too
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    begin = connection.get_execution_options().get(_BEGIN, "BEGIN")
    if begin:
        connection.exec_driver_sql(begin)


_SQLITE_SAYS = (
    ("disk is full", "has no room left on its disk; what is open stays open: make room, then save again"),
    ("readonly", "cannot be written to; what is open stays open: allow writing in its folder, then save again"),
    ("unable to open", "cannot be opened; may you read and write in its folder?"),
    ("locked", "is being written to by another program for longer than a few seconds; try again"),
    ("disk i/o", "could not be written to its disk; what is open stays open: look after the disk, then save again"),
    ("malformed", "is damaged; restore a backup"),
    ("not a database", "is not an archive of bodymap, or is damaged; restore a backup"),
)


def _explained(error: DBAPIError, store: Store) -> ArchiveError:
    said = str(error.orig).lower()
    if store.is_server:
        return _explained_by_server(error, store)
    for part, sentence in _SQLITE_SAYS:
        if part in said:
            return ArchiveError(sentence, file=store.where)
    return ArchiveError(f"could not be used: {error.orig}", file=store.where)


def _explained_by_server(error: DBAPIError, store: Store) -> ArchiveError:
    state = getattr(error.orig, "sqlstate", None) or ""
    if error.connection_invalidated or not state or state.startswith(("08", "57P")):
        return ConnectionLostError("cannot be reached now", file=store.where)
    if state.startswith("28"):
        return ArchiveError("does not let this user in; look at the name and the password in the address", file=store.where)
    if state == "3D000":
        return ArchiveError("has no such database; have it made, or mend the address", file=store.where)
    if state == "53100":
        return ArchiveError("has no room left on its disk; what is open stays open", file=store.where)
    if state in ("55P03", "57014"):
        return ArchiveError("is busy for longer than a few seconds; try again", file=store.where)
    return ArchiveError(f"could not do it (PostgreSQL {state})", file=store.where)
