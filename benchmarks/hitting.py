"""Which polygon lies under a point: bodymap's tree beside a linear search, QGraphicsScene and QPainterPath, from 1,000 to 100,000 polygons."""

from __future__ import annotations

import math
import random
import statistics
import time
from collections.abc import Callable

import numpy as np
import shapely

from benchmarks.outcome import Chapter, Line, share

COUNTS = (1_000, 10_000, 100_000)
POINTS = 2_000


def blobs(count: int, rng: random.Random) -> list[shapely.Polygon]:
    """Return polygons of 24 corners over a sheet of 1000 × 1000, so that about three lie over each other anywhere."""
    radius = 1000 * math.sqrt(3 / (math.pi * count))
    made = []
    for _ in range(count):
        x, y = rng.uniform(0, 1000), rng.uniform(0, 1000)
        corners = [(math.cos(turn), math.sin(turn)) for turn in np.linspace(0, 2 * math.pi, 24, endpoint=False)]
        made.append(shapely.Polygon([(x + radius * rng.uniform(0.7, 1.0) * a, y + radius * rng.uniform(0.7, 1.0) * b) for a, b in corners]))
    return made


def _each(ask: Callable[[float, float], object], points: list[tuple[float, float]]) -> list[float]:
    """Microseconds of each question; the fastest of three, so that an interruption by another program is not counted."""
    taken = []
    for x, y in points:
        best = math.inf
        for _ in range(3):
            begin = time.perf_counter_ns()
            ask(x, y)
            best = min(best, time.perf_counter_ns() - begin)
        taken.append(best / 1000)
    return taken


def chapter() -> Chapter:
    """Measure."""
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QPainterPath, QPolygonF
    from PySide6.QtWidgets import QGraphicsScene

    from bodymap.atlas import pick
    from bodymap.ui.application import make_application

    make_application()
    rng = random.Random(11)
    points = [(rng.uniform(0, 1000), rng.uniform(0, 1000)) for _ in range(POINTS)]
    lines: list[Line] = []
    medians = []
    for count in COUNTS:
        shapes = blobs(count, rng)
        tree, polygons = pick._index(shapes)
        own = _each(lambda x, y, tree=tree, polygons=polygons: pick._covering(tree, polygons, x, y), points)
        medians.append(statistics.median(own))
        met = share(own, 0.99) <= 20 if count == COUNTS[0] else None
        lines.append(Line(f"bodymap, {count:,} polygons", "≤ 20 µs" if met is not None else "", f"{medians[-1]:.1f} µs", f"{share(own, 0.99):.1f} µs", met))
        if count == COUNTS[0]:
            paths = []
            scene = QGraphicsScene()
            for shape in shapes:
                path = QPainterPath()
                path.addPolygon(QPolygonF([QPointF(x, y) for x, y in shape.exterior.coords]))
                paths.append(path)
                scene.addPath(path)
            scene.items(QPointF(1, 1))
            few = points[:200]
            others = {
                "a linear search with shapely": lambda x, y: [each for each in shapes if each.covers(shapely.Point(x, y))],
                "QGraphicsScene.items": lambda x, y: scene.items(QPointF(x, y)),
                "QPainterPath.contains, one by one": lambda x, y: [each for each in paths if each.contains(QPointF(x, y))],
            }
            for name, ask in others.items():
                taken = _each(ask, few)
                lines.append(Line(f"{name}, {count:,}", "", f"{statistics.median(taken):.1f} µs", f"{share(taken, 0.99):.1f} µs"))
            scene.clear()
    grown = (medians[-1] - medians[0]) / max(medians[0], 1e-9)
    allowed = math.log2(COUNTS[-1]) / math.log2(COUNTS[0])
    lines.append(Line("median at 100,000 ÷ median at 1,000", f"≤ {allowed:.2f} (logarithmic)", f"{grown + 1:.2f}", "", grown + 1 <= allowed))
    return Chapter("What lies under a point", tuple(lines))
