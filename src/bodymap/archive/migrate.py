"""Brings a database to the schema of this bodymap: from nothing, or from any older one. Alembic is imported only when there is a step to go."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bodymap.archive.visit import ArchiveError

HEAD = "0002"
"""The newest step in `migration/versions`."""


def revision(connection: Connection) -> str | None:
    """Return the step at which the database stands, or None where it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def bring_up(connection: Connection, where: str, *, to: str = HEAD) -> None:
    """Bring the database to step `to`, within the transaction of `connection`; raises `ArchiveError` where a newer bodymap made it."""
    here = revision(connection)
    if here == to:
        return
    if here is None and inspect(connection).get_table_names():
        raise ArchiveError("is not an archive of bodymap: it holds something else", file=where)
    if here is not None and here > to:
        raise ArchiveError("was last written by a newer bodymap; install that one here, too", file=where)
    from alembic import command  # noqa: PLC0415  # heavy, and needed once in the life of a database
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migration")).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
