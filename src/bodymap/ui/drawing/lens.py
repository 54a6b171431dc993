"""How the sheet is looked at: the map from sheet to pixels, and its short, interruptible way from one view to the next.

Frames: sheet millimetres, pixels of the widget. Every change of view sets a goal; the view glides there, or is there at once where motion is
not wanted. A new goal takes over from wherever the view is just then. Knows no plates and paints nothing.
"""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QSize, QTimer, QVariantAnimation, Signal

from bodymap.ui.drawing.sheet import Bounds, Viewport, contained, fit

_GLIDE_MS, _NUDGE_MS = 240, 130
_SETTLE_MS = 90
_MAX_SCALE = 6.0
_STEP = 1.25
_PADDING_PX = 4.0
_ENDS_PX = 32.0
"""Beyond the head and the soles of a figure that lies: at one end of the sheet stands the tab that folds the panel."""


class Lens(QObject):
    """One widget's view of the sheet."""

    changed = Signal()
    """The view is another: repaint."""
    rested = Signal()
    """The view has come to rest on a stretch of the sheet: worth a sharp frame."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.moves = False
        """Whether the view glides; else it jumps."""
        self.quarter = 0
        """By how many quarters the sheet is turned, clockwise."""
        self._bounds: Bounds = (0, 0, 1, 1)
        self._size = QSize(1, 1)
        self._fitted = True
        self._view = Viewport()
        self._goal = Viewport()
        self._from = Viewport()
        self._glide = QVariantAnimation(self)
        self._glide.setStartValue(0.0)
        self._glide.setEndValue(1.0)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._glide.valueChanged.connect(self._step_to)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.rested)

    @property
    def viewport(self) -> Viewport:
        """The present map from sheet millimetres to pixels."""
        return self._view

    @property
    def goal(self) -> Viewport:
        """Where the view is, or is on its way to."""
        return self._goal

    @property
    def is_fitted(self) -> bool:
        """Whether the whole sheet is shown, or about to be."""
        return self._fitted

    @property
    def is_still(self) -> bool:
        """Whether the view is where it should be."""
        return self._view == self._goal

    @property
    def is_at_rest(self) -> bool:
        """Whether the view is where it should be, and has been for a while where it was moved by hand."""
        return self.is_still and not self._settle.isActive()

    @property
    def whole(self) -> Viewport:
        """The view of the whole sheet."""
        return whole_in(self._bounds, self._size, quarter=self.quarter)

    def show_sheet(self, bounds: Bounds) -> None:
        """Look at another sheet, at once and whole."""
        self._bounds = bounds
        self._fitted = True
        self._jump(self.whole)

    @property
    def size(self) -> QSize:
        """The widget's size."""
        return self._size

    def resize(self, size: QSize) -> None:
        """Take the widget's new size: a fitted sheet stays fitted, another stretch stays where it is."""
        self._size = size
        self._jump(self.whole if self._fitted else self._contained(self._goal))

    def fit(self) -> None:
        """Show the whole sheet."""
        self._fitted = True
        self._go(self.whole, _GLIDE_MS)

    def look_at(self, bounds: Bounds) -> None:
        """Show a stretch of the sheet as large as it fits."""
        view = fit(bounds, self._size.width(), self._size.height(), quarter=self.quarter)
        if view.scale <= self.whole.scale:
            self.fit()
            return
        self._fitted = False
        self._go(self._contained(view), _GLIDE_MS)

    def zoom(self, factor: float, at_px: QPointF | None = None, *, at_once: bool = False) -> None:
        """Zoom by `factor` at a pixel, or at the middle; never smaller than the whole sheet. `at_once` follows a pinching hand."""
        at = at_px or QPointF(self._size.width() / 2, self._size.height() / 2)
        smallest = self.whole.scale
        view = self._goal.zoomed(factor, (at.x(), at.y()), limits=(smallest, max(_MAX_SCALE, smallest)))
        self._fitted = view.scale <= smallest * 1.001
        view = self.whole if self._fitted else self._contained(view)
        if at_once:
            self._jump(view)
        else:
            self._go(view, _NUDGE_MS)

    def zoom_in(self) -> None:
        """Zoom in one step."""
        self.zoom(_STEP)

    def zoom_out(self) -> None:
        """Zoom out one step."""
        self.zoom(1 / _STEP)

    def pan(self, dx_px: float, dy_px: float) -> None:
        """Shift the sheet with the hand; a fitted sheet has nowhere to go."""
        if not self._fitted:
            self._jump(self._contained(self._view.moved(dx_px, dy_px)))

    def settle(self) -> None:
        """Be where the view is on its way to, now, and at rest there."""
        self._jump(self._goal)
        self._settle.stop()

    def finish(self) -> None:
        """Move no more; call before closing."""
        self._glide.stop()
        self._settle.stop()

    def _contained(self, view: Viewport) -> Viewport:
        return contained(view, self._bounds, self._size.width(), self._size.height())

    def _go(self, goal: Viewport, milliseconds: int) -> None:
        """Glide to `goal` from wherever the view is now."""
        if not self.moves or self._view.scale <= 0:
            self._jump(goal)
            return
        self._glide.stop()
        self._from, self._goal = self._view, goal
        self._settle.stop()
        self._glide.setDuration(milliseconds)
        self._glide.start()

    def _jump(self, goal: Viewport) -> None:
        self._glide.stop()
        self._goal = self._view = goal
        if not self._fitted:
            self._settle.start()
        self.changed.emit()

    def _step_to(self, share: float) -> None:
        if share >= 1.0:
            self._jump(self._goal)
            return
        self._view = between(self._from, self._goal, share)
        self.changed.emit()


def between(one: Viewport, other: Viewport, share: float) -> Viewport:
    """Return the view at `share` of the way: the scale grows evenly to the eye, and the point that stays in place stays in place.

    >>> between(Viewport(1, 0, 0), Viewport(4, -300, 0), 0.5)
    Viewport(scale=2.0, ox=-100.0, oy=0.0, quarter=0)
    >>> between(Viewport(1, 0, 0), Viewport(1, 80, 40), 0.25)
    Viewport(scale=1, ox=20.0, oy=10.0, quarter=0)
    """
    if math.isclose(one.scale, other.scale, rel_tol=1e-6):
        way, scale = share, one.scale
    else:
        scale = one.scale * (other.scale / one.scale) ** share
        way = (scale - one.scale) / (other.scale - one.scale)
    return replace(one, scale=scale, ox=one.ox + (other.ox - one.ox) * way, oy=one.oy + (other.oy - one.oy) * way)


def whole_in(bounds: Bounds, size: QSize, *, quarter: int = 0) -> Viewport:
    """Return the view of a whole sheet in a widget of `size`."""
    ends = _ENDS_PX if quarter else 0.0
    return fit(bounds, size.width() - 2 * ends, size.height(), padding_px=_PADDING_PX, quarter=quarter).moved(ends, 0.0)
