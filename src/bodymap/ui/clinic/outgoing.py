"""The course of treatment on paper: the first and the last session on the body, what changed, and every session in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

from bodymap import __version__
from bodymap.own.record import named
from bodymap.report.change import change, outcome_words, test_name
from bodymap.report.course import Sitting, between, entry, within
from bodymap.tongue import tr
from bodymap.ui.clinic.day import day_and_time, day_of
from bodymap.ui.clinic.portrait import scene_of
from bodymap.ui.handout.file import with_language
from bodymap.ui.panel.about import SHORT_DISCLAIMER
from bodymap.ui.style import load_face
from bodymap.ui.theme import LIGHT

if TYPE_CHECKING:
    from bodymap.session.record import Session
    from bodymap.ui.answer import Answers
    from bodymap.ui.drawing.art import PlateArt

_DPI = 96
_MARGIN_PX = 56
_PICTURE_PX = 330
_TITLE_PX = 40
_HEAD_PX = _TITLE_PX + _PICTURE_PX + 36
"""What stands over the words of the first page."""
_FACE_PX = 13
_FINE = 3
"""So many pixels of a picture lie on one of the page."""


def pdf(client: str, rows: Sequence[tuple[Sitting, Session]], answers: Answers, plates: Mapping[str, PlateArt]) -> bytes:
    """Return the course of treatment on A4, oldest session first: the first and the last on the body, then every session in words."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    writer.setTitle(tr("Course of treatment"))
    writer.setCreator(f"bodymap {__version__}")
    painter = QPainter(writer)
    page = QRectF(0, 0, writer.width(), writer.height())
    room = page.adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX)
    _paint_title(painter, room, client)
    _paint_bodies(painter, room.adjusted(0, _TITLE_PX, 0, 0), rows, answers, plates)
    text = _document(_html(rows, answers), room.width())
    _paint_text(painter, writer, text, room)
    painter.end()
    return with_language(bytes(buffer.data().data()), "en")


def _paint_title(painter: QPainter, room: QRectF, client: str) -> None:
    face = load_face(20)
    face.setBold(True)
    painter.setFont(face)
    title = tr("Course of treatment") + (f" · {client}" if client else "")
    painter.drawText(room, painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, round(room.width())))


def _paint_bodies(painter: QPainter, room: QRectF, rows: Sequence[tuple[Sitting, Session]], answers: Answers, plates: Mapping[str, PlateArt]) -> None:
    """The first and the last session side by side, at the top of the first page."""
    from bodymap.ui.export import paint_over

    wide = (room.width() - 16) / 2
    painter.setFont(load_face(_FACE_PX))
    for place, (one, session) in enumerate((rows[0], rows[-1]) if len(rows) > 1 else rows):
        left = room.left() + place * (wide + 16)
        painter.drawText(QRectF(left, room.top(), wide, 20), day_of(one.started))
        shapes = [each for each in answers.painted(entry(session)) if each.kind != "unexplained"]
        seen = {each.plate for each in shapes}
        shown = {name: art for name, art in plates.items() if name in seen} or {name: plates[name] for name in tuple(plates)[:1]}
        painter.save()
        painter.translate(left, room.top() + 22)
        size = (round(wide), _PICTURE_PX)
        painter.drawImage(QRectF(0, 0, *size), _ground(shown, size))
        paint_over(painter, scene_of(shapes), shown, size=size, theme=LIGHT, as_vectors=True)
        painter.restore()


def _ground(plates: dict[str, PlateArt], size: tuple[int, int]) -> QImage:
    """The bodies as a picture fine enough for print; as paths they would fill megabytes."""
    from bodymap.ui.export import paint_ground

    image = QImage(size[0] * _FINE, size[1] * _FINE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(_FINE, _FINE)
    paint_ground(painter, scene_of(()), plates, size=size, theme=replace(LIGHT, paper="#FFFFFF"))
    painter.end()
    return image


def _document(html: str, wide: float) -> QTextDocument:
    made = QTextDocument()
    made.setDefaultFont(load_face(_FACE_PX))
    made.setDocumentMargin(0)
    made.setDefaultStyleSheet("p { margin: 2px 0; }")
    made.setHtml(html)
    made.setTextWidth(wide)
    return made


def _paint_text(painter: QPainter, writer: QPdfWriter, text: QTextDocument, room: QRectF) -> None:
    """The words under the bodies, then page after page; each page ends between two lines."""
    heights = [room.height() - _HEAD_PX]
    done, tall = 0.0, text.size().height()
    first = True
    while done < tall:
        top = room.top() + (_HEAD_PX if first else 0)
        end = _line_end(text, done, heights[0] if first else room.height())
        painter.save()
        painter.translate(room.left(), top - done)
        text.drawContents(painter, QRectF(0, done, room.width(), end - done))
        painter.restore()
        _paint_foot(painter, room)
        done, first = end, False
        if done < tall:
            writer.newPage()


def _line_end(text: QTextDocument, start: float, room: float) -> float:
    """The last bottom of a line that still fits."""
    best = start + room
    bottoms = []
    block = text.begin()
    while block.isValid():
        box = text.documentLayout().blockBoundingRect(block)
        layout = block.layout()
        bottoms += [box.top() + layout.lineAt(each).rect().bottom() for each in range(layout.lineCount())]
        block = block.next()
    fitting = [bottom for bottom in bottoms if start < bottom <= start + room]
    last = max(bottoms, default=0.0)
    return text.size().height() if last <= start + room else max(fitting, default=best) + 0.5


def _paint_foot(painter: QPainter, room: QRectF) -> None:
    painter.setFont(load_face(10))
    painter.drawText(QRectF(room.left(), room.bottom() + 12, room.width(), 16), tr(SHORT_DISCLAIMER))


def _html(rows: Sequence[tuple[Sitting, Session]], answers: Answers) -> str:
    whole = between(rows[0][0], rows[-1][0]) if len(rows) > 1 else ""
    return (f"<p><b>{escape(whole)}</b></p>" if whole else "") + "".join(_session_html(one, session, answers) for one, session in rows)


def _session_html(one: Sitting, session: Session, answers: Answers) -> str:
    muscles = answers.knowledge.muscles
    words = {"not-found": tr("not found"), "latent": tr("latent"), "active": tr("that’s my pain")}
    found = [
        f"{muscles[point.muscle].name if point.muscle in muscles else point.muscle}, {point.side}, {named(point.number)}: {words[finding]}"
        for point, finding in session.findings
    ]
    lines = [
        within(one) or tr("Pain {pain}", pain=one.pain),
        change(session, answers.knowledge, lambda pain: answers.where(session, pain)),
        *(f"{test_name(answers.knowledge, test)}: {outcome_words(test.before)}" for test in session.tests if not test.after.is_said),
        "; ".join(found),
        session.notes,
    ]
    head = f'<p style="margin-top: 14px"><b>{escape(day_and_time(one.started))}</b></p>'
    return head + "".join(f"<p>{_lines(line)}</p>" for line in lines if line)


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br/>")
