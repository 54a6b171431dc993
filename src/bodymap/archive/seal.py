"""Closes what is written and opens what is read. Without a passphrase nothing is hidden: the same form, in the clear.

With one, all of it is the work of `cryptography`: scrypt makes a key of the passphrase, which locks a random one, which closes each value with
AES-256-GCM. What this hides, and what not, stands in docs/decisions/0008-what-a-passphrase-hides.md.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import unicodedata
import zlib
from typing import Any, Protocol

from bodymap.archive.visit import ArchiveError, PassphraseError, new_id

_SCRYPT = {"n": 2**17, "r": 8, "p": 1}
"""What one guess of the passphrase costs: 128 MB, and half a second or more. So does opening the archive: not on the window's own thread."""

_MOST_COSTLY = {"n": 2**20, "r": 8, "p": 4}
"""No note, however damaged, makes this computer work longer."""

_NONCE, _KEY = 12, 32


class Seal(Protocol):
    """What the archive asks of a seal. `place` says where the bytes belong, so that they cannot be moved elsewhere unnoticed."""

    @property
    def note(self) -> str:
        """What the database keeps of the seal: the locked key; empty where there is none."""

    def close(self, content: bytes, place: str) -> bytes:
        """Return what is written to the database."""

    def open(self, content: bytes, place: str) -> bytes:
        """Return what was closed; raises `ArchiveError` for anything else."""

    def key(self, name: str) -> str:
        """Return what stands for a name in the clear."""


class Plain:
    """No passphrase: packed, and readable by whoever may read the file."""

    note = ""

    def close(self, content: bytes, place: str) -> bytes:
        """Return the content packed."""
        del place
        return zlib.compress(content, 6)

    def open(self, content: bytes, place: str) -> bytes:
        """Return the content unpacked."""
        try:
            return zlib.decompress(content)
        except zlib.error as error:
            raise ArchiveError("is damaged; restore a backup", record=place) from error

    def key(self, name: str) -> str:
        """Return the name itself."""
        return name


class Sealed:
    """Closed by a random key, which `note` holds locked by the passphrase. The key itself is only in memory."""

    def __init__(self, key: bytes, note: str) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415  # only where there is a passphrase

        self.note = note
        self._key = key
        self._cipher = AESGCM(_derived(key, b"bodymap content"))
        self._names = _derived(key, b"bodymap names")

    def close(self, content: bytes, place: str) -> bytes:
        """Return the content packed and closed; the same content never looks the same twice."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, zlib.compress(content, 6), place.encode())

    def open(self, content: bytes, place: str) -> bytes:
        """Return what was closed at the same place with the same key."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415

        try:
            return zlib.decompress(self._cipher.decrypt(content[:_NONCE], content[_NONCE:], place.encode()))
        except (InvalidTag, ValueError, zlib.error) as error:
            raise ArchiveError("was not written with this passphrase, or is damaged; restore a backup", record=place) from error

    def key(self, name: str) -> str:
        """Return a keyed hash of the name: equal names are found, and no name can be guessed without the key."""
        return hmac.new(self._names, name.encode(), hashlib.sha256).hexdigest()

    def locked_with(self, passphrase: str) -> Sealed:
        """Return the same seal, its key locked by another passphrase."""
        return Sealed(self._key, _note(self._key, passphrase, json.loads(self.note)["id"]))


def make(passphrase: str | None) -> Seal:
    """Return a new seal with a key of its own, or the open one for no passphrase."""
    if passphrase is None:
        return Plain()
    key = os.urandom(_KEY)
    return Sealed(key, _note(key, passphrase, new_id()))


def unlock(note: str, passphrase: str | None, where: str) -> Seal:
    """Return the seal of a note; raises `PassphraseError` where `passphrase` is missing or another one."""
    if not note:
        return Plain()
    if passphrase is None:
        raise PassphraseError("is locked; type its passphrase", file=where)
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    try:
        said = json.loads(note)
        salt, locked = base64.b64decode(said["salt"]), base64.b64decode(said["key"])
        opener = AESGCM(_stretched(passphrase, salt, {name: min(int(said[name]), most) for name, most in _MOST_COSTLY.items()}))
        key = opener.decrypt(locked[:_NONCE], locked[_NONCE:], said["id"].encode())
    except InvalidTag:
        raise PassphraseError("is locked, and this is not its passphrase", file=where) from None
    except (KeyError, TypeError, ValueError) as error:
        raise ArchiveError("holds a lock that is damaged; restore a backup", file=where) from error
    return Sealed(key, note)


def is_same_key(note: str, other: str) -> bool:
    """Whether two notes hold the same key, perhaps under another passphrase."""
    if not note or not other:
        return note == other
    return bool(json.loads(note).get("id") == json.loads(other).get("id"))


def _note(key: bytes, passphrase: str, identity: str) -> str:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    if not passphrase:
        raise PassphraseError("is empty; type at least one letter, better four words", record="the passphrase")
    salt, nonce = os.urandom(16), os.urandom(_NONCE)
    locked = nonce + AESGCM(_stretched(passphrase, salt, _SCRYPT)).encrypt(nonce, key, identity.encode())
    shown = {"salt": base64.b64encode(salt).decode(), "key": base64.b64encode(locked).decode()}
    return json.dumps({"id": identity, "kdf": "scrypt", **_SCRYPT, **shown})


def _stretched(passphrase: str, salt: bytes, cost: dict[str, int]) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt  # noqa: PLC0415

    said = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    derived: Any = Scrypt(salt=salt, length=_KEY, **cost).derive(said)
    return bytes(derived)


def _derived(key: bytes, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    return HKDF(algorithm=hashes.SHA256(), length=_KEY, salt=None, info=purpose).derive(key)
