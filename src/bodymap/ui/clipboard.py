"""What is copied: the sheet as a picture, the session as text in SOAP order."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QGuiApplication, QImage

from bodymap.report.handout import Maker, Wish
from bodymap.report.summary import Considered, summary
from bodymap.report.template import Template
from bodymap.ui.answer import Answers
from bodymap.ui.drawing.art import PlateArt
from bodymap.ui.drawing.scene import Scene
from bodymap.ui.export import render
from bodymap.ui.state import State
from bodymap.ui.theme import LIGHT

_PICTURE_PX = (2400, 1500)
_CONSIDERED = 3


def copy_picture(scene: Scene, plates: Mapping[str, PlateArt]) -> QImage:
    """Put the sheet as it is shown on the clipboard, in the light theme, and return it."""
    image = render(scene, dict(plates), size=_PICTURE_PX, theme=LIGHT)
    QGuiApplication.clipboard().setImage(image)
    return image


def copy_summary(state: State, answers: Answers, items: tuple[str, ...] | None = None) -> str:
    """Put the session as text on the clipboard and return it; `items` is the care of the handout, else what is suggested."""
    text = summary_of(state, answers, items)
    QGuiApplication.clipboard().setText(text)
    return text


def summary_of(state: State, answers: Answers, items: tuple[str, ...] | None = None) -> str:
    """Return the session as text in SOAP order."""
    session = state.session
    rows = answers.rows(session)[:_CONSIDERED]
    if not items and session.chosen is not None:
        items = Maker(answers.knowledge, Template()).suggested(Wish((session.chosen,), ticked=session.ticked))
    names = [answers.knowledge.care[each].name for each in items or () if each in answers.knowledge.care]
    considered = [Considered(row.name, row.where, row.why) for row in rows]
    return summary(session, answers.knowledge, answers.safety_regions(session), considered, names)
