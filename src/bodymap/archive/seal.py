"""Closes what is written and opens what is read. Without a passphrase nothing is hidden: the same form, in the clear."""

from __future__ import annotations

import zlib
from typing import Protocol


class Seal(Protocol):
    """What the archive asks of a seal. `place` says where the bytes belong, so that they cannot be moved elsewhere unnoticed."""

    def close(self, content: bytes, place: str) -> bytes:
        """Return what is written to the database."""

    def open(self, content: bytes, place: str) -> bytes:
        """Return what was closed."""

    def key(self, name: str) -> str:
        """Return what stands for a folded name in the clear."""


class Plain:
    """No passphrase: packed, and readable by whoever may read the file."""

    def close(self, content: bytes, place: str) -> bytes:
        """Return the content packed."""
        del place
        return zlib.compress(content, 6)

    def open(self, content: bytes, place: str) -> bytes:
        """Return the content unpacked."""
        del place
        return zlib.decompress(content)

    def key(self, name: str) -> str:
        """Return the folded name itself."""
        return name
