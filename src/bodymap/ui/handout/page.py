"""The page on which a handout is made: what goes in on the left, the paper itself on the right. It edits a draft of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from bodymap.errors import BodymapError
from bodymap.own.record import NOTHING, Own
from bodymap.report import template as templates
from bodymap.report.handout import PRIVATE, Block, Handout, Maker
from bodymap.tongue import tr
from bodymap.ui.answer import Answers
from bodymap.ui.drawing.art import PlateArt
from bodymap.ui.errand import waiting
from bodymap.ui.handout import draft as drafts
from bodymap.ui.handout.choice import Choices
from bodymap.ui.handout.draft import Draft
from bodymap.ui.handout.paper import UNITS_PER_INCH, Paper
from bodymap.ui.handout.picture import Artist
from bodymap.ui.handout.regions import regions_of
from bodymap.ui.hem import Hem
from bodymap.ui.part import accessible, button, clear, label
from bodymap.ui.state import State

_CHOICES_PX, _SAID_PX = 400, 420
_WAIT_MS = 250
_PREVIEW_DPI, _LEAST_DPI = 100.0, 40.0
_EDGE_PX = 36


class HandoutPage(QFrame):
    """Shows and edits one draft. `set_up` opens it for a state; the window closes it."""

    closed = Signal()
    dose_kept = Signal(str, str)
    """``(care item, text)``: to be the therapist's own dose from now on; `take_own` hears whether it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.draft: Draft | None = None
        self._own = NOTHING
        self.paper: Paper | None = None
        self._answers: Answers | None = None
        self._artist: Artist | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_WAIT_MS)
        self._later.timeout.connect(self.draw_now)
        self.choices = Choices()
        self.choices.edited.connect(self.edit)
        self.choices.dose_kept.connect(self._keep_dose)
        self.choices.template_kept.connect(self._keep_template)
        self.count = label("", "quiet")
        self.said = label("", "caption", wrap=True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._pages = QWidget()
        self._column = QVBoxLayout(self._pages)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._arrange()

    def _arrange(self) -> None:
        back = button(tr("‹ Back to the body"), tip=tr("Close the handout (Escape); what you chose is kept for this client"))
        back.clicked.connect(self.closed)
        save = button(tr("Save PDF or PNG…"), tip=tr("Save the handout as it is shown"))
        save.clicked.connect(self.ask_and_save)
        to_print = button(tr("Print…"), tip=tr("Look at it as the printer will, and print"))
        to_print.clicked.connect(self.preview_print)
        head = QHBoxLayout()
        head.addWidget(back)
        head.addSpacing(8)
        head.addWidget(label(tr("Handout to take home"), "title"))
        head.addSpacing(12)
        head.addWidget(self.count)
        head.addStretch()
        self._outward = (save, to_print)
        for made in self._outward:
            head.addWidget(made)
        self._shown = shown = QScrollArea()
        shown.setWidgetResizable(True)
        shown.setWidget(self._pages)
        shown.setObjectName("sheet")
        accessible(shown, tr("Preview of the handout"))
        choosing = QScrollArea()
        choosing.setWidgetResizable(True)
        choosing.setWidget(self.choices)
        Hem(choosing)
        choosing.setFixedWidth(_CHOICES_PX)
        accessible(choosing, tr("What goes into the handout"))
        choosing.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        middle = QHBoxLayout()
        middle.addWidget(choosing)
        middle.addWidget(shown, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 12, 18, 12)
        whole.addLayout(head)
        whole.addWidget(self.said)
        whole.addLayout(middle, 1)

    # What comes in

    def set_up(self, state: State, answers: Answers, plates: Mapping[str, PlateArt]) -> None:
        """Open for `state`: the draft of the same session goes on, another one begins with what is on the screen."""
        if self._artist is None or answers is not self._answers or plates is not self._artist.plates:
            self._answers, self._artist = answers, Artist(answers, plates)
        self._artist.set_session(state.session, state.view.layers, state.earlier)
        self._own = state.own
        template, problem = _template()
        others = [row.key for row in answers.rows(state.session)[:5]]
        fresh = drafts.begin(state.session, state.active, others, template)
        draft = fresh if self.draft is None else drafts.carry_on(self.draft, fresh)
        self.draft = replace(draft, earlier=state.earlier_day)
        self.choices.show_draft(self.draft, self.maker)
        self.say(problem)
        self.draw_now()

    def forget(self) -> None:
        """Forget the client: the next handout begins anew."""
        self._later.stop()
        self.draft = self.paper = None
        clear(self._column)
        self.count.clear()
        self.choices.clear()
        self._artist = None

    @property
    def maker(self) -> Maker:
        """Makes handouts with the therapist's template."""
        if self._answers is None or self.draft is None:
            raise BodymapError("no handout is open")
        return Maker(self._answers.knowledge, self.draft.template, self._own)

    def made(self) -> Handout | None:
        """Return the handout as it is chosen now, or None while no muscle is."""
        if self.draft is None or self._answers is None or not self.draft.muscles:
            return None
        wish = self.draft.wish(date.today())  # noqa: DTZ011 - the day on the therapist's own calendar
        return self.maker.make(wish, regions_of(self._answers, wish, self.draft.session))

    # What is changed

    def edit(self, change: Callable[[Draft], Draft]) -> None:
        """Make `change`; the paper follows a moment later."""
        if self.draft is None:
            return
        self.draft = change(self.draft)
        self.choices.show_draft(self.draft, self.maker)
        self._later.start()

    def draw_now(self) -> None:
        """Lay out and show the paper."""
        self._later.stop()
        with waiting():
            self._draw()

    def _draw(self) -> None:
        clear(self._column)
        self.count.clear()
        made = self.made()
        self.paper = None if made is None or self._artist is None else Paper(made, self._artist)
        for each in self._outward:
            each.setEnabled(self.paper is not None)
        if self.paper is None:
            self._show_none()
            return
        self.count.setText(tr("{n} page", "{n} pages", n=self.paper.count))
        for page in range(self.paper.count):
            self._column.addWidget(self._shown_page(self.paper, page))
        self._column.addStretch()
        if self.draft is not None:
            self.choices.show_blocks(self.maker.make(replace(self.draft.wish(), edits=())).blocks)
        if self.paper.problems:
            self.say(" ".join(self.paper.problems))

    def _show_none(self) -> None:
        """Say how there would be a page."""
        is_offered = self.draft is not None and bool(self.draft.offered)
        words = tr("Choose a muscle on the left.") if is_offered else tr("Mark where it hurts or look up a muscle first: then there is a page to take home.")
        said = label(words, "quiet", wrap=True)
        said.setMinimumWidth(_SAID_PX)
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column.addWidget(said)
        self.choices.show_blocks(())

    def _shown_page(self, paper: Paper, page: int) -> QLabel:
        ratio = self.devicePixelRatioF()
        dpi = min(_PREVIEW_DPI, (self._shown.viewport().width() - _EDGE_PX) * UNITS_PER_INCH / paper.size.width())
        picture = QPixmap.fromImage(paper.image(page, max(dpi, _LEAST_DPI) * ratio))
        picture.setDevicePixelRatio(ratio)
        shown = QLabel()
        shown.setObjectName("handout-page")
        shown.setPixmap(picture)
        shown.setFixedSize(QSize(round(picture.width() / ratio) + 2, round(picture.height() / ratio) + 2))  # with its edge: on a white ground, nothing else shows where the paper ends
        accessible(shown, tr("Page {page} of {pages}", page=page + 1, pages=paper.count))
        return shown

    def _keep_dose(self, block: Block) -> None:
        if self.draft is None:
            return
        self.dose_kept.emit(block.care, drafts.dose_of(self.draft, block))

    def take_own(self, own: Own, why: str) -> None:
        """Go on with the therapist's own after a dose was to be kept; `why` says what of it was not, empty where all of it is."""
        self._own = own
        self.say(why or tr("Kept as your own dose, on the card and on all handouts."))

    def _keep_template(self) -> None:
        if self.draft is None:
            return
        kept = self.draft.template.model_copy(update={"leave_out": tuple(sorted(self.draft.without - PRIVATE))})
        try:
            file = templates.save(kept)
        except BodymapError as error:
            self.say(str(error))
        else:
            self.draft = replace(self.draft, template=kept)
            self.say(tr("Your template is kept in {file}", file=file))

    # What goes out

    def save(self, out: Path) -> tuple[Path, ...]:
        """Write the handout to `out`, whole or not at all; what is wrong is said on the page, and then nothing is returned."""
        from bodymap.ui.handout import file as handout_file

        self.draw_now()
        if self.paper is None:
            self.say(tr("Choose a muscle first."))
            return ()
        try:
            files = handout_file.save(self.paper, out)
        except BodymapError as error:
            self.say(str(error))
            return ()
        self.say(" ".join((tr("Saved: {files}", files=", ".join(str(file) for file in files)), *self.paper.problems)))
        return files

    def ask_and_save(self) -> None:
        """Ask where to, and save."""
        from PySide6.QtWidgets import QFileDialog

        name, _ = QFileDialog.getSaveFileName(self, tr("Save handout"), "handout.pdf", "Handouts (*.pdf *.png)")
        if name:
            self.save(Path(name) if Path(name).suffix.lower() in {".pdf", ".png"} else Path(name + ".pdf"))

    def preview_print(self) -> None:
        """Show it as the printer will print it, and let it be printed."""
        from bodymap.ui.handout import print as handout_print

        self.draw_now()
        if self.paper is None:
            self.say(tr("Choose a muscle first."))
        else:
            handout_print.preview(self.paper, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.paper is not None:
            self._later.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._later.stop()

    def say(self, sentence: str) -> None:
        """Say something above the paper; nothing hides the line."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))


def _template() -> tuple[templates.Template, str]:
    """The therapist's template, or an empty one and why."""
    try:
        return templates.load(), ""
    except BodymapError as error:
        return templates.Template(), tr("Your handout template is not used: {why}", why=error)
