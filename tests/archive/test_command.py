"""The archive from the command line."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from kept import kept

from bodymap import cli
from bodymap.archive.archive import Archive
from bodymap.archive.visit import begin
from bodymap.session.record import NEW_CLIENT, name_client

Say = Callable[..., tuple[int, str]]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Runs a command with lines to read from; returns its exit code and what it said."""

    def say(*arguments: object, lines: str = "") -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        code = cli.main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return code, (told.out + told.err).strip()

    return say


def test_backing_up_deleting_and_restoring(said: Say, tmp_path: Path) -> None:
    with Archive.open() as archive:
        visit = kept(archive, begin(name_client(NEW_CLIENT, "Anna")))
    file = tmp_path / "monday"
    assert said("archive", "backup", file) == (0, f"backed up to {file}")
    with Archive.open() as archive:
        archive.delete_visit(visit.id)
    code, words = said("archive", "restore", file)
    assert (code, words.startswith(f"restored {file}")) == (0, True)
    with Archive.open() as archive:
        assert archive.load(visit.id) == visit


def test_exporting_one_client_and_reading_back(said: Say, tmp_path: Path) -> None:
    with Archive.open() as archive:
        kept(archive, begin(name_client(NEW_CLIENT, "Anna")))
        kept(archive, begin(name_client(NEW_CLIENT, "Berta")))
    file = tmp_path / "anna.json"
    assert said("archive", "export", file, "--client", "anna")[1].startswith("1 visits written")
    assert said("archive", "export", tmp_path / "all.csv")[1].startswith("2 visits written")
    assert said("archive", "import", file)[1] == "0 visits read, 1 were here already"
    code, words = said("archive", "export", file, "--client", "Ana")
    assert code == 2
    assert words.endswith("holds no client “Ana”; nearest: Anna")
    assert said("archive", "export", tmp_path / "anna.pdf")[0] == 2
    assert said("archive", "backup")[1] == "bodymap: archive backup is missing; name the file"


def test_a_passphrase_is_set_asked_for_and_taken_away(said: Say, tmp_path: Path) -> None:
    assert said("archive", "passphrase", lines="one\ntwo\n") == (2, "bodymap: the passphrase was not typed the same twice; nothing was changed")
    assert said("archive", "passphrase", lines="one\none\n")[0] == 0
    assert said("archive", "backup", tmp_path / "locked", lines="two\n")[0] == 2
    assert said("archive", "backup", tmp_path / "locked", lines="one\n")[0] == 0
    code, words = said("archive", "passphrase", lines="one\n\n")
    assert (code, words.startswith("the archive is not locked any more; earlier backups")) == (0, True)
    assert said("archive", "restore", tmp_path / "locked", lines="one\n")[0] == 0
