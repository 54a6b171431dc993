"""The field in which the therapist writes a note on a muscle or a dose of a care item. It edits nothing: it says what was written, and of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bodymap.tongue import tr
from bodymap.ui.part import accessible, button, label
from bodymap.ui.writing import Writing

if TYPE_CHECKING:
    from bodymap.ui.panel.page import Topic

_NOTE_PX, _DOSE_PX = 132, 66


class Editor(QWidget):
    """Open while something is written. What was typed of one muscle never goes to another: each text knows what it is about."""

    noted = Signal(str, str)
    """``(muscle, text)``."""
    dosed = Signal(str, str)
    """``(care item, text)``."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._about: tuple[str, str] = ("", "")
        self._title = label(role="strong", wrap=True)
        self.field = Writing("", "")
        self.field.written.connect(lambda text: self._tell(self._about, text))
        done = button(tr("Done"), tip=tr("What is written is kept already (Escape)"))
        done.clicked.connect(self._close)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.field)
        self.hide()

    def show_state(self, topic: Topic, writing: str) -> None:
        """Open the field for what is written of `topic` (`View.writing`), or close it."""
        about = _about(topic, writing)
        was_open = not self.isHidden()
        if about != self._about:
            self.field.forget()  # it was told before the state changed
            self._about = about
            self._name(topic)
        self.setVisible(bool(about[0]))
        text = topic.own.dose(about[1]) if about[0] == "dose" else topic.own.note(about[1])
        self.field.show_text(text)
        if about[0] and not was_open:
            self.field.setFocus()

    def _name(self, topic: Topic) -> None:
        kind, name = self._about
        item = topic.knowledge.care.get(name)
        said = tr("Your dose: {item}", item=item.name if item else name) if kind == "dose" else tr("Your note on {muscle}", muscle=topic.muscle.name.lower())
        self._title.setText(said)
        accessible(self.field, said)
        example = tr("Such as: 45 seconds, three times a day") if kind == "dose" else tr("Yours alone: kept for every client, never shown to one")
        self.field.setPlaceholderText(example)
        self.field.setFixedHeight(_DOSE_PX if kind == "dose" else _NOTE_PX)

    def _tell(self, about: tuple[str, str], text: str) -> None:
        kind, name = about
        if kind:
            (self.dosed if kind == "dose" else self.noted).emit(name, text)

    def _close(self) -> None:
        self.field.tell()
        self.closed.emit()


def _about(topic: Topic, writing: str) -> tuple[str, str]:
    kind, _, care = writing.partition(":")
    if not kind or topic.for_client:
        return ("", "")
    return (kind, care or topic.muscle.id)
