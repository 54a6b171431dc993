"""The client's own window: for the television on the wall, or a tablet under the face cradle. It shows the client's view and nothing else.

The page stands in a `QGraphicsView`, turned by quarters and enlarged with the screen: so its letters stay drawn (crisp), and what is turned can
still be pressed. It follows the therapist's choice and edits nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QPainter, QResizeEvent, QScreen
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsProxyWidget,
    QGraphicsScene,
    QGraphicsView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bodymap.tongue import tr
from bodymap.ui.answer import Answers
from bodymap.ui.client.page import ClientPage, Shown
from bodymap.ui.client.ring import HoldPage
from bodymap.ui.drawing.art import PlateArt
from bodymap.ui.state import State
from bodymap.ui.theme import Theme

ScreenT = TypeVar("ScreenT")
_USUAL = QSize(1280, 800)
"""The size at which the letters are 28 and 48 pixels; on larger screens everything grows with it."""
_LEAST_SCALE = 0.6


def pick_screen(screens: Sequence[ScreenT], own: ScreenT | None) -> ScreenT | None:
    """Return the first screen that is not the therapist's own, or None where there is no other.

    >>> pick_screen(["desk", "wall"], "desk"), pick_screen(["desk"], "desk")
    ('wall', None)
    """
    return next((each for each in screens if each != own), None)


def logical_size(size: QSize, turn: int) -> tuple[QSize, float]:
    """Return the page's own size and how much it is enlarged, for a window of `size` turned by `turn` degrees.

    >>> logical_size(QSize(1920, 1200), 0)
    (PySide6.QtCore.QSize(1280, 800), 1.5)
    >>> logical_size(QSize(1280, 800), 90)
    (PySide6.QtCore.QSize(800, 1280), 1.0)
    """
    turned = size.transposed() if turn % 180 else size
    usual = _USUAL.transposed() if turned.height() > turned.width() else _USUAL
    scale = max(min(turned.width() / usual.width(), turned.height() / usual.height()), _LEAST_SCALE)
    return QSize(round(turned.width() / scale), round(turned.height() / scale)), scale


class SecondScreen(QObject):
    """The window and what stands in it; the window is made when it is first wanted."""

    turned = Signal()
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._from: tuple[Answers, Mapping[str, PlateArt]] | None = None
        self.window: SecondWindow | None = None

    def take(self, answers: Answers, plates: Mapping[str, PlateArt]) -> None:
        """Draw by these answers on these plates."""
        self._from = (answers, plates)
        if self.window is not None:
            self.window.take(answers, plates)

    def set_theme(self, theme: Theme) -> None:
        """Paint in `theme`."""
        self._theme = theme
        if self.window is not None:
            self.window.set_theme(theme)

    def follow(self, state: State, own: QScreen | None) -> None:
        """Open or close the window, turn it, and show the hold that runs."""
        if not state.view.second:
            self._close()
            return
        if self.window is None:
            self._open(own)
        if self.window is not None:
            self.window.turn(state.settings.client_turn)
            self.window.show_hold(state)

    def show_told(self, shown: Shown) -> None:
        """Show what is told."""
        if self.window is not None:
            self.window.page.show_told(shown)
        self._shown = shown

    _shown: Shown | None = None

    def paint_now(self) -> None:
        """Make the pictures here and now."""
        if self.window is not None:
            self.window.page.paint_now()

    def finish(self) -> None:
        """Close the window and wait for its painters."""
        self._close()

    def _open(self, own: QScreen | None) -> None:
        self.window = SecondWindow(self._theme)
        self.window.turned.connect(self.turned)
        self.window.closed.connect(self.closed)
        if self._from is not None:
            self.window.take(*self._from)
        if self._shown is not None:
            self.window.page.show_told(self._shown)
        self.window.open_on(pick_screen(QGuiApplication.screens(), own))

    def _close(self) -> None:
        window, self.window = self.window, None
        self._shown = None
        if window is not None:
            window.leave()


class SecondWindow(QWidget):
    """The page in a view that turns it."""

    turned = Signal()
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle(tr("bodymap: for the client"))
        self.setObjectName("second")
        self._turn = 0
        self.page = ClientPage(theme, steps=False)
        self.hold = HoldPage(theme, steps=False)
        self.pages = QStackedWidget()
        for page in (self.page, self.hold):
            self.pages.addWidget(page)
        self._scene = QGraphicsScene(self)
        self._proxy: QGraphicsProxyWidget = self._scene.addWidget(self.pages)
        self.view = QGraphicsView(self._scene)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.TextAntialiasing)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page.turned.connect(self.turned)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def take(self, answers: Answers, plates: Mapping[str, PlateArt]) -> None:
        """Draw by these answers on these plates."""
        self.page.take(answers, plates)
        self.hold.take(answers.knowledge.hold, for_client=True)

    def set_theme(self, theme: Theme) -> None:
        """Paint in `theme`."""
        self.page.set_theme(theme)
        self.hold.set_theme(theme)

    def open_on(self, screen: QScreen | None) -> None:
        """Fill `screen`; without one, be a window beside the therapist's."""
        if screen is None:
            self.resize(960, 600)
            self.show()
            return
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()

    def turn(self, degrees: int) -> None:
        """Turn the page."""
        if degrees != self._turn:
            self._turn = degrees
            self._place()

    def show_hold(self, state: State) -> None:
        """Show the hold that runs in the page's place."""
        self.hold.show_hold(state.view.hold, moves=state.settings.moves)
        self.pages.setCurrentWidget(self.hold if state.view.hold is not None else self.page)

    def leave(self) -> None:
        """Close without telling, and go."""
        self.blockSignals(True)
        self.page.finish()
        self.hold.finish()
        self.close()
        self._proxy.setWidget(None)  # type: ignore[arg-type]  # WORKAROUND for Qt: a scene that takes an embedded widget with it may stumble over the ring of focus
        self.pages.setParent(self)
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_R:
            self.turned.emit()
        elif event.key() in {Qt.Key.Key_F11, Qt.Key.Key_F}:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        elif event.key() == Qt.Key.Key_Escape:
            if self.isFullScreen():
                self.showNormal()
            else:
                self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.page.finish()
        self.hold.finish()
        super().closeEvent(event)
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._place()

    def _place(self) -> None:
        """Give the page its size, turn and enlarge it."""
        size, scale = logical_size(self.size(), self._turn)
        self.pages.resize(size)
        self._proxy.setTransformOriginPoint(0, 0)
        self.view.resetTransform()
        self.view.rotate(self._turn)
        self.view.scale(scale, scale)
        self._scene.setSceneRect(QRectF(0, 0, size.width(), size.height()))
        self.page.figure.set_density(self.devicePixelRatioF() * scale)
