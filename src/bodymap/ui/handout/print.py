"""A laid-out handout to a printer, with the desktop's own preview."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from bodymap.tongue import tr
from bodymap.ui.handout.file import title_of
from bodymap.ui.handout.paper import UNITS_PER_INCH, Paper

_SMALL = "QToolButton { min-width: 42px; padding: 0; } QComboBox { min-width: 88px; } QLineEdit { min-width: 0; }"
"""So that the toolbar is seen whole, its last button above all: it prints."""


def printer_for(paper: Paper) -> QPrinter:
    """Return a printer set to the paper's size, without margins: the page has its own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    layout = QPageLayout(paper.page_size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    printer.setPageLayout(layout)
    printer.setFullPage(True)
    printer.setDocName(title_of(paper))
    return printer


def paint(paper: Paper, printer: QPrinter) -> None:
    """Print all pages of `paper`, fitted to what the printer was set to in its preview."""
    painter = QPainter(printer)
    dots = printer.paperRect(QPrinter.Unit.DevicePixel)
    scale = min(dots.width() / paper.size.width(), dots.height() / paper.size.height(), printer.resolution() / UNITS_PER_INCH * 1.02)
    for page in range(paper.count):
        if page:
            printer.newPage()
        painter.save()
        painter.scale(scale, scale)
        paper.paint(painter, page)
        painter.restore()
    painter.end()


def preview_of(paper: Paper, printer: QPrinter, parent: QWidget | None = None) -> QPrintPreviewDialog:
    """Return the preview, closed yet; it prints when it is told to. It only borrows `printer`, which must outlive it."""
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.setWindowTitle(tr("Print the handout"))
    dialog.setStyleSheet(_SMALL)
    dialog.resize(1100, 900)
    dialog.paintRequested.connect(lambda target: paint(paper, target))
    return dialog


def preview(paper: Paper, parent: QWidget) -> None:
    """Open the preview."""
    printer = printer_for(paper)
    dialog = preview_of(paper, printer, parent)
    dialog.exec()
    dialog.deleteLater()
