"""What a passphrase hides, and what happens without it. What lies on the disk is looked at byte by byte."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from kept import kept

from bodymap.archive import schema
from bodymap.archive.archive import Archive
from bodymap.archive.visit import ArchiveError, PassphraseError, begin
from bodymap.session.record import NEW_CLIENT, Session, name_client, note

SECRET = note(name_client(NEW_CLIENT, "Rumpelstiltskin"), "Rumpelstiltskin spins straw")
WORDS = (b"umpelst", b"spins straw", b"2026-03", b"posterior")


def on_disk(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def test_a_locked_archive_shows_no_word_and_no_date(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "kept", "spindle") as archive:
        kept(archive, begin(SECRET))
        archive.backup(tmp_path / "kept" / "all.bodymap-backup")
        assert archive.is_locked
        with archive.reading() as shelf:
            cells = [cell for row in shelf.connection.execute(sa.select(schema.visit)) for cell in row if isinstance(cell, bytes)]
        assert len(cells) == 2
        assert not [cell for cell in cells if cell.startswith(b"x")], "packed, but not closed"
        assert not [word for word in WORDS if word in on_disk(tmp_path / "kept")]


@pytest.mark.parametrize("passphrase", [None, "Spindle", "spindle "])
def test_another_passphrase_opens_nothing(tmp_path: Path, passphrase: str | None) -> None:
    Archive.open(tmp_path, "spindle").close()
    with pytest.raises(PassphraseError) as error:
        Archive.open(tmp_path, passphrase)
    assert "passphrase" in str(error.value)
    with Archive.open(tmp_path, "spindle") as archive:
        assert archive.clients() == ()


def test_a_passphrase_may_be_typed_on_any_keyboard(tmp_path: Path) -> None:
    Archive.open(tmp_path, "Zo\u00eb").close()
    Archive.open(tmp_path, "Zoe\u0308").close()


def test_an_empty_passphrase_is_none(tmp_path: Path) -> None:
    with pytest.raises(PassphraseError, match="empty"):
        Archive.open(tmp_path / "kept", "")


def test_a_lock_is_set_changed_and_taken_away_and_all_is_there(opens: Callable[[str], Archive], tmp_path: Path) -> None:
    with opens("first") as archive:
        visits = {each.id: each for each in (kept(archive, begin(replace(SECRET, notes=str(number)))) for number in range(3))}
        backup = archive.backup(tmp_path / "before.bodymap-backup")
        for passphrase in ("one", "two", None):
            assert archive.set_passphrase(passphrase) == (backup,), "earlier backups keep their lock, and are told"
            assert archive.is_locked is (passphrase is not None)
            owner = archive.client("rumpelstiltskin")
            assert owner is not None
            assert {each.id: archive.load(each.id) for each in archive.visits(owner.id)} == visits
            kept(archive, begin(SECRET))
            archive.delete_visit(archive.visits(owner.id)[0].id)


def test_setting_a_passphrase_leaves_nothing_readable_behind(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        kept(archive, begin(SECRET))
        assert b"umpelst" in on_disk(tmp_path)
        archive.set_passphrase("spindle")
        assert b"umpelst" not in on_disk(tmp_path)


def test_a_room_that_has_the_old_lock_writes_nothing(opens: Callable[[str], Archive]) -> None:
    with opens("first") as archive, opens("second") as other:
        visit = kept(archive, begin(SECRET))
        archive.set_passphrase(None if archive.is_locked else "new")
        with pytest.raises(PassphraseError, match="open it again"):
            other.save(replace(visit, session=Session()))
        assert archive.load(visit.id) == visit


def test_what_was_moved_or_changed_by_another_hand_is_noticed(tmp_path: Path) -> None:
    with Archive.open(tmp_path, "spindle") as archive:
        one, two = kept(archive, begin(SECRET)), kept(archive, begin(NEW_CLIENT))
        with archive.writing() as shelf:
            moved = shelf.connection.execute(sa.select(schema.visit.c.document).where(schema.visit.c.id == one.id)).scalar()
            shelf.connection.execute(schema.visit.update().where(schema.visit.c.id == two.id).values(document=moved))
        with pytest.raises(ArchiveError, match="restore a backup"):
            archive.load(two.id)
