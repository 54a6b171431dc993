"""One measured thing as a line of the table: what, the aim, median and 99th percentile, and whether it is met."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `met` is None where there is no aim."""

    what: str
    aim: str
    median: str
    high: str
    met: bool | None = None

    def __str__(self) -> str:
        verdict = {True: "yes", False: "**no**", None: ""}[self.met]
        return f"| {self.what} | {self.aim} | {self.median} | {self.high} | {verdict} |"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One bullet of what is asked, with its lines and what has to be said to them."""

    title: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        head = "| what | aim | median | 99th percentile | met |\n|---|---|---|---|---|"
        return "\n".join([f"### {self.title}", "", head, *map(str, self.lines), *(f"\n{note}" for note in self.notes)])


def share(values: Sequence[float], part: float) -> float:
    """Return the value below which `part` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(part * (len(ordered) - 1)))]


def timed(values: Sequence[float], unit: str = "ms") -> tuple[str, str]:
    """Return median and 99th percentile as words."""
    return f"{_short(statistics.median(values))} {unit}", f"{_short(share(values, 0.99))} {unit}"


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def clocked(action: Callable[[], object]) -> tuple[float, float]:
    """Return the milliseconds on the wall and of this thread's own work that `action` takes."""
    wall, own = time.perf_counter(), time.thread_time()
    action()
    return (time.perf_counter() - wall) * 1000, (time.thread_time() - own) * 1000
