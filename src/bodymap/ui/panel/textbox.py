"""A box with a text to read or complete, and a button that copies it. Sends nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from bodymap.tongue import tr
from bodymap.ui.part import accessible, button, label


class TextBox(QDialog):
    """`title` over `says` over the text; below what was done with it, `others`, the button that copies, and `close`."""

    def __init__(self, title: str, says: str, text: str, name: str, *others: QPushButton, close: QPushButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(600, 420)
        self.text = QPlainTextEdit(text)
        accessible(self.text, name)
        self.said = label("", "caption")
        self.copy = button(tr("Copy"), tip=tr("Copy the text to the clipboard"))
        self.copy.clicked.connect(self._copy)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self.said, 1)
        for each in (*others, self.copy, close):
            row.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(10)
        column.addWidget(label(title, "welcome"))
        column.addWidget(label(says, "quiet", wrap=True))
        column.addWidget(self.text, 1)
        column.addLayout(row)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.said.setText(tr("Copied."))
