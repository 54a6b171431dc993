"""The way of a database from nothing, and from every older bodymap, to the tables of today."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from kept import kept

from bodymap.archive import folder as folders
from bodymap.archive import form, migrate, schema
from bodymap.archive import store as stores
from bodymap.archive.archive import Archive
from bodymap.archive.seal import Plain
from bodymap.archive.store import Store
from bodymap.archive.visit import ArchiveError, begin
from bodymap.session.record import NEW_CLIENT, name_client

STEPS = [step.revision for step in ScriptDirectory(str(Path(migrate.__file__).with_name("migration"))).walk_revisions()][::-1]


@pytest.fixture(params=["file", "server"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    opened = (
        stores.open_server(request.getfixturevalue("server").address)
        if request.param == "server"
        else stores.open_file(tmp_path / folders.DATABASE)
    )
    yield opened
    opened.close()


def test_the_newest_step_is_the_one_that_archives_are_brought_to() -> None:
    assert STEPS[-1] == migrate.HEAD
    assert sorted(STEPS) == STEPS


@pytest.mark.parametrize("step", [None, *STEPS])
def test_from_every_older_form_the_steps_lead_to_the_tables_of_today(store: Store, step: str | None) -> None:
    if step is not None:
        with store.writing() as connection:
            migrate.bring_up(connection, store.where, to=step)
    store.prepare(str)
    with store.reading() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), schema.metadata)
    assert not [each for each in differences if "alembic_version" not in str(each)]


def test_what_an_older_bodymap_kept_is_there_after_the_steps(tmp_path: Path) -> None:
    visit = begin(name_client(NEW_CLIENT, "Anna"))
    old = stores.open_file(tmp_path / folders.DATABASE)
    with old.writing() as connection:
        migrate.bring_up(connection, old.where, to="0001")
        connection.execute(schema.vault.insert().values(id=1, counter=1, seal=""))
        connection.execute(schema.client.insert().values(id="c", key="anna", label=Plain().close(b"Anna", "client c")))
        connection.execute(
            schema.visit.insert().values(
                id=visit.id,
                client_id="c",
                number=1,
                version=1,
                summary=Plain().close(b"[1]", f"summary {visit.id}"),
                document=Plain().close(form.to_json(visit).encode(), f"visit {visit.id}"),
            )
        )
    old.close()
    with Archive.open(tmp_path) as archive:
        (client,) = archive.clients("anna")
        (summary,) = archive.visits(client.id)
        assert (summary.id, summary.started) == (visit.id, visit.started), "a summary of an older form is made anew"
        loaded = archive.load(visit.id)
        assert loaded is not None
        assert loaded.session == visit.session
        assert kept(archive, loaded).version == 2


def test_a_step_that_fails_leaves_the_old_form_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.writing() as connection:
        migrate.bring_up(connection, store.where, to="0001")
        connection.execute(sa.text("CREATE TABLE backup (id TEXT)"))
    with pytest.raises(ArchiveError):
        store.prepare(str)
    with store.reading() as connection:
        assert migrate.revision(connection) == "0001"
        assert not sa.inspect(connection).has_table("change")


def test_what_a_newer_bodymap_wrote_is_left_alone(store: Store) -> None:
    store.prepare(str)
    with store.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ArchiveError, match="by a newer bodymap"):
        store.prepare(str)
