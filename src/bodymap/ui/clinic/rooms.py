"""Hands on what the archive's watch hears (what other rooms wrote, whether the archive can be reached) to the window's own thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from bodymap.archive.archive import Archive
    from bodymap.archive.visit import Change
    from bodymap.archive.watch import Watch


class Rooms(QObject):
    """Listens to one archive at a time; after `close` nothing is told any more."""

    wrote = Signal(object)
    """A tuple of `Change`: what other rooms, or another window, wrote."""
    reached = Signal(bool)
    """Whether the archive can be reached, when that changes."""
    _heard = Signal(object, object)
    _seen = Signal(object, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watch: Watch | None = None
        self._of: object = None
        self._heard.connect(self._hand_on, Qt.ConnectionType.QueuedConnection)
        self._seen.connect(self._look, Qt.ConnectionType.QueuedConnection)

    def listen(self, archive: Archive) -> None:
        """Listen to `archive` from now on."""
        from bodymap.archive.watch import Watch

        self.close()
        of = object()

        def changed(changes: tuple[Change, ...]) -> None:
            self._heard.emit(of, changes)

        def reached(is_reached: bool) -> None:  # noqa: FBT001 - what the watch says
            self._seen.emit(of, is_reached)

        self._of = of
        self._watch = Watch(archive, changed, reached=reached)

    def close(self) -> None:
        """Listen no more."""
        watch, self._watch, self._of = self._watch, None, None
        if watch is not None:
            watch.close()

    def _hand_on(self, of: object, changes: object) -> None:
        if of is self._of:
            self.wrote.emit(changes)

    def _look(self, of: object, is_reached: bool) -> None:  # noqa: FBT001 - a slot
        if of is self._of:
            self.reached.emit(is_reached)
