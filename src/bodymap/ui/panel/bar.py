"""The bars round the sheet: the top with search and the session's actions, the tools under the sheet, the foot with legend and disclaimer."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
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
from bodymap.ui.panel.legend import Legend
from bodymap.ui.part import Segmented, accessible, label
from bodymap.ui.state import PEEL_NAMES, PEEL_STEPS, View
from bodymap.ui.theme import Theme

TOP_PX, TOOLS_PX, FOOT_PX = 56, 60, 30


def tool_button(action: QAction, *, text: str | None = None) -> QToolButton:
    """Return a button for `action`, with its tooltip as accessible description."""
    made = QToolButton()
    made.setDefaultAction(action)
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if text is not None:
        made.setText(text)
    accessible(made, action.text(), action.toolTip())
    return made


class TopBar(QFrame):
    """Name, search, and what concerns the whole session."""

    def __init__(self, search: QLineEdit, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("top")
        self.setFixedHeight(TOP_PX)
        brand = QLabel("bodymap")
        brand.setObjectName("brand")
        search.setMaximumWidth(430)
        search.setMinimumWidth(200)
        search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 13, 0)
        row.setSpacing(9)
        row.addWidget(brand)
        row.addSpacing(12)
        row.addWidget(search, 3)
        row.addStretch(1)
        for name in ("new-client", "undo", "redo", "handout", "wording"):
            row.addWidget(tool_button(actions[name]))
        row.addWidget(_menu_button(actions))


def _menu_button(actions: Mapping[str, QAction]) -> QToolButton:
    made = QToolButton()
    made.setText("•••")
    made.setToolTip(tr("More: timer, screens, picture, theme, a question, about"))
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    accessible(made, tr("More"))
    menu = QMenu(made)
    for name in ("hold", "far", "table", "turn-over", "second", "turn-client", "", "picture", "copy-picture", "copy-summary", "", "dark", "expert", "", "ask", "about"):
        if name:
            menu.addAction(actions[name])
        else:
            menu.addSeparator()
    made.setMenu(menu)
    return made


class Tools(QFrame):
    """Peel and layers, and beside them what lies under the pointer: the same order, from skin to bone."""

    def __init__(self, actions: Mapping[str, QAction], tissue: QWidget) -> None:
        super().__init__()
        self.setObjectName("tools")
        self.setFixedHeight(TOOLS_PX)
        self.peel = Segmented([(step, tr(PEEL_NAMES[step])) for step in PEEL_STEPS], tr("Peel"), tr("peel to this layer ([ and ])"))
        self.layers = tool_button(actions["layers"], text=tr("Layers ▴"))
        self.box = LayerBox(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 10, 0)
        row.setSpacing(8)
        row.addWidget(self.peel)
        row.addWidget(self.layers)
        row.addWidget(tool_button(actions["paint"]))
        row.addWidget(tissue, 1)

    def show_view(self, view: View) -> None:
        """Show the peel step and the layers of `view`."""
        self.peel.set_chosen(view.layers.step)
        self.box.show_layers(view.layers)

    def open_layers(self) -> None:
        """Open the box of switches and faders."""
        self.box.open_over(self.layers)


class ZoomKeys(QWidget):
    """Four small buttons that lie on the sheet."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("zoom")
        self._line = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(5)
        for name in ("zoom-in", "close-up", "fit", "zoom-out"):
            self._line.addWidget(tool_button(actions[name]))

    def place_in(self, canvas: QWidget) -> None:
        """Stand in the right top corner, upright beside the figures or flat above them, where the sheet leaves room."""
        is_narrow = canvas.width() < 1.3 * canvas.height()
        directions = QBoxLayout.Direction
        self._line.setDirection(directions.LeftToRight if is_narrow else directions.TopToBottom)
        self.adjustSize()
        self.move(canvas.width() - self.width() - 10, 6 if is_narrow else 10)


class Foot(QFrame):
    """Legend and disclaimer, always there."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("foot")
        self.setFixedHeight(FOOT_PX)
        self.legend = Legend(theme)
        self._disclaimer = tr(SHORT_DISCLAIMER)
        self._says = label(tr(SHORT_DISCLAIMER))
        self._says.setObjectName("disclaimer")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 16, 0)
        row.addWidget(self.legend)
        row.addStretch()
        row.addWidget(self._says)

    def say(self, disclaimer: str) -> None:
        """Show the disclaimer of the data instead of the built-in one, where there is room for it."""
        self._disclaimer = disclaimer
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - self.legend.sizeHint().width() - 60
        fits = self._says.fontMetrics().horizontalAdvance(self._disclaimer) <= room
        self._says.setText(self._disclaimer if fits else tr(SHORT_DISCLAIMER))
        self._says.setToolTip(self._disclaimer)

    def set_theme(self, theme: Theme) -> None:
        """Repaint the legend in `theme`."""
        self.legend.set_theme(theme)


