"""The search box: results as you type, chosen with arrows and Enter. Knows no index: it asks the function it was given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidgetItem, QVBoxLayout, QWidget

from bodymap.tongue import phrase, tr
from bodymap.ui.droplist import DropList
from bodymap.ui.part import accessible, elided, label

if TYPE_CHECKING:
    from bodymap.knowledge.search import Hit

HINTS = (phrase("Search: glut med, hip side pain"), phrase("Search: hip side pain"), phrase("Search"))
"""What the empty box says: the longest that it has room for."""
_EDGES_PX = 40
_KINDS = {"muscle": phrase("muscle"), "complaint": phrase("complaint"), "condition": phrase("look-alike"), "place": phrase("place"), "structure": phrase("structure")}
_NOTHING, _NOT_YET = phrase("Nothing found. Try fewer letters, or another word."), phrase("One moment: the records are being opened.")
_ROW_PX, _LEAST_PX = 46, 540
_MOST = 8


class SearchBox(QLineEdit):
    """A line edit with a list of hits under it."""

    picked = Signal(object)
    """The `Hit` that was chosen."""
    left = Signal()
    """Escape was pressed: the words are gone, the focus should go."""

    def __init__(self, search: Callable[[str], Sequence[Hit] | None]) -> None:
        """`search` answers None where nobody can be asked yet."""
        super().__init__()
        self._search = search
        self._hits: tuple[Hit, ...] = ()
        self.setPlaceholderText(tr(HINTS[0]))
        self.setToolTip(tr("Search muscles, places, complaints and conditions (Ctrl+K or /)"))
        accessible(self, tr("Search"), tr("Muscles, places, complaints and conditions"))
        self._list = DropList(self, tr("Search results"))
        self._list.setMouseTracking(True)
        self._list.itemClicked.connect(self._pick)
        self.textEdited.connect(self.show_hits)
        self.installEventFilter(self)

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The hits that are listed."""
        return self._hits

    def show_hits(self, words: str) -> None:
        """List what `words` may mean; hides the list where that is nothing."""
        found = self._search(words) if words.strip() else ()
        self._hits = once(found or ())[:_MOST]
        self._list.clear()
        width = max(self.width(), _LEAST_PX)
        for hit in self._hits:
            item = QListWidgetItem()
            item.setSizeHint(QSize(width - 30, _ROW_PX))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{hit.title}, {tr(_KINDS[hit.kind])}, {hit.why}")
            self._list.addItem(item)
            self._list.setItemWidget(item, _hit_row(hit, width - 40))
        if words.strip() and not self._hits:
            self._list.addItem(QListWidgetItem(tr(_NOT_YET if found is None else _NOTHING)))
        if not words.strip():
            self._list.hide()
            return
        if self._hits:
            self._list.setCurrentRow(0)
        self._list.drop(width, max(len(self._hits), 1), _ROW_PX)

    def ask_again(self) -> None:
        """Somebody can be asked now: look for what was typed meanwhile."""
        if self.hasFocus() and self.text().strip() and not self._hits:
            self.show_hits(self.text())

    def begin(self) -> None:
        """Take the keyboard; what is typed takes the place of what stands here."""
        self.setFocus()
        self.selectAll()

    def try_words(self, words: str) -> None:
        """Search for `words`, as if they were typed."""
        self.begin()
        self.setText(words)
        self.show_hits(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - _EDGES_PX
        hints = [tr(each) for each in HINTS]
        self.setPlaceholderText(next((each for each in hints if self.fontMetrics().horizontalAdvance(each) <= room), hints[-1]))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # or the window's own Escape would take it
            elif event.type() == QEvent.Type.KeyPress:
                self._list.hide()
                self.clear()
                self.left.emit()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._list.isVisible():
            move = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if move is not None and self._hits:
                self._list.setCurrentRow((self._list.currentRow() + move) % len(self._hits))
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._pick()
                return True
        return super().eventFilter(watched, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._list.hide()

    def _pick(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._hits):
            hit = self._hits[row]
            self._list.hide()
            self.clear()
            self.picked.emit(hit)


def once(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return `hits` without an abbreviation (the lexicon's ``abbrev-…``) whose muscles are all listed themselves."""
    muscles = {hit.id for hit in hits if hit.kind == "muscle"}
    return tuple(hit for hit in hits if not (hit.id.startswith("abbrev-") and hit.muscles and muscles.issuperset(hit.muscles)))


def _hit_row(hit: Hit, width: int) -> QWidget:
    made = QWidget()
    texts = QVBoxLayout()
    texts.setSpacing(0)
    texts.addWidget(label(hit.title, "strong"))
    why = label("", "caption")
    why.ensurePolished()
    elided(why, hit.why, width - 110)
    texts.addWidget(why)
    row = QHBoxLayout(made)
    row.setContentsMargins(8, 3, 8, 3)
    row.addLayout(texts, 1)
    row.addWidget(label(tr(_KINDS[hit.kind]), "caption"))
    made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return made
