"""Sessions in the window itself: the course page, files out and in, the passphrase, backup and restore, two rooms, a server that goes."""

import contextlib
import csv
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from heard import faults, open_windows
from patience import Patience
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu

from bodymap.archive import seal
from bodymap.archive.archive import Archive
from bodymap.archive.visit import Client, ConnectionLostError, Saved, Visit, begin
from bodymap.ids import Side
from bodymap.own.record import NOTHING, write_note
from bodymap.session import painting, record, retest
from bodymap.session.paint import Stroke
from bodymap.session.record import PointKey, Session
from bodymap.ui import state as states
from bodymap.ui.clinic.day import day_of
from bodymap.ui.clinic.desk import Desk
from bodymap.ui.own.keeping import Keeper
from bodymap.ui.setting import Settings
from bodymap.ui.state import State
from bodymap.ui.store import Store

POINT = PointKey("gluteus-medius", Side.LEFT, 1)
WIDE, NARROW = (Stroke("posterior", ((-120.0, -960.0), (-120.0, end)), 30.0) for end in (-700.0, -880.0))


class Clinic(Patience):
    """A window with a desk over an archive that each test has for itself."""

    def __init__(self, application: Any, window: Any, folder: Path) -> None:
        self.application, self.window, self.folder = application, window, folder
        self.usual = folder
        self.desk = Desk(window.store, self.open)
        window.keep(self.desk)
        self.desk.open()
        self.settle()

    def begin(self, folder: Path) -> None:
        """Go on as if the program had begun anew over another folder."""
        self.folder = self.usual = folder
        self.window.stage.leave()
        self.window.new_client()
        self.window.store.forget(lambda _session: True)
        self.window.control.apply(lambda state: State(replace(Session(), key=state.session.key), settings=Settings(motion="reduced")))
        self.desk.move()
        self.settle()
        self.reception.saying.say("")
        self.reception.conflict.hide()

    def open(self, passphrase: str | None) -> Archive:
        said = self.window.store.state.settings.archive
        return Archive.open(Path(said) if said else self.usual, passphrase)

    @property
    def session(self) -> Session:
        return self.window.store.state.session

    @property
    def reception(self) -> Any:
        return self.window.reception

    @property
    def page(self) -> Any:
        return self.reception.files.course

    @property
    def section(self) -> Any:
        return self.reception.housekeeping.section

    def flush(self) -> None:
        self.desk.ask(lambda _archive: None, lambda _none: None)
        self.settle()

    def name(self, client: str) -> None:
        self.window.client_box.setFocus()
        self.window.client_box.setText(client)
        QTest.keyClick(self.window.client_box, Qt.Key.Key_Return)
        self.settle()

    def sit(self, client: str, pain: int, after: int | None = None, stroke: Stroke = WIDE, notes: str = "") -> None:
        """One whole session of a client."""
        self.window.new_client()
        self.name(client)
        control, gestures = self.window.control, self.window.gestures
        control.edit_marks(lambda session: painting.paint(session, [stroke]))
        gestures.rate(retest.pains(self.session)[0], "before", pain)
        control.note_finding(POINT, "active")
        if after is not None:
            gestures.look_again()
            gestures.rate(retest.pains(self.session)[0], "after", after)
            control.note_finding(POINT, "latent")
        if notes:
            gestures.note(notes)
        self.flush()

    def note_in_two_rooms(self, mine: str, theirs: str) -> Visit:
        """Write one note here and another, a moment before it is kept, in another room; return the session there."""
        name = self.desk.name_of(self.session.key)
        self.window.gestures.note(mine)
        with Archive.open(self.folder) as other:
            visit = other.load(name)
            assert visit is not None
            assert isinstance(other.save(replace(visit, session=record.note(visit.session, theirs))), Saved)
        self.flush()
        return visit

    def open_course(self) -> None:
        self.window.actions_by_name["sessions"].trigger()
        self.wait(lambda: self.reception.files.is_open)
        self.settle()
        self.wait(lambda: all(each.cm2 is not None for each in self.page.sittings))


@pytest.fixture(scope="module")
def one_clinic(application: Any, plates: Any, loaded: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    from bodymap.ui.window import Window

    window = Window(Store())
    window.resize(1280, 800)
    window.take_plates(plates)
    window.take(loaded)
    window.show()
    yield Clinic(application, window, tmp_path_factory.mktemp("first"))
    window.close()
    window.deleteLater()


@pytest.fixture
def clinic(one_clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clinic:
    monkeypatch.setattr(seal, "_SCRYPT", {"n": 2**4, "r": 8, "p": 1})
    one_clinic.begin(tmp_path / "kept")
    return one_clinic


def client_of(clinic: Clinic, name: str) -> Client:
    with Archive.open(clinic.folder) as archive:
        found = archive.client(name)
    assert found is not None
    return found


def choose_file(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: (str(file), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(file))


def test_a_course_is_compared_in_four_ways_and_by_keyboard(clinic: Clinic) -> None:
    clinic.sit("42", 7, 4, notes="sits all day")
    clinic.sit("42", 5, 2, NARROW)
    clinic.sit("42", 3, None, NARROW)
    clinic.open_course()
    page = clinic.page
    assert page.sentence.text().startswith("Pain 7 → 3; painful skin ")
    assert [each.pain for each in page.sittings] == ["7 → 4", "5 → 2", "3"]
    assert page.sittings[0].cm2 > page.sittings[1].cm2 > 0
    assert page.notes[0].toPlainText() == "sits all day"
    kinds = {}
    for way in ("beside", "over", "difference", "time"):
        page.ways._buttons[way].click()
        kinds[way] = {spot.kind for spot in page.portraits[0].scene.spots}
    assert (kinds["beside"], kinds["over"], kinds["difference"]) == ({"pain"}, {"pain", "ghost"}, {"pain", "ghost"})
    assert [len(plot.listDataItems()) > 0 for plot in page.plot.plots] == [True, True, True]
    assert not [menu for menu in page.plot.findChildren(QMenu) if menu.isVisible()]
    page.ways._buttons["beside"].click()
    page.list.setFocus()
    page.list.setCurrentRow(1)
    QTest.keyClick(page.list, Qt.Key.Key_Space)
    clinic.settle()
    assert page.sentence.text().startswith("Pain 5 → 3"), "the one pressed before stays beside it"
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page.looked_at[-1] == page.sittings[1].name, "the arrow keys only go from row to row"
    assert min(clinic.page.list.sizeHintForRow(0), *(each.height() for each in page.buttons)) >= 44


def test_whatever_can_be_pressed_where_sessions_are_kept_has_a_name_of_its_own(clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic.sit("42", 7, 4, notes="sits all day")
    clinic.sit("42", 5, 2, NARROW)
    wrong = {"room": faults(open_windows())}
    clinic.open_course()
    for way in ("time", "beside"):
        clinic.page.ways._buttons[way].click()
        wrong[way] = faults(open_windows())
    clinic.window.stage.leave()
    clinic.window.open_settings()
    clinic.settle()
    wrong["settings"] = faults(open_windows())
    choose_file(monkeypatch, tmp_path / "none")
    for button in ("lock", "restore"):
        clinic.section.buttons[button].click()
        wrong[button] = faults(open_windows())
    clinic.section.question.settle()
    clinic.window.stage.leave()
    clinic.window.actions_by_name["cover"].trigger()
    wrong["cover"] = faults(open_windows())
    clinic.reception.guard.uncover()
    assert {where: found for where, found in wrong.items() if found} == {}


def test_one_session_alone_stands_before_and_after(clinic: Clinic) -> None:
    clinic.sit("42", 7, 4)
    clinic.open_course()
    assert clinic.page.sentence.text().startswith("Pain 7 → 4")
    assert clinic.page.captions[1].text() == "after treatment"


def test_the_skin_of_a_session_is_measured_once(clinic: Clinic) -> None:
    clinic.sit("42", 7, 4)
    clinic.open_course()
    clinic.settle()
    client = client_of(clinic, "42")
    with Archive.open(clinic.folder) as archive:
        (kept,) = archive.timeline(client.id)
    assert kept.is_measured
    assert kept.cm2 == clinic.page.sittings[0].cm2_after


def test_a_client_goes_out_as_table_document_and_paper(clinic: Clinic, tmp_path: Path) -> None:
    clinic.sit("Ada", 7, 4, notes="sits all day")
    clinic.sit("Ada", 3)
    clinic.open_course()
    for kind in ("csv", "json", "pdf"):
        clinic.reception.files.export(tmp_path / f"out.{kind}")
        clinic.wait(lambda kind=kind: clinic.page.saying.text == f"Written: out.{kind}. It is not locked.")
        assert clinic.page.saying.isVisible(), "it is said where the eyes are"
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["pain_before"], first["pain_after"], first["notes"]) == ("7", "4", "sits all day")
    assert float(first["skin_cm2_before"]) > 0
    assert second["pain_after"] == ""
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")
    assert b"Ada" not in (tmp_path / "out.pdf").read_bytes().split(b"/Title")[-1][:200]
    clinic.reception.files.export(tmp_path / "nowhere" / "out.json")
    clinic.settle()
    assert "cannot be written to" in clinic.page.saying.text


def test_what_went_out_comes_back_after_it_was_deleted(clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic.sit("Ada", 7, 4)
    before = clinic.session
    clinic.open_course()
    clinic.reception.files.export(tmp_path / "ada.json")
    clinic.desk.ask(lambda archive: archive.backup(tmp_path / "all.bodymap-backup"), lambda _made: None)
    clinic.settle()
    clinic.page.client.ask_delete()
    clinic.page.client.really.click()
    clinic.settle()
    assert clinic.session.is_empty
    assert not clinic.session.client
    assert not clinic.reception.files.is_open
    assert str(tmp_path / "all.bodymap-backup") in clinic.reception.saying.text, "what deleting cannot reach is named"
    while clinic.window.store.can_undo:
        clinic.window.store.undo()
        assert clinic.session.client != "Ada", "no step back leads to what was deleted"
    choose_file(monkeypatch, tmp_path / "ada.json")
    clinic.section.buttons["import"].click()
    clinic.settle()
    assert clinic.section.says.text() == "1 session read in."
    clinic.name("Ada")
    assert clinic.window.store.state.view.last == before


def test_deleting_a_session_is_asked_for_and_takes_that_one_alone(clinic: Clinic) -> None:
    clinic.sit("42", 7)
    clinic.sit("42", 3)
    clinic.open_course()
    newest = clinic.page.sittings[-1].name
    delete = clinic.page.buttons[1]
    delete.click()
    assert len(clinic.page.sittings) == 2
    assert delete.text() == "Really delete"
    clinic.page._choose(clinic.page.sittings[0].name)
    assert delete.text() == "Delete…", "looking elsewhere takes the question back"
    clinic.page._choose(clinic.page.sittings[0].name)
    delete.click()
    delete.click()
    clinic.settle()
    with Archive.open(clinic.folder) as archive:
        (client,) = archive.clients()
        assert [each.id for each in archive.visits(client.id)] == [newest], "the other one is gone, and nothing else"


def test_a_new_name_holds_for_all_sessions(clinic: Clinic) -> None:
    clinic.sit("Adda", 7)
    clinic.sit("Adda", 3)
    clinic.open_course()
    row = clinic.page.client
    row.ask_name()
    row.field.setText("Ada")
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    clinic.wait(lambda: row.title == "Ada")
    assert clinic.window.client_box.text() == "Ada"
    clinic.desk.ledger.rename(client_of(clinic, "Ada"), "ADA", clinic.reception.files.read_anew)
    clinic.wait(lambda: row.title == "ADA")
    clinic.desk.ledger.rename(client_of(clinic, "Ada"), "Ada", clinic.reception.files.read_anew)
    clinic.wait(lambda: row.title == "Ada")
    with Archive.open(clinic.folder) as archive:
        assert [(each.name, each.visits) for each in archive.clients()] == [("Ada", 2)]
    row.ask_name()
    QTest.keyClick(row.field, Qt.Key.Key_Escape)
    assert row.currentIndex() == 0
    assert clinic.reception.files.is_open


def test_another_name_for_the_session_shows_the_sessions_of_that_one_or_leaves_the_page(clinic: Clinic, tmp_path: Path) -> None:
    clinic.sit("Bert", 5)
    clinic.sit("Bert", 4)
    clinic.sit("Ada", 7, notes="SECRET")
    clinic.window.new_client()
    clinic.name("Ada")
    clinic.open_course()
    clinic.window.client_box.named.emit("Bert")
    assert clinic.page.client.title == "", "nothing of the first one stays while the other is looked up"
    clinic.page.client.deleted.emit()
    clinic.page.client.renamed.emit("Somebody else")
    clinic.reception.files.export(tmp_path / "out.json")
    clinic.settle()
    with Archive.open(clinic.folder) as archive:
        assert sorted((each.name, each.visits) for each in archive.clients()) == [("Ada", 1), ("Bert", 2)]
    assert not (tmp_path / "out.json").exists()
    assert (clinic.page.client.title, len(clinic.page.sittings)) == ("Bert", 2)
    clinic.window.client_box.named.emit("Nobody yet")
    clinic.settle()
    assert not clinic.reception.files.is_open


def test_another_rooms_session_does_not_take_the_pen_out_of_the_hand_that_types_a_name(clinic: Clinic) -> None:
    clinic.sit("Adda", 7)
    clinic.open_course()
    row = clinic.page.client
    row.ask_name()
    row.field.setText("Ada")
    with Archive.open(clinic.folder) as other:
        other.save(begin(record.name_client(Session(notes="theirs"), "adda")))
    clinic.wait(lambda: len(clinic.page.sittings) == 2)
    assert (row.currentIndex(), row.field.text()) == (1, "Ada")
    row.ask_delete()
    with Archive.open(clinic.folder) as other:
        other.save(begin(record.name_client(Session(notes="theirs too"), "adda")))
    clinic.wait(lambda: len(clinic.page.sittings) == 3)
    assert row.currentIndex() == 2
    assert "3 sessions" in row._question.text()


def test_a_name_is_corrected_also_where_nobody_can_be_asked_and_that_is_said(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ConnectionLostError("cannot be reached now", file="the server")

    clinic.sit("Bert", 5)
    clinic.sit("Adda", 7)
    with monkeypatch.context() as patch:
        patch.setattr(Archive, "client", fail)
        clinic.name("Ada")
        assert clinic.session.client == "Ada"
        assert "cannot be asked now" in clinic.reception.saying.text
        assert not clinic.desk.ledger.earlier
    with monkeypatch.context() as patch:
        clinic.reception.saying.say("")
        patch.setattr(clinic.desk, "archive", None)
        clinic.name("Ada Ruiz")
        assert clinic.session.client == "Ada Ruiz"
        assert "cannot be asked now" in clinic.reception.saying.text
    assert clinic.session.is_marked


def test_what_was_clicked_for_one_client_before_the_answers_were_there_never_goes_to_another(clinic: Clinic) -> None:
    clinic.sit("Ben", 5)
    clinic.window.new_client()
    clinic.name("Anna")
    control = clinic.window.control
    control._waiting.append((clinic.session.key, ("posterior", -95.0, -930.0)))
    clinic.name("Ben")
    assert clinic.session.client == "Ben"
    assert not control.waiting


def test_a_corrected_name_never_goes_to_the_next_client(clinic: Clinic) -> None:
    clinic.sit("Adda", 7)
    box = clinic.window.client_box
    box.setFocus()
    box.setText("Ada")
    QTest.keyClick(box, Qt.Key.Key_Return)
    clinic.window.new_client()
    clinic.settle()
    assert clinic.session.client == ""
    assert box.text() == ""


@pytest.mark.parametrize("action", ["new-client", "wording", "settings", "cover"])
def test_a_name_that_is_being_typed_belongs_to_the_session_it_was_typed_for(clinic: Clinic, action: str) -> None:
    clinic.window.new_client()
    clinic.window.control.mark("posterior", -95.0, -930.0)
    key = clinic.session.key
    clinic.window.activateWindow()
    clinic.window.client_box.setFocus()
    QTest.keyClicks(clinic.window.client_box, "Ada")
    clinic.window.actions_by_name[action].trigger()
    clinic.flush()
    assert clinic.session.client == ("" if clinic.session.key != key else "Ada")
    with Archive.open(clinic.folder) as archive:
        assert [each.name for each in archive.clients()] == ["Ada"]
    clinic.reception.guard.uncover()
    clinic.window.stage.leave()


def test_a_known_client_is_known_by_all_but_case_and_by_nothing_more(clinic: Clinic) -> None:
    clinic.sit("Weiß", 5)
    clinic.sit("Ada", 7)
    clinic.name("WEISS")
    assert (clinic.session.client, clinic.session.is_marked) == ("WEISS", True), "nobody of that name is known: a correction"
    clinic.name("weiß")
    assert (clinic.session.client, clinic.session.is_marked) == ("weiß", False), "a known one is another session"


def test_a_new_client_leaves_nothing_of_the_last_one_on_the_page(clinic: Clinic) -> None:
    clinic.sit("Ada", 7, notes="SECRET")
    clinic.sit("Ada", 3)
    clinic.open_course()
    clinic.section.say("Written: Ada Ruiz.csv.")
    clinic.window.new_client()
    clinic.settle()
    page = clinic.page
    assert not clinic.reception.files.is_open
    assert page.client.title == ""
    assert page.list.count() == 0
    assert [box.toPlainText() for box in page.notes] == ["", ""]
    assert not page.portraits[0].scene.spots
    assert "Ada" not in clinic.window.windowTitle()
    assert clinic.window.client_box.offered == []
    assert clinic.section.says.text() == ""


def test_a_client_is_found_while_typing_and_chosen_by_key_or_tap(clinic: Clinic) -> None:
    for name in ("Ada Ruiz", "Adam 7"):
        clinic.sit(name, 5)
    box = clinic.window.client_box
    for choose in ("key", "tap"):
        clinic.window.new_client()
        clinic.window.activateWindow()
        box.setFocus()
        box.clear()
        QTest.keyClicks(box, "ada")
        clinic.wait(lambda: len(box.offered) == 2)
        row = box.offered.index("Ada Ruiz")
        if choose == "key":
            for _ in range(row + 1):
                QTest.keyClick(box, Qt.Key.Key_Down)
            QTest.keyClick(box, Qt.Key.Key_Return)
        else:
            assert box._list.sizeHintForRow(row) >= 44
            place = box._list.visualItemRect(box._list.item(row)).center()
            QTest.mouseClick(box._list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert clinic.session.client == "Ada Ruiz"
        assert box.offered == []
    clinic.window.new_client()
    box.setFocus()
    QTest.keyClicks(box, "ada")
    clinic.wait(lambda: box.offered)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert clinic.session.client == "ada", "what is typed is the client unless another one is chosen"


def test_a_passphrase_is_set_asked_for_changed_and_taken_away_in_the_window(clinic: Clinic) -> None:
    clinic.sit("Ada", 7)
    section = clinic.section
    section.buttons["lock"].click()
    for field, text in zip(section.question.fields, ("horse", "hose"), strict=True):
        field.setText(text)
    section.question.yes.click()
    assert not clinic.desk.is_locked
    for field in section.question.fields:
        field.setText("horse")
    section.question.yes.click()
    clinic.settle()
    assert clinic.desk.is_locked
    assert section.question.isHidden()
    clinic.sit("Ada", 3)
    clinic.reception.cover()
    cover = next(each for each in clinic.reception.guard.covers if each.parentWidget() is clinic.window)
    cover.passphrase.setText("horse")
    cover.go_on.click()
    clinic.wait(lambda: not clinic.reception.guard.covers)
    section.buttons["unlock"].click()
    section.question.fields[0].setText("wrong")
    section.question.yes.click()
    clinic.wait(lambda: "not the passphrase" in section.question.says.text())
    section.question.fields[0].setText("horse")
    section.question.yes.click()
    clinic.wait(lambda: not clinic.desk.is_locked)
    clinic.settle()
    with Archive.open(clinic.folder) as archive:
        assert [each.visits for each in archive.clients()] == [2]


def test_a_locked_archive_is_opened_in_the_window_and_work_goes_on_without(clinic: Clinic, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "locked", "horse"):
        pass
    clinic.window.store.apply(states.set_up(archive=str(tmp_path / "locked")))
    unlock = clinic.reception.unlock
    clinic.wait(unlock.isVisible)
    clinic.window.control.mark("posterior", -95.0, -930.0)
    for said, is_open in (("wrong", False), ("horse", True)):
        unlock.passphrase.setText(said)
        unlock.open.click()
        clinic.wait(lambda: unlock.open.isEnabled() or unlock.isHidden())
        assert unlock.isHidden() is is_open
    clinic.flush()
    with Archive.open(tmp_path / "locked", "horse") as archive:
        assert len(archive.visits("")) == 1, "what was marked before it was opened is kept"


def test_a_backup_is_made_and_restored_in_the_window(clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic.sit("Ada", 7)
    choose_file(monkeypatch, tmp_path / "all")
    section = clinic.section
    section.buttons["backup"].click()
    clinic.settle()
    file = tmp_path / "all.bodymap-backup"
    assert file.exists()
    assert str(file) in section.last_backup.text()
    clinic.sit("Ada", 3)
    clinic.sit("Bert", 5)
    choose_file(monkeypatch, file)
    section.buttons["restore"].click()
    section.question.yes.click()
    clinic.wait(lambda: section.says.text().startswith("Restored."))
    clinic.settle()
    assert clinic.session.is_empty
    with Archive.open(clinic.folder) as archive:
        assert [(each.name, each.visits) for each in archive.clients()] == [("Ada", 1)]
    clinic.sit("Ada", 2)
    assert clinic.reception.conflict.isHidden(), "what was restored is no conflict with oneself"
    assert len(clinic.desk.ledger.earlier) == 1


def test_a_backup_brings_ones_own_beside_what_is_here_as_one_step(clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "room"))
    store = clinic.window.store
    Keeper().save(write_note(NOTHING, "soleus", "From the backup."))
    choose_file(monkeypatch, tmp_path / "all")
    clinic.section.buttons["backup"].click()
    clinic.settle()
    store.begin_with(write_note(NOTHING, "soleus", "Mine."))
    choose_file(monkeypatch, tmp_path / "all.bodymap-backup")
    clinic.section.buttons["restore"].click()
    clinic.section.question.yes.click()
    clinic.wait(lambda: clinic.section.says.text().startswith("Restored."))
    assert clinic.section.says.text().endswith("Your own: Adds nothing that stands alone. 1 note differs: the other words go below yours.")
    assert store.state.own.note("soleus") == "Mine.\n\nFrom the backup."
    store.undo()
    assert store.state.own.note("soleus") == "Mine."
    store.begin_with(NOTHING)


def test_a_backup_whose_part_of_ones_own_is_damaged_is_restored_all_the_same(clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic.sit("Ada", 7)
    clinic.flush()
    with Archive.open(clinic.folder) as archive:
        file = archive.backup(tmp_path / "all.bodymap-backup", papers={"own.json": b"{}"}).file
    with contextlib.closing(sqlite3.connect(file)) as opened, opened:
        opened.execute("UPDATE paper SET content = ?", (b"damaged",))
    choose_file(monkeypatch, file)
    clinic.section.buttons["restore"].click()
    clinic.section.question.yes.click()
    clinic.wait(lambda: clinic.section.says.text().startswith("Restored."))
    assert "The notes, X’s, zones and template in the backup are not taken: " in clinic.section.says.text()


def test_another_folder_begins_empty_and_the_usual_one_has_all(clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic.sit("Ada", 7)
    choose_file(monkeypatch, tmp_path / "stick")
    clinic.section.buttons["folder"].click()
    clinic.wait(lambda: "stick" in clinic.section.where.text())
    assert not clinic.session.client, "nobody's session goes along"
    clinic.name("Ada")
    assert not clinic.desk.ledger.earlier
    clinic.section.buttons["usual"].click()
    clinic.wait(lambda: "kept" in clinic.section.where.text())
    clinic.name("Ada")
    clinic.wait(lambda: clinic.desk.ledger.earlier)


def test_two_rooms_that_change_one_session_are_asked_in_the_window(clinic: Clinic) -> None:
    clinic.sit("Ada", 7)
    clinic.note_in_two_rooms("mine", "theirs, longer")
    bar = clinic.reception.conflict
    clinic.wait(bar.isVisible)
    assert clinic.session.notes == "mine"
    bar.buttons["both"].click()
    clinic.settle()
    with Archive.open(clinic.folder) as archive:
        (client,) = archive.clients()
        found = [archive.load(each.id) for each in archive.visits(client.id)]
    assert sorted(visit.session.notes for visit in found if visit is not None) == ["mine", "theirs, longer"]
    assert bar.isHidden()


def test_a_question_about_the_last_clients_session_tells_the_next_one_nothing_of_it(clinic: Clinic) -> None:
    clinic.sit("Ada", 7)
    visit = clinic.note_in_two_rooms("MINE SECRET", "THEIRS SECRET")
    bar = clinic.reception.conflict
    clinic.wait(bar.isVisible)
    assert "MINE SECRET" in bar.text
    assert "this session" in bar.text
    clinic.window.new_client()
    clinic.settle()
    assert bar.isVisible(), "it still waits for its answer"
    assert not any(word in bar.text for word in ("SECRET", "Ada", "this session"))
    assert day_of(visit.started) in bar.text
    bar.buttons["both"].click()
    clinic.settle()
    assert bar.isHidden()
    assert clinic.session.is_empty


def test_trouble_stands_there_as_long_as_it_lasts_and_tells_no_name(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    from bodymap.archive.visit import ArchiveError

    def fail(*_: object) -> None:
        raise ArchiveError("is full", file="the disk")

    clinic.name("Ada Secret")
    with monkeypatch.context() as patch:
        patch.setattr(Archive, "_save", fail)
        clinic.window.control.mark("posterior", -95.0, -930.0)
        clinic.flush()
        assert "the disk: is full" in clinic.reception.trouble.text
        assert "Secret" not in clinic.reception.trouble.text
    clinic.flush()
    clinic.wait(lambda: not clinic.reception.trouble.text)


def test_nothing_of_a_client_reaches_the_second_screen(clinic: Clinic) -> None:
    clinic.sit("Ada Secret", 7, 4, notes="SECRET NOTE")
    clinic.sit("Ada Secret", 3, None, NARROW, notes="SECRET TOO")
    clinic.window.actions_by_name["second"].trigger()
    second = clinic.window.face.second.window
    clinic.open_course()
    shown = " ".join(each.text() for each in second.page.findChildren(type(second.page.title)))
    assert "Secret" not in shown
    assert "SECRET" not in shown
    assert {spot.kind for figure in second.page.figure.stretches for spot in figure._scene.spots} <= {"pain", "clear"}
    assert "Secret" not in second.windowTitle()
    clinic.reception.cover()
    assert {clinic.window, second} <= {cover.parentWidget() for cover in clinic.reception.guard.covers}
    clinic.reception.guard.uncover()
    clinic.window.stage.leave()
    clinic.window.actions_by_name["second"].trigger()


def test_the_clients_screen_may_be_closed_while_it_is_covered(clinic: Clinic) -> None:
    clinic.window.actions_by_name["second"].trigger()
    clinic.reception.cover()
    clinic.window.face.second.window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert clinic.window.face.second.window is None
    clinic.reception.guard.uncover()
    assert not clinic.reception.guard.covers
