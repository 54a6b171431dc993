"""Settings of what is kept: where, by which server, the cover, the passphrase, backups, and everything out and in. It shows and says; it does nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from bodymap.tongue import tr
from bodymap.ui.clinic.askrow import AskRow
from bodymap.ui.clinic.day import day_and_time
from bodymap.ui.part import Segmented, accessible, button, label
from bodymap.ui.setting import LOCK_MINUTES

if TYPE_CHECKING:
    from bodymap.archive.visit import Backup
    from bodymap.ui.setting import Settings

_NAME_PX, _GAP_PX = 190, 8


class KeepSection(QWidget):
    """One section of the page of settings."""

    changed = Signal(object)
    """A mapping from names of `Settings`' fields to values."""
    pressed = Signal(str)
    """`folder`, `usual`, `lock`, `unlock`, `backup`, `restore`, `json`, `csv` or `import`."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnMinimumWidth(0, _NAME_PX)
        self._grid.setColumnStretch(1, 1)
        self.buttons: dict[str, QPushButton] = {}
        self.where = label("", "caption", wrap=True)
        self.where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.server = QLineEdit()
        self.server.setPlaceholderText("postgresql://bodymap@reception/bodymap")
        self.server.editingFinished.connect(self._say_server)
        self.minutes = Segmented([(str(each), str(each) if each else tr("Never")) for each in LOCK_MINUTES], tr("Cover the screens after minutes"))
        self.minutes.chosen.connect(lambda key: self.changed.emit({"lock_minutes": int(key)}))
        self.recent = QCheckBox(tr("Offer the clients of late before anything is typed"))
        self.recent.toggled.connect(lambda on: self.changed.emit({"recent": on}))
        self.lock = label("", "caption", wrap=True)
        self.last_backup = label("", "caption", wrap=True)
        self.says = label("", "caption", wrap=True)
        self.question = AskRow()
        self._server = ""
        self._rooms: dict[str, int] = {}
        self._fill()

    def _fill(self) -> None:
        self._row(tr("Kept in"), self._buttons(("folder", tr("Other folder…")), ("usual", tr("The usual one"))))
        self._row("", self.where)
        self._row(tr("Server of the clinic"), self.server)
        self._row("", label(tr("For several rooms: a PostgreSQL database. The password belongs in its own file (~/.pgpass), not here."), "caption", wrap=True))
        self._row(tr("Cover the screens"), self.minutes)
        self._row("", label(tr("After so many minutes without a hand; at once with Ctrl+Shift+L."), "caption", wrap=True))
        self._row(tr("Client box"), self.recent)
        self._row(tr("Passphrase"), self._buttons(("lock", tr("Set…")), ("unlock", tr("Take away…"))))
        self._row("", self.lock)
        self._room_for_question("lock", "unlock")
        self._row(tr("Everything, as one file"), self._buttons(("backup", tr("Back up…")), ("restore", tr("Restore…"))))
        self._row("", self.last_backup)
        self._room_for_question("restore")
        self._row(tr("Out and in"), self._buttons(("json", tr("All as JSON…")), ("csv", tr("All as CSV…")), ("import", tr("Read in JSON…"))))
        self._row("", self.says)
        self.put_question("lock")

    def show_settings(self, settings: Settings) -> None:
        """Show what is set."""
        self._server = settings.server
        if not self.server.hasFocus() or self.server.text() == settings.server:
            self.server.setText(settings.server)
        self.minutes.set_chosen(str(settings.lock_minutes))
        with QSignalBlocker(self.recent):
            self.recent.setChecked(settings.recent)
        self.buttons["usual"].setVisible(bool(settings.archive))

    def show_kept(self, where: str | None, backups: Sequence[Backup] = (), *, is_locked: bool = False, why: str = "") -> None:
        """Show where is kept now and how; None where nothing can be kept, and why."""
        self.where.setText(tr("Now: {where}", where=where) if where is not None else why or tr("Nothing is kept now."))
        for name, made in self.buttons.items():
            made.setEnabled(where is not None or name in ("folder", "usual"))
        self.buttons["lock"].setText(tr("Change…") if is_locked else tr("Set…"))
        self.buttons["unlock"].setVisible(is_locked)
        if where is None:
            self.lock.setText("")
        elif is_locked:
            self.lock.setText(tr("Names, notes, drawings and dates are closed. Nobody opens them without the passphrase, not even we."))
        else:
            self.lock.setText(tr("None: whoever may read your files may read this."))
        last = max(backups, key=lambda each: each.made, default=None)
        told = tr("Last: {day}, {file}", day=day_and_time(last.made.astimezone()), file=str(last.file)) if last else tr("No backup yet.")
        self.last_backup.setText(told if where is not None else "")

    def put_question(self, name: str) -> None:
        """Have what is asked next stand under the button of that name."""
        if name in self._rooms:
            self._grid.removeWidget(self.question)
            self._grid.addWidget(self.question, self._rooms[name], 1)

    def say(self, sentence: str) -> None:
        """Say what was done, or why not."""
        self.says.setText(sentence)

    def _say_server(self) -> None:
        said = self.server.text().strip()
        if said != self._server:
            self.changed.emit({"server": said})

    def _room_for_question(self, *names: str) -> None:
        row = self._grid.rowCount()
        self._rooms |= dict.fromkeys(names, row)
        self._grid.setRowMinimumHeight(row, 4)

    def _row(self, name: str, widget: QWidget) -> None:
        row = max(self._grid.rowCount(), *(place + 1 for place in (-1, *self._rooms.values())))
        if not name:
            widget.setContentsMargins(0, 0, 0, _GAP_PX)
        self._grid.addWidget(label(name, "quiet", wrap=True), row, 0)
        if name:
            accessible(widget, name)
        if isinstance(widget, Segmented):
            self._grid.addWidget(widget, row, 1, Qt.AlignmentFlag.AlignLeft)
        else:
            self._grid.addWidget(widget, row, 1)

    def _buttons(self, *named: tuple[str, str]) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for name, text in named:
            self.buttons[name] = button(text, "tick")
            self.buttons[name].clicked.connect(lambda _on=False, name=name: self.pressed.emit(name))
            row.addWidget(self.buttons[name])
        row.addStretch(1)
        return made
