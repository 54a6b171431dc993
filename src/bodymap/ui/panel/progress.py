"""A sentence and a bar over the top of the sheet, while something large is on its way. Nothing moves by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QVBoxLayout, QWidget

from bodymap.ui.part import accessible

_WIDTH_PX, _TOP_PX = 300, 16


class Progress(QFrame):
    """Hidden until something is told; stays in the middle of its parent's upper edge and takes no clicks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("progress")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedWidth(_WIDTH_PX)
        self.sentence = QLabel()
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.sentence)
        column.addWidget(self.bar)
        self.hide()
        parent.installEventFilter(self)

    def tell(self, sentence: str, share: float) -> None:
        """Say what is on its way, and how far it is (0 … 1)."""
        self.sentence.setText(sentence)
        self.bar.setValue(round(100 * share))
        accessible(self, sentence)
        self._place()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        self.move((self._over.width() - self.width()) // 2, _TOP_PX)
