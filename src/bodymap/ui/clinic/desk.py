"""The therapist's desk: the open session is kept by itself, earlier ones are fetched, and a conflict waits for its answer.

It stands between the store (what is shown) and the archive (what is kept). All work of the archive is done on other threads. Without a
client's name a session is kept only while it is open, so that a crash loses nothing; New client takes it away again.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from bodymap.archive.visit import Change, Conflict, Kept, PassphraseError, Saved, Versions, Visit, begin
from bodymap.errors import BodymapError
from bodymap.session.record import Session
from bodymap.tongue import tr
from bodymap.ui.clinic.doubt import Doubts
from bodymap.ui.clinic.errand import AnswerT, Errands
from bodymap.ui.clinic.ledger import Ledger
from bodymap.ui.clinic.nobody import Nobody
from bodymap.ui.clinic.opennote import Left, OpenNote, left_open
from bodymap.ui.clinic.rooms import Rooms
from bodymap.ui.state import State, in_session, take_session
from bodymap.ui.store import Store, lasting

if TYPE_CHECKING:
    from bodymap.archive.archive import Archive
    from bodymap.archive.autosave import Autosave

Opener = Callable[[str | None], "Archive"]
"""Opens the archive, with a passphrase where one is set."""


class Desk(QObject):
    """Keeps one store's sessions in one archive, once it is open."""

    opened = Signal()
    """The archive can be asked."""
    locked = Signal(str)
    """A passphrase is needed; the sentence says why."""
    told = Signal(str)
    """A sentence that is to be read once."""
    troubled = Signal(str)
    """What stands in the way of keeping, for as long as it does; empty when it is over."""
    others_wrote = Signal()
    """Another room wrote something."""
    came_back = Signal()
    """The session that was open when the program ended is open again."""
    _outcome = Signal(object, object)

    def __init__(self, store: Store, opener: Opener, versions: Versions | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._opener, self._versions = store, opener, versions or Versions()
        self.errands = Errands(self)
        self.errands.failed.connect(self.told)
        self.rooms = Rooms(self)
        self.rooms.wrote.connect(self._hear_others)
        self.rooms.reached.connect(self._reach)
        self._trouble, self._openings = "", 0
        self.archive: Archive | None = None
        self.is_awaited: Callable[[], bool] = lambda: False
        """Whether more was done in the open session than it shows yet: then it is not empty, whatever it says."""
        self.ledger = Ledger(self, store)
        self.doubts = Doubts(self, store)
        self._nobody = Nobody(self, store)
        self._saver: Autosave | None = None
        self._note: OpenNote | None = None
        self._visits: dict[str, Visit] = {}
        self._stored: set[str] = set()
        self._outcome.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        store.changed.connect(self._changed)

    # The archive

    def open(self, passphrase: str | None = None) -> None:
        """Open the archive; `opened` or `locked` follows."""
        self._openings += 1
        number = self._openings

        def take(archive: Archive) -> None:
            if number == self._openings and self.archive is None:
                self._take(archive)
            else:  # another one was wanted meanwhile
                self.errands.run(archive.close)

        def refuse(error: BodymapError) -> None:
            if number == self._openings:
                self._refuse(error)

        self.errands.run(lambda: self._opener(passphrase), take, refuse)

    def close(self) -> None:
        """Keep what is open, and let go of everything. A session of nobody is not kept."""
        self.rooms.close()
        self._part()
        self.errands.close()
        if self._saver is not None and self.archive is not None:
            with contextlib.suppress(BodymapError):
                self._saver.close()
                self.archive.close()
        self._saver = self.archive = None

    def reopen(self, passphrase: str | None = None) -> None:
        """Let go of the archive and open it again."""
        self.rooms.close()
        self._openings += 1  # what is being opened now is not wanted any more
        saver, archive, self._saver, self.archive = self._saver, self.archive, None, None
        self._stored -= {name for name in self._stored if saver is not None and saver.holds(name)}  # offered again to the next one

        def let_go() -> None:
            if saver is not None and archive is not None:
                saver.close()
                archive.close()

        self.errands.run(let_go, lambda _none: self.open(passphrase))

    def move(self) -> None:
        """Go on in the archive that the settings name now: what was kept stays where it is, what is open is new there."""
        self._part()
        self.reopen()
        self._visits, self._stored = {}, set()
        self._nobody.missed.clear()
        self.doubts.forget()
        self._say_trouble("")

    def _part(self) -> None:
        """No session is open in this archive from now on; one of nobody does not stay there."""
        if self._note is not None:
            self._nobody.leave(self._store.state.session, for_good=True)
            self._note.say("")
            self._note = None

    def begin_anew(self) -> None:
        """Know nothing any more of what was written: all that is kept is other now. What was drawn meanwhile is new there."""
        saver, archive = self._saver, self.archive
        if saver is None or archive is None:
            return
        from bodymap.archive.autosave import Autosave

        saver.close()
        self._visits, self._stored = {}, set()
        self.doubts.forget()
        self._saver = Autosave(archive, partial(self._outcome.emit, archive))
        self.offer(self._store.state.session)

    def _take(self, archive: Archive) -> None:
        from bodymap.archive.autosave import Autosave

        self.archive = archive
        self._saver = saver = Autosave(archive, partial(self._outcome.emit, archive))
        if self._note is None or self._note.folder != archive.folder:
            self._note = OpenNote(archive.folder, self.errands)
        self._say_trouble("")
        self._nobody.leave_missed()
        self.rooms.listen(archive)
        self.opened.emit()
        session = self._store.state.session
        if session.is_empty and not session.client:
            self.errands.run(lambda: left_open(archive, saver), lambda left: self._come_back(archive, left))
        else:
            self.offer(session)
            self.ledger.look_up(session.client)

    def _refuse(self, error: BodymapError) -> None:
        if isinstance(error, PassphraseError):
            self.locked.emit(str(error))
        else:
            self._say_trouble(tr("Sessions are not kept: {why}", why=str(error)))

    @property
    def is_locked(self) -> bool:
        """Whether a passphrase is set."""
        return self.archive is not None and self.archive.is_locked

    def check(self, passphrase: str, then: Callable[[bool], None]) -> None:
        """Say whether this is the archive's passphrase: whether it opens it."""

        def try_it() -> bool:
            try:
                self._opener(passphrase).close()
            except PassphraseError:
                return False
            return True

        self.errands.run(try_it, then)

    # The open session

    def _changed(self, before: State, after: State) -> None:
        if self._store.is_sketching:
            return  # the hand still draws; it is told again once it is lifted
        session = after.session
        is_other = before.session.key != session.key
        if is_other and not before.session.client:
            self._nobody.leave(before.session)
            if before.session.key in self._visits:
                self._lose(self._visits[before.session.key].id)
        known = self._visits.get(session.key)
        if is_other or known is None or known.session is not session:
            self.offer(session)
        if is_other or before.session.client != session.client:
            self.ledger.look_up(session.client)

    def offer(self, session: Session) -> None:
        """Have the open session kept, and noted as the open one, so that after a crash nobody else's comes back in its place."""
        if self._saver is None or self._note is None:
            return
        self.keep(session)
        self._note.say(self.stored(session.key))

    def keep(self, session: Session) -> None:
        """Have a session kept, unless it is just what is kept already, or empty and new."""
        known = self._visits.get(session.key)
        visit = self._visit_of(session)
        is_kept = visit.id in self._stored
        is_same = known is not None and lasting(known.session) == lasting(session)
        if self._saver is not None and not (is_same and is_kept) and (is_kept or not session.is_empty):
            self._stored.add(visit.id)
            self._saver.offer(visit)

    def _visit_of(self, session: Session) -> Visit:
        known = self._visits.get(session.key)
        if known is None:
            known = begin(session, self._versions)
            if session.key:
                known = replace(known, id=session.key)
        visit = replace(known, session=session)
        self._visits[session.key] = visit
        return visit

    def _hear(self, of: object, outcome: object) -> None:
        if not isinstance(outcome, Saved) and of is not self.archive:
            return  # of one that was left; what waits there is asked about when it is opened again
        if isinstance(outcome, Saved):
            self._say_trouble("")
            self.count(outcome.visit)
        elif isinstance(outcome, Conflict):
            self.doubts.hear(outcome)
        elif isinstance(outcome, Kept):
            self._say_trouble(_away())
        else:
            self._say_trouble(tr("Not kept yet, tried again: {why}", why=getattr(outcome, "reason", "")))

    def _say_trouble(self, sentence: str) -> None:
        if sentence != self._trouble:
            self._trouble = sentence
            self.troubled.emit(sentence)

    # Other rooms

    def _reach(self, is_reached: bool) -> None:  # noqa: FBT001 - a slot
        archive = self.archive
        if is_reached:
            self._say_trouble("")
            if archive is not None:
                self._nobody.leave_rest(archive)
                self.ledger.look_up(self._store.state.session.client)
        elif archive is not None:
            self._say_trouble(_away())
            self.errands.run(archive.changes, None, self._look_why)

    def _look_why(self, why: BodymapError) -> None:
        """Another room may have set a passphrase: then this one is asked for it."""
        if isinstance(why, PassphraseError):
            self.reopen()

    def _hear_others(self, changes: tuple[Change, ...]) -> None:
        """What is open here and was not touched since is shown as another room wrote it; touched on both sides, it is asked about at the next write."""
        session = self._store.state.session
        visit = self._visits.get(session.key)
        kinds = {change.kind for change in changes if visit is not None and change.visit in ("", visit.id)}
        if visit is not None and kinds and visit.id in self._stored:
            self._look_anew(visit.id)
        self.ledger.look_up(session.client)
        self.others_wrote.emit()

    def _look_anew(self, name: str) -> None:
        session = self._store.state.session
        self.ledger.load((name,), lambda found: self._take_theirs(name, session, found))

    def _take_theirs(self, name: str, session: Session, found: tuple[Visit, ...]) -> None:
        is_touched = self._store.state.session is not session or (self._saver is not None and self._saver.holds(name))
        if is_touched:
            return
        if not found:
            self.let_go(name)
            self.told.emit(tr("Another room deleted this session. What you change here is kept as a new one."))
        elif found[0].session != session:
            self._show_theirs(self.know(found[0], session.key))
            self.told.emit(tr("Another room changed this session: it is shown as it is now. Undo shows it as it was."))

    def go_on(self, name: str, kept: Visit, keep: str) -> None:
        """Go on where the hand was after the answer to a conflict about the visit `name`; only what is kept is other."""
        for old in [key for key, visit in self._visits.items() if visit.id == name]:
            key = kept.id if keep == "both" else old
            now = replace(self._visits.pop(old).session, key=key)
            if key != old:
                self._store.rekey(old, key)
            session, is_open = self.know(kept, key), self._store.state.session.key == key
            if keep != "theirs":
                (self.offer if is_open else self.keep)(now)
            elif is_open:
                self._show_theirs(session)
                self._look_anew(name)
        self.ledger.look_up(self._store.state.session.client)

    def _show_theirs(self, theirs: Session) -> None:
        self._store.apply(in_session(lambda _mine: theirs))

    # For what is beside it: the ledger, and what is done with everything that is kept

    @property
    def saver(self) -> Autosave | None:
        """What writes, while the archive is open."""
        return self._saver

    def ask(self, work: Callable[[Archive], AnswerT], then: Callable[[AnswerT], None], failed: Callable[[BodymapError], None] | None = None) -> None:
        """Do `work` with the archive once what is open is kept there, and `then` with what it returned."""
        archive, saver = self.archive, self._saver
        if archive is None or saver is None:
            return

        def work_on_it() -> AnswerT:
            saver.flush()
            return work(archive)

        self.errands.run(work_on_it, then, failed)

    def name_of(self, key: str) -> str:
        """Return under which id the session of that key is kept."""
        return self._visits[key].id if key in self._visits else key

    def stored(self, key: str) -> str:
        """Return under which id the session of that key is kept, or nothing while it is not."""
        visit = self._visits.get(key)
        return visit.id if visit is not None and visit.id in self._stored else ""

    def known(self, name: str) -> Visit | None:
        """Return the visit of that id as it is here now, if it was open here."""
        return next((visit for visit in self._visits.values() if visit.id == name), None)

    def show(self, visit: Visit) -> None:
        """Open a kept visit, to read or to go on with; of one that waits for an answer, mine."""
        visit = self.doubts.mine(visit)
        session = self.know(visit, visit.id)
        self._store.apply(take_session(session))

    def count(self, written: Visit) -> None:
        """Know as which version a visit was written, or waits; what is drawn since stays."""
        for key, visit in self._visits.items():
            if visit.id == written.id:
                self._visits[key] = replace(visit, version=written.version, placed=written.placed)

    def know(self, visit: Visit, key: str) -> Session:
        """Know that the session of that key is kept just so, and return it."""
        session = replace(visit.session, key=key)
        self._visits[key] = replace(visit, session=session)
        self._stored.add(visit.id)
        return session

    def let_go(self, name: str) -> None:
        """Know nothing any more of how a visit was kept: what is changed of it is new."""
        for key in [key for key, visit in self._visits.items() if visit.id == name]:
            del self._visits[key]
        self._stored.discard(name)
        if self._saver is not None:
            self._saver.forget(name)

    def forget(self, names: Collection[str]) -> None:
        """Know nothing any more of visits that are gone, and let no step back bring one of them again."""
        self._lose(*names)
        self._store.forget(lambda session: session.key in names)

    def _lose(self, *names: str) -> None:
        for key in [key for key, visit in self._visits.items() if visit.id in names]:
            del self._visits[key]
        self._stored -= set(names)
        self.doubts.forget(names)

    # After a crash

    def _come_back(self, archive: Archive, left: Left | None) -> None:
        session = self._store.state.session
        if archive is self.archive and left is not None and session.is_empty and not session.client and not self.is_awaited():
            self.show(left.visit)
            self.errands.run(left.done)
            self.came_back.emit()
            return
        self.offer(session)
        if left is not None:
            self.errands.run(left.leave)


def _away() -> str:
    return tr("Kept sessions cannot be reached now. This one is kept on this computer, and sent once they are back.")
