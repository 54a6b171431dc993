"""The desk keeps the open session by itself, brings back what a crash left, and never puts one client's marks under another's name."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import postgres
import pytest
from office import BUTTOCK, KNEE, Office
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

import bodymap
from bodymap.archive.archive import Archive
from bodymap.archive.visit import ArchiveError, Conflict, Saved, begin
from bodymap.session import record
from bodymap.session.record import Session
from bodymap.ui import state as states
from bodymap.ui.clinic.cover import Guard
from bodymap.ui.state import in_session


@pytest.fixture
def office(application: Any, tmp_path: Path) -> Iterator[Office]:
    made = Office(application, tmp_path / "kept")
    yield made
    made.desk.close()


@pytest.fixture
def window(application: Any) -> Iterator[QWidget]:
    """An empty window on the screen."""
    made = QWidget()
    made.show()
    yield made
    made.close()
    made.deleteLater()


def test_a_session_with_a_name_is_kept_by_itself_and_known_next_time(office: Office) -> None:
    office.name("Ada")
    office.mark()
    office.flush()
    office.new_client()
    office.name("ada")
    assert office.store.state.view.last is not None
    assert [mark.place for mark in office.store.state.view.last.marks] == [BUTTOCK]
    assert len(office.desk.ledger.earlier) == 1
    assert office.store.state.earlier_day == office.desk.ledger.earlier[0].started.date()


def test_without_a_name_nothing_is_kept_after_new_client(office: Office) -> None:
    office.mark()
    assert len(office.kept("")) == 1
    office.new_client()
    assert office.kept("") == []


def test_undo_after_new_client_brings_the_session_back_under_its_own_name(office: Office) -> None:
    office.name("Ada")
    office.mark()
    office.flush()
    office.new_client()
    office.name("Bert")
    office.mark(KNEE)
    for _ in range(3):
        office.store.undo()
    assert office.store.state.session.client == "Ada"
    office.mark(KNEE)
    assert [len(session.marks) for session in office.kept("Ada")] == [2]
    assert office.kept("Bert") == [], "what was undone is nobody's"


def test_several_sessions_of_one_day_stay_apart(office: Office) -> None:
    for place in (BUTTOCK, KNEE):
        office.name("42")
        office.mark(place)
        office.flush()
        office.new_client()
    assert sorted(str(session.marks[0].place) for session in office.kept("42")) == sorted((str(BUTTOCK), str(KNEE)))


def test_after_a_crash_the_open_session_is_there_as_it_was_left(application: Any, tmp_path: Path) -> None:
    first = Office(application, tmp_path / "kept")
    first.mark()
    first.store.apply(in_session(lambda session: record.note(session, "slept badly")))
    first.flush()
    left = first.store.state.session
    second = Office(application, first.crash(tmp_path / "crashed"))
    second.wait(lambda: second.back)
    assert second.store.state.session == left
    second.desk.close()
    first.desk.close()


def noted_open(folder: Path) -> list[str]:
    return [file.read_text() for file in folder.glob("open-visit*") if file.suffix != ".lock"]


def test_a_second_window_takes_nothing_of_the_first_and_each_comes_back_after_a_crash(application: Any, tmp_path: Path) -> None:
    first = Office(application, tmp_path / "kept")
    first.note("in the first window")
    first.flush()
    second = Office(application, tmp_path / "kept", key="second")
    assert not second.back
    assert second.store.state.session.is_empty
    second.note("in the second window")
    second.flush()
    os.utime(next(file for file in (tmp_path / "kept").glob("open-visit*") if file.read_text() == "first"), (1, 1))
    after = second.crash(tmp_path / "crashed")
    third = Office(application, after, key="third")
    fourth = Office(application, after, key="fourth")
    assert [each.store.state.session.notes for each in (third, fourth)] == ["in the second window", "in the first window"]
    for office in (third, fourth):
        office.desk.close()
    assert not list(after.glob("open-visit*"))
    second.new_client()
    second.desk.close()
    assert noted_open(first.folder) == ["first"], "a window that ends leaves the other's note"
    assert [session.notes for session in first.kept("")] == ["in the first window"]
    first.desk.close()
    assert not list(first.folder.glob("open-visit*"))


def test_a_window_whose_process_is_gone_keeps_no_note_to_itself(application: Any, tmp_path: Path) -> None:
    left_in_conflict(tmp_path / "kept")
    script = (
        "import os, sys, types, pathlib; from bodymap.ui.clinic.opennote import OpenNote;"
        "note = OpenNote(pathlib.Path(sys.argv[1]), types.SimpleNamespace(run=lambda job: job())); note.say('left'); os._exit(0)"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(bodymap.__file__).parents[1])}
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "kept")], check=True, env=environment)
    assert list((tmp_path / "kept").glob("open-visit*.lock"))
    office = Office(application, tmp_path / "kept")
    office.wait(lambda: office.back)
    assert noted_open(office.folder) == ["left"], "as its own now"
    office.desk.close()
    assert not list(office.folder.glob("open-visit*"))


def test_after_new_client_in_a_locked_archive_the_last_client_does_not_come_back(office: Office) -> None:
    office.name("Ada")
    office.mark()
    office.flush()
    office.desk.reopen()
    office.new_client()
    office.wait(lambda: office.desk.archive is not None)
    office.settle()
    assert not office.back
    assert office.store.state.session.is_empty
    assert not noted_open(office.folder)


@pytest.mark.parametrize(("steps", "left"), [(["new"], []), (["new", "undo"], ["nobody's"])])
def test_nobodys_session_that_was_left_while_the_archive_was_closed_goes_once_it_is_open(office: Office, steps: list[str], left: list[str]) -> None:
    office.note("nobody's")
    office.flush()
    if not left:
        office.note("nobody's, and not written yet")
    office.desk.reopen()
    assert office.desk.archive is None
    for step in steps:
        office.store.apply(states.new_client) if step == "new" else office.store.undo()
    office.wait(lambda: office.desk.archive is not None)
    office.settle()
    assert [session.notes for session in office.kept("")] == left
    assert office.desk.doubts.present is None


def test_over_clicks_that_still_wait_for_the_answers_no_earlier_session_opens(application: Any, tmp_path: Path) -> None:
    left_in_conflict(tmp_path / "kept")
    (tmp_path / "kept" / "open-visit").write_text("left")
    office = Office(application, tmp_path / "kept", is_opened=False)
    office.desk.is_awaited = lambda: True
    office.desk.open()
    office.settle()
    assert not office.back
    assert office.store.state.session.key == "first"
    assert noted_open(office.folder) == ["left"], "it waits for the next start"
    office.desk.close()
    again = Office(application, tmp_path / "kept")
    again.wait(lambda: again.back)
    again.desk.close()


def test_after_new_client_and_a_crash_the_last_client_does_not_come_back(application: Any, tmp_path: Path) -> None:
    first = Office(application, tmp_path / "kept")
    first.name("Ada")
    first.mark()
    first.flush()
    first.new_client()
    first.name("Bert")
    first.flush()
    second = Office(application, first.crash(tmp_path / "crashed"))
    second.settle()
    assert not second.back
    assert second.store.state.session.is_empty
    second.desk.close()
    first.desk.close()


def test_after_a_proper_end_the_next_start_is_a_new_client(application: Any, tmp_path: Path) -> None:
    first = Office(application, tmp_path / "kept")
    first.name("Ada")
    first.mark()
    first.flush()
    first.desk.close()
    second = Office(application, tmp_path / "kept")
    second.settle()
    assert not second.back
    assert second.store.state.session.is_empty
    second.desk.close()


@pytest.mark.parametrize(("keep", "marks"), [("mine", [[BUTTOCK, KNEE]]), ("theirs", [[]]), ("both", [[], [BUTTOCK, KNEE]])])
def test_a_conflict_is_asked_about_and_nothing_is_written_over_before(office: Office, keep: str, marks: list[Any]) -> None:
    office.name("Ada")
    office.mark()
    office.flush()
    with Archive.open(office.folder) as other:
        visit = other.load("first")
        assert visit is not None
        changed = replace(visit, session=record.clear_marks(visit.session))
        assert isinstance(other.save(changed), Saved)
    office.mark(KNEE)
    office.wait(lambda: office.conflicts)
    assert [len(session.marks) for session in office.kept("Ada")] == [0]
    office.desk.doubts.settle(keep)
    office.settle()
    found = [[mark.place for mark in session.marks] for session in office.kept("Ada")]
    assert sorted(found, key=len) == marks
    if keep != "theirs":
        assert len(office.store.state.session.marks) == 2
        office.store.undo()
        assert sorted(len(session.marks) for session in office.kept("Ada")) == ([1] if keep == "mine" else [0, 1]), "a step back is mine, too"
    else:
        assert office.store.state.session.marks == ()


@pytest.mark.parametrize(("keep", "adas"), [("mine", ["mine"]), ("theirs", ["theirs"]), ("both", ["mine", "theirs"])])
def test_a_conflict_answered_after_new_client_touches_the_next_clients_session_in_nothing(office: Office, keep: str, adas: list[str]) -> None:
    office.name("Ada")
    office.note("begun")
    office.flush()
    changed_elsewhere(office, lambda session: record.note(session, "theirs"))
    office.note("mine")
    office.wait(lambda: office.conflicts)
    office.new_client()
    office.name("Bert")
    office.note("Bert's")
    office.flush()
    office.desk.doubts.settle(keep)
    office.settle()
    assert (office.store.state.session.client, office.store.state.session.notes) == ("Bert", "Bert's")
    office.note("Bert's own")
    assert [session.notes for session in office.kept("Bert")] == ["Bert's own"]
    assert sorted(session.notes for session in office.kept("Ada")) == adas
    assert office.desk.doubts.present is None
    while office.store.state.session.notes != "mine":
        office.store.undo()
    office.note("mine after all")
    assert "mine after all" in {session.notes for session in office.kept("Ada")}, "a step back still leads to it, and it is kept"
    assert office.desk.doubts.present is None


@pytest.mark.parametrize(("keep", "adas"), [("mine", ["mine"]), ("theirs", ["theirs"]), ("both", ["mine", "theirs"])])
def test_a_conflict_that_waited_since_the_last_time_is_about_its_own_session(application: Any, tmp_path: Path, keep: str, adas: list[str]) -> None:
    left_in_conflict(tmp_path / "kept")
    office = Office(application, tmp_path / "kept")
    office.name("Bert")
    office.note("Bert's")
    office.flush()
    office.wait(lambda: office.conflicts)
    assert not office.desk.doubts.is_of_open
    office.desk.doubts.settle(keep)
    office.settle()
    assert (office.store.state.session.client, office.store.state.session.notes) == ("Bert", "Bert's")
    office.note("Bert's own")
    assert [session.notes for session in office.kept("Bert")] == ["Bert's own"]
    assert sorted(session.notes for session in office.kept("Ada")) == adas
    office.desk.close()
    with Archive.open(tmp_path / "kept") as archive:
        assert not archive.waiting()


def test_after_a_crash_in_a_conflict_mine_is_open_again_and_asked_about(application: Any, tmp_path: Path) -> None:
    left_in_conflict(tmp_path / "kept")
    (tmp_path / "kept" / "open-visit").write_text("left")
    office = Office(application, tmp_path / "kept")
    office.wait(lambda: office.conflicts)
    office.wait(lambda: office.back)
    assert office.store.state.session.notes == "mine"
    assert office.desk.doubts.is_of_open
    office.desk.doubts.settle("mine")
    office.settle()
    assert [session.notes for session in office.kept("Ada")] == ["mine"]
    office.desk.close()


def test_an_earlier_session_that_waits_for_an_answer_opens_as_mine(application: Any, tmp_path: Path) -> None:
    left_in_conflict(tmp_path / "kept")
    office = Office(application, tmp_path / "kept")
    office.wait(lambda: office.conflicts)
    office.desk.ledger.open_visit("left")
    office.wait(lambda: office.store.state.session.key == "left")
    assert office.store.state.session.notes == "mine"
    office.note("mine, longer")
    office.flush()
    office.desk.doubts.settle("both")
    office.settle()
    assert sorted(session.notes for session in office.kept("Ada")) == ["mine, longer", "theirs"]
    office.desk.close()


def test_two_conflicts_are_asked_one_after_the_other_the_open_session_first(office: Office) -> None:
    for number, client in enumerate(("Ada", "Bert")):
        office.name(client)
        office.note("begun")
        office.flush()
        name = office.desk.name_of(office.store.state.session.key)
        changed_elsewhere(office, lambda session: record.note(session, "theirs"), name)
        office.note("mine")
        office.flush()
        assert len(office.desk.doubts._asked) == number + 1
        if client == "Ada":
            office.new_client()
    assert office.desk.doubts.present.mine.client == "Bert"
    office.desk.doubts.settle("mine")
    office.settle()
    assert office.desk.doubts.present.mine.client == "Ada"
    office.desk.doubts.settle("mine")
    office.settle()
    assert [[each.notes for each in office.kept(client)] for client in ("Ada", "Bert")] == [["mine"], ["mine"]]


def test_of_an_empty_session_that_another_room_deleted_nothing_is_asked(office: Office) -> None:
    office.note("nobody's")
    office.flush()
    office.store.undo()
    with Archive.open(office.folder) as other:
        other.delete_visit("first")
    office.flush()
    assert office.desk.doubts.present is None
    office.note("it goes on")
    assert [session.notes for session in office.kept("")] == ["it goes on"]
    assert not office.desk.archive.waiting()
    assert office.desk.doubts.present is None


def test_what_was_drawn_before_it_was_heard_that_another_room_deleted_the_empty_session_is_asked_about(office: Office) -> None:
    office.name("Ada")
    office.note("begun")
    office.flush()
    office.store.undo()
    with Archive.open(office.folder) as other:
        other.delete_visit("first")
    office.desk.saver.flush()
    office.mark()
    office.flush()
    assert office.desk.doubts.present is not None
    office.desk.doubts.settle("mine")
    office.settle()
    assert [[mark.place for mark in session.marks] for session in office.kept("Ada")] == [[BUTTOCK]]


def test_while_the_archive_is_locked_nobody_can_be_asked_for_a_client(application: Any, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "kept", "horse staple"):
        pass
    office = Office(application, tmp_path / "kept")
    found: list[Any] = []
    unasked: list[Any] = []
    office.desk.ledger.find_client("Ben", found.append, unasked.append)
    office.settle()
    assert not found
    assert len(unasked) == 1
    office.desk.close()


def _fail(*_: object, **__: object) -> None:
    raise ArchiveError("is full", file="the disk")


@pytest.mark.parametrize(("step", "fault", "said"), [("_save", _fail, "is full"), ("settle", lambda *_, **__: 1 / 0, "ZeroDivisionError")])
def test_an_answer_that_could_not_be_kept_is_asked_for_again(office: Office, monkeypatch: pytest.MonkeyPatch, step: str, fault: Callable[..., object], said: str) -> None:
    office.name("Ada")
    office.flush()
    office.note("begun")
    office.flush()
    changed_elsewhere(office, lambda session: record.note(session, "theirs"))
    office.note("mine")
    office.flush()
    with monkeypatch.context() as patch:
        patch.setattr(Archive, step, fault)
        office.desk.doubts.settle("mine")
        office.settle()
        assert said in office.told[-1]
    assert office.desk.doubts.present is not None
    office.desk.doubts.settle("mine")
    office.settle()
    assert [session.notes for session in office.kept("Ada")] == ["mine"]


def test_what_is_drawn_after_a_second_question_outlasts_a_crash_also_when_the_archive_was_opened_anew(office: Office) -> None:
    office.name("Ada")
    office.note("begun")
    office.flush()
    for text in ("theirs", "theirs again"):
        changed_elsewhere(office, lambda session, text=text: record.note(session, text))
        office.note("mine")
        office.desk.saver.flush()
        if office.desk.doubts.present is None:
            office.wait(lambda: office.desk.doubts.present)
    office.desk.doubts.settle("mine")
    office.wait(lambda: office.desk.doubts.present)
    for text in ("longer", "longer still"):
        office.note(text)
        office.flush()
        with Archive.open(office.folder) as archive:
            assert [visit.session.notes for visit in archive.waiting()] == [text]
        office.desk.reopen()
        office.wait(lambda: office.desk.archive is not None)
        office.settle()


def test_a_session_that_could_not_be_deleted_is_kept_on(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.name("Ada")
    office.note("begun")
    office.flush()
    with monkeypatch.context() as patch:
        for what in ("_save", "_delete"):
            patch.setattr(Archive, what, _fail)
        office.note("drawn since")
        office.desk.ledger.delete_visit("first", lambda _gone: pytest.fail("it is not gone"))
        office.settle()
    assert "is full" in office.told[-1]
    assert [session.notes for session in office.kept("Ada")] == ["drawn since"]


def test_what_is_drawn_during_a_restore_is_kept_after_it(office: Office, tmp_path: Path) -> None:
    office.desk.archive.backup(tmp_path / "empty")
    office.mark()
    office.flush()
    office.desk.archive.restore(tmp_path / "empty")
    office.desk.begin_anew()
    assert [[mark.place for mark in session.marks] for session in office.kept("")] == [[BUTTOCK]]


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_session_of_nobody_that_comes_back_while_it_is_taken_away_is_kept(office: Office, monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    office.note("nobody's")
    office.flush()
    drop, reached, go_on = Archive.drop_visit, threading.Event(), threading.Event()

    def slowly(archive: Archive, name: str) -> bool:
        gone = drop(archive, name) if when == "after" else True
        reached.set()
        assert go_on.wait(20)
        return gone if when == "after" else drop(archive, name)

    monkeypatch.setattr(Archive, "drop_visit", slowly)
    office.store.apply(states.new_client)
    office.wait(reached.is_set)
    office.store.undo()
    office.note("Ada's")
    office.store.apply(in_session(lambda session: record.name_client(session, "Ada")))
    office.desk.saver.flush()
    go_on.set()
    office.settle()
    assert [session.notes for session in office.kept("Ada")] == ["Ada's"]
    assert office.desk.doubts.present is None


def test_what_comes_back_while_the_rest_is_taken_away_is_kept(office: Office) -> None:
    office.note("back")
    office.flush()
    archive = office.desk.archive
    archive.drop_rest = lambda: (archive.drop_visit("first"), ("first",))[1]
    office.desk._reach(is_reached=True)
    office.settle()
    assert [session.notes for session in office.kept("")] == ["back"]
    assert office.desk.doubts.present is None


def test_a_locked_archive_asks_and_opens_with_its_passphrase_only(application: Any, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "kept", "horse staple"):
        pass
    office = Office(application, tmp_path / "kept")
    assert office.locked
    assert office.desk.archive is None
    office.desk.open("horse staple")
    office.settle()
    assert office.desk.is_locked
    answers: list[bool] = []
    for said in ("wrong", "horse staple"):
        office.desk.check(said, answers.append)
        office.settle()
    assert answers == [False, True]
    office.desk.close()


def left_in_conflict(folder: Path) -> None:
    """A session of Ada that two rooms wrote, and that was not asked about before the program ended."""
    with Archive.open(folder) as mine, Archive.open(folder) as theirs:
        saved = mine.save(replace(begin(record.name_client(record.note(Session(), "begun"), "Ada")), id="left")).visit
        assert isinstance(theirs.save(replace(saved, session=record.note(saved.session, "theirs"))), Saved)
        assert isinstance(mine.save(replace(saved, session=record.note(saved.session, "mine"))), Conflict)


def changed_elsewhere(office: Office, edit: Callable[[Session], Session], name: str = "first") -> None:
    """Another room changes the visit that is open here."""
    with Archive.open(office.folder) as other:
        visit = other.load(name)
        assert visit is not None
        assert isinstance(other.save(replace(visit, session=edit(visit.session))), Saved)


def test_last_time_is_known_at_once_also_when_it_was_just_now(office: Office) -> None:
    office.name("Ada")
    office.mark()
    office.new_client()
    office.name("Ada")
    assert office.store.state.view.last is not None
    assert office.store.state.view.last.marks


def test_what_another_room_wrote_is_seen_here_and_nothing_is_written_for_it(office: Office) -> None:
    office.name("Ada")
    office.mark()
    office.flush()
    changed_elsewhere(office, lambda session: record.note(session, "theirs"))
    office.wait(lambda: office.store.state.session.notes == "theirs")
    assert office.store.state.session.key == "first"
    assert "Another room changed" in office.told[-1]
    assert not office.conflicts
    office.flush()
    with Archive.open(office.folder) as archive:
        visit = archive.load("first")
        assert visit is not None
        assert visit.session.notes == "theirs"
        version = visit.version
    office.mark(KNEE)
    assert [len(session.marks) for session in office.kept("Ada")] == [2]
    with Archive.open(office.folder) as archive:
        visit = archive.load("first")
        assert visit is not None
        assert visit.version == version + 1, "what was only seen was not written"


@pytest.mark.slow
def test_a_lost_server_is_told_and_the_open_session_sent_once_it_is_back(application: Any, tmp_path: Path) -> None:
    with postgres.running() as server:
        office = Office(application, tmp_path / "kept", server=server.address)
        office.name("Ada")
        office.mark()
        office.flush()
        with server.away():
            office.mark(KNEE)
            office.wait(lambda: office.troubles and "cannot be reached" in office.troubles[-1])
            office.wait(lambda: list((tmp_path / "kept").rglob("*.visit")))
        office.wait(lambda: not office.troubles[-1])
        office.wait(lambda: not list((tmp_path / "kept").rglob("*.visit")))
        assert not office.conflicts
        with Archive.open(tmp_path / "other", server=server.address) as other:
            visit = other.load("first")
            assert visit is not None
            assert [mark.place for mark in visit.session.marks] == [BUTTOCK, KNEE]
        office.desk.close()


def test_a_session_that_another_room_deleted_stays_open_and_is_kept_anew_when_it_is_changed(office: Office) -> None:
    office.name("Ada")
    office.mark()
    office.flush()
    with Archive.open(office.folder) as other:
        assert other.delete_visit("first").visits == 1
    office.wait(lambda: office.told)
    assert len(office.store.state.session.marks) == 1
    assert office.kept("Ada") == []
    office.mark(KNEE)
    assert [len(session.marks) for session in office.kept("Ada")] == [2]
    assert not office.conflicts


def test_another_rooms_session_of_the_same_client_is_known_by_itself(office: Office) -> None:
    office.name("Ada")
    office.mark()
    office.flush()
    assert not office.desk.ledger.earlier
    with Archive.open(office.folder) as other:
        other.save(begin(record.name_client(record.add_mark(Session(), KNEE), "Ada")))
    office.wait(lambda: office.desk.ledger.earlier)


def test_an_earlier_session_that_is_only_opened_is_not_written_again(office: Office) -> None:
    office.name("Ada")
    office.mark()
    office.flush()
    office.new_client()
    office.desk.ledger.open_visit("first")
    office.wait(lambda: office.store.state.session.key == "first")
    office.flush()
    with Archive.open(office.folder) as archive:
        visit = archive.load("first")
    assert visit is not None
    assert visit.version == 1


def test_a_client_gets_another_name_in_all_sessions_the_open_one_too(office: Office) -> None:
    office.name("Adda")
    office.mark()
    office.flush()
    office.new_client()
    office.name("Adda")
    office.mark(KNEE)
    office.flush()
    office.desk.ledger.rename(office.client("Adda"), "Ada", lambda: None)
    office.wait(lambda: office.store.state.session.client == "Ada")
    office.store.apply(in_session(lambda session: record.note(session, "after it")))
    assert len(office.kept("Ada")) == 2
    assert office.kept("Adda") == []
    assert not office.conflicts


def test_what_is_kept_elsewhere_from_now_on_is_new_there_and_the_old_stays(office: Office, tmp_path: Path) -> None:
    office.name("Ada")
    office.mark()
    office.flush()
    old, office.folder = office.folder, tmp_path / "elsewhere"
    office.desk._opener = lambda said: Archive.open(office.folder, said)
    office.desk.move()
    office.settle()
    office.mark(KNEE)
    assert [len(session.marks) for session in office.kept("Ada")] == [2]
    office.folder = old
    with Archive.open(old) as archive:
        visit = archive.load("first")
        assert visit is not None
        assert len(visit.session.marks) == 1
    assert not office.conflicts


def test_a_deleted_client_is_gone(office: Office) -> None:
    office.name("Ada")
    office.mark()
    office.flush()
    office.new_client()
    office.name("Ada")
    office.desk.ledger.delete_client(office.client("Ada"), ("first",), lambda _gone: None)
    office.settle()
    office.new_client()
    assert office.kept("Ada") == []
    while office.store.can_undo:
        office.store.undo()
    assert office.store.state.session.marks == (), "no step back leads to what was deleted"
    assert office.kept("Ada") == [], "nor is it kept anew"


def test_the_screens_are_covered_after_the_minutes_and_a_press_goes_on(application: Any, window: QWidget) -> None:
    window.resize(400, 300)
    guard = Guard()
    guard.watch(1)
    assert guard._timer.isActive()
    guard.cover()
    (cover,) = (each for each in guard.covers if each.parentWidget() is window)
    assert cover.size() == window.size()
    window.resize(500, 350)
    application.processEvents()
    assert cover.size() == window.size()
    cover.go_on.click()
    assert not guard.covers
    guard.stop()


def test_with_a_passphrase_only_the_passphrase_goes_on(application: Any, window: QWidget) -> None:
    guard = Guard(lambda said, then: then(said == "right"))
    guard.asks = lambda: True
    guard.cover()
    for said, is_covered in (("wrong", True), ("right", False)):
        guard.covers[0].passphrase.setText(said)
        guard.covers[0].go_on.click()
        assert bool(guard.covers) is is_covered
    guard.stop()


def test_a_session_of_nobody_does_not_stay_in_the_archive_that_is_left(office: Office, tmp_path: Path) -> None:
    office.note("nobody's")
    assert len(office.kept("")) == 1
    old, office.folder = office.folder, tmp_path / "elsewhere"
    office.desk._opener = lambda said: Archive.open(office.folder, said)
    office.desk.move()
    office.settle()
    assert [session.notes for session in office.kept("")] == ["nobody's"], "it goes along"
    assert not noted_open(old)
    with Archive.open(old) as archive:
        assert not archive.visits("")
    assert noted_open(office.folder) == ["first"]


def test_who_moves_on_while_an_archive_is_being_opened_is_in_the_last_one(office: Office, tmp_path: Path) -> None:
    for name in ("one", "two"):
        office.desk._opener = lambda said, name=name: Archive.open(tmp_path / name, said)
        office.desk.move()
    office.wait(lambda: office.desk.archive is not None)
    office.settle()
    assert office.desk.archive is not None
    assert office.desk.archive.folder == tmp_path / "two"


def test_what_the_archive_that_was_left_still_says_is_not_asked_about_in_the_next(office: Office) -> None:
    office.name("Ada")
    office.note("begun")
    office.flush()
    mine = begin(office.store.state.session)
    office.desk._outcome.emit(object(), Conflict(mine, mine))
    office.settle()
    assert office.desk.doubts.present is None


def test_while_the_hand_draws_nothing_is_kept_or_written_and_when_it_is_lifted_all(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.name("Ada")
    office.mark()
    office.flush()
    offered: list[Any] = []
    run: list[Any] = []
    monkeypatch.setattr(office.desk._saver, "offer", offered.append)
    monkeypatch.setattr(office.desk.errands, "run", lambda *job: run.append(job))
    edit = in_session(lambda session: record.add_mark(session, KNEE))
    for _ in range(50):
        office.store.sketch(edit)
    assert not offered
    office.store.apply(edit)
    (visit,) = offered
    assert len(visit.session.marks) == 2
    office.note("more of the same")
    assert len(offered) == 2
    assert not run, "which session is open is noted once"


@pytest.mark.slow
def test_a_session_of_nobody_goes_even_while_the_server_is_away(application: Any, tmp_path: Path) -> None:
    with postgres.running() as server:
        office = Office(application, tmp_path / "kept", server=server.address)
        office.note("SECRET")
        office.flush()
        with server.away():
            office.note("SECRET TOO")
            office.flush()
            office.new_client()
            assert not list((tmp_path / "kept").rglob("*.visit"))
        office.wait(lambda: not list((tmp_path / "kept").rglob("*.dropped")))
        with Archive.open(tmp_path / "other", server=server.address) as other:
            assert not other.visits("")
        office.desk.close()


@pytest.mark.slow
def test_an_answer_while_the_server_is_away_is_sent_once_it_is_back(application: Any, tmp_path: Path) -> None:
    with postgres.running() as server:
        office = Office(application, tmp_path / "kept", server=server.address)
        office.name("Ada")
        office.note("begun")
        office.flush()
        with Archive.open(tmp_path / "other", server=server.address) as other:
            visit = other.load("first")
            assert visit is not None
            theirs = replace(visit, session=record.note(visit.session, "theirs"))
            office.note("mine")
            assert isinstance(other.save(theirs), Saved)
            office.flush()
            assert office.conflicts
            with server.away():
                office.desk.doubts.settle("both")
                office.settle()
                assert "cannot be reached" in office.troubles[-1]
            office.wait(lambda: not office.troubles[-1])
            office.flush()
            client = other.client("Ada")
            assert client is not None
            found = [other.load(each.id) for each in other.visits(client.id)]
        assert sorted(visit.session.notes for visit in found if visit is not None) == ["mine", "theirs"]
        office.desk.close()


@pytest.mark.parametrize("asks", [False, True])
def test_no_key_walks_under_the_cover_and_nothing_takes_the_keyboard_there(application: Any, window: QWidget, asks: bool) -> None:
    row = QVBoxLayout(window)
    under = [QLineEdit(), QLineEdit()]
    for each in under:
        row.addWidget(each)
    application.processEvents()
    under[0].setFocus()
    guard = Guard(lambda _said, then: then(True))
    guard.asks = lambda: asks
    guard.cover()
    (cover,) = (each for each in guard.covers if each.parentWidget() is window)
    for key, modifier in [(Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)] * 4 + [(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)] * 4:
        QTest.keyClick(window.focusWidget(), key, modifier)
        assert window.focusWidget() in (cover.passphrase, cover.go_on)
    for is_covered in (True, False):
        under[1].setFocus()
        application.focusChanged.emit(None, under[1])
        assert cover.isAncestorOf(window.focusWidget()) is is_covered
        guard.uncover()
    guard.stop()


def test_no_list_and_no_menu_floats_above_the_cover(application: Any, window: QWidget) -> None:
    names = QWidget(window, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
    names.show()
    menu = QMenu(window)
    menu.addAction("first")
    menu.popup(window.pos())
    guard = Guard()
    guard.cover()
    assert not names.isVisible()
    assert not menu.isVisible()
    guard.stop()
