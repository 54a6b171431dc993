"""The list of candidates: one row a candidate, with rank, name, where it lies, the reason in words and its thumbnail.

Hover, arrow keys or a first tap show a candidate on the body; a click, a second tap or Enter chooses it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QInputDevice, QKeyEvent, QMouseEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from bodymap.session.record import CandidateKey
from bodymap.tongue import tr
from bodymap.ui.answer import Row
from bodymap.ui.part import accessible, restyle
from bodymap.ui.short import Short
from bodymap.ui.steps import APART_MS
from bodymap.vocabulary import word

ROW_PX = 84
THUMBNAIL = QSize(58, 70)
_GAP_PX = 6
_BAR_GAP_PX = 3
_AHEAD = 6
_READY = 12
_RESTS_MS = 40
"""So long after its last move over the body a hand rests."""


def row_px(text_size: int) -> int:
    """Return the height of a row with type of this size: enough for three lines and the picture."""
    return round(ROW_PX * max(text_size, 100) / 100)


def _name(row: Row, *, client: bool) -> str:
    return row.lay_name if client and row.lay_name else row.name


def _texts(row: Row, *, client: bool) -> tuple[str, str, str]:
    """A row's lines: rank and name, where it lies, and why."""
    where = word(row.key.side) if client else row.where
    return f"{row.rank}  {_name(row, client=client)}", where, row.aloud if client else row.why[0] if row.why else ""


class CandidateRow(QFrame):
    """One candidate."""

    shown = Signal(object)
    chosen = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._is_fresh = False
        self.setObjectName("candidate")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.picture = QLabel()
        self.picture.setFixedSize(THUMBNAIL)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addStretch()
        self._lines = tuple(Short(lines=lines) for lines in (1, 1, 2))
        for role, made in zip(("name", "where", "why"), self._lines, strict=True):
            made.setObjectName(role)
            texts.addWidget(made)
        texts.addStretch()
        line = QHBoxLayout(self)
        line.setContentsMargins(7, 4, 4, 4)
        line.setSpacing(12)
        line.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(texts, 1)

    def take(self, row: Row, *, client: bool, text_size: int = 100) -> None:
        """Show another candidate in this row, at first without its picture."""
        self.row = row
        self._is_fresh = False
        self.picture.clear()
        self.setFixedHeight(row_px(text_size))
        why = row.aloud if client else "; ".join(row.why)
        accessible(self, f"{row.rank}, {_name(row, client=client)}, {row.where}", why)
        for made, text in zip(self._lines, _texts(row, client=client), strict=True):
            if made.text() != text:
                made.setText(text)

    def foresee(self, row: Row, *, client: bool) -> None:
        """Find the lines that another candidate would have in this row."""
        for made, text in zip(self._lines, _texts(row, client=client), strict=True):
            made.foresee(text)

    def set_shown(self, *, on: bool) -> None:
        """Frame the row, as the one that is drawn on the body."""
        if self.property("shown") != ("yes" if on else "no"):
            self.setProperty("shown", "yes" if on else "no")
            restyle(self)

    def enterEvent(self, event: QEnterEvent) -> None:
        del event
        self._is_fresh = True
        self.shown.emit(self.row.key)

    def leaveEvent(self, event: QEvent) -> None:
        del event
        self.left.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        self._ring(on=by_key)
        if by_key:
            self.shown.emit(self.row.key)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring(on=False)

    def _ring(self, *, on: bool) -> None:
        """Ring the row for the keyboard only: a click needs no ring."""
        if self.property("ringed") != ("yes" if on else "no"):
            self.setProperty("ringed", "yes" if on else "no")
            restyle(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self.rect().contains(event.position().toPoint()):
            return
        is_touch = event.device() is not None and event.device().type() == QInputDevice.DeviceType.TouchScreen
        is_first, self._is_fresh = self._is_fresh, False
        if is_touch and is_first:
            self.shown.emit(self.row.key)  # touch has no hover: the first tap shows, the second chooses
        else:
            self.chosen.emit(self.row.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit(self.row.key)
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


class CandidateList(QScrollArea):
    """All candidates, scrolling."""

    shown = Signal(object)
    """The candidate under the pointer or the keyboard's focus, or None when the pointer left."""
    chosen = Signal(object)

    def __init__(
        self, picture: Callable[[CandidateKey], QPixmap | None], prefetch: Callable[[CandidateKey], bool]
    ) -> None:
        super().__init__()
        self._picture, self._prefetch = picture, prefetch
        self._ahead: list[CandidateKey] = []
        self._rows: dict[CandidateKey, CandidateRow] = {}
        self._spare: list[CandidateRow] = []
        self._text_size = 100
        self._unpictured: list[CandidateRow] = []
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._draw_next)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        accessible(self, tr("Candidate muscles, best first"))
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP_PX)
        self._column.addStretch()
        self.setWidget(body)
        self.verticalScrollBar().rangeChanged.connect(self._keep_clear)

    def _keep_clear(self, _least: int, most: int) -> None:
        """Let the rows end where everything above them ends, and a little before a scroll bar."""
        self._column.setContentsMargins(0, 0, _BAR_GAP_PX if most else 0, 0)

    @property
    def rows(self) -> tuple[CandidateRow, ...]:
        """The rows, best first."""
        return tuple(self._rows.values())

    def set_text_size(self, text_size: int) -> None:
        """Make the rows that come as high as type of this size needs."""
        self._text_size = text_size

    def set_rows(self, rows: Sequence[Row], *, client: bool) -> None:
        """Show `rows`; their thumbnails follow one by one, so that the list is there at once."""
        focused = next((key for key, row in self._rows.items() if row.hasFocus()), None)
        there = [*self._rows.values(), *self._spare]
        there += [self._new_row() for _ in range(len(rows) - len(there))]
        self._rows = {row.key: made for row, made in zip(rows, there, strict=False)}
        self._spare = there[len(rows) :]
        self._column.setEnabled(False)  # or each row that is shown would have all of them laid out anew
        for row, made in zip(rows, there, strict=False):
            made.take(row, client=client, text_size=self._text_size)
            made.blockSignals(False)
            made.show()
        if focused is not None:
            self._keep_focus(focused)
        for made in self._spare:
            made.blockSignals(True)  # the pointer that leaves a row because it goes has shown nothing
            made.hide()
        self._column.setEnabled(True)
        self._column.activate()
        self._unpictured = list(self._rows.values())
        self._ahead = list(self._rows)[:_AHEAD]
        self._timer.start(0)

    def foresee(self, rows: Sequence[Row], *, client: bool) -> None:
        """Find ahead how the rows that are seen first would break their lines."""
        for row, made in zip(rows, [*self._rows.values(), *self._spare][:_AHEAD], strict=False):
            made.foresee(row, client=client)

    def make_ready(self) -> None:
        """Make rows ahead, one at a time between what else there is to do: the first answer then waits for none."""
        if len(self._rows) + len(self._spare) < _READY:
            made = self._new_row()
            made.blockSignals(True)
            for each in (made, *made.findChildren(QWidget)):
                each.ensurePolished()
            self._spare.append(made)
            QTimer.singleShot(APART_MS, self, self.make_ready)

    def _new_row(self) -> CandidateRow:
        """One more row at the end; rows are used again for other candidates, to make them takes longest."""
        made = CandidateRow()
        made.shown.connect(self.shown)
        made.chosen.connect(self.chosen)
        made.left.connect(self._leave)
        made.hide()
        self._column.insertWidget(self._column.count() - 1, made)
        return made

    def _keep_focus(self, key: CandidateKey) -> None:
        """A rebuilt list keeps the keyboard where it was, or the next key would land in the search box."""
        row = self._rows.get(key)
        (row or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def draw_all(self) -> None:
        """Make all thumbnails now."""
        while self._unpictured:
            self._draw_next()

    def wait(self) -> None:
        """The hand moves over the body: what is drawn ahead here comes once it rests."""
        if self._timer.isActive():
            self._timer.start(_RESTS_MS)

    def finish(self) -> None:
        """Draw no more; call before closing."""
        self._timer.stop()

    def mark(self, key: CandidateKey | None) -> None:
        """Frame the row of `key`, and bring it into view."""
        for each, row in self._rows.items():
            row.set_shown(on=each == key)
            if each == key and not row.underMouse():
                self.ensureWidgetVisible(row, 0, _GAP_PX)

    def height_for(self, count: int) -> int:
        """Return the height that shows `count` rows."""
        return max(count, 1) * self._pitch_px - _GAP_PX

    def count_for(self, height: int) -> int:
        """Return how many whole rows a height holds."""
        return max((height + _GAP_PX) // self._pitch_px, 1)

    @property
    def _pitch_px(self) -> int:
        return row_px(self._text_size) + _GAP_PX

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll by whole rows, so that none is cut."""
        if event.pixelDelta().isNull() and event.angleDelta().y():
            bar = self.verticalScrollBar()
            there = bar.value() // self._pitch_px + (-1 if event.angleDelta().y() > 0 else 1)
            bar.setValue(there * self._pitch_px)
            event.accept()
        else:
            super().wheelEvent(event)

    def _leave(self) -> None:
        self.shown.emit(None)

    def _draw_next(self) -> None:
        self._timer.setInterval(0)
        if not self._unpictured:
            self._look_ahead()
            return
        row = self._unpictured.pop(0)
        pixmap = self._picture(row.row.key)
        if pixmap is not None:
            row.picture.setPixmap(pixmap)

    def _look_ahead(self) -> None:
        """Once all thumbnails are there, make a little of the next candidate's zones, so that hovering it does not wait."""
        if not self._ahead:
            self._timer.stop()
        elif not self._prefetch(self._ahead[0]):
            self._ahead.pop(0)
