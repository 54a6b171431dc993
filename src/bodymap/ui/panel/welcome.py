"""What the panel shows before anything is marked: what to do first, and words to try."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from bodymap.tongue import phrase, tr
from bodymap.ui.part import Flow, accessible, button, clear, label

_TRIES = ("hip side pain", "sciatica", "low back pain", "glut med", "piriformis", "pain when sitting")
"""Words of the lexicon, which is data: they are searched for as they stand."""
_STEPS = (
    (phrase("Click where it hurts"), phrase("on any figure. Several spots add up.")),
    (phrase("Hover a candidate"), phrase("to see its muscle, its points and their zones.")),
    (phrase("Click an ✕"), phrase("for its own referral and the finger’s way.")),
    (phrase("Peel"), phrase("from skin to bone to see what lies below.")),
)


class Welcome(QScrollArea):
    """A few calm lines; they scroll where the window is low."""

    tried = Signal(str)
    """Words to be searched for."""
    followed = Signal(str)
    """The muscle of the week."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self.setWidget(inside)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 10, 4, 4)
        column.setSpacing(4)
        column.addWidget(label(tr("Where does it hurt?"), "welcome"))
        column.addSpacing(6)
        for head, text in _STEPS:
            column.addWidget(label(tr(head), "strong"))
            column.addWidget(label(tr(text), "quiet", wrap=True))
            column.addSpacing(7)
        column.addSpacing(8)
        column.addWidget(label(tr("Or say it in words"), "strong"))
        chips = QWidget()
        chips.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        flow = Flow(chips, line_gap=0)
        for words in _TRIES:
            made = button(words, "chip", tip=tr("Search for “{words}”", words=words))
            made.clicked.connect(lambda _checked=False, words=words: self.tried.emit(words))
            flow.addWidget(made)
        column.addWidget(chips)
        column.addSpacing(12)
        self._muscle = ""
        self._week_head = label(tr("Pattern of the week"), "strong")
        self._week = button("", "week", tip=tr("Show this muscle, its trigger points and where they refer"))
        self._week.clicked.connect(lambda: self.followed.emit(self._muscle))
        self._week_head.hide()
        self._week.hide()
        self._recent_head = label(tr("Opened last"), "strong")
        self._recent = QWidget()
        self._recent.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._recent_flow = Flow(self._recent, line_gap=0)
        self._recent_shown: tuple[tuple[str, str], ...] = ()
        self._recent_head.hide()
        self._recent.hide()
        column.addWidget(self._recent_head)
        column.addWidget(self._recent)
        column.addWidget(self._week_head)
        column.addWidget(self._week, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()

    def set_week(self, muscle: str, name: str) -> None:
        """Offer `muscle` as the pattern of the week."""
        self._muscle = muscle
        self._week.setText(f"{name}  ›")
        accessible(self._week, tr("Pattern of the week: {name}", name=name))
        self._week_head.show()
        self._week.show()

    def set_recent(self, muscles: Sequence[tuple[str, str]]) -> None:
        """Offer the muscles that were opened last: ``(id, name)``, the latest first."""
        if tuple(muscles) == self._recent_shown:
            return
        self._recent_shown = tuple(muscles)
        clear(self._recent_flow)
        for muscle, name in muscles:
            made = button(name, "chip", tip=tr("Show this muscle, its trigger points and where they refer"))
            made.clicked.connect(lambda _checked=False, muscle=muscle: self.followed.emit(muscle))
            self._recent_flow.addWidget(made)
        self._recent_head.setVisible(bool(muscles))
        self._recent.setVisible(bool(muscles))
