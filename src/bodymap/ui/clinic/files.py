"""The course of one client in the window: fetched, shown, measured, renamed, deleted, and written to files."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bodymap.archive.name import identity
from bodymap.archive.visit import Client, Summary, Visit
from bodymap.errors import BodymapError
from bodymap.report.course import sitting
from bodymap.tongue import tr
from bodymap.ui.clinic.coursepage import CoursePage
from bodymap.ui.clinic.desk import Desk
from bodymap.ui.clinic.measuring import Measuring
from bodymap.ui.state import State, new_client
from bodymap.ui.style import theme_of

if TYPE_CHECKING:
    from bodymap.archive.archive import Archive
    from bodymap.session.record import Session
    from bodymap.ui.window import Window


class Files(QObject):
    """One for each window; the page is made when it is first wanted."""

    def __init__(self, window: Window, desk: Desk, say: Callable[[str], None]) -> None:
        super().__init__(window)
        self._window, self._desk, self._say = window, desk, say
        self.course: CoursePage | None = None
        self._client: Client | None = None
        """Whose sessions the page shows: what is pressed on it concerns them, whoever is typed meanwhile."""
        self._summaries: tuple[Summary, ...] = ()
        self._renamed = ""
        self._is_prepared = False
        self.measuring = Measuring(desk)
        self.measuring.came.connect(self._show_measured)

    def close(self) -> None:
        """Measure no more."""
        self.measuring.stop()

    def prepare(self) -> None:
        """Load what draws over time, on the other thread, once there is something to be drawn."""
        if self._desk.ledger.earlier and not self._is_prepared:
            self._is_prepared = True
            self._desk.errands.run(_load_plots)

    @property
    def is_open(self) -> bool:
        """Whether the page is shown."""
        return self.course is not None and self._window.stage.currentWidget() is self.course

    def open_course(self) -> None:
        """Show all sessions of the client, where there are any."""
        self._window.panel.session.notes.tell()
        if not self._window.store.state.session.client:
            self._say(tr("Type whose session it is first (Ctrl+I): a name or a number."))
        elif self._window.answers is not None:
            self._desk.ledger.course(self._show)

    def read_anew(self) -> None:
        """Another room wrote something: what is shown is fetched once more."""
        if self.is_open:
            self._desk.ledger.course(self._show, self._fail)

    def _fail(self, why: BodymapError) -> None:
        if self._client is None:  # there is nothing to be shown of who is named now
            self._leave()
        self._say(str(why))

    def _show(self, client: Client | None, summaries: tuple[Summary, ...]) -> None:
        window, answers = self._window, self._window.answers
        if answers is None:
            return
        if client is None or not summaries:
            self._forget()
            self._leave()
            return
        self._client, self._summaries = client, summaries
        if self.course is None:
            self.course = self._make()
        self.course.show_course(client.name, [sitting(each) for each in summaries], answers, window.plates)
        if not self.is_open:
            window.stage.show_page(self.course)
            self.course.list.setFocus()
        self.measuring.begin(summaries, answers.skin)

    def _show_measured(self, summaries: tuple[Summary, ...]) -> None:
        if self.course is not None and {each.id for each in summaries} == {each.id for each in self._summaries}:
            self._summaries = summaries
            self.course.show_measured([sitting(each) for each in summaries])

    def _make(self) -> CoursePage:
        made = CoursePage(theme_of(self._window.store.state))
        made.closed.connect(self._window.stage.leave)
        made.wanted.connect(lambda names: self._desk.ledger.load(names, self._take_sessions))
        made.opened.connect(self._open)
        made.deleted.connect(self._delete)
        made.exported.connect(self._ask_where)
        made.client.renamed.connect(self._rename)
        made.client.deleted.connect(self._delete_client)
        return made

    def _take_sessions(self, visits: tuple[Visit, ...]) -> None:
        if self.course is not None and {visit.id for visit in visits} & set(self.course.looked_at):
            self.course.take_sessions({visit.id: visit.session for visit in visits})

    def follow(self, before: State, after: State) -> None:
        """Another client's page is nobody's: it is left with another session, and shown anew with another name."""
        if self.course is None:
            return
        if theme_of(before) != theme_of(after):
            self.course.set_theme(theme_of(after))
        is_other = before.session.key != after.session.key
        is_renamed = identity(before.session.client) != identity(after.session.client)
        if is_other or (is_renamed and after.session.client != self._renamed):
            self._forget()
        if is_other or not after.session.client:
            self._leave()
        elif is_renamed:
            self._renamed = ""
            self.read_anew()

    def _forget(self) -> None:
        self.measuring.stop()
        self._client, self._summaries = None, ()
        if self.course is not None:
            self.course.forget()

    def _leave(self) -> None:
        if self.is_open:
            self._window.stage.leave()

    # What is pressed on the page

    def _open(self, name: str) -> None:
        self._window.stage.leave()
        if name != self._desk.name_of(self._window.store.state.session.key):
            self._desk.ledger.open_visit(name)

    def _delete(self, name: str) -> None:
        self._desk.ledger.delete_visit(name, lambda gone: self._go_on_without(gone, ""))

    def _delete_client(self) -> None:
        client = self._client
        if client is not None:
            names = tuple(each.id for each in self._summaries)
            self._desk.ledger.delete_client(client, names, lambda gone: self._go_on_without(gone, identity(client.name)))

    def _go_on_without(self, gone: Collection[str], client: str) -> None:
        """Some sessions were deleted, of `client` all: where one of them was open, a new client, and no way back to what was deleted."""

        def is_gone(session: Session) -> bool:
            return session.key in gone or (bool(client) and identity(session.client) == client)

        if is_gone(self._window.store.state.session):
            self._window.control.apply(new_client)
            self._window.store.forget(is_gone)
            self._window.refresh()
        else:
            self._window.store.forget(is_gone)
            self.read_anew()

    def _rename(self, typed: str) -> None:
        if self._client is not None:
            self._renamed = typed
            self._desk.ledger.rename(self._client, typed, self._read_renamed)

    def _read_renamed(self) -> None:
        self._renamed = ""
        self.read_anew()

    # Out

    def _ask_where(self, kind: str) -> None:
        from PySide6.QtWidgets import QFileDialog

        name, _ = QFileDialog.getSaveFileName(self._window, tr("Export"), f"sessions.{kind}", f"{kind.upper()} (*.{kind})")
        if name:
            self.export(Path(name) if Path(name).suffix else Path(f"{name}.{kind}"))

    def export(self, out: Path) -> None:
        """Write the client's sessions to `out` in the form that its ending names; say that it is there, or why not."""
        client, summaries = self._client, self._summaries
        if client is None:
            return
        if out.suffix.lower() == ".pdf":
            self._desk.ledger.load(tuple(each.id for each in summaries), lambda visits: self._write_pdf(out, client.name, summaries, visits))
            return

        def work(archive: Archive) -> int:
            from bodymap.archive import exchange

            write = exchange.export_csv if out.suffix.lower() == ".csv" else exchange.export_json
            return write(archive, out, client.id)

        self._desk.ask(work, lambda _count: self._say(_written(out)), lambda why: self._say(str(why)))

    def _write_pdf(self, out: Path, client: str, summaries: tuple[Summary, ...], visits: tuple[Visit, ...]) -> None:
        """Paper takes a moment: it is drawn on a thread of its own."""
        from bodymap.report.output import write_whole
        from bodymap.ui.clinic import outgoing

        window, answers = self._window, self._window.answers
        if answers is None or not visits:
            return
        known, plates = {each.id: each for each in summaries}, window.plates
        rows = [(sitting(known[visit.id]), visit.session) for visit in visits if visit.id in known]
        self._say(tr("Writing {file}…", file=out.name))
        self._desk.errands.run(
            lambda: write_whole(out, outgoing.pdf(client, rows, answers, plates)), lambda _none: self._say(_written(out)), lambda why: self._say(str(why))
        )


def _written(out: Path) -> str:
    return tr("Written: {file}. It is not locked.", file=out.name)


def _load_plots() -> None:
    import pyqtgraph  # noqa: F401  # half a second, before anybody waits for it
