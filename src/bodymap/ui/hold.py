"""The hold timer as a value: how long, since when it runs, how much is done. The time is told to it; it knows no clock and no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Breath = Literal["in", "out"]


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold of `seconds`; `now` below is any clock that only goes forward, in seconds."""

    seconds: int
    began: float | None = None
    """When it was last started; None while it rests."""
    before_s: float = 0.0
    """What was done before that."""

    @property
    def runs(self) -> bool:
        """Whether it was started and not paused."""
        return self.began is not None

    def done_s(self, now: float) -> float:
        """Return the seconds that are done, at most all of them.

        >>> Hold(30, began=100.0, before_s=5.0).done_s(110.0)
        15.0
        """
        running = 0.0 if self.began is None else max(now - self.began, 0.0)
        return min(self.before_s + running, float(self.seconds))

    def left_s(self, now: float) -> float:
        """Return the seconds that are left."""
        return self.seconds - self.done_s(now)

    def is_over(self, now: float) -> bool:
        """Whether nothing is left."""
        return self.left_s(now) <= 0

    def toggled(self, now: float) -> Hold:
        """Start it, pause it, or, where it is over, start it anew."""
        if self.is_over(now):
            return Hold(self.seconds, began=now)
        if self.runs:
            return replace(self, began=None, before_s=self.done_s(now))
        return replace(self, began=now)


def breath_at(done_s: float, in_s: float, out_s: float) -> tuple[Breath, float]:
    """Return whether to breathe in or out after `done_s` seconds, and how full the lungs are (0 … 1).

    >>> breath_at(2.0, 4.0, 6.0), breath_at(7.0, 4.0, 6.0)
    (('in', 0.5), ('out', 0.5))
    """
    at = done_s % (in_s + out_s)
    return ("in", at / in_s) if at < in_s else ("out", 1 - (at - in_s) / out_s)
