"""The sheet and the panel side by side: on which hand the panel stands, how wide it is, and whether it is folded away.

Shows an arrangement and says what the hand did to it; the window edits the state.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QSplitter, QToolButton, QWidget

from bodymap.tongue import tr
from bodymap.ui.part import accessible, restyle
from bodymap.ui.state import State

_LEAST_PX = 300
_WIDTHS_PX = ((1200, 340), (1600, 370), (1860, 420))
_WIDEST_PX = 480
_TAB_PX = (44, 96)


def suitable_px(window_px: int, text_size: int = 100) -> int:
    """Return the width of the panel that suits a window so wide.

    >>> [suitable_px(width) for width in (1024, 1280, 1600, 1920)]
    [340, 370, 420, 480]
    """
    usual = next((width for below, width in _WIDTHS_PX if window_px < below), _WIDEST_PX)
    return min(round(usual * max(text_size, 100) / 100), window_px // 2)


class Dock(QSplitter):
    """Two panes; the panel keeps its width when the window grows."""

    widened = Signal(int)
    """The hand has made the panel so wide."""

    def __init__(self, sheet: QWidget, panel: QWidget, fold: QAction, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("dock")
        self.setChildrenCollapsible(False)
        self.setHandleWidth(8)
        self._sheet, self._panel = sheet, panel
        self._hand = "right"
        self._wanted_px, self._text_size = 0, 100
        panel.setMinimumWidth(_LEAST_PX)
        self.addWidget(sheet)
        self.addWidget(panel)
        self._tab = QToolButton(sheet)
        self._tab.setObjectName("tab")
        self._tab.setFixedSize(*_TAB_PX)
        self._tab.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._tab.setCursor(Qt.CursorShape.PointingHandCursor)
        self._tab.clicked.connect(fold.trigger)
        self._tip = fold.toolTip()
        sheet.installEventFilter(self)
        self.splitterMoved.connect(self._moved)

    @property
    def panel_px(self) -> int:
        """How wide the panel is now."""
        return self._panel.width()

    def show_state(self, state: State) -> None:
        """Stand as the settings and the arrangement of `state` say."""
        arrangement, settings = state.arrangement, state.settings
        self._wanted_px, self._text_size = arrangement.panel_px, settings.text_size
        if settings.hand != self._hand:
            self._hand = settings.hand
            self.insertWidget(0 if self._hand == "left" else 1, self._panel)
        self.setStretchFactor(self.indexOf(self._sheet), 1)
        self.setStretchFactor(self.indexOf(self._panel), 0)
        if self.property("hand") != self._hand:
            self.setProperty("hand", self._hand)
            restyle(self)
            restyle(self._tab)
        self._panel.setVisible(arrangement.panel_open)
        accessible(self._tab, tr("Fold the panel away") if arrangement.panel_open else tr("Show the panel"), self._tip)
        self._tab.setToolTip(self._tip)
        towards_panel = arrangement.panel_open == (self._hand == "right")
        self._tab.setText("›" if towards_panel else "‹")
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        whole = self.width()
        panel = self._wanted_px or suitable_px(whole, self._text_size)
        panel = min(max(panel, _LEAST_PX), max(whole // 2, _LEAST_PX))
        with QSignalBlocker(self):
            sizes = [whole - panel - self.handleWidth(), panel]
            self.setSizes(sizes if self._hand == "right" else sizes[::-1])
        self._place_tab()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._sheet and event.type() == QEvent.Type.Resize:
            self._place_tab()
        return super().eventFilter(watched, event)

    def _moved(self, *_: int) -> None:
        self._place_tab()
        self.widened.emit(self._panel.width())

    def _place_tab(self) -> None:
        """The tab stands on the sheet, at the edge where the panel is or would be, half-way down."""
        left = 0 if self._hand == "left" else self._sheet.width() - self._tab.width()
        self._tab.move(left, (self._sheet.height() - self._tab.height()) // 2)
        self._tab.raise_()
