"""Two rooms on one server, and what happens when the server goes: seen within two seconds, nothing lost, nothing overwritten."""

import queue
from dataclasses import replace
from pathlib import Path
from typing import Any

import postgres
import pytest
from kept import kept

from bodymap.archive import watch as watches
from bodymap.archive.archive import Archive
from bodymap.archive.autosave import Autosave, Failed
from bodymap.archive.visit import ArchiveError, Change, Conflict, ConnectionLostError, Kept, Saved, begin
from bodymap.archive.watch import Watch
from bodymap.session.record import NEW_CLIENT, note

LONG_S = 20.0
"""How long a test waits before it gives up; nothing is timed."""


def said(session_note: str) -> Any:
    return note(NEW_CLIENT, session_note)


def test_another_room_hears_of_a_visit_by_itself(archive: Archive, other: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: queue.Queue[tuple[Change, ...]] = queue.Queue()
    reached: queue.Queue[bool] = queue.Queue()
    if "postgresql" in other.where:
        monkeypatch.setattr(watches, "EVERY_S", 3600.0)  # only the server's call is quick enough
    with Watch(other, heard.put, reached=reached.put):
        assert reached.get(timeout=LONG_S)
        visit = kept(archive, begin(said("first")))
        assert heard.get(timeout=LONG_S) == (Change("saved", visit.id, 1),)
        kept(other, begin(said("its own")))
        archive.delete_visit(visit.id)
        assert heard.get(timeout=LONG_S) == (Change("deleted", visit.id, 0),)


def test_where_nobody_calls_the_counter_is_asked_every_second(
    server: postgres.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Archive, "calls", lambda _archive: None)
    heard: queue.Queue[tuple[Change, ...]] = queue.Queue()
    reached: queue.Queue[bool] = queue.Queue()
    one, two = (Archive.open(tmp_path / room, server=server.address) for room in "ab")
    with one, two, Watch(two, heard.put, reached=reached.put):
        assert reached.get(timeout=LONG_S)
        visit = kept(one, begin(said("first")))
        assert heard.get(timeout=LONG_S) == (Change("saved", visit.id, 1),)
    assert watches.EVERY_S < 2


def test_a_lost_server_is_told_the_open_visit_kept_here_and_sent_once_it_is_back(server: postgres.Server, tmp_path: Path) -> None:
    told: queue.Queue[Any] = queue.Queue()
    reached: queue.Queue[bool] = queue.Queue()
    with Archive.open(tmp_path / "a", server=server.address) as one, Archive.open(tmp_path / "b", server=server.address) as two:
        visit = kept(one, begin(said("begun")))
        with Watch(two, lambda _changes: None, reached=reached.put), Autosave(one, told.put, every_s=0.05) as autosave:
            assert reached.get(timeout=LONG_S)
            with server.away():
                assert not reached.get(timeout=LONG_S)
                autosave.offer(replace(visit, session=said("while it was away")))
                outcome = told.get(timeout=LONG_S)
                assert isinstance(outcome, Kept)
                assert "cannot be reached" in outcome.reason
                assert [each.session.notes for each in one.waiting()] == ["while it was away"]
                with pytest.raises(ConnectionLostError):
                    one.clients()
                with pytest.raises(ConnectionLostError):
                    Archive.open(tmp_path / "never seen", server=server.address)
                with Archive.open(tmp_path / "a", server=server.address) as offline:
                    assert [each.session.notes for each in offline.waiting()] == ["while it was away"]
            assert reached.get(timeout=LONG_S)
            while not isinstance(outcome, Saved):
                outcome = told.get(timeout=LONG_S)
            assert not one.waiting()
            loaded = two.load(visit.id)
            assert loaded is not None
            assert loaded.session == said("while it was away")


def test_what_waited_meets_another_rooms_edit_and_is_asked_about(server: postgres.Server, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a", server=server.address) as one, Archive.open(tmp_path / "b", server=server.address) as two:
        visit = kept(one, begin(said("begun")))
        with server.away():
            mine = replace(visit, session=said("mine"))
            assert isinstance(one.save(mine), Kept)
        theirs = kept(two, replace(visit, session=said("theirs")))
        assert one.send() == (Conflict(mine, theirs),)
        assert one.send() == (Conflict(mine, theirs),), "it is asked until it is answered"
        one.settle(Conflict(mine, theirs), keep="theirs")
        assert not one.waiting()
        assert two.load(visit.id) == theirs


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("nonsense", "is not an address such as postgresql"),
        ("mysql://name@computer/db", "begins with mysql"),
        ("postgresql://bodymap:hushhush@/nowhere?host={folder}", "has no such database"),
        ("postgresql://stranger:hushhush@/postgres?host={folder}", "does not let this user in"),
        ("postgresql://bodymap:hushhush@/postgres?host=/nowhere", "cannot be reached now"),
    ],
)
def test_an_address_that_leads_nowhere_is_one_sentence_without_the_password(
    server: postgres.Server, tmp_path: Path, address: str, sentence: str
) -> None:
    with pytest.raises(ArchiveError) as error:
        Archive.open(tmp_path, server=address.format(folder=server.folder))
    assert sentence in str(error.value)
    assert "hushhush" not in str(error.value)
    assert "\n" not in str(error.value)


def test_the_environment_may_name_the_server(server: postgres.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BODYMAP_SERVER", server.address)
    with Archive.open(tmp_path) as archive:
        kept(archive, begin(said("there")))
    assert not (tmp_path / "archive.sqlite").exists()


def test_autosave_writes_the_last_of_many_edits_and_keeps_count(archive: Archive) -> None:
    told: list[Any] = []
    visit = begin(said("0"))
    with Autosave(archive, told.append, every_s=3600) as autosave:
        for number in range(50):
            autosave.offer(replace(visit, session=said(str(number))))
        autosave.flush()
        assert [type(each) for each in told] == [Saved]
        autosave.offer(replace(visit, session=said("last")))
    assert [each.visit.session.notes for each in told] == ["49", "last"]
    assert archive.load(visit.id) == told[-1].visit


def test_autosave_asks_once_and_keeps_what_is_drawn_meanwhile(archive: Archive, other: Archive) -> None:
    told: list[Any] = []
    visit = kept(archive, begin(said("begun")))
    theirs = kept(other, replace(visit, session=said("theirs")))
    with Autosave(archive, told.append, every_s=3600) as autosave:
        for text in ("mine", "mine, longer"):
            autosave.offer(replace(visit, session=said(text)))
            autosave.flush()
        (conflict,) = told
        assert (conflict.mine.session, conflict.theirs) == (said("mine"), theirs)
        assert [each.session.notes for each in archive.waiting()] == ["mine, longer"]
        settled = archive.settle(replace(conflict, mine=archive.waiting()[0]), keep="mine")
        autosave.settled(settled.visit)
        autosave.offer(replace(settled.visit, session=said("on it goes")))
        autosave.flush()
    assert archive.load(visit.id).session == said("on it goes")
    assert not archive.waiting()


def test_autosave_says_what_is_wrong_and_tries_again(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    visit = begin(said("kept after all"))
    with Autosave(archive, told.append, every_s=3600) as autosave:
        with monkeypatch.context() as patch:
            patch.setattr(archive, "_save", _fail)
            autosave.offer(visit)
            autosave.flush()
        assert [type(each) for each in told] == [Failed]
        assert told[0].reason == "the disk: is full"
        autosave.flush()
        assert [type(each) for each in told] == [Failed, Saved]


def test_after_an_answer_that_came_too_late_what_is_drawn_on_waits_here_too(archive: Archive, other: Archive) -> None:
    told: list[Any] = []
    visit = kept(archive, begin(said("begun")))
    first = kept(other, replace(visit, session=said("theirs")))
    with Autosave(archive, told.append, every_s=3600) as autosave:
        autosave.offer(replace(visit, session=said("mine")))
        autosave.flush()
        kept(other, replace(first, session=said("theirs again")))
        again = autosave.settle(told[0], keep="mine")
        assert isinstance(again, Conflict)
        autosave.offer(replace(visit, session=said("mine, longer")))
        autosave.flush()
        assert [each.session.notes for each in archive.waiting()] == ["mine, longer"]
        settled = autosave.settle(replace(again, mine=archive.waiting()[0]), keep="mine")
        assert isinstance(settled, Saved)
    assert archive.load(visit.id).session == said("mine, longer")
    assert not archive.waiting()


def test_a_mistake_of_the_program_silences_no_visit(archive: Archive, other: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    visit = kept(archive, begin(said("begun")))
    kept(other, replace(visit, session=said("theirs")))
    with Autosave(archive, told.append, every_s=3600) as autosave:
        autosave.offer(replace(visit, session=said("mine")))
        autosave.flush()
        with monkeypatch.context() as patch:
            patch.setattr(archive, "_save", _mistake)
            with pytest.raises(RuntimeError):
                autosave.settle(told[0], keep="mine")
            autosave.offer(replace(visit, session=said("mine, longer")))
            autosave.flush()
        assert isinstance(told[-1], Failed)
        autosave.flush()
        assert [each.session.notes for each in archive.waiting()] == ["mine, longer"]


def _mistake(*_: object) -> None:
    raise RuntimeError("nobody thought of this")


def _fail(*_: object) -> None:
    raise ArchiveError("is full", file="the disk")


def test_a_visit_that_is_forgotten_is_not_written_again(archive: Archive) -> None:
    told: list[Any] = []
    with Autosave(archive, told.append, every_s=3600) as autosave:
        visit = begin(said("gone"))
        autosave.offer(visit)
        autosave.forget(visit.id)
    assert not told
    assert archive.load(visit.id) is None
