"""What the command line does with the archive: back up, restore, export, read back, set a passphrase. Says one sentence; asks for nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from bodymap.archive import exchange, name
from bodymap.archive.archive import Archive
from bodymap.archive.backup import papers_or_why
from bodymap.archive.visit import ArchiveError, Backup, PassphraseError
from bodymap.errors import BodymapError, DataError, nearest, suggestion

Ask = Callable[[str], str]
"""Asks a person for a passphrase, unseen; the text says which one."""


Papers = Mapping[str, bytes]
"""What of the therapist's own goes with a backup."""


def perform(what: str, file: Path | None, client: str | None, ask: Ask, papers: Papers, bring: Callable[[Papers], str]) -> str:
    """Do one thing with the user's own archive and return the sentence that says what was done; raises `BodymapError` where it was not.

    `papers` go into a backup; `bring` takes those of a backup that was restored, and says what came of it.
    """
    with _opened(ask) as archive:
        if what == "passphrase":
            return _lock(archive, ask)
        if file is None:
            raise DataError("is missing; name the file", record=f"archive {what}")
        if what == "backup":
            return f"backed up to {archive.backup(file, papers=papers).file}"
        if what == "restore":
            return _restore(archive, file, ask, papers, bring)
        if what == "import":
            return _import(archive, file)
        return _export(archive, file, client)


def _opened(ask: Ask) -> Archive:
    try:
        return Archive.open()
    except PassphraseError:
        return Archive.open(passphrase=ask("Passphrase of the archive: "))


def _restore(archive: Archive, file: Path, ask: Ask, papers: Papers, bring: Callable[[Papers], str]) -> str:
    passphrase = None
    try:
        found, why = papers_or_why(file)
    except PassphraseError:
        passphrase = ask("Passphrase of the backup: ")
        found, why = papers_or_why(file, passphrase)
    before = archive.restore(file, passphrase, papers)
    try:
        said = why or bring(found)
    except BodymapError as error:
        said = str(error)
    return f"restored {file}; what was there before is in {before.file}{f'. {said}' if said else ''}"


def _import(archive: Archive, file: Path) -> str:
    done = exchange.import_json(archive, file)
    left = f"; left as they are, with another content here: {', '.join(done.other)}" if done.other else ""
    return f"{done.added} visits read, {done.same} were here already{left}"


def _export(archive: Archive, file: Path, typed: str | None) -> str:
    if file.suffix not in (".json", ".csv"):
        raise DataError("ends in neither .json (which can be read back) nor .csv (for a spreadsheet)", file=file)
    owner = None
    if typed is not None:
        found = archive.client(typed)
        if found is None:
            every = {name.clean(client.name): client for client in archive.clients()}
            raise ArchiveError(f"holds no client “{typed}”{suggestion(nearest(typed, every))}", file=archive.where)
        owner = found.id
    write = exchange.export_json if file.suffix == ".json" else exchange.export_csv
    return f"{write(archive, file, owner)} visits written to {file}; the file is not locked"


def _lock(archive: Archive, ask: Ask) -> str:
    first = ask("New passphrase (empty: none): ")
    if first and first != ask("The same again: "):
        raise PassphraseError("was not typed the same twice; nothing was changed", record="the passphrase")
    backups = archive.set_passphrase(first or None)
    done = "locked; there is no way in without the passphrase" if first else "not locked any more"
    return f"the archive is {done}{_told(backups)}"


def _told(backups: tuple[Backup, ...]) -> str:
    return f"; earlier backups are as they were: {', '.join(str(backup.file) for backup in backups)}" if backups else ""
