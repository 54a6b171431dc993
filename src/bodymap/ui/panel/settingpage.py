"""The page of settings: one calm column in the body's place. Every choice holds at once; there is nothing to confirm.

Shows the settings of a state and says what was changed; only what is printed on handouts it keeps itself, in the handout's own template.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, get_args

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bodymap.errors import BodymapError
from bodymap.tongue import phrase, tr
from bodymap.ui import signing
from bodymap.ui.drawing import sign
from bodymap.ui.hem import Hem
from bodymap.ui.own.exchange import OwnBox
from bodymap.ui.part import Segmented, accessible, button, label
from bodymap.ui.pickbox import PickBox
from bodymap.ui.setting import TEXT_SIZES
from bodymap.ui.state import State
from bodymap.ui.style import theme_of

if TYPE_CHECKING:
    from bodymap.knowledge.quality import Quality
    from bodymap.ui.clinic.keepsection import KeepSection

_COLUMN_PX = 760
_THEMES = (("system", phrase("As the desktop")), ("light", phrase("Light")), ("dark", phrase("Dark")), ("contrast", phrase("High contrast")))
_HANDS = (("left", phrase("Left")), ("right", phrase("Right")))
_UNITS = (("mm", phrase("Millimetres")), ("inch", phrase("Inches")))
_FIGURES = (("male", phrase("Male")), ("female", phrase("Female")))


class SettingPage(QFrame):
    """All settings, section by section."""

    closed = Signal()
    changed = Signal(object)
    """A mapping from names of `Settings`' fields to values."""

    def __init__(self, languages: Sequence[str] = (), kept: KeepSection | None = None) -> None:
        super().__init__()
        self.kept = kept
        self.setObjectName("panel")
        self._rows = 0
        self._shipped: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self.signs: dict[str, PickBox] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnMinimumWidth(0, 190)
        self._grid.setColumnStretch(1, 1)
        self.theme, self.text_size = self._choice("theme", _THEMES), self._sizes()
        self.motion = self._switch("motion", tr("Nothing moves by itself"), lambda on: "reduced" if on else "full")
        self.hand, self.figure = self._choice("hand", _HANDS), self._choice("figure", _FIGURES)
        self.units = self._choice("units", _UNITS)
        self.depths = self._switch("depths", tr("Show depths: model body, not your client; never for needles"), bool)
        self.hold_tone = self._switch("hold_tone", tr("A soft tone when a hold is over"), bool)
        self.language = self._languages(languages)
        self.clinic, self.logo = QLineEdit(), QLineEdit()
        self.own = OwnBox()
        self.paper = Segmented((("a4", "A4"), ("letter", tr("US Letter"))), tr("Paper"))
        self._said = label("", "caption", wrap=True)
        self._fill()
        self._frame()

    def show_state(self, state: State, shipped: Mapping[str, Quality], shown: Mapping[str, Quality]) -> None:
        """Show the settings of `state`; `shipped` are the qualities as they came, `shown` as they are drawn now."""
        settings = state.settings
        for name in ("theme", "hand", "figure", "units"):
            getattr(self, name).set_chosen(getattr(settings, name))
        self.text_size.set_chosen(str(settings.text_size))
        for box, on in ((self.motion, not settings.moves), (self.depths, settings.depths), (self.hold_tone, settings.hold_tone)):
            with QSignalBlocker(box):
                box.setChecked(on)
        if self.kept is not None:
            self.kept.show_settings(settings)
        with QSignalBlocker(self.language):
            self.language.setCurrentIndex(max(self.language.findData(settings.language), 0))
        self.own.show_own(state.own)
        self._show_signs(state, shipped, shown)

    def show_template(self) -> None:
        """Read what is printed on handouts from the therapist's template."""
        from bodymap.report import template as templates

        try:
            found = templates.load()
        except BodymapError as error:
            self._say(str(error))
            return
        for field, text in ((self.clinic, found.clinic), (self.logo, found.logo)):
            field.setText(text)
        self.paper.set_chosen(found.paper)
        self._say("")

    def _say(self, problem: str) -> None:
        """Say what is wrong with what is printed on handouts; where nothing is, nothing stands there."""
        self._said.setText(problem)
        self._said.setVisible(bool(problem))

    # Putting together

    def _fill(self) -> None:
        self._head(tr("Look"))
        self._row(tr("Theme"), self.theme)
        self._row(tr("Size of text"), self.text_size)
        self._row(tr("Motion"), self.motion)
        self._row(tr("Language"), self.language)
        self._row("", label(tr("The language changes with the next start."), "caption"))
        self._head(tr("Room"))
        self._row(tr("Panel on the side"), self.hand)
        self._row(tr("Figure"), self.figure)
        self._row(tr("Lengths in"), self.units)
        self._row(tr("For experts"), self.depths)
        self._row(tr("Hold timer"), self.hold_tone)
        self._head(tr("On handouts"))
        find = button(tr("Find…"), tip=tr("Choose a picture file as logo"))
        find.clicked.connect(self._find_logo)
        logo = QWidget()
        line = QHBoxLayout(logo)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.logo, 1)
        line.addWidget(find)
        for field, name in ((self.clinic, tr("Clinic")), (self.logo, tr("Logo file"))):
            accessible(field, name)
            field.editingFinished.connect(self._keep_template)
        self.paper.chosen.connect(lambda _paper: self._keep_template())
        self._row(tr("Clinic"), self.clinic)
        self._row(tr("Logo file"), logo)
        self._row(tr("Paper"), self.paper)
        self._row("", self._said)
        self._head(tr("Your own notes, doses, X’s and zones"))
        self._row("", self.own)
        if self.kept is not None:
            self._head(tr("Sessions"))
            self._grid.addWidget(self.kept, self._rows, 0, 1, 2)
            self._rows += 1
        self._head(tr("Signs of pain"))

    def _frame(self) -> None:
        back = button(tr("‹ Back to the body"), tip=tr("Close the settings (Escape); they hold already"))
        back.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(back)
        head.addSpacing(8)
        head.addWidget(label(tr("Settings"), "title"))
        head.addStretch()
        column = QWidget()
        column.setMaximumWidth(_COLUMN_PX)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(4, 4, 16, 24)
        inside.addLayout(self._grid)
        inside.addStretch()
        middle = QWidget()
        centred = QHBoxLayout(middle)
        centred.addStretch(1)
        centred.addWidget(column, 20)
        centred.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(middle)
        Hem(scroll)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 10, 18, 0)
        whole.addLayout(head)
        whole.addWidget(scroll, 1)

    def _head(self, text: str) -> None:
        made = label(text, "head")
        made.setContentsMargins(0, 22 if self._rows else 4, 0, 4)
        self._grid.addWidget(made, self._rows, 0, 1, 2)
        self._rows += 1

    def _row(self, name: str, widget: QWidget) -> None:
        if name:
            self._grid.addWidget(label(name, "quiet", wrap=True), self._rows, 0)
        if isinstance(widget, Segmented):
            widget.call(name)
        elif isinstance(widget, QCheckBox):
            accessible(widget, f"{name}: {widget.text()}")
        else:
            accessible(widget, name or widget.accessibleName())
        stretched = isinstance(widget, QLineEdit) or (widget.layout() is not None and not isinstance(widget, Segmented))
        if stretched:
            self._grid.addWidget(widget, self._rows, 1)
        else:
            self._grid.addWidget(widget, self._rows, 1, Qt.AlignmentFlag.AlignLeft)
        self._rows += 1

    def _choice(self, name: str, choices: Sequence[tuple[str, str]]) -> Segmented:
        made = Segmented([(key, tr(text)) for key, text in choices], name)
        made.chosen.connect(lambda key: self.changed.emit({name: key}))
        return made

    def _sizes(self) -> Segmented:
        made = Segmented([(str(size), f"{size} %") for size in TEXT_SIZES], tr("Size of text"))
        made.chosen.connect(lambda key: self.changed.emit({"text_size": int(key)}))
        return made

    def _switch(self, name: str, text: str, value: Callable[[bool], object]) -> QCheckBox:
        made = QCheckBox(text)
        made.toggled.connect(lambda on: self.changed.emit({name: value(on)}))
        return made

    def _languages(self, languages: Sequence[str]) -> PickBox:
        from PySide6.QtCore import QLocale

        made = PickBox()
        made.addItem(tr("As the desktop"), "")
        for each in languages:
            made.addItem(QLocale(each).nativeLanguageName().capitalize() or each, each)
        accessible(made, tr("Language"))
        made.activated.connect(lambda: self.changed.emit({"language": made.currentData()}))
        return made

    # Signs of pain

    def _show_signs(self, state: State, shipped: Mapping[str, Quality], shown: Mapping[str, Quality]) -> None:
        from bodymap.knowledge.quality import Sign

        self._shipped = {name: each.sign for name, each in shipped.items()}
        self._shown = {name: each.sign for name, each in shown.items()}
        colour, density = theme_of(state).pain, self.devicePixelRatioF()
        for name, each in shown.items():
            if name not in self.signs:
                self.signs[name] = self._sign_box(each)
                self._row(each.name, self.signs[name])
            box = self.signs[name]
            with QSignalBlocker(box):
                box.clear()
                for form in get_args(Sign):
                    box.addItem(sign.icon(form, colour, density), tr(FORMS[form]), form)
                box.setCurrentIndex(box.findData(each.sign))

    def _sign_box(self, quality: Quality) -> PickBox:
        made = PickBox()
        accessible(made, tr("Sign for: {quality}", quality=quality.name))
        made.activated.connect(lambda: self._choose_sign(quality.id, made.currentData()))
        return made

    def _choose_sign(self, quality: str, form: str) -> None:
        self.changed.emit({"signs": signing.choose(self._shown, self._shipped, quality, form)})

    # What is printed on handouts

    def _find_logo(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Logo"), self.logo.text(), tr("Pictures (*.png *.jpg *.jpeg *.svg)"))
        if name:
            self.logo.setText(name)
            self._keep_template()

    def _keep_template(self) -> None:
        from bodymap.report import template as templates

        try:
            found = templates.load()
            wanted = {"clinic": self.clinic.text().strip(), "logo": self.logo.text().strip(), "paper": self.paper.key or found.paper}
            after = found.model_copy(update=wanted)
            if after != found:
                templates.save(after)
        except BodymapError as error:
            self._say(str(error))
        else:
            self._say("")


FORMS = {
    "wave": phrase("Wave"),
    "flame": phrase("Flame"),
    "spike": phrase("Spike"),
    "dots": phrase("Dots"),
    "ring": phrase("Ring"),
    "bars": phrase("Bars"),
    "zigzag": phrase("Zigzag"),
    "target": phrase("Target"),
    "arrow": phrase("Arrow"),
    "square": phrase("Square"),
    "plus": phrase("Plus"),
    "drop": phrase("Drop"),
}
"""The words for the forms of signs."""
