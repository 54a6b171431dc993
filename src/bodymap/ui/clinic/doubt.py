"""Conflicts that wait for their answer, one after the other. Each is about one visit, which need not be the one that is open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bodymap.archive.visit import Conflict, Outcome, Visit
from bodymap.errors import BodymapError
from bodymap.ui.store import Store

if TYPE_CHECKING:
    from collections.abc import Collection

    from bodymap.ui.clinic.desk import Desk


class Doubts(QObject):
    """Those of one desk."""

    changed = Signal()
    """Another one is to be asked about, or none any more: `present`."""

    def __init__(self, desk: Desk, store: Store) -> None:
        super().__init__(desk)
        self._desk, self._store = desk, store
        self._asked: dict[str, Conflict] = {}

    @property
    def present(self) -> Conflict | None:
        """The conflict to be asked about now: that of the open session before all others."""
        return self._asked.get(self._desk.name_of(self._store.state.session.key)) or next(iter(self._asked.values()), None)

    @property
    def is_of_open(self) -> bool:
        """Whether it is about the session that is open."""
        present = self.present
        return present is not None and present.mine.id == self._desk.name_of(self._store.state.session.key)

    def hear(self, conflict: Conflict) -> None:
        """Ask about one more; of an empty session that another room deleted there is nothing to ask."""
        archive = self._desk.archive
        mine = self._desk.known(conflict.mine.id) or conflict.mine  # the hand may have drawn more since that was written
        if conflict.theirs is None and mine.session.is_empty and archive is not None:
            self._desk.let_go(conflict.mine.id)
            self._desk.errands.run(lambda: archive.settle(conflict, keep="theirs"))
            return
        self._desk.count(conflict.mine)
        self._asked[conflict.mine.id] = conflict
        self.changed.emit()

    def forget(self, names: Collection[str] | None = None) -> None:
        """Ask no more about these visits, or about any."""
        gone = set(self._asked if names is None else names) & self._asked.keys()
        for name in gone:
            del self._asked[name]
        if gone:
            self.changed.emit()

    def mine(self, visit: Visit) -> Visit:
        """Return what this room holds of a visit that waits for its answer; of any other the visit itself."""
        conflict = self._asked.get(visit.id)
        return visit if conflict is None else replace(self._desk.known(visit.id) or conflict.mine, version=conflict.mine.version)

    def settle(self, keep: str) -> None:
        """Answer: keep mine, take theirs, or keep both as two sessions."""
        conflict, saver = self.present, self._desk.saver
        if conflict is None or saver is None:
            return
        asked = replace(conflict, mine=self.mine(conflict.mine))
        self.forget((conflict.mine.id,))

        def failed(why: BodymapError) -> None:
            self.hear(asked)
            self._desk.told.emit(str(why))

        self._desk.errands.run(lambda: saver.settle(asked, keep=keep), lambda outcome: self._settled(asked.mine.id, outcome, keep), failed)

    def _settled(self, name: str, outcome: Outcome, keep: str) -> None:
        if isinstance(outcome, Conflict):
            self.hear(outcome)
        else:
            self._desk.go_on(name, outcome.visit, keep)
