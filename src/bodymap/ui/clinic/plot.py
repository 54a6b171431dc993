"""Three calm plots over the sessions of a course: pain, painful skin, active points. Imported late: it brings in pyqtgraph."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from bodymap.report.course import Sitting
from bodymap.tongue import tr
from bodymap.ui.part import accessible, label
from bodymap.ui.theme import Theme

_DOT_PX = 11
_MOST_TICKS = 12
_MANY = 60
"""More sessions than that are drawn with smaller dots and a thin line."""
_LONG_DAYS = 300
_STEP = 0.12
"""So far beside the dot of before stands that of after, in steps from session to session."""


class CoursePlot(QWidget):
    """Sessions from left to right at even steps, so that two on a day stay apart. A press on a dot says which session."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sittings: tuple[Sitting, ...] = ()
        self.plots = self._make_plots()
        titles = (tr("Pain 0–10: filled before, open after treatment"), tr("Painful skin, cm²"), tr("Active points"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for plot, title, share in zip(self.plots, titles, (3, 2, 2), strict=True):
            column.addWidget(label(title, "caption"))
            column.addWidget(plot, share)
            plot.setMouseEnabled(x=False, y=False)
            plot.setMenuEnabled(False)
            plot.hideButtons()
            plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            plot.getAxis("left").setWidth(44)
            plot.getViewBox().setDefaultPadding(0.0)
            accessible(plot, title)
        self._dress()

    def _make_plots(self) -> tuple[pg.PlotWidget, ...]:
        """Three plots, whose menus, which nobody opens, go with this widget."""
        before = set(QApplication.topLevelWidgets())
        plots = tuple(pg.PlotWidget(self, enableMenu=False) for _ in range(3))
        for orphan in set(QApplication.topLevelWidgets()) - before - {self}:
            orphan.setParent(self, orphan.windowFlags())  # WORKAROUND for pyqtgraph: a plot makes menus that belong to nobody
        return plots

    def show_course(self, sittings: Sequence[Sitting]) -> None:
        """Plot these, oldest first."""
        self._sittings = tuple(sittings)
        self._draw()

    def set_theme(self, theme: Theme) -> None:
        """Draw in `theme`."""
        self._theme = theme
        self._dress()
        self._draw()

    def _dress(self) -> None:
        quiet, line = QColor(self._theme.quiet), QColor(self._theme.line)
        for plot in self.plots:
            plot.setBackground(QColor(self._theme.paper))
            for name in ("left", "bottom"):
                axis = plot.getAxis(name)
                axis.setPen(pg.mkPen(line))
                axis.setTextPen(pg.mkPen(quiet))
            plot.showGrid(x=False, y=True, alpha=0.12)

    def _draw(self) -> None:
        pain, skin, points = self.plots
        for plot in self.plots:
            plot.clear()
            plot.setXRange(-0.5, max(len(self._sittings) - 0.5, 0.5))
            plot.getAxis("bottom").setTicks([self._ticks()])
        pain.setYRange(-0.6, 10.6)
        pain.getAxis("left").setTicks([[(value, str(value)) for value in (0, 5, 10)]])
        self._pairs(pain, [each.before for each in self._sittings], [each.after for each in self._sittings])
        self._pairs(skin, [each.cm2 for each in self._sittings], [each.cm2_after for each in self._sittings])
        sizes = [size for each in self._sittings for size in (each.cm2, each.cm2_after) if size is not None]
        skin.setYRange(0, 1.15 * max(sizes, default=1.0) or 1.0)
        self._pairs(points, [each.active for each in self._sittings], [each.active_after for each in self._sittings])
        most = max([each.active for each in self._sittings] + [each.active_after or 0 for each in self._sittings], default=1)
        points.setYRange(-0.3, max(most, 1) + 0.5)
        points.getAxis("left").setTicks([[(value, str(value)) for value in range(0, max(most, 1) + 1, max(1, (most + 2) // 3))]])

    def _pairs(self, plot: pg.PlotWidget, before: Sequence[float | None], after: Sequence[float | None]) -> None:
        """The way from session to session as a line, the way down within each as a dashed one, filled and open dots."""
        colour = QColor(self._theme.pain)
        there = [(x, value) for x, value in enumerate(before) if value is not None]
        is_many = len(self._sittings) > _MANY
        pen = pg.mkPen(colour, width=1 if is_many else 2)
        plot.plot([x for x, _ in there], [value for _, value in there], pen=pen, antialias=not is_many)
        down = [(x, was, now) for x, (was, now) in enumerate(zip(before, after, strict=True)) if was is not None and now is not None]
        ways = ([x + _STEP for x, _, _ in down for _ in range(2)], [value for _, was, now in down for value in (was, now)])
        plot.plot(*ways, pen=pg.mkPen(colour, width=1, style=Qt.PenStyle.DotLine), connect="pairs")
        size = _DOT_PX // 2 if is_many else _DOT_PX
        dots = pg.ScatterPlotItem(
            [x for x, _ in there], [value for _, value in there], size=size, brush=pg.mkBrush(colour), pen=pg.mkPen(QColor(self._theme.paper), width=1.5),
            data=[self._sittings[x].name for x, _ in there],
        )  # fmt: skip
        rings = pg.ScatterPlotItem(
            [x + _STEP for x, _, _ in down], [now for _, _, now in down], size=size, brush=pg.mkBrush(QColor(self._theme.paper)),
            pen=pg.mkPen(colour, width=2), data=[self._sittings[x].name for x, _, _ in down],
        )  # fmt: skip
        for each in (dots, rings):
            each.sigClicked.connect(self._press)
            plot.addItem(each)

    def _ticks(self) -> list[tuple[int, str]]:
        every = max(1, -(-len(self._sittings) // _MOST_TICKS))
        days = [QDate(each.started.year, each.started.month, each.started.day) for each in self._sittings]
        form = "MMM yyyy" if days and days[0].daysTo(days[-1]) > _LONG_DAYS else "d MMM"
        return [(x, QLocale().toString(day, form)) for x, day in enumerate(days) if x % every == 0]

    def _press(self, _item: object, points: Sequence[pg.SpotItem], *_event: object) -> None:
        if len(points):
            self.chosen.emit(points[0].data())

