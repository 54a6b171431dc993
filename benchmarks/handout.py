"""Times a handout after a warm start, as a ratio to a yardstick of the same run: `.venv/bin/python benchmarks/handout.py`.

The yardstick is painting both views of the whole body once, by the screen's own code: ratios travel from machine to machine. Nothing is asserted.
"""

import os
import statistics
import time
from collections.abc import Callable
from datetime import date

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from bodymap.ids import Side
from bodymap.report.handout import Maker, Wish
from bodymap.session.record import NEW_CLIENT, CandidateKey
from bodymap.ui.application import make_application
from bodymap.ui.drawing.brushwork import Weight, paint_body
from bodymap.ui.drawing.scene import Scene
from bodymap.ui.handout import file as handout_file
from bodymap.ui.handout.paper import Paper
from bodymap.ui.handout.picture import PAPER, Artist
from bodymap.ui.handout.regions import regions_of
from bodymap.ui.loader import load_answers, load_insets, load_plates
from bodymap.ui.state import Layers

CASES = {
    "gluteus medius, its ball and stretch": ("gluteus-medius",),
    "upper trapezius headache": ("trapezius",),
    "plantar heel pain, two muscles": ("quadratus-plantae", "soleus"),
    "three muscles": ("gluteus-medius", "quadratus-lumborum", "piriformis"),
}
TIMES = 5
AIM_S, MOST_BYTES = 1.0, 2_000_000


def seconds(action: Callable[[], object]) -> float:
    """The processor's work for one run: the median of a few, after one that does not count."""
    action()
    taken = []
    for _ in range(TIMES):
        start = time.process_time()
        action()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def main() -> None:
    """Measure and print."""
    application = make_application()
    plates, _ = load_plates()
    answers = load_answers().answers
    assert answers is not None
    every = {**plates, **load_insets()}

    def body() -> None:
        for name in ("posterior", "anterior"):
            x0, y0, x1, y1 = plates[name].bounds
            image = QImage(round(x1 - x0), round(y1 - y0), QImage.Format.Format_RGB32)
            painter = QPainter(image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(-QRectF(x0, y0, x1 - x0, y1 - y0).topLeft())
            paint_body(painter, plates[name], Scene(Layers(), resting=True), PAPER, Weight(1.0))
            painter.end()

    def handout(muscles: tuple[str, ...]) -> bytes:
        wish = Wish(tuple(CandidateKey(each, Side.LEFT) for each in muscles), day=date(2026, 3, 1))
        made = Maker(answers.knowledge).make(wish, regions_of(answers, wish, NEW_CLIENT))
        return handout_file.pdf(Paper(made, Artist(answers, every, NEW_CLIENT)))

    yardstick = seconds(body)
    print(f"{'':<40} {'seconds':>8} {'aim':>5} {'× the body painted':>19} {'kB':>6} {'most':>6}")
    print(f"{'yardstick: the body, front and back':<40} {yardstick:8.2f}")
    for name, muscles in CASES.items():
        taken = seconds(lambda muscles=muscles: handout(muscles))
        print(f"{name:<40} {taken:8.2f} {AIM_S:5.1f} {taken / yardstick:19.1f} {len(handout(muscles)) // 1000:6} {MOST_BYTES // 1000:6}")
    del application


if __name__ == "__main__":
    main()
