"""Archives of every kind: a file, a locked file, a PostgreSQL server. Guessing a passphrase is made cheap, as no test waits for it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import postgres
import pytest

from bodymap.archive import seal
from bodymap.archive.archive import Archive

PASSPHRASE = "correct horse"


@pytest.fixture(autouse=True)
def cheap_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal, "_SCRYPT", {"n": 2**4, "r": 8, "p": 1})


@pytest.fixture(scope="session")
def one_server() -> Iterator[postgres.Server]:
    with postgres.running() as server:
        yield server


@pytest.fixture
def server(one_server: postgres.Server) -> postgres.Server:
    one_server.empty()
    return one_server


@pytest.fixture(params=["file", "locked", "server"])
def opens(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], Archive]:
    """Opens the same archive as often as asked, each time as another room."""
    if request.param == "server":
        address = request.getfixturevalue("server").address
        return lambda room: Archive.open(tmp_path / room, server=address)
    passphrase = PASSPHRASE if request.param == "locked" else None
    return lambda _room: Archive.open(tmp_path / "kept", passphrase)


@pytest.fixture
def archive(opens: Callable[[str], Archive]) -> Iterator[Archive]:
    with opens("first") as opened:
        yield opened


@pytest.fixture
def other(opens: Callable[[str], Archive], archive: Archive) -> Iterator[Archive]:
    """The second room."""
    with opens("second") as opened:
        yield opened
