"""The tables, as they are now. `migration/` leads there from nothing and from every older form; a test compares the two.

What stands in the clear is what a database needs: random ids, counters, who belongs to whom. Everything that was typed, drawn or dated
is in the columns of bytes, which the seal closes where a passphrase was set.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()

vault = Table(
    "vault",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("counter", BigInteger, nullable=False),
    Column("seal", Text, nullable=False),
)
"""One row. `counter` grows with every write and puts them in order; `seal` names the key and holds it, locked (empty: no passphrase)."""

client = Table(
    "client",
    metadata,
    Column("id", Text, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("label", LargeBinary, nullable=False),
)
"""`key` is the folded name, or its keyed hash, so that no name stands twice; `label` the name as typed."""

visit = Table(
    "visit",
    metadata,
    Column("id", Text, primary_key=True),
    Column("client_id", Text, ForeignKey("client.id", ondelete="CASCADE")),
    Column("number", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    Column("summary", LargeBinary, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Index("visit_client", "client_id", "number"),
)
"""`number` is the counter when it was first kept."""

change = Table(
    "change",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("visit_id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("room", Text, nullable=False),
)
"""The last few thousand writes, by the counter: what other rooms ask for. `room` is the open archive that wrote, a random id."""

backup = Table(
    "backup",
    metadata,
    Column("id", Text, primary_key=True),
    Column("label", LargeBinary, nullable=False),
)
"""The backups that were made: where and when, so that deletion can tell."""
