"""The far view: the top three candidates in letters of at least seven millimetres, measured on the real screen; larger where there is room."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPixmap, QResizeEvent, QScreen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bodymap.session.record import CandidateKey
from bodymap.tongue import tr
from bodymap.ui.answer import Row
from bodymap.ui.drawing.letter import sized
from bodymap.ui.part import accessible, label

LETTER_MM = 7.0
"""Of the small letters: capitals are higher."""
MOST = 3
_USUAL_DPI = 96.0
_TRUE_MM = (90.0, 3000.0)
"""Screens that say they are shorter or longer along their long side do not know."""
_TRUE_DPI = (25.0, 400.0)
_LIES_MM = ((160.0, 90.0), (1600.0, 900.0), (16.0, 9.0))
"""What screens say that know the shape of their picture and not its size."""
_MOST_PX = 400
_SHARE_OF_ROW = 0.18
"""Of a row's height, for the type in it: a name and two lines under it."""
_TIE = "\N{NO-BREAK SPACE}"
_BESIDE_PX = 180
"""What a row's edges take of its width, beside its picture."""


def dots_per_mm(width_px: float, width_mm: float, height_mm: float) -> float:
    """Return the pixels per millimetre of a screen, the usual ones (96 an inch) where it says nothing or what cannot be.

    >>> round(dots_per_mm(1920, 531, 299), 2), round(dots_per_mm(1920, 0, 0), 2), round(dots_per_mm(1920, 160, 90), 2)
    (3.62, 3.78, 3.78)
    """
    usual = _USUAL_DPI / 25.4
    longest = max(width_mm, height_mm)
    if min(width_mm, height_mm) <= 0 or not _TRUE_MM[0] <= longest <= _TRUE_MM[1]:
        return usual
    if any(abs(width_mm - w) < 1 and abs(height_mm - h) < 1 for w, h in _LIES_MM):
        return usual
    found = width_px / width_mm
    return found if _TRUE_DPI[0] <= found * 25.4 <= _TRUE_DPI[1] else usual


def letter_px(per_mm: float, share: float, least_mm: float = LETTER_MM) -> int:
    """Return the type size in pixels whose small letters, `share` of it high, are `least_mm` high.

    >>> letter_px(4.0, 0.5)
    56
    """
    return min(math.ceil(least_mm * per_mm / share), _MOST_PX)


def share_of(font: QFont) -> float:
    """Return how high the small letters of a face are, as a share of its size."""
    metrics = QFontMetricsF(sized(font, 200))
    return metrics.xHeight() / 200 if metrics.xHeight() > 0 else 0.5


def screen_px(screen: QScreen | None, font: QFont) -> int:
    """Return the type size for `screen`."""
    if screen is None:
        return letter_px(_USUAL_DPI / 25.4, share_of(font))
    size = screen.physicalSize()
    return letter_px(dots_per_mm(screen.size().width(), size.width(), size.height()), share_of(font))


def tied(where: str, fits: Callable[[str], bool]) -> str:
    """Return `where` so that no line begins with a dot, and so that only a dot ends a line where two lines hold it so.

    >>> tied("left · middle part · deep layer", lambda line: len(line) < 21).replace(chr(0xA0), "_")
    'left_· middle_part_· deep_layer'
    >>> tied("left · middle part below the rib · deep layer", lambda line: len(line) < 25).replace(chr(0xA0), "_")
    'left_· middle part below the rib_· deep layer'
    """
    parts = where.split(" · ")
    ways = ((" · ".join(parts[:cut]), " · ".join(parts[cut:])) for cut in range(1, len(parts) + 1))
    if any(fits(f"{first} ·") and fits(second) for first, second in ways):
        parts = [part.replace(" ", _TIE) for part in parts]
    return f"{_TIE}· ".join(parts)


class FarView(QFrame):
    """Three rows: rank, name, where."""

    def __init__(self, picture: Callable[[CandidateKey, QSize], QPixmap | None]) -> None:
        super().__init__()
        self.setObjectName("told")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._picture = picture
        self._rows: tuple[Row, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(36, 28, 36, 28)
        self._column.setSpacing(18)
        accessible(self, tr("The top three, large"))
        self.names: list[QLabel] = []

    def show_rows(self, rows: Sequence[Row], active: CandidateKey | None) -> None:
        """Show the best three of `rows`; the active one is framed."""
        self._rows = tuple(rows[:MOST])
        self._active = active
        self._fill()

    _active: CandidateKey | None = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._rows:
            self._fill()

    @property
    def _row_px(self) -> int:
        """How high a row is."""
        return int((self.height() - 56) / MOST)

    def _fill(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            made = item.widget()
            if made is not None:
                made.hide()
                made.deleteLater()
        px = max(screen_px(self.screen(), self.font()), round(self._row_px * _SHARE_OF_ROW))
        self.names = []
        for row in self._rows:
            self._column.addWidget(self._row(row, px), 1)
        if not self._rows:
            text = label(tr("Mark where it hurts: the best three will stand here."), wrap=True)
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            _enlarge(text, px, bold=False)
            self._column.addWidget(text, 1)

    def _row(self, row: Row, px: int) -> QWidget:
        made = QFrame()
        made.setObjectName("far-row")
        made.setProperty("shown", "yes" if row.key == self._active else "no")
        line = QHBoxLayout(made)
        line.setContentsMargins(20, 10, 20, 10)
        line.setSpacing(28)
        height = max(self._row_px - 48, 60)
        image = self._picture(row.key, QSize(round(height * 0.8), height))
        if image is not None:
            picture = QLabel()
            picture.setPixmap(image)
            line.addWidget(picture)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addStretch()
        name = label(f"{row.rank}  {row.name}", wrap=True)
        _enlarge(name, round(px * 1.15), bold=True)
        room = self.width() - _BESIDE_PX - round(height * 0.8)
        width_of = QFontMetricsF(sized(self.font(), px)).horizontalAdvance
        text = row.where if width_of(row.where) <= 2 * room else row.where.partition(" · ")[0]
        where = label(tied(text, lambda part: width_of(part) <= room), wrap=True)
        _enlarge(where, px, bold=False)
        self.names += [name, where]
        for each in (name, where):
            texts.addWidget(each)
        texts.addStretch()
        line.addLayout(texts, 1)
        return made


def _enlarge(made: QLabel, px: int, *, bold: bool) -> None:
    made.setStyleSheet(f"font-size: {px}px; font-weight: {700 if bold else 400};")
