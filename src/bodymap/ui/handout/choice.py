"""What goes into a handout: check boxes for muscles, parts and self-care, and the text to edit. Says what was changed; holds no draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from bodymap.report.handout import PARTS, Block, Maker
from bodymap.report.wording import text_of
from bodymap.tongue import phrase, tr
from bodymap.ui.handout import draft as drafts
from bodymap.ui.handout.draft import Draft
from bodymap.ui.part import Segmented, accessible, button, clear, label
from bodymap.ui.pickbox import PickBox
from bodymap.vocabulary import word

_SECTION_PX = 14
_PAPERS = (("a4", "A4"), ("letter", phrase("US Letter")))


class Choices(QWidget):
    """One column; every change is emitted as a change of the draft."""

    edited = Signal(object)
    """``Draft → Draft``."""
    dose_kept = Signal(object)
    """The block whose dose becomes the therapist's own."""
    template_kept = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[object, ...] = ()
        self._blocks: tuple[Block, ...] = ()
        self._edits: dict[str, str] = {}
        self.note = _text(tr("Your note"), tr("Printed as “From your therapist”. It may fill more than one page."))
        self.note.textChanged.connect(self._note_changed)
        self.block = PickBox()
        accessible(self.block, tr("Text to edit"))
        self.block.currentIndexChanged.connect(self._show_block)
        self.words = _text(tr("Text for this handout"), tr("For this handout only; the shipped words stay as they are."))
        self.words.textChanged.connect(self._words_changed)
        self.keep_dose = button(tr("Keep this dose as mine"), tip=tr("Use this “How long” on all your handouts from now on"))
        self.keep_dose.clicked.connect(self._keep_dose)
        self.clinic, self.logo = _field(tr("Clinic")), _field(tr("Logo file"))
        self.clinic.textEdited.connect(lambda text: self._template(clinic=text))
        self.logo.textEdited.connect(lambda text: self._template(logo=text))
        self.paper = Segmented([(key, tr(text)) for key, text in _PAPERS], tr("Paper"))
        self.paper.chosen.connect(lambda paper: self._template(paper=paper))
        self._muscles, self._home, self._parts = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for boxes in (self._muscles, self._home, self._parts):
            boxes.setSpacing(0)
        self._arrange()

    def _arrange(self) -> None:
        find = button(tr("Find…"), tip=tr("Choose a picture file as logo"))
        find.clicked.connect(self._find_logo)
        keep = button(tr("Keep as my template"), tip=tr("Clinic, logo, paper and what is left out, for all your handouts from now on"))
        keep.clicked.connect(self.template_kept)
        logo = QHBoxLayout()
        logo.addWidget(self.logo, 1)
        logo.addWidget(find)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 12, 0)
        sections: tuple[tuple[str, tuple[QWidget | QLayout, ...]], ...] = (
            (tr("Muscles"), (self._muscles,)),
            (tr("My note"), (self.note,)),
            (tr("What to do at home"), (self._home,)),
            (tr("Words on this handout"), (self.block, self.words, self.keep_dose)),
            (tr("What goes in"), (self._parts,)),
            (tr("Clinic, logo, paper"), (self.clinic, logo, self.paper, keep)),
        )
        made_of = [_section(title, contents) for title, contents in sections]
        for section in made_of:
            column.addWidget(section)
        column.addStretch()
        self._of_muscles, _, self._of_home, self._of_words, *_ = made_of

    # What it shows

    def show_draft(self, draft: Draft, maker: Maker) -> None:
        """Show `draft`; boxes are made anew only when they would be others."""
        self._edits = dict(draft.edits)
        items = draft.chosen_items(maker)
        shown = (draft.offered, draft.muscles, draft.without, items)
        if shown != self._shown:
            self._shown = shown
            self._fill(draft, maker, items)
        for field, text in ((self.clinic, draft.template.clinic), (self.logo, draft.template.logo)):
            if field.text() != text:
                field.setText(text)
        if self.note.toPlainText() != draft.note:
            with QSignalBlocker(self.note):
                self.note.setPlainText(draft.note)
        self.paper.set_chosen(draft.template.paper)
        self._of_muscles.setVisible(bool(draft.offered))
        self._of_home.setVisible(bool(self._home.count()))

    def show_blocks(self, blocks: tuple[Block, ...]) -> None:
        """Offer the texts of `blocks`, in their shipped words, to be edited."""
        self._of_words.setVisible(bool(blocks))
        if blocks == self._blocks:
            return
        here = self.block.currentData()
        self._blocks = blocks
        with QSignalBlocker(self.block):
            self.block.clear()
            for block in blocks:
                self.block.addItem(block.title, block.id)
            self.block.setCurrentIndex(max(self.block.findData(here), 0))
        self._show_block()

    def clear(self) -> None:
        """Show nothing of the client any more."""
        self._shown, self._blocks, self._edits = (), (), {}
        for boxes in (self._muscles, self._home, self._parts):
            clear(boxes)
        for made in (self.note, self.words):
            with QSignalBlocker(made):
                made.clear()
        with QSignalBlocker(self.block):
            self.block.clear()

    def _fill(self, draft: Draft, maker: Maker, items: Sequence[str]) -> None:
        for boxes in (self._muscles, self._home, self._parts):
            clear(boxes)
        muscles = maker.knowledge.muscles
        for key in draft.offered:
            name = f"{muscles[key.muscle].name}, {word(key.side)}"
            self._add(self._muscles, name, partial(drafts.switch_muscle, key=key), on=key in draft.muscles)
        for part, name in PARTS.items():
            self._add(self._parts, tr(name), partial(drafts.switch_part, part=part), on=part not in draft.without)
        if draft.session.raised:
            self._home.addWidget(label(tr("Left out while a red flag is answered yes."), "quiet", wrap=True))
            return
        offered = {item.id: item.name for key in draft.muscles for item in maker.offered(key)}
        for item, name in offered.items():
            self._add(self._home, name, partial(drafts.switch_item, item=item, maker=maker), on=item in items)

    def _add(self, boxes: QVBoxLayout, name: str, change: partial[Draft], *, on: bool) -> None:
        box = QCheckBox(name)
        box.setChecked(on)
        box.toggled.connect(lambda on: self.edited.emit(partial(change, on=on)))
        boxes.addWidget(box)

    # What is typed

    def _note_changed(self) -> None:
        note = self.note.toPlainText()
        self.edited.emit(lambda draft: replace(draft, note=note))

    def _chosen_block(self) -> Block | None:
        return next((block for block in self._blocks if block.id == self.block.currentData()), None)

    def _show_block(self) -> None:
        block = self._chosen_block()
        with QSignalBlocker(self.words):
            self.words.setPlainText(self._edits.get(block.id, text_of(block.lines)) if block else "")
        self.words.setEnabled(block is not None)
        self.keep_dose.setVisible(block is not None and bool(block.care))

    def _words_changed(self) -> None:
        block, text = self._chosen_block(), self.words.toPlainText()
        if block is not None:
            self.edited.emit(lambda draft: drafts.edit_block(draft, block, text))

    def _keep_dose(self) -> None:
        block = self._chosen_block()
        if block is not None:
            self.dose_kept.emit(block)

    def _template(self, **fields: str) -> None:
        self.edited.emit(lambda draft: replace(draft, template=draft.template.model_copy(update=fields)))

    def _find_logo(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Logo"), "", "Pictures (*.png *.jpg *.jpeg *.svg)")
        if name:
            self._template(logo=name)


def _section(title: str, contents: Sequence[QWidget | QLayout]) -> QWidget:
    """A title and what stands under it, to be shown and hidden as one."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, _SECTION_PX)
    column.addWidget(label(title, "strong"))
    for each in contents:
        column.addWidget(each) if isinstance(each, QWidget) else column.addLayout(each)
    return made


def _text(name: str, description: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    made.setFixedHeight(132)
    made.setPlaceholderText(description)
    accessible(made, name, description)
    return made


def _field(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText(name)
    accessible(made, name)
    return made
