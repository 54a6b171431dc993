"""The bars round the sheet: the top with search and the session's actions, the tools under the sheet, the foot with legend and disclaimer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from bodymap.tongue import tr
from bodymap.ui.panel.about import SHORT_DISCLAIMER
from bodymap.ui.panel.layerbox import LayerBox
from bodymap.ui.panel.legend import Legend, Sign
from bodymap.ui.part import Segmented, accessible, label
from bodymap.ui.state import PEEL_NAMES, PEEL_STEPS, State
from bodymap.ui.theme import Theme

TOP_PX = 56
_TISSUE_PX, _ZOOM_PX, _ANY_PX = 190, 240, 16_777_215
_LEAST_AIR_PX = 24
_BESIDE_PX, _UNDER_PX = 10, 4
"""How far from the peel what lies under the pointer stands."""


def tool_button(action: QAction, *, text: str | None = None) -> QToolButton:
    """Return a button for `action`, with its tooltip as accessible description."""
    made = QToolButton()
    made.setDefaultAction(action)
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if text is not None:
        action.setIconText(text)  # what a tool button says, also after the action was asleep
    is_word = any(each.isalpha() for each in action.text())
    accessible(made, action.text() if is_word else action.toolTip().rpartition(" (")[0], action.toolTip())
    return made


class TopBar(QFrame):
    """Name, search, and what concerns the whole session."""

    refitted = Signal()
    """There is room for other buttons than before."""

    def __init__(self, search: QLineEdit, client: QLineEdit, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("top")
        self.setMinimumHeight(TOP_PX)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        brand = QLabel("bodymap")
        brand.setObjectName("brand")
        search.setMaximumWidth(430)
        search.setMinimumWidth(200)
        search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 13, 0)
        row.setSpacing(8)
        row.addWidget(brand)
        row.addSpacing(12)
        row.addWidget(search, 3)
        row.addStretch(1)
        row.addWidget(client, 1)
        made = {name: tool_button(actions[name]) for name in ("session", "new-client", "undo", "redo", "handout", "wording")}
        for each in made.values():
            row.addWidget(each)
        row.addWidget(_menu_button(actions))
        self._row = row
        self._spare: tuple[QWidget, ...] = (made["session"], made["redo"])

    def offers_session(self) -> bool:
        """Whether there is room for the session's button."""
        return not self._spare[0].isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow window the session's button stays in the panel, and redo at its key: nothing overlaps."""
        super().resizeEvent(event)
        before = self.offers_session()
        items = [item for place in range(self._row.count()) if (item := self._row.itemAt(place)) is not None and item.widget() not in self._spare]
        room = self.width() - sum(item.minimumSize().width() + self._row.spacing() for item in items)
        for each in reversed(self._spare):
            room -= each.sizeHint().width() + self._row.spacing()
            each.setVisible(room >= _LEAST_AIR_PX)
        if self.offers_session() != before:
            self.refitted.emit()


_MORE = (
    *("hold", "far", "table", "turn-over", "second", "turn-client", ""),
    *("redo", ""),
    *("sessions", "last-time", "ghost", "cover", ""),
    *("picture", "copy-picture", "copy-summary", "", "lock", "settings", "figure", "dark", "expert", "", "ask", "about"),
)
"""What stands in the menu; an empty name is a line."""


def _menu_button(actions: Mapping[str, QAction]) -> QToolButton:
    made = QToolButton()
    made.setText("•••")
    made.setToolTip(tr("More: timer, screens, picture, theme, a question, about"))
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    accessible(made, tr("More"))
    menu = QMenu(made)
    for name in _MORE:
        if name:
            menu.addAction(actions[name])
        else:
            menu.addSeparator()
    made.setMenu(menu)
    return made


class Tools(QFrame):
    """Peel and layers, and beside or under them what lies under the pointer: the same order, from skin to bone."""

    def __init__(self, actions: Mapping[str, QAction], tissue: QWidget, sheet: QWidget) -> None:
        super().__init__()
        self.setObjectName("tools")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.peel = Segmented([(step, tr(PEEL_NAMES[step])) for step in PEEL_STEPS], tr("Peel"), tr("peel to this layer ([ and ])"))
        self.layers = tool_button(actions["layers"], text=tr("Layers"))
        self.layers.setCheckable(True)
        self.box = LayerBox(sheet)
        self._sheet = sheet
        self._tissue = tissue
        keys = QHBoxLayout()
        keys.setSpacing(6)
        for made in (_step(actions["peel-out"], "‹"), self.peel, _step(actions["peel-in"], "›"), self.layers, tool_button(actions["paint"])):
            keys.addWidget(made)
        self._keys = keys
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(12, 3, 10, 3)
        self._line.setSpacing(_BESIDE_PX)
        self._line.addLayout(keys)
        self._line.addWidget(tissue, 1)

    def show_state(self, state: State) -> None:
        """Show the peel step and the layers of `state`, and their box where it is open."""
        self.peel.set_chosen(state.view.layers.step)
        self.box.show_layers(state.view.layers)
        self.box.show_laid(state.view.laid)
        self.layers.setChecked(state.arrangement.layers_open)
        self.box.setVisible(state.arrangement.layers_open)
        self.place_box()

    @property
    def is_narrow(self) -> bool:
        """Whether the tissues stand in a line of their own."""
        return self.width() < self._keys.sizeHint().width() + _TISSUE_PX

    def place_box(self) -> None:
        """The box lies on the sheet, just over its button."""
        self.box.adjustSize()
        self.box.move(8, max(self._sheet.height() - self.box.height() - 8, 0))
        self.box.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow sheet the tissues stand in a line of their own: such a sheet is broad, and has the height to give."""
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        wanted = directions.TopToBottom if self.is_narrow else directions.LeftToRight
        if self._line.direction() != wanted:
            self._line.setDirection(wanted)
            self._line.setSpacing(_UNDER_PX if self.is_narrow else _BESIDE_PX)
            self._tissue.setMaximumWidth(self.width() - _ZOOM_PX if self.is_narrow else _ANY_PX)
        self._line.setAlignment(self._keys, Qt.AlignmentFlag.AlignLeft)


def _step(action: QAction, text: str) -> QToolButton:
    made = tool_button(action, text=text)
    made.setObjectName("step")
    return made


class ZoomKeys(QWidget):
    """Four buttons that lie on the sheet, or on a narrow one in the line of the tissues."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("zoom")
        self._line = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(5)
        for name in ("zoom-in", "close-up", "fit", "zoom-out"):
            self._line.addWidget(tool_button(actions[name]))

    def place_in(self, canvas: QWidget, tools: Tools) -> None:
        """Stand upright in the right top corner, or flat at the end of the tissues' own line, where the sheet is narrow."""
        directions = QBoxLayout.Direction
        self._line.setDirection(directions.LeftToRight if tools.is_narrow else directions.TopToBottom)
        self.adjustSize()
        top = tools.y() + tools.height() - self.height() - 4 if tools.is_narrow else canvas.y() + 10
        self.move(canvas.width() - self.width() - 10, top)
        self.raise_()


class Foot(QFrame):
    """Legend and disclaimer, always there."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("foot")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.legend = Legend(theme)
        self._disclaimer = tr(SHORT_DISCLAIMER)
        self._says = label(tr(SHORT_DISCLAIMER))
        self._says.setObjectName("disclaimer")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 6, 16, 6)
        self._row.setSpacing(16)
        self._row.addWidget(self.legend, 1)
        self._row.addWidget(self._says)

    def say(self, disclaimer: str) -> None:
        """Show the disclaimer of the data instead of the built-in one, where there is room for it."""
        self._disclaimer = disclaimer
        self._fit()

    def show_signs(self, signs: Sequence[Sign], idle: frozenset[str]) -> None:
        """Explain `signs`, the weightiest first; those in `idle` are not on the sheet."""
        self.legend.show_signs(signs, idle)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The legend goes before the long disclaimer, the short disclaimer before the last signs."""
        metrics = self._says.fontMetrics()
        room = self.width() - 48 - self.legend.whole_px
        fits = metrics.horizontalAdvance(self._disclaimer) <= room
        self._says.setText(self._disclaimer if fits else tr(SHORT_DISCLAIMER))
        self._says.setToolTip(self._disclaimer)

    def set_theme(self, theme: Theme) -> None:
        """Repaint the legend in `theme`."""
        self.legend.set_theme(theme)
        self._fit()
