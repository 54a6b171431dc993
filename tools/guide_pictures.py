"""Makes the pictures of the guide from the running window, so that they show it as it is: `python -m tools.guide_pictures [NAME …]`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from bodymap.ids import Side
from bodymap.report.course import Sitting
from bodymap.session import painting, retest
from bodymap.session.paint import Stroke
from bodymap.session.record import NEW_CLIENT, CandidateKey, Session
from bodymap.ui.clinic.coursepage import CoursePage
from bodymap.ui.drawing.hand import Gesture
from bodymap.ui.style import theme_of
from tools import home
from tools.palette import reduced
from tools.walk import BUTTOCK, LEG, Walk, again, opened

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "guide" / "pictures"
FRONT = ROOT / "docs" / "pictures" / "window.png"
"""The README's picture, the same as `click`."""
MEDIUS = CandidateKey("gluteus-medius", Side.LEFT)
_GAP = 8
_DENSEST = 100
_WAIST, _RIGHT = 0.38, 0.82
_OWN_ZONE = Stroke("posterior", ((-110.0, -800.0), (-120.0, -700.0), (-100.0, -600.0)), 22.0)
_ERASED = Stroke("left", ((10.0, -420.0), (12.0, -300.0)), 30.0)


@dataclass(frozen=True)
class Shot:
    """What is done before the picture is taken, and how large the window is."""

    take: Callable[[Walk], QImage]
    size: tuple[int, int] = (1280, 800)


def _window(walk: Walk) -> QImage:
    return walk.window.grab().toImage()


def _click(walk: Walk) -> QImage:
    walk.click(*BUTTOCK)
    return _window(walk)


def _medius(walk: Walk) -> None:
    walk.click(*BUTTOCK)
    walk.window.control.choose(MEDIUS)
    walk.rest()


def _point(walk: Walk) -> QImage:
    _medius(walk)
    walk.press("next-point", "next-point", "close-up")
    return _window(walk)


def _deep(walk: Walk) -> QImage:
    walk.click(*BUTTOCK)
    walk.press("peel-in", "peel-in")
    return _window(walk)


def _painted(walk: Walk) -> None:
    walk.press("paint")
    walk.paint(LEG)
    said: tuple[tuple[painting.Part, int | str], ...] = (("intensity", 6), ("quality", "aching"), ("constancy", "comes-and-goes"))
    for part, value in said:
        walk.window.control.edit_marks(partial(painting.describe, number=1, part=part, value=value))
    walk.rest()


def _painting(walk: Walk) -> QImage:
    _painted(walk)
    return _window(walk)


def _tell_apart(walk: Walk) -> QImage:
    _painted(walk)
    walk.press("compare")
    return _window(walk)


def _steps(walk: Walk) -> QImage:
    """Painted on the back, then on the side, a part erased, that undone: four sheets on one."""
    walk.press("paint")
    shots = []
    for plate in ("posterior", "left"):
        walk.paint(tuple(place for place in LEG if place.startswith(plate)))
        shots.append(_legs(walk))
    walk.window.control.edit_marks(lambda session: painting.erase(session, [_ERASED]))
    walk.rest()
    shots.append(_legs(walk))
    walk.press("undo")
    shots.append(_legs(walk))
    return _four(shots)


def _legs(walk: Walk) -> QImage:
    """The sheet from the waist down."""
    whole = walk.window.canvas.grab().toImage()
    return whole.copy(0, round(whole.height() * _WAIST), round(whole.width() * _RIGHT), round(whole.height() * (1 - _WAIST)))


def _four(shots: list[QImage]) -> QImage:
    """Four pictures of one size, two by two."""
    wide, tall = shots[0].width(), shots[0].height()
    whole = QImage(2 * wide + _GAP, 2 * tall + _GAP, QImage.Format.Format_RGB32)
    whole.fill(QColor("white"))
    painter = QPainter(whole)
    for number, shot in enumerate(shots):
        painter.drawImage(QPoint(number % 2 * (wide + _GAP), number // 2 * (tall + _GAP)), shot)
    painter.end()
    return whole


def _handout(walk: Walk) -> QImage:
    _medius(walk)
    walk.press("handout")
    walk.window.stage.page.choices.note.setPlainText("Two minutes with the ball every evening.\nSee you on Monday.")
    walk.window.stage.page.draw_now()
    walk.rest()
    return _window(walk)


def _own(walk: Walk) -> QImage:
    """An X and a zone of one's own, and the strip that made them."""
    _medius(walk)
    own = walk.window.own
    walk.press("own")
    own.take_tool("own-x")
    own.click("posterior", -120.0, -915.0)
    own.name("lets go late")
    own.painted(Gesture((_OWN_ZONE,), "own-zone"))
    walk.window.control.choose_point(None)
    walk.press("close-up")
    return _window(walk)


def _client(walk: Walk) -> QImage:
    _medius(walk)
    walk.press("wording")
    return _window(walk)


def _session(walk: Walk) -> QImage:
    """Treated and asked again: the earlier pain is a ghost, the change one sentence."""
    _painted(walk)
    window = walk.window
    window.gestures.look_again()
    window.control.edit_marks(lambda session: painting.erase(session, [_ERASED]))
    window.gestures.rate(retest.pains(window.store.state.session)[0], "after", 2)
    window.gestures.note("Sits nine hours a day. Ball at the wall, every evening.")
    walk.press("session")
    window.panel.session.when.chosen.emit("after")
    return _window(walk)


def _sitting(number: int, started: datetime, before: int, after: int) -> tuple[Sitting, Session]:
    """One of some sessions that nobody had: each hurts less, and less far."""
    stroke = Stroke("left", ((10.0, -900.0), (12.0, -300.0 - 150.0 * number)), 40.0)
    session = painting.describe(painting.paint(NEW_CLIENT, [stroke]), 1, "intensity", before)
    session = replace(retest.look_again(session), notes="Sits nine hours a day." if not number else "")
    row = Sitting(str(number), started, before, after, 620.0 - 130 * number, 560.0 - 130 * number, max(3 - number, 0), max(2 - number, 0))
    return row, session


def _course_page(walk: Walk, way: str) -> QImage:
    window = walk.window
    rows = [_sitting(number, datetime(2026, 3, 2, 9, 30) + timedelta(days=7 * number), 7 - number, 4 - number) for number in range(4)]  # noqa: DTZ001
    page = CoursePage(theme_of(window.store.state))
    if window.answers is not None:
        page.show_course("Client 17", [row for row, _ in rows], window.answers, window.plates)
    page.take_sessions({row.name: session for row, session in rows})
    page.ways.chosen.emit(way)
    window.stage.show_page(page)
    walk.rest()
    made = _window(walk)
    window.stage.leave()
    window.stage.removeWidget(page)
    page.deleteLater()
    return made


def _difference(walk: Walk) -> QImage:
    return _course_page(walk, "difference")


def _course(walk: Walk) -> QImage:
    return _course_page(walk, "time")


SHOTS: dict[str, Shot] = {
    "click": Shot(_click, (1600, 1000)),
    "point": Shot(_point, (1600, 1000)),
    "deep": Shot(_deep, (1600, 1000)),
    "client": Shot(_client),
    "painting": Shot(_painting),
    "painting-steps": Shot(_steps),
    "tell-apart": Shot(_tell_apart),
    "handout": Shot(_handout),
    "own": Shot(_own),
    "session": Shot(_session),
    "difference": Shot(_difference),
    "course": Shot(_course),
}
"""Every picture of the guide, by the name of its file."""


def picture(walk: Walk, name: str) -> QImage:
    """Return one picture of the window, which begins as a new client finds it."""
    again(walk, walk.window.store.state.settings)
    walk.window.resize(*SHOTS[name].size)
    walk.rest()
    walk.window.canvas.fit()
    walk.rest()
    return SHOTS[name].take(walk)


def save(image: QImage, file: Path) -> None:
    """Write a picture in the 256 colours that suit it: a third of the size, the same to the eye."""
    writer = QImageWriter(str(file), b"png")
    writer.setCompression(_DENSEST)
    if not writer.write(reduced(image)):
        sys.exit(f"{file}: {writer.errorString()}")


def main() -> None:
    """Make the pictures named, or all."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    unknown = [name for name in sys.argv[1:] if name not in SHOTS]
    if unknown:
        sys.exit(f"no picture is called {', '.join(unknown)}; there are {', '.join(SHOTS)}")
    with home.thrown_away(), opened(1280, 800, "light") as walk:
        for name in sys.argv[1:] or SHOTS:
            image = picture(walk, name)
            for file in (GUIDE / f"{name}.png", *([FRONT] if name == "click" else [])):
                save(image, file)
            print(name, flush=True)


if __name__ == "__main__":
    main()
