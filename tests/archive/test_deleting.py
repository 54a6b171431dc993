"""What is deleted is gone where it waits too, and what was only kept while it was open goes without holding up anybody."""

from dataclasses import replace
from pathlib import Path

import postgres
import pytest
import sqlalchemy as sa
from kept import kept

from bodymap.archive import schema
from bodymap.archive.archive import Archive
from bodymap.archive.store import Store
from bodymap.archive.visit import ConnectionLostError, Kept, begin
from bodymap.session.record import NEW_CLIENT, Session, name_client, note


def of(client: str, text: str = "") -> Session:
    return name_client(note(NEW_CLIENT, text), client)


def test_a_deleted_client_does_not_come_back_from_what_waited_for_an_answer(archive: Archive) -> None:
    first, second = (kept(archive, begin(of("Anna", text))) for text in ("one", "two"))
    kept(archive, replace(first, session=of("Anna", "theirs")))
    archive.save(replace(first, session=of("ANNA", "mine")))
    archive.delete_visit(second.id)
    never_sent, of_another = begin(of("anna", "never sent")), begin(of("Annabel", "another's"))
    for visit in (never_sent, of_another):
        archive._hold(visit, ())
    owner = archive.client("Anna")
    assert owner is not None
    gone = archive.delete_client(owner.id)
    assert set(gone.ids) == {first.id, never_sent.id}
    assert archive.waiting() == (of_another,)


def test_a_visit_that_cannot_be_deleted_waits_as_before_and_one_that_is_deleted_waits_no_more(server: postgres.Server, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a", server=server.address) as archive:
        visit = kept(archive, begin(of("Anna")))
        with server.away():
            assert isinstance(archive.save(replace(visit, session=of("Anna", "edited"))), Kept)
            with pytest.raises(ConnectionLostError):
                archive.delete_visit(visit.id)
            assert [each.session.notes for each in archive.waiting()] == ["edited"], "what could not be deleted is there as before"
        archive.delete_visit(visit.id)
        assert not archive.waiting()


def test_what_was_only_kept_while_it_was_open_goes_once_the_server_is_back_unless_it_was_brought_back(server: postgres.Server, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a", server=server.address) as archive:
        nobodys, back = kept(archive, begin(of("", "SECRET"))), kept(archive, begin(of("", "back")))
        with server.away():
            assert isinstance(archive.save(replace(nobodys, session=of("", "SECRET TOO"))), Kept)
            assert not archive.drop_visit(nobodys.id)
            assert not archive.drop_visit(back.id)
            assert isinstance(archive.save(back), Kept)
            assert archive.waiting() == (back,)
            archive.drop_rest()
        archive.drop_rest()
        archive.send()
        assert [each.id for each in archive.visits("")] == [back.id]
        assert not list((archive.folder / "waiting").iterdir())


def test_what_was_only_kept_while_it_was_open_goes_without_rewriting_the_files(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = kept(archive, begin(of("", "nobody's")))
    monkeypatch.setattr(Store, "tidy", lambda _store: pytest.fail("every room waits for it"))
    assert archive.drop_visit(visit.id)
    assert archive.load(visit.id) is None


def test_what_was_only_kept_while_it_was_open_is_in_no_file_after_the_end(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        visit = kept(archive, begin(of("", "nobody's")))
        found = archive._store.engine.raw_connection()
        document = found.execute("select document from visit").fetchone()[0]
        found.close()
        archive.drop_visit(visit.id)
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and document in file.read_bytes()]


def test_after_a_clearing_up_that_failed_no_connection_is_without_its_limit(
    server: postgres.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive.open(tmp_path, server=server.address) as archive:
        with monkeypatch.context() as patch:
            patch.setattr(schema, "metadata", sa.MetaData())
            sa.Table("nothing", schema.metadata)
            assert not archive.tidy()
        with archive.reading() as shelf:
            assert shelf.connection.exec_driver_sql("SHOW statement_timeout").scalar() == "15s"
