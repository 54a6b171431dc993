"""Times the ranking against a yardstick of the same run: `.venv/bin/python benchmarks/matching.py`. Ratios travel from machine to machine.

The yardstick is the plainest way to the same shares: one pass over all zones with whole-body masks. Nothing is asserted.
"""

import math
import time
from collections.abc import Callable

import numpy as np

from bodymap.anatomy.place import parse
from bodymap.matching import engine as engines
from bodymap.matching.engine import Engine
from bodymap.session import painting
from bodymap.session.paint import Stroke
from bodymap.session.record import NEW_CLIENT, Session, add_mark

CLICKS = 60
STROKES = 20
POINTS = 500


def percentiles(action: Callable[[int], object], times: int) -> tuple[float, float]:
    """Milliseconds at the median and the 99th percentile of `times` runs, each with another input."""
    taken = []
    for number in range(times):
        start = time.perf_counter()
        action(number)
        taken.append((time.perf_counter() - start) * 1000)
    return float(np.percentile(taken, 50)), float(np.percentile(taken, 99))


def plain_shares(engine: Engine, session: Session) -> list[float]:
    """The yardstick: what each zone covers of the marks, zone by zone."""
    cells = engine.marked(session).cells
    areas = engine.body.cells.areas
    return [float(areas[zone.cells & cells].sum()) for zone in engine.table.zones]


def click(number: int) -> Session:
    """A click somewhere on the back of the left side."""
    return add_mark(NEW_CLIENT, parse(f"posterior:{-60 - number % 8 * 10},{-1300 + number * 14}"))


def stroke(number: int) -> Session:
    """A stroke of 500 points from the buttock to the ankle, another one for each number."""
    line = tuple((-100.0 - 12 * math.sin(i / 20) - number, -950.0 + i * 1.6) for i in range(POINTS))
    return painting.paint(NEW_CLIENT, [Stroke("posterior", line, 22.0)])


def main() -> None:
    """Measure and print."""
    engine = engines.load()
    clicks, strokes = [click(number) for number in range(CLICKS)], [stroke(number) for number in range(STROKES + 1)]
    engine.candidates(clicks[0])
    engine.candidates(strokes.pop())
    yard = percentiles(lambda number: plain_shares(engine, clicks[number]), 20)[0]
    rows = (
        ("a click, ranked", percentiles(lambda number: engine.candidates(clicks[number]), CLICKS), 2),
        ("a stroke of 500 points, covered and ranked", percentiles(lambda number: engine.candidates(strokes[number]), STROKES), 15),
        ("the same stroke again, ranked", percentiles(lambda number: engine.candidates(strokes[number]), STROKES), 15),
        ("what the best three explain", percentiles(lambda number: engine.explanation(strokes[number]), STROKES), 15),
    )
    print(f"{len(engine.knowledge.muscles)} muscles, {len(engine.table.zones)} zones; yardstick {yard:.2f} ms")
    print(f"{'':<46} {'ms':>9} {'p99':>9} {'aim':>6} {'p99 of the yardstick':>22}")
    for what, (middle, late), aim in rows:
        print(f"{what:<46} {middle:9.2f} {late:9.2f} {aim:6} {late / yard:22.2f}")


if __name__ == "__main__":
    main()
