"""Walks the real window through every scene of a treatment and keeps a picture of each, to be looked at one by one.

    python -m tools.walk OUT [--size 1280x800 …] [--theme light dark contrast] [--scene NAME …] [--language pseudo]

Sizes and themes that are not given are the sizes and themes that a release is looked at in. A warning of Qt's fails the walk. With a display (an X server, or
`Xvfb :90 -screen 0 3840x2160x24`) the window is a real one; otherwise it is drawn offscreen. Nothing of the user's is read or written.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QMessageLogContext, QPoint, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bodymap.session import painting
from bodymap.session.paint import Stroke
from bodymap.session.record import Session
from bodymap.ui import language
from bodymap.ui.application import make_application, scale_for
from bodymap.ui.loader import load_answers, load_insets, load_plates
from bodymap.ui.setting import Settings
from bodymap.ui.state import State
from bodymap.ui.store import Store
from bodymap.ui.window import Window
from tools import home

SIZES = ("1280x800", "1920x1080", "1024x768", "3840x2160")
THEMES = ("light", "dark", "contrast")
_ABOUT_THE_MACHINE = ("This plugin does not support", "QStandardPaths:", "Could not create a texture")
BUTTOCK = ("posterior", -95.0, -930.0)
LEG = ("posterior:-105,-930", "posterior:-150,-900", "left:10,-800", "left:5,-600", "left:15,-400", "left:20,-150")
"""Outer buttock, outside of thigh and leg, to the ankle: over two figures."""


@dataclass(frozen=True)
class Walk:
    """The window, and how a scene acts in it."""

    window: Window

    def press(self, *actions: str) -> None:
        """Do what keys do, by the names of their actions."""
        for action in actions:
            self.window.actions_by_name[action].trigger()
            self.rest()

    def click(self, plate: str, x: float, y: float) -> None:
        """Click on a plate point, as a hand does: through the widget's own mouse events."""
        self.rest()
        at = self.window.canvas.pixel_of(plate, x, y)
        if at is not None:
            QTest.mouseClick(self.window.canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(at.x()), round(at.y())))
        self.rest()

    def key(self, *keys: str) -> None:
        """Type keys into whatever has the focus."""
        for key in keys:
            QTest.keySequence(QApplication.focusWidget() or self.window, QKeySequence(key))
            self.rest()

    def type(self, words: str) -> None:
        """Type words into whatever has the focus."""
        QTest.keyClicks(QApplication.focusWidget() or self.window, words)
        self.rest()

    def point(self, plate: str, x: float, y: float) -> None:
        """Hold the pointer over a plate point."""
        self.window.canvas.pointed.emit(plate, x, y)
        self.rest()

    def paint(self, places: tuple[str, ...]) -> None:
        """Paint a line over the skin, place by place, as the brush does."""
        answers = self.window.answers
        assert answers is not None
        strokes = []
        for plate in dict.fromkeys(text.partition(":")[0] for text in places):
            found = [answers.place_of(text) for text in places if text.startswith(plate)]
            strokes.append(Stroke(plate, tuple((place.x, place.y) for place in found), 22.0))  # type: ignore[union-attr]
        self.window.control.edit_marks(lambda session: painting.paint(session, strokes))
        self.rest()

    def rest(self) -> None:
        """Let everything find its place and be drawn."""
        for _ in range(3):
            QCoreApplication.processEvents()
        self.window.finish_painting()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()


def _start(walk: Walk) -> None:
    walk.rest()


def _it_hurts_here(walk: Walk) -> None:
    walk.click(*BUTTOCK)


def _own_referral(walk: Walk) -> None:
    walk.click(*BUTTOCK)
    walk.press("next-point")


def _thats_my_pain(walk: Walk) -> None:
    walk.click(*BUTTOCK)
    walk.press("next-point", "active", "next-point", "latent", "next-point", "not-found", "next-point")


def _down_my_leg(walk: Walk) -> None:
    walk.press("paint")
    walk.paint(LEG)


def _tell_apart(walk: Walk) -> None:
    _down_my_leg(walk)
    walk.press("compare")


def _under_there(walk: Walk) -> None:
    walk.click(*BUTTOCK)
    walk.press("peel-in", "peel-in")
    walk.point(*BUTTOCK)


def _layers(walk: Walk) -> None:
    walk.click(*BUTTOCK)
    walk.press("layers")


def _what_did_you_call_that(walk: Walk) -> None:
    walk.press("search")
    walk.type("hedache")


def _is_it_my_disc(walk: Walk) -> None:
    walk.click(*BUTTOCK)
    walk.press("tab-3")


def _red_flags(walk: Walk) -> None:
    walk.click(*BUTTOCK)
    walk.press("red-flags")


def _flag_raised(walk: Walk) -> None:
    walk.click(*BUTTOCK)
    answers = walk.window.answers
    assert answers is not None
    walk.window.control.answer_red_flag(next(iter(answers.knowledge.red_flags)), "yes")
    walk.rest()


def _care(walk: Walk) -> None:
    walk.click(*BUTTOCK)
    walk.press("tab-2")


def _client(walk: Walk) -> None:
    walk.click(*BUTTOCK)
    walk.press("wording")


def _client_at_home(walk: Walk) -> None:
    walk.click(*BUTTOCK)
    walk.press("wording")
    walk.window.face.client.step_page(1)
    walk.rest()


def _second_screen(walk: Walk) -> None:
    walk.click(*BUTTOCK)
    walk.press("second")


def _face_down(walk: Walk) -> None:
    walk.click(*BUTTOCK)
    walk.press("second", "turn-client", "turn-client")


def _table(walk: Walk) -> None:
    walk.click(*BUTTOCK)
    walk.press("table")


def _far(walk: Walk) -> None:
    walk.click(*BUTTOCK)
    walk.press("far")


def _hold(walk: Walk) -> None:
    walk.click(*BUTTOCK)
    walk.press("tab-2", "hold")


def _take_home(walk: Walk) -> None:
    walk.click(*BUTTOCK)
    walk.press("handout")


def _session(walk: Walk) -> None:
    _thats_my_pain(walk)
    walk.press("session")


def _closely(walk: Walk) -> None:
    walk.click(*BUTTOCK)
    walk.press("close-up")


def _inset(walk: Walk) -> None:
    walk.press("inset")


def _by_keyboard(walk: Walk) -> None:
    walk.window.canvas.setFocus()
    walk.key("Down", "Right", "Down")


def _keys(walk: Walk) -> None:
    walk.press("keys")


def _settings(walk: Walk) -> None:
    walk.press("settings")


def _about(walk: Walk) -> None:
    walk.press("about")


def _folded(walk: Walk) -> None:
    walk.click(*BUTTOCK)
    walk.press("panel")


def _yours(walk: Walk) -> None:
    walk.click(*BUTTOCK)
    walk.press("own")
    walk.window.own.take_tool("own-x")
    walk.click("posterior", -120.0, -905.0)
    walk.window.own.take_tool("own-zone")
    walk.rest()


SCENES: dict[str, Callable[[Walk], None]] = {
    "01-start": _start,
    "02-it-hurts-here": _it_hurts_here,
    "03-own-referral": _own_referral,
    "04-thats-my-pain": _thats_my_pain,
    "05-down-my-leg": _down_my_leg,
    "06-tell-apart": _tell_apart,
    "07-under-there": _under_there,
    "08-layers": _layers,
    "09-search": _what_did_you_call_that,
    "10-is-it-my-disc": _is_it_my_disc,
    "11-red-flags": _red_flags,
    "12-flag-raised": _flag_raised,
    "13-care": _care,
    "14-client": _client,
    "15-client-at-home": _client_at_home,
    "16-second-screen": _second_screen,
    "17-face-down": _face_down,
    "18-table": _table,
    "19-far": _far,
    "20-hold": _hold,
    "21-take-home": _take_home,
    "22-session": _session,
    "23-closely": _closely,
    "24-inset": _inset,
    "25-by-keyboard": _by_keyboard,
    "26-keys": _keys,
    "27-settings": _settings,
    "28-about": _about,
    "29-folded": _folded,
    "30-yours": _yours,
}
"""Every scene of a treatment, by the name of its picture."""


@contextmanager
def opened(width: int, height: int, theme: str) -> Iterator[Walk]:
    """Open the window with everything loaded, still, as a new client finds it."""
    if QApplication.instance() is None:  # a window of this size stands on a screen of this size: enlarged as there, whatever the machine's own screen is
        os.environ.setdefault("QT_SCALE_FACTOR", f"{scale_for(width, height):g}")
    make_application()
    window = Window(Store(State(settings=Settings(theme=theme, motion="reduced"))))  # type: ignore[arg-type]  # a name from the command line
    ratio = window.devicePixelRatioF()
    window.resize(round(width / ratio), round(height / ratio))
    window.take_plates(load_plates()[0])
    window.take_insets(load_insets())
    window.take(load_answers())
    window.show()
    window.activateWindow()
    walk = Walk(window)
    walk.rest()
    try:
        yield walk
    finally:
        window.close()
        window.deleteLater()
        walk.rest()


def again(walk: Walk, settings: Any) -> None:
    """Make everything new: the next scene begins where the program does."""
    for top in QApplication.topLevelWidgets():
        if top is not walk.window and top.isVisible():
            top.close()
    for _ in range(8):
        walk.press("back")
    walk.window.store.apply(lambda old: replace(State(session=Session(key=uuid.uuid4().hex)), settings=settings, view=replace(State().view, system_theme=old.view.system_theme)))
    walk.window.activateWindow()  # a window that stood beside it took the keyboard with it
    QTest.qWaitForWindowActive(walk.window, 1000)
    walk.window.search.clear()
    walk.window.canvas.fit()
    walk.window.canvas.setFocus()
    walk.rest()


def shots(walk: Walk) -> Iterator[tuple[str, QWidget]]:
    """Everything that is open now: the window, and each page or window beside it."""
    yield "", walk.window
    beside = (top for top in QApplication.topLevelWidgets() if top is not walk.window and top.isVisible() and top.graphicsProxyWidget() is None)
    for number, top in enumerate(beside):
        yield f"-{number + 1}", top


def listen() -> list[str]:
    """Return the list that fills with what Qt warns of from now on, but for what it says of the machine."""
    warnings: list[str] = []

    def take(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind not in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg} and not message.startswith(_ABOUT_THE_MACHINE):
            warnings.append(message)
            print(message, file=sys.stderr, flush=True)

    qInstallMessageHandler(take)
    return warnings


def main() -> None:
    """Walk, and write ``OUT/SIZE-THEME/SCENE.png``."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", nargs="+", default=SIZES)
    parser.add_argument("--theme", nargs="+", default=THEMES)
    parser.add_argument("--scene", nargs="+", default=tuple(SCENES))
    parser.add_argument("--language", default="en")
    options = parser.parse_args()
    if len(options.size) > 1:  # each size in a process of its own: Qt takes only one enlargement
        words = ("--theme", *options.theme, "--scene", *options.scene, "--language", options.language)
        runs = [subprocess.run([sys.executable, "-m", "tools.walk", str(options.out), "--size", size, *words], check=False) for size in options.size]
        sys.exit(any(run.returncode for run in runs))
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    warnings = listen()
    with home.thrown_away():
        language.speak(options.language)
        for size in options.size:
            for theme in options.theme:
                width, _, height = size.partition("x")
                folder = options.out / f"{size}-{theme}"
                folder.mkdir(parents=True, exist_ok=True)
                with opened(int(width), int(height), theme) as walk:
                    _walk(walk, options.scene, folder)
    if warnings:
        sys.exit("Qt warned:\n" + "\n".join(warnings))


def _walk(walk: Walk, wanted: tuple[str, ...], folder: Path) -> None:
    settings = walk.window.store.state.settings
    for name in (each for each in SCENES if each in wanted):
        again(walk, settings)
        SCENES[name](walk)
        for suffix, shown in shots(walk):
            shown.grab().save(str(folder / f"{name}{suffix}.png"))
        print(folder.name, name, flush=True)


if __name__ == "__main__":
    main()
