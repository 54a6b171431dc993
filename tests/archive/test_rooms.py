"""Two rooms do what they like, and crash while they do: what was kept is what a plain dictionary says, on a file and on a server."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import postgres
import pytest
import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from kept import kept

from bodymap.anatomy.place import PlatePlace
from bodymap.archive import schema
from bodymap.archive.archive import Archive
from bodymap.archive.shelf import Shelf
from bodymap.archive.visit import Conflict, Kept, Outcome, Saved, Visit, begin
from bodymap.archive.waiting import Waiting
from bodymap.session import history
from bodymap.session.history import History
from bodymap.session.record import NEW_CLIENT, Session, add_mark, clear_marks, name_client, note

PLACES = st.builds(PlatePlace, st.just("posterior"), st.integers(-200, 200), st.integers(-1600, 0))
EDITS = st.one_of(
    st.tuples(st.just(add_mark), PLACES),
    st.tuples(st.just(note), st.text(max_size=8)),
    st.tuples(st.just(name_client), st.sampled_from(("Anna", "anna", "7", "17", ""))),
    st.tuples(st.just(clear_marks)),
)
ROOMS = st.sampled_from((0, 1))
CHOICES = st.sampled_from(("mine", "theirs", "both"))


class Crash(BaseException):
    """The power went."""


@dataclass
class Room:
    """An open archive, and what its therapist has open, each with a way back."""

    archive: Archive
    open: dict[str, tuple[Visit, History]] = field(default_factory=dict)


@contextmanager
def crashing(kind: type, method: str) -> Iterator[None]:
    """Everything ends where `method` is called."""

    def crash(*_: object) -> None:
        raise Crash

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kind, method, crash)
        with pytest.raises(Crash):
            yield


class Rooms(RuleBasedStateMachine):
    """`kept` is what must be in the archive: the session and how often it was written."""

    visits = Bundle("visits")

    def __init__(self, opens: Callable[[int], Archive]) -> None:
        super().__init__()
        self.opens = opens
        self.rooms = [Room(opens(0)), Room(opens(1))]
        self.kept: dict[str, tuple[Session, int]] = {}

    @rule(target=visits, room=ROOMS, edit=EDITS)
    def create(self, room: int, edit: tuple) -> str:
        visit = begin(edit[0](NEW_CLIENT, *edit[1:]))
        self.take(room, visit, self.rooms[room].archive.save(visit))
        return visit.id

    @rule(target=visits, room=ROOMS, visit=visits, edit=EDITS, keep=CHOICES)
    def edit(self, room: int, visit: str, edit: tuple, keep: str) -> object:
        return self.change(room, visit, lambda line: history.advance(line, edit[0](line.present, *edit[1:])), keep)

    @rule(target=visits, room=ROOMS, visit=visits, keep=CHOICES)
    def undo(self, room: int, visit: str, keep: str) -> object:
        return self.change(room, visit, history.undo, keep)

    @rule(room=ROOMS, visit=visits)
    def look(self, room: int, visit: str) -> None:
        loaded = self.rooms[room].archive.load(visit)
        assert (loaded is None) == (visit not in self.kept)
        if loaded is not None:
            self.rooms[room].open[visit] = (loaded, History(loaded.session))

    @rule(room=ROOMS, visit=consumes(visits))
    def delete(self, room: int, visit: str) -> None:
        gone = self.rooms[room].archive.delete_visit(visit).visits
        assert gone == (1 if self.kept.pop(visit, None) else 0)

    @rule(room=ROOMS, visit=visits, edit=EDITS)
    def crash_before_it_is_kept(self, room: int, visit: str, edit: tuple) -> None:
        opened = self.opened(room, visit)
        if opened is None or self.version(visit) != opened[0].version:
            return
        with crashing(Shelf, "tell"):
            self.rooms[room].archive.save(replace(opened[0], session=edit[0](opened[0].session, *edit[1:])))
        session = edit[0](opened[0].session, *edit[1:])
        if self.begin_anew(room):  # a server's room had written it down here first, and sends it now
            self.kept[visit] = (session, opened[0].version + 1)

    @rule(room=ROOMS, visit=visits, edit=EDITS)
    def crash_after_it_is_kept(self, room: int, visit: str, edit: tuple) -> None:
        opened = self.opened(room, visit)
        if opened is None or self.version(visit) != opened[0].version or not self.is_server(room):
            return
        edited = replace(opened[0], session=edit[0](opened[0].session, *edit[1:]))
        with crashing(Waiting, "forget"):
            self.rooms[room].archive.save(edited)
        assert self.begin_anew(room)
        self.kept[visit] = (edited.session, opened[0].version + 2)

    @rule(target=visits, room=ROOMS, visit=visits, edit=EDITS, keep=CHOICES)
    def save_while_the_server_is_away(self, room: int, visit: str, edit: tuple, keep: str) -> object:
        opened = self.opened(room, visit)
        if opened is None or not self.is_server(room):
            return multiple()
        edited = replace(opened[0], session=edit[0](opened[0].session, *edit[1:]))
        archive = self.rooms[room].archive
        here, archive._store = archive._store, replace(archive._store, engine=sa.create_engine("postgresql+psycopg://@/none?host=/nowhere"))
        outcome = archive.save(edited)
        archive._store.close()
        archive._store = here
        assert isinstance(outcome, Kept)
        assert outcome.visit == edited
        (sent,) = archive.send()
        return self.take(room, edited, sent, keep)

    @invariant()
    def what_is_kept_is_what_was_saved(self) -> None:
        for room in self.rooms:
            for identity, (session, version) in self.kept.items():
                found = room.archive.load(identity)
                assert found is not None
                assert (found.session, found.version) == (session, version)
            names = {session.client.lower() for session, _ in self.kept.values() if session.client}
            clients = room.archive.clients()
            assert {client.name.lower() for client in clients} == names
            listed = [summary.id for owner in ("", *(client.id for client in clients)) for summary in room.archive.visits(owner)]
            assert sorted(listed) == sorted(self.kept)
            assert not room.archive.waiting()

    def opened(self, room: int, visit: str) -> tuple[Visit, History] | None:
        if visit not in self.rooms[room].open:
            self.look(room, visit)
        return self.rooms[room].open.get(visit)

    def version(self, visit: str) -> int:
        return self.kept.get(visit, (None, 0))[1]

    def is_server(self, room: int) -> bool:
        return self.rooms[room].archive.where.startswith("postgresql")

    def change(self, room: int, visit: str, step: Callable[[History], History], keep: str) -> object:
        opened = self.opened(room, visit)
        if opened is None:
            return multiple()
        line = step(opened[1])
        edited = replace(opened[0], session=line.present)
        return self.take(room, edited, self.rooms[room].archive.save(edited), keep, line)

    def take(self, room: int, mine: Visit, outcome: Outcome, keep: str = "mine", line: History | None = None) -> object:
        """Check an outcome against the dictionary, answer a conflict, and go on with what is kept; a new visit where both were kept."""
        new: object = multiple()
        if self.version(mine.id) == mine.version:
            assert isinstance(outcome, Saved)
        else:
            assert isinstance(outcome, Conflict)
            theirs = outcome.theirs
            assert (theirs and (theirs.session, theirs.version)) == self.kept.get(mine.id)
            outcome = self.rooms[room].archive.settle(outcome, keep=keep)
            assert isinstance(outcome, Saved)
            if keep == "theirs":
                self.rooms[room].open.pop(mine.id, None)
                return new
            new = outcome.visit.id if keep == "both" else new
        self.kept[outcome.visit.id] = (mine.session, outcome.visit.version)
        self.rooms[room].open[outcome.visit.id] = (outcome.visit, line or History(mine.session))
        return new

    def begin_anew(self, room: int) -> bool:
        """The room starts again, with nothing open; whether something waited, which is sent."""
        self.rooms[room].archive.close()
        self.rooms[room] = Room(self.opens(room))
        sent = self.rooms[room].archive.send()
        assert all(isinstance(outcome, Saved) for outcome in sent)
        return bool(sent)

    def teardown(self) -> None:
        for room in self.rooms:
            room.archive.close()


FEW = settings(max_examples=int(os.environ.get("BODYMAP_EXAMPLES", "8")), stateful_step_count=15)
"""Enough for every run of the tests; `tools/nightly` asks for hundreds."""


def test_two_rooms_on_one_file(tmp_path: Path) -> None:
    def machine() -> Rooms:
        folder = Path(tempfile.mkdtemp(dir=tmp_path))
        return Rooms(lambda _room: Archive.open(folder))

    run_state_machine_as_test(machine, settings=FEW)


def test_two_rooms_on_one_server(server: postgres.Server, tmp_path: Path) -> None:
    def machine() -> Rooms:
        folder = Path(tempfile.mkdtemp(dir=tmp_path))
        rooms = Rooms(lambda room: Archive.open(folder / str(room), server=server.address))
        with rooms.rooms[0].archive.writing() as shelf:
            for table in (schema.visit, schema.client, schema.change):
                shelf.connection.execute(table.delete())
        return rooms

    run_state_machine_as_test(machine, settings=FEW)


def test_what_a_crash_left_waiting_is_no_conflict_with_oneself(server: postgres.Server, tmp_path: Path) -> None:
    with Archive.open(tmp_path, server=server.address) as archive:
        visit = kept(archive, begin(note(NEW_CLIENT, "first")))
        with crashing(Waiting, "forget"):
            archive.save(replace(visit, session=note(NEW_CLIENT, "second")))
    with Archive.open(tmp_path, server=server.address) as archive:
        assert [type(outcome) for outcome in archive.send()] == [Saved]
        assert archive.load(visit.id).session.notes == "second"
