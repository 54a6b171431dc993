"""The archive from the command line."""

import contextlib
import io
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from kept import kept

from bodymap import cli
from bodymap.archive.archive import Archive
from bodymap.archive.visit import begin
from bodymap.errors import BodymapError
from bodymap.own import form
from bodymap.own import record as own_record
from bodymap.own.record import NOTHING, OwnSite
from bodymap.report import template as templates
from bodymap.session.record import NEW_CLIENT, name_client
from bodymap.ui.own.keeping import Keeper

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


def test_a_backup_holds_the_therapists_own_and_restoring_takes_nothing_away(said: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "room"))
    own = own_record.put_point(own_record.write_note(NOTHING, "soleus", "Mine."), "soleus", OwnSite(place="leg 0.5 posterior"))
    own = own_record.put_point(own_record.remove_point(own, "soleus", 101), "soleus", OwnSite(place="leg 0.6 posterior"))
    own = own_record.add_strokes(own_record.set_dose(own, "ball-on-wall", "45 s"), "soleus", 102, (("leg 0.6 posterior r20",),))
    Keeper().save(own)
    logo = tmp_path / "hands.PNG"
    logo.write_bytes(b"a picture")
    templates.save(templates.Template(clinic="Hands", paper="letter", logo=str(logo)))
    file = tmp_path / "monday"
    assert said("archive", "backup", file)[0] == 0
    logo.unlink()
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "new"))
    code, words = said("archive", "restore", file)
    assert (code, words.endswith("Your own: Adds 1 note, 1 dose, 1 X and 1 zone. Your handout’s template is filled from the backup.")) == (0, True), words
    assert Keeper().load() == (own, ()), "on a new computer it is the same, to the numbers of the X's"
    restored = templates.load()
    assert restored == templates.Template(clinic="Hands", paper="letter", logo=restored.logo)
    assert Path(restored.logo).read_bytes() == b"a picture"
    assert said("archive", "restore", file)[1].endswith(".bodymap-backup"), "a second time there is nothing new"
    assert Keeper().load() == (own, ())
    here = own_record.write_note(own, "soleus", "Written since.")
    Keeper().save(here)
    templates.save(templates.Template(clinic="Other hands"))
    said("archive", "restore", file)
    assert Keeper().load()[0] == own_record.write_note(own, "soleus", "Written since.\n\nMine.")
    assert templates.load() == templates.Template(clinic="Other hands", paper="letter", logo=restored.logo)


@pytest.mark.parametrize("content", [b"damaged", "damaged"])
def test_what_goes_with_a_backup_and_is_damaged_keeps_no_visit_back(said: Say, tmp_path: Path, content: object) -> None:
    with Archive.open() as archive:
        visit = kept(archive, begin(name_client(NEW_CLIENT, "Anna")))
        file = archive.backup(tmp_path / "monday", papers={"own.json": b"{}"}).file
        archive.delete_visit(visit.id)
    with contextlib.closing(sqlite3.connect(file)) as opened, opened:
        opened.execute("UPDATE paper SET content = ?", (content,))
    code, words = said("archive", "restore", file)
    assert (code, words.startswith(f"restored {file}; what was there before is in ")) == (0, True), words
    assert "The notes, X’s, zones and template in the backup are not taken: " in words
    with Archive.open() as archive:
        assert archive.load(visit.id) == visit


def test_where_ones_own_cannot_be_kept_it_is_said_that_all_else_is_restored(said: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: Keeper, _own: object) -> None:
        raise BodymapError("there is no room")

    monkeypatch.setattr(Keeper, "save", refuse)
    own = form.compose(own_record.write_note(NOTHING, "soleus", "From the backup."))
    with Archive.open() as archive:
        file = archive.backup(tmp_path / "monday", papers={"own.json": own.encode()}).file
    code, words = said("archive", "restore", file)
    assert (code, words.startswith(f"restored {file}; what was there before is in ")) == (0, True), words
    assert words.endswith(". there is no room")


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
