"""What is done with everything that is kept, from the page of settings: backup, restore, passphrase, export, reading in, another place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from bodymap.archive.visit import Backup, PassphraseError
from bodymap.errors import BodymapError
from bodymap.tongue import tr
from bodymap.ui import state as states
from bodymap.ui.clinic.desk import Desk
from bodymap.ui.clinic.keepsection import KeepSection
from bodymap.ui.own import papers

if TYPE_CHECKING:
    from bodymap.archive.archive import Archive
    from bodymap.archive.exchange import Imported
    from bodymap.ui.window import Window

_ENDING = ".bodymap-backup"


class Housekeeping(QObject):
    """One for each window; its section of the settings is made with it."""

    def __init__(self, window: Window, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self._trouble = ""
        self.section = KeepSection()
        self.section.setParent(window)
        self.section.changed.connect(self._set_up)
        self.section.pressed.connect(self._do)
        desk.opened.connect(self.refresh)
        desk.locked.connect(self._refuse)
        desk.troubled.connect(self._refuse)
        self.section.show_settings(window.store.state.settings)
        self.refresh()

    def refresh(self) -> None:
        """Show anew where is kept, how, and when it was backed up."""
        archive = self._desk.archive
        if archive is None:
            self.section.show_kept(None, why=self._trouble)
            return

        def fetch(opened: Archive) -> tuple[Backup, ...]:
            with opened.reading() as shelf:
                return shelf.backups()

        self.section.show_kept(archive.where, is_locked=archive.is_locked)
        self._desk.ask(fetch, lambda backups: self.section.show_kept(archive.where, backups, is_locked=archive.is_locked), lambda _why: None)

    def _refuse(self, why: str) -> None:
        self._trouble = why
        self.refresh()

    def _do(self, name: str) -> None:
        self.section.say("")
        self.section.question.settle()
        self.section.put_question(name)
        {
            "folder": self._ask_folder,
            "usual": lambda: self._set_up({"archive": ""}),
            "lock": self._ask_lock,
            "unlock": self._ask_unlock,
            "backup": self._ask_backup,
            "restore": self._ask_restore,
            "json": lambda: self._ask_export("json"),
            "csv": lambda: self._ask_export("csv"),
            "import": self._ask_import,
        }[name]()

    # Where

    def _set_up(self, changes: dict[str, Any]) -> None:
        """Change settings; to another place goes nobody's session but a nameless one."""
        is_move = not {"archive", "server"}.isdisjoint(changes)
        if is_move and self._window.store.state.session.client:
            self._window.new_client()
        self._window.control.apply(states.set_up(**changes))

    def _ask_folder(self) -> None:
        archive = self._desk.archive
        name = QFileDialog.getExistingDirectory(self._window, tr("Folder for what is kept"), str(archive.folder) if archive else "")
        if name:
            self._set_up({"archive": name})

    # Passphrase

    def _ask_lock(self) -> None:
        fields = [tr("New passphrase"), tr("The same again")]
        if self._desk.is_locked:
            fields.insert(0, tr("Passphrase until now"))
        advice = tr("Four words are better than one. Write it down and lock it away: without it there is no way back.")
        self.section.question.ask(advice, tr("Lock with it"), self._lock, fields)

    def _ask_unlock(self) -> None:
        advice = tr("Everything will lie readable in your account’s files again.")
        self.section.question.ask(advice, tr("Take the passphrase away"), self._unlock, [tr("Passphrase until now")])

    def _lock(self, typed: list[str]) -> None:
        *until_now, new, again = typed
        if new != again or not new:
            self.section.question.ask_again(tr("Type the new passphrase twice, the same each time."))
            return
        self._relock(new, until_now)

    def _unlock(self, typed: list[str]) -> None:
        self._relock(None, typed)

    def _relock(self, new: str | None, until_now: list[str]) -> None:
        def set_it(is_right: bool) -> None:  # noqa: FBT001 - what `check` hands over
            if is_right:
                self._desk.ask(lambda archive: archive.set_passphrase(new), lambda backups: self._relocked(new, backups), self._fail)
            else:
                self.section.question.ask_again(tr("That is not the passphrase."))

        if until_now:
            self._desk.check(until_now[0], set_it)
        else:
            set_it(is_right=True)

    def _relocked(self, new: str | None, backups: tuple[Backup, ...]) -> None:
        done = tr("Locked with the passphrase from now on.") if new else tr("Not locked any more.")
        files = ", ".join(str(each.file) for each in backups)
        self._end(done + " " + tr("Earlier backups are as they were: {files}", files=files) if files else done)

    # Backup

    def _ask_backup(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self._window, tr("Back up"), f"sessions{_ENDING}", f"bodymap (*{_ENDING})")
        if name:
            out = Path(name) if Path(name).suffix else Path(f"{name}{_ENDING}")
            self._desk.ask(lambda archive: archive.backup(out, papers=papers.gather()), lambda made: self._end(tr("Backed up to {file}.", file=str(made.file))), self._fail)

    def _ask_restore(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Restore"), "", f"bodymap (*{_ENDING});;* (*)")
        if name:
            advice = tr("{file} takes the place of all sessions. What is there now is backed up first. Your own notes, X’s and zones stay; what is new comes beside them.", file=Path(name).name)
            self.section.question.ask(advice, tr("Restore it"), lambda typed: self._restore(Path(name), typed))

    def _restore(self, file: Path, typed: list[str]) -> None:
        self._window.new_client()
        passphrase = typed[0] if typed else None

        def failed(why: BodymapError) -> None:
            if isinstance(why, PassphraseError):
                advice = tr("That is not the passphrase.") if typed else tr("The backup is locked. Type its passphrase.")
                self.section.question.ask(advice, tr("Restore it"), lambda again: self._restore(file, again), [tr("Passphrase of the backup")])
            else:
                self._fail(why)

        def work(archive: Archive) -> tuple[Backup, papers.Papers, str]:
            from bodymap.archive.backup import papers_or_why

            found, why = papers_or_why(file, passphrase)
            return archive.restore(file, passphrase, papers.gather()), found, why

        self._desk.ask(work, self._restored, failed)

    def _restored(self, done: tuple[Backup, papers.Papers, str]) -> None:
        before, found, why = done
        self._desk.begin_anew()
        own, said = papers.taken(self._window.store.state.own, found)
        said = self._window.own.take(own) or said
        restored = tr("Restored. What was here before is in {file}.", file=str(before.file))
        self._end(" ".join(each for each in (restored, why, said, papers.take_template(found)) if each))

    # Out and in

    def _ask_export(self, kind: str) -> None:
        name, _ = QFileDialog.getSaveFileName(self._window, tr("Export"), f"sessions.{kind}", f"{kind.upper()} (*.{kind})")
        if not name:
            return
        out = Path(name) if Path(name).suffix else Path(f"{name}.{kind}")

        def work(archive: Archive) -> int:
            from bodymap.archive import exchange

            return (exchange.export_csv if kind == "csv" else exchange.export_json)(archive, out)

        said = tr("Written: {file}. It is not locked.", file=str(out))
        self._desk.ask(work, lambda _count: self._end(said), self._fail)

    def _ask_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Read in"), "", "JSON (*.json)")
        if not name:
            return

        def work(archive: Archive) -> Imported:
            from bodymap.archive import exchange

            return exchange.import_json(archive, Path(name))

        self._desk.ask(work, self._imported, self._fail)

    def _imported(self, done: Imported) -> None:
        said = tr("{n} session read in.", "{n} sessions read in.", n=done.added)
        if done.same:
            said += " " + tr("{n} was here already.", "{n} were here already.", n=done.same)
        if done.other:
            said += " " + tr("{n} is here with another content and was left.", "{n} are here with another content and were left.", n=len(done.other))
        self._end(said)

    def _end(self, sentence: str) -> None:
        self.section.question.settle()
        self.section.say(sentence)
        self._desk.ledger.look_up(self._window.store.state.session.client)
        self.refresh()

    def _fail(self, why: BodymapError) -> None:
        self.section.question.settle()
        self.section.say(str(why))
