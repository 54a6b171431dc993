"""Puts the desk into the window: client box, cover, conflict, the course of one client, and what goes out. It wires and lays nothing out itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bodymap.archive.visit import Client, Visit
from bodymap.report.course import Sitting, sitting
from bodymap.session.record import Session
from bodymap.tongue import tr
from bodymap.ui.clinic.coursepage import CoursePage
from bodymap.ui.clinic.cover import Guard
from bodymap.ui.clinic.desk import Desk
from bodymap.ui.clinic.question import ConflictBar
from bodymap.ui.state import State, new_client
from bodymap.ui.style import theme_of

if TYPE_CHECKING:
    from bodymap.ui.window import Window


class Reception(QObject):
    """One for each window that keeps sessions."""

    def __init__(self, window: Window, desk: Desk) -> None:
        super().__init__(window)
        self._window, self.desk = window, desk
        self.guard = Guard(desk.check, self)
        self.guard.asks = lambda: desk.is_locked
        self.conflict = ConflictBar()
        self.course: CoursePage | None = None
        self._visits: tuple[Visit, ...] = ()
        window.add_bar(self.conflict)
        self.conflict.answered.connect(desk.settle)
        desk.conflict_came.connect(self.conflict.ask)
        desk.told.connect(lambda sentence: window.tell((sentence,)))
        desk.came_back.connect(lambda: window.tell((tr("As you left it: the session that was open when bodymap ended is open again."),)))
        desk.earlier_changed.connect(self._show_earlier)
        desk.locked.connect(self._ask_passphrase)
        box = window.client_box
        box.asked.connect(lambda words: desk.find_clients(words, box.offer))
        box.named.connect(self.name)
        window.panel.strip.sessions_opened.connect(self.open_course)
        window.store.changed.connect(self._follow)
        self._follow(window.store.state, window.store.state)

    def close(self) -> None:
        """Keep what is open, and end."""
        self._window.panel.session.notes.tell()
        self.guard.stop()
        self.desk.close()

    # The client

    def name(self, typed: str) -> None:
        """Say whose session it is. A known client in the place of another is another session: nothing of one goes to the other."""
        session = self._window.store.state.session
        if not typed or not session.client or session.is_empty:
            self._name(typed)
        else:
            self.desk.find_clients(typed, lambda found: self._name_among(typed, found))

    def _name_among(self, typed: str, found: tuple[Client, ...]) -> None:
        session = self._window.store.state.session
        is_known = any(each.name.casefold() == typed.casefold() for each in found)
        if is_known and session.client.casefold() != typed.casefold():
            self._window.new_client()
        self._name(typed)

    def _name(self, typed: str) -> None:
        self._window.gestures.name_client(typed)
        self._window.canvas.setFocus()

    def _show_earlier(self) -> None:
        self._window.panel.has_earlier = bool(self.desk.earlier)
        self._window.refresh()

    # The course

    def open_course(self) -> None:
        """Show all sessions of the client, where there are any."""
        window = self._window
        if self.desk.client is None or window.answers is None:
            return
        window.panel.session.notes.tell()
        self.desk.course(self._show_course)

    def _show_course(self, visits: tuple[Visit, ...]) -> None:
        window, answers = self._window, self._window.answers
        if answers is None or not visits:
            return
        self._visits = visits
        if self.course is None:
            self.course = self._make_course()
        self.course.show_course(window.store.state.session.client, self.sittings(visits), answers, window.plates)
        window.stage.show_page(self.course)

    def sittings(self, visits: tuple[Visit, ...]) -> tuple[Sitting, ...]:
        """Return visits as rows of a course, oldest first."""
        answers = self._window.answers

        def skin(session: Session) -> float:
            return answers.skin_cm2(session) if answers is not None else 0.0

        ordered = sorted(visits, key=lambda visit: visit.placed or visit.started)
        return tuple(sitting(visit.id, visit.started, visit.session, skin) for visit in ordered)

    def _make_course(self) -> CoursePage:
        made = CoursePage(theme_of(self._window.store.state))
        made.closed.connect(self._window.stage.leave)
        made.opened.connect(self._open)
        made.deleted.connect(self._delete)
        made.exported.connect(self._export)
        return made

    def _open(self, name: str) -> None:
        self._window.stage.leave()
        self.desk.open_visit(name)

    def _delete(self, name: str) -> None:
        self.desk.delete_visit(name)
        if name == self._window.store.state.session.key:
            self._window.control.apply(new_client)
        self.desk.course(self._show_course)

    def _export(self, kind: str) -> None:
        from PySide6.QtWidgets import QFileDialog

        from bodymap.errors import BodymapError
        from bodymap.ui.clinic import outgoing

        name, _ = QFileDialog.getSaveFileName(self._window, tr("Export"), f"sessions.{kind}", f"{kind.upper()} (*.{kind})")
        if not name:
            return
        out = Path(name) if Path(name).suffix else Path(f"{name}.{kind}")
        try:
            outgoing.write(out, self._window.store.state.session.client, self._visits, self.sittings(self._visits), self._window)
        except BodymapError as error:
            self._window.tell((str(error),))

    # Whole screen

    def cover(self) -> None:
        """Cover every screen now."""
        self.guard.cover()

    def _ask_passphrase(self, why: str) -> None:
        from PySide6.QtWidgets import QInputDialog, QLineEdit

        said, is_given = QInputDialog.getText(self._window, tr("Kept sessions are locked"), why, QLineEdit.EchoMode.Password)
        if is_given:
            self.desk.open(said)
        else:
            self._window.tell((tr("Without the passphrase this session is not kept."),))

    def _follow(self, before: State, after: State) -> None:
        window = self._window
        window.client_box.show_client(after.session.client)
        window.client_box.recent = after.settings.recent
        self.guard.watch(after.settings.lock_minutes)
        if self.course is not None and before.theme != after.theme:
            self.course.set_theme(theme_of(after))
        if self.course is not None and before.session.key != after.session.key:
            self.course.forget()
            self._visits = ()
            if window.stage.currentWidget() is self.course:
                window.stage.leave()
        if before is not after and (before.settings.archive, before.settings.server) != (after.settings.archive, after.settings.server):
            self.desk.reopen()
