"""Times the atlas: `.venv/bin/python benchmarks/atlas.py`. Plates read and compiled, picks, strokes, outlines; milliseconds.

Nothing is asserted: a slow machine is no fault.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bodymap.anatomy.place import parse_step
from bodymap.atlas import library
from bodymap.atlas.body import Body
from bodymap.atlas.pick import Picker
from bodymap.ids import Side

LEG = ("thigh 0.1 110 r45", "thigh 0.5 110 r45", "thigh 0.9 110 r30", "leg 0.2 110 r30", "leg 0.8 100 r20")


def show(what: str, action: Callable[[], object], *, times: int, aim_ms: float) -> None:
    """Print median and slowest of some runs, and the aim."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append((time.perf_counter() - start) * 1000)
    print(f"{what:<44} {statistics.median(taken):9.2f} {max(taken):9.2f} {aim_ms:9.1f}")


def main() -> None:
    """Measure and print."""
    print(f"{'ms':<44} {'median':>9} {'slowest':>9} {'aim':>9}")
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        show("plate: read its SVG and compile", lambda: library.load("posterior", cache=cache), times=1, aim_ms=1500)
        show("plate: load it compiled", lambda: library.load("posterior", cache=cache), times=10, aim_ms=20)
        plate = library.load("posterior", cache=cache)
    show("plate: make its polygons and index", lambda: Picker(plate), times=1, aim_ms=100)
    picker = Picker(plate)
    show("pick at a point", lambda: picker.at(-95, -930), times=1000, aim_ms=0.1)
    show("body: load", Body.load, times=3, aim_ms=150)
    body = Body.load()
    show("place: a landmark", lambda: body.spot("greater-trochanter.left"), times=50, aim_ms=2)
    show("stack: tissues under a point", lambda: body.stack("posterior").tissue(-95, -930), times=200, aim_ms=0.1)
    steps = [parse_step(step) for step in LEG]
    path = body.path(steps, Side.LEFT)
    show("stroke down the leg: its way on the skin", lambda: body.path(steps, Side.LEFT), times=20, aim_ms=8)
    show("stroke down the leg: the cells under it", lambda: body.cover(path), times=20, aim_ms=3)
    for name in library.PLATES:
        body.outline(name, [path])
        show(f"stroke down the leg: its outline, {name}", lambda name=name: body.outline(name, [path]), times=10, aim_ms=50)


if __name__ == "__main__":
    main()
