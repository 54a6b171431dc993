"""Puts the desk into the window: client box, cover, conflict, and what is said of what is kept. It wires and lays nothing out itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bodymap.archive.name import identity
from bodymap.archive.visit import Client
from bodymap.tongue import tr
from bodymap.ui.clinic.cover import Guard
from bodymap.ui.clinic.day import near_day_of
from bodymap.ui.clinic.desk import Desk
from bodymap.ui.clinic.files import Files
from bodymap.ui.clinic.line import Line, Unlock
from bodymap.ui.clinic.question import ConflictBar
from bodymap.ui.state import State

if TYPE_CHECKING:
    from bodymap.ui.clinic.housekeeping import Housekeeping
    from bodymap.ui.window import Window


class Reception(QObject):
    """One for each window that keeps sessions."""

    def __init__(self, window: Window, desk: Desk) -> None:
        super().__init__(window)
        self._window, self.desk = window, desk
        self.guard = Guard(desk.check, self)
        self.guard.asks = lambda: desk.is_locked
        self.conflict, self.unlock = ConflictBar(), Unlock()
        self.saying, self.trouble = Line("saying"), Line("banner")
        self.files = Files(window, desk, self.say)
        self._housekeeping: Housekeeping | None = None
        for bar in (self.saying, self.trouble, self.unlock, self.conflict):
            window.add_bar(bar)
        self._connect()
        self._follow(window.store.state, window.store.state)

    def _connect(self) -> None:
        window, desk, box = self._window, self.desk, self._window.client_box
        self.conflict.answered.connect(desk.doubts.settle)
        desk.doubts.changed.connect(self._ask)
        desk.told.connect(self.say)
        desk.troubled.connect(self.trouble.say)
        desk.came_back.connect(lambda: self.saying.say(tr("As you left it: the session that was open when bodymap ended is open again.")))
        desk.ledger.changed.connect(self._show_earlier)
        desk.locked.connect(lambda _why: self.unlock.ask())
        desk.opened.connect(self.unlock.settle)
        desk.others_wrote.connect(self.files.read_anew)
        self.unlock.tried.connect(desk.open)
        self.unlock.refused.connect(lambda: self.trouble.say(tr("Without the passphrase this session is not kept.")))
        box.asked.connect(lambda words: desk.ledger.find_clients(words, box.offer))
        box.named.connect(self.name)
        window.panel.strip.sessions_opened.connect(self.open_course)
        window.store.changed.connect(self._follow)
        desk.is_awaited = lambda: bool(window.control.waiting)

    def close(self) -> None:
        """Keep what is open, and end."""
        self._window.panel.session.notes.tell()
        self.guard.stop()
        self.files.close()
        self.desk.close()

    def say(self, sentence: str) -> None:
        """Say something once, where the eyes are: on the page of sessions while it is open, else over the body."""
        page = self.files.course
        (page.saying if page is not None and self.files.is_open else self.saying).say(sentence)

    def _ask(self) -> None:
        """Ask about the conflict that waits, if one does."""
        doubts = self.desk.doubts
        if doubts.present is not None:
            self.saying.say("")
        self.conflict.ask(doubts.present, is_open=doubts.is_of_open)

    # The client

    def name(self, typed: str) -> None:
        """Say whose session it is. A known client in the place of another is another session: nothing of one goes to the other."""
        session = self._window.store.state.session
        is_empty = session.is_empty and not self.desk.is_awaited()
        if not typed or not session.client or is_empty:
            self._name(typed)
        else:
            key = session.key
            self.desk.ledger.find_client(typed, lambda found: self._name_after(key, typed, found), lambda _why: self._name_unasked(key, typed))

    def _name_after(self, key: str, typed: str, found: Client | None) -> None:
        """Go on once it is known whether there is such a client, unless another session was opened meanwhile."""
        session = self._window.store.state.session
        if session.key != key:
            self._window.client_box.show_client(session.client)
            return
        if found is not None and identity(session.client) != identity(typed):
            self._window.new_client()
        self._name(typed)

    def _name_unasked(self, key: str, typed: str) -> None:
        """A name is corrected also where nobody can be asked; but then it is said what was not looked up."""
        was = self._window.store.state.session
        self._name_after(key, typed, None)
        if was.key == key and identity(was.client) != identity(typed):
            self.say(tr("Kept clients cannot be asked now: what is marked here goes under the new name. Undo takes the name back."))

    def _name(self, typed: str) -> None:
        self._window.gestures.name_client(typed)
        self._window.canvas.setFocus()

    def _show_earlier(self) -> None:
        panel, earlier = self._window.panel, self.desk.ledger.earlier
        panel.has_earlier = bool(earlier)
        panel.strip.last_day = panel.session.last_day = near_day_of(earlier[0].started) if earlier else ""
        self.files.prepare()
        self._window.refresh()

    @property
    def housekeeping(self) -> Housekeeping:
        """What is done with everything that is kept; made when it is first wanted."""
        if self._housekeeping is None:
            from bodymap.ui.clinic.housekeeping import Housekeeping

            self._housekeeping = Housekeeping(self._window, self.desk)
        return self._housekeeping

    # Whole screen

    def open_course(self) -> None:
        """Show all sessions of the client, where there are any."""
        self.files.open_course()

    def cover(self) -> None:
        """Cover every screen now."""
        self.guard.cover()

    def _follow(self, before: State, after: State) -> None:
        window = self._window
        window.client_box.show_client(after.session.client)
        window.client_box.recent = after.settings.recent
        self.guard.watch(after.settings.lock_minutes)
        self.files.follow(before, after)
        if before.session.key != after.session.key:
            self.saying.say("")
            if self._housekeeping is not None:
                self._housekeeping.section.say("")  # a file may bear a name
            self._ask()
        if before is not after and (before.settings.archive, before.settings.server) != (after.settings.archive, after.settings.server):
            self.desk.move()
