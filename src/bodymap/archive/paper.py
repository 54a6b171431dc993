"""What goes with a backup beside clients and visits: small files of the therapist's own, by their names, closed like all else.

They are only in backups, never in the archive: a backup made before there were any holds none, and an older bodymap restores a newer backup without them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bodymap.archive.visit import ArchiveError

if TYPE_CHECKING:
    from bodymap.archive.shelf import Shelf

MOST_BYTES = 10_000_000
MOST_PAPERS = 20
_table = sa.Table("paper", sa.MetaData(), sa.Column("name", sa.Text, primary_key=True), sa.Column("content", sa.LargeBinary, nullable=False))


def put(shelf: Shelf, papers: Mapping[str, bytes]) -> None:
    """Lay the papers into a new backup."""
    if papers:
        _table.create(shelf.connection)
        rows = [{"name": name, "content": shelf.seal.close(content, f"paper {name}")} for name, content in papers.items()]
        shelf.connection.execute(_table.insert(), rows)


def read(shelf: Shelf) -> dict[str, bytes]:
    """Return the papers of a backup, none where it has none; raises `ArchiveError` where they cannot be what was laid in."""
    if not sa.inspect(shelf.connection).has_table(_table.name):
        return {}
    sizes = shelf.connection.execute(sa.select(sa.func.count(), sa.func.max(sa.func.length(_table.c.content)))).one()
    if sizes[0] > MOST_PAPERS or (sizes[1] or 0) > MOST_BYTES:
        raise ArchiveError("holds more beside its visits than any backup does", file=shelf.where)
    rows = shelf.connection.execute(sa.select(_table)).all()
    if any(not isinstance(content, bytes) for _, content in rows):
        raise ArchiveError("holds something else than files beside its visits", file=shelf.where)
    return {str(name): shelf.seal.open(content, f"paper {name}") for name, content in rows}
