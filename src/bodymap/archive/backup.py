"""Backups: everything in one file, which is itself an archive; restoring it; and locking an archive anew.

A backup is written beside its place and then moved there, so that a file of that name is always a whole backup.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bodymap.archive import folder as folders
from bodymap.archive import paper, schema, seal, store
from bodymap.archive.seal import Seal, Sealed
from bodymap.archive.shelf import Shelf
from bodymap.archive.visit import ArchiveError, Backup, PassphraseError, Saved
from bodymap.tongue import tr

if TYPE_CHECKING:
    from bodymap.archive.archive import Archive

ENDING = ".bodymap-backup"
_FOLDER = "backups"
_BATCH = 200


Papers = Mapping[str, bytes]
"""What else goes with a backup (`bodymap.archive.paper`)."""
NO_PAPERS: Papers = {}


def back_up(archive: Archive, file: Path, passphrase: str | None = None, papers: Papers = NO_PAPERS) -> Backup:
    """Write the backup and remember that it was made; raises `ArchiveError` where it cannot be written."""
    made = Backup(file.absolute(), datetime.now(UTC))
    with _new_file(made.file) as part:
        target = store.open_file(part)
        try:
            with archive.reading() as source:
                lock = source.seal if passphrase is None else seal.make(passphrase)
                target.prepare(lambda: lock.note)
                with target.writing() as connection:
                    made_shelf = Shelf(connection, lock, str(part))
                    _copy(source, made_shelf)
                    paper.put(made_shelf, papers)
            target.tidy()
        finally:
            target.close()
    with archive.writing() as shelf:
        shelf.note_backup(made)
    return made


def papers_of(file: Path, passphrase: str | None = None) -> Papers:
    """Return what else a backup holds: nothing for one that was made before there was anything."""
    with _opened(file, passphrase) as source:
        return paper.read(source)


def papers_or_why(file: Path, passphrase: str | None = None) -> tuple[Papers, str]:
    """Return what else a backup holds, or nothing and why: visits are restored without it. Raises `PassphraseError`; a file that is no backup `restore` refuses."""
    try:
        return papers_of(file, passphrase), ""
    except PassphraseError:
        raise
    except ArchiveError as error:
        return NO_PAPERS, tr("The notes, X’s, zones and template in the backup are not taken: {why}.", why=error)


def restore(archive: Archive, file: Path, passphrase: str | None = None, papers: Papers = NO_PAPERS) -> Backup:
    """Put the backup in the place of all that is kept, at once or not at all; what was there is backed up first, with `papers`, and returned."""
    with _opened(file, passphrase) as source:
        now = datetime.now(UTC)
        folders.make_private(archive.folder / _FOLDER)
        before = back_up(archive, archive.folder / _FOLDER / f"before-restoring-{now:%Y-%m-%d-%H%M%S-%f}{ENDING}", papers=papers)
        with archive.writing() as target:
            number = target.take_number()
            noted = target.backups()
            for table in (schema.visit, schema.client, schema.backup):
                target.connection.execute(table.delete())
            _copy(source, target)
            for backup in noted:
                target.note_backup(backup)
            highest = source.connection.execute(sa.select(sa.func.max(schema.visit.c.number))).scalar() or 0
            target.connection.execute(schema.vault.update().values(counter=max(number, highest) + 1))
            target.tell("all", "", max(number, highest) + 1)
    archive.tidy()
    return before


def relock(archive: Archive, passphrase: str | None) -> Seal:
    """Lock the archive anew and return its new seal. Another passphrase locks the same key; the first one, or none, closes everything anew."""
    if any(not isinstance(outcome, Saved) for outcome in archive.send()):
        raise ArchiveError("still has visits here that wait for the server; have them sent or settled first", file=archive.where)
    with archive.writing() as shelf:
        number = shelf.take_number()
        if isinstance(shelf.seal, Sealed) and passphrase is not None:
            lock: Seal = shelf.seal.locked_with(passphrase)
        else:
            lock = seal.make(passphrase)
            _reseal(shelf, lock)
        shelf.connection.execute(schema.vault.update().values(seal=lock.note))
        Shelf(shelf.connection, lock, shelf.where, shelf.room).tell("all", "", number)
    archive.tidy()
    return lock


@contextmanager
def _opened(file: Path, passphrase: str | None) -> Iterator[Shelf]:
    """The tables of a backup. It is read from a private copy, which may be brought to this bodymap's schema; the file stays as it is."""
    with tempfile.TemporaryDirectory(prefix="bodymap-") as name:
        copy = Path(name) / folders.DATABASE
        folders.touch_private(copy)
        try:
            with file.open("rb") as source, copy.open("wb") as target:
                while piece := source.read(1 << 20):
                    target.write(piece)
        except OSError as error:
            raise ArchiveError(f"cannot be read ({error.strerror})", file=file) from error
        opened = store.open_file(copy)
        try:
            with _named(file, copy):
                _check_whole(opened, file)
                note = opened.prepare(lambda: "")
                lock = seal.unlock(note, passphrase, str(file))
                with opened.reading() as connection:
                    yield Shelf(connection, lock, str(file))
        finally:
            opened.close()


@contextmanager
def _named(file: Path, copy: Path) -> Iterator[None]:
    """Sentences about the copy name the file that the person chose."""
    try:
        yield
    except ArchiveError as error:
        if error.file == str(copy):
            raise type(error)(error.message, file=file, record=error.record, field=error.field) from error
        raise


def _check_whole(opened: store.Store, file: Path) -> None:
    with opened.reading() as connection:
        tables = sa.inspect(connection).get_table_names()
        if not {"alembic_version", "vault", "visit"} <= set(tables):
            raise ArchiveError("is not a backup of bodymap", file=file)
        if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
            raise ArchiveError("is damaged; take another backup", file=file)


def _copy(source: Shelf, target: Shelf) -> None:
    """Copy clients, visits and the counter; closed anew where the two are locked differently."""
    for table in (schema.client, schema.visit):
        rows = source.connection.execution_options(yield_per=_BATCH).execute(sa.select(table))
        for batch in rows.mappings().partitions(_BATCH):
            target.connection.execute(table.insert(), [_closed_anew(table, dict(row), source.seal, target.seal) for row in batch])
    counter = source.connection.execute(sa.select(schema.vault.c.counter)).scalar_one()
    target.connection.execute(schema.vault.update().values(counter=counter))


_CLOSED = {
    "client": (("label", "client"),),
    "visit": (("summary", "summary"), ("document", "visit")),
    "backup": (("label", "backup"),),
}
"""The closed columns of each table, and the word that their place begins with."""


def _closed_anew(table: sa.Table, row: dict[str, object], old: Seal, new: Seal) -> dict[str, object]:
    if old.note == new.note:
        return row
    for column, word in _CLOSED[table.name]:
        content, place = row[column], f"{word} {row['id']}"
        assert isinstance(content, bytes)  # noqa: S101  # for mypy: the column is one of bytes
        row[column] = new.close(old.open(content, place), place)
        if table is schema.client:
            row["key"] = new.key(_identity(old.open(content, place)))
    return row


def _identity(label: bytes) -> str:
    from bodymap.archive import name  # noqa: PLC0415

    return name.identity(label.decode())


def _reseal(shelf: Shelf, lock: Seal) -> None:
    for table in (schema.client, schema.visit, schema.backup):
        for identity in shelf.connection.execute(sa.select(table.c.id)).scalars().all():
            row = shelf.connection.execute(sa.select(table).where(table.c.id == identity)).mappings().one()
            values = _closed_anew(table, dict(row), shelf.seal, lock)
            shelf.connection.execute(table.update().where(table.c.id == identity).values(**values))


@contextmanager
def _new_file(file: Path) -> Iterator[Path]:
    """A private place beside `file` that becomes `file` at the end, and is gone where something went wrong."""
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-", suffix=".part")
        os.close(handle)
    except OSError as error:
        raise ArchiveError(f"cannot be written to ({error.strerror}); choose another folder", file=file) from error
    part = Path(name)
    try:
        yield part
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.replace(file)
        folders.settle(file.parent)
    except OSError as error:
        raise ArchiveError(f"cannot be written to ({error.strerror})", file=file) from error
    finally:
        for each in (part, Path(f"{part}-wal"), Path(f"{part}-shm")):
            with contextlib.suppress(OSError):
                each.unlink()
