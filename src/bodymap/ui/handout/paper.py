"""A handout on pages: laid out once in 1/720 inch, then painted on whatever takes a painter: PDF, picture, printer, preview.

Text stays text, with the bundled face embedded; pictures are painted where the text says by `handout.picture`.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Mapping
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QPageSize,
    QPainter,
    QPainterPath,
    QPen,
    QPyTextObject,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextFrameFormat,
)

from bodymap.errors import DataError
from bodymap.own.record import is_own
from bodymap.report.handout import Figure, Handout
from bodymap.tongue import tr
from bodymap.ui.drawing.easel import Easel
from bodymap.ui.drawing.overlay import paint_area
from bodymap.ui.drawing.scene import SpotArt
from bodymap.ui.drawing.sheet import Viewport
from bodymap.ui.drawing.sign import sign_path
from bodymap.ui.handout import glyph, logo
from bodymap.ui.handout.band import Band, Card, bands_of
from bodymap.ui.handout.fit import Fit, fitted
from bodymap.ui.handout.picture import PAPER, PX_PER_INCH, STIPPLE_PX, Artist, Picture
from bodymap.ui.handout.text import (
    FIGURE_MM,
    PER_MM,
    SIGNS,
    SMALL_FIGURE_MM,
    WIDE_FIGURE_MM,
    Sign,
    Sizes,
    column_mm,
    html_after_care,
    html_before_care,
    html_of,
    html_of_card,
    html_of_care_head,
    names_of,
    style,
)
from bodymap.ui.panel.about import SHORT_DISCLAIMER
from bodymap.ui.panel.legend import paint_sign
from bodymap.ui.style import load_face

UNITS_PER_INCH = 720
SIZES = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}
_UNITS_PER_PX = UNITS_PER_INCH / PX_PER_INCH
_MARGIN = 12 * PER_MM
_FOOT = 6 * PER_MM
_LOGO_MM = (40.0, 16.0)
_LEAST_TALL_MM, _SHARE_OF_SEVERAL = 52.0, 0.64
_LEAST_ABREAST_MM = 24.0
_BAND_AIR, _CARD_AIR = 90.0, 8.0
"""What a band and a card may need beyond what was measured."""
_HALF_A_LINE = 32.0
"""Of the smallest print: what reaches less far into a page belongs to another one."""
_CLEAR = 25.0
"""Room above a piece that begins a page, so that none of its edge stays on the page before."""
_MOST_OF_A_PAGE = 0.98
"""A piece that is taller than this share of a page may be cut."""


class Paper:
    """One handout, laid out. `problems` are sentences about what could not be shown."""

    def __init__(self, handout: Handout, artist: Artist) -> None:
        self.handout = handout
        self.problems: tuple[str, ...] = ()
        self._artist = artist
        artist.begin_paper()
        self._size = QPageSize(SIZES[handout.paper]).size(QPageSize.Unit.Point) * (UNITS_PER_INCH / 72)
        self._room = QSizeF(self._size.width() - 2 * _MARGIN, self._size.height() - 2 * _MARGIN - _FOOT)
        self._shown = QRectF()
        self._pictures: Mapping[str, Picture] = {}
        self._drawer = _Drawer(self)
        self._face = _plain_face()
        self._heights: dict[tuple[str, float, str], float] = {}
        """What was measured once, by its text, width and style."""
        self._logo = self._read_logo()
        self._document = self._lay_out()
        missing = glyph.missing(self._document.toPlainText().replace("\ufffc", ""), self._document.defaultFont())
        if missing:
            self.problems = (*self.problems, glyph.sentence(missing))

    @property
    def count(self) -> int:
        """How many pages it takes."""
        return int(self._document.pageCount())

    @property
    def size(self) -> QSizeF:
        """A page's size in 1/720 inch."""
        return QSizeF(self._size)

    @property
    def page_size(self) -> QPageSize:
        """A page's size as Qt names it."""
        return QPageSize(SIZES[self.handout.paper])

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint one page (0 is the first); the painter's unit is 1/720 inch, its origin the corner of the paper."""
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self._paint_foot(painter, page)
        painter.translate(_MARGIN, _MARGIN - page * self._room.height())
        shown = QRectF(0, page * self._room.height(), self._room.width(), self._room.height())
        painter.setClipRect(shown)
        self._shown = shown.adjusted(0, 1, 0, -1)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = shown.adjusted(0, _HALF_A_LINE, 0, -_HALF_A_LINE)  # else the first line of the next page is written on this one too, unseen
        self._document.documentLayout().draw(painter, context)
        painter.restore()

    def image(self, page: int, dpi: float) -> QImage:
        """Return one page as a picture."""
        scale = dpi / UNITS_PER_INCH
        image = QImage(round(self._size.width() * scale), round(self._size.height() * scale), QImage.Format.Format_RGB32)
        image.setDotsPerMeterX(round(dpi / 0.0254))
        image.setDotsPerMeterY(round(dpi / 0.0254))
        image.fill(QColor("white"))
        painter = QPainter(image)
        painter.scale(scale, scale)
        self.paint(painter, page)
        painter.end()
        return image

    def draw_picture(self, painter: QPainter, rect: QRectF, name: str) -> None:
        """Paint the picture that the text calls `name` into `rect`."""
        if not rect.intersects(self._shown):
            return
        painter.save()
        painter.translate(rect.topLeft())
        painter.scale(_UNITS_PER_PX, _UNITS_PER_PX)
        size = rect.size() / _UNITS_PER_PX
        if name == "logo" and self._logo is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(0, 0, size.width(), size.height()), self._logo)
        elif name.startswith("sign:"):
            easel = Easel(painter, PAPER, Viewport(), as_vectors=True, stipple=STIPPLE_PX)
            _paint_legend(easel, name.removeprefix("sign:"), QRectF(0, 0, size.width(), size.height()))
        elif name in self._pictures:
            self._artist.paint(painter, self._pictures[name])
        painter.restore()

    # Laying out

    def _lay_out(self) -> QTextDocument:
        """At full size, or a little smaller where that saves a page beyond the second."""
        logo_size = self._logo_size()
        full = dict(self._measured())

        def tried(fit: Fit) -> tuple[QTextDocument, Mapping[str, Picture]]:
            self._pictures = {name: self._at(picture, figure, fit) for name, (figure, picture) in full.items()}
            sizes = Sizes({figure: _size_of(self._pictures[name]) for name, (figure, _) in full.items()}, logo_size, fit, self._room.width() / PER_MM)
            return self._laid_out(sizes), self._pictures

        document, self._pictures = fitted(len(self.handout.chapters), tried, lambda laid: int(laid[0].pageCount()))
        return document

    def _at(self, picture: Picture, figure: Figure, fit: Fit) -> Picture:
        """The picture as large as `fit` has it."""
        if figure.kind != "referral":
            return picture.scaled(fit.small)
        if not fit.is_abreast:
            return picture.scaled(fit.large)
        wide, tall = column_mm(self._room.width() / PER_MM, len(self.handout.chapters)), FIGURE_MM[1] * _SHARE_OF_SEVERAL * fit.large
        return picture.within(wide * PER_MM / _UNITS_PER_PX, tall * PER_MM / _UNITS_PER_PX, least_px=_LEAST_ABREAST_MM * PER_MM / _UNITS_PER_PX)

    def _laid_out(self, sizes: Sizes) -> QTextDocument:
        bands = self._bands(sizes) if self.handout.care else ()
        return self._paged(html_of(self.handout, sizes, self._signs(), bands), sizes.fit)

    def _paged(self, html: str, fit: Fit) -> QTextDocument:
        document = self._document_of(html, fit)
        document.setPageSize(self._room)
        self._keep_pieces_whole(document)
        return document

    def _document_of(self, html: str, fit: Fit) -> QTextDocument:
        document = QTextDocument()
        document.setDefaultFont(self._face)
        document.setDocumentMargin(0)
        document.setDefaultStyleSheet(style(fit))
        document.documentLayout().registerHandler(QTextFormat.ObjectTypes.ImageObject, self._drawer)
        document.setHtml(html)
        return document

    def _bands(self, sizes: Sizes) -> tuple[Band, ...]:
        """How the cards of care stand on what the pages have left."""
        above = self._paged(html_before_care(self.handout, sizes, self._signs()), sizes.fit)
        used = above.documentLayout().blockBoundingRect(above.lastBlock()).bottom() % self._room.height()
        widths = tuple(column_mm(sizes.width_mm, count) * PER_MM for count in (2, 1))
        cards = [
            Card(*(self._tall(html_of_card(self.handout, block, sizes, is_wide=is_wide), widths[is_wide], sizes.fit) + _CARD_AIR for is_wide in (False, True)))
            for block in self.handout.cards
        ]
        page = self._room.height()
        head, *after = (self._tall(each, self._room.width(), sizes.fit) for each in (html_of_care_head(self.handout), *html_after_care(self.handout, sizes)))
        return bands_of(cards, room=page - used - _BAND_AIR, page=page - _BAND_AIR, head=head, after=after)

    def _tall(self, html: str, width: float, fit: Fit) -> float:
        """How tall a text is in such a width."""
        name = (html, width, style(fit))
        if name not in self._heights:
            document = self._document_of(html, fit)
            document.setTextWidth(width)
            self._heights[name] = document.size().height()
        return self._heights[name]

    def _measured(self) -> Iterator[tuple[str, tuple[Figure, Picture]]]:
        for name, figure in names_of(self.handout).items():
            picture = self._fitted(figure)
            if picture is not None:
                yield name, (figure, picture)

    def _fitted(self, figure: Figure) -> Picture | None:
        """The picture beside the words, or, where that would make it small, as wide as the page."""
        if figure.kind != "referral":
            return self._picture(figure, SMALL_FIGURE_MM)
        wide, tall = FIGURE_MM
        share = 1.0 if len(self.handout.chapters) == 1 else _SHARE_OF_SEVERAL
        beside = self._picture(figure, (wide, tall * share))
        if beside is None or beside.size.height() * _UNITS_PER_PX > _LEAST_TALL_MM * share * PER_MM:
            return beside
        return self._picture(figure, (WIDE_FIGURE_MM[0], WIDE_FIGURE_MM[1] * share))

    def _picture(self, figure: Figure, most_mm: tuple[float, float]) -> Picture | None:
        wide, tall = min(most_mm[0] * PER_MM, self._room.width()), most_mm[1] * PER_MM
        return self._artist.picture(figure, width_px=wide / _UNITS_PER_PX, height_px=tall / _UNITS_PER_PX)

    def _signs(self) -> tuple[Sign, ...]:
        """The signs that occur, the qualities of the client's pain among them."""
        scenes = [picture.scene for picture in self._pictures.values()]
        spots = [spot for scene in scenes for spot in scene.spots]
        found = {kind for picture in self._pictures.values() for kind in picture.kinds}
        found |= {spot.kind if spot.kind in {"clear", "ghost"} else "spot" for spot in spots}
        found |= {"cross" for scene in scenes if any(not is_own(each.point.number) for each in scene.crosses)}
        found |= {"own-cross" for scene in scenes if scene.own_crosses}
        qualities = {each.sign: each.name for each in self._artist.answers.knowledge.qualities.values()}
        said = dict.fromkeys(spot.sign for spot in spots if spot.sign in qualities)
        words_of = {sign: tr(words) for sign, words in SIGNS}
        if self.handout.earlier:
            words_of["ghost"] = tr("where it hurt on {day}", day=self.handout.earlier)
        return (*((sign, words) for sign, words in words_of.items() if sign in found), *((f"quality-{sign}", qualities[sign]) for sign in said))

    def _keep_pieces_whole(self, document: QTextDocument) -> None:
        """Begin a new page before a piece that would be cut and that a page can hold."""
        tall = self._room.height()
        for frame in document.rootFrame().childFrames():
            box = document.documentLayout().frameBoundingRect(frame)
            first, last = int(max(box.top(), 0.0) // tall), int((box.bottom() - 1) // tall)
            if first != last and box.height() < _MOST_OF_A_PAGE * tall:
                _break_before(frame)

    # Small things

    def _paint_foot(self, painter: QPainter, page: int) -> None:
        font = QFont(self._document.defaultFont())
        font.setPixelSize(72)
        painter.setFont(font)
        painter.setPen(QColor(PAPER.quiet))
        rect = QRectF(_MARGIN, self._size.height() - _MARGIN - _FOOT / 2, self._room.width(), _FOOT)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | middle, SHORT_DISCLAIMER)
        words = " · ".join(each for each in (self.handout.clinic, f"{page + 1} / {self.count}") if each)
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | middle, words)

    def _read_logo(self) -> QImage | None:
        if not self.handout.logo:
            return None
        file = Path(self.handout.logo).expanduser()
        try:
            return logo.read(file)
        except DataError as error:
            self.problems = (*self.problems, tr("The logo “{file}” {why}; the page is made without it.", file=file, why=error.message))
            return None

    def _logo_size(self) -> tuple[float, float] | None:
        if self._logo is None:
            return None
        most = QSizeF(*_LOGO_MM) * PER_MM
        size = QSizeF(self._logo.size()).scaled(most, Qt.AspectRatioMode.KeepAspectRatio)
        return size.width(), size.height()


def _size_of(picture: Picture) -> tuple[float, float]:
    return max(picture.size.width(), picture.least_px) * _UNITS_PER_PX, picture.size.height() * _UNITS_PER_PX


def _paint_legend(easel: Easel, sign: str, rect: QRectF) -> None:
    if sign.startswith("quality-"):
        easel.painter.strokePath(sign_path(sign.removeprefix("quality-"), rect.center()), QPen(QColor(PAPER.pain), 1.8))
    elif sign in {"clear", "ghost"}:
        path = QPainterPath()
        path.addRoundedRect(rect.adjusted(1.5, 1.5, -1.5, -1.5), 2, 2)
        paint_area(easel, path, SpotArt("", path, 0, "clear" if sign == "clear" else "ghost"))
    else:
        paint_sign(easel, sign, rect)


def _plain_face() -> QFont:
    """The bundled face without contextual signs: what stands for “:” after a digit or “-” between capitals could not be read back."""
    font = load_face(98)
    font.setFeature(QFont.Tag("calt"), 0)
    return font


class _Drawer(QPyTextObject):
    """Paints the text's pictures through the paper; the text knows them by name and size only."""

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self._paper = weakref.proxy(paper)  # which holds this; so both go at once, and the text and its pictures with them

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:  # noqa: A002 - Qt's name
        del doc, posInDocument
        image = format.toImageFormat()
        return QSizeF(image.width(), image.height())

    def drawObject(self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> None:  # noqa: A002
        del doc, posInDocument
        self._paper.draw_picture(painter, QRectF(rect), format.toImageFormat().name())


def _break_before(frame: QTextFrame) -> None:
    form = QTextFrameFormat(frame.frameFormat())
    form.setTopMargin(_CLEAR)
    form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    frame.setFrameFormat(form)
