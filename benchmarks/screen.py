"""What the finger waits for in the open window: a click, a hover, a pan and a zoom, with all layers and zones drawn."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.outcome import Chapter, Line, clocked, share, timed

CLICKS, HOVERS, FRAMES = 120, 300, 120
MARKS = 3
"""So many marks a client has, as most have; then comes the next client."""


Taken = list[tuple[float, float]]


@dataclass(frozen=True)
class Clicks:
    """Until the candidates were computed, until the body was painted with what changed, and until list and card were too."""

    asked: Taken
    body: Taken
    all: Taken


class Since:
    """A clock that begins now, on the wall and of the thread; only its first stop counts."""

    def __init__(self) -> None:
        self._wall, self._own = time.perf_counter(), time.thread_time()
        self.taken: tuple[float, float] | None = None

    def stop(self) -> None:
        if self.taken is None:
            self.taken = (time.perf_counter() - self._wall) * 1000, (time.thread_time() - self._own) * 1000


class Screen:
    """The window over the shipped body, at some size, on no real screen."""

    def __init__(self, width: int, height: int) -> None:
        from PySide6.QtWidgets import QApplication

        from bodymap.ui import state as states
        from bodymap.ui.application import make_application
        from bodymap.ui.loader import load_answers, load_insets, load_plates
        from bodymap.ui.setting import Settings
        from bodymap.ui.state import State
        from bodymap.ui.store import Store
        from bodymap.ui.window import Window

        self.app: QApplication = make_application()
        self.window = Window(Store(State(settings=Settings(motion="reduced"))))
        self.window.resize(width, height)
        self.window.take_plates(load_plates()[0])
        self.window.take(load_answers())
        self.window.take_insets(load_insets())
        self.window.show()
        self.window.finish_painting()
        self.window.control.apply(states.peel_to("skin"))
        for layer in ("skin", "superficial", "intermediate", "deep"):
            self.window.control.apply(states.fade(layer, 0.7))
        self.settle(30)
        self._rng = random.Random(5)

    def settle(self, times: int = 6) -> None:
        for _ in range(times):
            self.app.processEvents()

    def spots(self) -> Iterator[Any]:
        """Yield pixels on the four bodies, without end."""
        from PySide6.QtCore import QPoint

        while True:
            placed = self.window.canvas.sheet.placements
            x0, y0, x1, y1 = placed[self._rng.randrange(len(placed))].on_sheet
            at = (x0 + (0.35 + 0.3 * self._rng.random()) * (x1 - x0), y0 + self._rng.random() * (y1 - y0))
            x, y = self.window.canvas.viewport.to_px(*at)
            yield QPoint(int(x), int(y))

    def _rest(self, at: Any) -> None:
        """Let the pointer rest, as a hand does before it presses."""
        from PySide6.QtTest import QTest

        self._move(at)
        for _ in range(200):
            if not self.window.foresight.is_thinking:
                return
            QTest.qWait(2)

    def _move(self, at: Any) -> None:
        from PySide6.QtCore import QEvent, QPointF, Qt
        from PySide6.QtGui import QMouseEvent

        canvas, none, place = self.window.canvas, Qt.MouseButton.NoButton, QPointF(at)
        event = QMouseEvent(QEvent.Type.MouseMove, place, canvas.mapToGlobal(place), none, none, Qt.KeyboardModifier.NoModifier)
        self.app.sendEvent(canvas, event)

    def show(self) -> None:
        """Have all that was changed laid out and painted, as the event loop does: the body, the list and the card."""
        from PySide6.QtCore import QEvent

        self.app.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self.window.canvas.repaint()

    def clicks(self, count: int, *, rests: bool = True) -> Clicks:
        """Click; return what each took, on the wall and of the thread."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        from bodymap.ui import state as states
        from bodymap.ui.drawing.canvas import Canvas

        window, canvas = self.window, self.window.canvas
        taken = Clicks([], [], [])
        spots = self.spots()
        while len(taken.all) < count:
            if len(taken.all) % MARKS == 0:
                layers = window.store.state.view.layers
                window.control.apply(states.new_client)
                window.control.apply(lambda state, layers=layers: _with_layers(state, layers))
                self.settle()
            at = next(spots)
            if rests:
                self._rest(at)
            before = window.store.state
            body = Since()
            canvas.repaint = lambda body=body: (Canvas.repaint(canvas), body.stop())
            click = clocked(lambda at=at: QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at))
            del canvas.repaint
            if window.store.state.session == before.session:
                continue
            frame = clocked(self.show)
            taken.body.append(body.taken or (click[0] + frame[0], click[1] + frame[1]))
            taken.all.append((click[0] + frame[0], click[1] + frame[1]))
            if window.answers is not None:
                session, engine = window.store.state.session, window.answers._engine
                engine._recent.clear()  # or it would only remember
                taken.asked.append(clocked(lambda session=session, engine=engine: engine.candidates(session)))
            self.settle(4)
        return taken

    def hovers(self, count: int) -> list[tuple[float, float]]:
        """Move the pointer over the body; return what each move and the frame after it took."""
        from PySide6.QtCore import QPointF

        canvas = self.window.canvas
        taken = []
        spots = self.spots()
        for number in range(count):
            at = QPointF(next(spots))
            crosses = canvas.scene.crosses
            if number % 3 == 0 and crosses:
                cross = crosses[number % len(crosses)]
                at = canvas.pixel_of(cross.plate, cross.x, cross.y) or at

            def move(at: Any = at) -> None:
                self._move(at)
                self.app.processEvents()

            taken.append(clocked(move))
        return taken

    def frames(self, count: int) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
        """Zoom in, pan about and zoom out; return what each frame took. What the other threads draw ahead is let come between."""
        canvas = self.window.canvas
        pans, zooms = [], []
        for number in range(count):
            factor = 1.15 if number < 12 else 1 / 1.15 if number % 40 > 30 else 1.0
            if factor != 1.0:
                canvas.lens.zoom(factor, at_once=True)
                zooms.append(clocked(canvas.repaint))
            canvas.lens.pan(9.0 if number % 20 < 10 else -9.0, 5.0 if number % 14 < 7 else -5.0)
            pans.append(clocked(canvas.repaint))
            self.settle(2)
        canvas.fit()
        self.settle(10)
        return pans, zooms

    def lay(self) -> None:
        """Lay all over the body that can be."""
        from bodymap.ui import state as states

        for name in states.LAID:
            self.window.control.apply(states.lay(name, on=True))
        self.settle(10)

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        self.settle()


def _with_layers(state: Any, layers: Any) -> Any:
    from dataclasses import replace

    return replace(state, view=replace(state.view, layers=layers))


def chapter() -> Chapter:
    """Measure at 1920 × 1080, and pan and zoom at 3840 × 2160 too."""
    screen = Screen(1920, 1080)
    screen.clicks(12)
    clicked = screen.clicks(CLICKS)
    tapped = screen.clicks(CLICKS // 2, rests=False)
    hovers = screen.hovers(HOVERS)
    pans, zooms = screen.frames(FRAMES)
    screen.lay()
    laid, _ = screen.frames(FRAMES)
    screen.close()
    large = Screen(3840, 2160)
    large.clicks(4)
    wide, wide_zooms = large.frames(FRAMES)
    large.close()
    lines = [
        *_lines("click → candidates computed", clicked.asked, "≤ 16 ms", 16, 0.99),
        *_lines("click → changed frame painted", clicked.body, "≤ 16 ms", 16, 0.99),
        *_lines("click → list and card painted too", clicked.all, "reported", None, 0.99),
        *_lines("tap, where no pointer rested before → changed frame painted", tapped.body, "reported", None, 0.99),
        *_lines("tap → list and card painted too", tapped.all, "reported", None, 0.99),
        *_lines("hover → highlight painted", hovers, "≤ 8 ms", 8, 0.99),
        *_lines("a frame while panning", pans, "≤ 16 ms (95th)", 16, 0.95),
        *_lines("a frame while zooming", zooms, "≤ 16 ms (95th)", 16, 0.95),
        *_lines("a frame while panning, with attachments, nerves, fascia and bands of skin", laid, "≤ 16 ms (95th)", 16, 0.95),
        *_lines("a frame while panning at 3840 × 2160", wide, "reported", None, 0.95),
        *_lines("a frame while zooming at 3840 × 2160", wide_zooms, "reported", None, 0.95),
    ]
    return Chapter("Click, hover, pan and zoom (1920 × 1080, all layers on, zones drawn)", tuple(lines))


def _lines(what: str, taken: list[tuple[float, float]], aim: str, most: float | None, part: float) -> Iterator[Line]:
    """The line of the wall's clock, and that of the thread's own work: the second is what another program cannot blur, and decides."""
    wall, own = [each[0] for each in taken], [each[1] for each in taken]
    yield Line(f"{what}, on the wall", "", *timed(wall))
    met = None if most is None else share(own, part) <= most
    median, high = timed(own)
    words = high if part == 0.99 else f"{share(own, part):.3g} ms (95th), {high}"
    yield Line(f"{what}, work of the window's thread", aim, median, words, met)
