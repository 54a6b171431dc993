"""Times what a user waits for: `.venv/bin/python benchmarks/measure.py`. Prints one line each: median, slowest, and the aim.

The aims are those of benchmarks/README.md. Nothing is asserted: a slow machine is no fault.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from bodymap.anatomy.place import parse
from bodymap.matching import engine as engines
from bodymap.matching import lookup
from bodymap.session.record import Session, add_mark

T = TypeVar("T")

PLACES = ("posterior:-95,-930", "psis.left", "greater-trochanter.left", "thigh 0.5 lateral left", "thigh 0.5 posterior left", "coccyx")
WORDS = ("glut med", "gluteus medius", "hip side pain", "sciatica", "piriformsi", "leg")


def timed(action: Callable[[], object], *, times: int) -> list[float]:
    """Milliseconds of each of `times` runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def each_of(action: Callable[[T], object], arguments: Iterable[T]) -> list[float]:
    """Milliseconds of ten runs with each of `arguments`."""
    return [taken for argument in arguments for taken in timed(partial(action, argument), times=10)]


def show(what: str, taken: list[float], aim_ms: float) -> None:
    """Print one line of the table."""
    print(f"{what:<44} {statistics.median(taken):9.2f} {max(taken):9.2f} {aim_ms:9.0f}")


def start(*arguments: str) -> Callable[[], object]:
    """An action that starts the program anew, as a user does."""
    return lambda: subprocess.run([sys.executable, "-m", "bodymap", *arguments], check=True, capture_output=True)


def main() -> None:
    """Measure and print."""
    print(f"{'ms':<44} {'median':>9} {'slowest':>9} {'aim':>9}")
    show("start: bodymap --version", timed(start("--version"), times=5), 150)
    show("start: bodymap locate posterior:-95,-930", timed(start("locate", PLACES[0]), times=3), 2000)
    show("load the engine", timed(engines.load, times=3), 1500)
    engine, index = engines.load(), lookup.load()
    sessions = [add_mark(Session(), parse(place)) for place in PLACES]
    show("click: candidates", each_of(engine.candidates, sessions), 50)
    many = Session()
    for place in PLACES:
        many = add_mark(many, parse(place))
    show("six marks: candidates", timed(lambda: engine.candidates(many), times=10), 100)
    spot = engine.spot(parse(PLACES[0]))
    show("hover: the stack under the pointer", timed(lambda: engine.tissue(spot), times=100), 4)
    show("search: one keystroke", each_of(index.find, WORDS), 16)


if __name__ == "__main__":
    main()
