"""The stage on which deeds are done: the real window over the shipped body, with a real archive, and what is looked at after each deed."""

import gc
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psutil
from monkey import living
from monkey.deed import Deed
from monkey.hand import do, open_windows
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QInputDialog

from bodymap.archive.visit import new_id
from bodymap.session.record import Session
from bodymap.ui.application import make_application
from bodymap.ui.client import tone
from bodymap.ui.client.second import SecondWindow
from bodymap.ui.clinic.keeping import desk_of
from bodymap.ui.crash import CrashBox
from bodymap.ui.figure import FigureSwitch
from bodymap.ui.loader import load_answers, load_insets, load_plates
from bodymap.ui.setting import Settings
from bodymap.ui.state import State
from bodymap.ui.store import Store
from bodymap.ui.window import Window

BLOCK = 250
"""Every so many deeds all is undone and closed, and what is alive is counted."""
SHRINK_S = 600.0
_CALLS = 12
"""So many calls tell where in the window Qt said something."""
_ABOUT_THE_MACHINE = ("plugin does not support", "propagateSizeHints", "XDG_RUNTIME_DIR", "runtime directory")


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, and after how many deeds."""

    kind: str
    text: str
    after: int


class Stage:
    """A window, played on; `told` says how it went."""

    def __init__(self) -> None:
        self.app = make_application()
        self._faults: list[str] = []
        sys.excepthook = lambda kind, error, trace: self._faults.append("".join(traceback.format_exception(kind, error, trace)))
        sys.unraisablehook = lambda found: self._faults.append("".join(traceback.format_exception(found.exc_value)))
        qInstallMessageHandler(self._hear)
        _close_the_doors()
        self._loaded: dict[tuple[str, str], Any] = {}
        self.told = ""

    def _hear(self, kind: QtMsgType, _context: Any, words: str) -> None:
        if kind not in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg} and not any(phrase in words for phrase in _ABOUT_THE_MACHINE):
            where = "".join(traceback.format_stack(limit=_CALLS))
            self._faults.append(f"Qt: {words}, said in\n{where}")

    def _once(self, name: str, load: Any) -> Any:
        """What a figure's `load` gave the first time: both figures are loaded once for all windows."""

        def get(figure: str) -> Any:
            if (name, figure) not in self._loaded:
                self._loaded[name, figure] = load(figure)
            return self._loaded[name, figure]

        return get

    def open(self, folder: str) -> Window:
        """A window as a new client finds it, with the archive in `folder`."""
        settings = Settings(motion="reduced", archive=folder)
        window = Window(Store(State(Session(key=new_id()), settings=settings)))
        window.resize(1280, 800)
        self._switch = FigureSwitch(window, self._once("plates", load_plates), self._once("answers", load_answers), self._once("insets", load_insets))
        self._switch.start()
        window.show()
        window.activateWindow()
        window.keep(desk_of(window.store))
        self._wait_for_all(window)
        return window

    def _wait_for_all(self, window: Window) -> None:
        end = time.monotonic() + 60
        self._wait_for_figure(window, end)
        if window.reception is not None:
            while window.reception.desk.archive is None and time.monotonic() < end:
                self.settle()
                time.sleep(0.002)

    def _wait_for_figure(self, window: Window, end: float) -> None:
        while (self._switch.is_loading or window.answers is None) and time.monotonic() < end:
            self.settle()
            time.sleep(0.002)

    def settle(self) -> None:
        """Let what waits happen, deletions included; a menu that is still open is closed."""
        self.app.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()

    def play(self, deeds: Sequence[Deed]) -> Problem | None:
        """Do `deeds` in a new window; return the first problem."""
        with tempfile.TemporaryDirectory() as folder:
            window = self.open(str(Path(folder) / "archive"))
            try:
                return self._play(window, deeds)
            finally:
                window.close()
                self._switch.finish()
                window.deleteLater()
                self.settle()
                self._faults.clear()

    def _play(self, window: Window, deeds: Sequence[Deed]) -> Problem | None:
        opening = window.store.state.session
        began = time.monotonic()
        found: list[Counter[str]] = []
        memory: list[int] = []
        changed: Counter[str] = Counter()
        for number, deed in enumerate(deeds, start=1):
            before = window.store.state
            try:
                do(window, deed)
                self.settle()
            except Exception:  # noqa: BLE001 - whatever it is, it is a fault
                self._faults.append(traceback.format_exc())
            if self._faults:
                return Problem("fault", f"{deed} ended in\n{self._faults[0]}", number)
            changed[deed.kind] += before != window.store.state
            if number % BLOCK == 0 or number == len(deeds):
                self._wait_for_figure(window, time.monotonic() + 60)  # one that was asked for a moment ago is no leak
                problem = self._look(window, opening, number) or self._left_open(window, number)
                found.append(living.count())
                alive = [each.total() for each in found]
                memory.append(psutil.Process().memory_info().rss // 2**20)
                if problem is None and living.is_growing(alive):
                    problem = Problem("leak", f"ever more objects of Qt live: {alive}; since the middle {living.grown(found[len(found) // 2], found[-1])}", number)
                if problem:
                    return problem
        kinds = ", ".join(f"{kind} {count}" for kind, count in changed.most_common() if count)
        self.told = (
            f"{(time.monotonic() - began) / 60:.0f} minutes; {changed.total()} of them changed the state ({kinds}); "
            f"objects of Qt alive, look by look: {[each.total() for each in found]}; memory in MB: {memory}"
        )
        return None

    def _left_open(self, window: Window, number: int) -> Problem | None:
        """All that was opened was closed: no dialog, no second window, no thread may live on."""
        self._rest()
        kinds = (QDialog, SecondWindow, CrashBox)
        left = [type(each).__name__ for each in QApplication.allWidgets() if isinstance(each, kinds)]
        left += [type(each).__name__ for each in window.findChildren(QThread)]
        return Problem("leak", f"lives on: {left}", number) if left else None

    def _look(self, window: Window, opening: Session, number: int) -> Problem | None:
        """Undo all, close all that is open, and begin anew."""
        window.lock.unlock()
        for top in open_windows():
            if top is not window:
                top.close()
        while window.store.can_undo:
            window.store.undo()
            self.app.processEvents()
        session = window.store.state.session
        if _made(session) != _made(opening):
            return Problem("undo", f"undo to the end left {session}\nand not {opening}", number)
        window.store.apply(lambda state: State(Session(key=new_id()), settings=Settings(motion="reduced", archive=state.settings.archive)))
        if window.stage.is_open:
            window.stage.leave()
        self._clear_away(window)
        window.activateWindow()
        window.canvas.setFocus()
        window.canvas.fit()
        self._wait_for_all(window)
        return Problem("fault", f"going back ended in\n{self._faults[0]}", number) if self._faults else None

    def _clear_away(self, window: Window) -> None:
        """Have the same questions and no hits listed at every look, or what was last asked would seem to come and go."""
        window.search.try_words("")
        for _ in range(2):
            window.actions_by_name["red-flags"].trigger()
            self.settle()

    def _rest(self) -> None:
        """Let all that was closed go."""
        for _ in range(3):
            self.settle()
            gc.collect()


def _made(session: Session) -> Session:
    """What was made of a session, without what is only looked at and whose it is: a new client after nothing is no step."""
    return replace(session, key="", chosen=None, chosen_point=None, current=None)


def _close_the_doors() -> None:
    """Where the window asks the desktop for something, nobody answers."""
    for name in ("getOpenFileName", "getSaveFileName"):
        setattr(QFileDialog, name, staticmethod(lambda *_args, **_more: ("", "")))
    QFileDialog.getExistingDirectory = staticmethod(lambda *_args, **_more: "")  # type: ignore[method-assign, assignment]
    QInputDialog.getText = staticmethod(lambda *_args, **_more: ("", False))  # type: ignore[method-assign, assignment]
    QDesktopServices.openUrl = staticmethod(lambda _url: True)  # type: ignore[method-assign, assignment]
    QDialog.exec = lambda _self: 0  # type: ignore[method-assign, assignment]
    tone.PLAYERS = ()  # type: ignore[assignment]


def shrink(stage: Stage, deeds: list[Deed], kind: str) -> list[Deed]:
    """Return the fewest deeds found that still lead to a problem of `kind`: ever smaller pieces are left out, for ten minutes at most."""
    end = time.monotonic() + SHRINK_S
    piece = len(deeds) // 2
    while piece >= 1 and time.monotonic() < end:
        at = 0
        while at < len(deeds) and time.monotonic() < end:
            fewer = deeds[:at] + deeds[at + piece :]
            problem = stage.play(fewer) if fewer else None
            if problem is not None and problem.kind == kind:
                deeds = fewer[: problem.after]
            else:
                at += piece
        piece //= 2
    return deeds
