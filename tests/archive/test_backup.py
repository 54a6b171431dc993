"""Backup and restore as one file, and what a deletion says of backups."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import postgres
import pytest
import sqlalchemy as sa
from kept import kept

from bodymap.archive import paper, schema
from bodymap.archive.archive import Archive
from bodymap.archive.backup import papers_of
from bodymap.archive.visit import ArchiveError, Deleted, PassphraseError, begin
from bodymap.session.record import NEW_CLIENT, name_client, note

ANNA = name_client(NEW_CLIENT, "Anna")


def test_a_backup_brings_back_what_was_there_and_backs_up_what_it_replaces(opens: Callable[[str], Archive], tmp_path: Path) -> None:
    file = tmp_path / "monday.bodymap-backup"
    with opens("first") as archive:
        passphrase = "correct horse" if archive.is_locked else None
        visit = kept(archive, begin(ANNA))
        backup = archive.backup(file)
        assert backup.file == file
        later = kept(archive, replace(visit, session=note(ANNA, "later")))
        extra = kept(archive, begin(name_client(NEW_CLIENT, "Berta")))
        before = archive.restore(file, passphrase)
        assert archive.load(visit.id) == visit
        assert archive.load(extra.id) is None
        assert [client.name for client in archive.clients()] == ["Anna"]
        archive.restore(before.file, passphrase)
        assert archive.load(visit.id) == later
        assert archive.load(extra.id) == extra
        assert kept(archive, begin(ANNA)).version == 1


def test_a_backup_travels_between_file_and_server_and_between_locks(server: postgres.Server, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "here", "one") as here, Archive.open(tmp_path / "there", server=server.address) as there:
        visit = kept(here, begin(ANNA))
        here.backup(tmp_path / "out", passphrase="two")
        with pytest.raises(PassphraseError, match="out: is locked, and this is not its passphrase"):
            there.restore(tmp_path / "out", "one")
        there.restore(tmp_path / "out", "two")
        assert there.load(visit.id) == visit
        assert there.client("anna") is not None
        there.backup(tmp_path / "back")
        here.restore(tmp_path / "back")
        assert here.load(visit.id) == visit
        assert here.client("anna") is not None


def test_deletion_tells_of_backups_that_may_still_hold_the_client(archive: Archive, tmp_path: Path) -> None:
    visit = kept(archive, begin(ANNA))
    kept_one, gone = archive.backup(tmp_path / "stick"), archive.backup(tmp_path / "gone")
    gone.file.unlink()
    assert archive.delete_visit(visit.id) == Deleted(1, (kept_one,))


def test_what_is_deleted_is_nowhere_in_the_folder(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        kept(archive, begin(name_client(NEW_CLIENT, "Berta")))
        kept(archive, begin(name_client(NEW_CLIENT, "Rumpelstiltskin")))
        owner = archive.client("Rumpelstiltskin")
        assert owner is not None
        with archive.reading() as shelf:
            cells = shelf.connection.execute(sa.select(schema.visit.c.document, schema.visit.c.summary)).all()[-1]
        archive.delete_client(owner.id)
        files = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert b"berta" in files, "what is looked for can be found"
    assert b"umpelst" not in files
    assert not [cell for cell in cells if cell in files]
    assert owner.id.encode() not in files


@pytest.mark.parametrize("content", [b"", b"a letter to a friend", b"SQLite format 3\0" + bytes(4096)])
def test_what_is_no_backup_changes_nothing(archive: Archive, tmp_path: Path, content: bytes) -> None:
    visit = kept(archive, begin(ANNA))
    file = tmp_path / "letter"
    file.write_bytes(content)
    with pytest.raises(ArchiveError) as error:
        archive.restore(file)
    assert str(error.value).startswith(str(file))
    assert file.read_bytes() == content
    with pytest.raises(ArchiveError, match="nowhere"):
        archive.restore(tmp_path / "nowhere")
    assert archive.load(visit.id) == visit


def test_a_backup_that_fails_leaves_the_one_before(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="choose another folder"):
        archive.backup(tmp_path / "no" / "folder")
    taken = tmp_path / "taken"
    taken.mkdir()
    with pytest.raises(ArchiveError, match="cannot be written to"):
        archive.backup(taken)
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")], "nothing half-written is left"


PAPERS = {"own.json": b'{"bodymap-own": 1}', "handout.toml": b'clinic = "Hands"'}


@pytest.mark.parametrize("passphrase", [None, "correct horse"])
def test_papers_go_with_a_backup_closed_like_all_else(tmp_path: Path, passphrase: str | None) -> None:
    with Archive.open(tmp_path / "here", passphrase) as here:
        kept(here, begin(ANNA))
        file = here.backup(tmp_path / "all", papers=PAPERS).file
        assert papers_of(file, passphrase) == PAPERS
        assert (b"Hands" in file.read_bytes()) is False
        before = here.restore(file, passphrase, {"own.json": b"{}"})
        assert papers_of(before.file, passphrase) == {"own.json": b"{}"}, "what is replaced is backed up with its papers"
        assert papers_of(here.backup(tmp_path / "none").file, passphrase) == {}, "the archive itself holds none; a backup of before has none"
        if passphrase:
            with pytest.raises(PassphraseError):
                papers_of(file)


def test_a_backup_with_more_papers_than_any_is_refused(archive: Archive, tmp_path: Path) -> None:
    file = archive.backup(tmp_path / "many", papers={f"paper-{number}": b"x" for number in range(paper.MOST_PAPERS + 1)}).file
    passphrase = "correct horse" if archive.is_locked else None
    with pytest.raises(ArchiveError, match="many: holds more"):
        papers_of(file, passphrase)


def test_a_backup_whose_very_names_are_damaged_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "here") as here:
        file = here.backup(tmp_path / "all", papers=PAPERS).file
        file.write_bytes(file.read_bytes().replace(b"tablepaperpaper", b"tablep\xbf\xc3erpaper").replace(b"CREATE TABLE paper", b"CREATE TABEL paper"))
        with pytest.raises(ArchiveError, match="all: is damaged") as refused:
            papers_of(file)
        cause = refused.value.__cause__
        assert cause is not None
        assert isinstance(cause.__cause__, UnicodeDecodeError)
