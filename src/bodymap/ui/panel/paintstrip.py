"""The strip under the sheet while painting: the tool and its size, and what the client says of the area being painted.

It shows a state and says what was pressed; it edits nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from bodymap.session.paint import MOST_INTENSE, Area
from bodymap.session.record import Session
from bodymap.tongue import phrase, tr
from bodymap.ui.drawing import sign
from bodymap.ui.part import Segmented, accessible, button, clear, label
from bodymap.ui.pickbox import PickBox
from bodymap.ui.state import RADII_MM, State, is_own_tool
from bodymap.ui.theme import Theme

if TYPE_CHECKING:
    from bodymap.knowledge.quality import Quality

TOOLS = (("click", phrase("Spot")), ("brush", phrase("Brush")), ("eraser", phrase("Eraser")), ("region", phrase("Region")), ("clear", phrase("No pain")))
_SAID: dict[str, tuple[tuple[str | None, str], ...]] = {
    "depth": ((None, phrase("How deep?")), ("skin", phrase("At the skin")), ("muscle", phrase("In the muscle")), ("deep", phrase("Deep"))),
    "constancy": ((None, phrase("All the time?")), ("constant", phrase("Constant")), ("comes-and-goes", phrase("Comes and goes"))),
}
_EDGES_PX = 34
_NARROW_PX, _SIZE_PX = 670, (80, 110)
"""Under which width the slider of the size is the shorter one."""
_NOT_SAID = -1
"""The slider's place for “not said”."""


class PaintStrip(QFrame):
    """Two calm rows; the second one only while there is an area to speak of."""

    tool_chosen = Signal(str)
    sized = Signal(float)
    """The brush's radius in mm."""
    area_chosen = Signal(object)
    """The number of an area, or None for a new one."""
    said = Signal(int, str, object)
    """``(area number, part, value)``."""

    def __init__(self, theme: Theme, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("paint")
        self._theme = theme
        self._telling = False
        self._number: int | None = None
        self._qualities: tuple[Quality, ...] = ()
        self._listed: tuple[object, ...] = ()
        self.tools = Segmented([(name, tr(text)) for name, text in TOOLS], tr("Tool"), tr("what a press on the body does"))
        self.tools.chosen.connect(self.tool_chosen)
        self.size_slider = QSlider(Qt.Orientation.Horizontal)
        self.size_slider.setRange(int(RADII_MM[0]), int(RADII_MM[1]))
        self.size_slider.setFixedWidth(_SIZE_PX[1])
        self.size_slider.valueChanged.connect(lambda value: None if self._telling else self.sized.emit(float(value)))
        accessible(self.size_slider, tr("Size of the brush"), tr("Radius on the skin in millimetres (, and .)"))
        top = _row()
        top.addWidget(self.tools)
        top.addSpacing(6)
        top.addWidget(label(tr("Size"), "caption"))
        top.addWidget(self.size_slider)
        top.addStretch()
        top.addWidget(_menu(actions))
        self._areas = QHBoxLayout()
        self._areas.setSpacing(5)
        self.intensity = QSlider(Qt.Orientation.Horizontal)
        self.intensity.setRange(_NOT_SAID, MOST_INTENSE)
        self.intensity.setPageStep(1)
        self.intensity.setFixedWidth(118)
        self.intensity.valueChanged.connect(self._say_intensity)
        accessible(self.intensity, tr("Intensity, 0 to 10"))
        self._intensity_text = QLabel()
        self._intensity_text.setFixedWidth(88)
        self.quality = _box(tr("Quality of the pain"))
        self.quality.activated.connect(lambda: self._say("quality", self.quality.currentData()))
        self.boxes = {part: _box(tr(said[0][1])) for part, said in _SAID.items()}
        for part, box in self.boxes.items():
            for value, text in _SAID[part]:
                box.addItem(tr(text), value)
            box.activated.connect(lambda _index, part=part, box=box: self._say(part, box.currentData()))
        self.words = self._said_of_an_area()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 10, 4)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.words)

    def _said_of_an_area(self) -> QWidget:
        """The areas and how strong, then the boxes, beside or under them."""
        words, first, second = QWidget(), _row(), _row()
        first.addLayout(self._areas)
        first.addSpacing(4)
        boxes = (self.quality, *self.boxes.values())
        self._spoken: tuple[QWidget, ...] = (self.intensity, self._intensity_text, *boxes)
        self._clear_text = label(tr("No pain here: taken out of what is painted"), "caption")
        for line, widgets in ((first, (self.intensity, self._intensity_text, self._clear_text)), (second, boxes)):
            for widget in widgets:
                line.addWidget(widget)
            line.addStretch()
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight, words)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.setSpacing(7)
        self._below.addLayout(first)
        self._below.addLayout(second, 1)
        self._lines = (first, second)
        return words

    def set_qualities(self, qualities: Sequence[Quality]) -> None:
        """Offer these qualities, in their order, each with its sign."""
        self._qualities = tuple(qualities)
        self._fill_qualities()

    def set_theme(self, theme: Theme) -> None:
        """Draw the signs in `theme`."""
        self._theme = theme
        self._fill_qualities()

    def show_state(self, state: State) -> None:
        """Show the tool in hand and the current area."""
        self._telling = True
        self.setVisible(state.view.tool != "click" and not is_own_tool(state.view.tool))
        self.tools.set_chosen(state.view.tool)
        self.size_slider.setValue(round(state.view.radius_mm))
        self.size_slider.setEnabled(state.view.tool != "region")
        self._show_areas(state.session)
        area = state.session.area(state.session.current)
        self._number = area.number if area else None
        self.words.setVisible(bool(state.session.areas))
        for widget in self._spoken:
            widget.setVisible(area is not None and not area.is_clear)
        self._clear_text.setVisible(area is not None and area.is_clear)
        if area is not None:
            self._show_area(area)
        self._telling = False
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """On a narrow sheet the boxes stand in a line of their own, and the slider is short: nothing is cut."""
        self.size_slider.setFixedWidth(_SIZE_PX[self.width() >= _NARROW_PX])
        directions = QBoxLayout.Direction
        wide = sum(line.sizeHint().width() for line in self._lines) + _EDGES_PX
        wanted = directions.LeftToRight if self.width() >= wide else directions.TopToBottom
        if self._below.direction() != wanted:
            self._below.setDirection(wanted)
            self._below.update()

    def _show_area(self, area: Area) -> None:
        self.intensity.setValue(_NOT_SAID if area.intensity is None else area.intensity)
        self._intensity_text.setText(tr("How strong?") if area.intensity is None else f"{area.intensity} / {MOST_INTENSE}")
        self.quality.setCurrentIndex(max(self.quality.findData(area.quality), 0))
        for part, box in self.boxes.items():
            box.setCurrentIndex(max(box.findData(getattr(area, part)), 0))

    def _show_areas(self, session: Session) -> None:
        listed = (tuple((area.number, area.is_clear) for area in session.areas), session.current)
        if listed == self._listed:
            return
        self._listed = listed
        clear(self._areas)
        for place, area in enumerate(session.areas, start=1):
            tip = _tip_of(place, area)
            self._add_chip(f"{place} ✓" if area.is_clear else str(place), tip, area.number, on=area.number == session.current)
        self._add_chip("+", tr("Begin a new area (A)"), None, on=session.current is None)

    def _add_chip(self, text: str, tip: str, number: int | None, *, on: bool) -> None:
        made = button(text, "area", tip=tip, checkable=True)
        made.setChecked(on)
        made.clicked.connect(lambda: self.area_chosen.emit(number))
        accessible(made, tip)
        self._areas.addWidget(made)

    def _fill_qualities(self) -> None:
        kept = self.quality.currentData()
        self.quality.clear()
        self.quality.addItem(tr("How does it feel?"), None)
        for each in self._qualities:
            self.quality.addItem(sign.icon(each.sign, self._theme.pain, self.devicePixelRatioF()), each.name, each.id)
            self.quality.setItemData(self.quality.count() - 1, each.client, Qt.ItemDataRole.ToolTipRole)
        self.quality.setCurrentIndex(max(self.quality.findData(kept), 0))

    def _say_intensity(self, value: int) -> None:
        if not self._telling:
            self._say("intensity", None if value == _NOT_SAID else value)

    def _say(self, part: str, value: int | str | None) -> None:
        if self._number is not None:
            self.said.emit(self._number, part, value)


def _tip_of(place: int, area: Area) -> str:
    if area.is_clear:
        return tr("Area {number}: no pain here; speak of it and paint on in it", number=place)
    return tr("Area {number}: pain; speak of it and paint on in it", number=place)


def _row(owner: QWidget | None = None) -> QHBoxLayout:
    made = QHBoxLayout(owner) if owner else QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(7)
    return made


def _box(name: str) -> PickBox:
    made = PickBox()
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setMinimumWidth(80)
    accessible(made, name)
    return made


def _menu(actions: Mapping[str, QAction]) -> QToolButton:
    made = QToolButton()
    made.setText(tr("Sides, clear ▴"))
    made.setToolTip(tr("Mirror, swap sides, clear"))
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    accessible(made, tr("Sides and clear"))
    menu = QMenu(made)
    for name in ("mirror", "swap-sides", "remove-area", "clear-paint"):
        menu.addAction(actions[name])
    made.setMenu(menu)
    return made
