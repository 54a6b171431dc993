"""The desk played at random beside another room and another window: what was noted of one client is never found under another, and nothing noted is lost.

Each note adds a word of its own, so that it can be looked for. The program also ends, properly and by a crash, and begins again.
"""

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from office import Office

from bodymap.archive.archive import Archive
from bodymap.archive.visit import Conflict, Visit
from bodymap.session import record

SEEDS = range(int(os.environ.get("BODYMAP_EXAMPLES", "4")))
STEPS = 40
CLIENTS = ("Ada", "Bert")


class Day:
    """One therapist's day, and another room's."""

    def __init__(self, application: Any, folder: Path, seed: int) -> None:
        self.application, self.folder = application, folder
        self.chance = random.Random(seed)
        self.office = Office(application, folder / "0")
        self.count = 0
        self.nobodys: set[str] = set()
        self.noted: dict[str, str] = {}
        """Every word that must be kept, and whose it is."""
        self.story: list[str] = []

    @property
    def session(self) -> Any:
        return self.office.store.state.session

    def word(self) -> str:
        self.count += 1
        return f"w{self.count}"

    def play(self) -> None:
        for _ in range(STEPS):
            step = self.chance.choice(
                (*[self.note] * 4, *[self.other] * 2, self.client, self.nobody, self.undo, self.removed, self.answer, self.back, self.beside, self.again)
            )
            self.story.append(step.__name__)
            step()
            self.office.settle()
        self.check()

    def note(self) -> None:
        word = self.word()
        if self.session.client:
            self.noted[word] = self.session.client
        else:
            self.nobodys.add(word)
        self.office.note(f"{self.session.notes} {word}")
        if self.chance.random() < 0.7:
            self.office.flush()

    def client(self) -> None:
        self.office.new_client()
        self.office.name(self.chance.choice(CLIENTS))

    def nobody(self) -> None:
        self.office.new_client()

    def undo(self) -> None:
        before = self.session
        self.office.store.undo()
        if self.session.key == before.key:
            self.give_up(before.notes, self.session.notes)

    def back(self) -> None:
        """An earlier session is opened."""
        self.office.flush()
        found = self.kept()
        if found:
            self.office.desk.ledger.open_visit(self.chance.choice(found).id)

    def other(self) -> None:
        """The other room writes on."""
        found = self.kept()
        if found:
            visit = self.chance.choice(found)
            with Archive.open(self.office.folder) as room:
                room.save(replace(visit, session=record.note(visit.session, f"{visit.session.notes} o{self.word()}")))

    def removed(self) -> None:
        """The other room deletes a session."""
        found = self.kept()
        if found:
            visit = self.chance.choice(found)
            with Archive.open(self.office.folder) as room:
                for each in (visit, *room.waiting()):  # on the same computer, what waits of it goes, too
                    if each.id == visit.id:
                        self.give_up(each.session.notes, "")
                room.delete_visit(visit.id)

    def answer(self) -> None:
        self.office.flush()
        doubts = self.office.desk.doubts
        conflict: Conflict | None = doubts.present
        if conflict is None:
            return
        keep = self.chance.choice(("mine", "both", "theirs") if conflict.theirs is not None else ("mine", "both"))
        if keep == "theirs" and conflict.theirs is not None:
            self.give_up(doubts.mine(conflict.mine).session.notes, conflict.theirs.session.notes)
        self.story.append(keep)
        doubts.settle(keep)

    def again(self) -> None:
        """The program ends, or is ended, and begins again."""
        self.office.flush()
        if self.chance.random() < 0.5:
            self.story.append("crash")
            now = self.office.crash(self.folder / str(len(self.story)))
            self.office.desk.close()
        else:
            now = self.office.folder
            self.office.desk.close()
        self.office = Office(self.application, now, key=f"start{len(self.story)}")

    def beside(self) -> None:
        """A second window is opened on the same computer, something is noted in it for nobody, and it ends."""
        second = Office(self.application, self.office.folder, key=f"beside{len(self.story)}")
        assert second.store.state.session.is_empty, " ".join(self.story)
        word = self.word()
        self.nobodys.add(word)
        second.note(word)
        second.flush()
        second.desk.close()

    def give_up(self, was: str, now: str) -> None:
        """What the therapist took back need not be kept."""
        for word in set(was.split()) - set(now.split()):
            self.noted.pop(word, None)

    def kept(self) -> list[Visit]:
        with Archive.open(self.office.folder) as archive:
            names = [each.id for client in archive.clients() for each in archive.visits(client.id)]
            return [visit for name in names if (visit := archive.load(name)) is not None]

    def check(self) -> None:
        self.office.flush()
        while self.office.desk.doubts.present is not None:
            self.office.desk.doubts.settle("both")
            self.office.settle()
            self.office.flush()
        self.office.new_client()
        self.office.flush()
        found: dict[str, set[str]] = {}
        for visit in self.kept():
            for word in visit.session.notes.split():
                found.setdefault(word, set()).add(visit.client)
        assert {word: {client} for word, client in self.noted.items()} == {word: found.get(word) for word in self.noted}, " ".join(self.story)
        assert not self.nobodys & found.keys(), " ".join(self.story)
        with Archive.open(self.office.folder) as archive:
            assert not archive.visits(""), " ".join(self.story)
            assert not archive.waiting(), " ".join(self.story)


@pytest.fixture(params=SEEDS)
def day(application: Any, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Day]:
    made = Day(application, tmp_path, request.param)
    yield made
    made.office.desk.close()


@pytest.mark.slow
def test_nothing_noted_is_lost_and_nothing_of_one_client_goes_to_another(day: Day) -> None:
    day.play()
