"""The folder is its owner's alone; where the disk fails, one sentence says so, and what was kept is still there."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from kept import kept

from bodymap.archive import exchange
from bodymap.archive import folder as folders
from bodymap.archive.archive import Archive
from bodymap.archive.visit import ArchiveError, begin
from bodymap.session.record import NEW_CLIENT, note

needs_posix = pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")


@pytest.fixture
def careless() -> Iterator[None]:
    """A user whose new files anybody may read and write."""
    before = os.umask(0)
    yield
    os.umask(before)


@needs_posix
@pytest.mark.usefixtures("careless")
def test_every_file_is_for_its_owner_alone_while_it_is_open_and_after(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "archive"
    with Archive.open(folder) as archive:
        visit = kept(archive, begin(note(NEW_CLIENT, "mine")))
        kept(archive, replace(visit, session=NEW_CLIENT))
        archive.save(visit)
        archive.backup(folder / "all.bodymap-backup")
        archive.restore(folder / "all.bodymap-backup")
        exchange.export_json(archive, folder / "all.json")
        exchange.export_csv(archive, folder / "all.csv")
        open_now = {path: path.stat().st_mode & 0o777 for path in (folder, *folder.rglob("*"))}
    assert {path.name for path in open_now} >= {"archive.sqlite", "archive.sqlite-wal", "archive.sqlite-shm", "waiting", "backups"}
    for path, mode in (open_now | {path: path.stat().st_mode & 0o777 for path in folder.rglob("*")}).items():
        assert mode == (0o700 if path.is_dir() else 0o600), path


@needs_posix
def test_a_folder_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    Archive.open(folder).close()
    folder.chmod(0o755)
    (folder / folders.DATABASE).chmod(0o644)
    Archive.open(folder).close()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / folders.DATABASE).stat().st_mode & 0o777 == 0o600


def test_the_folder_is_the_users_own_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BODYMAP_ARCHIVE", str(tmp_path / "elsewhere"))
    assert folders.default_folder() == tmp_path / "elsewhere"
    monkeypatch.delenv("BODYMAP_ARCHIVE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert folders.default_folder().parts[-2:] == ("bodymap", "archive")


def test_a_full_disk_is_said_in_a_sentence_and_nothing_is_lost(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        visit = kept(archive, begin(note(NEW_CLIENT, "small")))
        grown = replace(visit, session=note(NEW_CLIENT, os.urandom(200_000).hex()))
        with archive.reading() as shelf:
            pages = shelf.connection.exec_driver_sql("PRAGMA page_count").scalar()
            shelf.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(ArchiveError, match="has no room left on its disk; what is open stays open"):
            archive.save(grown)
        assert archive.load(visit.id) == visit
        with archive.reading() as shelf:
            shelf.connection.exec_driver_sql("PRAGMA max_page_count = 100000")
        assert kept(archive, grown).session == grown.session


def test_an_export_to_a_full_disk_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with Archive.open(tmp_path / "kept") as archive:
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(ArchiveError, match="No space left on device"):
            exchange.export_json(archive, tmp_path / "out.json")
    assert not [path for path in tmp_path.iterdir() if path.is_file()]


READ_ONLY = """
import os, sys
from pathlib import Path
from bodymap.archive.archive import Archive
from bodymap.archive.visit import ArchiveError, begin
if os.geteuid() == 0:
    os.setuid(65534)
for _ in (1, 2):
    try:
        Archive.open(Path(sys.argv[1]))
    except ArchiveError as error:
        print(error)
"""


@needs_posix
def test_a_folder_that_may_not_be_written_to_is_said_in_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    with Archive.open(folder) as archive:
        visit = kept(archive, begin(NEW_CLIENT))
    for parent in tmp_path.parents:
        if parent.stat().st_mode & 0o005 != 0o005 and "pytest" in str(parent):
            parent.chmod(0o755)
    tmp_path.chmod(0o755)
    folder.chmod(0o500)
    done = subprocess.run([sys.executable, "-c", READ_ONLY, folder], capture_output=True, text=True, check=False, timeout=60)
    folder.chmod(0o700)
    assert not done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 2
    assert all(line.startswith(str(folder)) for line in lines)
    with Archive.open(folder) as archive:
        assert archive.load(visit.id) == visit


def test_a_file_that_is_no_archive_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / folders.DATABASE
    file.write_bytes(b"a letter to a friend, " * 1000)
    with pytest.raises(ArchiveError, match="is not an archive of bodymap"):
        Archive.open(tmp_path)
    assert file.read_bytes() == b"a letter to a friend, " * 1000


def test_somebody_elses_database_is_left_alone(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / folders.DATABASE)
    other.execute("CREATE TABLE recipe (name TEXT)")
    other.close()
    with pytest.raises(ArchiveError, match="is not an archive of bodymap"):
        Archive.open(tmp_path)


def test_another_program_that_writes_for_long_is_said_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bodymap.archive.store._BUSY_MS", 100)
    monkeypatch.setattr("bodymap.archive.store._PRAGMAS", ("PRAGMA journal_mode = WAL", "PRAGMA busy_timeout = 100"))
    with Archive.open(tmp_path) as archive:
        visit = begin(NEW_CLIENT)
        other = sqlite3.connect(tmp_path / folders.DATABASE, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveError, match="by another program"):
            archive.save(visit)
        other.close()
        kept(archive, visit)
