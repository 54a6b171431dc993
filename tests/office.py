"""A desk over an archive of its own, without a window."""

import shutil
from pathlib import Path
from typing import Any

from patience import Patience

from bodymap.anatomy.place import parse
from bodymap.archive.archive import Archive
from bodymap.archive.visit import Client
from bodymap.session import record
from bodymap.session.record import Session
from bodymap.ui import state as states
from bodymap.ui.clinic.desk import Desk
from bodymap.ui.state import State, in_session
from bodymap.ui.store import Store

BUTTOCK, KNEE = parse("posterior:-95,-930"), parse("anterior:95,-500")


class Office(Patience):
    """A desk over an archive of its own, and what it said."""

    def __init__(self, application: Any, folder: Path, passphrase: str | None = None, server: str | None = None, key: str = "first", *, is_opened: bool = True) -> None:
        self.application, self.folder = application, folder
        self.store = Store(State(Session(key=key)))
        self.desk = Desk(self.store, lambda said: Archive.open(folder, said, server=server))
        self.told: list[str] = []
        self.locked: list[str] = []
        self.back: list[bool] = []
        self.conflicts: list[Any] = []
        self.troubles: list[str] = []
        self.desk.told.connect(self.told.append)
        self.desk.troubled.connect(self.troubles.append)
        self.desk.locked.connect(self.locked.append)
        self.desk.came_back.connect(lambda: self.back.append(True))
        self.desk.doubts.changed.connect(lambda: self.conflicts.append(self.desk.doubts.present))
        if is_opened:
            self.desk.open(passphrase)
        self.settle()

    def flush(self) -> None:
        if self.desk._saver is not None:
            self.desk._saver.flush()
        self.settle()
        self.application.processEvents()

    def mark(self, place: Any = BUTTOCK) -> None:
        self.store.apply(in_session(lambda session: record.add_mark(session, place)))

    def note(self, text: str) -> None:
        self.store.apply(in_session(lambda session: record.note(session, text)))

    def name(self, client: str) -> None:
        self.store.apply(in_session(lambda session: record.name_client(session, client)))
        self.settle()

    def new_client(self) -> None:
        self.store.apply(states.new_client)
        self.settle()

    def crash(self, folder: Path) -> Path:
        """Return `folder` as a copy of what would lie there had the program ended now: a lock holds no longer than its process."""
        shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns("*.lock"))
        return folder

    def client(self, name: str) -> Client:
        with Archive.open(self.folder) as archive:
            found = archive.client(name)
        assert found is not None
        return found

    def kept(self, client: str) -> list[Session]:
        self.flush()
        with Archive.open(self.folder) as archive:
            found = archive.client(client) if client else None
            names = [each.id for each in archive.visits(found.id if found else "")] if found or not client else []
            visits = [archive.load(each) for each in names]
        return [visit.session for visit in visits if visit is not None]
