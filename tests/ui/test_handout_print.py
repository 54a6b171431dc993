"""The handout on a printer and in its preview: the same lines as in the file, neither hair nor rope."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from machine import needs
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPicture
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QToolButton

from bodymap.ids import Side
from bodymap.report.handout import Maker, Wish
from bodymap.session.record import NEW_CLIENT, CandidateKey
from bodymap.ui.handout import file as handout_file
from bodymap.ui.handout import print as handout_print
from bodymap.ui.handout.paper import Paper
from bodymap.ui.handout.picture import Artist

POPPLER = needs("poppler-utils", "pdftoppm")
PICTURE = (0.04, 0.1, 0.6, 0.42)
"""Where on the first page the picture of the body stands: shares of its width and height."""


@pytest.fixture(scope="module")
def paper(loaded: Any, plates: Any) -> Paper:
    key = CandidateKey("gluteus-medius", Side.LEFT)
    return Paper(Maker(loaded.answers.knowledge).make(Wish((key,))), Artist(loaded.answers, plates, NEW_CLIENT))


def drawn(image: QImage) -> QImage:
    """The picture of the body on the image of a page, at one size for all."""
    x0, y0, x1, y1 = PICTURE
    wide, tall = image.width(), image.height()
    part = image.copy(QRect(round(x0 * wide), round(y0 * tall), round((x1 - x0) * wide), round((y1 - y0) * tall)))
    return part.scaled(460, 370, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)


def dark_share(image: QImage) -> float:
    """How much of a picture is as dark as lines, dots' edges and X's are."""
    part = drawn(image).convertToFormat(QImage.Format.Format_Grayscale8)
    content = bytes(part.constBits())
    return sum(shade < 70 for shade in content) / len(content)


def rastered(file: Path) -> QImage:
    subprocess.run(["pdftoppm", "-r", "100", "-f", "1", "-l", "1", "-png", str(file), str(file.with_suffix(""))], check=True)
    return QImage(str(next(file.parent.glob(f"{file.stem}-*.png"))))


@POPPLER
@pytest.mark.parametrize("dpi", [300, 1200])
def test_printed_lines_are_as_heavy_as_those_of_the_file(dpi: int, paper: Paper, tmp_path: Path) -> None:
    (tmp_path / "file.pdf").write_bytes(handout_file.pdf(paper))
    printer = handout_print.printer_for(paper)
    printer.setResolution(dpi)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    handout_print.paint(paper, printer)
    written, printed = (dark_share(rastered(tmp_path / name)) for name in ("file.pdf", "printed.pdf"))
    assert written > 0.005
    assert printed == pytest.approx(written, rel=0.1)


def test_the_preview_opens_with_every_page(paper: Paper, application: Any) -> None:
    printer = handout_print.printer_for(paper)
    preview = handout_print.preview_of(paper, printer)
    preview.show()
    application.processEvents()
    (inside,) = preview.findChildren(QPrintPreviewWidget)
    assert inside.pageCount() == paper.count
    shown = preview.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    shades = bytes(shown.constBits())
    assert not any(each.isVisible() for each in preview.findChildren(QToolButton, "qt_toolbar_ext_button")), "the button that prints is seen"
    assert shades.count(255) > len(shades) / 4, "a page of paper lies there"
    preview.close()
    preview.deleteLater()
    application.processEvents()


def test_a_picture_of_the_page_played_back_elsewhere_keeps_its_lines(paper: Paper) -> None:
    """What a preview does: record for a fine printer, play back on a coarse screen."""
    recorded = QPicture()
    painter = QPainter(recorded)
    painter.scale(10, 10)
    paper.paint(painter, 0)
    painter.end()
    plain = paper.image(0, 60)
    played = QImage(plain.size(), QImage.Format.Format_RGB32)
    played.fill(QColor("white"))
    painter = QPainter(played)
    painter.scale(60 / 7200, 60 / 7200)
    painter.drawPicture(0, 0, recorded)
    painter.end()
    assert dark_share(played) == pytest.approx(dark_share(plain), rel=0.1)
