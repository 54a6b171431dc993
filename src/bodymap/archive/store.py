"""The database behind an archive: one file here, or a PostgreSQL server. The same tables and statements on both.

Knows nothing of what is in the columns. What a database says when it cannot go on becomes one sentence here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
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

_LOCK = 0x626F6479
"""The server's lock for changes of the schema."""

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
    connect_arguments: Mapping[str, Any] = field(default_factory=dict, repr=False)

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

    def prepare(self, new_note: Callable[[], str]) -> str:
        """Bring the database to this bodymap's schema, and return the note of its seal: `new_note` makes one where there is none."""
        with self.writing() as connection:
            if self.is_server:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))  # two rooms may begin at the same moment
            migrate.bring_up(connection, self.where)
            found = connection.execute(sa.select(schema.vault.c.seal)).scalar()
            if found is not None:
                return str(found)
            note = new_note()
            connection.execute(schema.vault.insert().values(id=1, counter=0, seal=note))
            return note

    def tidy(self) -> bool:
        """Take out of the files what was deleted: rewrite them, and empty the log of writes; whether nobody else held it open."""
        if self.is_server:
            with self._told(), self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.detach()  # nobody else gets a connection without a limit, however this ends
                connection.exec_driver_sql("SET statement_timeout = 0")
                for table in schema.metadata.sorted_tables:
                    connection.exec_driver_sql(f'VACUUM (FULL) "{table.name}"')
            return True
        with self._told(), self.engine.connect().execution_options(**{_BEGIN: ""}) as connection:
            connection.exec_driver_sql("VACUUM")
            is_busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
            return not is_busy

    def calls(self) -> Calls:
        """Return a connection of its own, on which the server calls when something was written."""
        arguments = self.engine.dialect.create_connect_args(self.engine.url)[1]
        return Calls(self.where, {**self.connect_arguments, **arguments})

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What the database says, as a sentence for a person."""
        try:
            yield
        except DBAPIError as error:
            raise _explained(error.orig or error, self, is_lost=error.connection_invalidated) from error
        except sqlite3.Error as error:  # from the very first words, before the engine listens
            raise _explained(error, self, is_lost=False) from error
        except SQLAlchemyError as error:
            raise ArchiveError(f"could not be used ({type(error).__name__})", file=self.where) from error
        except UnicodeDecodeError as error:  # a name or a text in the database, or even SQLite's own words about it
            raise ArchiveError("is damaged; restore a backup", file=self.where) from error


class Calls:
    """Hears the server's calls. Raises `ConnectionLostError` once it cannot any more."""

    def __init__(self, where: str, arguments: Mapping[str, Any]) -> None:
        import psycopg  # noqa: PLC0415  # only where there is a server

        self._where, self._error = where, psycopg.Error
        with self._told():
            self._connection = psycopg.connect(**arguments, autocommit=True)
            self._connection.execute("LISTEN bodymap")

    def wait(self, seconds: float) -> bool:
        """Whether a call came within the time."""
        with self._told():
            return any(True for _ in self._connection.notifies(timeout=seconds, stop_after=1))

    def close(self) -> None:
        """Listen no more."""
        self._connection.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except self._error as error:
            raise ConnectionLostError("cannot be reached now", file=self._where) from error


def open_file(file: Path) -> Store:
    """Open the SQLite file, made empty where it is not there. For its owner alone."""
    folders.touch_private(file)
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(file)), connect_args={"timeout": _BUSY_MS / 1000})
    event.listen(engine, "connect", _prepare_file)
    event.listen(engine, "begin", _begin)
    return Store(engine, str(file))


def open_server(address: str) -> Store:
    """Open the database at a PostgreSQL address; nothing is asked of the server before the first transaction.

    Raises `ArchiveError` for an address that is none. To another computer the way is encrypted unless the address says otherwise.
    """
    url = _server_url(address)
    arguments: dict[str, Any] = {
        "connect_timeout": 4,
        "application_name": "bodymap",
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 2,
        "tcp_user_timeout": 6000,
        "options": "-c statement_timeout=15s -c lock_timeout=8s -c idle_in_transaction_session_timeout=15s",
    }
    engine = sa.create_engine(url, pool_pre_ping=True, pool_size=2, connect_args=arguments)
    near = url.query.get("host", "")
    host = url.host or (near if isinstance(near, str) else ",".join(near))
    where = f"postgresql://{host}{f':{url.port}' if url.port else ''}/{url.database or ''}"
    return Store(engine, where, is_server=True, connect_arguments=arguments)


def _server_url(address: str) -> sa.URL:
    try:
        url = sa.make_url(address.strip())
    except (SQLAlchemyError, ValueError):
        raise ArchiveError("is not an address such as postgresql://name@computer/bodymap", record="the server's address") from None
    if url.drivername.partition("+")[0] not in ("postgresql", "postgres"):
        raise ArchiveError(f"begins with {url.drivername}; it must be postgresql://…", record="the server's address")
    is_near = url.host in (None, "", "localhost", "127.0.0.1", "::1") or "host" in url.query
    query = dict(url.query) if is_near or "sslmode" in url.query else {**url.query, "sslmode": "require"}
    return url.set(drivername="postgresql+psycopg", query=query)


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


def _explained(error: BaseException, store: Store, *, is_lost: bool) -> ArchiveError:
    if store.is_server:
        return _explained_by_server(error, store, is_lost=is_lost)
    for part, sentence in _SQLITE_SAYS:
        if part in str(error).lower():
            return ArchiveError(sentence, file=store.where)
    return ArchiveError(f"could not be used: {error}", file=store.where)


_POSTGRES_SAYS = {
    "28": "does not let this user in; look at the name and the password in the address",
    "3D": "has no such database; have it made, or mend the address",
    "42": "does not let this user write there; have the database's owner allow it",
    "53": "has no room or no connection left; what is open stays open",
    "55": "is busy for longer than a few seconds; try again",
    "57": "is busy for longer than a few seconds; try again",
}
"""By the class of PostgreSQL's error codes."""


def _explained_by_server(error: BaseException, store: Store, *, is_lost: bool) -> ArchiveError:
    state = getattr(error, "sqlstate", None) or _state_in(str(error))
    if is_lost or not state or state.startswith(("08", "57P", "25P03")):
        return ConnectionLostError("cannot be reached now", file=store.where)
    sentence = _POSTGRES_SAYS.get(state[:2], f"could not do it (PostgreSQL {state})")
    return ArchiveError(sentence, file=store.where)


def _state_in(words: str) -> str:
    """The code of a refusal at the door, for which libpq hands on only words."""
    if "authentication failed" in words or "role " in words or "no password supplied" in words:
        return "28000"
    if "database " in words and "does not exist" in words:
        return "3D000"
    return ""
